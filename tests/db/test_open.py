"""Opening: one writer, many readers, and words for everything that can be wrong."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from db_laws import NOON
from db_laws import add_source
from db_laws import article
from db_laws import capture
from db_laws import code
from db_laws import reading
from db_laws import see

from db import open as opening
from db.errors import DiskFull
from db.errors import InTheWay
from db.errors import InUse
from db.errors import Newer
from db.errors import NotOurs
from db.errors import NotThere
from db.errors import Older
from db.errors import ReadOnly
from db.errors import StoreError
from db.errors import TooOldSqlite
from db.errors import Unstorable
from db.evidence import verify
from db.migrations import CURRENT
from db.migrations import STEPS
from db.migrations import migrate
from db.open import open_reader
from db.open import open_writer
from db.schema import APPLICATION_ID


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lex.db"


def test_a_new_database_is_ours_and_private(path: Path) -> None:
    """The file carries our mark, and nobody else on the machine can read it."""
    with open_writer(path) as store:
        assert APPLICATION_ID == store._db.number("pragma application_id")
        assert CURRENT == store._db.number("pragma user_version")
        assert "wal" == store._db.value("pragma journal_mode")
        assert 2 == store._db.number("pragma synchronous")
        assert 1 == store._db.number("pragma foreign_keys")
        modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert {0o600} == modes


def test_a_second_writer_is_refused_with_words(path: Path) -> None:
    """In this process or another: one writes, and the other is told who."""
    with open_writer(path):
        with pytest.raises(InUse, match=f"process {os.getpid()}"), open_writer(path):
            pass
        program = f"from db.open import open_writer\nwith open_writer({str(path)!r}): pass"
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert 1 == ended.returncode
    assert "is open for writing elsewhere" in ended.stderr
    with open_writer(path):
        pass  # the lock ends with its holder


def test_a_forked_worker_does_not_keep_the_lock(path: Path) -> None:
    """A worker of a process pool that outlives a killed writer must not keep the next writer out."""
    read, write = os.pipe()
    begun, begins = os.pipe()
    with open_writer(path):
        child = os.fork()
        if child == 0:
            os.close(write)
            os.write(begins, b"!")  # it runs: a busy machine may begin it late
            os.read(read, 1)  # lives on until the parent lets go
            os._exit(0)
        os.read(begun, 1)
    for end in (read, begun, begins):
        os.close(end)
    try:
        with open_writer(path):
            pass
    finally:
        os.close(write)
        os.waitpid(child, 0)


def test_readers_see_what_is_committed_and_cannot_write(path: Path) -> None:
    """While the writer works, a reader sees whole transactions only."""
    with open_writer(path) as store, open_reader(path) as queries:
        source = add_source(store)
        with store.transaction():
            see(store, source, code())
            assert 0 == queries.counts()["versions"]
        assert 1 == queries.counts()["versions"]
        with pytest.raises(ReadOnly):
            queries._db.run("delete from acts")


def test_a_moment_stays_a_moment(path: Path) -> None:
    """Several reads of one page agree, though a version is accepted between them."""
    with open_writer(path) as store, open_reader(path) as queries:
        source = add_source(store)
        with queries.moment():
            assert 0 == queries.counts()["versions"]
            see(store, source, code())
            assert 0 == queries.counts()["versions"]
        assert 1 == queries.counts()["versions"]


def test_what_is_not_there(path: Path) -> None:
    """No file to read, no folder to write in, a folder instead of a file."""
    with pytest.raises(NotThere), open_reader(path):
        pass
    with pytest.raises(NotThere), open_writer(path / "deeper" / "lex.db"):
        pass
    with pytest.raises(NotThere, match="is a folder"), open_writer(path.parent):
        pass
    assert not path.exists()


def test_what_is_not_ours(path: Path) -> None:
    """Another program's database, and a file that is none, are refused and stay as they are."""
    other = sqlite3.connect(path)
    other.execute("create table notes (words)")
    other.commit()
    other.close()
    text = path.with_name("law.txt")
    text.write_text("Article 1. This is no database at all.")
    for file in (path, text):
        before = file.read_bytes()
        with pytest.raises(NotOurs), open_writer(file):
            pass
        with pytest.raises(NotOurs), open_reader(file):
            pass
        assert before == file.read_bytes()


def test_a_newer_schema_is_left_alone(path: Path) -> None:
    """An older lexwatch does not guess what a newer one wrote."""
    with open_writer(path) as store:
        store._db.run(f"pragma user_version = {CURRENT + 1}")
    for opener in (open_writer, open_reader):
        with pytest.raises(Newer), opener(path):
            pass


