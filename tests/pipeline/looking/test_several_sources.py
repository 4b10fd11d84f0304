"""Several sources of one act in one language: none moves the law alone against another, and nothing true is lost."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from two_sources import TWO
from watching import ARTICLES
from watching import MAINTENANCE
from watching import OPENED
from watching import PATH
from watching import World
from watching import code

from db.records import AlertKind
from pipeline.looking.fetching import Fetchers
from pipeline.looking.kin import Kin
from pipeline.looking.look import Looker
from pipeline.profile.watchlist import Watched
from pipeline.review.desk import accept_held
from pipeline.watching.run import look_at
from scraper.fetch import Fetcher

MIRROR = "/mirror/code"


@pytest.fixture(autouse=True)
def _no_second_attempts() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path, TWO) as made:
        made.serves(code())
        made.serves(code(noise="a mirror"), MIRROR)
        assert {"code-en": "first", "code-mirror": "first"} == outcomes(made)
        made.later(days=1)
        yield made


def outcomes(world: World, **more: object) -> dict[str, str]:
    looked = world.passes(**more).looked  # type: ignore[arg-type]
    assert len(looked) == len({one.watched.id for one in looked}), "no source is looked at twice in a pass"
    return {one.watched.record.key.partition("/")[2]: str(one.outcome) for one in looked}


def words_of(world: World, eid: str, key: str = "code-en") -> str:
    last = world.store.queries.last_accepted(world.watched(key).id)
    assert last is not None
    return next(p.text for p in last.provisions if p.eid == eid)


@pytest.mark.parametrize("poisoned", ["code-en", "code-mirror"])
def test_one_source_does_not_move_the_law_alone(world: World, poisoned: str) -> None:
    """Whichever is looked at first: what one says and the other, read at the same time, does not, is held and told."""
    world.serves(code(OPENED), PATH if poisoned == "code-en" else MIRROR)

    other = "code-mirror" if poisoned == "code-en" else "code-en"
    assert {poisoned: "held", other: "unchanged"} == outcomes(world)

    assert [] == world.alerts()
    (told,) = world.alerts(AlertKind.OPERATOR)
    assert "seen in this source alone" in told.payload
    assert "Article 4" in told.payload
    assert "forty" in words_of(world, "art_4__para_1", poisoned)


def test_a_change_in_both_is_told_at_once_and_once(world: World) -> None:
    """Two sources that change in one pass confirm each other."""
    world.serves(code(OPENED))
    world.serves(code(OPENED), MIRROR)

    assert {"code-en": "changed", "code-mirror": "changed"} == outcomes(world)
    assert 2 == len(world.store.queries.changes())
    assert [("opening",)] == [a.entries for a in world.alerts()]
    assert [] == world.alerts(AlertKind.OPERATOR)


def test_the_other_source_follows_later(world: World) -> None:
    """What was held becomes law in the very pass in which the other says it, too."""
    world.serves(code(OPENED))
    outcomes(world)
    world.later(days=2)
    world.serves(code(OPENED), MIRROR)

    assert {"code-en": "changed", "code-mirror": "changed"} == outcomes(world)
    assert "sixty" in words_of(world, "art_4__para_1")


def test_nothing_true_is_lost(world: World) -> None:
    """After the agreed time it is told, marked as seen in one source only, and by which the other differs."""
    world.serves(code(OPENED))
    for _ in range(14):
        assert "held" == outcomes(world)["code-en"]
        world.later(days=1)

    assert {"code-en": "changed", "code-mirror": "unchanged"} == outcomes(world)
    (alert,) = world.alerts()
    assert "Seen in this source alone since 2026-03-03" in alert.payload
    assert "xm/code-mirror" in alert.payload


def test_a_text_that_goes_on_changing_is_told_in_time_too(world: World) -> None:
    """The time runs from the first word that the other source does not have, not from the last."""
    for day in range(14):
        world.serves(code({"4": ARTICLES["4"].replace("forty", f"{50 + day}")}))
        assert "held" == outcomes(world)["code-en"]
        world.later(days=1)

    assert "changed" == outcomes(world)["code-en"]


def test_a_text_that_was_taken_back_begins_anew(world: World) -> None:
    """What stood there for a day two weeks ago gives no credit to what stands there today."""
    world.serves(code(OPENED))
    outcomes(world)
    world.later(days=1)
    world.serves(code())
    assert "unchanged" == outcomes(world)["code-en"]
    world.later(days=20)
    world.serves(code(OPENED))

    assert "held" == outcomes(world)["code-en"]


def test_a_source_that_is_down_is_no_witness(world: World) -> None:
    """Only what was read well at the same time can contradict: a broken second source delays nothing."""
    world.serves(code(OPENED))
    world.serves(MAINTENANCE, MIRROR)

    assert {"code-en": "changed", "code-mirror": "held"} == outcomes(world)
    assert 1 == len(world.alerts())


def test_a_source_that_is_not_due_is_asked(world: World) -> None:
    """A change is not believed because nobody looked: the other source is looked at in the same pass."""
    world.serves(code(OPENED))
    world.site.forget()

    assert {"code-en": "held", "code-mirror": "unchanged"} == outcomes(world, only="code-en")
    assert 1 == len(world.site.asked(MIRROR))


def test_an_unchanged_source_asks_nobody(world: World) -> None:
    """Only a change costs the others a look."""
    world.site.forget()

    assert {"code-en": "unchanged"} == outcomes(world, only="code-en")
    assert () == world.site.asked(MIRROR)


def test_a_person_can_accept_what_one_source_says(world: World) -> None:
    """The desk decides at once; the alert is an ordinary one."""
    world.serves(code(OPENED))
    outcomes(world)
    held = world.state().held_version_id
    assert held is not None

    accept_held(world.store, held, world.watched(), who="ana", now=world.now, why="read the gazette")

    assert "sixty" in words_of(world, "art_4__para_1")
    assert 1 == len(world.alerts())


@pytest.mark.parametrize(
    "changed",
    [
        {"more": {"13": "Wax|Wax is free."}},
        {"without": ("9",)},
        {"changed": {"5": ARTICLES["5"].replace("Listening", "Eavesdropping")}},
        {
            "changed": {
                "6": ARTICLES["6"] + "|3. Whoever buys watered honey knowingly shall be punished with a fine."
            }
        },
    ],
)
def test_every_kind_of_change_needs_the_other(world: World, changed: dict[str, dict[str, str]]) -> None:
    """Inserted, gone, renamed, with a new paragraph: held alone, accepted together (what is gone, when seen twice)."""
    world.serves(code(**changed))  # type: ignore[arg-type]
    assert "held" == outcomes(world)["code-en"]
    world.later(hours=2)
    assert "held" == outcomes(world)["code-en"]
    world.serves(code(**changed), MIRROR)  # type: ignore[arg-type]
    outcomes(world)
    world.later(hours=2)
    outcomes(world)

    assert 2 == len({c.source_key for c in world.store.queries.changes()})


def test_another_layout_of_the_second_source_is_no_contradiction(world: World) -> None:
    """Two sources print the same law with other dashes and quotes; that contradicts nobody."""
    world.serves(code(OPENED).replace("'", "\u2019"))
    world.serves(code(OPENED).replace("forty", "sixty").replace(". ", ".  "), MIRROR)

    assert {"code-en": "changed", "code-mirror": "changed"} == outcomes(world)


def test_a_source_that_moves_is_labelled(world: World) -> None:
    """Another address with the same words is a version that changes nothing, says so, and alerts nobody."""
    world.text = world.text.replace("BASE/en/code", "BASE/v2/code")
    world.serves(code(noise="a new layout"), "/v2/code")

    assert "unchanged" == outcomes(world)["code-en"]

    last = world.store.queries.last_accepted(world.watched().id)
    assert last is not None
    assert "source moved: from" in (last.version.why or "")
    assert (last.version.why or "").endswith("/v2/code")
    assert [] == world.alerts(None)
    assert () == world.store.queries.changes()
    world.later(days=1)
    assert "unchanged" == outcomes(world)["code-en"]
    assert 2 == len(world.store.queries.versions(world.watched().id)), "labelled once"


def test_other_words_at_a_new_address_are_told_as_that(tmp_path: Path) -> None:
    """They are believed when a second look shows them again, and the alert says that the address is new."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.later(days=1)
        world.text = world.text.replace("BASE/en/code", "BASE/v2/code")
        world.serves(code(OPENED), "/v2/code")
        assert "held" == world.look()
        world.later(hours=2)
        assert "changed" == world.look()
        (alert,) = world.alerts()
        assert "source moved: from" in alert.payload


