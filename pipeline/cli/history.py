"""Looking into what is held: changes, show, log, diff."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from pipeline.cli.output import as_json
from pipeline.cli.output import console
from pipeline.cli.output import paged
from pipeline.cli.output import print_json
from pipeline.cli.output import with_db

if TYPE_CHECKING:
    from pipeline.archive import Shown

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_TIME = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"])
_language = click.option("--language", help="Of the languages in which the act is held: ru, kk, en ...")


@click.command()
@click.option("--since", type=_DAY, help="Only what was seen on this day or later.")
@click.option("--act", help="Only this act: its key, or country/key.")
@click.option("--entry", help="Only what touches this line of a profile: its key or topic.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also typographic ones, notes, and our own readings.",
)
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@with_db
@as_json
def changes(
    since: dt.datetime | None,
    act: str | None,
    entry: str | None,
    limit: int,
    db: str,
    *,
    everything: bool,
    json_: bool,
) -> None:
    """Tell what changed in the watched law, newest first."""
    from db.open import open_reader
    from pipeline.archive import changes_told
    from pipeline.archive import stored_changes_json

    with open_reader(db) as queries, queries.moment():
        found = changes_told(queries, since=since, act=act, entry=entry, everything=everything, limit=limit)
        if json_:
            print_json({"changes": stored_changes_json(queries, found)})
            return
        from pipeline.cli.law_text import print_changes

        lines = [
            f"{c.act}, {c.language or '?'}, seen {c.seen_at:%Y-%m-%d %H:%M}"
            + (f"; touches {', '.join(c.entries)}" if c.entries else "")
            for c in found
        ]
        with paged():
            print_changes([c.change for c in found], lines)


@click.command()
@click.argument("act")
@click.argument("provision", required=False)
@click.option("--as-of", type=_DAY, help="The text that was law on this day.")
@click.option("--known-at", type=_TIME, help="As far as it had been seen by then (UTC).")
@_language
@with_db
@as_json
def show(
    act: str,
    provision: str | None,
    as_of: dt.datetime | None,
    known_at: dt.datetime | None,
    language: str | None,
    db: str,
    *,
    json_: bool,
) -> None:
    """Show the text of an act, or of one provision: its number (205, "205 (2)") or its eid (art_205__para_2)."""
    from db.open import open_reader
    from pipeline.archive import law_from_basis
    from pipeline.archive import text_of
    from pipeline.public import moment_json
    from pipeline.public import provision_json

    with open_reader(db) as queries, queries.moment():
        shown = text_of(
            queries, act, provision, as_of=_date(as_of), known_at=_utc(known_at), language=language
        )
    if json_:
        print_json(
            {
                "act": shown.act.address,
                "title": shown.act.title,
                "language": shown.version.language,
                "version": shown.version.id,
                "valid_from": shown.version.valid_from,
                "law_from": shown.version.law_from,
                "law_from_basis": law_from_basis(shown.version.valid_from),
                "seen_at": moment_json(shown.version.seen_at),
                "url": shown.url,
                "provisions": [provision_json(p) for p in shown.provisions],
            }
        )
        return
    _print_text(shown)


def _print_text(shown: "Shown") -> None:
    from rich.text import Text

    from pipeline.cli.law_text import print_provisions
    from pipeline.cli.output import clean

    v = shown.version
    edition = f"edition of {v.valid_from}, " if v.valid_from else ""
    with paged():
        out = console()
        out.print(Text(clean(shown.act.title), style="bold"))
        undated = "" if v.valid_from else " (the source states no date)"
        seen = (
            f"seen {v.seen_at:%Y-%m-%d %H:%M} UTC{undated}, version {v.id}, {v.language or '?'}, {shown.url}"
        )
        out.print(Text(clean(edition + seen), style="dim"))
        print_provisions(shown.provisions)


@click.command()
@click.argument("act")
@click.argument("provision", required=False)
@_language
@with_db
@as_json
def log(act: str, provision: str | None, language: str | None, db: str, *, json_: bool) -> None:
    """Tell the history of an act, or of one provision: versions, changes, amending acts."""
    from db.open import open_reader
    from pipeline.archive import history_of

    with open_reader(db) as queries, queries.moment():
        told = history_of(queries, act, provision, language=language)
    if json_:
        print_json(told)
        return
    from pipeline.cli.log_text import print_history

    with paged():
        print_history(told)


@click.command()
@click.argument("act")
@click.argument("words", nargs=-1, required=True, metavar="[PROVISION] FROM TO")
@_language
@with_db
@as_json
def diff(act: str, words: tuple[str, ...], language: str | None, db: str, *, json_: bool) -> None:
    """Show what differs between two versions (numbers, as `log` tells them) or two days (2022-09-12)."""
    from db.open import open_reader
    from pipeline.archive import difference
    from pipeline.public import change_json

    if len(words) not in {2, 3}:
        raise click.UsageError("Give [PROVISION] FROM TO: two versions or two days.")
    provision = words[0] if len(words) == 3 else None
    with open_reader(db) as queries, queries.moment():
        found = difference(queries, act, provision, *words[-2:], language=language)
    if json_:
        print_json({"changes": [change_json(c) for c in found]})
        return
    from pipeline.cli.law_text import print_changes

    with paged():
        print_changes(found)


def _date(value: dt.datetime | None) -> dt.date | None:
    return value.date() if value else None


def _utc(value: dt.datetime | None) -> dt.datetime | None:
    return value.replace(tzinfo=dt.UTC) if value else None
