"""The store: every write, each in a transaction. What is read is in `db.queries`.

store = the one writer that `db.open.open_writer` gives
store.queries = the reads, on the same connection: they see what a transaction has written so far
"""

from db.connection import Connection
from db.queries import Queries
from db.writes_alerts import AlertWrites
from db.writes_ledger import LedgerWrites
from db.writes_prune import PruneWrites
from db.writes_reviews import ReviewWrites
from db.writes_versions import VersionWrites


class Store(LedgerWrites, VersionWrites, AlertWrites, ReviewWrites, PruneWrites):
    """Every write. Times are aware datetimes; nothing here looks at the clock."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.queries = Queries(connection)
