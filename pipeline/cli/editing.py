"""Ready edits: edit."""

from typing import TYPE_CHECKING
from typing import Any

import click

from pipeline.cli.hints import hinted
from pipeline.cli.output import as_json
from pipeline.cli.output import print_json
from pipeline.cli.output import with_db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.edits.ready_edit import Proposal
    from pipeline.profile.model import Profile


@click.command()
@click.argument("profile")
@click.argument("entry", required=False)
@click.option(
    "--patch", "as_patch", is_flag=True, help="Print what is certain as a patch of the profile's file."
)
@click.option("--write", "to_file", is_flag=True, help="Write what is certain into the profile's file.")
@click.option("--likely", is_flag=True, help="You have read the questions: take the likely line for each.")
@click.option("--checked", is_flag=True, help="You have read the new words: set `checked` to today.")
@with_db
@as_json
def edit(
    profile: str,
    entry: str | None,
    db: str,
    *,
    as_patch: bool,
    to_file: bool,
    likely: bool,
    checked: bool,
    json_: bool,
) -> None:
    """Propose an edit for each line whose law moved: what is certain, and what is left as a question.

    PROFILE is a file or a key, ENTRY one line's key or topic. Nothing is written without --write; a file that was
    changed meanwhile is never overwritten, and its comments and order stay.
    """
    if as_patch and to_file:
        raise click.UsageError("Choose one of --patch and --write.")
    from db.open import open_reader
    from pipeline.app import clock
    from pipeline.edits.proposals import proposals
    from pipeline.review.desk import entry_named
    from pipeline.review.edit_desk import at_hand
    from pipeline.review.edit_desk import decided

    with open_reader(db) as queries, queries.moment():
        known = at_hand(queries, profile)
        keys = [entry_named(known, entry).key] if entry else None
        found = proposals(queries, known, clock(), keys)
    if likely:
        found = tuple(decided(p) for p in found)
    changed = _changed(known, found, checked=checked)
    if json_:
        print_json(_answer(known, found, changed))
    if as_patch and not json_:
        from pipeline.edits.edit_profile import patch

        click.echo(patch(known.path, known.toml, changed.toml), nl=False)
    elif not json_:
        from pipeline.cli.edit_text import print_proposals

        print_proposals(found, asked=not to_file)
    if to_file:
        _write(known, changed, quiet=json_)


def _changed(known: "Profile", found: "Sequence[Proposal]", *, checked: bool) -> "Profile":
    from zoneinfo import ZoneInfo

    from pipeline.app import clock
    from pipeline.review.edit_desk import edits_of
    from pipeline.review.edit_desk import with_edits

    today = clock().astimezone(ZoneInfo(known.timezone)).date() if checked else None
    return with_edits(known, edits_of(found, checked=today))


def _write(known: "Profile", changed: "Profile", *, quiet: bool) -> None:
    from pipeline.edits.edit_profile import write

    if changed.toml == known.toml:
        click.echo("Nothing is certain enough to be written.", err=quiet)
        return
    write(known.path, known.toml, changed.toml)
    click.echo(
        hinted(f"{known.path} is written. Vouch for its lines next: lexwatch vouch {known.key} ENTRY"),
        err=quiet,
    )


def _answer(known: "Profile", found: "Sequence[Proposal]", changed: "Profile") -> dict[str, Any]:
    from pipeline.edits.edit_profile import patch
    from pipeline.edits.proposals import proposal_json

    return {
        "profile": known.key,
        "path": known.path,
        "proposals": [proposal_json(p) for p in found],
        "patch": patch(known.path, known.toml, changed.toml),
    }
