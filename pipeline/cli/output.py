"""What every command prints with: JSON to standard output alone, people's tables with rich."""

import getpass
import json
from collections.abc import Callable
from typing import Any
from typing import TypeVar

import click
from rich.console import Console

from pipeline.cli.errors import printable

F = TypeVar("F", bound=Callable[..., Any])


def as_json(command: F) -> F:
    """Add `--json` to a command."""
    return click.option("--json", "json_", is_flag=True, help="Print JSON to standard output, nothing else.")(
        command
    )


def with_db(command: F) -> F:
    """Add `--db` to a command."""
    return click.option(
        "--db",
        type=click.Path(dir_okay=False),
        envvar="LEXWATCH_DB",
        default="lexwatch.db",
        show_default=True,
        help="The database file (also $LEXWATCH_DB).",
    )(command)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def console(*, stderr: bool = False) -> Console:
    """Colour and width of the terminal it stands on; plain lines elsewhere."""
    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def clean(text: str | None) -> str:
    """Law and profile text for a terminal: hostile until proven otherwise."""
    return printable(text or "")


why_option = click.option("--why", help="A word why; it is kept with the act of review.")
who_option = click.option(
    "--who", default=getpass.getuser, show_default="your login name", help="Who does this."
)
