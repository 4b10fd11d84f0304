"""Numbers and dates among words, in digits or spelled out: six is 6, and "сто шестидесяти" is 160."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from pipeline.changes.lexicon import Lexicon

_YEAR = re.compile(r"(?:1[89]|20|21)\d\d")
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d")


def numbers(words: Sequence[str], names: Mapping[str, float]) -> list[float]:
    """The numbers in a run of words, in their order."""
    return list(_read(words, names))


def dates(words: Iterable[str], lexicons: Iterable[Lexicon]) -> bool:
    """Whether a year, a day in figures or the name of a month is among the words."""
    known = tuple(lexicons)
    return any(
        _YEAR.fullmatch(word)
        or _DAY.fullmatch(word)
        or any(lex.patterns["month"].fullmatch(word) for lex in known)
        for word in words
    )


def _read(words: Sequence[str], names: Mapping[str, float]) -> Iterator[float]:
    spelled: list[float] = []
    grouped = ""
    for word in [*words, ""]:
        if grouped and not re.fullmatch(r"\d{3}", word):
            yield _figure(grouped)
            grouped = ""
        if word in names:
            spelled.append(names[word])
            continue
        if spelled:
            yield _sum(spelled)
            spelled = []
        if word and word[0].isdigit():
            grouped += word  # "1 000" is one number
    if grouped:
        yield _figure(grouped)


def _figure(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
        digits = re.sub(r"\D", "", digits)
    match = re.match(r"\d+(?:[.,]\d+)?", digits)
    return float(match[0].replace(",", ".")) if match else 0.0


def _sum(values: Sequence[float]) -> float:
    total = current = 0.0
    for value in values:
        if value >= 1000:
            total += max(current, 1) * value
            current = 0
        elif value in {10, 100} and 0 < current % value < 10:
            current += current % value * (value - 1)  # two hundred, 二十
        else:
            current += value
    return total + current
