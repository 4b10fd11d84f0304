"""Small values of a profile with a form of their own: durations, days, zones, countries."""

import re
from datetime import date
from datetime import time
from datetime import timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = (
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
)  # names, since 1 means Tuesday to some schedulers
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"^\s*(\d{1,6})\s*([smhdw])\s*$")
_TIME = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)$")


def duration(text: str) -> timedelta:
    """`"2s"`, `"30m"`, `"12h"`, `"1d"`, `"1w"`; raises ValueError in words."""
    found = _DURATION.match(text)
    if not found:
        raise ValueError(f'"{text}" is no length of time; write a number and s, m, h, d or w, as in "12h"')
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def span(text: str) -> timedelta:
    """A duration that is longer than nothing: a rhythm of "0s" would hammer a site."""
    length = duration(text)
    if not length:
        raise ValueError(f'"{text}" must be longer than nothing; write it as in "12h"')
    return length


def clock(text: str) -> time:
    """`"06:00"`; raises ValueError in words."""
    found = _TIME.match(text)
    if not found:
        raise ValueError(f'"{text}" is no time of day; write it as in "06:00"')
    return time(int(found[1]), int(found[2]))


def weekday(text: str) -> str:
    name = text.strip().lower()[:3]
    if name not in WEEKDAYS:
        raise ValueError(f'"{text}" is no day of the week; write one of {", ".join(WEEKDAYS)}')
    return name


def zone(text: str) -> str:
    """A time zone's name that this system knows."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f'"{text}" is no time zone; write one as in "Asia/Almaty"') from error
    return text


_DAY = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def some_day(text: str) -> str:
    """`"2001"`, `"2001-02"`, `"2001-02-03"`: a real year, month or day, as written."""
    found = _DAY.match(text)
    try:
        if found:
            date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
            return text
    except ValueError:
        pass  # the thirteenth month
    raise ValueError(f'"{text}" is no date; write YYYY, YYYY-MM or YYYY-MM-DD, as in "2001-02"')


# What may stand over a cited chapter or article, and what below a cited article.
_OVER = "part|book|title|div|subdiv|chp|subchp"
_BELOW = "para|point|let|subpoint|indent|sent"
_NUMBER = r"[^\s_]{1,40}"
_ADDRESS = re.compile(
    rf"^(?:(?:{_OVER})_{_NUMBER}__)*(?:art_{_NUMBER}(?:__(?:{_BELOW})_{_NUMBER})*|chp_{_NUMBER})$"
)


def is_unit(text: str) -> bool:
    return _ADDRESS.match(text) is not None


def unit(text: str) -> str:
    """The address of a provision in `cites`: `"art_5"`, `"art_5__para_2"`, `"chp_7"`, as written."""
    if not is_unit(text):
        raise ValueError(
            f'"{text}" names no unit of law; write it as in "art_5", "art_5__para_2__let_a" or "chp_7" '
            "(articles, sections and §§ are all art_); lexwatch show lists the addresses of an act"
        )
    return text
