"""Which source speaks for an act: the first of the profile, and the next one while that is down or held."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import stamina
from two_sources import TWO
from watching import ARTICLES
from watching import MAINTENANCE
from watching import OPENED
from watching import World
from watching import code

from db.records import Verdict
from pipeline.archive import text_of
from pipeline.verdicts.table import verdicts

MIRROR = "/mirror/code"


@pytest.fixture(autouse=True)
def _no_second_attempts() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    text = TWO.replace('topic = "Opening a hive"', 'topic = "Opening a hive"\nchecked = 2026-03-02')
    with World(tmp_path, text) as made:
        made.serves(code())
        made.serves(code(), MIRROR)
        made.passes()
        made.later(days=1)
        yield made


def shown(world: World, **more: object) -> tuple[str, str]:
    """The text of Article 4 (1), and where it was read."""
    settings: dict[str, object] = {"as_of": None, "known_at": None, "language": None, **more}
    found = text_of(world.store.queries, "code", "4", **settings)  # type: ignore[arg-type]
    return next(p.text for p in found.provisions if p.eid == "art_4__para_1"), found.url.rpartition(":")[2]


def test_the_first_source_speaks(world: World) -> None:
    """Both are well: the order of the profile decides."""
    assert shown(world)[1].endswith("/en/code")


@pytest.mark.parametrize("trouble", ["down", "held", "gone"])
def test_the_next_one_speaks_while_the_first_is_in_trouble(world: World, trouble: str) -> None:
    """Text and verdicts come from the second source, and from the first again when it is well."""
    if trouble == "held":
        world.serves(MAINTENANCE)
    else:
        world.site.serves("/en/code", status=503 if trouble == "down" else 404)
    world.serves(code(OPENED), MIRROR)
    world.passes()

    text, url = shown(world)
    assert url.endswith(MIRROR)
    assert "sixty" in text
    table = verdicts(world.store.queries, world.profile, world.now)
    assert Verdict.CHANGED is next(e.verdict for e in table.entries if e.entry.key == "opening")

    world.later(days=1)
    world.serves(code(OPENED))
    world.passes()
    assert shown(world)[1].endswith("/en/code")


def test_an_old_day_comes_from_whoever_has_it(world: World) -> None:
    """The first source may have been watched for a shorter time than the second."""
    source = world.watched("code-mirror").id
    last = world.store.queries.last_accepted(source)
    assert last is not None

    from pipeline.looking.by_hand import add_pages
    from pipeline.looking.by_hand import when

    page = world.folder / "old.html"
    page.write_text(code({"4": ARTICLES["4"].replace("forty", "thirty")}), encoding="utf-8")
    add_pages(
        world.store,
        world.watched("code-mirror"),
        [page],
        captured=when("2016-01-01"),
        now=world.now,
    )

    assert "thirty" in shown(world, as_of=date(2017, 1, 1))[0]
    assert "forty" in shown(world)[0]


def verdict(world: World) -> Verdict:
    table = verdicts(world.store.queries, world.profile, world.now)
    return next(e.verdict for e in table.entries if e.entry.key == "opening")


def test_a_dead_source_makes_nothing_uncertain_where_another_is_well(world: World) -> None:
    """The line rests on the mirror; with the mirror dead, too, nothing is known any more."""
    assert Verdict.HOLDS is verdict(world)
    world.site.serves("/en/code", status=503)
    for _ in range(9):
        world.later(days=1)
        world.passes()
    assert Verdict.HOLDS is verdict(world)

    world.site.serves(MIRROR, status=503)
    for _ in range(9):
        world.later(days=1)
        world.passes()
    assert Verdict.UNCERTAIN is verdict(world)


def test_what_a_dead_source_alone_has_seen_is_not_forgotten(world: World) -> None:
    """It saw a change that the other does not have, and died: the line does not hold again because of that."""
    world.serves(code(OPENED))
    world.site.serves(MIRROR, status=503)
    world.passes()
    assert Verdict.CHANGED is verdict(world)
    world.site.serves("/en/code", status=503)
    world.serves(code(), MIRROR)
    for _ in range(9):
        world.later(days=1)
        world.passes()

    assert Verdict.HOLDS is not verdict(world)
