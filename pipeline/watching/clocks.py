"""A machine's clock can be wrong: what it wrote while it was ahead must not keep us waiting when it is right again."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta

import structlog

from db.records import SourceState
from db.store import Store
from pipeline.looking.rhythm import ASKED_MOST
from pipeline.looking.rhythm import schedule_of
from pipeline.profile.watchlist import Watched

log = structlog.get_logger()

LATEST = timedelta(days=2)  # from now; no back-off and no digest hour lies further away


def mend_clock(store: Store, watched: Sequence[Watched], now: datetime) -> int:
    """Bring times that only a wrong clock can have written back to now; how many there were."""
    mended = store.mend_clock(now, now + LATEST)
    if mended:
        log.warning("clock.mended", times=mended)
    states = {w.id: store.queries.source_state(w.id) for w in watched}
    return mended + mend_due_times(store, watched, states, now)


def mend_due_times(
    store: Store, watched: Sequence[Watched], states: Mapping[int, SourceState], now: datetime
) -> int:
    """A due time further away than any rhythm comes from a clock that was wrong: look now."""
    mended = 0
    for one in watched:
        due_at = states[one.id].due_at
        most = schedule_of(one.place, one.profile.defaults).between * 2 + ASKED_MOST
        if due_at is not None and due_at > now + most:
            store.set_due(one.id, now)
            log.warning("check.due_time_mended", source=one.record.key, was=due_at.isoformat())
            mended += 1
    return mended
