"""The one place where an error becomes words on the terminal and an exit code."""

import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import click

from pipeline.cli.hints import hinted


class Failed(click.ClickException):
    """Something failed that a person can understand: words, and exit code 1."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hinted(hint)

    def show(self, file: object = None) -> None:  # noqa: ARG002  # always standard error
        click.echo(f"{click.style('error:', fg='red', bold=True)} {printable(self.message)}", err=True)
        if self.hint:
            click.echo(f"  {printable(self.hint)}", err=True)


@contextmanager
def told() -> Iterator[None]:
    """Errors of our own packages, and of the machine, as `Failed`; everything else is a defect and stays loud."""
    try:
        yield
    except click.exceptions.Exit:
        raise
    except BrokenPipeError:
        # `lexwatch changes | head` is no failure; keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        what, hint = getattr(error, "what", None), getattr(error, "hint", "")
        if isinstance(what, str):
            raise Failed(what, hint if isinstance(hint, str) else "") from error
        if isinstance(error, OSError) and not isinstance(error, click.ClickException):
            raise Failed(f"{error.filename or 'the system'}: {error.strerror or error}") from error
        raise


def printable(text: str) -> str:
    """Text from outside without what a terminal would obey: control characters and signs of direction go."""
    return "".join(c if c.isprintable() or c in _KEPT else _spaced(c) for c in text)


def _spaced(char: str) -> str:
    """Spaces of all kinds as one of our own: to Python none but that is printable; whatever else is not goes."""
    return " " if unicodedata.category(char).startswith("Z") else ""


# Not printable to Python, harmless to a terminal: line break, tab, the joiners of Persian and Hindi.
_KEPT = frozenset("\n\t\u200c\u200d")
