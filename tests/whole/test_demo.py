"""`lexwatch demo`, as a newcomer runs it: from an empty folder, without a network."""

import time
from pathlib import Path

import pytest
from command import Ran
from command import lexwatch

from db.open import open_reader
from db.records import AlertKind
from db.records import VersionState

SECONDS = 30  # what a newcomer is promised


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran, float]:
    """One demo in an empty folder, and how long it took."""
    folder = tmp_path_factory.mktemp("demo")
    began = time.monotonic()
    ran = lexwatch("demo", cwd=folder, db=None)
    return folder, ran, time.monotonic() - began


def test_it_succeeds_in_time(demo: tuple[Path, Ran, float]) -> None:
    """Exit code 0, nothing on standard error, under thirty seconds."""
    _, ran, seconds = demo
    assert (0, "") == (ran.code, ran.err)
    assert seconds < SECONDS


def test_it_shows_the_alert_and_what_to_try_next(demo: tuple[Path, Ran, float]) -> None:
    """Three moments, the message as its reader gets it, the verdicts, and commands that go on from there."""
    out = demo[1].out
    for words in (
        "First look",
        "An amending law",
        "A bad day",
        "held",
        "lexwatch alerts show 1",
        "Illegal access",
    ):
        assert words in out
    assert "Traceback" not in out


def test_only_the_amending_law_alerts(demo: tuple[Path, Ran, float]) -> None:
    """One alert for the law in both languages; the day of maintenance is held and told to the operator."""
    with open_reader(demo[0] / "lexwatch-demo.db") as queries:
        changes = queries.alerts(kinds=(AlertKind.CHANGE,))
        assert {AlertKind.CHANGE, AlertKind.OPERATOR} >= {a.kind for a in queries.alerts()} - {
            AlertKind.IN_FORCE
        }
        held = queries.held()
        told = queries.changes(alert_id=changes[0].id)
    assert 1 == len(changes)
    assert "illegal-access" in changes[0].entries
    assert {"en", "fr"} == {c.language for c in told}
    assert held
    assert {VersionState.HELD} == {v.state for v in held}


def test_every_kind_of_change_was_seen(demo: tuple[Path, Ran, float]) -> None:
    """Amended, inserted, repealed, renumbered, and typographic only."""
    with open_reader(demo[0] / "lexwatch-demo.db") as queries:
        kinds = {str(c.change.kind) for c in queries.changes(line=None)}
    assert {"amended", "inserted", "repealed", "renumbered", "typographic"} <= kinds


def test_its_database_verifies(demo: tuple[Path, Ran, float]) -> None:
    """The evidence chain is whole, as `lexwatch verify` says."""
    ran = lexwatch("verify", "lexwatch-demo.db", "--json", cwd=demo[0])
    assert (0, True) == (ran.code, ran.json["ok"])


def test_what_it_says_to_try_works(demo: tuple[Path, Ran, float]) -> None:
    """Each command under "Look around", besides the page, answers."""
    lines = demo[1].out.partition("Look around:")[2].splitlines()
    commands = [line.split()[1:] for line in lines if line.strip().startswith("lexwatch ")]
    assert 4 <= len(commands)
    for words in commands:
        if words[0] != "web":
            ran = lexwatch(*words, cwd=demo[0])
            assert (0, "") == (ran.code, ran.err)
            assert ran.out.strip()


def test_it_never_overwrites_what_is_no_demo(tmp_path: Path) -> None:
    """A file of another program stays as it is."""
    (tmp_path / "lexwatch-demo.db").write_bytes(b"a precious file")
    ran = lexwatch("demo", cwd=tmp_path, db=None)
    assert 1 == ran.code
    assert "exists and is no demo's database" in ran.err
    assert b"a precious file" == (tmp_path / "lexwatch-demo.db").read_bytes()
