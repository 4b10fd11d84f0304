"""The silence alarm: told after the agreed time, in one message a host, again after twice and four times as long."""

import json
from collections.abc import Sequence
from pathlib import Path

from watching import MAINTENANCE
from watching import PATH
from watching import World
from watching import code
from watching_french import BOTH
from watching_french import french

from db.records import AlertKind
from pipeline.watching.silence import silent

FRENCH = "/fr/code"


def alarms(world: World, keys: Sequence[str] = ("code-en",)) -> list[str]:
    """The sources that one round of the alarm names, a message each."""
    watched = [world.watched(key) for key in keys]
    states = {one.id: world.state(one.record.key.rpartition("/")[2]) for one in watched}
    made = list(silent(world.store.queries, watched, states, world.now))
    world.store.write_alerts(made, world.now)
    return [json.loads(a.payload)["operator"]["source"] for a in made]


def test_a_silence_that_lasts_is_told_again(tmp_path: Path) -> None:
    """After the agreed time, after twice and four times as long; also of a source that never was read well."""
    with World(tmp_path) as world:
        world.serves(MAINTENANCE)
        world.look()
        days = []
        for day in range(60):
            world.later(days=1)
            days += [day + 1 for _ in alarms(world)]
        assert [7, 14, 28, 56] == days


def test_the_sources_of_a_host_are_silent_in_one_message(tmp_path: Path) -> None:
    """Read a day apart, they go silent a day apart; the host is down once."""
    with World(tmp_path, text=BOTH) as world:
        world.serves(code())
        world.serves(french(), FRENCH)
        world.look("code-en")
        world.later(days=1)
        world.look("code-fr")
        told = {}
        for day in range(2, 31):
            world.later(days=1)
            for names in alarms(world, ("code-en", "code-fr")):
                told[day] = names
        assert {
            7: "xm/code-en, xm/code-fr",
            14: "xm/code-en, xm/code-fr",
            28: "xm/code-en, xm/code-fr",
        } == told


def test_one_source_of_a_host_that_is_well_is_not_named(tmp_path: Path) -> None:
    """Only what is silent."""
    with World(tmp_path, text=BOTH) as world:
        world.serves(code())
        world.serves(french(), FRENCH)
        world.look("code-en")
        for _ in range(8):
            world.later(days=1)
            world.look("code-fr")
        assert ["xm/code-en"] == alarms(world, ("code-en", "code-fr"))


def test_a_silence_after_a_recovery_is_told_anew(tmp_path: Path) -> None:
    """Each silence is counted from the last good look."""
    with World(tmp_path) as world:
        world.serves(code(), PATH)
        world.look()
        world.later(days=8)
        assert ["xm/code-en"] == alarms(world)
        world.look()
        assert [] == alarms(world)
        world.later(days=8)
        assert ["xm/code-en"] == alarms(world)
        assert 2 == len(world.alerts(AlertKind.OPERATOR))


def test_an_alarm_of_a_clock_that_was_ahead_silences_no_other(tmp_path: Path) -> None:
    """Written in a year to come, it says nothing of today."""
    with World(tmp_path) as world:
        world.serves(code(), PATH)
        world.look()
        here = world.now
        world.later(days=3650)
        assert ["xm/code-en"] == alarms(world)
        world.now = here
        world.later(days=8)
        assert ["xm/code-en"] == alarms(world)
