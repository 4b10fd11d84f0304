"""Reads one PDF in a process of its own and tells where its words stand. Run as a script; imports nothing of ours.

    stdin   the document        stdout  JSON: {"pages": [...]} or {"error": "...", "what": "..."}

A PDF from outside is a program for a large library in C: what it can do is bounded by the process that it is read in,
whatever becomes of the process. PDFium is not thread-safe, which is a second reason.
"""

import contextlib
import ctypes
import json
import sys
from typing import Any

MEMORY = 1024 * 2**20  # bytes of address space; a code of 3,000 pages needs a third of it
PROCESSOR = 60  # s of processor time; 200 pages take a second
MAX_PAGES = 3_000
MAX_CHARACTERS = 6_000_000  # of all pages; the largest code known has a third of it
WORD_GAP = 0.18  # of the size of the letters: a space, even where none is written
RUN_GAP = 1.1  # of the size: another column or cell
RAISED = 0.25  # of the size of the letters before: a superscript
TURNED = 0.05  # radians; a watermark that lies across the page is not read
HYPHEN = 0x2  # what PDFium makes of a hyphen at the end of a line
PICTURE = 3  # PDFium's number for an image object


def main() -> None:
    _bound()
    try:
        told = _document(sys.stdin.buffer.read())
    except MemoryError:
        told = {"error": "too_complex", "what": f"it needs more than {MEMORY // 2**20} MB"}
    sys.stdout.write(json.dumps(told))


def _bound() -> None:
    """Bounds that the system keeps; where it has none, the parent's clock is the only one."""
    try:
        import resource
    except ImportError:
        return
    for name, bound in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", PROCESSOR),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (bound, bound))


def _document(body: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"error": "locked" if locked else "broken", "what": str(error)}
    if len(document) > MAX_PAGES:
        return {"error": "too_complex", "what": f"it has {len(document):,} pages"}
    pages, left = [], MAX_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
            found = _page(page, left)
        except pypdfium2.PdfiumError as error:
            return {"error": "broken", "what": f"page {number + 1}: {error}"}
        left -= found.pop("count")
        if left < 0:
            return {"error": "too_complex", "what": f"it has more than {MAX_CHARACTERS:,} characters"}
        pages.append(found)
        page.close()
    return {"pages": pages}


def _page(page: Any, left: int) -> dict[str, Any]:
    width, height = page.get_size()
    text = page.get_textpage()
    count = text.count_chars()
    runs = _runs(text.raw, count) if count <= left else []
    told = {
        "width": width,
        "height": height,
        "count": count,
        "picture": not runs and _has_picture(page),
        "runs": runs,
    }
    text.close()
    return told


def _has_picture(page: Any) -> bool:
    return any(one.type == PICTURE for one in page.get_objects(max_depth=3))


def _runs(text: Any, count: int) -> list[list[Any]]:
    """Words that stand on one line without a gap: [x0, x1, y, size, bold, text]."""
    import pypdfium2.raw as pdfium

    runs: list[list[Any]] = []
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    space = False
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        letter = "\ufffe" if code == HYPHEN else chr(code) if 0 < code < 0x110000 else ""
        if pdfium.FPDFText_IsGenerated(text, at) or not letter:
            continue
        if letter.isspace():
            space = True
            continue
        angle = pdfium.FPDFText_GetCharAngle(text, at)
        if TURNED < angle < 6.283 - TURNED:
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        # A font may be one unit high and scaled by its matrix: the box says how large a letter is printed.
        size = float(box.top - box.bottom) or float(pdfium.FPDFText_GetFontSize(text, at))
        last = runs[-1] if runs else None
        if last is not None and _goes_on(last, x.value, y.value, size):
            gap = x.value - last[1]
            blank = space or gap > WORD_GAP * size
            last[5] += (" " if blank and not last[5].endswith(" ") else "") + letter
            last[1] = max(last[1], float(box.right))
        else:
            bold = _is_bold(pdfium, text, at)
            runs.append([x.value, float(box.right), y.value, size, bold, letter])
        space = False
    return [[round(r[0], 1), round(r[1], 1), round(r[2], 1), round(r[3], 1), r[4], r[5]] for r in runs]


def _goes_on(run: list[Any], x: float, y: float, size: float) -> bool:
    """On the same line, of the same size, and not far away."""
    return (
        abs(y - run[2]) < RAISED * run[3] * 0.5
        and 0.8 < size / (run[3] or 1) < 1.25
        and -0.5 * size < x - run[1] < RUN_GAP * size
    )


def _is_bold(pdfium: Any, text: Any, at: int) -> bool:
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, at, name, 200, flags)
    called = name.value.lower()
    return b"bold" in called or b"black" in called or pdfium.FPDFText_GetFontWeight(text, at) >= 600


if __name__ == "__main__":
    main()
