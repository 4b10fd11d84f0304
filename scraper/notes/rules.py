"""When an amendment takes effect, read from the words a note gives for it, and told in English for people."""

import re

from db.law import Effective
from scraper.notes.dates import iso_date
from scraper.notes.vocabulary import Words
from scraper.notes.vocabulary import group
from scraper.notes.vocabulary import vocabulary

_SUPERFLUOUS = " ,;.()[]{}–—-"
_FROM_DAY = "calendar"


def read_rule(printed: str, words: Words) -> Effective | None:
    """A day, a rule to reckon one by, or a time limit; None where the words say nothing of entry into force."""
    text = printed.strip(_SUPERFLUOUS)
    told = words.effect_words
    if not words.effect.search(text):
        return None
    if "temporary" in told and told["temporary"].search(text):
        return Effective("temporary", date=_first_date(text, words), text=text)
    if "day" in told and (m := told["day"].search(text)):
        working = "working" in told and told["working"].search(m[0])
        return Effective(
            "rule",
            text=text,
            days=_count(m, words),
            day_type="working" if working else _FROM_DAY,
            from_=_origin(text, words),
        )
    if "month" in told and told["month"].search(text):
        return Effective("rule", text=text, from_=_origin(text, words))
    if date := _first_date(text, words):
        return Effective("date", date=date)
    origin = _origin(text, words)
    if origin and "same_day" in told and told["same_day"].search(text):
        return Effective("rule", text=text, days=0, day_type=_FROM_DAY, from_=origin)
    if "see" in told and told["see"].search(text):
        if "preface" in told:
            text = told["preface"].sub("", text)
        return Effective("rule", text=text, from_="provision of the amending act")
    return Effective("rule", text=text, from_=origin)


def _first_date(text: str, words: Words) -> str | None:
    m = words.date.search(text)
    return iso_date(m[0], words) if m else None


def _count(m: re.Match[str], words: Words) -> int | None:
    printed = group(m, "count")
    if printed is None:
        return None
    if printed.isdigit():
        return int(printed)
    low = " ".join(printed.lower().split())
    return next((n for word, n in words.counts.items() if re.fullmatch(word, low)), None)


def _origin(text: str, words: Words) -> str | None:
    told = words.effect_words

    def says(key: str) -> bool:
        return key in told and told[key].search(text) is not None

    if says("publication") or says("first"):
        if says("first"):
            return "first official publication"
        return "official publication" if says("official") else "publication"
    return "signing" if says("signing") else "adoption" if says("adoption") else None


_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_LANGUAGES = ("ru", "kk", "uk", "en")


def english_number(n: int) -> str:
    """`21` -> "twenty-one"; digits from one hundred on."""
    if n < 20:
        return _UNITS[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_UNITS[n % 10]}" if n % 10 else "")
    return str(n)


def english_rule(effective: Effective | None) -> str | None:
    """The rule in English, for people: "ten calendar days after first official publication".

    None where there is no rule (a fixed day, nothing said) or where its words were not understood; the printed
    words are then all that is known.
    """
    if effective is None or effective.kind != "rule":
        return None
    origin = effective.from_
    if effective.days == 0:
        return f"on the day of {origin}" if origin else None
    if effective.days:
        days = "day" if effective.days == 1 else "days"
        kind = f"{effective.day_type} " if effective.day_type else ""
        return f"{english_number(effective.days)} {kind}{days} after {origin or 'publication'}"
    return _reference(effective.text or "") or _months(effective.text or "", origin)


_ARTICLE = re.compile(
    r"(?<!\w)(?:ст\.?|стать[юиея]|статт[юія]|art\.?|articles?)\s*([\w.-]{1,8})", re.IGNORECASE
)
_POINT = re.compile(r"(?:п\.|пункт\w?|paragraphs?|para\.?)\s*([\w.-]{1,8})", re.IGNORECASE)
_SEE = re.compile(r"см\.?\s|див\.?\s|қараңыз|\bsee\b", re.IGNORECASE)


def _reference(text: str) -> str | None:
    if not _SEE.search(text):
        return None
    article, point = _ARTICLE.search(text), _POINT.search(text)
    number = article[1].strip(".") if article else None
    part = point[1].strip(".") if point else None
    if number and part:
        return f"see Art. {number}({part}) of that law"
    return f"see Art. {number} of that law" if number else f"see para. {part} of that law" if part else None


_SPANS = {
    "month": re.compile(r"мес|ай|міс|month", re.IGNORECASE),
    "week": re.compile(r"недел|апта|тиж|week", re.IGNORECASE),
}


def _months(text: str, origin: str | None) -> str | None:
    for language in _LANGUAGES:
        words = vocabulary(language)
        if (
            words is None
            or "month" not in words.effect_words
            or not (m := words.effect_words["month"].search(text))
        ):
            continue
        count = _count(m, words)
        if count is None or origin is None:
            return None
        span = next((name for name, p in _SPANS.items() if p.search(m["month"])), "year")
        return f"{english_number(count)} {span}{'s' * (count != 1)} after {origin}"
    return None
