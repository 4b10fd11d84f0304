"""The daemon: watch."""

import asyncio
import sys
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.output import console
from pipeline.cli.output import with_db
from pipeline.cli.web import PORT

if TYPE_CHECKING:
    from socket import socket

    from db.store import Store
    from pipeline.profile.model import Profile
    from pipeline.watching.daemon import Daemon
    from pipeline.watching.metrics import Server


@click.command()
@click.argument("profiles", nargs=-1, required=True, metavar="PROFILE...")
@click.option("--web", is_flag=True, help="Serve the page too.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where the page listens.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The page's port."
)
@click.option(
    "--review", type=click.Path(dir_okay=False), help="Let people act in the page: a file of users."
)
@click.option("--metrics", type=int, metavar="PORT", help="Serve /metrics and /healthz on this local port.")
@click.option(
    "--every", type=float, default=5.0, show_default=True, help="Seconds between two looks at what is due."
)
@with_db
def watch(
    profiles: tuple[str, ...],
    db: str,
    *,
    web: bool,
    host: str,
    port: int,
    review: str | None,
    metrics: int | None,
    every: float,
) -> None:
    """Watch: look at sources on schedule, deliver alerts, serve the page. Ends on SIGTERM or Ctrl-C.

    A profile's file may change while it runs; a mistake in it is told, and the last good one stays in use.
    """
    from db.open import open_writer
    from pipeline.app import load_all
    from pipeline.cli.logging import to_standard_error
    from pipeline.watching.daemon import Daemon
    from pipeline.watching.listening import address_of
    from pipeline.watching.listening import listen
    from pipeline.watching.listening import on_all

    to_standard_error()
    loaded = load_all(profiles)
    with open_writer(db) as store:
        daemon = Daemon(store, loaded, reload=_reloader(profiles), look_every=every)

        served = []
        if metrics is not None:
            from pipeline.watching.metrics import metrics_server

            served.append((metrics_server(daemon, metrics), listen("127.0.0.1", metrics)))
        if web:
            at = listen(host, port)
            served.append((_page(db, store, host, port, review), at))
            console(stderr=True).print(
                f"the page is at {address_of(at)}{on_all(at)}", markup=False, soft_wrap=True
            )
        console(stderr=True).print("watching; stop with Ctrl-C or SIGTERM", style="dim")
        asyncio.run(_beside(daemon, served))
    sys.exit(0)


async def _beside(daemon: "Daemon", served: "Sequence[tuple[Server, socket]]") -> None:
    """The daemon with its servers, which end when it does, however it ends."""
    serving = [asyncio.create_task(server.serve(sockets=[at])) for server, at in served]
    try:
        await daemon.run()
    finally:
        for server, _ in served:
            server.should_exit = True
        await asyncio.gather(*serving)


def _page(db: str, store: "Store", host: str, port: int, review: str | None) -> "Server":
    """The page beside the daemon: it reads on connections of its own, and writes through the daemon's store."""
    from contextlib import nullcontext
    from dataclasses import replace

    from pipeline.watching.metrics import Server
    from pipeline.web.app import make_app
    from pipeline.web.serving import config
    from pipeline.web.serving import options_for

    options = replace(options_for(db, host=host, users=review), writer=lambda: nullcontext(store))
    return Server(config(make_app(options), host, port))


def _reloader(names: Sequence[str]) -> "Callable[[], Sequence[Profile] | None]":
    """New profiles when a file changed since the last look; None otherwise, and when the new ones have a mistake."""
    import structlog

    from alerts.errors import AlertError
    from pipeline.app import load_all
    from pipeline.errors import PipelineError

    log = structlog.get_logger()
    known = _stamps(names)

    def changed() -> "Sequence[Profile] | None":
        nonlocal known
        now = _stamps(names)
        if now == known:
            return None
        known = now
        try:
            return load_all(names)
        except (PipelineError, AlertError) as error:
            log.warning("profile.mistake", what=error.what, hint=error.hint)
            return None

    return changed


def _stamps(names: Sequence[str]) -> tuple[float, ...]:
    return tuple(Path(n).stat().st_mtime if Path(n).exists() else 0.0 for n in names)
