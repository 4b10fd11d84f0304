"""What people do: alerts, vouch, held."""

import getpass
import json
from typing import Any

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import print_json
from pipeline.cli.output import with_db

_why = click.option("--why", help="A word why; it is kept with the act of review.")
_who = click.option("--who", default=getpass.getuser, show_default="your login name", help="Who does this.")


@click.group(invoke_without_command=True)
@click.pass_context
@with_db
@as_json
def alerts(ctx: click.Context, db: str, *, json_: bool) -> None:
    """The review desk: list the alerts, show one, acknowledge, accept, dismiss, resend."""
    if ctx.invoked_subcommand is None:
        _list(db, json_=json_, everything=False)


@alerts.command("list")
@click.option("--all", "everything", is_flag=True, help="Also what is settled, and words to the operator.")
@with_db
@as_json
def list_(db: str, *, everything: bool, json_: bool) -> None:
    """List what waits for a person."""
    _list(db, json_=json_, everything=everything)


@alerts.command()
@click.argument("number", type=int)
@with_db
@as_json
def show(number: int, db: str, *, json_: bool) -> None:
    """Show one alert as its reader gets it, and what became of it."""
    from alerts.message import render
    from alerts.payload import Payload
    from db.open import open_reader

    with open_reader(db) as queries:
        alert = queries.alert(number)
        if alert is None:
            raise Failed(f"there is no alert {number}.", "`lexwatch alerts` lists them.")
        sent = queries.deliveries(alert_id=number)
        acts = queries.reviews(alert_id=number)
    if json_:
        told = _alert_json(alert) | {
            "payload": json.loads(alert.payload),
            "deliveries": [
                {"target": d.target, "state": str(d.state), "attempts": d.attempts, "error": d.last_error}
                for d in sent
            ],
            "reviews": [{"at": r.at.isoformat(), "who": r.who, "what": r.what, "why": r.why} for r in acts],
        }
        print_json(told)
        return
    message = render(Payload.from_json(alert.payload), number=alert.id)
    click.echo(message.text)
    out = console()
    out.print(f"state: {alert.state}", style="bold")
    for d in sent:
        out.print(
            clean(
                f"to {d.target}: {d.state}, {d.attempts} attempts{f', {d.last_error}' if d.last_error else ''}"
            ),
            markup=False,
        )
    for r in acts:
        out.print(
            clean(f"{r.at:%Y-%m-%d %H:%M} {r.who}: {r.what}{f' - {r.why}' if r.why else ''}"), markup=False
        )


@alerts.command()
@click.argument("number", type=int)
@_why
@_who
@with_db
def ack(number: int, why: str | None, who: str, db: str) -> None:
    """Say that an alert was seen and is being worked on."""
    from db.open import open_writer
    from pipeline import desk
    from pipeline.app import clock

    with open_writer(db) as store:
        desk.acknowledge(store, number, who=who, now=clock(), why=why)
    click.echo(f"alert {number} is acknowledged.")


@alerts.command()
@click.argument("number", type=int)
@_why
@_who
@with_db
def accept(number: int, why: str | None, who: str, db: str) -> None:
    """The lines were brought up to date, or still hold: this law becomes their baseline."""
    from db.open import open_writer
    from pipeline import desk
    from pipeline.app import clock
    from pipeline.known import stored_profiles

    with open_writer(db) as store:
        alert = store.queries.alert(number)
        if alert is None:
            raise Failed(f"there is no alert {number}.", "`lexwatch alerts` lists them.")
        (profile,) = stored_profiles(store.queries, alert.profile)
        desk.accept(store, number, profile, who=who, now=clock(), why=why)
    click.echo(f"alert {number} is accepted; {len(alert.entries)} lines rely on the new text now.")


@alerts.command()
@click.argument("number", type=int)
@_why
@_who
@with_db
def dismiss(number: int, why: str | None, who: str, db: str) -> None:
    """Say that an alert does not touch the lines; asks for a word why."""
    from db.open import open_writer
    from pipeline import desk
    from pipeline.app import clock

    with open_writer(db) as store:
        desk.dismiss(store, number, who=who, now=clock(), why=why)
    click.echo(f"alert {number} is dismissed.")


@alerts.command()
@click.argument("number", type=int)
@with_db
def resend(number: int, db: str) -> None:
    """Deliver an alert once more to all its targets, at the next check."""
    from db.open import open_writer
    from pipeline.app import clock

    with open_writer(db) as store:
        count = store.resend(number, clock())
    if not count:
        raise Failed(f"alert {number} has no deliveries.", "Its profile names no target: add [targets.NAME].")
    click.echo(f"{count} deliveries wait for the next check.")


