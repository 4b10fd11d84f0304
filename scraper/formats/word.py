"""Word (.docx), read in a process of its own (scraper/docx_worker.py), then as plain text."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from scraper import document_process
from scraper import docx_worker
from scraper.blocks import MAX_BLOCKS
from scraper.blocks import Block
from scraper.editorial import is_note
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.formats.prose import prose
from scraper.normal import fold_space
from scraper.page import Draft
from scraper.page import Page

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"  # the format of Word before 2007
_INSTALL = 'Install the extra: pip install "lexwatch[documents]".'
_LEVEL = re.compile(r"heading (\d)", re.IGNORECASE)


class Word:
    """The format `docx`."""

    name = "docx"
    version = 1

    def recognises(self, page: Page) -> str | None:
        if page.body.startswith(ZIP) and b"word/" in page.body:
            return "it is a Word document"
        return "it is an old Word document" if page.body.startswith(OLD) else None

    def read(self, page: Page) -> Draft:
        """Paragraphs with the numbers that Word prints before them; rows of tables. Raises ExtractError."""
        if page.body.startswith(OLD):
            raise UnknownFormat("This is a Word document of before 2007.", "Save it as .docx, or as HTML.")
        if find_spec("docx") is None:
            raise UnknownFormat(
                "This is a Word document, and the package that reads it is not installed.", _INSTALL
            )
        told = document_process.ask(docx_worker.__file__, page.body, "Word document")["paragraphs"]
        blocks = list(_blocks(told))
        if not blocks:
            raise NoText(
                "There is no text in this Word document.", "Look at it: it may hold pictures of pages."
            )
        if len(blocks) > MAX_BLOCKS:
            raise TooComplex(f"The document has more than {MAX_BLOCKS:,} paragraphs.")
        title = next((b.text for b, row in zip(blocks, told, strict=True) if row[1].lower() == "title"), None)
        return prose(page, blocks, title=title)


def _blocks(told: Any) -> Iterator[Block]:
    for text, style, bold, mark, row in told:
        # A number that Word counted is as good as one that is written.
        words = fold_space(f"{mark} {text}" if mark else text)
        level = _LEVEL.match(style)
        yield Block(
            words,
            role="note" if is_note(words) else "text",
            level=int(level[1]) if level else 0,
            strong=bold,
            row=row,
        )