def test_a_source_that_was_asked_for_is_not_looked_at_twice_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its turn comes while the look that another asked for is going on: it waits for that one."""
    monkeypatch.setattr("pipeline.watching.run.AT_ONCE", 2)
    third = '[[pages]]\nkey = "third"\ntitle = "Third"\nurl = "BASE/third"\n\n[[entries]]'
    with World(tmp_path, TWO.replace("[[entries]]", third, 1)) as world:
        world.serves(code())
        world.serves(code(noise="a mirror"), MIRROR)
        world.serves(
            code({"1": "Hours|The office is open on every day but Sunday."}, title="Third"), "/third"
        )
        outcomes(world)
        world.later(days=1)
        world.serves(code(OPENED))
        world.serves(code(OPENED, noise="a mirror"), MIRROR)
        world.site.forget()

        async def in_this_order() -> list[str]:
            async with Fetcher() as http:
                looker = Looker(world.store, Fetchers(http), lambda: world.now, lambda: 0.0)
                ordered = [world.watched(key) for key in ("code-en", "third", "code-mirror")]
                looker.kin.know(ordered)
                run = world.store.begin_run(world.now, "check")
                return [one.watched.record.key for one in await look_at(looker, run, ordered)]

        assert ["xm/code-en", "xm/third", "xm/code-mirror"] == asyncio.run(in_this_order())
        assert 1 == len(world.site.asked(MIRROR))


def test_what_a_person_accepts_meanwhile_is_not_overwritten(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the mirror is asked, a person accepts a held text: the changes in hand are those of an older one."""
    world.serves(code(OPENED))
    outcomes(world)
    held = world.state().held_version_id
    assert held is not None
    world.later(days=1)
    world.serves(code({"4": ARTICLES["4"].replace("forty", "ninety")}))
    world.serves(code({"4": ARTICLES["4"].replace("forty", "ninety")}), MIRROR)
    asked = Kin.judged

    async def decided_meanwhile(self: Kin, watched: Watched, *given: object, **more: object) -> object:
        if world.state().held_version_id == held:
            accept_held(world.store, held, world.watched(), who="ana", now=world.now, why="read the gazette")
        return await asked(self, watched, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Kin, "judged", decided_meanwhile)
    assert "held" == outcomes(world)["code-en"]
    world.later(hours=2)
    assert "changed" == outcomes(world)["code-en"]
    moves = [
        (c.from_version, c.to_version) for c in world.store.queries.changes(source_id=world.watched().id)
    ]
    assert len(moves) == len(set(moves)) == 2