def _list(db: str, *, json_: bool, everything: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from db.open import open_reader
    from db.records import AlertKind
    from db.records import AlertState

    states = None if everything else (AlertState.OPEN, AlertState.ACKNOWLEDGED)
    kinds = None if everything else (AlertKind.CHANGE, AlertKind.IN_FORCE, AlertKind.CROSS_CHECK)
    with open_reader(db) as queries:
        found = queries.alerts(states=states, kinds=kinds, limit=500)
        operator = (
            queries.alerts(states=states, kinds=(AlertKind.OPERATOR,), limit=500) if not everything else ()
        )
    if json_:
        print_json([_alert_json(a) for a in found])
        return
    out = console()
    if not found:
        out.print("No alert waits.")
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("N", "state", "since", "alert"):
        table.add_column(name, overflow="fold")
    for a in found:
        table.add_row(str(a.id), str(a.state), f"{a.created_at:%Y-%m-%d}", Text(clean(a.subject)))
    if found:
        out.print(table)
        out.print("Next: lexwatch alerts show N", style="dim")
    if operator:
        out.print(f"{len(operator)} words to the operator: lexwatch alerts list --all", style="dim")


def _alert_json(alert: Any) -> dict[str, Any]:
    return {
        "alert": alert.id,
        "uid": alert.uid,
        "kind": str(alert.kind),
        "state": str(alert.state),
        "profile": alert.profile,
        "subject": alert.subject,
        "entries": list(alert.entries),
        "changes": list(alert.changes),
        "created_at": alert.created_at.isoformat().replace("+00:00", "Z"),
    }


@click.command()
@click.argument("profile")
@click.argument("entry")
@_why
@_who
@with_db
def vouch(profile: str, entry: str, why: str | None, who: str, db: str) -> None:
    """A person has checked this line today: the law as it stands becomes its baseline.

    PROFILE is a file or a key, ENTRY the line's key or topic.
    """
    from pathlib import Path

    from db.open import open_writer
    from pipeline import desk
    from pipeline.app import clock
    from pipeline.app import load_all
    from pipeline.known import stored_profiles

    with open_writer(db) as store:
        loaded = load_all([profile]) if Path(profile).exists() else stored_profiles(store.queries, profile)
        baseline = desk.vouch(store, loaded[0], entry, who=who, now=clock(), why=why)
    click.echo(f"{baseline.entry}: {who} vouches for this line as of {baseline.at:%Y-%m-%d}.")


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
def held_show(number: int, db: str, *, raw: bool) -> None:
    """Show why a version is held, and the beginning of the page as it came."""
    from db.open import open_reader

    with open_reader(db) as queries:
        version = queries.version(number)
        if version is None:
            raise Failed(f"there is no version {number}.", "`lexwatch held` lists what is held.")
        snapshot = queries.snapshot(version.snapshot_id)
        body = queries.body(snapshot.body_sha256)
    if raw:
        click.get_binary_stream("stdout").write(body)
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
    out.print(clean(body[:1500].decode("utf-8", "replace")), markup=False, style="dim")


@held.command("accept")
@click.argument("number", type=int)
@_why
@_who
@with_db
def held_accept(number: int, why: str | None, who: str, db: str) -> None:
    """Say that it is the law: compare it and tell its changes like any other version's."""
    from db.open import open_writer
    from pipeline import desk
    from pipeline.app import clock

    with open_writer(db) as store:
        version = desk.accept_held(store, number, _watched(store, number), who=who, now=clock(), why=why)
    click.echo(f"held version {number} is accepted as version {version}.")


@held.command("reject")
@click.argument("number", type=int)
@_why
@_who
@with_db
def held_reject(number: int, why: str | None, who: str, db: str) -> None:
    """Say that it is not the law: it stays as evidence and is not asked about again."""
    from db.open import open_writer
    from pipeline import desk
    from pipeline.app import clock

    with open_writer(db) as store:
        desk.reject_held(store, number, who=who, now=clock(), why=why)
    click.echo(f"held version {number} is rejected.")


def _watched(store: Any, number: int) -> Any:
    """The source of a held version, as the profiles in the database describe it."""
    from pipeline.app import clock
    from pipeline.known import stored_profiles
    from pipeline.watchlist import watchlist

    version = store.queries.version(number)
    if version is None:
        raise Failed(f"no held version has the number {number}.", "`lexwatch held` lists them.")
    for watched in watchlist(store, stored_profiles(store.queries), clock()):
        if watched.id == version.source_id:
            return watched
    raise Failed("the source of this version stands in no profile any more.", "Add it again, then decide.")


def _held(db: str, *, json_: bool) -> None:
    from rich.table import Table
    from rich.text import Text

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
                    "seen_at": v.seen_at.isoformat().replace("+00:00", "Z"),
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
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("N", "source", "since", "why"):
        table.add_column(name, overflow="fold")
    for v in found:
        table.add_row(
            str(v.id), clean(names.get(v.source_id)), f"{v.seen_at:%Y-%m-%d %H:%M}", Text(clean(v.why))
        )
    out.print(table)
    out.print("Next: lexwatch held show N, then accept N --why ... or reject N --why ...", style="dim")
