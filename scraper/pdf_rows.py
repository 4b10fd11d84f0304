"""Words at places become lines in the order of reading: rows, running heads and page numbers, columns. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from statistics import median

from scraper import headings

SAME_ROW = 0.35  # of the size of the letters: baselines so near are one line
RAISED = 0.6  # of the size: a small figure so far above the line is a superscript
MARGIN = 0.14  # of the page's height at its top and bottom, where running heads and numbers stand
REPEATED = 0.3  # share of the pages, or every other one: what stands there again is no law
SAME_PLACE = 4.0  # points
CROSSING = 0.2  # share of the lines that may run across the gap between two columns (headings, tables)
FILLED = 0.6  # of its column: the median line of flowing text is so wide; a cell of a table is not
COLUMN_ROWS = 5  # lines on either side, below which nothing can be said

_NUMBER = re.compile(
    r"^[\s\-–—_|]*(?:(?:page|seite|стр(?:аница|\.)?|с\.|p\.|s\.|бет)\s*)?\d{1,4}(?:\s*(?:/|of|von|из|de)\s*\d{1,4})?"
    r"[\s\-–—_|]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words without a gap."""

    x0: float
    x1: float
    y: float  # of the baseline, from the bottom
    size: float
    bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it came from the process that read it."""

    width: float
    height: float
    runs: tuple[Run, ...]
    picture: bool = False  # nothing but a picture: a scan


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column."""

    page: int
    cells: tuple[Run, ...]  # more than one: there are gaps in it
    left: float  # of its column
    right: float
    column: int  # counted through the document: a new one begins with every page, too

    @property
    def x0(self) -> float:
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        return self.cells[-1].x1

    @property
    def y(self) -> float:
        return self.cells[0].y

    @property
    def size(self) -> float:
        return max(cell.size for cell in self.cells)

    @property
    def bold(self) -> bool:
        return all(cell.bold for cell in self.cells)

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)


Row = tuple[Run, ...]


def lines(sheets: Sequence[Sheet]) -> tuple[list[Line], list[str]]:
    """The lines of the law in the order of reading, and what was left out as furniture of the pages."""
    pages = [_rows(sheet.runs) for sheet in sheets]
    dropped: list[str] = []
    bodies = _without_furniture(pages, sheets, dropped)
    found: list[Line] = []
    for number, rows in enumerate(bodies):
        found.extend(_ordered(number, rows, first=found[-1].column + 1 if found else 0))
    return found, dropped


def _rows(runs: Iterable[Run]) -> list[Row]:
    """Runs on one baseline, from the top; a small raised figure is written `^2` behind what it stands at."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-r.y, r.x0)):
        home = next((row for row in reversed(rows[-4:]) if _same_row(row[0], run)), None)
        if home is None:
            rows.append([run])
        else:
            home.append(run)
    return [tuple(row) for row in _with_superscripts(sorted(row, key=lambda r: r.x0) for row in rows) if row]


def _same_row(first: Run, run: Run) -> bool:
    return abs(first.y - run.y) < SAME_ROW * min(first.size, run.size)


def _with_superscripts(rows: Iterable[list[Run]]) -> Iterator[list[Run]]:
    raised: list[Run] = []
    for row in rows:
        if len(row) == 1 and row[0].text.isdigit():
            raised.append(row[0])
            continue
        for figure in raised:
            place = next((n for n, r in enumerate(row) if _stands_at(figure, r)), None)
            if place is None:
                yield [figure]
            else:
                row[place] = replace(row[place], text=f"{row[place].text}^{figure.text}", x1=figure.x1)
        raised = []
        yield _joined(row)
    yield from ([figure] for figure in raised)


def _stands_at(figure: Run, run: Run) -> bool:
    return (
        figure.size < 0.8 * run.size
        and 0 < figure.y - run.y < RAISED * run.size
        and abs(figure.x0 - run.x1) < 0.5 * run.size
    )


def _joined(row: list[Run]) -> list[Run]:
    """Runs that touch are one, whatever fonts they are printed in; a gap stays a gap."""
    out: list[Run] = []
    for run in row:
        last = out[-1] if out else None
        if last is not None and run.x0 - last.x1 < 1.1 * max(last.size, run.size):
            blank = " " if run.x0 - last.x1 > 0.12 * run.size else ""
            longer = max(last, run, key=lambda r: len(r.text))
            out[-1] = replace(
                longer,
                x0=last.x0,
                x1=max(last.x1, run.x1),
                bold=last.bold and run.bold,
                text=f"{last.text}{blank}{run.text}",
            )
        else:
            out.append(run)
    return out


def _without_furniture(
    pages: Sequence[list[Row]], sheets: Sequence[Sheet], dropped: list[str]
) -> list[list[Row]]:
    """The pages without what stands at the same place of many of them, and without their numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    for rows, sheet in zip(pages, sheets, strict=True):
        seen.update({key for row in rows if (key := _key(row, sheet)) is not None})
    often = max(2, REPEATED * len(pages))
    kept = []
    for rows, sheet in zip(pages, sheets, strict=True):
        body = []
        for row in rows:
            key = _key(row, sheet)
            if key is not None and (_count(seen, key) >= often or _is_number(row, rows, len(pages))):
                dropped.append(" ".join(run.text for run in row))
            else:
                body.append(row)
        kept.append(body)
    return kept


