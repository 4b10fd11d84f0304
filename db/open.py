"""Opening the database: one writer, any number of readers, and a word for everything that can be wrong.

One writer, held by a lock on FILE.lock: SQLite up to 3.51.2 can damage a WAL database when two connections write and
checkpoint at the same moment (sqlite.org/wal.html#walresetbug), and many systems ship such a version. Readers open
`mode=ro`: they can neither write nor checkpoint. No memory-mapped reading, for the same reason.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from db.connection import Connection
from db.errors import InUse
from db.errors import Newer
from db.errors import NotOurs
from db.errors import NotThere
from db.errors import Older
from db.errors import ReadOnly
from db.errors import StoreError
from db.errors import TooOldSqlite
from db.errors import in_words
from db.migrations import CURRENT
from db.migrations import migrate
from db.queries import Queries
from db.schema import APPLICATION_ID
from db.store import Store

OLDEST_SQLITE = (3, 38, 0)  # returning, strict upserts, JSON built in
BUSY_SECONDS = (
    10.0  # a reader of ours can only be waited for at a checkpoint; another program may hold it longer
)
CACHE_KIB = 16_384  # the open provisions of the largest code fit
HEADER = b"SQLite format 3\0"

_held: set[int] = set()  # lock files of this process


def _let_go_in_child() -> None:
    # A forked worker would keep the lock alive after we are killed, and no writer could ever start again.
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)


@contextmanager
def open_writer(path: str | os.PathLike[str], *, new: bool = True) -> Iterator[Store]:
    """The one writer; makes the file (unless `new` is False), or brings its schema up to date.

    Raises NotThere, InUse, NotOurs, Newer, ReadOnly, Damaged or DiskFull.
    """
    file = Path(path)
    _sqlite_is_new_enough()
    if file.is_dir() or not file.parent.is_dir():
        raise NotThere(
            f"{file}: there is no folder for it." if not file.is_dir() else f"{file}: is a folder.",
            "Name a file in a folder that exists.",
        )
    if not new and not file.exists():
        raise _no_database(file)
    with _lock(file):
        _make(file)
        _header_is_sqlites(file)
        connection = _connect(file, "rw")
        try:
            _prepare(connection, file)
            yield Store(connection)
        finally:
            connection.close()


@contextmanager
def open_reader(path: str | os.PathLike[str]) -> Iterator[Queries]:
    """Reads only; sees what is committed, while the writer writes. Raises NotThere, NotOurs, Newer or Older."""
    file = Path(path)
    with open_for_reading(file) as connection:
        if connection.number("pragma user_version") < CURRENT:
            raise Older(
                f"{file}: an older lexwatch wrote this database.",
                "Run a command that writes (`lexwatch check`) once: it brings the file up to date.",
            )
        yield Queries(connection)


@contextmanager
def open_for_reading(file: Path) -> Iterator[Connection]:
    """A read-only connection to any database of ours, of this schema or an older one."""
    _sqlite_is_new_enough()
    if not file.is_file():
        raise _no_database(file)
    _header_is_sqlites(file)
    connection = _reading(file)
    try:
        if not connection.number("select count(*) from sqlite_master"):
            raise NotThere(
                f"{file}: nothing was written into this database yet.", "Run `lexwatch check` once."
            )
        _is_ours(connection, file)
        yield connection
    finally:
        connection.close()


def _no_database(file: Path) -> NotThere:
    return NotThere(f"{file}: there is no such database.", "Name another with --db, or run `lexwatch check`.")


def _reading(file: Path) -> Connection:
    try:
        return _connect(file, "ro")
    except StoreError:
        # A copy on a medium that cannot be written has no place for WAL's index; nobody else writes it either.
        log = Path(f"{file}-wal")
        if (log.exists() and log.stat().st_size) or os.access(file.parent, os.W_OK):
            raise
        return _connect(file, "ro&immutable=1")


def _connect(file: Path, mode: str) -> Connection:
    """A connection that answers; what cannot be asked anything is closed again and told."""
    with in_words(file), ExitStack() as undone:
        raw = sqlite3.connect(
            f"file:{quote(str(file.absolute()))}?mode={mode}",
            uri=True,
            isolation_level=None,  # transactions are begun by us, in words
            timeout=BUSY_SECONDS,
            cached_statements=256,
            # A reader may be made in one thread and used in another; SQLite itself serialises.
            check_same_thread=mode == "rw",
        )
        undone.callback(raw.close)
        raw.execute("pragma foreign_keys = on")
        raw.execute("pragma trusted_schema = off")
        raw.execute(f"pragma cache_size = -{CACHE_KIB}")
        raw.execute("pragma temp_store = memory")
        raw.execute("select 1 from sqlite_master").fetchone()
        undone.pop_all()
    return Connection(raw, file)


def _prepare(connection: Connection, file: Path) -> None:
    fresh = not connection.number("select count(*) from sqlite_master")
    if fresh:
        connection.run("pragma auto_vacuum = incremental")  # only before the first table
    else:
        _is_ours(connection, file)
    if connection.value("pragma journal_mode = wal") != "wal":
        raise ReadOnly(
            f"{file}: this disk does not allow a write-ahead log.", "Put the database on a local disk."
        )
    # A commit is on the disk before anything is sent: the sources are slow, a commit is not.
    connection.run("pragma synchronous = full")
    connection.run(f"pragma journal_size_limit = {64 * 1024 * 1024}")
    if connection.number("pragma user_version") < CURRENT:
        with in_words(file):
            if not fresh:
                _keep_copy(connection, file)
            migrate(connection.raw)


def _keep_copy(connection: Connection, file: Path) -> None:
    """Before an upgrade, the file as it was, beside it."""
    copy = Path(f"{file}.before-{CURRENT}")
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    target = sqlite3.connect(copy)
    try:
        connection.raw.backup(target)
    finally:
        target.close()


def _is_ours(connection: Connection, file: Path) -> None:
    if connection.number("pragma application_id") != APPLICATION_ID:
        raise NotOurs(f"{file}: is a database of another program.", "Name the file that lexwatch made.")
    if connection.number("pragma user_version") > CURRENT:
        raise Newer(
            f"{file}: a newer lexwatch wrote this database.", "Upgrade lexwatch; nothing was changed."
        )


def _make(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK, 0o600))
    except OSError as error:
        raise _cannot_write(file, error) from error


def _header_is_sqlites(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            head = stream.read(len(HEADER))
    except OSError as error:
        raise ReadOnly(
            f"{file}: cannot be read ({error.strerror}).", "Check the rights of the file."
        ) from error
    if head not in {b"", HEADER}:
        raise NotOurs(f"{file}: is not a database.", "Name the file that lexwatch made.")


@contextmanager
def _lock(file: Path) -> Iterator[None]:
    descriptor = _take_lock(file)
    _held.add(descriptor)
    try:
        yield
    finally:
        _held.discard(descriptor)
        os.close(descriptor)


def _take_lock(file: Path) -> int:
    lock = Path(f"{file}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise _cannot_write(lock, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise InUse(
            f"{file}: is open for writing elsewhere{f' (process {holder})' if holder else ''}.",
            "One lexwatch writes at a time: wait for the other, or stop it. Reading is possible meanwhile.",
        ) from None
    except OSError as error:
        os.close(descriptor)
        raise _cannot_write(lock, error) from error
    return descriptor


def _cannot_write(file: Path, error: OSError) -> ReadOnly:
    return ReadOnly(
        f"{file}: cannot be written ({error.strerror}).", "Check the rights of the file and of its folder."
    )


def _sqlite_is_new_enough() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise TooOldSqlite(
            f"This Python brings SQLite {sqlite3.sqlite_version}; lexwatch needs {wanted}.",
            "Use a newer Python.",
        )


# Versions in which two connections cannot damage a WAL database at one moment (3.51.3, and what it was ported back to).
_MENDED = ((3, 51, 3),)
_PORTED = {(3, 44): 6, (3, 50): 7}


def sqlite_facts() -> tuple[str, bool]:
    """SQLite's version, and whether it has the mend of the WAL-reset bug."""
    major, minor, patch = sqlite3.sqlite_version_info
    mended = (major, minor, patch) >= _MENDED[0] or patch >= _PORTED.get((major, minor), 10**6)
    return sqlite3.sqlite_version, mended
