"""A simulated year of the watch: both days of the leap in every zone, a suspended machine, clocks that are wrong."""

import asyncio
import random
from collections import Counter
from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers import base
from watching import ARTICLES
from watching import PROFILE
from watching import World
from watching import code

import pipeline.watching.daemon
from db.open import open_writer
from db.records import AlertKind
from db.records import Capture
from pipeline.looking.kin import guarded
from pipeline.looking.look import Looker
from pipeline.looking.rhythm import Schedule
from pipeline.looking.rhythm import missed
from pipeline.looking.rhythm import next_regular
from pipeline.profile.load import parse
from pipeline.profile.watchlist import sync
from pipeline.watching.daemon import Daemon
from pipeline.watching.daemon import Tick
from pipeline.watching.tidy import tidy

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Almaty",
    "UTC",
)
TIMES = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "23:45")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES)
def test_one_look_a_day_whatever_the_clock_does(zone: str, at: str) -> None:
    """Each day of the year has exactly one look, also the one without 02:30 and the one with two of them."""
    schedule = Schedule(every=None, at=time.fromisoformat(at), timezone=zone)
    now, looks = START, []
    while now < START + YEAR:
        due = next_regular(schedule, now, 0.5)
        assert now < due <= now + timedelta(hours=26)
        assert 0 == missed(schedule, due, due)
        looks.append(due)
        now = due + timedelta(seconds=3)
    days = Counter(look.astimezone(ZoneInfo(zone)).date() for look in looks)
    assert {1} == set(days.values())
    assert 364 <= len(days) <= 366


class Silent:
    """Ways in that bring the same page for every source."""

    async def __call__(self, watched: object, *_: object) -> Capture:
        url = watched.place.url  # type: ignore[attr-defined]
        return Capture(
            url, url, 200, (("content-type", "text/html; charset=utf-8"),), PAGE, NOW[0], "http", 0.1
        )


PAGE = code().encode()
NOW = [START]
SOURCES = """
[[acts.sources]]
url = "http://127.0.0.1/{n}"
key = "code-{n}"
language = "en"
{rhythm}
"""
RHYTHMS = (
    'at = "02:30"\ntimezone = "Europe/Berlin"',
    'at = "01:30"\ntimezone = "Australia/Lord_Howe"',
    'on = ["mon", "thu"]\nat = "06:00"\ntimezone = "America/New_York"',
    'every = "1d"',
    'every = "12h"',
)


Ledger = dict[
    str, list[tuple[datetime, int]]
]  # source -> when it was looked at, and how many looks it had missed
HOUR = timedelta(hours=1)
HOURS = 365 * 24
SEASON = 90 * 24  # long enough for what a leap does
Turns = dict[int, timedelta]  # after so many hours the clock leaps by so much


def a_year(folder: Path, turns: Turns, hours: int = HOURS) -> Ledger:
    """The daemon's own decisions for so many hours: what is due, a look, the tidying."""
    text = PROFILE.replace(
        PROFILE[PROFILE.index("[[acts.sources]]") : PROFILE.index("[[entries]]")],
        "".join(SOURCES.format(n=n, rhythm=r) for n, r in enumerate(RHYTHMS)),
    )
    profile = parse(text, path="meliora.toml", key="meliora")
    NOW[0] = START
    chance = random.Random(3)  # noqa: S311  # the same every time

    async def live() -> None:
        for hour in range(hours):
            for state in store.queries.due(NOW[0]):
                await guarded(looker, run, watched[state.id])
            if hour % 24 == 0:
                await tidy(store, tuple(watched.values()), [profile], NOW[0])
            NOW[0] += HOUR + turns.get(hour, timedelta(0))

    with open_writer(folder / "lexwatch.db") as store:
        store._db.run("pragma synchronous = off")
        watched = {w.id: w for w in sync(store, [profile], NOW[0])}
        looker = Looker(store, Silent(), lambda: NOW[0], chance.random)  # type: ignore[arg-type]
        run = store.begin_run(NOW[0], "watch")
        asyncio.run(live())
        return {
            w.record.key: [
                (c.started_at, c.missed) for c in reversed(store.queries.checks(i, 10_000)) if c.started_at
            ]
            for i, w in watched.items()
        }


def days_of(ledger: list[tuple[datetime, int]], zone: str) -> Counter[object]:
    return Counter(at.astimezone(ZoneInfo(zone)).date() for at, _ in ledger)


def test_a_quiet_year(tmp_path: Path) -> None:
    """No look lost, none doubled, in five rhythms."""
    found = a_year(tmp_path, {})
    assert {1} == set(days_of(found["xm/code-0"][1:], "Europe/Berlin").values())
    assert {1} == set(days_of(found["xm/code-1"][1:], "Australia/Lord_Howe").values())
    assert {"Mon", "Thu"} == {
        at.astimezone(ZoneInfo("America/New_York")).strftime("%a") for at, _ in found["xm/code-2"][1:]
    }
    assert 104 <= len(found["xm/code-2"][1:]) <= 105
    assert 340 <= len(found["xm/code-3"]) <= 366
    assert {0} == {m for ledger in found.values() for _, m in ledger}


