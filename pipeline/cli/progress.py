"""Long work shows what it does: a live line on a terminal, plain lines elsewhere, nothing where JSON is wanted."""

import logging
import sys
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog
from rich.console import Console

from pipeline.cli.errors import printable

# Events that a person wants to see while waiting, and how they are told.
SHOWN = {
    "run.started": "looking at {sources} sources",
    "check.started": "{source} ...",
    "fetch.escalated": "{source}: a script shell; asking a browser",
    "check.finished": "{source}: {outcome}{because}",
    "backfill.edition": "{source}: {day} {outcome}{because}",
    "check.defect": "{source}: a defect of lexwatch, see the trace",
}


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[None]:
    """Show the events of a run on standard error while it lasts."""
    console = Console(stderr=True, highlight=False)
    live = console.is_terminal and not quiet
    told: set[tuple[str, str]] = set()
    with console.status("starting") if live else _nothing() as status:

        def show(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
            words = _words(_once(event, told))
            if words is None or quiet:
                raise structlog.DropEvent
            if live and event["event"] == "check.started":
                status.update(words)
            elif event["event"] != "check.started" or not live:
                console.print(words, markup=False, style="red" if event["event"] == "check.defect" else None)
            if "exc_info" in event:
                console.print_exception(show_locals=False)
            raise structlog.DropEvent

        structlog.configure(
            processors=[show], wrapper_class=structlog.make_filtering_bound_logger(logging.INFO)
        )
        try:
            yield
        finally:
            structlog.reset_defaults()


AS_ABOVE = "as above"


def _once(event: Mapping[str, Any], told: set[tuple[str, str]]) -> Mapping[str, Any]:
    """A reason is told once: sixty sources without a network have one trouble, not sixty."""
    if event["event"] != "check.finished" or not event.get("why"):
        return event
    reason = (str(event.get("outcome")), str(event["why"]))
    if reason in told:
        return {**event, "why": AS_ABOVE}
    told.add(reason)
    return event


def _words(event: Mapping[str, Any]) -> str | None:
    form = SHOWN.get(event["event"])
    if form is None:
        return None
    because = f" ({event['why']})" if event.get("why") else ""
    facts = {k: printable(str(v)) for k, v in event.items()}
    return form.format(**{"because": printable(because), "source": "", "outcome": "", "sources": ""} | facts)


@contextmanager
def _nothing() -> Iterator[Any]:
    sys.stderr.flush()
    yield None
