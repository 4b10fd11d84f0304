"""Our own upgrade: a better extractor reads stored snapshots again. What differs then is ours, and alerts nobody."""

from collections.abc import Sequence
from datetime import datetime

from db.answers import LastAccepted
from db.law import Change
from db.law import Reading
from db.records import Capture
from db.records import Snapshot
from db.records import VersionState
from db.store import Store
from pipeline.compare import compare_readings
from pipeline.watchlist import Watched
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


def reread_source(store: Store, watched: Watched, now: datetime) -> Sequence[Change]:
    """Read the last accepted snapshot again and let the new reading take its place; returns what differs.

    The version is marked as a reading of ours: its changes are recorded as such and alert nobody. Raises
    ExtractError where today's extractor cannot read what yesterday's could; then nothing is written.
    """
    last = store.queries.last_accepted(watched.id)
    if last is None:
        return ()
    snapshot = store.queries.snapshot(last.version.snapshot_id)
    reading = read_snapshot(store, watched, snapshot)
    changes = compare_readings(reading_of(last), reading)
    store.accept(
        source_id=watched.id,
        snapshot_id=snapshot.id,
        reading=reading,
        changes=changes,
        now=now,
        seen_at=last.version.seen_at,
        valid_from=last.version.valid_from,
        why=f"read again: {last.version.extractor} became {reading.extractor}",
        state=VersionState.REREAD,
    )
    return changes
