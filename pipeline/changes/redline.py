"""The difference of two wordings, word by word, as a person would mark it with a pen.

The pieces marked "=" and "-" in their order are the old wording exactly, those marked "=" and "+" the new one.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from db.law import Redline

# Tokens of each side that are aligned, after their common beginning and end: 20,000 take 0.1 s. Past it the whole
# middle is struck out and written anew, which is true, if coarse.
MAX_TOKENS = 20_000
LONE = 2  # an unchanged word between two changes of more than this many words each only breaks up the reading

_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_TOKEN = re.compile(
    rf"\s+|\d+(?:[.,]\d+)*|{_HAN}|(?:(?!{_HAN})[^\W\d_])+(?:[-'’](?:(?!{_HAN})[^\W\d_])+)*|.", re.DOTALL
)


def tokens(text: str) -> list[str]:
    """Words, numbers, white space, single signs; Han letter by letter. Joined again they are the text."""
    return _TOKEN.findall(text)


def redline(before: str | None, after: str | None) -> Redline:
    """Pieces ("=" | "-" | "+", words); empty for two empty wordings."""
    pieces = _merged(_tidied(list(_pieces(tokens(before or ""), tokens(after or "")))))
    return tuple((sign, words) for sign, words in pieces if words)


def changed(line: Redline) -> tuple[str, str]:
    """The words struck out and the words written anew."""
    return (
        " ".join(words for sign, words in line if sign == "-"),
        " ".join(words for sign, words in line if sign == "+"),
    )


Run = tuple[list[str], list[str]]  # what stood and what stands; the same list twice where nothing changed


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    if start:
        same = list(old[:start])
        yield same, same
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end])
    if end:
        same = list(old[len(old) - end :])
        yield same, same


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    if not old or not new or max(len(old), len(new)) > MAX_TOKENS:
        if old or new:
            yield list(old), list(new)
        return
    for step in Levenshtein.opcodes(old, new):
        stood = list(old[step.src_start : step.src_end])
        yield (stood, stood) if step.tag == "equal" else (stood, list(new[step.dest_start : step.dest_end]))


def _tidied(runs: list[Run]) -> list[Run]:
    """Unchanged blanks and lone words between two changes join them."""
    tidy: list[Run] = []
    for position, (stood, stands) in enumerate(runs):
        last = tidy[-1] if tidy else None
        if stood is stands:
            following = runs[position + 1] if position + 1 < len(runs) else None
            if last and last[0] is not last[1] and following and _joins(stood, last, following):
                tidy[-1] = last[0] + stood, last[1] + stands
            else:
                tidy.append((stood, stands))
        elif last and last[0] is not last[1]:
            tidy[-1] = last[0] + stood, last[1] + stands
        else:
            tidy.append((stood, stands))
    return tidy


def _joins(same: list[str], last: Run, following: Run) -> bool:
    spoken = _spoken(same)
    if not spoken:
        return True
    around = min(max(map(_spoken, last)), max(map(_spoken, following)))
    return spoken == 1 and around > LONE


def _spoken(run: Sequence[str]) -> int:
    return sum(1 for token in run if any(c.isalnum() for c in token))


def _merged(runs: list[Run]) -> Iterator[tuple[str, str]]:
    for stood, stands in runs:
        if stood is stands:
            yield "=", "".join(stood)
        else:
            yield "-", "".join(stood)
            yield "+", "".join(stands)