def test_a_suspended_machine_counts_what_it_missed(tmp_path: Path) -> None:
    """Ten days asleep: one look at each source at once, and the looks that did not happen are counted."""
    found = a_year(tmp_path, {1000: timedelta(days=10)}, SEASON)
    woke = START + timedelta(hours=1001, days=10)
    for key, least in (("xm/code-0", 8), ("xm/code-3", 8), ("xm/code-4", 19), ("xm/code-2", 1)):
        late = [m for at, m in found[key] if woke <= at < woke + HOUR]
        assert 1 == len(late)
        assert least <= late[0] <= least + 2
        assert late[0] == sum(m for _, m in found[key])


def test_an_hour_twice_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """The clock is set back an hour, two hundred times in a season, at every hour of the day."""
    found = a_year(tmp_path, dict.fromkeys(range(100, 2100, 10), -HOUR), SEASON)
    assert {1} == set(days_of(found["xm/code-0"][1:], "Europe/Berlin").values())
    assert {0} == {m for ledger in found.values() for _, m in ledger}


def test_a_clock_ten_years_ahead_for_a_day(tmp_path: Path) -> None:
    """When it is right again every source is looked at within a day, and then on its rhythm."""
    ahead = timedelta(days=3650)
    found = a_year(tmp_path, {1000: ahead, 1024: -ahead}, SEASON)
    real = START + timedelta(hours=1025)
    for key in ("xm/code-0", "xm/code-3", "xm/code-4"):
        after = [at for at, _ in found[key] if real <= at < START + timedelta(days=1000)]
        assert after[0] <= real + timedelta(hours=26)
        assert max(b - a for a, b in pairwise(after)) <= timedelta(hours=27)


def test_what_was_written_by_a_wrong_clock_does_not_wait_for_it(tmp_path: Path) -> None:
    """A hold, a delivery, a silence and a heartbeat of the year 2036 go on in the year 2026."""
    ahead = timedelta(days=3650)
    changed = {
        n: f"Other|{text.split('|')[-1]} So says the council." for n, text in ARTICLES.items() if n != "1"
    }
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.now += ahead
        world.serves(code(changed))
        assert "held" == world.look()
        (row,) = world.store.claim_deliveries(world.now, 10, timedelta(minutes=15))
        world.store.mark_retry(row.id, world.now + timedelta(hours=1), "503", world.now)
        world.now += timedelta(days=1) - ahead
        assert "held" == world.look()
        assert () != world.store.claim_deliveries(world.now, 10, timedelta(minutes=15))
        world.later(hours=2)
        assert "changed" == world.look()
        assert world.state().last_good_at == world.now


def test_the_metronome_is_not_kept_by_the_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leaps of ten years forth and of an hour back: the daemon ticks on, at once and without counting what it missed."""

    class Wrong(datetime):
        off = timedelta(0)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + cls.off

    monkeypatch.setattr(base, "datetime", Wrong)
    monkeypatch.setattr(pipeline.watching.daemon, "datetime", Wrong)

    async def live(daemon: Daemon) -> list[int]:
        ticks = []
        running = asyncio.get_running_loop().create_task(daemon.run())
        for off in (timedelta(0), timedelta(days=3650), timedelta(0), -HOUR, timedelta(0)):
            Wrong.off = off
            before = len(seen)
            await asyncio.sleep(0.25)
            ticks.append(len(seen) - before)
        daemon.stop()
        await running
        return ticks

    seen: list[datetime] = []

    def now() -> datetime:
        seen.append(START)
        return START

    with open_writer(tmp_path / "lexwatch.db") as store:
        ticks = asyncio.run(live(Daemon(store, [], now=now, look_every=0.02)))
    assert min(ticks) >= 2


def test_a_tick_does_not_make_up_for_years(tmp_path: Path) -> None:
    """One tick for a leap of a hundred years, and then the rhythm again."""
    tick = Tick(5.0)
    late = START + timedelta(days=36_500)
    assert late + timedelta(seconds=5) == tick.get_next_fire_time(START, late)
    assert START + timedelta(seconds=5) == tick.get_next_fire_time(START, START + timedelta(seconds=1))


def test_heartbeats_keep_their_rhythm_through_wrong_clocks(tmp_path: Path) -> None:
    """One a day for a month in which the clock is an hour back, and ten years ahead for a day."""
    text = PROFILE.replace('look_again = "1h"', 'look_again = "1h"\nheartbeat = "1d"')
    with World(tmp_path, text) as world:
        world.serves(code())
        world.look()
        watched, profile = world.watched(), world.profile
        for hour in range(24 * 30):
            world.later(hours=1)
            if hour == 100:
                world.later(hours=-1)
            if hour == 300:
                world.later(days=3650)
            if hour == 324:
                world.later(days=-3650)
            asyncio.run(tidy(world.store, (watched,), [profile], world.now))
        beats = world.alerts(AlertKind.HEARTBEAT)
        assert 29 <= len(beats) <= 33
