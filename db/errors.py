"""What can go wrong between us and our memory. Each is told in words; nothing that was there before is lost.

StoreError
├── NotThere                 no such database, or no folder for one
├── NotOurs                  a database of another program, or no database at all
├── Newer                    written by a newer lexwatch
├── Older                    written by an older one, and we may only read
├── InUse                    open for writing elsewhere
├── ReadOnly                 the file or its folder cannot be written
├── DiskFull                 the transaction was undone
├── Damaged                  what is read is not what was written
├── DiskFault                the machine cannot read or write the file
├── Missing                  a row that was asked for by its number
├── BodyDropped              the bytes were pruned; their hash stays
├── Unstorable               text that no database can keep
└── TooOldSqlite             the SQLite that this Python brings lacks something
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """The database did not do what it was asked."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint  # what to do next, for a person
        super().__init__(f"{what} {hint}".strip())


class NotThere(StoreError):
    """There is no such database, or no folder for one."""


class NotOurs(StoreError):
    """The file belongs to another program."""


class Newer(StoreError):
    """A newer lexwatch wrote this database."""


class Older(StoreError):
    """An older lexwatch wrote this database, and a reader cannot bring it up to date."""


class InUse(StoreError):
    """Another process holds the database for writing."""


class ReadOnly(StoreError):
    """The file or its folder cannot be written."""


class DiskFull(StoreError):
    """There was no room; the transaction was undone."""


class Damaged(StoreError):
    """What is read is not what was written."""


class DiskFault(StoreError):
    """The machine could not read or write the file."""


class Missing(StoreError):
    """There is no row of that number."""


class BodyDropped(StoreError):
    """The bytes were pruned; their hash stays in the chain."""


class InTheWay(StoreError):
    """A file stands where a new one shall be written."""


class Unstorable(StoreError):
    """Text that no database can keep."""


class TooOldSqlite(StoreError):
    """The SQLite that this Python brings lacks something."""


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """SQLite's errors as ours. A broken rule of the schema or of our SQL is a defect and stays loud."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        told = _told(path, error)
        if told is None:
            raise
        raise told from error
    except UnicodeEncodeError as error:
        raise Unstorable(
            f"{path}: text with half a character in it (a lone surrogate, U+{ord(error.object[error.start]):04X}).",
            "The page's encoding was read wrongly; look at its charset.",
        ) from error


def _told(path: Path, error: sqlite3.DatabaseError) -> StoreError | None:
    if "decode to UTF-8" in str(error):  # Python's own, without a code: a flipped byte in a text
        return Damaged(f"{path}: the database is damaged ({error}).", "Run `lexwatch verify`.")
    # The low byte is the kind of error, the rest its detail (sqlite.org/rescode.html).
    match (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFull(
                f"{path}: there is no room on the disk; nothing of this step was written.",
                "Make room and run it again: what was there before is unchanged.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ReadOnly(f"{path}: cannot be written.", "Check the rights of the file and of its folder.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return InUse(
                f"{path}: another program holds it.",
                "Close what else has it open for writing, and try again.",
            )
        case sqlite3.SQLITE_CORRUPT:
            return Damaged(
                f"{path}: the database is damaged ({error}).",
                "Keep the file, and go back to the last copy that `lexwatch backup` made.",
            )
        case sqlite3.SQLITE_NOTADB:
            return NotOurs(f"{path}: is not a database.", "Name the file that lexwatch made.")
        case sqlite3.SQLITE_CANTOPEN:
            return DiskFault(
                f"{path}: cannot be opened ({error}).", "Check the rights of the file and of its folder."
            )
        case sqlite3.SQLITE_IOERR:
            return DiskFault(
                f"{path}: the disk does not answer ({error}).", "Check the disk, then `lexwatch verify`."
            )
        case _:
            return None
