"""What every group of writes shares: the connection, and transactions."""

from contextlib import AbstractContextManager

from db.connection import Connection


class Writes:
    """A part of the store."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def transaction(self) -> AbstractContextManager[None]:
        """Several writes as one: all or nothing. Every single write is a transaction of its own outside of it."""
        return self._db.transaction()
