"""Changes over time as small bars, one row an act: drawn only where a picture says more than a sentence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.report.gather import Movement

LEAST_PERIODS = 2  # with all changes in one month there is no course of time to see
MOST_BARS = 36  # months; a longer time is told in years
WIDTH, ROW, BAR_HEIGHT, LEFT = 680, 44, 24, 4  # in the units of the picture


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    height: float
    width: float
    count: int
    when: str  # "2025-07" or "2025"


@dataclass(frozen=True, slots=True)
class Lane:
    act: str
    y: float
    total: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    lanes: tuple[Lane, ...]
    first: str
    last: str
    unit: str  # "month" or "year"


def chart(movements: Sequence[Movement], now: date) -> Chart | None:
    """The picture, or None where a table says as much."""
    days = [d for m in movements for d in m.days if d <= now]
    if not days:
        return None
    first = min(days)
    months = (now.year - first.year) * 12 + now.month - first.month + 1
    unit = "month" if months <= MOST_BARS else "year"
    periods = _periods(first, now, unit)
    if len({_name(d, unit) for d in days}) < LEAST_PERIODS:
        return None
    counts = [Counter(_name(d, unit) for d in m.days if d <= now) for m in movements]
    most = max(c for count in counts for c in count.values())
    step = (WIDTH - 2 * LEFT) / len(periods)
    lanes = []
    for number, (movement, count) in enumerate(zip(movements, counts, strict=True)):
        base = (number + 1) * ROW - 2
        bars = tuple(
            Bar(
                x=round(LEFT + at * step, 1),
                y=round(base - _height(count[when], most), 1),
                height=round(_height(count[when], most), 1),
                width=round(max(step - 1, 0.5), 1),
                count=count[when],
                when=when,
            )
            for at, when in enumerate(periods)
            if count[when]
        )
        lanes.append(Lane(movement.act, base, sum(count.values()), bars))
    return Chart(WIDTH, len(lanes) * ROW + 18, tuple(lanes), periods[0], periods[-1], unit)


def _height(count: int, most: int) -> float:
    return max(2.0, BAR_HEIGHT * count / most)


def _name(day: date, unit: str) -> str:
    return f"{day:%Y-%m}" if unit == "month" else f"{day.year}"


def _periods(first: date, last: date, unit: str) -> list[str]:
    if unit == "year":
        return [str(year) for year in range(first.year, last.year + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{m // 12}-{m % 12 + 1:02}" for m in months]
