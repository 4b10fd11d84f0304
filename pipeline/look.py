"""One look at one source, from the request to the version and its alerts. Thin: what it means is decided elsewhere.

due          our own column, advanced before the request, so that a crash cannot hot-loop
fetch        an error is a value of its own type: it never reaches a comparison
keep         bytes first, always
read         cannot: kept, held, the operator told
plausible    no: held, looked at again soon
compare      with the last accepted version only
accept       ONE transaction: version, changes, alerts, a delivery per target
"""

import asyncio
from collections.abc import Callable
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from functools import partial
from typing import ParamSpec
from typing import TypeVar

import structlog

from db.answers import LastAccepted
from db.digests import content_digest
from db.digests import text_digest
from db.law import Change
from db.law import Reading
from db.records import Capture
from db.records import NewAlert
from db.records import Outcome
from db.records import Snapshot
from db.records import SourceState
from db.store import Store
from pipeline.acceptance import accept_version
from pipeline.compare import compare_readings
from pipeline.decide import Judgement
from pipeline.decide import Word
from pipeline.decide import judge
from pipeline.decide import word_for
from pipeline.extent import within_extent
from pipeline.fetching import Fetchers
from pipeline.fetching import expectation
from pipeline.operator import operator_alerts
from pipeline.operator import row_of
from pipeline.reread import reading_of
from pipeline.reread import reread_source
from pipeline.rhythm import Schedule
from pipeline.rhythm import missed
from pipeline.rhythm import next_look
from pipeline.rhythm import next_regular
from pipeline.rhythm import schedule_of
from pipeline.second_look import changed_share
from pipeline.second_look import earlier_look
from pipeline.second_look import known_share
from pipeline.second_look import last_good
from pipeline.settings import duration
from pipeline.watchlist import Watched
from scraper import plausible
from scraper.errors import ExtractError
from scraper.errors import FetchError
from scraper.errors import Gone
from scraper.fetch import NotModified
from scraper.fetch import validators
from scraper.plausible import Doubt
from scraper.plausible import LastGood
from scraper.read import extractor
from scraper.read import read

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

# Doubts after which a real browser may see more than a plain request did.
BROWSER_HELPS = frozenset({"script_shell"})


