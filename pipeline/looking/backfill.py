"""Back-fill: editions of an act from before our first look, from the dated pages of its source's archive.

Old to new, one polite request at a time, into the archive's own line, alerting nobody. What was fetched is kept before
it is read, and a kept page is never asked for again: a run that was killed goes on where it stood, and a second run
over the same dates asks nothing.

    dates | kept page, or request | read | is it the edition of that day? | other words than before? | accept
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime

import structlog

from db.answers import LastAccepted
from db.digests import content_digest
from db.digests import text_digest
from db.errors import BodyDropped
from db.law import Note
from db.law import Reading
from db.records import Capture
from db.records import Line
from db.records import Snapshot
from db.records import Version
from db.store import Store
from pipeline.changes.compare import compare_readings
from pipeline.errors import NotPossible
from pipeline.looking.fetching import Fetchers
from pipeline.looking.reread import read_capture
from pipeline.looking.reread import reading_of
from pipeline.profile import dated
from pipeline.profile.watchlist import Watched
from scraper import plausible
from scraper.errors import ExtractError
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.plausible import Expectation

log = structlog.get_logger()

GIVES_UP = 3  # pages in a row that could not be fetched: the site is down or does not want us
PAGE = 500  # snapshots read at once


@dataclass(frozen=True, slots=True)
class Edition:
    """What became of one date."""

    day: date
    outcome: str  # "added", "same", "known", "doubtful", "failed"
    why: str | None = None
    version_id: int | None = None
    law_from: str | None = None


@dataclass(slots=True)
class Backfill:
    """Editions of one source."""

    store: Store
    fetchers: Fetchers
    watched: Watched
    clock: Callable[[], datetime]
    kept: dict[str, Snapshot] = field(default_factory=dict)  # by address
    versions: list[Version] = field(
        default_factory=list
    )  # of the archive, by the day from which they are law

    async def run(self, days: Iterable[date]) -> tuple[Edition, ...]:
        """Every date once, in the order of the calendar. Raises NotPossible where the source has no archive."""
        template = self.watched.place.archive
        if template is None:
            raise NotPossible(
                f"{self.watched.record.key} has no archive.",
                'Add the address of its dated editions: archive = "https://.../{date:%d.%m.%Y}"',
            )
        self._remember()
        done: list[Edition] = []
        lost = 0
        for day in sorted(set(days)):
            try:
                edition = await self.edition(day)
            except Refused as error:  # what the site or its robots.txt says no to is not asked again today
                edition, lost = Edition(day, "failed", f"{error.what} {error.hint}".strip()), GIVES_UP
            done.append(edition)
            log.info(
                "backfill.edition",
                source=self.watched.record.key,
                day=str(day),
                outcome=edition.outcome,
                why=edition.why,
            )
            lost = lost + 1 if edition.outcome == "failed" else 0
            if lost >= GIVES_UP:
                break
        return tuple(done)

    def _remember(self) -> None:
        """What earlier runs have kept and made of it."""
        queries, source = self.store.queries, self.watched.id
        before: int | None = None
        while page := queries.snapshots(source, PAGE, before=before):
            for snapshot in page:
                if snapshot.status == 200:
                    self.kept.setdefault(snapshot.url, snapshot)  # newest first
            before = page[-1].id
        found = queries.versions(source, limit=-1, line=Line.ARCHIVE, accepted=True)
        self.versions = sorted(found, key=lambda v: (v.law_from, v.id))

    async def edition(self, day: date) -> Edition:
        """The edition of one day: fetched unless it is kept, read, compared with the one before it."""
        assert self.watched.place.archive is not None
        url = dated.address(self.watched.place.archive, day)
        snapshot = self.kept.get(url)
        known = next((v for v in self.versions if snapshot and v.snapshot_id == snapshot.id), None)
        if known is not None:
            return Edition(day, "known", version_id=known.id, law_from=known.law_from)
        if snapshot is not None and (capture := self._from_store(snapshot)) is not None:
            edition = self._taken(day, snapshot, capture)
            if edition.outcome != "doubtful":
                return edition
        try:
            capture = await self.fetchers.edition(self.watched, url, whole=True)
        except FetchError as error:
            if error.capture is not None:
                self.store.keep_snapshot(self.watched.id, error.capture)
            if isinstance(error, Refused):
                raise
            return Edition(day, "failed", f"{error.what} {error.hint}".strip())
        snapshot = self.kept[url] = self.store.keep_snapshot(self.watched.id, capture)
        return self._taken(day, snapshot, capture)

    async def text_on(self, day: date) -> str | None:
        """What tells the text of a day from others; None where the archive has no good answer. The page is kept."""
        assert self.watched.place.archive is not None
        if not self.kept:
            self._remember()
        url = dated.address(self.watched.place.archive, day)
        snapshot = self.kept.get(url)
        capture = self._from_store(snapshot) if snapshot else None
        if capture is None:
            try:
                capture = await self.fetchers.edition(self.watched, url, whole=True)
            except Refused:
                raise
            except FetchError:
                return None
            self.kept[url] = self.store.keep_snapshot(self.watched.id, capture)
        reading = read_capture(self.watched, capture)
        return None if isinstance(reading, ExtractError) else content_digest(reading.provisions)

    def _from_store(self, snapshot: Snapshot) -> Capture | None:
        try:
            body = self.store.queries.body(snapshot.body_sha256)
        except BodyDropped:
            return None
        return Capture(
            url=snapshot.url,
            final_url=snapshot.final_url,
            status=snapshot.status,
            headers=snapshot.headers,
            body=body,
            taken_at=snapshot.taken_at,
            fetcher=snapshot.fetcher,
        )

    def _taken(self, day: date, snapshot: Snapshot, capture: Capture) -> Edition:
        """A page becomes an edition, or not; no request is made here."""
        reading = read_capture(self.watched, capture)
        if isinstance(reading, ExtractError):
            return Edition(day, "doubtful", reading.what)
        today = self.store.queries.last_accepted(self.watched.id)
        if why := self._doubt(day, capture, reading, today):
            return Edition(day, "doubtful", why)
        law_from = _law_from(day, reading)
        before = self._before(law_from)
        if before is not None and self._is_same(before, reading):
            return Edition(day, "same", version_id=before.id, law_from=before.law_from)
        return self._accepted(day, snapshot, reading, law_from)

    def _doubt(self, day: date, capture: Capture, reading: Reading, today: LastAccepted | None) -> str | None:
        """Why this is not the edition of that day. The contract's number of articles is today's and says nothing."""
        expect = self.watched.place.expect
        expected = Expectation(title=expect.title, language=self.watched.place.language)
        found = [d.words for d in plausible.doubts(capture, reading, expected, None)]
        assert self.watched.place.archive is not None
        if dated.printed(self.watched.place.archive, day) not in capture.final_url:
            found.append(f"The server sent us on to {capture.final_url[:200]}, which is no page of that day.")
        if reading.act.as_of and reading.act.as_of[:10] > str(day):
            found.append(f"It is the edition of {reading.act.as_of}, later than the day asked for.")
        elif today and text_digest(reading.provisions) == today.version.text_digest:
            later = max((d for d in _days_of_notes(reading) if d > str(day)), default=None)
            if later:
                found.append(f"It is today's text: its notes name an amending act of {later}.")
        return "; ".join(found) or None

    def _before(self, law_from: str) -> Version | None:
        """The edition that was law just before this one, in the order of the calendar."""
        return next((v for v in reversed(self.versions) if v.law_from <= law_from), None)

    def _is_same(self, before: Version, reading: Reading) -> bool:
        law = self.store.queries.provisions(before.id)
        return before.act.status == reading.act.status and content_digest(law) == content_digest(
            reading.provisions
        )

    def _accepted(self, day: date, snapshot: Snapshot, reading: Reading, law_from: str) -> Edition:
        """One transaction. Changes are recorded where the edition before is the one before in the line, too."""
        last = self.store.queries.last_accepted(self.watched.id, line=Line.ARCHIVE)
        follows = last is not None and last.version.law_from <= law_from
        changes = compare_readings(reading_of(last), reading) if last and follows else ()
        made = self.store.accept(
            source_id=self.watched.id,
            snapshot_id=snapshot.id,
            reading=reading,
            changes=changes,
            now=self.clock(),
            line=Line.ARCHIVE,
            valid_from=law_from,
            why=f"back-filled: edition of {day}",
        )
        version = self.store.queries.version(made.version_id)
        assert version is not None
        self.versions = sorted([*self.versions, version], key=lambda v: (v.law_from, v.id))
        return Edition(day, "added", version_id=version.id, law_from=law_from)


def _law_from(day: date, reading: Reading) -> str:
    """The page's own date, where it says one; an archive asked for any day shows the edition that was law then."""
    own = reading.act.as_of
    return own[:10] if own and len(own) >= 10 and own[:10] <= str(day) else str(day)


def _days_of_notes(reading: Reading) -> Iterable[str]:
    notes: Sequence[Note] = [*reading.act.notes, *(n for p in reading.provisions for n in p.notes)]
    return (event.date for note in notes for event in note.events if event.date and len(event.date) == 10)
