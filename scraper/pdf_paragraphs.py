"""Lines become paragraphs: by the room between them, by indents, by what the grammar of headings sees in them. Pure."""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from scraper import enumerators
from scraper import headings
from scraper.blocks import Block
from scraper.editorial import is_note
from scraper.normal import fold_space
from scraper.pdf_rows import Line
from scraper.pdf_spelling import HYPHEN
from scraper.pdf_spelling import Spelling

ROOM = 1.35  # of the usual distance between lines: a paragraph ended
INDENT = 0.8  # of the size of the letters
SHORT = 0.85  # of the column's width: a line that ends before was the last of its paragraph, if its words say so, too
CENTRED = 0.04  # of the column's width by which the middle of a centred line may be off
LABEL = 14  # characters of a number that is set apart from its words ("205-1.", "Article 12.")

_ENDS = re.compile(r"[.;:!?»”\"–—]$|[)\]]$|[\s,]-$")


def blocks(lines: Sequence[Line], dropped: Sequence[str]) -> Iterator[Block]:
    """Paragraphs and rows of tables as the grammar wants them; what was furniture is told as noise."""
    yield from (Block(words, role="noise") for words in dropped)
    usual = _usual_distance(lines)
    indented = _indents(lines)
    spelling = Spelling(line.text for line in lines)
    paragraph: list[Line] = []
    for at, line in enumerate(lines):
        if _is_table(lines, at):
            if paragraph:
                yield _block(paragraph, spelling)
                paragraph = []
            yield Block(fold_space(" | ".join(cell.text for cell in line.cells)), row=True)
            continue
        if paragraph and not _goes_on(paragraph, line, usual, indented=indented):
            yield _block(paragraph, spelling)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _block(paragraph, spelling)


def title(lines: Sequence[Line], blocks: Sequence[Block]) -> str | None:
    """The first paragraph that is not printed smaller than the law itself."""
    if not lines:
        return None
    usual = median(line.size for line in lines)
    first = next((fold_space(line.text) for line in lines if line.size >= 0.95 * usual), "")
    return next((b.text for b in blocks if b.role == "text" and first and b.text.startswith(first)), None)


def _usual_distance(lines: Sequence[Line]) -> float:
    steps = [a.y - b.y for a, b in pairwise(lines) if a.column == b.column and a.y > b.y]
    return median(steps) if steps else 0.0


def _indents(lines: Sequence[Line]) -> bool:
    """Whether paragraphs of this document begin with an indent."""
    starts = sum(1 for a, b in pairwise(lines) if a.column == b.column and _indented(b, a))
    return starts * 20 > len(lines)


def _indented(line: Line, before: Line) -> bool:
    return line.x0 - before.x0 > INDENT * line.size


def _is_table(lines: Sequence[Line], at: int) -> bool:
    """A row of cells with another such row beside it; a number with its words is none."""
    here = lines[at]
    if not _has_cells(here):
        return False
    beside = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return any(one.column == here.column and _has_cells(one) for one in beside)


def _has_cells(line: Line) -> bool:
    cells = line.cells
    return len(cells) > 2 or (len(cells) == 2 and len(cells[0].text) > LABEL)


def _goes_on(paragraph: list[Line], line: Line, usual: float, *, indented: bool) -> bool:
    """Whether this line belongs to the paragraph before it."""
    last = paragraph[-1]
    if abs(line.size - last.size) > 0.12 * last.size or line.bold != last.bold:
        return False
    if HYPHEN.search(last.text):
        return True
    heading = headings.read(line.text)
    if heading is not None and heading.certain and (_ENDS.search(last.text) or last.bold or not _full(last)):
        return False
    ended = bool(_ENDS.search(last.text))
    if (ended or not _full(last)) and (enumerators.read(line.text) or is_note(line.text)):
        return False
    if line.column != last.column:
        return _over_the_edge(last, line, ended=ended, indented=indented)
    if usual and last.y - line.y > ROOM * usual:
        return False
    if _centred(last) and _centred(line):
        return True
    if ended and not _full(last):
        return False
    return not (_indented(line, last) and not _hangs(paragraph))


def _full(line: Line) -> bool:
    return line.x1 - line.left >= SHORT * (line.right - line.left)


def _hangs(paragraph: list[Line]) -> bool:
    """A list's number stands out to the left of its words."""
    return len(paragraph) == 1 and enumerators.read(paragraph[0].text) is not None


def _over_the_edge(last: Line, line: Line, *, ended: bool, indented: bool) -> bool:
    """Over the end of a page or column no distance can be measured: the words say it."""
    if not ended:
        return not last.bold or line.bold
    if not _full(last):
        return False
    return line.text[:1].islower() or (indented and line.x0 - line.left < INDENT * line.size)


def _centred(line: Line) -> bool:
    width = line.right - line.left
    middle = (line.x0 + line.x1) / 2 - (line.left + line.right) / 2
    return abs(middle) < CENTRED * width and line.x0 - line.left > CENTRED * width


def _block(paragraph: Sequence[Line], spelling: Spelling) -> Block:
    words = ""
    for line in paragraph:
        words = spelling.joined(words, line.text)
    text = fold_space(words.replace("\ufffe", "-"))
    return Block(text, role="note" if is_note(text) else "text", strong=paragraph[0].bold)
