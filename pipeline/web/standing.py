"""The verdict tables of all profiles, kept while nothing that makes them has moved.

A table costs a comparison for every act and baseline of a profile. It is kept with a stamp of what it was made from:
the profile's file, its newest baseline, the version of every source and whether the source fell silent. A page about
one profile always shows a table of now. Pages over all profiles wait for `patience`; what is not ready then is made in
the background, and shown as "being looked up" or with its last table until it is.
"""

import gc
import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from threading import Event
from threading import Lock
from threading import Thread
from time import monotonic

from db.answers import ProfileRecord
from db.errors import StoreError
from db.queries import Queries
from db.reads_page import Marks
from db.reads_page import SourceMark
from pipeline.app import clock
from pipeline.changes.comparisons import Comparisons
from pipeline.errors import NotFound
from pipeline.errors import ProfileError
from pipeline.profile import settings
from pipeline.profile.load import parse
from pipeline.profile.model import Profile
from pipeline.verdicts.table import Table
from pipeline.verdicts.table import verdicts
from pipeline.web.readers import Readers

PATIENCE = timedelta(milliseconds=150)  # that a page over all profiles waits for tables that are not ready
SILENCE_SEEN_AFTER = timedelta(minutes=1)  # how late a source that fell silent may show on a page
# Seconds that a thread keeps the interpreter. A page asks SQLite some sixty times and gets the interpreter back after
# each; with Python's own 5 ms it would wait a third of a second for a thread that only computes.
SWITCH_EVERY = 0.0005
LOOK_EVERY = 10.0  # seconds between looks for something new, so that tables are ready before a visitor comes

Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A profile, and how its lines stand."""

    key: str
    title: str
    country: str
    profile: Profile | None  # None: not read yet, or cannot be read by this lexwatch: then `problem` says why
    table: Table | None = None  # None: not looked up yet
    fresh: bool = False  # the table is of now
    problem: str | None = None
    stamp: Stamp = ()  # what a fresh table was made from: equal stamps, equal verdicts and ready edits


@dataclass(frozen=True, slots=True)
class _Made:
    stamp: Stamp
    table: Table


class Standings:
    """Of every profile the newest table."""

    def __init__(
        self,
        readers: Readers,
        now: Callable[[], datetime] = clock,
        patience: timedelta = PATIENCE,
        compared: Comparisons | None = None,
    ) -> None:
        self._readers = readers
        self._now = now
        self._patience = patience
        self._compared = compared or Comparisons()
        self._parsed: dict[str, tuple[str, Profile | str]] = {}
        self._made: dict[str, _Made] = {}
        self._all: tuple[Marks, datetime, tuple[Standing, ...]] | None = None
        self._making: dict[str, Lock] = {}
        self._lock = Lock()
        self._wake = Event()
        self._stop = False
        self._working = False  # the background makes every table that is not of now
        self._thread: Thread | None = None

    def one(self, queries: Queries, key: str, now: datetime) -> Standing:
        """The profile with its table of now. Raises NotFound, or ProfileError where its file cannot be read."""
        record = queries.profile(key)
        if record is None:
            raise NotFound(f"there is no profile {key}.", "The start page lists the profiles.")
        profile = self._read(queries, record)
        if isinstance(profile, str):
            raise ProfileError(record.path, profile)
        marks = queries.source_marks(r.key for _, r in profile.source_records())
        stamp = _stamp(record, profile, queries.baseline_marks().get(key, 0), marks, now)
        table = self._table(queries, profile, stamp, now)
        return Standing(key, record.title, record.country, profile, table, fresh=True, stamp=stamp)

    def all(self, queries: Queries, now: datetime) -> tuple[Standing, ...]:
        """All profiles by title; what is not ready in time follows later."""
        marks = queries.marks()
        known = self._all
        if known and known[0] == marks and now - known[1] < SILENCE_SEEN_AFTER:
            return known[2]
        # While the background makes all tables, a page that made some too would only slow both down.
        found = self._look(
            queries, now, monotonic() + self._patience.total_seconds(), making=not self._working
        )
        if all(s.fresh or s.problem for s in found):
            self._all = (marks, now, found)
        else:
            self._wake.set()
        return found

    def named(self, queries: Queries, now: datetime) -> tuple[Standing, ...]:
        """All profiles by title, for their names, zones and acts: no table is made, and none is waited for."""
        known = self._all
        if known and known[0] == queries.marks() and now - known[1] < SILENCE_SEEN_AFTER:
            return known[2]
        until = monotonic() + self._patience.total_seconds()
        found = []
        for record in queries.profiles():
            profile = self._known(record) if monotonic() > until else self._read(queries, record)
            made = self._made.get(record.key)
            if isinstance(profile, str):
                found.append(Standing(record.key, record.title, record.country, None, problem=profile))
            else:
                table = made.table if made else None
                found.append(Standing(record.key, record.title, record.country, profile, table))
        return _by_title(found)

    def start(self) -> None:
        """Look up in the background what no page has asked for yet."""
        sys.setswitchinterval(SWITCH_EVERY)
        self._thread = Thread(target=self._work, name="lexwatch-verdicts", daemon=True)
        self._wake.set()
        self._thread.start()

    def stop(self) -> None:
        self._stop = True
        self._wake.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _work(self) -> None:
        while True:
            asked = self._wake.wait(LOOK_EVERY)
            self._wake.clear()
            if self._stop:
                return
            try:
                with self._readers.lent() as queries:
                    if asked or self._all is None or self._all[0] != queries.marks():
                        self._look_all(queries)
            except StoreError:
                continue  # the next page that asks says what is wrong with the database

    def _look_all(self, queries: Queries) -> None:
        now, marks = self._now(), queries.marks()
        self._working = True
        try:
            found = self._look(queries, now, until=None)
        finally:
            self._working = False
        if all(s.fresh or s.problem for s in found):
            self._all = (marks, now, found)
        # What was made lives long and holds no cycles: the collector need not walk through it on every page.
        gc.freeze()

    def _look(
        self, queries: Queries, now: datetime, until: float | None, *, making: bool = True
    ) -> tuple[Standing, ...]:
        marks, baselines = queries.source_marks(), queries.baseline_marks()
        found = []
        for record in queries.profiles():
            late = until is not None and monotonic() > until
            profile = self._known(record) if late or self._stop else self._read(queries, record)
            if profile is None:
                found.append(Standing(record.key, record.title, record.country, None))
                continue
            if isinstance(profile, str):
                found.append(Standing(record.key, record.title, record.country, None, problem=profile))
                continue
            stamp = _stamp(record, profile, baselines.get(record.key, 0), marks, now)
            made = self._made.get(record.key)
            fresh = made is not None and made.stamp == stamp
            table = made.table if made else None
            if not fresh and making and not self._stop and (until is None or monotonic() < until):
                table, fresh = self._table(queries, profile, stamp, now), True
            found.append(Standing(record.key, record.title, record.country, profile, table, fresh=fresh))
        return _by_title(found)

    def _known(self, record: ProfileRecord) -> Profile | str | None:
        known = self._parsed.get(record.key)
        return known[1] if known and known[0] == record.toml_sha256 else None

    def _read(self, queries: Queries, record: ProfileRecord) -> Profile | str:
        known = self._known(record)
        if known is not None:
            return known
        whole = record if record.toml else queries.profile(record.key)
        assert whole is not None
        read: Profile | str
        try:
            read = parse(whole.toml, path=whole.path, key=whole.key)
        except ProfileError as error:
            read = error.what
        self._parsed[record.key] = (record.toml_sha256, read)
        return read

    def _table(self, queries: Queries, profile: Profile, stamp: Stamp, now: datetime) -> Table:
        with self._lock:
            making = self._making.setdefault(profile.key, Lock())
        with making:  # a second visitor waits for the first one's table
            made = self._made.get(profile.key)
            if made is None or made.stamp != stamp:
                made = _Made(stamp, verdicts(queries, profile, now, self._compared))
                self._made[profile.key] = made
            return made.table


def _by_title(found: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(found, key=lambda s: (s.title.casefold(), s.key)))


def _stamp(
    record: ProfileRecord, profile: Profile, baseline: int, marks: Mapping[str, SourceMark], now: datetime
) -> Stamp:
    silence = settings.duration(profile.defaults.silence)
    sources = []
    for _, source in profile.source_records():
        mark = marks.get(source.key)
        silent = mark is not None and mark.last_good_at is not None and now - mark.last_good_at > silence
        sources.append((source.key, mark.version_id if mark else None, silent))
    return (record.toml_sha256, baseline, tuple(sources))
