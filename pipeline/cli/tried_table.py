"""What `lexwatch try` prints for people. Everything from the page is hostile until cleaned."""

from rich.table import Table
from rich.text import Text

from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.looking.trying import Tried
from pipeline.looking.trying import kinds
from pipeline.looking.trying import outline
from pipeline.looking.trying import redirects
from scraper.http import header

ROWS = 30  # of the outline
DROPPED = 8  # pieces left out that are shown


def print_tried(tried: Tried) -> None:
    """What came, what was read, what is doubtful, what to paste."""
    _print_answer(tried)
    if tried.reading is None:
        out = console()
        out.print(Text(f"\nNo law was read: {clean(tried.failure[0])}", style="bold red"))
        if tried.failure[1]:
            out.print(Text(f"  {clean(tried.failure[1])}"))
    else:
        _print_law(tried)
    _print_doubts(tried)
    if tried.toml:
        out = console()
        out.print(Text("\nTo paste under the act in your profile:\n", style="bold"))
        out.print(Text(clean(tried.toml)), soft_wrap=True)


def _print_answer(tried: Tried) -> None:
    out = console()
    grid = Table.grid(padding=(0, 2))
    capture = tried.capture
    facts: list[tuple[str, str | None]] = [
        ("robots", tried.robots),
        ("TLS", tried.tls),
    ]
    if capture is not None:
        facts = [
            ("status", str(capture.status)),
            ("type", header(capture.headers, "content-type") or "not said"),
            ("size", f"{len(capture.body):,} bytes in {capture.seconds:.1f} s ({capture.fetcher})"),
            ("sent on to", redirects(tried)),
            *facts,
            ("looks like", tried.looks),
        ]
    for name, value in facts:
        if value:
            grid.add_row(Text(name, style="dim"), Text(clean(value)))
    out.print(Text(clean(tried.asked.address), style="bold"), soft_wrap=True)
    out.print(grid)


def _print_law(tried: Tried) -> None:
    reading = tried.reading
    assert reading is not None
    out = console()
    act = reading.act
    out.print(Text(f"\n{clean(act.title or '(no title)')}", style="bold"), soft_wrap=True)
    facts = (
        act.type,
        act.number,
        act.date,
        f"status {act.status}",
        f"as of {act.as_of}" if act.as_of else None,
    )
    out.print(Text(clean(", ".join(f for f in facts if f)), style="dim"))
    out.print(Text(f"read as {reading.extractor}: {clean(reading.reason)}"), soft_wrap=True)
    charset = f"{reading.charset} (by {reading.charset_rule})" if reading.charset else "not known"
    out.print(Text(f"language {reading.language or 'not known'}; charset {charset}"))
    units = tried.units
    ends = f", {clean(units[0].label)} to {clean(units[-1].label)}" if units else ""
    out.print(Text(f"{len(units)} articles{ends}"))
    out.print(Text(", ".join(f"{count} {clean(kind)}" for kind, count in kinds(tried).items()), style="dim"))
    rows = outline(tried)
    table = Table("contained in", "heading", "articles", box=None, header_style="bold")
    for label, heading, count in rows[:ROWS]:
        table.add_row(Text(clean(label)), Text(clean(heading)), str(count))
    out.print(table)
    if len(rows) > ROWS:
        out.print(f"... and {len(rows) - ROWS} more")
    for warning in reading.warnings:
        out.print(Text(f"warning: {clean(warning)}", style="yellow"), soft_wrap=True)
    cover = reading.coverage
    out.print(
        f"characters: {cover.text:,} text, {cover.heading:,} heading, {cover.note:,} note, {cover.noise:,} left out"
    )
    for piece in cover.dropped[:DROPPED]:
        out.print(Text(f"  left out: {clean(piece[:100])}", style="dim"))
    if len(cover.dropped) > DROPPED:
        out.print(Text(f"  ... and {len(cover.dropped) - DROPPED} more pieces", style="dim"))


def _print_doubts(tried: Tried) -> None:
    out = console()
    if tried.doubts:
        out.print(Text("\nA check would hold this page:", style="bold yellow"))
        for doubt in tried.doubts:
            out.print(Text(f"  {clean(doubt.words)}"), soft_wrap=True)
    elif tried.reading is not None:
        out.print(Text("\nNothing speaks against taking this for the law.", style="green"))
