"""The number of a unit: where it ends, and how it is to be understood.

One number is a core of digits (or a roman numeral, or native numerals) with suffixes: `3ZA`, `190-1`, `264 bis`,
`192/b`, `216^1`, `6.º-A`, `L. 211-1`. A hyphen belongs to the number when what follows is smaller than the core
(`361-1`); otherwise it makes a range (`243-247`), which is the caller's matter.
"""

import re
from dataclasses import dataclass

from pipeline.citations.words import vocabulary

DASH = "-‐‑‒–—−"
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DOT_INSERTS = frozenset({"RU", "AM", "KG", "TJ", "TM", "CA", "US"})  # 159.6 is an article, not part 6 of 159
_SERIES = frozenset({"FR", "MC", "SN", "CI", "MA", "TN", "DZ", "CM", "ML", "BF", "BJ", "NE", "MG"})
_ORDINAL_LETTERS = frozenset({"st", "nd", "rd", "th", "er", "ème", "ère"})

_CORE = re.compile(r"(\*?(?:LO|L|R|D|A)\.?\s?)?(\d{1,5})(?!\d)")
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![^\W_])(?:-?([A-Z])(?!\w))?")
_HAN = re.compile(r"[〇零一二三四五六七八九十百千]{1,9}")
_LATIN = re.compile(
    r"(\s?[-‐‑–]?\s?)("
    + "|".join(sorted(vocabulary()["number"]["latin"], key=len, reverse=True))
    + r")(?!\w)"
)
_LETTERS = re.compile(
    r"[A-Za-z]{1,3}(?!\w)|[А-Яа-яіїєґІЇЄҐ]{1,2}(?!\w)|[Α-Ωα-ω]{1,2}(?!\w)|[ա-ֆ](?!\w)|[ა-ჰ](?!\w)"
)
_HYPHEN = re.compile(rf"(\s?)[{DASH}](\s?)(\d{{1,4}})(?!\d)")
_LATIN_NUMBER = re.compile(r"\s\d{1,2}(?![\w.)/])")  # 211 bis 1
_LATIN_LETTER = re.compile(
    r"\s(?![yeou]\b)[a-z](?=[,;)]|\.(?!\w)|$|\s(?:to|a|of|del|de|y|and)\s)"
)  # 588 ter a
_HYPHEN_LETTER = re.compile(r"[-‐‑–]([A-Za-z]|[А-Яа-я])(?!\w)")
_SLASH_LETTER = re.compile(r"/([A-Za-zА-Яа-яΑ-Ω])(?!\w)")
_HIGH = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\^\{?(\d{1,3})\}?|<sup>\s?(\d{1,3})\s?</sup>")
_DOT = re.compile(r"\.(\d{1,3})(?!\d)")
_LETTER = re.compile(r"([a-zA-Zа-яА-ЯіїєґӘәα-ωΑ-Ωա-ֆა-ჰçšžčğ]|ss|dz)(?!\w)")
_DEGREE = re.compile(r"\.?[º°ª](?!\s?§)")
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Number:
    """A unit's number.

    Attributes:
        value: As it should be understood.
        core: The leading integer, for telling ranges from inserted numbers; 0 for a roman numeral.
        raw: What is printed, where it differs from the value.
        series: Whether it bears a letter of a series ("L. 211-1"): its hyphens never make a range.

    """

    value: str
    core: int
    start: int
    end: int
    raw: str | None = None
    series: bool = False


def number_at(
    text: str, at: int, country: str | None = None, *, dots: bool = False, roman: bool = True
) -> Number | None:
    """The number that begins exactly at `at`. `dots`: a dot belongs to the number ("Section 4.5")."""
    m = _CORE.match(text, at)
    if m is None:
        return (_roman(text, at) if roman else None) or _han(text, at)
    core, end = int(m[2]), m.end()
    prefix = m[1] or ""
    value = prefix + m[2]
    dots = dots or country in _DOT_INSERTS
    while True:
        piece, after = _suffix(text, end, core, dots=dots, series=bool(prefix))
        if after == end:
            break
        value, end = value + piece, after
    printed = text[at:end]
    raw = printed if printed != value else None
    return Number(value, core, at, end, raw, bool(prefix))


def letter_at(text: str, at: int) -> re.Match[str] | None:
    """A single letter of any alphabet that stands alone."""
    return _LETTER.match(text, at)


def hyphen_may_insert(country: str | None) -> bool:
    """Whether the country's inserted articles bear a hyphen, so that a small range may be one of them."""
    return country in {"KZ", "UA", "GE", "BY", "MD", "UZ", "KG", "BG", "PE"} or country in _SERIES


def _suffix(text: str, at: int, core: int, *, dots: bool, series: bool) -> tuple[str, int]:
    if m := _HIGH.match(text, at):
        return "^" + (m[1] or m[2] or m[3]).translate(_SUPER), m.end()
    if (m := _LATIN.match(text, at)) and not _is_range_word(text, m, core):
        gap = m[1]
        joint = "-" if any(c in gap for c in DASH) else " " if gap.strip() != gap or gap == " " else ""
        inner = _LATIN_NUMBER.match(text, m.end()) or _LATIN_LETTER.match(text, m.end())
        return joint + m[2] + (inner[0] if inner else ""), inner.end() if inner else m.end()
    if (m := _HYPHEN.match(text, at)) and _belongs(text, m, core, series=series):
        return "-" + m[3], m.end()
    if m := _HYPHEN_LETTER.match(text, at):
        return "-" + m[1], m.end()
    if (m := _LETTERS.match(text, at)) and m[0] not in _ORDINAL_LETTERS and text[at - 1].isdigit():
        return m[0], m.end()
    if m := _SLASH_LETTER.match(text, at):
        return "/" + m[1], m.end()
    if (m := _DEGREE.match(text, at)) and text[at - 1].isdigit():
        return "", m.end()
    if dots and (m := _DOT.match(text, at)):
        return "." + m[1], m.end()
    return "", at


def _is_range_word(text: str, m: re.Match[str], core: int) -> bool:
    """Whether "bis" is the German "to": a number that is no smaller follows."""
    after = re.compile(r"\s(?:§+\s?)?(\d{1,5})").match(text, m.end())
    return m[2] == "bis" and after is not None and int(after[1]) >= core


def _belongs(text: str, m: re.Match[str], core: int, *, series: bool) -> bool:
    """Whether a hyphen and digits are part of the number: only when they cannot end a range."""
    second = int(m[3])
    if text[m.end() : m.end() + 1] == "/" or m[3].startswith("0"):
        return False  # "Article 35 - 24/7 network"
    if series:
        return not m[1]
    if bool(m[1]) != bool(m[2]):
        return False  # "5 -7" and "5- 7" are typing, not numbering
    return 0 < second < core


def _roman(text: str, at: int) -> Number | None:
    m = _ROMAN.match(text, at)
    if m is None or not m[1]:
        return None
    value = m[1] + (f"-{m[2]}" if m[2] else "")
    return Number(value, 0, at, m.end(), text[at : m.end()] if text[at : m.end()] != value else None)


def _han(text: str, at: int) -> Number | None:
    m = _HAN.match(text, at)
    if m is None:
        return None
    value = han_value(m[0])
    return Number(str(value), value, at, m.end(), m[0]) if value else None


def han_value(numerals: str) -> int:
    """The integer of Chinese numerals up to 9999; 0 when they make none."""
    total = digit = 0
    for c in numerals:
        if c in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[c]
            digit = 0
        else:
            digit = digit * 10 + _HAN_DIGITS[c]
    return total + digit
