"""Rows for people at any width: a table where there is room for one, a short paragraph a row where there is not."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from pipeline.cli.output import console

NARROW = 72  # columns; below, a table of four columns breaks its own words
MEASURE = 100  # columns; a longer line of law is hard to read back from its end


def print_rows(names: Sequence[str], rows: Sequence[Sequence[Text | str]]) -> None:
    """The first cell of a row is what it is about; a cell may bring its own style."""
    out = console()
    cells = [[Text(c) if isinstance(c, str) else c for c in row] for row in rows]
    if out.width >= NARROW:
        table = Table(box=None, header_style="dim", pad_edge=False)
        for name in names:
            table.add_column(name, overflow="fold")
        for row in cells:
            table.add_row(*row)
        out.print(table)
        return
    for row in cells:
        head = Text(f"{names[0]} " if row[0].plain.isdigit() else "", style="bold").append_text(row[0])
        head.stylize("bold")
        out.print(head)
        for name, cell in zip(names[1:], row[1:], strict=True):
            if cell.plain:
                line = Text(f"  {name}: " if name else "  ", style="dim")
                out.print(line.append_text(cell))


def measure() -> int:
    """How wide running text is set."""
    return min(console().width, MEASURE)
