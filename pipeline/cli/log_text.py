"""A history on a terminal."""

from typing import Any

from rich.table import Table
from rich.text import Text

from pipeline.cli.output import clean
from pipeline.cli.output import console


def print_history(told: dict[str, Any]) -> None:
    """Versions, then changes, then what the notes say of amendments."""
    out = console()
    out.print(Text(f"{clean(told['title'])} ({clean(told['source'])})", style="bold"))
    versions = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("version", "law from", "seen", "provisions", "read by", ""):
        versions.add_column(name, overflow="fold")
    for v in told["versions"]:
        extra = " ".join(filter(None, (v["state"] if v["state"] != "accepted" else "", v["why"] or "")))
        versions.add_row(
            str(v["version"]),
            v["law_from"],
            v["seen_at"][:16],
            str(v["provisions"]),
            v["extractor"],
            clean(extra),
        )
    out.print(versions)
    if told["changes"]:
        out.print(Text("\nChanges", style="bold"))
        grid = Table.grid(padding=(0, 2))
        for change in told["changes"]:
            by = ", ".join(f"{a['number'] or '?'} of {a['date'] or '?'} ({a['how']})" for a in change["by"])
            where = clean(change["article"] or change["old_article"] or change["eid"])
            if change["label"] and change["label"] not in where:
                where += f", {clean(change['label'])}"
            grid.add_row(
                f"{change['from_version']} → {change['to_version']}",
                Text(where),
                change["kind"],
                Text(clean(by), style="dim"),
            )
        out.print(grid)
    if told.get("notes"):
        out.print(Text("\nWhat the official notes say", style="bold"))
        for note in told["notes"]:
            for act in note["acts"]:
                force = act["effective"] or act["rule"] or ""
                out.print(
                    Text(f"  {act['date'] or '?'}  {act['number'] or '?'}  {act['action']}  {clean(force)}")
                )
