"""Running the page with uvicorn."""

import ipaddress
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

from pipeline.errors import NotPossible
from pipeline.web.desk.review import Review
from pipeline.web.desk.users import load_users
from pipeline.web.guard import host_of
from pipeline.web.site import LOCAL
from pipeline.web.site import Options

GOODBYE = 3  # seconds that a stopping server waits for answers under way
BACKLOG = 128
MAX_AT_ONCE = 200  # connections; more are told 503 at once instead of waiting


def options_for(
    db: str, *, host: str, names: Sequence[str] = (), address: str | None = None, users: str | None = None
) -> Options:
    """Raises NotPossible or UsersError in words."""
    known = [*LOCAL, *names]
    if not _is_wildcard(host):
        known.append(f"[{host}]" if ":" in host else host)
    if address:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise NotPossible(
                f'"{address}" is no address of a site.', "Write it as in https://watch.example.org"
            )
        known.append(host_of(parts.netloc))
    return Options(
        db=Path(db),
        names=tuple(known),
        address=address.rstrip("/") if address else None,
        review=Review(load_users(Path(users))) if users else None,
    )


def config(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """No header says who we are, and none is believed about who asks."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MAX_AT_ONCE,
        backlog=BACKLOG,
        timeout_graceful_shutdown=GOODBYE,
    )


def _is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
