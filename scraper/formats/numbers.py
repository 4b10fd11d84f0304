"""The normal form of a number as a label prints it: '§ 13a' is 13a, '第 30-1 條' is 30-1, '（二）' is 2, 'PART IV.' is IV.

Labels that data carry in an element of their own hold a number and perhaps a unit word; they are not sentences, so
no grammar of headings is needed to read them.
"""

import re
import unicodedata

from scraper.grammar import fold
from scraper.grammar import ordinals

_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]+")
_FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
TO_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# 12, 12a, 3ZA, 5.1, 190-1, 264bis, 19^1, 4.01, 12A-1, 80b–3; a lone capital or sign before it belongs to it: L211-1, A1
_DIGITS = re.compile(
    r"(?:(?<![^\W\d_])[A-Z]{1,2}[.-]?)?\d+(?:\^\d+)?(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies))?"
    r"[^\W\d_]{0,3}(?:[.\-–‑:/]\d+[^\W\d_]{0,2}(?![^\W_]))*(?!\w)"
)
_JOINED = re.compile(r"\s*(?:,|;|&|und|u\.|bis|and|to|et|à|y|e|og|och|–|—|‑|-|～|、|至)\s*(?:§+\s*)?(?=\d)")
_ROMAN = re.compile(r"(?<!\w)[IVXLCDM]+[A-Z]?(?:-\d+)?(?!\w)")
_CAPITAL = re.compile(r"(?<!\w)[A-Z]{1,3}(?!\w)")
_CJK = "〇零一二三四五六七八九十百千两兩"
_CJK_NUMBER = re.compile(f"[{_CJK}]+")
_CJK_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_CJK_UNIT = {"十": 10, "百": 100, "千": 1000}
MAX_LETTERS = 6  # of an enumerator without digits: (viii), aaa)


def number_of(label: str) -> str | None:
    """The number in a label, in the form that eids carry; None where it has none."""
    marked = _SUPERSCRIPT.sub(lambda m: "^" + m[0].translate(_FROM_SUPERSCRIPT), label)
    text = unicodedata.normalize("NFKC", marked).strip()
    return _digits(text) or _letters(text) or _roman(text) or _cjk(text) or _ordinal(text)


def _digits(text: str) -> str | None:
    found = _DIGITS.search(text)
    if not found:
        return None
    numbers = [found[0]]
    while joined := _JOINED.match(text, found.end()):
        found = _DIGITS.match(text, joined.end())
        if not found:
            break
        numbers.append(found[0])
    return "-".join(re.sub(r"\s+", "", n).replace("–", "-").replace("‑", "-") for n in numbers)


def _letters(text: str) -> str | None:
    inner = text.strip("()[]{}.,:;«»\"'“”‘’—–- ")
    return inner if inner.isalpha() and len(inner) <= MAX_LETTERS and not _CJK_NUMBER.search(inner) else None


def _roman(text: str) -> str | None:
    found = _ROMAN.search(text) or _CAPITAL.search(text.partition(" ")[2])
    return found[0] if found else None


def _cjk(text: str) -> str | None:
    found = _CJK_NUMBER.search(text.replace(" ", ""))
    return str(cjk_value(found[0])) if found else None


def cjk_value(numeral: str) -> int:
    """三十一 is 31, 一百零五 is 105, 一〇五 is 105."""
    if not any(c in _CJK_UNIT for c in numeral):
        return int("".join(str(_CJK_DIGIT[c]) for c in numeral) or 0)
    total, digit = 0, 0
    for c in numeral:
        if c in _CJK_UNIT:
            total += (digit or 1) * _CJK_UNIT[c]
            digit = 0
        else:
            digit = _CJK_DIGIT[c]
    return total + digit


def _ordinal(text: str) -> str | None:
    return next((str(ordinals()[w]) for w in map(fold, text.split()) if w in ordinals()), None)