@dataclass(frozen=True, slots=True)
class Looked:
    """How one look ended."""

    watched: Watched
    outcome: Outcome
    why: str | None = None
    changes: int = 0
    alerts: int = 0
    version_id: int | None = None


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at sources for one run. `clock` and `chance` are handed in; nothing here asks the system for them."""

    store: Store
    fetchers: Fetchers
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    executor: Executor | None = None
    texts: dict[str, str] = field(default_factory=dict)  # digest of a text read by this process -> its act

    async def look(self, run_id: int, watched: Watched) -> Looked:
        """Plan, look, and write what came of it. Raises only what is no fault of the source."""
        state = self.store.queries.source_state(watched.id)
        schedule = schedule_of(watched.place, watched.profile.defaults)
        now = self.clock()
        planned = state.due_at or now
        check_id = self.store.start_check(
            run_id,
            watched.id,
            now,
            planned_at=planned,
            due_at=next_regular(schedule, now, self.chance()),
            missed=missed(schedule, planned, now),
        )
        log.info("check.started", source=watched.record.key)
        task = _Look(self, watched, state, schedule, run_id, check_id)
        looked = await task.run()
        log.info("check.finished", source=watched.record.key, outcome=str(looked.outcome), why=looked.why)
        return looked

    def broken_off(self, run_id: int, watched: Watched, why: str) -> Looked:
        """Write down a look that a defect of ours ended: it counts, and is told, as one that failed."""
        state = self.store.queries.source_state(watched.id)
        schedule = schedule_of(watched.place, watched.profile.defaults)
        left = [c.id for c in self.store.queries.unfinished_checks() if c.source_id == watched.id]
        now = self.clock()
        check_id = (
            left[-1] if left else self.store.start_check(run_id, watched.id, now, state.due_at or now, None)
        )
        return _Look(self, watched, state, schedule, run_id, check_id).broken_off(why)


@dataclass(slots=True)
class _Look:
    looker: Looker
    watched: Watched
    state: SourceState
    schedule: Schedule
    run_id: int
    check_id: int
    snapshot: Snapshot | None = None

    async def run(self) -> Looked:
        try:
            answer = await self.looker.fetchers(self.watched, self.state)
        except FetchError as error:
            return self._failed(error)
        log.info("fetch.answered", source=self.watched.record.key, modified=isinstance(answer, Capture))
        if isinstance(answer, NotModified):
            return self._unchanged(answer.etag, answer.last_modified)
        looked = await self._answered(answer)
        if looked is None:
            log.info("fetch.escalated", source=self.watched.record.key)
            try:
                answer = await self.looker.fetchers.render(self.watched, self.state)
            except FetchError as error:
                return self._failed(error, Outcome.HELD)
            looked = await self._answered(answer, last_way=True)
        assert looked is not None
        return looked

    async def _answered(self, capture: Capture, *, last_way: bool = False) -> Looked | None:
        """What an answer means; None where a browser shall be asked first."""
        self.snapshot = self.looker.store.keep_snapshot(self.watched.id, capture)
        log.info(
            "snapshot.kept", source=self.watched.record.key, bytes=len(capture.body), status=capture.status
        )
        last = await self._last()
        if last and self.snapshot.body_sha256 == last.body_sha256:
            return self._unchanged(*validators(capture))
        reading = await self._off_loop(self._read, capture)
        self._log_reading(reading)
        expected = expectation(self.watched)
        good = last_good(last, self.looker.store.queries) if last else None
        doubts = plausible.doubts(capture, reading, expected, good, same_run=self._others())
        if isinstance(reading, ExtractError):
            if not last_way and self._may_escalate() and BROWSER_HELPS & {d.signal for d in doubts}:
                return None
            return self._held(None, judge_unread(doubts, reading))
        if (
            last
            and content_digest(reading.provisions) == content_digest(last.provisions)
            and reading.act.status == last.version.act.status
        ):
            return self._unchanged(*validators(capture))
        changes: tuple[Change, ...] = ()
        if last:
            found = await self._off_loop(compare_readings, reading_of(last), reading)
            changes = within_extent(found, last.provisions, self.watched.place.expect)
            if not found:  # only what surrounds the law differs: counters, anchors
                return self._unchanged(*validators(capture))
            doubt = plausible.needs_second_look(changes, good, reading) if good else None
            doubts = (*doubts, doubt) if doubt else doubts
        judgement = self._judge(doubts, reading, good, changes)
        if not judgement.accept:
            return self._held(reading, judgement)
        return self._accepted(capture, reading, last, changes, judgement)

    def _log_reading(self, reading: Reading | ExtractError) -> None:
        facts = (
            {"why": reading.what}
            if isinstance(reading, ExtractError)
            else {"provisions": len(reading.provisions)}
        )
        log.info("snapshot.read", source=self.watched.record.key, **facts)

    def _read(self, capture: Capture) -> Reading | ExtractError:
        record, place = self.watched.record, self.watched.place
        content_type = next((v for k, v in capture.headers if k.lower() == "content-type"), None)
        try:
            return read(
                capture.body,
                url=capture.final_url,
                content_type=content_type,
                format=record.format,
                language=record.language,
                charset=place.charset,
            )
        except ExtractError as error:
            return error

    async def _last(self) -> LastAccepted | None:
        """The last accepted version, read again first where our own extractor has improved since."""
        last = self.looker.store.queries.last_accepted(self.watched.id)
        if last is None:
            return None
        name = last.version.extractor.partition("/")[0]
        if last.version.extractor != extractor(name):
            reread_source(self.looker.store, self.watched, self.looker.clock())
            return self.looker.store.queries.last_accepted(self.watched.id)
        return last

    async def _off_loop(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Reading and comparing are pure; they run where the caller said, so that other looks go on."""
        if self.looker.executor is None:
            return work(*args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(
            self.looker.executor, partial(work, *args, **kwargs)
        )

    def _may_escalate(self) -> bool:
        place, defaults = self.watched.place, self.watched.profile.defaults
        wanted = place.escalate if place.escalate is not None else defaults.escalate
        return place.fetch == "http" and bool(wanted)

    def _remember(self, digest: str | None) -> None:
        if digest and self.watched.record.act:
            self.looker.texts[digest] = self.watched.record.act

    def _others(self) -> dict[str, str]:
        """Texts that were read for other acts: one page for all of them is a page of none."""
        own = self.watched.record.act
        return {digest: act for digest, act in self.looker.texts.items() if act != own}

    def _judge(
        self, doubts: Sequence[Doubt], reading: Reading, good: LastGood | None, changes: Sequence[Change]
    ) -> Judgement:
        return judge(
            doubts,
            digest=text_digest(reading.provisions),
            known_share=known_share(reading, good),
            changed_share=changed_share(changes, good),
            earlier=earlier_look(self.looker.store.queries, self.state, reading),
            now=self.looker.clock(),
            spaced=self._spaced(),
        )

    def _spaced(self) -> timedelta:
        return duration(self.watched.profile.defaults.look_again)

    def _next(self, outcome: Outcome, retry_after: float | None = None) -> datetime:
        failures = self.state.failures + 1
        return next_look(
            self.schedule,
            outcome,
            self.looker.clock(),
            failures=failures,
            chance=self.looker.chance(),
            retry_after=retry_after,
        )

    def _word(self, outcome: Outcome, why: str | None) -> list[NewAlert]:
        row = row_of(self.looker.store.queries, self.state)
        return self._told(word_for(row, outcome, ever_good=self.state.last_good_at is not None, why=why))

    def _told(self, word: Word | None) -> list[NewAlert]:
        return operator_alerts(
            self.looker.store.queries,
            self.watched,
            word,
            run=self.run_id,
            check=self.check_id,
            now=self.looker.clock(),
            snapshot=self.snapshot,
        )

    def _failed(self, error: FetchError, outcome: Outcome = Outcome.FAILED) -> Looked:
        if error.capture is not None:
            self.snapshot = self.looker.store.keep_snapshot(self.watched.id, error.capture)
        if isinstance(error, Gone):
            outcome = Outcome.GONE
        why = f"{error.what} {error.hint}".strip()
        made = self.looker.store.finish_check(
            self.check_id,
            self.watched.id,
            self.looker.clock(),
            outcome,
            why=why,
            snapshot_id=self.snapshot.id if self.snapshot else None,
            due_at=self._next(outcome, error.retry_after),
            alerts=self._word(outcome, why),
        )
        return Looked(self.watched, outcome, why, alerts=len(made))

    def broken_off(self, why: str) -> Looked:
        return self._failed(FetchError(why, "Please report it; the trace is in the log."))

    def _unchanged(self, etag: str | None, last_modified: str | None) -> Looked:
        known = self.looker.store.queries.version(self.state.version_id) if self.state.version_id else None
        self._remember(known.text_digest if known else None)
        made = self.looker.store.finish_check(
            self.check_id,
            self.watched.id,
            self.looker.clock(),
            Outcome.UNCHANGED,
            snapshot_id=self.snapshot.id if self.snapshot else None,
            due_at=self._next(Outcome.UNCHANGED),
            etag=etag,
            last_modified=last_modified,
            alerts=self._word(Outcome.UNCHANGED, None),
        )
        return Looked(self.watched, Outcome.UNCHANGED, alerts=len(made))

    def _held(self, reading: Reading | None, judgement: Judgement) -> Looked:
        assert self.snapshot is not None
        why = judgement.why or "not plausible"
        version_id = self.looker.store.hold(
            check_id=self.check_id,
            source_id=self.watched.id,
            snapshot_id=self.snapshot.id,
            reading=reading,
            why=why,
            now=self.looker.clock(),
            due_at=self._next(Outcome.HELD),
            alerts=self._word(Outcome.HELD, why),
        )
        log.info("version.held", source=self.watched.record.key, version=version_id, why=why)
        return Looked(self.watched, Outcome.HELD, why, version_id=version_id)

    def _accepted(
        self,
        capture: Capture,
        reading: Reading,
        last: LastAccepted | None,
        changes: tuple[Change, ...],
        judgement: Judgement,
    ) -> Looked:
        assert self.snapshot is not None
        self._remember(text_digest(reading.provisions))
        outcome = Outcome.CHANGED if last else Outcome.FIRST
        etag, last_modified = validators(capture)
        made = accept_version(
            self.looker.store,
            self.watched,
            self.snapshot,
            reading,
            last,
            changes,
            now=self.looker.clock(),
            check_id=self.check_id,
            outcome=outcome,
            due_at=self._next(outcome),
            etag=etag,
            last_modified=last_modified,
            why=judgement.why,
            also=self._word(outcome, None),
        )
        log.info(
            "version.accepted",
            source=self.watched.record.key,
            version=made.version_id,
            changes=len(changes),
            alerts=len(made.alert_ids),
        )
        return Looked(
            self.watched,
            outcome,
            judgement.why,
            changes=len(changes),
            alerts=len(made.alert_ids),
            version_id=made.version_id,
        )


def judge_unread(doubts: Sequence[Doubt], error: ExtractError) -> Judgement:
    """What cannot be read as law is held, whatever else may be said of it."""
    words = [d.words for d in doubts] or [error.what]
    return Judgement(accept=False, why="; ".join(words))
