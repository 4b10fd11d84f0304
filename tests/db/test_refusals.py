"""What the store refuses or cannot do, each in its own words."""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from db_laws import DAY
from db_laws import NOON
from db_laws import add_source
from db_laws import alert
from db_laws import capture
from db_laws import code
from db_laws import reading
from db_laws import see

from db.backup import backup
from db.errors import Damaged
from db.errors import DiskFault
from db.errors import InUse
from db.errors import NotOurs
from db.errors import ReadOnly
from db.errors import in_words
from db.evidence import verify
from db.law import ActFacts
from db.law import Note
from db.law import Status
from db.open import open_reader
from db.open import open_writer
from db.records import VersionState


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "lex.db"
    with open_writer(file) as store:
        see(store, add_source(store), code())
    return file


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (sqlite3.SQLITE_BUSY, InUse),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, InUse),
        (sqlite3.SQLITE_NOTADB, NotOurs),
        (sqlite3.SQLITE_CORRUPT, Damaged),
        (sqlite3.SQLITE_CANTOPEN, DiskFault),
        (sqlite3.SQLITE_IOERR_READ, DiskFault),
        (sqlite3.SQLITE_READONLY_DBMOVED, ReadOnly),
        (sqlite3.SQLITE_ERROR, sqlite3.OperationalError),
    ],
)
def test_every_failure_of_sqlite_has_its_word(number: int, told: type[Exception]) -> None:
    """By its kind, whatever its detail; what is our own defect stays what it is."""
    error = sqlite3.OperationalError("told so")
    error.sqlite_errorcode = number
    with pytest.raises(told), in_words(Path("lex.db")):
        raise error


def test_another_program_that_holds_the_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell with an open transaction keeps us out: words after the wait, and nothing half done."""
    monkeypatch.setattr("db.open.BUSY_SECONDS", 0.01)
    with open_writer(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(InUse, match="another program holds it"):
            store.begin_run(NOON, "check")
        other.execute("rollback")
        other.close()
        store.begin_run(NOON, "check")


def test_a_copy_is_read_where_nothing_can_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file on a read-only medium has no place for WAL's index; it is read all the same, as nobody writes it."""
    connect = sqlite3.connect
    asked: list[str] = []

    class Unwritable(sqlite3.Connection):
        def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
            if "sqlite_master" in sql:
                error = sqlite3.OperationalError("unable to open database file")
                error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
                raise error
            return super().execute(sql, *more)

    def opened(name: str, **options: Any) -> sqlite3.Connection:
        asked.append(name)
        plain = sqlite3.Connection if "immutable" in name else Unwritable
        return connect(name, factory=plain, **options)

    monkeypatch.setattr(sqlite3, "connect", opened)
    with pytest.raises(DiskFault, match="cannot be opened"), open_reader(path):
        pass
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_reader(path) as queries:
        assert 1 == queries.counts()["versions"]
    assert "immutable=1" in asked[-1]


def test_what_cannot_be_read_or_written_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without the right to read, a folder without the right to write."""

    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        with pytest.raises(ReadOnly, match="cannot be read"), open_reader(path):
            pass
    with monkeypatch.context() as patch:
        patch.setattr(os, "ftruncate", refused)
        with pytest.raises(ReadOnly, match="lock: cannot be written"), open_writer(path):
            pass
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        with pytest.raises(ReadOnly, match="partial: cannot be written"):
            backup(path, path.with_name("copy.db"))


def test_accept_refuses_what_makes_no_sense(path: Path) -> None:
    """A held state, or entries that do not belong to the changes, are defects of the caller: nothing is written."""
    with open_writer(path) as store:
        with pytest.raises(ValueError, match="cannot write a version that is held"):
            see(store, 1, code(), state=VersionState.HELD)
        with pytest.raises(ValueError, match="per change"):
            see(store, 1, code(), entries=[("a/b",)])
        assert 1 == store.queries.counts()["versions"]


def test_what_an_act_says_of_itself_comes_back(path: Path) -> None:
    """Its facts and the notes on the whole act."""
    facts = ActFacts(
        "Code", "code", "7-I", "2020-01-01", Status.REPEALED, "2026-01-01", "10.02.2026", (Note("by Law 9"),)
    )
    with open_writer(path) as store:
        version = see(
            store, 1, code(), NOON + DAY, reading=replace(reading(code()), act=facts, warnings=("odd",))
        )
        kept = store.queries.version(version)
        assert kept is not None
        assert (facts, "2026-01-01", ("odd",)) == (kept.act, kept.law_from, kept.warnings)


def test_a_payload_is_found_by_its_words_only(path: Path) -> None:
    """Words in lists and below are found, names of fields are not."""
    with open_writer(path) as store:
        store.write_alerts(
            [replace(alert(), payload='{"fieldname": ["deep", {"x": ["deeper", 7, null]}]}')], NOON
        )
        assert [1, 0] == [len(store.queries.search(word)) for word in ("deeper", "fieldname")]


def test_findings_are_bounded(path: Path) -> None:
    """A file with a thousand faults gives a hundred findings of a kind, and whether a drop was told is one of them."""
    with open_writer(path) as store:
        for number in range(150):
            store.keep_snapshot(1, capture(b"%d" % number, NOON))
        store._db.run("drop trigger snapshots_never_updated")
        store._db.run("update snapshots set url = 'https://elsewhere.example'")
    assert 100 == len([f for f in verify(path) if f.kind == "chain"])


def test_a_link_of_an_unknown_kind_is_found(path: Path) -> None:
    """Nobody can check what nobody knows."""
    with open_writer(path) as store:
        store._db.run("drop trigger chain_never_updated")
        store._db.run("update chain set kind = 'unknown' where id = 1")
    assert any("of a kind nobody knows" in finding.what for finding in verify(path))


def test_a_chain_of_bodies_without_an_end_is_told(path: Path) -> None:
    """Two bodies that hang on each other hang nobody."""
    with open_writer(path) as store:
        one, two = (
            store.keep_snapshot(1, capture(word * 500, NOON)).body_sha256 for word in (b"one ", b"two ")
        )
        for own, other in ((one, two), (two, one)):
            store._db.run("update bodies set base = ?, codec = 'zstd-prefix' where sha256 = ?", (other, own))
        with pytest.raises(Damaged, match="has no end"):
            store.queries.body(one)
    assert any("hang on bodies that are not there" in finding.what for finding in verify(path))
