"""Numbers of units of law: as printed, as a normal form for eids, and as a key by which they are in order.

`190 < 190-1 < 191`, `216 < 216^1 < 217`, `264 < 264 bis < 265`, and with British letters `3 < 3ZA < 3A < 3B`.
"""

import re
import unicodedata
from dataclasses import dataclass

from scraper import grammar

Key = tuple[int, tuple[tuple[int, int, str], ...]]

_RAISED = "^⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "^")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# Roman numbers are typed with whatever looks like them: Cyrillic І and Х, Greek Ι and Χ, the signs of Unicode.
_ROMAN_LOOKALIKES = str.maketrans("ІХСМVΙΧ", "IXCMVIX")
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN = "零〇○一二三四五六七八九十百千两兩"

_LATIN = "|".join(sorted(grammar.table()["latin"]["words"], key=len, reverse=True))
_SUFFIX = rf"""
    \s?-?\s?(?:{_LATIN})(?!\w)
  | [-‐‑–]\d+(?!\d)
  | \s[-‐‑–]\s\d+(?=\s?(?:[.)]|$))
  | \.\d+(?!\d)
  | \.?\^\d+ | \.?[⁰¹²³⁴-⁹]+
  | /[A-Za-zА-Яа-я\d]{{1,2}}(?!\w)
  | [-‐‑–][A-ZА-Яабвгдж](?![\w])
  | \.[a-zа-д](?!\w|\.\w)
  | \.?[ºª°](?:-[A-Z](?!\w))?
  | (?:er|re|ère|ère|eme|ème)(?!\w)
  | (?:[A-Za-z]{{1,3}}|[а-яёіїА-ЯЁІЇ]|[α-ωΑ-Ω]{{1,2}}|[ა-ჰ]|[ա-ֆ]|[א-ת]{{1,2}})(?![\w’'])
"""
_NUMBER = re.compile(
    rf"(?P<prefix>(?:\*?[LRDA]O?\.?\s?\*?)(?=\d))?(?P<core>\d{{1,5}})(?P<suffixes>(?:{_SUFFIX}){{0,5}})",
    re.VERBOSE,
)
_PIECE = re.compile(_SUFFIX, re.VERBOSE)
_ROMAN_NUMBER = re.compile(
    r"(?P<core>[IVXLCDMІХСΙΧ]{1,8})(?P<suffix>er|re|ère|[a-z]{0,1}|[-‐–]\d+|\^\d+|¹|²|³)(?![\w])"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number, read."""

    printed: str
    normal: str
    key: Key
    end: int  # position in the text after it


def read(text: str, at: int = 0, *, roman: bool = True) -> Number | None:
    """The number that begins at this place, in figures, roman figures or as a word; None where there is none."""
    found = _NUMBER.match(text, at)
    if found:
        return _arabic(found)
    if roman:
        found = _ROMAN_NUMBER.match(text, at)
        if found:
            value = roman_value(found["core"])
            if value:
                normal = found["core"].translate(_ROMAN_LOOKALIKES) + _normal_suffix(found["suffix"])
                return Number(
                    found.group(), normal, (value, _suffix_key(_normal_suffix(found["suffix"]))), found.end()
                )
    return _word(text, at)


def _arabic(found: re.Match[str]) -> Number:
    core = int(found["core"])
    normal = str(core)
    keys: list[tuple[int, int, str]] = []
    for piece in _PIECE.finditer(found["suffixes"]):
        form = _normal_suffix(piece.group())
        normal += form
        keys.extend(_suffix_key(form))
    prefix = re.sub(r"[\s.*]", "", found["prefix"] or "")
    if prefix:
        # French codes: L articles are the act of parliament, R and D the decrees after it, each a run of its own.
        return Number(
            found.group(),
            f"{prefix.lower()}{normal}",
            (core + (0 if prefix.startswith("L") else 1_000_000), tuple(keys)),
            found.end(),
        )
    return Number(found.group(), normal, (core, tuple(keys)), found.end())


def _normal_suffix(piece: str) -> str:
    bare = piece.strip()
    if bare[:1] == "." and bare[1:2] in _RAISED:
        bare = bare[1:]
    if not bare:
        return ""
    if bare[0] in _RAISED:
        return "^" + bare.translate(_SUPERSCRIPTS)
    if bare in {"er", "re", "ère", "ème", "eme"}:
        return ""
    bare = re.sub(r"^\.?[ºª°]", "", bare)
    bare = re.sub(r"^[-‐‑–]\s*", "-", bare)
    bare = re.sub(r"^\.(?=\D)", "", bare)
    if bare.lstrip("- ").lower() in _LATIN_ORDER:
        return " " + bare.lstrip("- ")
    return re.sub(r"\s+", "", bare)


_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN_ORDER = {w: i for i, w in enumerate(grammar.table()["latin"]["words"], 2)}
_GREEK = {"ΣΤ": 6, "στ": 6}


def _suffix_key(suffix: str) -> tuple[tuple[int, int, str], ...]:
    bare = suffix.strip(" -.^/")
    if not bare:
        return ()
    if bare.isdigit():
        return ((1, int(bare), ""),)
    latin = _LATIN_ORDER.get(bare.lower())
    if latin:
        return ((1, latin, ""),)
    letters = bare.casefold()
    if len(letters) > 1 and letters[0] == "z":
        return ((2, 0, letters),)  # 3ZA stands before 3A
    return ((2, 1, letters),)


def _word(text: str, at: int) -> Number | None:
    found = _LETTERS.match(text, at)
    value = grammar.ordinals().get(grammar.fold(found.group())) if found else None
    if found is None or value is None:
        return None
    return Number(found.group(), str(value), (value, ()), found.end())


def roman_value(text: str) -> int:
    """The value of a roman number, 0 where it is none. `IIII` is none, `MIX` unfortunately is one."""
    letters = text.translate(_ROMAN_LOOKALIKES).upper()
    total = 0
    for this, following in zip(letters, f"{letters[1:]} ", strict=bool(letters)):
        value = _ROMAN.get(this, 0)
        if not value:
            return 0
        total += -value if _ROMAN.get(following, 0) > value else value
    return total if _roman(total) == letters else 0


def _roman(number: int) -> str:
    out = ""
    for value, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        out += sign * (number // value)
        number %= value
    return out


def han_value(text: str) -> int | None:
    """The value of a number in Chinese figures or in digits of any width."""
    text = unicodedata.normalize("NFKC", text)
    if text.isdigit():
        return int(text)
    if not text or any(c not in _HAN_DIGITS and c not in _HAN_UNITS for c in text):
        return None
    if not any(c in _HAN_UNITS for c in text):
        return int("".join(str(_HAN_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[c]
            digit = 0
        else:
            digit = _HAN_DIGITS[c]
    return total + digit
