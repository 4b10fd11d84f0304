"""A copy of a live database that is known to be good, and room made without losing evidence that is needed."""

import os
import sqlite3
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from db.errors import InTheWay
from db.errors import NotThere
from db.errors import ReadOnly
from db.errors import in_words
from db.evidence import Verification
from db.evidence import examine
from db.open import open_for_reading
from db.store import Store
from db.writes_prune import Pruned

KEEP_FOR = timedelta(days=90)  # every look of a quarter stays whole, needed or not


def backup(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> Verification:
    """One moment of the database, while others write to it, as one file that needs no other; then verified.

    Raises InTheWay where the target is there already: no copy is ever overwritten.
    """
    source, copy = Path(path), Path(target)
    if copy.exists():
        raise InTheWay(f"{copy}: is there already.", "Name a new file; copies are never overwritten.")
    if not copy.parent.is_dir():
        raise NotThere(f"{copy}: there is no folder for it.", "Name a file in a folder that exists.")
    partial = copy.with_name(f"{copy.name}.partial")
    try:
        _copy(source, partial)
        partial.rename(copy)
    finally:
        partial.unlink(missing_ok=True)
    return examine(copy)


def prune(store: Store, now: datetime, keep_for: timedelta = KEEP_FOR) -> Pruned:
    """Drops the bytes of looks older than `keep_for` that nothing needs; says so in the chain."""
    return store.prune(now, keep_for)


def _copy(source: Path, partial: Path) -> None:
    with open_for_reading(source) as connection:
        try:
            partial.unlink(missing_ok=True)
            os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise ReadOnly(
                f"{partial}: cannot be written ({error.strerror}).", "Check the rights of the folder."
            ) from error
        with in_words(partial):
            target = sqlite3.connect(partial)
            try:
                connection.raw.backup(target)  # one step: one moment, and a reader never stops the writer
                target.execute("pragma journal_mode = delete")  # a copy is one file, readable from any medium
            finally:
                target.close()
    descriptor = os.open(partial, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
