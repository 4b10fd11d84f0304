"""Dates of acts as ISO 8601, from digits in any order that is certain and from the month names of a language."""

import re
from datetime import date as calendar

from scraper.notes.vocabulary import Words

_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})\Z")
_ONLY_YEAR = re.compile(r"\d{4}\Z")
_SHORT_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})\Z")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def iso_date(printed: str, words: Words | None = None, *, year: str | None = None) -> str | None:
    """`28.12.2017`, `12 июля 2018` -> ISO 8601; None for what is no day of the calendar.

    `year` is that of a date printed without one ("Ley 14/2003, de 20 de noviembre"). Digits are read day first, as
    European law prints them, unless only the other order is a date.
    """
    printed = " ".join(printed.split()).rstrip(".")
    if m := _YEAR_FIRST.match(printed):
        return iso(int(m[1]), int(m[2]), int(m[3]))
    if m := _DAY_FIRST.match(printed):
        day, month, full = int(m[1]), int(m[2]), int(m[3])
        return iso(full, month, day) or iso(full, day, month)
    if _ONLY_YEAR.match(printed):
        return printed
    if m := _SHORT_YEAR.match(printed):
        return iso(2000 + int(m[3]) if int(m[3]) < 70 else 1900 + int(m[3]), int(m[2]), int(m[1]))
    if words is None:
        return None
    year_found, day_found = _YEAR.search(printed), _DAY.search(printed)
    month_found = next(
        (n for name, n in words.months.items() if re.search(rf"(?<!\w){name}(?!\w)", printed, re.IGNORECASE)),
        None,
    )
    if month_found is None or day_found is None or (year_found is None and year is None):
        return None
    return iso(int(year_found[1]) if year_found else int(year or 0), month_found, int(day_found[1]))


def iso(year: int, month: int, day: int) -> str | None:
    """The day in ISO 8601; None where the calendar has no such day."""
    try:
        return calendar(year, month, day).isoformat()
    except ValueError:
        return None
