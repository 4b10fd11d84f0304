"""Paragraphs of plain text: by blank lines, or by indents and numbers where a machine wrapped the lines."""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from scraper import enumerators
from scraper import headings
from scraper.normal import fold_space

WRAP = 120  # columns; text with no longer line was wrapped by a machine
MIN_LINES = 8  # lines from which a habit of wrapping shows

_ENDS = re.compile(r"[.;:!?»”\"–—]$|[)\]]$")
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*)?\d{1,4}(?:\s*-)?\s*$")


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs, white space folded."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    filled = [line for line in lines if line.strip()]
    longest = max(map(len, filled), default=0)
    wrapped = (
        len(filled) >= MIN_LINES
        and longest <= WRAP
        and sum(len(x) > longest * 0.6 for x in filled) * 2 > len(filled)
    )
    return _joined(lines, wrapped=wrapped, width=longest)


def _joined(lines: Sequence[str], *, wrapped: bool, width: int) -> Iterator[str]:
    held = ""
    last = ""
    for line in lines:
        words = fold_space(line)
        if not words or _PAGE_NUMBER.match(line):
            if held:
                yield held
            held = ""
            continue
        if held and not (wrapped and _goes_on(last, line, width)):
            yield held
            held = ""
        if held.endswith("-") and words[:1].islower() and held[-2:-1].isalpha():
            held = held[:-1] + words
        else:
            held = f"{held} {words}".strip()
        last = line
    if held:
        yield held


def _goes_on(last: str, line: str, width: int) -> bool:
    """Whether a wrapped line goes on with the paragraph of the line before it."""
    if len(last.rstrip()) < width * 0.6 or (line[:1].isspace() and not last[:1].isspace()):
        return False
    words = line.strip()
    heading = headings.read(words)
    if heading and heading.certain:
        return not _ENDS.search(last.rstrip())
    return not (_ENDS.search(last.rstrip()) and enumerators.read(words))
