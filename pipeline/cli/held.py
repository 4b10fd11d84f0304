"""Versions that were held: held."""

import sys
from typing import Any

import click

from pipeline.cli.errors import Failed
from pipeline.cli.listing import print_rows
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import next_step
from pipeline.cli.output import print_json
from pipeline.cli.output import who_option as _who
from pipeline.cli.output import why_option as _why
from pipeline.cli.output import with_db
from pipeline.public import moment_json

BEGINNING = 1500  # bytes of a held page that are shown: its title, and what it says instead of law


@click.group(invoke_without_command=True)
@click.pass_context
@with_db
@as_json
def held(ctx: click.Context, db: str, *, json_: bool) -> None:
    """Versions that were held: is this the law? List them, show one, accept, reject."""
    if ctx.invoked_subcommand is None:
        _held(db, json_=json_)


@held.command("list")
@with_db
@as_json
def held_list(db: str, *, json_: bool) -> None:
    """List what waits for a decision."""
    _held(db, json_=json_)


@held.command("show")
@click.argument("number", type=int)
@click.option("--raw", is_flag=True, help="Print the page's bytes as they came.")
@with_db
@as_json
def held_show(number: int, db: str, *, raw: bool, json_: bool) -> None:
    """Show why a version is held, and the beginning of the page as it came."""
    from db.open import open_reader

    if raw and json_:
        raise click.UsageError("Choose one of --raw and --json.")
    with open_reader(db) as queries:
        version = queries.version(number)
        if version is None:
            raise Failed(f"there is no version {number}.", "`lexwatch held` lists what is held.")
        if version.why is None:
            raise Failed(f"version {number} was never held.", "`lexwatch held` lists what is held.")
        snapshot = queries.snapshot(version.snapshot_id)
        body = queries.body(snapshot.body_sha256)
    if raw:
        if sys.stdout.isatty():
            raise Failed(
                "the bytes of a stranger's page are not put on a terminal, which would obey them.",
                f"Put them into a file: lexwatch held show {number} --raw > page.html",
            )
        sys.stdout.buffer.write(body)
        return
    if json_:
        print_json(
            {
                "version": version.id,
                "state": str(version.state),
                "why": version.why,
                "url": snapshot.final_url,
                "status": snapshot.status,
                "size": snapshot.size,
                "taken_at": moment_json(snapshot.taken_at),
                "sha256": snapshot.body_sha256,
                "beginning": body[:BEGINNING].decode("utf-8", "replace"),
            }
        )
        return
    out = console()
    out.print(clean(f"held: {version.why}"), markup=False, style="bold")
    out.print(
        clean(
            f"{snapshot.final_url}, status {snapshot.status}, {snapshot.size} bytes, {snapshot.taken_at:%Y-%m-%d %H:%M}"
        ),
        markup=False,
    )
    out.print(f"SHA-256 {snapshot.body_sha256}", style="dim")
    out.print(clean(body[:BEGINNING].decode("utf-8", "replace")), markup=False, style="dim")


@held.command("accept")
@click.argument("number", type=int)
@_why
@_who
@with_db
@as_json
def held_accept(number: int, why: str | None, who: str, db: str, *, json_: bool) -> None:
    """Say that it is the law: compare it and tell its changes like any other version's."""
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.review import desk

    with open_writer(db, new=False) as store:
        version = desk.accept_held(store, number, _watched(store, number), who=who, now=clock(), why=why)
    if json_:
        print_json({"held": number, "state": "accepted", "version": version})
    else:
        click.echo(f"held version {number} is accepted as version {version}.")


@held.command("reject")
@click.argument("number", type=int)
@_why
@_who
@with_db
@as_json
def held_reject(number: int, why: str | None, who: str, db: str, *, json_: bool) -> None:
    """Say that it is not the law: it stays as evidence and is not asked about again."""
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.review import desk

    with open_writer(db, new=False) as store:
        desk.reject_held(store, number, who=who, now=clock(), why=why)
    if json_:
        print_json({"held": number, "state": "rejected", "version": None})
    else:
        click.echo(f"held version {number} is rejected.")


def _watched(store: Any, number: int) -> Any:
    """The source of a held version, as the profiles in the database describe it."""
    from pipeline.app import clock
    from pipeline.profile.known import stored_profiles
    from pipeline.profile.watchlist import watchlist

    version = store.queries.version(number)
    if version is None:
        raise Failed(f"no held version has the number {number}.", "`lexwatch held` lists them.")
    for watched in watchlist(store, stored_profiles(store.queries), clock()):
        if watched.id == version.source_id:
            return watched
    raise Failed("the source of this version stands in no profile any more.", "Add it again, then decide.")


def _held(db: str, *, json_: bool) -> None:
    from db.open import open_reader

    with open_reader(db) as queries:
        found = queries.held()
        names = {s.id: s.record.key for s in queries.sources()}
    if json_:
        print_json(
            [
                {
                    "version": v.id,
                    "source": names.get(v.source_id),
                    "why": v.why,
                    "seen_at": moment_json(v.seen_at),
                    "snapshot": v.snapshot_id,
                    "provisions": v.provisions,
                }
                for v in found
            ]
        )
        return
    out = console()
    if not found:
        out.print("Nothing is held.")
        return
    rows = [
        (str(v.id), clean(names.get(v.source_id)), f"{v.seen_at:%Y-%m-%d %H:%M}", clean(v.why)) for v in found
    ]
    print_rows(("N", "source", "since", "why"), rows)
    next_step(
        "Next: lexwatch held show N, then lexwatch held accept N --why ..., or lexwatch held reject N --why ..."
    )
