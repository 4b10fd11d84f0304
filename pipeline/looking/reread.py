"""Our own upgrade: a better extractor reads stored snapshots again. What differs then is ours, and alerts nobody."""

from collections.abc import Sequence
from datetime import datetime

from db.answers import LastAccepted
from db.law import SUBSTANTIVE
from db.law import Change
from db.law import Reading
from db.queries import Queries
from db.records import Capture
from db.records import Snapshot
from db.records import VersionState
from db.store import Store
from pipeline.changes.compare import compare_readings
from pipeline.profile.watchlist import Watched
from scraper import plausible
from scraper.errors import ExtractError
from scraper.parts import is_parts
from scraper.read import read


def reading_of(last: LastAccepted) -> Reading:
    """A stored version as the reading it was made from, for comparing."""
    version = last.version
    return Reading(
        format=version.extractor.partition("/")[0],
        extractor=version.extractor,
        reason="stored",
        language=version.language,
        charset=None,
        charset_rule=None,
        act=version.act,
        provisions=last.provisions,
        warnings=version.warnings,
    )


def read_capture(watched: Watched, capture: Capture) -> Reading | ExtractError:
    """What a look brought, read as the profile says; the error is a value, since it decides what is told."""
    content_type = next((v for k, v in capture.headers if k.lower() == "content-type"), None)
    try:
        return read(
            capture.body,
            url=capture.final_url,
            content_type=content_type,
            format=watched.record.format if not is_parts(capture.body) else None,
            language=watched.record.language,
            charset=watched.place.charset,
        )
    except ExtractError as error:
        return error


def read_snapshot(store: Store, watched: Watched, snapshot: Snapshot) -> Reading:
    """A stored snapshot read with today's extractor; raises ExtractError."""
    content_type = next((v for k, v in snapshot.headers if k.lower() == "content-type"), None)
    body = store.queries.body(snapshot.body_sha256)
    return read(
        body,
        url=snapshot.final_url,
        content_type=content_type,
        format=watched.record.format if not is_parts(body) else None,
        language=watched.record.language,
        charset=watched.place.charset,
    )


# A better extractor mends some provisions; one that reads more of them otherwise may be the one that is wrong.
LARGE = 0.05
FEW = 3


def reread_source(store: Store, watched: Watched, now: datetime) -> Sequence[Change]:
    """Read the last accepted snapshot again and let the new reading take its place; returns what differs.

    The version is marked as a reading of ours: its changes are recorded as such and alert nobody. Where much differs
    it is held instead until the operator agrees (`waiting`). Raises ExtractError where today's extractor cannot read
    what yesterday's could; then nothing is written.
    """
    last = store.queries.last_accepted(watched.id)
    if last is None or waiting(store.queries, watched.id, last):
        return ()
    snapshot = store.queries.snapshot(last.version.snapshot_id)
    reading = read_snapshot(store, watched, snapshot)
    changes = compare_readings(reading_of(last), reading)
    told = f"read again: {last.version.extractor} became {reading.extractor}"
    articles = {c.article or c.old_article or c.eid for c in changes if c.kind in SUBSTANTIVE}
    units = len(plausible.basic_units(last.provisions))
    if len(articles) > max(FEW, LARGE * units):
        why = f"{told}: {len(articles)} of {units} articles read otherwise; the law is not said to have moved"
        store.hold(source_id=watched.id, snapshot_id=snapshot.id, reading=reading, why=why, now=now)
    else:
        agree(store, last, reading, changes, source_id=watched.id, now=now, why=told)
    return changes


def agree(
    store: Store,
    last: LastAccepted,
    reading: Reading,
    changes: Sequence[Change],
    *,
    source_id: int,
    now: datetime,
    why: str,
    who: str = "lexwatch",
) -> int:
    """The new reading of the same snapshot takes the old one's place; the version's number."""
    made = store.accept(
        source_id=source_id,
        snapshot_id=last.version.snapshot_id,
        reading=reading,
        changes=changes,
        now=now,
        seen_at=last.version.seen_at,
        valid_from=last.version.valid_from,
        why=why,
        who=who,
        state=VersionState.REREAD,
    )
    return made.version_id


def waiting(queries: Queries, source_id: int, last: LastAccepted | None) -> str | None:
    """Why a reading of ours is held: it is of the very snapshot that the last accepted version was read from."""
    state = queries.source_state(source_id)
    held = queries.version(state.held_version_id) if state.held_version_id else None
    if held is None or last is None or held.snapshot_id != last.version.snapshot_id:
        return None
    return held.why
