"""The desk: what a person does with an alert, a line, a held version, and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import ARTICLES
from watching import MAINTENANCE
from watching import OPENED
from watching import PROFILE
from watching import World
from watching import code

from db.records import AlertState
from db.records import Verdict
from db.records import VersionState
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.review import desk
from pipeline.verdicts.table import verdicts

TWO_ACTS = PROFILE.replace(
    "[[entries]]",
    """[[acts]]
key = "boats"
title = "Code of Boats of Meliora"
names = ["Code of Boats"]

[[acts.sources]]
url = "BASE/en/boats"
language = "en"

[[entries]]
key = "both"
section = "Substantive law"
text = "Art. 4 of the Code of Bees, Art. 4 of the Code of Boats"
cites = [{ act = "code", units = ["art_4"] }, { act = "boats", units = ["art_4"] }]

[[entries]]""",
    1,
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """After a first look and an amendment of Art. 4."""
    with World(tmp_path) as world:
        for page in (code(), code(OPENED)):
            world.serves(page)
            world.look()
            world.later(days=1)
        yield world


def verdict(world: World, key: str) -> Verdict:
    table = verdicts(world.store.queries, world.profile, world.now)
    return next(e.verdict for e in table.entries if e.entry.key == key)


def test_accepting_an_alert_moves_the_baseline(world: World) -> None:
    """The line stood as changed; the law of the alert is what it relies on now; its next change is seen."""
    (alert,) = world.alerts()
    assert Verdict.CHANGED == verdict(world, "opening")
    desk.accept(world.store, alert.id, world.profile, who="anna", now=world.now, why="brought up to date")
    assert AlertState.ACCEPTED == world.alerts()[0].state
    assert Verdict.HOLDS == verdict(world, "opening")
    world.serves(code({"4": ARTICLES["4"].replace("forty", "ninety")}))
    world.look()
    assert Verdict.CHANGED == verdict(world, "opening")


def test_accepting_an_old_alert_does_not_cover_a_newer_change(world: World) -> None:
    """Who accepts the first alert has not seen the second."""
    world.serves(code({"4": ARTICLES["4"].replace("forty", "ninety")}))
    world.look()
    desk.accept(world.store, world.alerts()[0].id, world.profile, who="anna", now=world.now)
    assert Verdict.CHANGED == verdict(world, "opening")


def test_accepting_an_alert_of_one_act_covers_no_other_act_of_the_line(tmp_path: Path) -> None:
    """A line cites two acts that both moved: who accepts the one has not read the other."""
    with World(tmp_path, TWO_ACTS) as world:
        for fine in ("forty", "sixty"):
            world.serves(code({"4": ARTICLES["4"].replace("forty", fine)}))
            boats = {
                "1": "Purpose|Boats are protected.",
                "4": ARTICLES["4"].replace("forty", f"a hundred and {fine}"),
            }
            world.serves(code(boats, title="Code of Boats of Meliora"), "/en/boats")
            world.passes()
            world.later(days=1)
        first, second = world.alerts()
        desk.accept(world.store, first.id, world.profile, who="anna", now=world.now)
        assert Verdict.CHANGED == verdict(world, "both")
        desk.accept(world.store, second.id, world.profile, who="anna", now=world.now)
        assert Verdict.HOLDS == verdict(world, "both")


def test_accepting_an_old_alert_last_takes_nothing_back(world: World) -> None:
    """Who accepted the newer law relies on it, whatever is tidied up afterwards."""
    world.serves(code({"4": ARTICLES["4"].replace("forty", "ninety")}))
    world.look()
    old, new = world.alerts()
    for alert in (new, old):
        desk.accept(world.store, alert.id, world.profile, who="anna", now=world.now)
    assert Verdict.HOLDS == verdict(world, "opening")


def test_a_dismissal_wants_a_reason_and_leaves_the_line(world: World) -> None:
    """The next reader will want to know why."""
    (alert,) = world.alerts()
    for why in (None, "", "  "):
        with pytest.raises(NotPossible, match="with a word why"):
            desk.dismiss(world.store, alert.id, who="anna", now=world.now, why=why)
    desk.dismiss(world.store, alert.id, who="anna", now=world.now, why="only the fine")
    assert AlertState.DISMISSED == world.alerts()[0].state
    assert Verdict.CHANGED == verdict(world, "opening")


def test_every_act_of_review_is_kept(world: World) -> None:
    """Who, when, what, why; nothing is taken back."""
    (alert,) = world.alerts()
    desk.acknowledge(world.store, alert.id, who="anna", now=world.now, why="I look into it")
    desk.dismiss(world.store, alert.id, who="bert", now=world.now, why="only the fine")
    acts = world.store.queries.reviews(alert_id=alert.id)
    assert {("anna", "acknowledge", "I look into it"), ("bert", "dismiss", "only the fine")} == {
        (r.who, r.what, r.why) for r in acts
    }


def test_vouching_makes_the_law_of_today_the_baseline(world: World) -> None:
    """By key or by topic."""
    assert Verdict.UNCERTAIN == verdict(world, "spoiling")
    baseline = desk.vouch(world.store, world.profile, "Spoiling", who="anna", now=world.now)
    assert ("spoiling", (("xm/code-en", 2),)) == (baseline.entry, baseline.versions)
    assert Verdict.HOLDS == verdict(world, "spoiling")


def test_a_line_of_the_whole_act_holds_while_it_is_in_force(world: World) -> None:
    """An amendment does not touch it."""
    desk.vouch(world.store, world.profile, "general", who="anna", now=world.now)
    world.serves(code({"9": "Forgery|Seals are not spoken of here any more."}))
    world.look()
    assert Verdict.HOLDS == verdict(world, "general")


def test_nobody_vouches_for_what_was_never_read(tmp_path: Path) -> None:
    """There is no law as it stands."""
    with World(tmp_path) as world, pytest.raises(NotPossible, match="nothing to vouch for"):
        desk.vouch(world.store, world.profile, "opening", who="anna", now=world.now)


def test_a_line_that_is_not_there_is_told_with_its_neighbours(world: World) -> None:
    """A part of a name helps to the whole."""
    with pytest.raises(NotFound, match=r"Did you mean spoiling\?"):
        desk.vouch(world.store, world.profile, "spoil", who="anna", now=world.now)


def test_a_held_page_that_is_no_law_cannot_be_accepted(world: World) -> None:
    """Nothing is decided then; it can be rejected with a word why."""
    world.serves(MAINTENANCE)
    world.look()
    (held,) = world.store.queries.held()
    with pytest.raises(NotPossible, match="cannot be read as law"):
        desk.accept_held(world.store, held.id, world.watched(), who="anna", now=world.now, why="it is")
    with pytest.raises(NotPossible, match="with a word why"):
        desk.reject_held(world.store, held.id, who="anna", now=world.now, why=None)
    desk.reject_held(world.store, held.id, who="anna", now=world.now, why="maintenance")
    version = world.store.queries.version(held.id)
    assert version is not None
    assert VersionState.REJECTED == version.state
    with pytest.raises(NotFound, match="no held version"):
        desk.reject_held(world.store, held.id, who="anna", now=world.now, why="again")


def test_a_reason_has_a_bound(world: World) -> None:
    """A minute, not a memorandum."""
    desk.dismiss(world.store, world.alerts()[0].id, who="anna", now=world.now, why="x" * 10_000)
    (review,) = world.store.queries.reviews(alert_id=world.alerts()[0].id)
    assert desk.MAX_WHY == len(review.why or "")


def test_an_unknown_alert_is_told(world: World) -> None:
    """By its number."""
    with pytest.raises(NotFound, match="there is no alert 99"):
        desk.acknowledge(world.store, 99, who="anna", now=world.now)


def test_a_broken_line_is_not_vouched_for(world: World) -> None:
    """Its article is gone: it must be edited, and no acceptance silences that; the other lines of the alert are."""
    world.serves(
        code({"6": "Spoiling honey|1. Whoever waters honey pays.|2. The attempt is free."}, without=("4",))
    )
    for _ in range(2):
        world.look()
        world.later(hours=2)
    told = world.alerts()[-1]
    assert {"opening", "spoiling"} == set(told.entries)
    with pytest.raises(NotPossible, match=r"there is no Art\. 4"):
        desk.vouch(world.store, world.profile, "opening", who="anna", now=world.now)
    done = desk.accept(world.store, told.id, world.profile, who="anna", now=world.now)
    assert (("spoiling",), ["opening"]) == (done.relying, list(done.broken))
    assert AlertState.ACKNOWLEDGED == world.alerts()[-1].state
    assert Verdict.BROKEN == verdict(world, "opening")
    assert Verdict.HOLDS == verdict(world, "spoiling")
    assert f"lexwatch edit {world.profile.key}" in done.words


def test_vouching_for_a_line_without_an_act_names_the_true_cause(world: World) -> None:
    """Not that nothing was read, but that nothing is cited that the profile knows."""
    world.text = PROFILE.replace("Art. 4 of the Code of Bees", "Art. 4 of the Code of Wasps")
    with pytest.raises(NotPossible, match="no act of this profile is called"):
        desk.vouch(world.store, world.profile, "opening", who="anna", now=world.now)
    with pytest.raises(NotPossible, match="cites no law"):
        desk.vouch(world.store, world.profile, "office", who="anna", now=world.now)


def test_what_is_settled_stays_settled(world: World) -> None:
    """An act of review after the last one is refused in words; only a dismissal is taken up again, by acknowledging."""
    alert = world.alerts()[0].id
    store, profile = world.store, world.profile
    desk.dismiss(store, alert, who="anna", now=world.now, why="only the fine")
    with pytest.raises(NotPossible, match="is dismissed already"):
        desk.accept(store, alert, profile, who="anna", now=world.now)
    desk.acknowledge(store, alert, who="anna", now=world.now)
    desk.accept(store, alert, profile, who="anna", now=world.now)
    with pytest.raises(NotPossible, match="is accepted already"):
        desk.dismiss(store, alert, who="anna", now=world.now, why="no")
    with pytest.raises(NotPossible, match="is accepted already"):
        desk.acknowledge(store, alert, who="anna", now=world.now)
    assert AlertState.ACCEPTED == world.alerts()[0].state
    assert 3 == len(store.queries.reviews(alert_id=alert))
