"""PDF with a text layer.

The document is read in a process of its own (scraper/pdf_worker.py); a scan is told as a scan.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scraper import pdf_paragraphs
from scraper import pdf_rows
from scraper import pdf_worker
from scraper.blocks import MAX_BLOCKS
from scraper.errors import ExtractError
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.formats.prose import prose
from scraper.page import Draft
from scraper.page import Page
from scraper.pdf_rows import Run
from scraper.pdf_rows import Sheet

SECONDS = 150.0  # by the clock; on a busy machine the process gets half of the processor
MAX_ANSWER = 256 * 2**20  # bytes that the process may tell; its own bounds keep it far below
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
        sheets = _sheets(_told(page.body))
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


def _told(body: bytes) -> Any:
    """What the process says of the document; raises ExtractError for whatever became of it."""
    try:
        done = subprocess.run(  # noqa: S603  # our own script; the document comes by its standard input
            # -I: nothing of the surroundings, no folder of ours, no variable, is looked into.
            [sys.executable, "-I", str(Path(pdf_worker.__file__))],
            input=body,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooComplex(
            f"Reading this PDF took longer than {SECONDS:g} s.", "It is broken or hostile: look at it."
        ) from error
    if done.returncode != 0 or len(done.stdout) > MAX_ANSWER:
        raise TooComplex(
            f"Reading this PDF broke the process that read it (exit code {done.returncode}).",
            "It is broken or hostile: look at it.",
        )
    told = json.loads(done.stdout)
    what = told.get("what", "")
    match told.get("error"):
        case None:
            return told["pages"]
        case "locked":
            raise ExtractError("This PDF is locked with a password.", "Ask the publisher for an open one.")
        case "too_complex":
            raise TooComplex(f"This PDF is past a bound: {what}.", "Point the source at one act.")
    raise ExtractError(f"This PDF is broken: {what}", "Fetch it again.")


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
