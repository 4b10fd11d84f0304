"""What every group of reads shares: the connection, and reads of one moment."""

from contextlib import AbstractContextManager

from db.connection import Connection

PAGE = 100  # rows of a list when nobody says how many


class Reads:
    """A part of the queries."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def moment(self) -> AbstractContextManager[None]:
        """Several reads that see the same state, whatever is written meanwhile."""
        return self._db.moment()


class Where:
    """Conditions of a list, put together from what was asked; values are always bound, never spliced."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.values: dict[str, object] = {}

    def add(self, condition: str, **values: object) -> None:
        """The condition, if all its values are there."""
        if all(value is not None for value in values.values()):
            self._conditions.append(condition)
            self.values.update(values)

    def __str__(self) -> str:
        return f"where {' and '.join(self._conditions)}" if self._conditions else ""
