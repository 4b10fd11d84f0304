"""The silence alarm: told after the agreed time, in one message a host, again after twice and four times as long."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
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
        world.serves(MAINTENANCE)
        world.serves(MAINTENANCE, FRENCH)
        told = {}
        for day in range(2, 31):
            world.later(days=1)
            world.look("code-en")
            world.look("code-fr")
            for names in alarms(world, ("code-en", "code-fr")):
                told[day] = names
        both = "xm/code-en, xm/code-fr"
        assert {7: both, 14: both, 27: both} == told  # French was silent for 13 days on the fourteenth


def test_a_source_with_a_longer_rhythm_is_not_named_beside_a_silent_one(tmp_path: Path) -> None:
    """It was not read for a while since nobody looked; nothing is wrong with it."""
    with World(tmp_path, text=BOTH) as world:
        world.serves(code())
        world.serves(french(), FRENCH)
        world.look("code-en")
        world.later(days=1)
        world.look("code-fr")
        world.later(days=6, hours=1)
        assert ["xm/code-en"] == alarms(world, ("code-en", "code-fr"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=25))
def test_no_silence_is_passed_over(hours: list[int]) -> None:
    """However seldom the watch awakes: past the agreed time it has been told, and again since it doubled."""
    with TemporaryDirectory() as folder, World(Path(folder)) as world:
        world.serves(code())
        world.look()
        silent_for, told = timedelta(0), timedelta(0)
        for step in hours:
            world.later(hours=step)
            silent_for += timedelta(hours=step)
            if alarms(world):
                told = silent_for
            assert silent_for < max(timedelta(days=7), 2 * told)


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


def test_a_silence_without_a_failure_settles_at_the_next_good_look(tmp_path: Path) -> None:
    """The machine slept; nothing had failed, and nothing is left to do."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.later(days=8)
        assert ["xm/code-en"] == alarms(world)
        world.look()
        assert ["closed"] == [str(a.state) for a in world.alerts(AlertKind.OPERATOR)]


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
