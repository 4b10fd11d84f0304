"""PDF with a text layer.

The document is read in a process of its own (scraper/pdf_worker.py); a scan is told as a scan.
"""

from importlib.util import find_spec
from typing import Any

from scraper import document_process
from scraper import pdf_paragraphs
from scraper import pdf_rows
from scraper import pdf_worker
from scraper.blocks import MAX_BLOCKS
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.formats.prose import prose
from scraper.page import Draft
from scraper.page import Page
from scraper.pdf_rows import Run
from scraper.pdf_rows import Sheet

SCANNED = 0.2  # share of the pages that are pictures, beyond which the law is not in the text layer
_INSTALL = 'Install the extra: pip install "lexwatch[documents]".'
_SCAN_HINT = "Ask the publisher for a PDF with text, or let a program for recognising letters make one."


class Pdf:
    """The format `pdf`."""

    name = "pdf"
    version = 1

    def recognises(self, page: Page) -> str | None:
        return "it is a PDF" if page.body[:1024].lstrip().startswith(b"%PDF-") else None

    def read(self, page: Page) -> Draft:
        """Lines, paragraphs, then as plain text. Raises ExtractError; a scan is NoText, never an empty law."""
        if find_spec("pypdfium2") is None:
            raise UnknownFormat("This is a PDF, and the package that reads PDF is not installed.", _INSTALL)
        sheets = _sheets(document_process.ask(pdf_worker.__file__, page.body, "PDF")["pages"])
        pictures = [n for n, sheet in enumerate(sheets, 1) if sheet.picture]
        if not any(sheet.runs for sheet in sheets):
            what = "a scan: pictures of pages" if pictures else "empty pages"
            raise NoText(
                f"There is no text in this PDF: its {len(sheets)} pages are {what} without a text layer.",
                _SCAN_HINT,
            )
        if len(pictures) > SCANNED * len(sheets):
            what = f"{len(pictures)} of the {len(sheets)} pages of this PDF are a scan without a text layer."
            raise NoText(what, _SCAN_HINT)
        lines, dropped = pdf_rows.lines(sheets)
        blocks = list(pdf_paragraphs.blocks(lines, dropped))
        if len(blocks) > MAX_BLOCKS:
            raise TooComplex(f"The document has more than {MAX_BLOCKS:,} paragraphs.")
        draft = prose(page, blocks, title=pdf_paragraphs.title(lines, blocks))
        if pictures:
            some = ", ".join(map(str, pictures[:10]))
            draft.warnings.append(f"pages {some} are pictures; what stands on them is not read")
        return draft


def _sheets(pages: Any) -> list[Sheet]:
    return [
        Sheet(
            width=page["width"],
            height=page["height"],
            runs=tuple(Run(*run) for run in page["runs"]),
            picture=page["picture"],
        )
        for page in pages
    ]