@pytest.mark.parametrize("steps", range(len(STEPS)))
def test_every_older_schema_becomes_this_one(path: Path, steps: int) -> None:
    """From nothing or from any step, the same schema is reached; the file as it was is kept beside it."""
    fresh = path.with_name("fresh.db")
    with open_writer(fresh) as store:
        wanted = schema(store._db.raw)
    if steps:
        old = sqlite3.connect(path, isolation_level=None)
        migrate(old, steps=steps)
        old.execute(
            "insert into acts (address, country, key, title) values ('xx/code', 'XX', 'code', 'Code')"
        )
        old.close()
        with pytest.raises(Older), open_reader(path):
            pass
    with open_writer(path) as store:
        assert wanted == schema(store._db.raw)
        assert bool(steps) == bool(store.queries.act("xx/code"))
    assert bool(steps) == path.with_name(f"lex.db.before-{CURRENT}").exists()
    assert () == verify(path)


def schema(raw: sqlite3.Connection) -> list[tuple[str, ...]]:
    rows = raw.execute("select type, name, sql from sqlite_master order by type, name").fetchall()
    return [tuple(row) for row in rows]


def test_a_step_that_fails_leaves_no_trace(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade is whole or not at all."""

    def broken(raw: sqlite3.Connection) -> None:
        raw.execute("create table half (words)")
        raise sqlite3.OperationalError("a defect")

    with open_writer(path) as store:
        wanted = schema(store._db.raw)
    monkeypatch.setattr("db.migrations.STEPS", (*STEPS, ("0004_broken", broken)))
    monkeypatch.setattr("db.open.CURRENT", CURRENT + 1)
    monkeypatch.setattr("db.open.migrate", lambda raw: migrate(raw, steps=CURRENT + 1))
    with pytest.raises(sqlite3.OperationalError, match="a defect"), open_writer(path):
        pass
    monkeypatch.undo()
    with open_writer(path) as store:
        assert wanted == schema(store._db.raw)


def test_a_full_disk_loses_nothing_that_was_there(path: Path) -> None:
    """The step that does not fit is undone as a whole, and told; the next one works when there is room."""
    with open_writer(path) as store:
        source = add_source(store)
        version = see(store, source, code())
        store._db.run(f"pragma max_page_count = {store._db.number('pragma page_count') + 2}")
        large = tuple(article(n, f"{n} " * 2_000) for n in range(1, 200))
        with pytest.raises(DiskFull, match="no room"):
            see(store, source, large)
        assert code() == store.queries.provisions(version)
        assert 1 == store.queries.counts()["versions"]
        store._db.run("pragma max_page_count = 1000000")
        see(store, source, large)
    assert () == verify(path)


def test_a_file_that_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read-only files and folders are told as such."""
    with open_writer(path) as store:
        store._db.run("pragma query_only = on")
        with pytest.raises(ReadOnly, match="cannot be written"):
            add_source(store)

    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(ReadOnly, match="Permission denied"), open_writer(path):
        pass


def test_a_copy_on_a_medium_that_cannot_be_written_is_read(path: Path) -> None:
    """A copied file needs no files beside it."""
    with open_writer(path) as store:
        see(store, add_source(store), code())
    path.chmod(0o400)
    with open_reader(path) as queries:
        assert 1 == queries.counts()["versions"]


def test_half_a_letter_is_told(path: Path) -> None:
    """A lone surrogate cannot be kept; the version is not written, and the words say why."""
    with open_writer(path) as store:
        source = add_source(store)
        snapshot = store.keep_snapshot(source, capture(b"x"))
        broken = article(1, "half \ud800 letter")
        with pytest.raises(Unstorable, match="U\\+D800"):
            store.accept(source_id=source, snapshot_id=snapshot.id, reading=reading((broken,)), now=NOON)
        assert 0 == store.queries.counts()["versions"]


def test_an_old_sqlite_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python with a SQLite of another age gets words, not a syntax error."""
    monkeypatch.setattr(opening, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(TooOldSqlite, match=r"lexwatch needs 99\.0\.0"), open_writer(path):
        pass


def test_every_error_says_what_and_what_to_do() -> None:
    """Errors carry a sentence and a hint, and print as both."""
    error = InTheWay("x: is there already.", "Name a new file.")
    assert isinstance(error, StoreError)
    assert "x: is there already. Name a new file." == str(error)
