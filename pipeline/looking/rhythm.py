"""When to look again. Pure: everything, the time and the chance among it, comes from the caller."""

from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from db.records import Outcome
from pipeline.profile import settings
from pipeline.profile.model import Defaults
from pipeline.profile.model import Rhythm

EVERY = timedelta(days=1)  # law is published in working days; looking more often only burdens the site
# Sources with the same rhythm must not fire together: up to a tenth later, and at most so much.
JITTER_SHARE = 0.1
JITTER_MOST = timedelta(minutes=30)
SOON = timedelta(hours=1)  # a held or failed look is repeated first after this, then twice as late each time
ASKED_MOST = timedelta(days=2)  # what a server may ask us to wait
WEEK = 7


@dataclass(frozen=True, slots=True)
class Schedule:
    """A source's rhythm, with the profile's defaults filled in."""

    every: timedelta | None = EVERY
    at: time | None = None
    on: tuple[str, ...] = ()
    timezone: str = "UTC"
    soon: timedelta = SOON

    @property
    def between(self) -> timedelta:
        """The time between two regular looks, at the longest."""
        if self.at is None:
            return self.every or EVERY
        if not self.on:
            return timedelta(days=1)
        days = sorted({settings.WEEKDAYS.index(day) for day in self.on})
        return timedelta(days=max(b - a for a, b in pairwise([*days, days[0] + WEEK])))


def schedule_of(place: Rhythm, defaults: Defaults) -> Schedule:
    """A source's own rhythm wins as a whole over the defaults; the zone alone is inherited singly."""
    own = place if (place.every or place.at or place.on) else defaults
    at = settings.clock(own.at) if own.at else (time(6, 0) if own.on else None)
    return Schedule(
        every=None if at else (settings.duration(own.every) if own.every else EVERY),
        at=at,
        on=own.on,
        timezone=place.timezone or defaults.timezone or "UTC",
        soon=settings.duration(defaults.look_again),
    )


def next_regular(schedule: Schedule, now: datetime, chance: float) -> datetime:
    """The next look on the source's rhythm, strictly later than `now`.

    `chance` in [0, 1) spreads the looks. On the day a local time does not exist the look comes with the clock's
    leap; on the day it comes twice, only the first counts.
    """
    if schedule.at is None:
        every = schedule.every or EVERY
        return now + every + min(every * JITTER_SHARE, JITTER_MOST) * chance
    zone = ZoneInfo(schedule.timezone)
    here = now.astimezone(zone).date()
    for ahead in range(2 * WEEK + 1):
        day = here + timedelta(days=ahead)
        if schedule.on and settings.WEEKDAYS[day.weekday()] not in schedule.on:
            continue
        planned = datetime.combine(day, schedule.at, zone).astimezone(UTC)
        if planned > now:
            return planned
    raise AssertionError("every week has each of its days")


def next_look(
    schedule: Schedule,
    outcome: Outcome,
    now: datetime,
    *,
    failures: int,
    chance: float,
    retry_after: float | None = None,
    refused: bool = False,
) -> datetime:
    """When to look again after an outcome.

    A held, gone or failed look is repeated soon, then later and later, never later than the rhythm says (unless
    the server asks for more). `failures` counts the looks in a row, this one included, that brought no law. Where a
    server says no and the look before brought nothing either, insisting would earn us a ban: it keeps to the rhythm.
    """
    regular = next_regular(schedule, now, chance)
    if outcome not in {Outcome.HELD, Outcome.FAILED, Outcome.GONE}:
        return regular
    wait = schedule.soon * 2 ** min(max(failures - 1, 0), 16)
    soon: datetime = min(regular, now + wait * (1 + JITTER_SHARE * chance))
    asked = now + min(timedelta(seconds=retry_after), ASKED_MOST) if retry_after else now
    return max(regular if refused and failures > 1 else soon, asked)


def missed(schedule: Schedule, due_at: datetime, now: datetime) -> int:
    """How many regular looks fell into the time between a due look and now, besides the one made now."""
    if now <= due_at:
        return 0
    if schedule.at is None:
        return int((now - due_at) / (schedule.every or EVERY))
    count, at = 0, due_at
    while count < 1000 and (at := next_regular(schedule, at, 0)) <= now:
        count += 1
    return count
