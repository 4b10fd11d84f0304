"""What every command prints with: JSON to standard output alone, people's tables with rich."""

import getpass
import json
import os
import re
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from typing import TypeVar

import click
from rich.console import Console

from pipeline.cli.errors import printable
from pipeline.cli.hints import DB
from pipeline.cli.hints import hinted
from pipeline.cli.hints import remember_db

F = TypeVar("F", bound=Callable[..., Any])


def as_json(command: F) -> F:
    """Add `--json` to a command; one that is given before a command's subcommand is meant for that."""
    return click.option(
        "--json",
        "json_",
        is_flag=True,
        callback=_inherited,
        help="Print JSON to standard output, nothing else.",
    )(command)


def _inherited(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """What stands before the subcommand (`alerts --json show 1`) counts where nothing stands after it."""
    name, above = param.name or "", ctx.parent
    given = click.core.ParameterSource.COMMANDLINE
    if above and name in above.params and ctx.get_parameter_source(name) is not given:
        value = above.params[name]
    return value


def _db(ctx: click.Context, param: click.Parameter, value: str) -> str:
    db: str = _inherited(ctx, param, value)
    if ctx.get_parameter_source("db") is click.core.ParameterSource.COMMANDLINE:
        remember_db(ctx, db)
    return db


def with_db(command: F) -> F:
    """Add `--db` to a command."""
    return click.option(
        "--db",
        type=click.Path(dir_okay=False),
        envvar="LEXWATCH_DB",
        default=DB,
        show_default=True,
        callback=_db,
        help="The database file (also $LEXWATCH_DB).",
    )(command)


# In JSON these are data, on a terminal they are orders: eight-bit control characters, directions, lone surrogates.
_ORDERS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def print_json(value: object) -> None:
    """The same JSON to a program whether escaped or not, and harmless to a terminal."""
    told = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    click.echo(_ORDERS.sub(lambda found: f"\\u{ord(found[0]):04x}", told))


_paging: ContextVar[Console | None] = ContextVar("paging", default=None)


def console(*, stderr: bool = False) -> Console:
    """Colour and width of the terminal it stands on; plain lines elsewhere."""
    paging = _paging.get()
    if paging is not None and not stderr:
        return paging
    return Console(stderr=stderr, highlight=False, soft_wrap=False)


@contextmanager
def shown_on(out: Console) -> Iterator[None]:
    """What is printed within goes to `out`: to a pager, into a picture."""
    token = _paging.set(out)
    try:
        yield
    finally:
        _paging.reset(token)


@contextmanager
def paged() -> Iterator[None]:
    """What is printed within goes through the reader's pager, on a terminal only; less keeps colours."""
    out = Console(highlight=False, soft_wrap=False)
    if _paging.get() is not None or not out.is_terminal or not sys.stdin.isatty():
        yield
        return
    os.environ.setdefault("LESS", "-FRX")
    with shown_on(out), out.pager(styles=True):
        yield


def clean(text: str | None) -> str:
    """Law and profile text for a terminal: hostile until proven otherwise."""
    return printable(text or "")


def next_step(words: str) -> None:
    """What to do next, in a command that works here."""
    console().print(clean(hinted(words)), style="dim", markup=False)


def act_named(number: str | None, date: str | None) -> str:
    """An amending act by what is known of it."""
    if number:
        return f"{number} of {date}" if date else number
    return f"an act of {date}" if date else "an act that the text does not name"


def sign(char: str) -> str:
    """A sign with the space after it; nothing where the terminal cannot print it: the word beside it says the same."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if _paging.get() is None and encoding.lower().replace("-", "") in {"ascii", "usascii", "ansi_x3.41968"}:
        return ""
    return f"{char} "


why_option = click.option("--why", help="A word why; it is kept with the act of review.")
who_option = click.option(
    "--who", default=getpass.getuser, show_default="your login name", help="Who does this."
)
