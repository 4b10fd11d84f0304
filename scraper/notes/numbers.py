"""Numbers of acts and units in one spelling: Latin letters in roman parts, no stray blanks, no doubled hyphens."""

import re

# Cyrillic (and Greek) letters that are printed where a roman numeral is meant.
_ROMAN_TWINS = str.maketrans("ІХСМѴҮӀΙΧΜⅠⅤⅩ", "IXCMVVIIXMIVX")
_ROMAN = re.compile(r"[IVXLCDM]{1,12}\Z")
_CLEARLY_ROMAN = re.compile(r"[IVX]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile(r"(?<=[0-9A-Za-z])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]+\s*")
_ORDINAL_MARK = re.compile(r"\.?\s?[º°]")
_MARKUP = re.compile(r"<sup>\s*(\w+)\s*</sup>")


def act_number(printed: str) -> str:
    """The number of an act as it is to be compared: `180-VІ` (Cyrillic) is `180-VI`, `993--VIII` is `993-VIII`."""
    number = _DASHES.sub("-", " ".join(printed.split())).strip(" .,;:")
    return "-".join(map(_roman, number.split("-")))


def unit_number(printed: str) -> str:
    """The number of a unit as it is to be compared: `361 - 1` is `361-1`, `ХVI` (Cyrillic) is `XVI`."""
    number = _MARKUP.sub(r"^\1", printed)
    number = _SUPERSCRIPT.sub(lambda m: "^" + m[0].translate(_SUPERSCRIPTS), number)
    number = _DASHES.sub("-", " ".join(_ORDINAL_MARK.sub("", number).split())).strip(" .,;:)(")
    return "-".join(map(_roman, number.split("-")))


def _roman(part: str) -> str:
    latin = part.translate(_ROMAN_TWINS)
    return latin if _ROMAN.match(latin) and _CLEARLY_ROMAN.search(latin) else part


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_value(numeral: str) -> int | None:
    """What a roman numeral counts; None where it is none."""
    latin = numeral.upper().translate(_ROMAN_TWINS)
    if not _ROMAN.match(latin):
        return None
    values = [_ROMAN_VALUES[letter] for letter in latin]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
