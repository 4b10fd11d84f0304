"""A word to the keeper of the watch settles itself when every source that it names is read well again."""

from collections.abc import Container
from datetime import datetime

from alerts.payload import Payload
from db.queries import Queries
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.store import Store
from pipeline.profile.watchlist import Watched
from pipeline.telling.joining import UNSETTLED

# What ends with a look that brings law. A page that changed and a mark that moved are news, and wait for a person.
TROUBLES = frozenset({"held", "still_held", "failed", "still_failed", "gone", "still_gone", "silent"})


def relieve(store: Store, watched: Watched, now: datetime) -> None:
    """Close the open words about a source that was read well just now; the words about several wait for the last."""
    for reader in watched.readers:
        watching = {record.key for _, record in reader.profile.source_records()}
        for alert in store.queries.alerts(
            profile=reader.profile.key, kinds=(AlertKind.OPERATOR,), states=UNSETTLED, limit=-1
        ):
            if _over(store.queries, alert, watched.record.key, watching):
                store.set_alert_state(alert.id, AlertState.CLOSED, now)


def _over(queries: Queries, alert: Alert, well: str, watching: Container[str]) -> bool:
    """Whether nothing of the trouble is left: every source that is named is read well, or watched no more."""
    part = Payload.from_json(alert.payload).operator
    if part is None or part.outcome not in TROUBLES or not part.source:
        return False
    left = [key for key in part.source.split(", ") if key in watching]
    return all(key == well or _well(queries, key, alert.created_at) for key in left)


def _well(queries: Queries, key: str, since: datetime) -> bool:
    """Whether the last look at a source read the law, and was made after the trouble was told."""
    source = queries.source(key)
    return (
        source is not None
        and not source.failures
        and source.last_good_at is not None
        and source.last_good_at >= since
    )
