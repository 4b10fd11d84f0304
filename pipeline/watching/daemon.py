"""The daemon: APScheduler as a metronome for three jobs, everything else in our own tables.

    look      every tick: what is due, one look a host at a time, the rest waits for the next tick
    deliver   what waits to be sent
    tidy      heartbeats, silence, disagreement of languages, due times that a wrong clock made

Due times are a column of ours, advanced before the request, so that neither a crash nor a restart loses or doubles a
look: what fell due meanwhile is looked at once on start, and counted as missed.
"""

import asyncio
import random
import signal
from collections import deque
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from alerts.channels import Channels
from alerts.deliver import deliver
from db.errors import StoreError
from db.store import Store
from pipeline.app import clock
from pipeline.app import page_of
from pipeline.app import targets_of
from pipeline.looking.ending import Looked
from pipeline.looking.fetching import Fetchers
from pipeline.looking.kin import guarded
from pipeline.looking.look import Looker
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Watched
from pipeline.profile.watchlist import sync
from pipeline.watching import notify
from pipeline.watching.posting import post
from pipeline.watching.tidy import tidy
from scraper.fetch import Fetcher

log = structlog.get_logger()

LOOK_EVERY = 5.0  # s; how late a look can be at the most, besides waiting for its host
DELIVER_EVERY = 10.0  # s
TIDY_EVERY = 60.0  # s
AT_ONCE = 20  # looks under way; each waits on a host, not on us
LEAVE_WITHIN = 8.0  # s for looks in hand after SIGTERM; then they are cut off, which loses nothing


