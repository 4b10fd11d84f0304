"""Looking at sources, and how the lines of a profile stand: check, status."""

import asyncio
import sys
from contextlib import nullcontext
from functools import partial
from typing import Any

import click

from pipeline.cli.hints import hinted
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import next_step
from pipeline.cli.output import print_json
from pipeline.cli.output import with_db


@click.command()
@click.argument("profiles", nargs=-1, required=True, metavar="PROFILE...")
@click.option("--source", help="Look at this source only, by its key (act key and language).")
@click.option(
    "--all", "everything", is_flag=True, help="Look at everything now, whatever is due or backing off."
)
@click.option("--exit-code", is_flag=True, help="Exit with 3 when changes were found.")
@click.option("--log-json", is_flag=True, help="Log one JSON event a line to standard error, as watch does.")
@with_db
@as_json
def check(
    profiles: tuple[str, ...],
    source: str | None,
    db: str,
    *,
    everything: bool,
    exit_code: bool,
    log_json: bool,
    json_: bool,
) -> None:
    """Look once at what is due: fetch, keep, read, compare, alert.

    PROFILE is a TOML file, or the bare name of one that ships (kazakhstan). The first look at a source never
    alerts; what is not plausible as law is held and told to the operator.
    """
    from db.open import open_writer
    from pipeline.app import load_all
    from pipeline.cli.logging import to_standard_error
    from pipeline.cli.progress import progress
    from pipeline.watching.once import check_once

    loaded = load_all(profiles)
    if log_json:
        to_standard_error()
    with open_writer(db) as store, nullcontext() if log_json else progress(quiet=json_):
        # Standard output is the JSON's alone; what a target of that name would get there goes beside it.
        out = partial(click.echo, nl=False, err=True) if json_ else None
        done, delivered = asyncio.run(check_once(store, loaded, only=source, everything=everything, out=out))
    answer = _answer(done, delivered)
    if json_:
        print_json(answer)
    else:
        from rich.text import Text

        from pipeline.cli.tables import print_pass

        print_pass(done, answer)
        for profile in loaded:
            if not profile.source_records():
                console().print(
                    Text(clean(f"{profile.title}: no act has a source, so nothing can be looked at.")),
                    style="yellow",
                )
                next_step("Next: lexwatch try URL prints what to paste under an act.")
    if source and not done.looked:
        from pipeline.cli.errors import Failed

        raise Failed(
            f'no source that is fetched is called "{source}".',
            "`lexwatch status` lists the sources with their keys; one that people bring: lexwatch add-snapshot.",
        )
    if done.failed:
        sys.exit(1)
    if exit_code and answer["changes"]:
        sys.exit(3)


def _answer(done: Any, delivered: Any) -> dict[str, Any]:
    from db.records import Outcome

    return {
        "run": done.run,
        "sources": len(done.looked),
        "outcomes": done.outcomes,
        "changes": sum(one.changes for one in done.looked),
        "alerts": len({number for one in done.looked for number in one.alerts}),
        "deliveries": {"sent": delivered.sent, "waiting": delivered.waiting, "dead": delivered.dead},
        "held": [
            {"source": one.watched.record.key, "why": one.why, "version": one.version_id}
            for one in done.looked
            if one.outcome is Outcome.HELD
        ],
        "failed": [
            {"source": one.watched.record.key, "outcome": str(one.outcome), "why": one.why}
            for one in done.looked
            if one.outcome in {Outcome.FAILED, Outcome.GONE}
        ],
        "citations": {
            "checked": done.citations.checked,
            "holds": done.citations.holds,
            "changed": done.citations.changed,
            "broken": done.citations.broken,
            "uncertain": done.citations.uncertain,
        },
        "seconds": round(done.seconds, 2),
    }


@click.command()
@click.argument("profile", required=False)
@click.option(
    "--verdict",
    type=click.Choice(["holds", "changed", "broken", "uncertain", "no_law"]),
    help="Only these lines.",
)
@with_db
@as_json
def status(profile: str | None, verdict: str | None, db: str, *, json_: bool) -> None:
    """Say of every line whether it still holds, how each source stands, and what waits to be delivered.

    Without PROFILE: every profile that the database knows.
    """
    from db.open import open_reader
    from pipeline.app import clock
    from pipeline.changes.comparisons import Comparisons
    from pipeline.profile.known import stored_profiles
    from pipeline.verdicts.status import status_json
    from pipeline.verdicts.table import verdicts

    with open_reader(db) as queries, queries.moment():
        known = stored_profiles(queries, profile)
        compared = Comparisons()  # profiles may share their sources
        tables = [verdicts(queries, p, clock(), compared) for p in known]
        if json_:
            answers = [status_json(queries, table, verdict) for table in tables]
            print_json(answers[0] if len(answers) == 1 else answers)
            return
        from pipeline.cli.tables import print_status

        if not tables:
            console().print(hinted("The database knows no profile yet. Begin with: lexwatch check PROFILE"))
        for table in tables:
            print_status(queries, table, verdict)