def _key(row: Row, sheet: Sheet) -> tuple[str, int] | None:
    """What and where, with its figures masked; None where no running head stands.

    "Article 14" and "Article 16" at the top of two pages are two articles: only the very same heading is a running
    head.
    """
    share = row[0].y / (sheet.height or 1)
    if MARGIN < share < 1 - MARGIN:
        return None
    words = " ".join(run.text for run in row)
    if headings.read(words) is None:
        words = re.sub(r"\d+", "#", words)
    return (words.casefold(), round(row[0].y / SAME_PLACE))


def _count(seen: Counter[tuple[str, int]], key: tuple[str, int]) -> int:
    return sum(seen[key[0], key[1] + step] for step in (-1, 0, 1))


def _is_number(row: Row, rows: Sequence[Row], pages: int) -> bool:
    """A number alone at the very edge of a page."""
    edge = row is rows[0] or row is rows[-1]
    return edge and (pages > 1 or row is rows[-1]) and bool(_NUMBER.match(" ".join(r.text for r in row)))


def _ordered(page: int, rows: Sequence[Row], *, first: int) -> Iterator[Line]:
    if not rows:
        return
    left = min(row[0].x0 for row in rows)
    right = max(run.x1 for row in rows for run in row)
    gap = _gap(rows, left, right)
    if gap is None:
        yield from (Line(page, row, left, right, first) for row in rows)
        return
    column = first
    waiting: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        sides = [tuple(r for r in row if r.x1 <= gap + 1), tuple(r for r in row if r.x0 >= gap - 1)]
        if sum(map(len, sides)) < len(row):  # it runs across: what stands above is read first
            for part in waiting:
                yield from part
            column += 2
            waiting = ([], [])
            yield Line(page, row, left, right, column)
            column += 1
            continue
        for side, cells in enumerate(sides):
            if cells:
                edges = (left, gap) if side == 0 else (gap, right)
                waiting[side].append(Line(page, cells, *edges, column + side))
    for part in waiting:
        yield from _at_their_edges(part)


def _at_their_edges(part: list[Line]) -> list[Line]:
    """A column begins and ends where its lines do, not in the gap."""
    if not part:
        return part
    left, right = min(one.x0 for one in part), max(one.x1 for one in part)
    return [replace(one, left=left, right=right) for one in part]


def _gap(rows: Sequence[Row], left: float, right: float) -> float | None:
    """Where the gap between two columns of flowing text lies; None: there is one column."""
    runs = [run for row in rows for run in row]
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = left + (right - left) * step / 100
        crossing = sum(1 for run in runs if run.x0 < x - 1 and run.x1 > x + 1)
        if best is None or (crossing, abs(step - 50)) < best:
            best = (crossing, abs(step - 50))
            at = x
    if best is None or best[0] > CROSSING * len(runs):
        return None
    sides = [r for r in runs if r.x1 <= at + 1], [r for r in runs if r.x0 >= at - 1]
    if min(map(len, sides)) < COLUMN_ROWS:
        return None
    widths = [median(r.x1 - r.x0 for r in side) for side in sides]
    rooms = [
        max(r.x1 for r in sides[0]) - left,
        right - min(r.x0 for r in sides[1]),
    ]
    filled = all(width >= FILLED * room for width, room in zip(widths, rooms, strict=True))
    return at if filled else None
