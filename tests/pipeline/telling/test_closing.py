"""An alert closes itself when the discrepancy is gone, and no sooner."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import ARTICLES
from watching import PROFILE
from watching import World
from watching import code

from db.records import AlertKind
from pipeline.review import desk

DOUBT = """[[acts]]
key = "old"
title = "Code of Wasps"
names = ["Honey Code"]

[[entries]]"""
FOUR = ARTICLES["4"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        _see(world, code())
        _see(world, code({"4": FOUR.replace("forty", "sixty")}))
        yield world


def _see(world: World, page: str) -> None:
    world.serves(page)
    world.look()


def test_another_amendment_of_the_line_closes_nothing(world: World) -> None:
    """Forty, sixty, eighty: both alerts wait for a person."""
    _see(world, code({"4": FOUR.replace("forty", "eighty")}))
    assert ["open", "open"] == [str(a.state) for a in world.alerts()]


def test_a_change_elsewhere_closes_nothing(world: World) -> None:
    """The line still reads otherwise than before."""
    _see(
        world,
        code({"4": FOUR.replace("forty", "sixty"), "9": "Forgery|Nothing is said here any more of seals."}),
    )
    assert "open" == str(world.alerts()[0].state)


def test_the_way_back_closes_all_that_came_between(world: World) -> None:
    """Forty, sixty, eighty, forty: nothing of it is left; told for each."""
    _see(world, code({"4": FOUR.replace("forty", "eighty")}))
    _see(world, code())
    states = [str(a.state) for a in world.alerts()]
    assert "closed" == states[0]
    assert 1 <= len(world.alerts(AlertKind.CLOSED))


def test_what_a_person_settled_stays_as_it_was_settled(world: World) -> None:
    """A dismissed alert is not closed by itself later."""
    desk.dismiss(world.store, world.alerts()[0].id, who="anna", now=world.now, why="a misprint")
    _see(world, code())
    assert "dismissed" == str(world.alerts()[0].state)
    assert [] == world.alerts(AlertKind.CLOSED)


def test_an_old_alert_closes_behind_a_thousand_newer_ones(world: World) -> None:
    """However many alerts of other law are open."""
    world.other_alerts(1_001)
    _see(world, code())
    assert 1 == len(world.alerts(AlertKind.CLOSED))


def test_a_line_that_may_mean_another_act_is_not_settled_by_any_next_version(tmp_path: Path) -> None:
    """Whoever is told of a change in doubt keeps it until the words are back."""
    twice = PROFILE.replace("[[entries]]", DOUBT, 1).replace(
        'text = "Art. 4 of the Code of Bees"', 'text = "Art. 4 of the Honey Code"', 1
    )
    with World(
        tmp_path, text=twice.replace('["Code of Bees"]', '["Code of Bees", "Honey Code"]', 1)
    ) as world:
        _see(world, code())
        _see(world, code({"4": FOUR.replace("forty", "sixty")}))
        _see(world, code({"4": FOUR.replace("forty", "sixty"), "9": ARTICLES["9"].replace("seal", "mark")}))
        assert "open" == str(world.alerts()[0].state)
        _see(world, code())
        assert "closed" == str(world.alerts()[0].state)
