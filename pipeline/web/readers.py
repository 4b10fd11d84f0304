"""Read-only connections, lent to one request at a time and kept for the next.

A fresh connection costs its cache and its prepared statements; a kept one answers from memory. A database that was
put in place of the old one (a restored copy) is noticed by its inode and opened anew.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from db.open import open_reader
from db.queries import Queries


@dataclass(frozen=True, slots=True)
class _Open:
    queries: Queries
    close: ExitStack
    file: tuple[int, int]  # device and inode


class Readers:
    """As many connections as requests are answered at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: list[_Open] = []
        self._lock = Lock()
        self._closed = False

    @contextmanager
    def lent(self) -> Iterator[Queries]:
        """A connection at one moment of the database. Raises StoreError where it cannot be opened."""
        reader = self._take()
        try:
            with reader.queries.moment():
                yield reader.queries
        except BaseException:
            reader.close.close()
            raise
        self._give(reader)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for reader in free:
            reader.close.close()

    def _take(self) -> _Open:
        file = _file(self.path)
        stale = []
        try:
            with self._lock:
                while self._free:
                    reader = self._free.pop()
                    if reader.file == file:
                        return reader
                    stale.append(reader)
        finally:
            for old in stale:
                old.close.close()
        stack = ExitStack()
        queries = stack.enter_context(open_reader(self.path))
        return _Open(queries, stack, file)

    def _give(self, reader: _Open) -> None:
        with self._lock:
            if not self._closed:
                self._free.append(reader)
                return
        reader.close.close()


def _file(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)  # opening it will say what is wrong
    return (stat.st_dev, stat.st_ino)
