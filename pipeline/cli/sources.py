"""Bringing pages in by hand: add-snapshot."""

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import print_json
from pipeline.cli.output import with_db


@click.command("add-snapshot")
@click.argument("act")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--captured",
    required=True,
    metavar="TIME",
    help="When the page was saved: 2022-09-12 or 2022-09-12T10:30 (UTC).",
)
@click.option(
    "--profile", help="The profile that names the act; needed until a check or an add has loaded it."
)
@click.option("--language", help="Which of the act's sources the page belongs to.")
@click.option("--valid-from", metavar="DATE", help="The edition's own date, where the page does not say it.")
@click.option(
    "--part", is_flag=True, help="The files hold only some of the articles: lay them over what is held."
)
@click.option("--no-alert", is_flag=True, help="Record what changed without telling anybody.")
@with_db
@as_json
def add_snapshot(
    act: str,
    files: tuple[Path, ...],
    captured: str,
    profile: str | None,
    language: str | None,
    valid_from: str | None,
    db: str,
    *,
    part: bool,
    no_alert: bool,
    json_: bool,
) -> None:
    """Make a page that a person saved by hand evidence, and a version of the act.

    Several files are the parts of one act. A page older than the last accepted version goes to the archive and
    alerts nobody; a newer one is compared and told like a fetched one. ACT is a key (criminal-code) or an address
    (kz/criminal-code); a watched page's key works too.
    """
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.app import load_all
    from pipeline.looking.by_hand import add_pages
    from pipeline.looking.by_hand import when
    from pipeline.profile.known import stored_profiles
    from pipeline.profile.watchlist import watchlist
    from pipeline.public import change_json

    with open_writer(db) as store:
        profiles = load_all([profile]) if profile else stored_profiles(store.queries)
        if not profiles:
            raise Failed(
                f"the database {db} knows no profile yet.", "Name one: --profile profiles/kazakhstan.toml"
            )
        watched = _one(watchlist(store, profiles, clock()), act, language, files)
        added = add_pages(
            store,
            watched,
            files,
            captured=when(captured),
            now=clock(),
            valid_from=valid_from,
            part=part,
            tell=not no_alert,
        )
    if json_:
        print_json(
            {
                "source": added.source,
                "snapshot": added.snapshot_id,
                "version": added.version_id,
                "outcome": str(added.outcome),
                "line": str(added.line),
                "why": added.why,
                "changes": [change_json(c) for c in added.changes],
                "alerts": added.alerts,
            }
        )
    else:
        console().print(clean(_words(added)), markup=False)
    if str(added.outcome) == "held":
        sys.exit(1)


def _words(added: Any) -> str:
    match str(added.outcome):
        case "held":
            return (
                f"{added.source}: kept as snapshot {added.snapshot_id}, and held: {added.why}. "
                f"If it is the law: lexwatch held accept {added.version_id} --why ..."
            )
        case "unchanged":
            return (
                f"{added.source}: kept as snapshot {added.snapshot_id}; it says what the last version says."
            )
        case "first":
            return f"{added.source}: version {added.version_id}, the first; nobody is alerted."
    where = " in the archive" if str(added.line) == "archive" else ""
    return f"{added.source}: version {added.version_id}{where}, {len(added.changes)} changes, {added.alerts} alerts."


def _one(watched: Any, act: str, language: str | None, files: tuple[Path, ...]) -> Any:
    """The source that a page belongs to: of the act, in the language asked for or written."""
    found = [
        w
        for w in watched
        if act
        in {
            w.record.act,
            (w.record.act or "").partition("/")[2],
            w.record.key,
            w.record.key.partition("/")[2],
        }
    ]
    if not found:
        names = sorted({w.record.act or w.record.key for w in watched})
        close = [n for n in names if act.lower() in n][:6] or names[:6]
        raise Failed(f'no source belongs to "{act}".', f"Known are {', '.join(close)} ...")
    if language:
        found = [w for w in found if w.record.language == language]
        if not found:
            raise Failed(f"{act} has no source in {language}.", "Add one to the profile first.")
    if len(found) > 1 and not language:
        written = _written_in(files)
        found = [w for w in found if w.record.language == written] or found
    return found[0]


def _written_in(files: tuple[Path, ...]) -> str | None:
    from scraper.errors import ExtractError
    from scraper.read import read

    try:
        return read(files[0].read_bytes(), file_name=files[0].name).language
    except (OSError, ExtractError):
        return None
