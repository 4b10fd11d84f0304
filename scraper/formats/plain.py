"""Plain text: paragraphs by blank lines, indents and numbers; lines that a machine wrapped are joined again."""

import re
from collections.abc import Iterator

from scraper.blocks import MAX_BLOCKS
from scraper.blocks import Block
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.formats.prose import prose
from scraper.page import Draft
from scraper.page import Page
from scraper.wrapped import paragraphs


class PlainText:
    """The format `text`."""

    name = "text"
    version = 2

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
    for count, words in enumerate(paragraphs(text)):
        if count >= MAX_BLOCKS:
            raise TooComplex(f"The document has more than {MAX_BLOCKS:,} paragraphs.")
        yield Block(words)
