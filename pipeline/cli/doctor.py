"""What is wrong, and how to mend it: doctor."""

import asyncio
import sys
from typing import Any

import click

from pipeline.cli.hints import hinted
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import print_json
from pipeline.cli.output import sign
from pipeline.cli.output import with_db

SIGNS = {"ok": ("✓", "green"), "note": ("·", "cyan"), "wrong": ("✗", "red")}


@click.command()
@click.argument("profiles", nargs=-1, metavar="[PROFILE...]")
@click.option("--send", is_flag=True, help="Send a test message to every target.")
@with_db
@as_json
def doctor(profiles: tuple[str, ...], db: str, *, send: bool, json_: bool) -> None:
    """Look at the environment, the database, the profiles and their targets: what is wrong, and how to mend it."""
    from pipeline.checkup import checkup
    from pipeline.checkup import try_targets

    findings = checkup(db, profiles)
    if send:
        findings += asyncio.run(try_targets(db, profiles))
    if json_:
        print_json([{"state": f.state, "about": f.about, "words": f.words, "mend": f.mend} for f in findings])
    else:
        _print(findings)
    if any(f.state == "wrong" for f in findings):
        sys.exit(1)


def _print(findings: list[Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for finding in findings:
        char, style = SIGNS[finding.state]
        told = clean(f"{finding.words} {hinted(finding.mend)}".strip())
        grid.add_row(Text(sign(char).strip() or finding.state, style=style), clean(finding.about), Text(told))
    console().print(grid)