class Tick(BaseTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """Every so many seconds from now on. What lies behind is not made up for, one by one: a clock that leaps ten
    years would keep the library's own trigger, and all memory, busy with counting.
    """

    def __init__(self, seconds: float) -> None:
        self.interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        if previous is None:
            return now
        return previous + self.interval if previous + self.interval > now else now + self.interval


@dataclass(slots=True)
class Figures:
    """What the metrics and the health page tell of a running daemon."""

    started_at: datetime
    outcomes: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    last_tick_at: datetime | None = None


@dataclass(slots=True)
class Daemon:
    """One process, one database. `run` returns when it was told to stop."""

    store: Store
    profiles: Sequence[Profile]
    now: Callable[[], datetime] = clock
    chance: Callable[[], float] = random.random
    reload: Callable[[], Sequence[Profile] | None] = lambda: None  # new profiles when their files changed
    look_every: float = LOOK_EVERY
    figures: Figures = field(init=False)
    _watched: dict[int, Watched] = field(default_factory=dict)
    _due: deque[Watched] = field(default_factory=deque)  # what the last tick found due and is not begun
    _busy: dict[int, str] = field(default_factory=dict)  # sources in hand -> their host
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _channels: Channels = field(default_factory=lambda: Channels(post=post))
    _looker: Looker | None = None
    _run: int = 0
    _fatal: StoreError | None = None

    def __post_init__(self) -> None:
        self.figures = Figures(self.now())

    async def run(self) -> None:
        """Watch until told to stop. Raises StoreError when nothing can be remembered any more."""
        self._on_signals()
        interrupted = self.store.end_interrupted(self.now())
        if interrupted:
            log.info("daemon.caught_up", interrupted=interrupted)
        self._run = self.store.begin_run(self.now(), "watch")
        async with Fetcher() as http:
            self._looker = Looker(self.store, Fetchers(http), self.now, self.chance)
            self._take(self.profiles)
            scheduler = self._metronome()
            scheduler.start()
            following = asyncio.get_running_loop().create_task(self._follow_clock(scheduler))
            notify.ready()
            log.info("daemon.started", profiles=len(self.profiles), sources=len(self._watched))
            try:
                await self._stop.wait()
            finally:
                notify.stopping()
                following.cancel()
                scheduler.shutdown(wait=False)
                await self._leave()
        self.store.end_run(self._run, self.now(), {"outcomes": self.figures.outcomes})
        log.info("daemon.stopped")
        if self._fatal:
            raise self._fatal

    def stop(self) -> None:
        self._stop.set()

    def _metronome(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        now = datetime.now(UTC)
        jobs = (
            (self._look, self.look_every),
            (self._deliver, min(DELIVER_EVERY, self.look_every * 2)),
            (self._tidy, min(TIDY_EVERY, self.look_every * 12)),
        )
        for job, seconds in jobs:
            scheduler.add_job(job, Tick(seconds), next_run_time=now)
        return scheduler

    async def _follow_clock(self, scheduler: AsyncIOScheduler) -> None:
        """The metronome plans by the wall clock: set back an hour, it would stand still for an hour."""
        while True:
            await asyncio.sleep(self.look_every)
            now = datetime.now(UTC)
            for job in scheduler.get_jobs():
                if job.next_run_time > now + job.trigger.interval:
                    log.warning("daemon.clock_set_back", job=job.name, planned=job.next_run_time.isoformat())
                    job.modify(next_run_time=now)

    def _on_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(name, self.stop)

    def _take(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self._watched = {w.id: w for w in sync(self.store, profiles, self.now())}
        if self._looker is not None:
            self._looker.kin.know(self._watched.values())

    async def _look(self) -> None:
        """Start a look at what is due: one a host, and no more at once than we can carry."""
        self.figures.last_tick_at = self.now()
        notify.alive()
        with self._remembering():
            self._reload()
            self._due = deque(
                w
                for state in self.store.queries.due(self.now())
                if (w := self._watched.get(state.id)) is not None and w.place.fetch != "manual"
            )
            self._fill()

    def _fill(self) -> None:
        """Start what is due as far as there is room; a look that ends makes room for the next."""
        for _ in range(len(self._due)):
            if len(self._busy) >= AT_ONCE or self._stop.is_set():
                return
            watched = self._due.popleft()
            host = urlsplit(watched.place.url).hostname or watched.place.url
            if watched.id in self._busy:
                continue
            if host in self._busy.values():
                self._due.append(watched)
            elif self._still_due(watched):
                self._busy[watched.id] = host
                self._start(watched)

    def _still_due(self, watched: Watched) -> bool:
        due_at = self.store.queries.source_state(watched.id).due_at
        return due_at is None or due_at <= self.now()

    def _reload(self) -> None:
        changed = self.reload()
        if changed is not None:
            self._take(changed)
            log.info("daemon.reloaded", profiles=len(changed))

    def _start(self, watched: Watched) -> None:
        async def one() -> None:
            assert self._looker is not None
            try:
                with self._remembering():
                    looked = await guarded(self._looker, self._run, watched)
                    self._count(looked)
                    self._busy.pop(watched.id, None)
                    self._fill()
            finally:
                self._busy.pop(watched.id, None)

        self._own(asyncio.get_running_loop().create_task(one()))

    def _own(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _count(self, looked: Looked) -> None:
        name = str(looked.outcome)
        self.figures.outcomes[name] = self.figures.outcomes.get(name, 0) + 1

    async def _deliver(self) -> None:
        """Passes may overlap: a target is served by one of them at a time, a slow one delays no other."""

        async def one() -> None:
            with self._remembering():
                report = await deliver(
                    self.store,
                    targets_of(self.profiles),
                    self.now(),
                    using=self._channels,
                    page_of=page_of(self.profiles),
                )
                self.figures.sent += report.sent
                for profile, target, why in report.failures:
                    log.warning("delivery.failed", profile=profile, target=target, why=why)

        self._own(asyncio.get_running_loop().create_task(one()))

    async def _tidy(self) -> None:
        with self._remembering():
            await tidy(self.store, tuple(self._watched.values()), self.profiles, self.now())

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        """What cannot be remembered is not begun: a store that fails ends the daemon."""
        try:
            yield
        except StoreError as error:
            log.exception("daemon.store_failed")
            self._fatal = error
            self.stop()

    async def _leave(self) -> None:
        """Let what is in hand finish; what does not in time is cut off between two transactions."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=LEAVE_WITHIN)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=1.0)
