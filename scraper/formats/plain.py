"""Plain text: paragraphs by blank lines, indents and numbers; lines that a machine wrapped are joined again."""

import re
from collections.abc import Iterator

from scraper import enumerators
from scraper import headings
from scraper.blocks import MAX_BLOCKS
from scraper.blocks import Block
from scraper.editorial import is_note
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.formats.prose import prose
from scraper.normal import fold_space
from scraper.page import Draft
from scraper.page import Page

WRAP = 120  # columns; text with no longer line was wrapped by a machine
MIN_LINES = 8  # lines from which a habit of wrapping shows

_ENDS = re.compile(r"[.;:!?»”\"–—]$|[)\]]$")
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*)?\d{1,4}(?:\s*-)?\s*$")


class PlainText:
    """The format `text`."""

    name = "text"
    version = 1

    def recognises(self, page: Page) -> str | None:
        """Whatever is text and no markup."""
        if "\0" in page.text[:2000]:
            return None
        return (
            "it is plain text"
            if not re.search(r"<(?:html|body|p|div|h[1-6]|table|br)\b", page.text[:20_000], re.IGNORECASE)
            else None
        )

    def read(self, page: Page) -> Draft:
        """Paragraphs as blocks, then as every other format."""
        if not page.text.strip():
            raise NoText("There is no text in this document.")
        return prose(page, list(plain_blocks(page.text)))


def plain_blocks(text: str) -> Iterator[Block]:
    """Paragraphs of plain text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    filled = [line for line in lines if line.strip()]
    longest = max(map(len, filled), default=0)
    wrapped = (
        len(filled) >= MIN_LINES
        and longest <= WRAP
        and sum(len(x) > longest * 0.6 for x in filled) * 2 > len(filled)
    )
    for count, words in enumerate(_joined(lines, wrapped=wrapped, width=longest)):
        if count >= MAX_BLOCKS:
            raise TooComplex(f"The document has more than {MAX_BLOCKS:,} paragraphs.")
        yield Block(words, role="note" if is_note(words) else "text")


def _joined(lines: list[str], *, wrapped: bool, width: int) -> Iterator[str]:
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
