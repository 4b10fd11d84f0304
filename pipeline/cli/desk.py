"""What people do with alerts and lines: alerts, vouch."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from pipeline.cli.errors import Failed
from pipeline.cli.hints import hinted
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import next_step
from pipeline.cli.output import print_json
from pipeline.cli.output import who_option as _who
from pipeline.cli.output import why_option as _why
from pipeline.cli.output import with_db

if TYPE_CHECKING:
    from db.queries import Queries
    from db.records import Alert
    from db.store import Store
    from pipeline.edits.ready_edit import Proposal
    from pipeline.review.edit_desk import Done


@click.group(invoke_without_command=True)
@click.pass_context
@with_db
@as_json
def alerts(ctx: click.Context, db: str, *, json_: bool) -> None:
    """The review desk: list the alerts, show one, assign, note, acknowledge, accept, dismiss, resend."""
    if ctx.invoked_subcommand is None:
        _list(db, json_=json_, everything=False)


@alerts.command("list")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also what is settled, reminders before their day, words to the operator.",
)
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

    with open_reader(db) as queries, queries.moment():
        alert = queries.alert(number)
        if alert is None:
            raise Failed(f"there is no alert {number}.", "`lexwatch alerts` lists them.")
        sent = queries.deliveries(alert_id=number)
        acts = queries.reviews(alert_id=number)
        found = _proposals(queries, alert)
    if json_:
        from pipeline.cli.desk_json import alert_whole

        print_json(alert_whole(alert, sent, acts, found))
        return
    from pipeline.cli.desk_text import print_fate

    click.echo(clean(hinted(render(Payload.from_json(alert.payload), number=alert.id).text)))
    print_fate(alert, sent, acts)


def _proposals(queries: "Queries", alert: "Alert") -> "Sequence[Proposal] | None":
    """The ready edits of today for an alert that is still open; None where they cannot be told."""
    from pipeline.app import clock
    from pipeline.edits.proposals import proposals
    from pipeline.errors import PipelineError
    from pipeline.review.edit_desk import at_hand

    if str(alert.state) not in {"open", "acknowledged"} or not alert.entries:
        return None
    try:
        return proposals(queries, at_hand(queries, alert.profile), clock(), alert.entries)
    except PipelineError:
        return None  # the profile is gone or cannot be read; the alert itself is still to be shown


@alerts.command()
@click.argument("number", type=int)
@_why
@_who
@with_db
@as_json
def ack(number: int, why: str | None, who: str, db: str, *, json_: bool) -> None:
    """Say that an alert was seen and is being worked on."""
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.review import desk

    with open_writer(db, new=False) as store:
        desk.acknowledge(store, number, who=who, now=clock(), why=why)
        _done(store, number, f"alert {number} is acknowledged.", json_=json_)


@alerts.command()
@click.argument("number", type=int)
@click.option(
    "--edit", "with_edit", is_flag=True, help="Write what is certain of the ready edits into the profile."
)
@click.option(
    "--likely", is_flag=True, help="With --edit: the questions are read, take the likely line for each."
)
@_why
@_who
@with_db
@as_json
def accept(
    number: int, why: str | None, who: str, db: str, *, with_edit: bool, likely: bool, json_: bool
) -> None:
    """The lines were brought up to date, or still hold: this law becomes their baseline.

    With --edit the profile's file is edited first. A line whose edit leaves a question is neither edited nor vouched
    for; the alert then stays open as acknowledged.
    """
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.profile.known import stored_profiles
    from pipeline.review import desk

    if likely and not with_edit:
        raise click.UsageError("--likely goes with --edit.")
    with open_writer(db, new=False) as store:
        if with_edit:
            from pipeline.review.edit_desk import accept_with_edits

            _edited(
                accept_with_edits(store, number, who=who, now=clock(), why=why, likely=likely), json_=json_
            )
            return
        alert = store.queries.alert(number)
        if alert is None:
            raise Failed(f"there is no alert {number}.", "`lexwatch alerts` lists them.")
        (profile,) = stored_profiles(store.queries, alert.profile)
        done = desk.accept(store, number, profile, who=who, now=clock(), why=why)
        _done(store, number, done.words, json_=json_, relying=done.relying, left=done.broken)


def _edited(done: "Done", *, json_: bool) -> None:
    if json_:
        from pipeline.cli.desk_json import done_json

        print_json(done_json(done))
        return
    from pipeline.cli.edit_text import print_done

    print_done(done)


def _done(store: "Store", number: int, words: str, *, json_: bool, **more: Sequence[str]) -> None:
    """What became of an alert: the alert as it stands now, with what else there is to say; or a sentence."""
    if not json_:
        click.echo(hinted(words))
        return
    from pipeline.cli.desk_json import alert_json
    from pipeline.review.assignment import assignment_of

    alert = store.queries.alert(number)
    assert alert is not None  # it was just acted on
    now = alert_json(alert, assignment_of(store.queries.reviews(alert_id=number, limit=1000)))
    print_json({**now, **{name: list(keys) for name, keys in more.items()}})


@alerts.command()
@click.argument("number", type=int)
@click.option("--to", required=True, help="Whose task it is.")
@click.option("--due", type=click.DateTime(formats=["%Y-%m-%d"]), help="By when: 2026-12-01.")
@_why
@_who
@with_db
@as_json
def assign(
    number: int, to: str, due: datetime | None, why: str | None, who: str, db: str, *, json_: bool
) -> None:
    """Make an alert somebody's task, by a day; the newest assignment counts, the earlier ones are kept."""
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.review import desk

    with open_writer(db, new=False) as store:
        given = desk.assign(
            store, number, to=to, due=due.date() if due else None, who=who, now=clock(), why=why
        )
        by = f", by {given.due}" if given.due else ""
        _done(store, number, f"alert {number} is {clean(given.to)}'s task{by}.", json_=json_)


