"""Our own upgrade: a better extractor reads the stored page again; what differs is ours and alerts nobody."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stamina
from watching import World
from watching import code

from db.law import Provision
from db.records import AlertKind
from db.records import VersionState
from pipeline.looking.look import UNREADABLE
from pipeline.looking.reread import reading_of
from pipeline.review.desk import accept_held
from scraper.errors import NoProvisions


@pytest.fixture(autouse=True)
def _no_second_attempts() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as made:
        yield made


def read_worse_before(world: World, spoiled: int) -> None:
    """The last version is one that an older extractor read: so many articles have words too many in it."""
    watched = world.watched("code-en")
    last = world.store.queries.last_accepted(watched.id)
    assert last is not None
    left = [spoiled]

    def worse(p: Provision) -> Provision:
        if not left[0] or not p.text:
            return p
        left[0] -= 1
        return replace(p, text=f"{p.text} Share this page", printed=f"{p.printed} Share this page")

    old = replace(
        reading_of(last),
        extractor=f"{last.version.extractor.partition('/')[0]}/0",
        provisions=tuple(map(worse, last.provisions)),
    )
    world.store.accept(
        source_id=watched.id,
        snapshot_id=last.version.snapshot_id,
        reading=old,
        now=world.now,
        seen_at=last.version.seen_at,
        state=VersionState.REREAD,
    )


def alerts_about_the_law(world: World) -> list[str]:
    return [a.subject for a in world.store.queries.alerts(kinds=(AlertKind.CHANGE,))]


def test_a_small_difference_is_ours_and_alerts_nobody(world: World) -> None:
    """Three of twelve articles read better than before: recorded as ours, and the law is as it was."""
    world.serves(code())
    world.passes()
    read_worse_before(world, 3)
    world.later(days=1)
    world.serves(code(noise="another counter"))

    (looked,) = world.passes().looked

    assert "unchanged" == str(looked.outcome)
    assert [] == alerts_about_the_law(world)
    assert 3 == len(world.store.queries.changes(ours=True))
    assert () == world.store.queries.changes()


def test_a_large_difference_waits_for_the_operator(world: World) -> None:
    """Half of the act read otherwise: nothing is compared until a person agrees, and then nobody is alerted."""
    world.serves(code())
    world.passes()
    read_worse_before(world, 6)
    for noise in ("one", "two"):
        world.later(days=1)
        world.serves(code(noise=noise))
        (looked,) = world.passes().looked

        assert "held" == str(looked.outcome)
        assert "read again" in (looked.why or "")
    (held,) = world.store.queries.held()
    accept_held(
        world.store, held.id, world.watched("code-en"), who="operator", now=world.now, why="compared by eye"
    )
    # Nobody has to say it twice.
    assert {"closed"} == {str(a.state) for a in world.alerts(AlertKind.OPERATOR)}
    world.later(days=1)
    world.serves(code(noise="three"))

    (looked,) = world.passes().looked

    assert "unchanged" == str(looked.outcome)
    assert [] == alerts_about_the_law(world)
    assert 6 == len(world.store.queries.changes(ours=True))


def test_a_page_that_today_s_extractor_cannot_read_is_held_in_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is compared with what it cannot be compared with, and it is called no defect."""
    world.serves(code())
    world.look()
    read_worse_before(world, 1)

    def unreadable(*_: object) -> None:
        raise NoProvisions("a short text")

    monkeypatch.setattr("pipeline.looking.reread.read_snapshot", unreadable)
    world.later(days=1)
    (looked,) = world.passes(only="code-en").looked

    assert "held" == str(looked.outcome)
    assert (looked.why or "").startswith(UNREADABLE)
    assert [] == alerts_about_the_law(world)
    assert 1 == len(world.alerts(AlertKind.OPERATOR))
