"""One pass: what is due, hosts side by side, and one bad source never stops the others."""

from pathlib import Path

import pytest
from watching import MAINTENANCE
from watching import OPENED
from watching import PROFILE
from watching import World
from watching import code

from db.errors import DiskFull
from db.records import AlertKind
from db.records import Outcome

SECOND = PROFILE.replace(
    "[[entries]]",
    '[[acts]]\nkey = "act"\ntitle = "Act on Wasps"\n[[acts.sources]]\nurl = "BASE/en/act"\nlanguage = "en"\n\n'
    '[[acts]]\nkey = "old"\ntitle = "Old Act"\n[[acts.sources]]\nurl = "BASE/en/old"\nlanguage = "en"\nfetch = "manual"\n\n'
    "[[entries]]",
    1,
)
WASPS = code({"4": "Nests|Whoever keeps a nest of wasps in a granary shall move it before the harvest."})


def test_one_bad_source_never_stops_the_others(tmp_path: Path) -> None:
    """One refuses, the other is read; what is brought by hand is not asked for."""
    with World(tmp_path, text=SECOND) as world:
        world.serves("no", status=403)
        world.serves(WASPS, "/en/act")
        done = world.passes()
        assert {"failed": 1, "first": 1} == done.outcomes
        assert done.failed
        assert () == world.site.asked("/en/old")


def test_only_what_is_due_is_asked(tmp_path: Path) -> None:
    """A second pass within the rhythm asks nobody; after a day both are due."""
    with World(tmp_path, text=SECOND) as world:
        world.serves(code())
        world.serves(WASPS, "/en/act")
        assert 2 == len(world.passes(everything=False).looked)
        world.later(hours=23)
        assert () == world.passes(everything=False).looked
        world.later(hours=2)
        assert {"unchanged": 2} == world.passes(everything=False).outcomes


def test_a_defect_in_one_look_is_told_and_the_other_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw is the outcome of that source alone."""
    with World(tmp_path, text=SECOND) as world:
        world.serves(code())
        world.serves(WASPS, "/en/act")
        world.passes()

        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("pipeline.looking.look.compare_readings", broken)
        world.serves(code(OPENED))
        done = world.passes()
        assert {"failed": 1, "unchanged": 1} == done.outcomes


def test_a_database_that_cannot_be_written_ends_the_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing could be remembered after that."""
    with World(tmp_path) as world:
        world.serves(code())

        def full(*_: object, **__: object) -> None:
            raise DiskFull("the disk is full.", "Make room.")

        monkeypatch.setattr("db.store.Store.keep_snapshot", full)
        with pytest.raises(DiskFull):
            world.passes()


def test_the_pass_is_in_the_ledger(tmp_path: Path) -> None:
    """Run, checks with their outcomes, and the figures of quiet."""
    with World(tmp_path) as world:
        world.serves(code())
        done = world.passes()
        (run,) = world.store.queries.runs(10)
        assert (done.run, True) == (run.id, run.ended_at is not None)
        assert [Outcome.FIRST] == [c.outcome for c in world.store.queries.checks(run_id=run.id)]
        assert (3, 0, 3) == (done.citations.checked, done.citations.holds, done.citations.uncertain)


def test_missed_looks_are_counted(tmp_path: Path) -> None:
    """Three days without a process: the look that catches up says how many it stands for."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.later(days=4, hours=1)
        world.passes(everything=False)
        assert 3 == world.store.queries.checks(limit=1)[0].missed


def test_the_word_of_a_held_source_is_among_the_alerts_of_the_pass(tmp_path: Path) -> None:
    """What `check` counts is what was told; a second look that tells nothing anew counts nothing."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.serves(MAINTENANCE)
        (held,) = world.passes().looked
        assert held.alerts == tuple(a.id for a in world.alerts(AlertKind.OPERATOR))
        assert 1 == len(held.alerts)
        (again,) = world.passes().looked
        assert () == again.alerts
