"""From a request to a response: a connection, the page's function, HTML or JSON; errors as pages with a status."""

import json
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl
from urllib.parse import quote
from urllib.parse import urlencode

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.responses import Response

from db.errors import BodyDropped
from db.errors import InUse
from db.errors import Missing
from db.errors import StoreError
from pipeline.errors import NotFound
from pipeline.errors import PipelineError
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.desk.actions import Action
from pipeline.web.desk.actions import act
from pipeline.web.desk.review import Review
from pipeline.web.desk.review import is_allowed
from pipeline.web.desk.review import is_ours
from pipeline.web.desk.sessions import COOKIE
from pipeline.web.desk.sessions import LASTS
from pipeline.web.desk.sessions import Session
from pipeline.web.errors import BadQuestion
from pipeline.web.errors import NotHere
from pipeline.web.errors import WebError
from pipeline.web.guard import FRAMED_POLICY
from pipeline.web.naming import Naming
from pipeline.web.pages import alerts
from pipeline.web.pages import sources
from pipeline.web.render import render
from pipeline.web.site import Site

AT_ONCE = 4  # requests answered at the same time; each has a connection and its cache of 16 MiB
MAX_FORM = 20_000  # bytes of a form: a reason of 2,000 letters in any script, escaped
TOLD = (PipelineError, StoreError, WebError)

Answer = Callable[[Ask], Response]
Endpoint = Callable[[Request], Any]


class Endpoints:
    """Makes endpoints of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._limiter: CapacityLimiter | None = None

    def html(self, page: Callable[[Ask], Page]) -> Endpoint:
        return self._reading(lambda ask: _html(ask, page(ask)))

    def json(self, page: Callable[[Ask], Page]) -> Endpoint:
        return self._reading(lambda ask: _json(page(ask).data()))

    def atom(self, feed: Callable[[Ask], bytes]) -> Endpoint:
        return self._reading(lambda ask: Response(feed(ask), media_type="application/atom+xml"))

    def raw(self) -> Endpoint:
        """A snapshot's bytes, as text whatever they are."""
        return self._reading(_raw)

    def framed(self) -> Endpoint:
        """A snapshot as a page that can do nothing."""
        return self._reading(_framed)

    def patch(self) -> Endpoint:
        """The ready edits of an alert as a patch of the profile's file."""
        return self._reading(_patched)

    def _reading(self, answer: Answer) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await self._thread(partial(self._answer, request, answer))

        return endpoint

    async def _thread(self, work: Callable[[], Response]) -> Response:
        if self._limiter is None:
            self._limiter = CapacityLimiter(AT_ONCE)
        return await run_sync(work, limiter=self._limiter)

    def _answer(self, request: Request, answer: Answer) -> Response:
        session = None
        try:
            session, refused = self._visitor(request)
            if refused is not None:
                return refused
            with self.site.readers.lent() as queries:
                return answer(_ask(self.site, request, queries, session))
        except TOLD as error:
            return told(self.site, request, error, session)

    def _visitor(self, request: Request) -> tuple[Session | None, Response | None]:
        """Who asks, or the answer to who may not."""
        review, now = self.site.options.review, self.site.now()
        if review is None:
            return None, None
        session = review.who(request, now) or review.by_password(request, now)
        if session or review.is_open:
            return session, None
        if request.url.path.endswith((".json", ".atom")):
            realm = {"www-authenticate": 'Basic realm="lexwatch", charset="UTF-8"'}
            return None, Response("Log in.\n", 401, headers=realm, media_type="text/plain")
        # The start page answers 200 by itself, whoever asks.
        status = 200 if request.url.path == "/" else 401
        return None, login_page(self.site, request, here(request), status=status)

    async def log_in_form(self, request: Request) -> Response:
        return login_page(self.site, request, safe_way(request.query_params.get("to", "/")))

    async def log_in(self, request: Request) -> Response:
        form = await read_form(request)
        return await self._thread(partial(self._log_in, request, form))

    def _log_in(self, request: Request, form: dict[str, str]) -> Response:
        review, now = _review(self.site), self.site.now()
        way = safe_way(form.get("to", "/"))
        try:
            is_ours(request)
            name = form.get("user", "").strip()
            if not review.check(request, name, form.get("password", ""), now):
                return login_page(
                    self.site, request, way, problem="Name or password is not right.", name=name, status=401
                )
        except WebError as error:
            return told(self.site, request, error, None)
        answer = RedirectResponse(way, 303)
        answer.set_cookie(
            COOKIE,
            review.sessions.begin(name, now),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="lax",  # strict would log people out who come by the link in a mail
            secure=self.site.secure,
        )
        return answer

    async def log_out(self, request: Request) -> Response:
        form = await read_form(request)
        review = _review(self.site)
        session = review.who(request, self.site.now())
        try:
            is_ours(request)
            if session is not None:
                is_allowed(session, form, session.role)
        except WebError as error:
            return told(self.site, request, error, session)
        review.sessions.end(request.cookies.get(COOKIE))
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE)
        return answer

    def action(self, action: Action) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            form = await read_form(request)
            if self.site.options.writer is not None:
                return self._act(request, action, form)  # the daemon's store is bound to this thread
            return await self._thread(partial(self._act, request, action, form))

        return endpoint

    def _act(self, request: Request, action: Action, form: dict[str, str]) -> Response:
        now = self.site.now()
        session = _review(self.site).who(request, now)
        try:
            is_ours(request)
            person = is_allowed(session, form, action.role)
            with self.site.writing, self.site.open_writer() as store:
                way = act(action, store, request.path_params, person, form, now)
        except TOLD as error:
            return told(self.site, request, error, session)
        return RedirectResponse(quote(way), 303)


