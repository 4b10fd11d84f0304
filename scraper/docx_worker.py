"""Reads one Word document in a process of its own and tells its paragraphs. Run as a script; imports nothing of ours.

    stdin   the document        stdout  JSON: {"paragraphs": [...]} or {"error": "...", "what": "..."}

A .docx is an archive of XML that anybody can make: it is bounded before it is opened, and its process is bounded, too.
"""

import contextlib
import json
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

MEMORY = 1024 * 2**20  # bytes of address space
PROCESSOR = 60  # s of processor time
UNPACKED = 128 * 2**20  # bytes of all members; the XML of the longest code has a tenth of it
MEMBERS = 5_000
RATIO = 200  # by which a member may inflate; text in XML reaches a tenth of it
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def main() -> None:
    _bound()
    body = sys.stdin.buffer.read()
    try:
        told = _refused(body) or _document(body)
    except MemoryError:
        told = {"error": "too_complex", "what": f"it needs more than {MEMORY // 2**20} MB"}
    sys.stdout.write(json.dumps(told))


def _bound() -> None:
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


def _refused(body: bytes) -> dict[str, Any] | None:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        return {"error": "broken", "what": str(error)}
    if "word/document.xml" not in {m.filename for m in members}:
        return {"error": "other", "what": "it is an archive and no Word document"}
    whole = sum(m.file_size for m in members)
    bomb = any(m.file_size > RATIO * max(m.compress_size, 1_000) for m in members)
    if len(members) > MEMBERS or whole > UNPACKED or bomb:
        return {"error": "too_complex", "what": f"it unpacks to {whole:,} bytes in {len(members):,} members"}
    return None


def _document(body: bytes) -> dict[str, Any]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(BytesIO(body))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError) as error:
        return {"error": "broken", "what": str(error)}
    numbers = _Numbers(document)
    return {"paragraphs": list(_paragraphs(document, document.element.body, numbers))}


def _paragraphs(document: Any, parent: Any, numbers: "_Numbers") -> Iterator[list[Any]]:
    """[text, style, bold, mark, row] in the order of the document."""
    for child in parent:
        if child.tag == f"{W}p":
            text = _text(child)
            style = _style(document, child)
            mark = numbers.of(child, style)
            if text.strip() or mark:
                yield [text, style.name if style is not None else "", _is_bold(child), mark, False]
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                cells = [
                    " ".join(_text(p) for p in cell.iter(f"{W}p")).strip() for cell in row.iter(f"{W}tc")
                ]
                if any(cells):
                    yield [" | ".join(cells), "", False, "", True]
        elif child.tag in {f"{W}sdt", f"{W}ins"}:
            content = child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else child
            if content is not None:
                yield from _paragraphs(document, content, numbers)


def _text(paragraph: Any) -> str:
    """Words as they stand after all changes that somebody proposed: inserted ones are there, deleted ones are not."""
    out = []
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            raised = node.getparent().find(f"{W}rPr/{W}vertAlign")
            superscript = raised is not None and raised.get(f"{W}val") == "superscript"
            words = node.text or ""
            out.append(f"^{words}" if superscript and words.isdigit() else words)
        elif node.tag in {f"{W}tab", f"{W}br", f"{W}cr"} and node.getparent().tag == f"{W}r":
            out.append(" ")
        elif node.tag == f"{W}noBreakHyphen":
            out.append("-")
    return "".join(out)


def _is_bold(paragraph: Any) -> bool:
    """Whether all its words are printed in bold by themselves."""
    runs = [r for r in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in r.iter(f"{W}t"))]
    marks = [r.find(f"{W}rPr/{W}b") for r in runs]
    return bool(runs) and all(m is not None and m.get(f"{W}val") not in {"0", "false"} for m in marks)


def _style(document: Any, paragraph: Any) -> Any:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    if named is None:
        return None
    key = named.get(f"{W}val")
    return next((s for s in document.styles if s.style_id == key), None)


class _Numbers:
    """The numbers that Word prints before paragraphs of a list; they stand nowhere in the text."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.abstract_of: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {a.get(f"{W}abstractNumId"): a for a in root.iter(f"{W}abstractNum")}
        for num in root.iter(f"{W}num"):
            key, to = num.get(f"{W}numId"), num.find(f"{W}abstractNumId")
            if to is None or to.get(f"{W}val") not in abstract:
                continue
            self.abstract_of[key] = to.get(f"{W}val")
            self.levels[key] = dict(map(_level, abstract[to.get(f"{W}val")].iter(f"{W}lvl")))

    def of(self, paragraph: Any, style: Any) -> str:
        """The next number of this paragraph's list, as printed."""
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None and style is not None:
            place = style.element.find(f"{W}pPr/{W}numPr")
        key = _value(place, "numId") if place is not None else None
        if key is None or key not in self.levels:
            return ""
        level = int(_value(place, "ilvl") or 0)
        counts = self.counts.setdefault(self.abstract_of[key], {})
        form, _, start = self.levels[key].get(level, ("decimal", "%1.", 1))
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if form in {"bullet", "none"}:
            return ""
        text = self.levels[key].get(level, ("", "%1.", 1))[1]
        for n in range(9):
            own = self.levels[key].get(n, ("decimal", "", 1))
            text = text.replace(f"%{n + 1}", _printed(counts.get(n, own[2]), own[0]))
        return text.strip()


def _level(level: Any) -> tuple[int, tuple[str, str, int]]:
    form, text = _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
    return int(level.get(f"{W}ilvl")), (form, text, int(_value(level, "start") or 1))


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _printed(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            out = ""
            for value, letters in ROMAN:
                while number >= value:
                    out, number = out + letters, number - value
            return out if form == "lowerRoman" else out.upper()
    return str(number)


if __name__ == "__main__":
    main()
