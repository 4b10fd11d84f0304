"""The whole job on an invented country: demo."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import clean
from pipeline.cli.output import console

if TYPE_CHECKING:
    from db.queries import Queries
    from pipeline.demo.play import Shown

DEFAULT = "lexwatch-demo.db"


@click.command()
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="Where the demo's database is left; one of an earlier demo is made anew.",
)
def demo(db: Path) -> None:
    """Do the whole job with no network, on the law of a country that does not exist.

    A small official site runs on loopback and shows three moments of its law; the alert is printed as its reader
    would get it, and a database is left to look at, with the profile beside it.
    """
    from db.open import open_writer
    from pipeline.app import clock
    from pipeline.cli.progress import progress
    from pipeline.cli.tables import print_status
    from pipeline.demo.play import play
    from pipeline.profile.known import stored_profiles
    from pipeline.verdicts.table import verdicts

    _make_room(db)
    out = console()
    step = 0

    def tell(words: str) -> None:
        nonlocal step
        step += 1
        out.print(f"\n[bold blue]{step}.[/bold blue] [bold]{words}[/bold]", highlight=False)

    with open_writer(str(db)) as store, progress(quiet=True):
        asyncio.run(play(store, tell, _show, profile_beside(db).resolve()))
        tell("Where the profile stands now:")
        for profile in stored_profiles(store.queries):
            print_status(store.queries, verdicts(store.queries, profile, clock()), None)
        versions = " ".join(map(str, _first_and_last(store.queries)))
    name = f" --db {db}"
    out.print("\n[bold]Look around:[/bold]", highlight=False)
    for words in (
        f"lexwatch alerts show 1{name}",
        f"lexwatch log criminal-code 10{name}",
        f"lexwatch diff criminal-code {versions}{name}",
        f"lexwatch edit valdoria{name}",
        f"lexwatch held{name}",
        f"lexwatch web{name}",
    ):
        out.print(f"  {words}", highlight=False, soft_wrap=True)


def profile_beside(db: Path) -> Path:
    """Where the demo's profile is left; its name is its key."""
    return db.parent / "valdoria.toml"


def _first_and_last(queries: "Queries") -> tuple[int, int]:
    """Two versions of the code that `diff` can compare, by number, as `log` tells them."""
    from pipeline.archive import history_of

    versions = [v["version"] for v in history_of(queries, "criminal-code", None, language=None)["versions"]]
    return min(versions), max(versions)


def _make_room(db: Path) -> None:
    """An earlier demo's database is made anew; any other is left alone."""
    from db.errors import StoreError
    from db.open import open_reader
    from pipeline.demo.play import is_ours

    profile = profile_beside(db)
    if profile.exists() and not is_ours(profile):
        raise Failed(
            f"{profile} exists and is no demo's profile.",
            "Name a database in another folder: --db FOLDER/FILE",
        )
    if not db.exists():
        return
    try:
        with open_reader(str(db)) as queries:
            ours = {p.key for p in queries.profiles()} <= {"valdoria"}
    except StoreError as error:
        raise Failed(f"{db} exists and is no demo's database.", "Name another: --db FILE") from error
    if not ours:
        raise Failed(f"{db} holds more than a demo.", "Name another: --db FILE")
    for suffix in ("", "-wal", "-shm", ".lock"):
        Path(f"{db}{suffix}").unlink(missing_ok=True)


def _show(shown: "Shown") -> None:
    from alerts.words import count

    out = console()
    outcomes = ", ".join(f"{n} {name}" for name, n in shown.done.outcomes.items())
    changes = sum(one.changes for one in shown.done.looked)
    out.print(
        f"   {count(len(shown.done.looked), 'source')} looked at: {outcomes}; {count(changes, 'change')}.",
        highlight=False,
    )
    for one in shown.done.looked:
        if str(one.outcome) == "held":
            out.print(clean(f"   {one.watched.record.key}: held, {one.why}"), markup=False, style="cyan")
    for message in shown.messages:
        out.rule("a message, as its reader gets it", style="dim")
        out.print(clean(message.strip()), markup=False, highlight=False)
        out.rule(style="dim")
