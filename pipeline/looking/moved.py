"""A source that is served from another address than its last version: told as that, never as a change of the law."""

from collections.abc import Sequence

from db.answers import LastAccepted
from db.law import SUBSTANTIVE
from db.law import Change
from db.queries import Queries
from db.records import Capture
from scraper.addresses import shorten
from scraper.plausible import Doubt

MOVED = "source moved"


def moved(queries: Queries, last: LastAccepted | None, capture: Capture) -> str | None:
    """The label of a version that was read at another address than the one before; None where it was not."""
    if last is None:
        return None
    before = queries.snapshot(last.version.snapshot_id).url
    return None if before == capture.url else f"{MOVED}: from {shorten(before)} to {shorten(capture.url)}"


def moved_doubt(told: str | None, changes: Sequence[Change]) -> Doubt | None:
    """Other words at a new address: believed when a second, spaced look shows them again."""
    articles = {c.article or c.eid for c in changes if c.kind in SUBSTANTIVE}
    if told is None or not articles:
        return None
    return Doubt("source_moved", f"{told}, and {len(articles)} articles read differently there")
