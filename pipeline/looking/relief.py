"""A word to the keeper of the watch settles itself when every source that it names is read well again."""

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
        for alert in store.queries.alerts(
            profile=reader.profile.key, kinds=(AlertKind.OPERATOR,), states=UNSETTLED, limit=-1
        ):
            if _over(store.queries, alert, watched.record.key):
                store.set_alert_state(alert.id, AlertState.CLOSED, now)


def _over(queries: Queries, alert: Alert, well: str) -> bool:
    part = Payload.from_json(alert.payload).operator
    if part is None or part.outcome not in TROUBLES or not part.source:
        return False
    named = part.source.split(", ")
    return well in named and all(_well(queries, key) for key in named if key != well)


def _well(queries: Queries, key: str) -> bool:
    """Read well at its last look, or watched no more."""
    source = queries.source(key)
    return source is None or source.failures == 0
