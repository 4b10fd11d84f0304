"""The database as evidence: verify, backup, prune."""

import sys

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import print_json
from pipeline.cli.output import sign
from pipeline.cli.output import with_db


@click.command()
@click.argument("file", required=False)
@click.option(
    "--head", help="The chain's last hash as you noted it elsewhere; tells whether the end was cut off."
)
@with_db
@as_json
def verify(file: str | None, head: str | None, db: str, *, json_: bool) -> None:
    """Check the evidence chain and the database, offline; FILE may be a copy.

    Exits with 1 when anything is not as it was written.
    """
    from db.evidence import examine

    found = examine(file or db, head=head)
    if json_:
        print_json(
            {
                "ok": not found.findings,
                "findings": [
                    {"kind": f.kind, "what": f.what, "table": f.table, "row": f.row} for f in found.findings
                ],
                "links": found.head.links,
                "head": found.head.hash,
                "snapshots": found.snapshots,
                "bodies": found.bodies,
                "dropped": found.dropped,
                "versions": found.versions,
                "texts": found.texts,
            }
        )
    else:
        out = console()
        for finding in found.findings:
            out.print(clean(f"{sign('✗')}{finding.kind}: {finding.what}"), markup=False, style="red")
        if not found.findings:
            out.print(
                f"{sign('✓')}{found.head.links} links, {found.bodies} bodies, {found.versions} versions "
                f"and {found.texts} texts are as they were written.",
                style="green",
            )
            out.print(f"The chain ends at {found.head.hash}", style="dim", soft_wrap=True)
    if found.findings:
        sys.exit(1)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False))
@with_db
@as_json
def backup(target: str, db: str, *, json_: bool) -> None:
    """Copy a live database to TARGET, and verify the copy."""
    from db.backup import backup as copy

    found = copy(db, target)
    if found.findings:
        raise Failed(f"{target}: copied, but {found.findings[0].what}", f"Run: lexwatch verify {target}")
    if json_:
        print_json(
            {
                "target": target,
                "links": found.head.links,
                "head": found.head.hash,
                "versions": found.versions,
                "verified": True,
            }
        )
        return
    console().print(
        f"{target}: {found.head.links} links, {found.versions} versions; verified.", highlight=False
    )


@click.command()
@click.option(
    "--keep-days",
    type=click.IntRange(1),
    default=90,
    show_default=True,
    help="Keep every body at least so long.",
)
@with_db
@as_json
def prune(keep_days: int, db: str, *, json_: bool) -> None:
    """Drop page bodies that no version, change or alert needs; the drop is recorded in the chain."""
    from datetime import timedelta

    from db.backup import prune as drop
    from db.open import open_writer
    from pipeline.app import clock

    with open_writer(db, new=False) as store:
        done = drop(store, clock(), timedelta(days=keep_days))
    if json_:
        print_json({"bodies": done.bodies, "bytes": done.bytes})
    else:
        console().print(f"{done.bodies} bodies dropped, {done.bytes:,} bytes.", highlight=False)
