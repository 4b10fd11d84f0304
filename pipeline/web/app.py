"""The page as an ASGI application."""

from collections.abc import AsyncIterator
from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.responses import PlainTextResponse
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from db.errors import StoreError
from pipeline.app import clock
from pipeline.web.desk.actions import ACTIONS
from pipeline.web.endpoints import Endpoints
from pipeline.web.endpoints import told
from pipeline.web.errors import NotHere
from pipeline.web.errors import WebError
from pipeline.web.guard import Guard
from pipeline.web.openapi import description
from pipeline.web.routes import PLACES
from pipeline.web.site import Options
from pipeline.web.site import Site
from pipeline.web.site import make_site

STATIC = {"style.css": "text/css", "icon.svg": "image/svg+xml"}
KEEP_STATIC = "public, max-age=3600"


def make_app(options: Options, now: Callable[[], datetime] = clock) -> ASGIApp:
    """The whole page over one database. Opens nothing until it is asked or started."""
    site = make_site(options, now)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        site.standings.start()
        try:
            yield
        finally:
            site.standings.stop()
            site.readers.close()

    app = Starlette(
        routes=_routes(site),
        lifespan=running,
        exception_handlers={HTTPException: _http(site), Exception: _broken},
    )
    app.router.redirect_slashes = False
    return Guard(app, options.names, review=options.review is not None)


def _routes(site: Site) -> list[Route]:
    ends = Endpoints(site)
    found = [
        Route("/healthz", _healthz(site)),
        Route("/openapi.json", _described),
        *(Route(f"/static/{name}", _static(name, media)) for name, media in STATIC.items()),
        Route("/snapshots/{snapshot:int}/raw", ends.raw()),
        Route("/snapshots/{snapshot:int}/page", ends.framed()),
        Route("/alerts/{alert:int}/edit.patch", ends.patch()),
    ]
    if site.options.review is not None:
        found += [
            Route("/login", ends.log_in_form, methods=["GET"]),
            Route("/login", ends.log_in, methods=["POST"]),
            Route("/logout", ends.log_out, methods=["POST"]),
            *(Route(path, ends.action(action), methods=["POST"]) for path, action in ACTIONS.items()),
        ]
    for place in PLACES:
        path = "/index" if place.path == "/" else place.path
        found.append(Route(f"{path}.json", ends.json(place.page)))
        if place.feed:
            found.append(Route(f"{path}.atom", ends.atom(place.feed)))
    found += [Route(place.path, ends.html(place.page)) for place in PLACES]
    return found


def _static(name: str, media: str) -> Callable[[Request], Response]:
    content = (files("pipeline.web") / "static" / name).read_bytes()

    def endpoint(_: Request) -> Response:
        return Response(content, media_type=media, headers={"cache-control": KEEP_STATIC})

    return endpoint


def _healthz(site: Site) -> Callable[[Request], Response]:
    def endpoint(_: Request) -> Response:
        try:
            with site.readers.lent() as queries:
                queries.marks()
        except StoreError as error:
            return PlainTextResponse(f"{error.what}\n", 503)
        return PlainTextResponse("ok\n")

    return endpoint


def _described(_: Request) -> Response:
    return JSONResponse(description())


def _http(site: Site) -> Callable[[Request, Exception], Response]:
    def handler(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            return PlainTextResponse("This address is not for that.\n", 405, headers=error.headers)
        words: WebError = NotHere("nothing stands at this address.", "The start page leads to everything.")
        return told(site, request, words, None)

    return handler


async def _broken(_: Request, __: Exception) -> Response:
    """A defect of ours: the server's log has it; the visitor is told so, and nothing else."""
    return PlainTextResponse("Something broke in lexwatch itself; the log says what.\n", 500)
