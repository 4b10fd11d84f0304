"""The queries: every read. They answer with frozen records, and never write.

queries = what `db.open.open_reader` gives, or `store.queries`
"""

from db.reads_changes import ChangeReads
from db.reads_ledger import LedgerReads
from db.reads_page import PageReads
from db.reads_search import SearchReads
from db.reads_versions import VersionReads


class Queries(LedgerReads, VersionReads, ChangeReads, PageReads, SearchReads):
    """Every read."""
