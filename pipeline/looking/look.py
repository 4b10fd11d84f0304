"""One look at one source, from the request to the version and its alerts. Thin: what it means is decided elsewhere.

due          our own column, advanced before the request, so that a crash cannot hot-loop
fetch        what went wrong ends the look here, as an error; nothing is compared
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
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from functools import partial
from typing import ParamSpec
from typing import TypeVar

import structlog

from db.answers import LastAccepted
from db.digests import content_digest
from db.digests import text_digest
from db.law import SUBSTANTIVE
from db.law import Change
from db.law import Reading
from db.records import Capture
from db.records import Outcome
from db.store import Store
from pipeline.changes.compare import compare_readings
from pipeline.looking.corroborate import Witness
from pipeline.looking.decide import Judgement
from pipeline.looking.decide import judge
from pipeline.looking.ending import Ending
from pipeline.looking.ending import Looked
from pipeline.looking.fetching import Fetchers
from pipeline.looking.fetching import expectation
from pipeline.looking.fetching import parts_before
from pipeline.looking.kin import Kin
from pipeline.looking.kin import brought
from pipeline.looking.kin import stands
from pipeline.looking.moved import moved
from pipeline.looking.moved import moved_doubt
from pipeline.looking.operator import mark_alerts
from pipeline.looking.reread import read_capture
from pipeline.looking.reread import reading_of
from pipeline.looking.reread import reread_source
from pipeline.looking.reread import waiting
from pipeline.looking.rhythm import missed
from pipeline.looking.rhythm import next_regular
from pipeline.looking.rhythm import schedule_of
from pipeline.looking.second_look import changed_share
from pipeline.looking.second_look import earlier_look
from pipeline.looking.second_look import judge_unread
from pipeline.looking.second_look import known_share
from pipeline.looking.second_look import last_good
from pipeline.looking.second_look import stale_copy
from pipeline.profile.settings import duration
from pipeline.profile.watchlist import Watched
from pipeline.verdicts.extent import within_extent
from scraper import plausible
from scraper.errors import ExtractError
from scraper.errors import FetchError
from scraper.errors import Incomplete
from scraper.errors import NotInstalled
from scraper.fetch import NotModified
from scraper.fetch import validators
from scraper.plausible import Doubt
from scraper.plausible import LastGood
from scraper.read import extractor

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

# Doubts after which a real browser may see more than a plain request did.
BROWSER_HELPS = frozenset({"script_shell"})
NO_LAW_YET = (
    Incomplete,
    NotInstalled,
)  # the site answers; half an act, or a machine without the means, is no law


MEANWHILE = (
    "another version was accepted while the act's other sources were asked; it is looked at again soon"
)
UNREADABLE = (
    "our own extractor has changed and cannot read the last accepted page again, so nothing is compared"
)


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at sources for one run. `clock` and `chance` are handed in; nothing here asks the system for them."""

    store: Store
    fetchers: Fetchers
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    executor: Executor | None = None
    kin: Kin = field(default_factory=Kin)
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
        self.kin.begins(watched.id)
        try:
            looked = await task.run()
            if watched.id in self.kin.beside:
                self.kin.says(watched.id, stands(watched, self.store.queries))
        finally:
            self.kin.ends(watched.id)
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


class _Look(Ending):
    """From the answer to the judgement."""

    async def run(self) -> Looked:
        try:
            known = parts_before(self.looker.store.queries, self.watched)
            answer = await self.looker.fetchers(self.watched, self.state, known)
        except FetchError as error:
            return self._failed(error, Outcome.HELD if isinstance(error, NO_LAW_YET) else Outcome.FAILED)
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
        try:
            last = await self._last()
        except ExtractError as error:
            return self._waits(f"{UNREADABLE}: {error.what}")
        if ours := waiting(self.looker.store.queries, self.watched.id, last):
            return self._waits(ours)
        moved_to = moved(self.looker.store.queries, last, capture)
        if last and self.snapshot.body_sha256 == last.body_sha256 and not moved_to:
            return self._unchanged(*validators(capture))
        reading = await self._off_loop(read_capture, self.watched, capture)
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
            return self._same(capture, reading, last, moved_to)
        changes: tuple[Change, ...] = ()
        if last:
            found = await self._off_loop(compare_readings, reading_of(last), reading)
            changes = within_extent(found, last.provisions, self.watched.place.expect)
            quiet = moved_to and not doubts and not any(c.kind in SUBSTANTIVE for c in found)
            if not found or quiet:  # only what surrounds the law differs: counters, anchors, another layout
                return self._same(capture, reading, last, moved_to)
            more = (
                plausible.needs_second_look(changes, good, reading) if good else None,
                stale_copy(self.looker.store.queries, self.watched.id, last, reading, capture),
                moved_doubt(moved_to, changes),
            )
            doubts = (*doubts, *filter(None, more))
        judgement = self._judge(doubts, reading, good, changes)
        if judgement.accept and last and self.watched.id in self.looker.kin.beside:
            judgement = await self._corroborated(reading, changes, judgement)
            if self.looker.store.queries.source_state(self.watched.id).version_id != last.version.id:
                return self._waits(MEANWHILE)
        if not judgement.accept:
            return self._held(reading, judgement)
        return self._accepted(capture, reading, last, changes, judgement)

    async def _corroborated(
        self, reading: Reading, changes: Sequence[Change], judgement: Judgement
    ) -> Judgement:
        """Other sources of the act in this language are asked whether they say so, too."""
        kin, key = self.looker.kin, self.watched.record.key
        kin.says(self.watched.id, Witness.of(key, reading.provisions, reading.act.status))
        found = await kin.judged(
            self.watched,
            changes,
            queries=self.looker.store.queries,
            look=partial(brought, self.looker, self.run_id),
            now=self.looker.clock(),
        )
        return replace(found, why="; ".join(filter(None, (judgement.why, found.why))) or None)

    def _same(self, capture: Capture, reading: Reading, last: LastAccepted, moved_to: str | None) -> Looked:
        """The law as it was; a new address is labelled with a version that changes nothing."""
        if moved_to is None:
            before, says = last.version.act.last_amended, reading.act.last_amended
            mark = mark_alerts(self.watched, before, says, self.looker.clock())
            return self._unchanged(*validators(capture), mark)
        judgement = Judgement(accept=True, why=moved_to)
        return self._accepted(capture, reading, last, (), judgement, Outcome.UNCHANGED)

    def _log_reading(self, reading: Reading | ExtractError) -> None:
        facts = (
            {"why": reading.what}
            if isinstance(reading, ExtractError)
            else {"provisions": len(reading.provisions)}
        )
        log.info("snapshot.read", source=self.watched.record.key, **facts)

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
            earlier=earlier_look(self.looker.store.queries, self.state, reading, self.looker.clock()),
            now=self.looker.clock(),
            spaced=self._spaced(),
        )

    def _spaced(self) -> timedelta:
        return duration(self.watched.profile.defaults.look_again)
