"""Pages that a person saved by hand: evidence and versions like any other."""

from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from watching import ARTICLES
from watching import MAINTENANCE
from watching import OPENED
from watching import PROFILE
from watching import World
from watching import code

from db.evidence import verify
from db.records import Line
from db.records import Outcome
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.looking.by_hand import Added
from pipeline.looking.by_hand import add_pages
from pipeline.looking.by_hand import when

CONTRACT = PROFILE.replace(
    "authentic = true", 'authentic = true\n[acts.sources.expect]\narticles = { first = "1", last = "12" }', 1
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


def add(world: World, *pages: str, days: float = 0, name: str = "page.html", **more: object) -> Added:
    """The pages as saved so many days after the start."""
    files = []
    for number, page in enumerate(pages):
        file = world.folder / f"{number}-{name}"
        file.write_text(page, encoding="utf-8")
        files.append(file)
    captured = world.now + timedelta(days=days)
    return add_pages(
        world.store,
        world.watched(),
        files,
        captured=captured,
        now=world.now + timedelta(days=99),
        **more,  # type: ignore[arg-type]
    )


def fragment(*numbers: str, changed: dict[str, str] | None = None) -> str:
    """A page with these articles only."""
    return code(changed, without=tuple(n for n in ARTICLES if n not in numbers))


def test_a_saved_page_is_the_first_version(world: World) -> None:
    """Evidence with the time it was saved; nobody is alerted."""
    added = add(world, code(), days=-400)
    assert (Outcome.FIRST, Line.LIVE, 0) == (added.outcome, added.line, added.alerts)
    snapshot = world.store.queries.snapshot(added.snapshot_id)
    assert ("manual", world.now - timedelta(days=400)) == (snapshot.fetcher, snapshot.taken_at)
    assert () == verify(world.folder / "lexwatch.db")


def test_a_newer_page_is_told_like_a_fetched_one(world: World) -> None:
    """Compared with the last version, its lines alerted."""
    add(world, code())
    added = add(world, code(OPENED), days=10)
    assert (Outcome.CHANGED, 1, 1) == (added.outcome, len(added.changes), added.alerts)
    assert ("opening",) == world.alerts()[0].entries


def test_a_newer_page_may_be_added_without_an_alert(world: World) -> None:
    """The change is recorded all the same."""
    add(world, code())
    assert 0 == add(world, code(OPENED), days=10, tell=False).alerts
    assert 1 == len(world.store.queries.changes())


def test_the_same_law_again_is_no_version(world: World) -> None:
    """Kept as evidence."""
    add(world, code())
    added = add(world, code(noise="another"), days=10)
    assert (Outcome.UNCHANGED, None) == (added.outcome, added.version_id)
    assert 2 == world.store.queries.counts()["snapshots"]


def test_an_older_page_goes_to_the_archive(world: World) -> None:
    """It alerts nobody and is not what the next look is compared with."""
    add(world, code(OPENED))
    added = add(world, code(), days=-700)
    assert (Outcome.CHANGED, Line.ARCHIVE, 0) == (added.outcome, added.line, added.alerts)
    last = world.store.queries.last_accepted(world.watched().id)
    assert last is not None
    assert "sixty" in " ".join(p.text for p in last.provisions)
    assert [] == world.alerts(None)


def test_an_older_part_is_laid_over_the_archive(world: World) -> None:
    """Never over the newer text that is held: what is archived is of its own time."""
    add(world, code(OPENED))
    added = add(world, fragment("4", "5"), days=-700, part=True)
    assert added.version_id is not None
    units = [p.num for p in world.store.queries.provisions(added.version_id) if p.article == p.label]
    assert (Line.ARCHIVE, ["4", "5"]) == (added.line, units)


def test_several_files_are_one_act(world: World) -> None:
    """The parts of one version."""
    added = add(world, fragment("1", "2", "3", "4", "5", "6"), fragment("7", "8", "9", "10", "11", "12"))
    assert added.version_id is not None
    numbers = [p.num for p in world.store.queries.provisions(added.version_id) if p.article == p.label]
    assert list(ARTICLES) == numbers


def test_a_part_is_laid_over_what_is_held(world: World) -> None:
    """A newer page of two articles: only what it changes is told, nothing is missing."""
    add(world, code())
    added = add(world, fragment("4", "5", changed=OPENED), days=10, part=True)
    assert ["art_4__para_1"] == [c.eid for c in added.changes]
    assert added.version_id is not None
    units = [p for p in world.store.queries.provisions(added.version_id) if p.article == p.label]
    assert 12 == len(units)


def test_articles_that_were_not_held_are_no_insertions(world: World) -> None:
    """Two fragments, one after the other: the second reaches further, and no legislator did anything."""
    add(world, fragment("4", "5"), part=True)
    added = add(world, fragment("8", "9"), days=10, part=True)
    assert (Outcome.CHANGED, (), 0) == (added.outcome, added.changes, added.alerts)
    assert [] == world.alerts(None)


def test_a_number_that_an_old_one_carries_was_inserted(world: World) -> None:
    """Art. 4-1 beside a known Art. 4 is the legislator's, in a part too."""
    add(world, fragment("4", "5"), part=True)
    page = code(
        without=tuple(n for n in ARTICLES if n != "4"), more={"4-1": "Doors|Doors of hives are hives."}
    )
    added = add(world, page, days=10, part=True)
    assert [("inserted", "art_4-1")] == [(str(c.kind), c.eid) for c in added.changes]


def test_the_whole_act_after_a_part_is_no_mass_of_insertions(tmp_path: Path) -> None:
    """A fragment breaks the contract; the page that keeps it brings ten articles that were always there."""
    with World(tmp_path, text=CONTRACT) as world:
        add(world, fragment("4", "5"), part=True)
        world.later(days=100)
        world.serves(code(OPENED))
        seen = [world.look()]  # believed at once, or when it is seen again
        world.later(hours=2)
        assert "changed" in {*seen, world.look()}
        assert ["art_4__para_1"] == [c.change.eid for c in world.store.queries.changes()]
        assert ("opening",) == world.alerts()[0].entries


def test_what_breaks_the_contract_is_held(tmp_path: Path) -> None:
    """A fragment without the word that it is one: kept, held, and told how to add it."""
    with World(tmp_path, text=CONTRACT) as world:
        added = add(world, fragment("4", "5"))
        assert (Outcome.HELD, True) == (added.outcome, "--part" in (added.why or ""))


@pytest.mark.parametrize(("page", "words"), [(MAINTENANCE, "cannot be read as law"), ("", "empty")])
def test_what_is_no_law_is_refused(world: World, page: str, words: str) -> None:
    """A person is there to bring a better page: nothing is kept."""
    with pytest.raises(NotPossible, match=words):
        add(world, page)
    assert 0 == world.store.queries.counts()["snapshots"]


def test_markdown_of_an_act_on_a_known_portal_is_read_as_markdown(tmp_path: Path) -> None:
    """The address says whose HTML it would be; the file says that it is none."""
    with World(
        tmp_path, text=PROFILE.replace("BASE/en/code", "https://adilet.zan.kz/rus/docs/K1400000226")
    ) as world:
        text = "## Глава 1. Пасека\n\n" + "".join(
            f"### Статья {n}. Заголовок\n\n1. Текст статьи {n} о пчёлах и мёде.\n\n" for n in range(1, 8)
        )
        added = add(world, text, name="saved.md", part=True)
        assert Outcome.FIRST == added.outcome


def test_a_page_of_the_future_is_refused(world: World) -> None:
    """Nobody has saved it yet."""
    with pytest.raises(NotPossible, match="in the future"):
        add(world, code(), days=1000)


def test_a_file_that_is_not_there_is_told(world: World) -> None:
    """By its name."""
    with pytest.raises(NotFound, match=r"there is no file nowhere\.html"):
        add_pages(world.store, world.watched(), [Path("nowhere.html")], captured=world.now, now=world.now)


def test_times_as_people_write_them() -> None:
    """A day, or a day and a time in UTC; else words."""
    assert datetime(2022, 9, 12, tzinfo=UTC) == when("2022-09-12")
    assert datetime(2022, 9, 12, 10, 30, tzinfo=UTC) == when("2022-09-12T10:30")
    assert datetime(2022, 9, 12, 5, 30, tzinfo=UTC) == when("2022-09-12T10:30+05:00")
    with pytest.raises(NotPossible, match="is no time"):
        when("last summer")
