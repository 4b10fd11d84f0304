"""A history on a terminal."""

from typing import Any

from rich.text import Text

from pipeline.cli.law_text import KIND_STYLE
from pipeline.cli.listing import print_rows
from pipeline.cli.output import act_named
from pipeline.cli.output import clean
from pipeline.cli.output import console

NO_DATE = "not stated"  # the source states no date; when it was seen stands beside


def print_history(told: dict[str, Any]) -> None:
    """Versions, then changes, then what the notes say of amendments."""
    out = console()
    out.print(Text(f"{clean(told['title'])} ({clean(told['source'])})", style="bold"))
    rows = []
    for v in told["versions"]:
        extra = " ".join(filter(None, (v["state"] if v["state"] != "accepted" else "", v["why"] or "")))
        seen = v["seen_at"][:16].replace("T", " ")
        rows.append(
            (
                str(v["version"]),
                v["valid_from"] or NO_DATE,
                seen,
                str(v["provisions"]),
                v["extractor"],
                clean(extra),
            )
        )
    print_rows(("version", "law from", "seen", "provisions", "read by", ""), rows)
    if any(not v["valid_from"] for v in told["versions"]):
        out.print(
            Text('"not stated": the source states no date; the version was seen on that day.', style="dim")
        )
    if told["changes"]:
        out.print(Text("\nChanges", style="bold"))
        changes = []
        for change in told["changes"]:
            by = ", ".join(f"{act_named(a['number'], a['date'])} ({a['how']})" for a in change["by"])
            where = clean(change["article"] or change["old_article"] or change["eid"])
            if change["label"] and change["label"] not in where:
                where += f", {clean(change['label'])}"
            style = KIND_STYLE.get(change["kind"], "dim")
            versions = f"{change['from_version']} → {change['to_version']}"
            changes.append((where, Text(change["kind"], style=style), versions, Text(clean(by), style="dim")))
        print_rows(("provision", "change", "versions", "by"), changes)
    if told.get("notes"):
        out.print(Text("\nWhat the official notes say", style="bold"))
        for note in told["notes"]:
            for act in note["acts"]:
                force = act["effective"] or act["rule"] or ""
                out.print(
                    Text(f"  {act['date'] or '?'}  {act['number'] or '?'}  {act['action']}  {clean(force)}")
                )