@alerts.command()
@click.argument("number", type=int)
@click.argument("words")
@_who
@with_db
@as_json
def note(number: int, words: str, who: str, db: str, *, json_: bool) -> None:
    """Put words beside an alert; they change nothing and are kept."""
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.review import desk

    with open_writer(db, new=False) as store:
        desk.note(store, number, words, who=who, now=clock())
        _done(store, number, f"noted beside alert {number}.", json_=json_)


@alerts.command()
@click.argument("number", type=int)
@_why
@_who
@with_db
@as_json
def dismiss(number: int, why: str | None, who: str, db: str, *, json_: bool) -> None:
    """Say that an alert does not touch the lines; asks for a word why."""
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.review import desk

    with open_writer(db, new=False) as store:
        desk.dismiss(store, number, who=who, now=clock(), why=why)
        _done(store, number, f"alert {number} is dismissed.", json_=json_)


@alerts.command()
@click.argument("number", type=int)
@with_db
@as_json
def resend(number: int, db: str, *, json_: bool) -> None:
    """Deliver an alert once more to all its targets, at the next check."""
    from alerts import words
    from db.open import open_writer
    from pipeline.app import clock

    with open_writer(db, new=False) as store:
        count = store.resend(number, clock())
    if not count:
        raise Failed(f"alert {number} has no deliveries.", "Its profile names no target: add [targets.NAME].")
    if json_:
        print_json({"alert": number, "deliveries": count})
    else:
        click.echo(f"{words.count(count, 'delivery waits', 'deliveries wait')} for the next check.")


def _list(db: str, *, json_: bool, everything: bool) -> None:
    from db.open import open_reader
    from db.records import AlertKind
    from db.records import AlertState
    from pipeline.app import clock
    from pipeline.cli.desk_json import alert_json
    from pipeline.cli.desk_text import print_alerts
    from pipeline.review.assignment import assignment_of

    states = None if everything else (AlertState.OPEN, AlertState.ACKNOWLEDGED)
    kinds = None if everything else (AlertKind.CHANGE, AlertKind.IN_FORCE, AlertKind.CROSS_CHECK)
    now = clock()
    with open_reader(db) as queries, queries.moment():
        found = queries.alerts(states=states, kinds=kinds, limit=500)
        later = () if everything else tuple(a for a in found if a.due_at and a.due_at > now)
        found = tuple(a for a in found if a not in later)
        tasks = {a.id: assignment_of(queries.reviews(alert_id=a.id, limit=1000)) for a in found}
        operator = () if everything else queries.alerts(states=states, kinds=(AlertKind.OPERATOR,), limit=500)
    if json_:
        print_json([alert_json(a, tasks[a.id]) for a in found])
        return
    print_alerts(found, tasks, now)
    if later:
        words = (
            "a reminder waits for its day"
            if len(later) == 1
            else f"{len(later)} reminders wait for their day"
        )
        next_step(f"{words}: lexwatch alerts list --all")
    if operator:
        from alerts.words import count

        told = count(len(operator), "word to the operator", "words to the operator")
        next_step(f"{told}: lexwatch alerts list --all")


@click.command()
@click.argument("profile")
@click.argument("entry")
@_why
@_who
@with_db
@as_json
def vouch(profile: str, entry: str, why: str | None, who: str, db: str, *, json_: bool) -> None:
    """Vouch for a line: you have read it today against the law, which becomes what it relies on.

    PROFILE is a file or a key, ENTRY the line's key or topic.
    """
    from pathlib import Path

    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.app import load_all
    from pipeline.profile.known import stored_profiles
    from pipeline.review import desk

    with open_writer(db, new=False) as store:
        loaded = load_all([profile]) if Path(profile).exists() else stored_profiles(store.queries, profile)
        baseline = desk.vouch(store, loaded[0], entry, who=who, now=clock(), why=why)
    if json_:
        from pipeline.cli.desk_json import baseline_json

        print_json(baseline_json(baseline))
        return
    click.echo(f"{baseline.entry}: {who} vouches for this line as of {baseline.at:%Y-%m-%d}.")
