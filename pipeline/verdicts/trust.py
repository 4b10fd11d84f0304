"""Which source of an act speaks: the first of the profile, or the next where that one is down or held. Pure."""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta

from db.digests import text_digest
from db.records import Outcome
from db.records import SourceState
from pipeline.verdicts.verdict import Law

TOGETHER = timedelta(days=1)  # sources that went down within so long of each other are in the same trouble
GOOD = frozenset({Outcome.FIRST, Outcome.UNCHANGED, Outcome.CHANGED})


def in_order(states: Iterable[SourceState]) -> tuple[SourceState, ...]:
    """By trust: first those whose last look read the law, in the profile's order; where none did, those that were read
    well not much before the last of them; then the rest; those that were never read live at the end.
    """
    known = tuple(states)
    good = [s.last_good_at for s in known if s.last_good_at is not None]
    newest = max(good, default=None)
    return tuple(sorted(known, key=lambda s: (_place(s, newest), s.record.rank, s.id)))


def heard(laws: Sequence[Law]) -> list[Law]:
    """The readings of an act that its verdicts rest on.

    One that nobody could read for too long is left out where another in its language is fresh, and has moved after it
    or says the same; a change that it alone has seen is kept.
    """
    return [law for law in laws if not (law.stale and any(_replaces(other, law) for other in laws))]


def _replaces(other: Law, law: Law) -> bool:
    if other.stale or other.language != law.language:
        return False
    return other.version > law.version or text_digest(other.provisions) == text_digest(law.provisions)


def _place(state: SourceState, newest: datetime | None) -> int:
    if state.version_id is None:
        return 3
    if state.last_outcome in GOOD:
        return 0
    if newest is None or state.last_good_at is None:
        return 2
    return 1 if newest - state.last_good_at < TOGETHER else 2
