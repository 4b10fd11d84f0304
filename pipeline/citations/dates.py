"""Dates as people write them in citations: any order, words or figures, whole or partial."""

import re
from dataclasses import dataclass

from pipeline.citations.words import fold
from pipeline.citations.words import meanings

FIRST_YEAR, LAST_YEAR = 1700, 2099  # acts still cited are younger; a larger number is no year
_MONTH_FIRST = frozenset({"US", "PH", "FM", "PW", "MH"})  # countries that write the month before the day

_FIGURES = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일])?)?")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:\s?(?:st|nd|rd|th|er|º|ª|°|\.|-?го|-?nda))?[»\"”]?\s?(?:day\s)?(?:(?:of|de|do|di|d’|d')\s?)?"
    r"([^\W\d_]{3,14})\.?,?\s?(?:(?:of|de|del|d’)\s)?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,14})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?:,|\s)\s?(?:of\s)?(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:º|\.)?\s(?:de\s|di\s)?([^\W\d_]{3,14})(?!\w|\s(?:de\s)?\d{4})")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,14})\.?,?\s(?:of\s|de\s)?(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:\.|\s?(?:жылғы|жылы|gada|m\.|թ\.|թվականի|წლის|оны|yil|ж\.))?\s(?:gada\s)?"
    r"(?:(\d{1,2})\.?[\s-]?([^\W\d_]{3,14})|([^\W\d_]{3,14})\s(\d{1,2}))(?![\w])"
)
_DAY_OF = re.compile(r"(\d{1,2})\s(?:of|de)\s([^\W\d_]{3,14})\s(?:of\s|de\s)?(\d{4})(?!\d)")
_YEAR = re.compile(r"((?:1[789]|20)\d\d)(?![\d/]|:\d)")
_START = re.compile(r"(?<![\d/.\w-])(?:\d|[^\W\d_]{3})")


@dataclass(frozen=True, slots=True)
class Date:
    """A date with its place. `other` is the second reading of figures that leave the order open."""

    iso: str
    start: int
    end: int
    other: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it has a day."""
        return len(self.iso) == 10


def date_at(text: str, at: int, country: str | None = None, *, year_alone: bool = False) -> Date | None:
    """The date that begins exactly at `at`."""
    first = text[at : at + 1]
    if first.isdigit():
        if (m := _ISO.match(text, at)) and (iso := _iso(m[1], m[3], m[4])):
            return Date(iso, at, m.end())
        if m := _FIGURES.match(text, at):
            return _figures(m, country)
        if (m := _CJK.match(text, at)) and (iso := _iso(m[1], m[2], m[3])):
            return Date(iso, at, m.end())
        for pattern in (_DAY_FIRST, _DAY_OF):
            m = pattern.match(text, at)
            if m and (month := _month(m[2])) and (iso := _iso(m[3], month, m[1])):
                return Date(iso, at, m.end())
        if m := _YEAR_FIRST.match(text, at):
            month = _month(m[3] or m[4])
            if month and (iso := _iso(m[1], month, m[2] or m[5])):
                return Date(iso, at, m.end())
        if year_alone and (m := _YEAR.match(text, at)):
            return Date(m[1], at, m.end())
        return None
    m = _MONTH_DAY.match(text, at)
    if m and (month := _month(m[1])) and (iso := _iso(m[3], month, m[2])):
        return Date(iso, at, m.end())
    m = _MONTH_YEAR.match(text, at)
    if m and (month := _month(m[1])) and (iso := _iso(m[2], month, None)):
        return Date(iso, at, m.end())
    return None


def day_month_at(text: str, at: int, year: str) -> Date | None:
    """A day and month whose year stands elsewhere: "10/1995, de 23 de noviembre"."""
    m = _DAY_MONTH.match(text, at)
    if m and (month := _month(m[2])) and (iso := _iso(year, month, m[1])):
        return Date(iso, at, m.end())
    return None


def dates(text: str, country: str | None = None) -> list[Date]:
    """All dates with at least a month, in order, never overlapping."""
    found: list[Date] = []
    at = 0
    while m := _START.search(text, at):
        date = date_at(text, m.start(), country)
        if date:
            found.append(date)
        at = date.end if date else _past(text, m.start())
    return _settle_order(found, text)


def _past(text: str, at: int) -> int:
    end = at + 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def _month(word: str) -> str | None:
    return meanings("month").get(fold(word))


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02}"
    if not 1 <= int(day) <= 31:
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def _figures(m: re.Match[str], country: str | None) -> Date | None:
    """Day first, unless that is impossible or the country writes the month first."""
    a, b, year = m[1], m[3], m[4]
    day_first, month_first = _iso(year, b, a), _iso(year, a, b)
    if country in _MONTH_FIRST and m[2] != ".":
        day_first, month_first = month_first, day_first
    iso = day_first or month_first
    if iso is None:
        return None
    other = month_first if day_first and month_first != day_first and m[2] != "." else None
    return Date(iso, m.start(), m.end(), other)


def _settle_order(found: list[Date], text: str) -> list[Date]:
    """A page that writes one date month first makes its other dates of figures doubtful."""
    forced = False
    for date in found:
        m = _FIGURES.match(text, date.start)
        forced = forced or (m is not None and int(m[3]) > 12)
    if not forced:
        return found
    settled = []
    for date in found:
        m = _FIGURES.match(text, date.start)
        other = _iso(m[4], m[1], m[3]) if m and date.whole else None
        settled.append(Date(date.iso, date.start, date.end, other if other != date.iso else None))
    return settled