def _ask(site: Site, request: Request, queries: Any, session: Session | None) -> Ask:
    path = request.url.path
    address = path.removesuffix(".json").removesuffix(".atom") if path != "/" else path
    return Ask(
        queries=queries,
        now=site.now(),
        site=site,
        path=request.path_params,
        query=dict(request.query_params),
        address=quote(address, safe="/-._~:") or "/",
        base=(site.options.address or str(request.base_url)).rstrip("/"),
        session=session,
    )


def _html(ask: Ask, page: Page) -> Response:
    kept = {k: v for k, v in ask.query.items() if v}
    query = f"?{urlencode(kept)}" if kept else ""
    text = render(
        page.template,
        **frame(ask.site, ask.session),
        title=page.title,
        section=page.section,
        zone=page.zone,
        ask=ask,
        named=Naming(ask),
        feed=quote(page.feed, safe="/-._~:") if page.feed else None,
        json=f"{'/index' if ask.address == '/' else ask.address}.json{query}",
        **page.context,
    )
    return Response(text, page.status, media_type="text/html")


def frame(site: Site, session: Session | None) -> dict[str, Any]:
    """What every page shows around itself."""
    return {"session": session, "reviewing": site.options.review is not None, "db_flag": site.db_flag}


def _json(value: object) -> Response:
    return Response(json.dumps(value, ensure_ascii=False, default=str), media_type="application/json")


def _raw(ask: Ask) -> Response:
    body, _ = sources.raw(ask)
    return Response(
        body, headers={"content-type": "text/plain"}
    )  # no charset: the bytes say it, or nobody does


def _patched(ask: Ask) -> Response:
    return Response(
        alerts.patch_of(ask),
        media_type="text/plain",
        headers={"content-disposition": 'inline; filename="profile.patch"'},
    )


def _framed(ask: Ask) -> Response:
    body, evidence = sources.raw(ask)
    if not sources.is_page(evidence):
        raise NotHere("this snapshot is no page.", "Its bytes can be read as text.")
    charset = sources.charset_of(body, evidence)
    headers = {
        "content-type": f"text/html; charset={charset}",
        "content-security-policy": FRAMED_POLICY,
        "x-frame-options": "SAMEORIGIN",
    }
    return Response(body, headers=headers)


def told(site: Site, request: Request, error: Exception, session: Session | None) -> Response:
    """An error that a person can understand, as a page or as JSON."""
    status = status_of(error)
    what, hint = getattr(error, "what", str(error)), getattr(error, "hint", "")
    if request.url.path.endswith((".json", ".atom")):
        answer = _json({"error": what, "hint": hint})
        answer.status_code = status
        return answer
    text = render(
        "told.html",
        **frame(site, session),
        title=HTTPStatus(status).phrase.capitalize(),
        what=f"{what[:1].upper()}{what[1:]}",
        hint=hint,
        section="",
    )
    return Response(text, status, media_type="text/html")


def status_of(error: Exception) -> int:
    match error:
        case WebError():
            return error.status
        case NotFound() | Missing():
            return 404
        case BodyDropped():
            return 410
        case InUse():
            return 503
        case PipelineError():
            return 409
        case _:
            return 503


def login_page(
    site: Site, request: Request, way: str, *, problem: str = "", name: str = "", status: int = 200
) -> Response:
    _ = request
    text = render(
        "login.html", **frame(site, None), title="Log in", section="", to=way, problem=problem, name=name
    )
    return Response(text, status, media_type="text/html")


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a posted form, up to a bound; what is larger counts as empty, and is then refused."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            return {}
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


def here(request: Request) -> str:
    query = request.url.query
    return safe_way(quote(request.url.path) + (f"?{query}" if query else ""))


def safe_way(way: str) -> str:
    """A path on this site, whatever a form says: never another site."""
    plain = way.startswith("/") and not way.startswith(("//", "/\\")) and "\\" not in way
    return way if plain and way.isprintable() and len(way) < 2_000 else "/"


def _review(site: Site) -> Review:
    if site.options.review is None:
        raise BadQuestion("nothing can be done in this page.", "Run it with --review.")
    return site.options.review
