"""One connection to the file: our errors, explicit transactions, rows by name. No business logic."""

import sqlite3
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from db.errors import in_words

Parameters = Mapping[str, object] | Sequence[object]


class Connection:
    """What the store and the queries speak through."""

    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        self.raw = raw
        self.path = path
        raw.row_factory = sqlite3.Row

    def run(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """One statement; for a write, inside `transaction`."""
        with in_words(self.path):
            return self.raw.execute(sql, parameters)

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        with in_words(self.path):
            self.raw.executemany(sql, rows)

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """The number of the row that was written."""
        number = self.run(sql, parameters).lastrowid
        assert number is not None
        return number

    def all(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        with in_words(self.path):
            return self.raw.execute(sql, parameters).fetchall()

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """Row by row, for tables that do not fit into memory."""
        with in_words(self.path):
            yield from self.raw.execute(sql, parameters)

    def one(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        with in_words(self.path):
            row: sqlite3.Row | None = self.raw.execute(sql, parameters).fetchone()
            return row

    def value(self, sql: str, parameters: Parameters = ()) -> object:
        """The first column of the first row, or None."""
        row = self.one(sql, parameters)
        return None if row is None else row[0]

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """A count or a number; 0 where there is none."""
        value = self.value(sql, parameters)
        assert value is None or isinstance(value, int)
        return value or 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Inside another one it joins that one, which then fails or stands as a whole.

        `begin immediate` takes the write lock at once: a deferred transaction that reads and then writes fails
        without waiting when another connection has committed in between.
        """
        if self.raw.in_transaction:
            yield
            return
        yield from self._whole("begin immediate")

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Several reads of one moment, whatever is written meanwhile."""
        if self.raw.in_transaction:
            yield
            return
        yield from self._whole("begin")

    def _whole(self, begin: str) -> Iterator[None]:
        self.run(begin)
        try:
            yield
            self.run("commit")
        except BaseException:
            # A full disk has SQLite undo the transaction by itself.
            if self.raw.in_transaction:
                self.raw.execute("rollback")
            raise

    def close(self) -> None:
        with in_words(self.path):
            self.raw.close()
