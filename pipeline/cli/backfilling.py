"""Bringing an act's history in from an archive: backfill."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import print_json
from pipeline.cli.output import with_db


class Day(click.ParamType[date, Any]):
    """A day as people write it: 2016-01-01."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is no day; write it as 2016-01-01', param, ctx)


@click.command()
@click.argument("act")
@click.option("--from", "first", type=Day(), help="The first day of the time asked for.")
@click.option("--to", "last", type=Day(), help="The last one; today, unless told otherwise.")
@click.option("--date", "days", type=Day(), multiple=True, help="An edition's day; can be repeated.")
@click.option(
    "--dates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with an edition's day in each line.",
)
@click.option(
    "--probe",
    metavar="SPAN",
    help="Search for the editions by halving, in steps of this length (30d); for archives that answer for any day.",
)
@click.option("--language", help="Only the source in this language.")
@click.option("--profile", help="The profile that names the act; needed until a check has loaded it.")
@with_db
@as_json
def backfill(
    act: str,
    first: date | None,
    last: date | None,
    days: tuple[date, ...],
    dates: Path | None,
    probe: str | None,
    language: str | None,
    profile: str | None,
    db: str,
    *,
    json_: bool,
) -> None:
    """Bring in an act's history from its source's archive of dated editions.

    Old to new and politely, alerting nobody; afterwards `lexwatch show ACT --as-of DATE` answers for days before the
    first check. It can be stopped and started again: what was fetched is not fetched twice. The profile's source
    needs archive = "https://.../{date:%d.%m.%Y}"; its editions are named by --date or --dates, by the links of its
    history page, or found by --probe.
    """
    import asyncio

    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.app import load_all
    from pipeline.cli.progress import progress
    from pipeline.looking.edition_days import Wanted
    from pipeline.looking.edition_days import from_text
    from pipeline.profile.known import stored_profiles
    from pipeline.profile.settings import duration
    from pipeline.profile.watchlist import watchlist
    from pipeline.watching.once import backfill as fill

    named = (*days, *(from_text(dates.read_text(encoding="utf-8")) if dates else ()))
    try:
        step = duration(probe) if probe else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--probe") from error
    with open_writer(db) as store, progress(quiet=json_):
        profiles = load_all([profile]) if profile else stored_profiles(store.queries)
        watched = _sources(watchlist(store, profiles, clock()), act, language)
        wanted = Wanted(first, last, named, step)
        done = asyncio.run(fill(store, watched, wanted))
    answer = {key: [_edition(one) for one in editions] for key, editions in done.items()}
    if json_:
        print_json({"act": act, "sources": answer})
    else:
        for key, editions in done.items():
            counts = {
                o: sum(1 for e in editions if e.outcome == o)
                for o in dict.fromkeys(e.outcome for e in editions)
            }
            told = ", ".join(f"{n} {outcome}" for outcome, n in counts.items()) or "nothing to do"
            console().print(clean(f"{key}: {told}."), markup=False)
    if any(e.outcome in {"failed", "doubtful"} for editions in done.values() for e in editions):
        sys.exit(1)


def _sources(watched: Any, act: str, language: str | None) -> list[Any]:
    """The sources of the act that have an archive."""
    found = [w for w in watched if w.record.act and act in {w.record.act, w.record.act.partition("/")[2]}]
    if not found:
        known = sorted({w.record.act for w in watched if w.record.act})
        raise Failed(f'no source belongs to the act "{act}".', f"Known are {', '.join(known[:8])} ...")
    found = [w for w in found if w.place.archive and (language is None or w.record.language == language)]
    if not found:
        where = f" in {language}" if language else ""
        raise Failed(
            f"no source of {act}{where} has an archive.",
            'Add the address of its dated editions: archive = "https://.../{date:%d.%m.%Y}"',
        )
    return found


def _edition(edition: Any) -> dict[str, Any]:
    return {
        "day": str(edition.day),
        "outcome": edition.outcome,
        "version": edition.version_id,
        "law_from": edition.law_from,
        "why": edition.why,
    }
