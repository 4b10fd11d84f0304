"""A small writer of PDF for tests: words at places, in Helvetica, so that every quirk of a layout can be made.

pdf([page(line(72, 700, "Article 1. Purpose", bold=True), line(72, 684, "This Code ..."))])
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842  # A4 in points


@dataclass(frozen=True, slots=True)
class Line:
    """Words that begin at a place."""

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False


def line(x: float, y: float, text: str, *, size: float = 11, bold: bool = False) -> Line:
    return Line(x, y, text, size, bold)


def page(*lines: Line, picture: bool = False) -> bytes:
    """The drawing of one page."""
    out = [b"q 500 0 0 700 40 60 cm /Im Do Q"] if picture else []
    for one in lines:
        font = b"F2" if one.bold else b"F1"
        words = one.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        out.append(b"BT /%b %g Tf %g %g Td (%b) Tj ET" % (font, one.size, one.x, one.y, words))
    return b"\n".join(out)


def flow(
    paragraphs: Sequence[str], *, x: float = 72, top: float = 720, columns: int = 80, leading: float = 14
) -> list[Line]:
    """Paragraphs broken into lines, with room between them; a paragraph that begins with `*` is bold."""
    lines, y = [], top
    for paragraph in paragraphs:
        bold, words = paragraph.startswith("*"), paragraph.lstrip("*").split(" ")
        row = ""
        for word in words:
            if row and len(row) + 1 + len(word) > columns:
                lines.append(line(x, y, row, bold=bold))
                row, y = "", y - leading
            row = f"{row} {word}".strip()
        lines.append(line(x, y, row, bold=bold))
        y -= leading * 1.6
    return lines


def pdf(pages: Sequence[bytes], *, broken: bool = False) -> bytes:
    """A whole document."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(len(pages)))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        5: _stream(
            bytes(300), b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceRGB"
            b" /BitsPerComponent 8",
        ),
    }  # fmt: skip
    resources = b"<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 5 0 R >> >>"
    for n, drawing in enumerate(pages):
        objects[10 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources %b /Contents %d 0 R >>"
            % (WIDTH, HEIGHT, resources, 11 + 2 * n)
        )
        objects[11 + 2 * n] = _stream(drawing, b"")
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out[: len(out) // 3]) if broken else bytes(out)


def _stream(data: bytes, facts: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(packed), facts, packed)
