"""When to look again: rhythms, odd days of the clock, back-off."""

from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Outcome
from pipeline.looking.rhythm import ASKED_MOST
from pipeline.looking.rhythm import EVERY
from pipeline.looking.rhythm import JITTER_MOST
from pipeline.looking.rhythm import Schedule
from pipeline.looking.rhythm import missed
from pipeline.looking.rhythm import next_look
from pipeline.looking.rhythm import next_regular
from pipeline.looking.rhythm import schedule_of
from pipeline.profile.model import Defaults
from pipeline.profile.model import Place

NOON = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)  # a Wednesday
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = ("UTC", "Europe/Berlin", "Asia/Almaty", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")

moments = st.integers(0, 40 * 366 * 86_400).map(
    lambda s: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
chances = st.floats(0, 1, exclude_max=True)
schedules = st.one_of(
    st.timedeltas(timedelta(seconds=1), timedelta(days=60)).map(lambda e: Schedule(every=e)),
    st.builds(
        Schedule,
        every=st.none(),
        at=st.times().map(lambda t: time(t.hour, t.minute)),
        on=st.lists(st.sampled_from(DAYS), unique=True).map(tuple),
        timezone=st.sampled_from(ZONES),
    ),
)


def looks(schedule: Schedule, start: datetime, count: int) -> list[datetime]:
    found = []
    for _ in range(count):
        start = next_regular(schedule, start, 0)
        found.append(start)
    return found


def test_without_a_word_a_source_is_looked_at_once_a_day() -> None:
    """The default rhythm is a day."""
    assert Schedule(every=EVERY) == schedule_of(Place(url="https://example.org"), Defaults())
    assert NOON + timedelta(days=1) == next_regular(Schedule(), NOON, 0)


def test_a_sources_own_rhythm_wins_as_a_whole() -> None:
    """A source that says `every` does not keep the hour of the defaults."""
    place = Place(url="https://example.org", every="12h")
    found = schedule_of(place, Defaults(at="06:00", on=("mon",), timezone="Asia/Almaty"))
    assert (timedelta(hours=12), None, (), "Asia/Almaty") == (
        found.every,
        found.at,
        found.on,
        found.timezone,
    )


def test_days_without_an_hour_mean_the_morning() -> None:
    """`on` alone is six in the morning of those days."""
    found = schedule_of(Place(url="https://example.org", on=("Monday",)), Defaults())
    assert (time(6, 0), ("mon",)) == (found.at, found.on)


@pytest.mark.parametrize(("chance", "late"), [(0.0, 0.0), (0.5, 15.0), (0.999999, 30.0)])
def test_looks_are_spread_by_a_tenth_and_at_most_half_an_hour(chance: float, late: float) -> None:
    """Sources of one rhythm do not fire together; a day is spread over thirty minutes."""
    delay = next_regular(Schedule(every=timedelta(days=1)), NOON, chance) - NOON - timedelta(days=1)
    assert late == pytest.approx(delay.total_seconds() / 60, abs=0.01)
    assert delay <= JITTER_MOST


def test_a_short_rhythm_is_spread_by_a_tenth_of_itself() -> None:
    """Ten minutes become at most eleven."""
    found = next_regular(Schedule(every=timedelta(minutes=10)), NOON, 0.9999999)
    assert timedelta(minutes=10) <= found - NOON < timedelta(minutes=11)


def test_an_hour_of_the_day_is_local() -> None:
    """Six in Almaty is one in UTC, and today's hour that is past means tomorrow's."""
    found = next_regular(Schedule(every=None, at=time(6), timezone="Asia/Almaty"), NOON, 0.5)
    assert datetime(2026, 5, 7, 1, 0, tzinfo=UTC) == found


def test_days_of_the_week_are_days_of_the_place() -> None:
    """Monday at 00:30 in Apia is Sunday in UTC."""
    schedule = Schedule(every=None, at=time(0, 30), on=("mon",), timezone="Pacific/Apia")
    found = next_regular(schedule, NOON, 0)
    local = found.astimezone(ZoneInfo("Pacific/Apia"))
    assert (0, time(0, 30)) == (local.weekday(), local.time())


def test_the_hour_that_does_not_exist_comes_with_the_leap_and_once() -> None:
    """02:30 on the day the clock goes forward: one look, between 02:00 and 03:30, none lost and none twice."""
    schedule = Schedule(every=None, at=time(2, 30), timezone="Europe/Berlin")
    found = looks(schedule, datetime(2026, 3, 27, 12, tzinfo=UTC), 4)
    days = [f.astimezone(ZoneInfo("Europe/Berlin")).date().day for f in found]
    assert [28, 29, 30, 31] == days
    assert datetime(2026, 3, 29, 1, 30, tzinfo=UTC) == found[1]


def test_the_hour_that_comes_twice_counts_once() -> None:
    """02:30 on the day the clock goes back: the first of the two; from between them it is the next day's."""
    schedule = Schedule(every=None, at=time(2, 30), timezone="Europe/Berlin")
    found = looks(schedule, datetime(2026, 10, 23, 12, tzinfo=UTC), 4)
    days = [f.astimezone(ZoneInfo("Europe/Berlin")).date().day for f in found]
    assert [24, 25, 26, 27] == days
    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == found[1]
    between = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    assert datetime(2026, 10, 26, 1, 30, tzinfo=UTC) == next_regular(schedule, between, 0)


@given(schedule=schedules, now=moments, chance=chances)
def test_the_next_look_is_later_and_within_the_rhythm(
    schedule: Schedule, now: datetime, chance: float
) -> None:
    """Strictly later than now, and no later than the longest time between two looks with its spread."""
    found = next_regular(schedule, now, chance)
    assert now < found
    # A clock that is put back makes one local day 25 hours long; Apia once left a day out.
    odd = timedelta(days=1, hours=1) if schedule.at else JITTER_MOST
    assert found - now <= schedule.between + odd


@given(
    schedule=schedules,
    now=moments,
    chance=chances,
    failures=st.integers(0, 10_000),
    outcome=st.sampled_from(Outcome),
    asked=st.none() | st.floats(0, 1e9),
)
def test_a_bad_look_is_repeated_no_later_than_the_rhythm(
    schedule: Schedule, now: datetime, chance: float, failures: int, outcome: Outcome, asked: float | None
) -> None:
    """Unless the server asks for more, and then for no more than two days."""
    found = next_look(schedule, outcome, now, failures=failures, chance=chance, retry_after=asked)
    assert now < found
    assert found <= max(next_regular(schedule, now, chance), now + ASKED_MOST)
    if asked is None:
        assert found <= next_regular(schedule, now, chance)


def test_a_held_look_comes_back_soon_then_later_and_later() -> None:
    """One hour, two, four, eight, then the rhythm's own day."""
    waits = [next_look(Schedule(), Outcome.HELD, NOON, failures=n, chance=0) - NOON for n in range(1, 7)]
    assert [timedelta(hours=h) for h in (1, 2, 4, 8, 16, 24)] == waits


def test_a_server_that_refuses_us_is_asked_once_more_and_then_on_its_rhythm() -> None:
    """A no may be of the moment; said twice, insisting every hour would earn a ban."""
    waits = [
        next_look(Schedule(), Outcome.FAILED, NOON, failures=n, chance=0, refused=True) - NOON
        for n in (1, 2, 3)
    ]
    assert [timedelta(hours=1), timedelta(days=1), timedelta(days=1)] == waits


def test_a_server_that_asks_for_time_gets_it() -> None:
    """Retry-After of five hours is later than our own hour."""
    found = next_look(Schedule(), Outcome.FAILED, NOON, failures=1, chance=0, retry_after=18_000)
    assert NOON + timedelta(hours=5) == found


def test_a_good_look_forgets_the_back_off() -> None:
    """Read well: the rhythm again, however often it failed before."""
    found = next_look(Schedule(), Outcome.UNCHANGED, NOON, failures=9, chance=0)
    assert NOON + timedelta(days=1) == found


@pytest.mark.parametrize(
    ("on", "days"),
    [((), 1), (("mon",), 7), (("mon", "mon"), 7), (("mon", "tue"), 6), (("mon", "thu"), 4), (DAYS, 1)],
)
def test_the_longest_time_between_two_looks(on: tuple[str, ...], days: int) -> None:
    """What the mending of due times goes by: Monday and Tuesday leave six days."""
    assert timedelta(days=days) == Schedule(every=None, at=time(6), on=on).between


def test_missed_looks_are_counted() -> None:
    """Three days away from a daily rhythm are three looks missed besides the one made now; none when in time."""
    assert 3 == missed(Schedule(), NOON, NOON + timedelta(days=3, hours=1))
    assert 0 == missed(Schedule(), NOON, NOON + timedelta(minutes=3))
    assert 0 == missed(Schedule(), NOON, NOON - timedelta(hours=1))
    daily = Schedule(every=None, at=time(12, 0), timezone="UTC")
    assert 3 == missed(daily, NOON, NOON + timedelta(days=3, hours=1))
