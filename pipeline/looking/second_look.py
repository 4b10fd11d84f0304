"""What a look is measured by: the last good one, how much of it is there or reads otherwise, what was held before."""

from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from email.utils import parsedate_to_datetime

from db.answers import LastAccepted
from db.digests import text_digest
from db.errors import BodyDropped
from db.law import SUBSTANTIVE
from db.law import Change
from db.law import Reading
from db.queries import Queries
from db.records import Capture
from db.records import Line
from db.records import SourceState
from db.records import VersionState
from pipeline.looking.decide import Earlier
from pipeline.looking.decide import Judgement
from scraper import plausible
from scraper.errors import ExtractError
from scraper.plausible import Doubt
from scraper.plausible import LastGood

LOOKED_BACK = 20  # held versions of one trouble among which the same text is looked for
CLOCKS_DIFFER = timedelta(minutes=5)  # two servers of one site may disagree by so much about the time
SETTLED = frozenset({VersionState.HELD, VersionState.SUPERSEDED})  # a person's "no" is no first look


def judge_unread(doubts: Sequence[Doubt], error: ExtractError) -> Judgement:
    """What cannot be read as law is held, whatever else may be said of it."""
    return Judgement(accept=False, why="; ".join([d.words for d in doubts] or [error.what]))


def last_good(last: LastAccepted, queries: Queries) -> LastGood:
    """What the plausibility check wants to know of the version before."""
    try:
        body = queries.body(last.body_sha256)
    except BodyDropped:
        body = None  # pruned: only whether that page was closed is not known then
    version = last.version
    return plausible.last_good(
        last.provisions, version.act, language=version.language, as_of=version.valid_from, body=body
    )


def known_share(reading: Reading, good: LastGood | None) -> float | None:
    """The part of the last accepted version's units that is in this reading; None: there is no such version."""
    if good is None:
        return None
    here = {p.eid for p in reading.provisions}
    return len(good.numbers & here) / max(1, len(good.numbers))


def changed_share(changes: Sequence[Change], good: LastGood | None) -> float:
    """The part of the last accepted version's units with other words now."""
    if good is None:
        return 0.0
    touched = {c.old_article for c in changes if c.kind in SUBSTANTIVE and c.old_article}
    return len(touched) / max(1, good.units)


def stale_copy(
    queries: Queries, source_id: int, last: LastAccepted, reading: Reading, capture: Capture
) -> Doubt | None:
    """A text that was law before the last one, in an answer that the server itself dates before the last one's.

    Without such a date an old text that comes back is a change like any other.
    """
    digest = text_digest(reading.provisions)
    before = queries.snapshot(last.version.snapshot_id).headers
    for name in ("date", "last-modified"):
        then, now = _moment(before, name), _moment(capture.headers, name)
        if then is None or now is None or then - now < CLOCKS_DIFFER:
            continue
        for version in queries.versions(source_id, LOOKED_BACK, line=Line.LIVE, accepted=True):
            if version.text_digest == digest and version.id != last.version.id:
                return Doubt(
                    "older_than_last",
                    f"It is a stale copy: the text of version {version.id}, dated {now:%Y-%m-%d %H:%M} by the server.",
                )
    return None


def _moment(headers: Sequence[tuple[str, str]], name: str) -> datetime | None:
    value = next((v for k, v in headers if k.lower() == name), None)
    try:
        found = parsedate_to_datetime(value) if value else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def earlier_look(queries: Queries, state: SourceState, reading: Reading, now: datetime) -> Earlier | None:
    """The first time this very text was held in the trouble that is going on.

    A block page between two looks at a new text does not make the second one the first again; the accepted text does.
    """
    digest = text_digest(reading.provisions)
    found = None
    for version in queries.versions(state.id, LOOKED_BACK, line=Line.LIVE, accepted=False):
        if state.last_good_at is not None and version.seen_at < state.last_good_at:
            break
        if version.text_digest == digest and version.seen_at <= now:  # else a clock was wrong then
            if version.state not in SETTLED:
                return None
            found = Earlier(version.id, version.seen_at, digest)
    return found
