"""The number in a label that stands in an element of its own: '§ 13a' is 13a, '第 30-1 條' is 30-1, '（二）' is 2.

Such labels hold a number and perhaps a unit word; they are no sentences. Numbers themselves are read by
`scraper.numbers`, so that the same law has the same eids in every format.
"""

import re
import unicodedata
from functools import lru_cache

from scraper import numbers

TO_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]+")
_FIGURES = re.compile(r"(?:(?<!\w)[LRDA]\.?\s?\*?)?\d")
_JOINED = re.compile(r"\s*(?:,|;|&|und|u\.|bis|and|to|et|à|y|e|og|och|–|—|‑|-|～|、|至)\s*(?:§+\s*)?(?=\d)")
_ROMAN = re.compile(r"(?<!\w)[IVXLCDM]+[A-Z]?(?:-\d+)?(?!\w)")
_CAPITAL = re.compile(r"(?<!\w)[A-Z]{1,3}(?!\w)")
_HAN = re.compile(f"[{numbers.HAN}]+")
MAX_LETTERS = 6  # of an enumerator without digits: (viii), aaa)
CACHED = 4_096  # labels: "(1)", "a)" stand in a code a thousand times
MAX_NUMBERS = 20  # joined in one label: "§§ 9, 10 und 12"


@lru_cache(maxsize=CACHED)
def number_of(label: str) -> str | None:
    """The number in a label, in the form that eids carry; None where it has none."""
    marked = _SUPERSCRIPT.sub(lambda m: "^" + m[0].translate(_FROM_SUPERSCRIPT), label)
    text = unicodedata.normalize("NFKC", marked).strip()
    return _figures(text) or _letters(text) or _roman(text) or _han(text) or _word(text)


def _figures(text: str) -> str | None:
    begin = _FIGURES.search(text)
    read = numbers.read(text, begin.start(), roman=False) if begin else None
    if read is None:
        return None
    found = [read]
    while (joined := _JOINED.match(text, found[-1].end)) and len(found) < MAX_NUMBERS:
        following = numbers.read(text, joined.end(), roman=False)
        if following is None:
            break
        found.append(following)
    return "-".join(re.sub(r"\s+", "", n.normal) for n in found)


def _letters(text: str) -> str | None:
    inner = text.strip("()[]{}.,:;«»\"'“”‘’—–- ")
    return inner if inner.isalpha() and len(inner) <= MAX_LETTERS and not _HAN.search(inner) else None


def _roman(text: str) -> str | None:
    found = _ROMAN.search(text) or _CAPITAL.search(text.partition(" ")[2])
    return found[0] if found else None


def _han(text: str) -> str | None:
    """七 is 7; what was inserted after it, 七之一, is 7-1."""
    close = text.replace(" ", "")
    values = [numbers.han_value(n) for n in _HAN.findall(close)[: 1 + close.count("之")]]
    return "-".join(str(v) for v in values if v is not None) or None


def _word(text: str) -> str | None:
    words = re.finditer(r"[^\W\d_]+", text)
    return next((n.normal for w in words if (n := numbers.read(text, w.start(), roman=False))), None)
