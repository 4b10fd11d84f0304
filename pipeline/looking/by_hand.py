"""Pages that a person saved by hand: the way in where a site cannot be fetched. Evidence like any other.

A page from before the last accepted version goes to the archive and alerts nobody; a newer one is compared and told
like a fetched one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path

from db.answers import LastAccepted
from db.law import Change
from db.law import Reading
from db.records import Capture
from db.records import Line
from db.records import Outcome
from db.records import Snapshot
from db.store import Store
from pipeline.changes.compare import compare_readings
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.looking.acceptance import accept_version
from pipeline.looking.fetching import expectation
from pipeline.looking.reread import reading_of
from pipeline.looking.second_look import last_good
from pipeline.profile.watchlist import Watched
from pipeline.verdicts.extent import within_extent
from scraper import parts
from scraper import plausible
from scraper.errors import ExtractError
from scraper.parts import PartDocument
from scraper.plausible import Expectation
from scraper.read import read

MAX_FILE = 20 * 2**20  # bytes of one saved page; what the readers refuse anyway


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the pages."""

    source: str
    snapshot_id: int
    version_id: int | None  # None: they are kept and held, or say what the last version says
    outcome: Outcome
    line: Line
    why: str | None
    changes: tuple[Change, ...] = ()
    alerts: int = 0


def add_pages(
    store: Store,
    watched: Watched,
    files: Sequence[Path],
    *,
    captured: datetime,
    now: datetime,
    valid_from: str | None = None,
    part: bool = False,
    tell: bool = True,
) -> Added:
    """Keep the files as one snapshot, read them, and let them become a version.

    `part`: they hold only some of the act's articles and are laid over what is held. `tell` False: record the
    changes without an alert.
    """
    if captured > now:
        raise NotPossible(f"the page cannot have been saved on {captured:%Y-%m-%d}, which is in the future.")
    brought = [_document(file, watched) for file in files]
    last = store.queries.last_accepted(watched.id)
    older = last is not None and captured < last.version.seen_at
    under = store.queries.last_accepted(watched.id, line=Line.ARCHIVE) if older else last
    documents = [*_held_parts(store, under), *brought] if part and under else brought
    body, content_type = _body(documents)
    capture = Capture(
        url=watched.place.url,
        final_url=watched.place.url,
        status=200,
        headers=(("content-type", content_type),) if content_type else (),
        body=body,
        taken_at=captured,
        fetcher="manual",
    )
    reading = _read(capture, watched, content_type, documents)
    snapshot = store.keep_snapshot(watched.id, capture)
    if older:
        return _archived(store, watched, snapshot, reading, captured, now, valid_from, part=part)
    # What is looked at is what the person brought, not how the files are packed.
    shown = replace(capture, body=b"\n".join(d.body for d in brought))
    return _live(store, watched, shown, snapshot, reading, last, now, valid_from, part=part, tell=tell)


def _document(file: Path, watched: Watched) -> PartDocument:
    try:
        if file.stat().st_size > MAX_FILE:
            raise NotPossible(f"{file} is larger than {MAX_FILE // 2**20} MiB.", "Is this the right file?")
        body = file.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {file}.") from error
    content_type = guess_type(file.name)[0] or ("text/markdown" if file.suffix == ".md" else None)
    return PartDocument(file.name, body, watched.place.url, content_type)


def _held_parts(store: Store, last: LastAccepted) -> list[PartDocument]:
    body = store.queries.body(last.body_sha256)
    if parts.is_parts(body):
        return list(parts.unpack(body))
    snapshot = store.queries.snapshot(last.version.snapshot_id)
    content_type = next((v for k, v in snapshot.headers if k.lower() == "content-type"), None)
    return [PartDocument(f"snapshot {snapshot.id}", body, snapshot.final_url, content_type)]


def _body(documents: Sequence[PartDocument]) -> tuple[bytes, str | None]:
    if len(documents) == 1:
        return documents[0].body, documents[0].content_type
    return parts.pack(documents), parts.CONTENT_TYPE


def _read(
    capture: Capture, watched: Watched, content_type: str | None, documents: Sequence[PartDocument]
) -> Reading:
    """What cannot be read is refused before it is kept: a person is there to bring a better page."""
    try:
        return read(
            capture.body,
            url=watched.place.url,
            content_type=content_type,
            file_name=documents[0].name if len(documents) == 1 else None,
            format=watched.record.format if len(documents) == 1 else None,
            language=watched.record.language,
            charset=watched.place.charset,
        )
    except ExtractError as error:
        raise NotPossible(f"this page cannot be read as law: {error.what}", error.hint) from error


def _archived(
    store: Store,
    watched: Watched,
    snapshot: Snapshot,
    reading: Reading,
    captured: datetime,
    now: datetime,
    valid_from: str | None,
    *,
    part: bool,
) -> Added:
    before = store.queries.last_accepted(watched.id, line=Line.ARCHIVE)
    changes = _changes(before, reading, watched, part=part)
    made = store.accept(
        source_id=watched.id,
        snapshot_id=snapshot.id,
        reading=reading,
        changes=changes,
        now=now,
        line=Line.ARCHIVE,
        seen_at=captured,
        valid_from=valid_from,
        why="saved by hand",
    )
    return Added(
        watched.record.key, snapshot.id, made.version_id, Outcome.CHANGED, Line.ARCHIVE, None, changes
    )


def _live(
    store: Store,
    watched: Watched,
    capture: Capture,
    snapshot: Snapshot,
    reading: Reading,
    last: LastAccepted | None,
    now: datetime,
    valid_from: str | None,
    *,
    part: bool,
    tell: bool,
) -> Added:
    good = last_good(last, store.queries) if last else None
    expected = Expectation(language=watched.record.language) if part else expectation(watched)
    doubts = plausible.doubts(capture, reading, expected, None if part else good)
    changes = _changes(last, reading, watched, part=part)
    if doubts:
        why = "; ".join(d.words for d in doubts)
        version = store.hold(source_id=watched.id, snapshot_id=snapshot.id, reading=reading, why=why, now=now)
        hint = "" if part else "; if these pages are a part of the act, add them with --part"
        return Added(watched.record.key, snapshot.id, version, Outcome.HELD, Line.LIVE, why + hint)
    if last and not changes and _same_units(last, reading):
        return Added(watched.record.key, snapshot.id, None, Outcome.UNCHANGED, Line.LIVE, None)
    outcome = Outcome.CHANGED if last else Outcome.FIRST
    made = accept_version(
        store,
        watched,
        snapshot,
        reading,
        last,
        changes,
        now=now,
        outcome=outcome,
        seen_at=snapshot.taken_at,
        valid_from=valid_from,
        why="saved by hand",
        tell=tell,
    )
    return Added(
        watched.record.key,
        snapshot.id,
        made.version_id,
        outcome,
        Line.LIVE,
        None,
        tuple(changes),
        len(made.alert_ids),
    )


def _changes(
    last: LastAccepted | None, reading: Reading, watched: Watched, *, part: bool
) -> tuple[Change, ...]:
    if last is None:
        return ()
    found = compare_readings(reading_of(last), reading)
    return within_extent(found, last.provisions, watched.place.expect, part=part)


def _same_units(last: LastAccepted, reading: Reading) -> bool:
    return {p.eid for p in last.provisions} == {p.eid for p in reading.provisions}


def when(text: str) -> datetime:
    """A moment as people write it: a day, or a day and a time in UTC. Raises NotPossible."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotPossible(f'"{text}" is no time.', "Write 2022-09-12 or 2022-09-12T10:30.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
