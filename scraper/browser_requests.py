"""What a rendered page asks for: which of it is fetched, by our own client, and which is not."""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from db.records import Capture
from db.records import Part
from scraper.addresses import Place
from scraper.addresses import follow
from scraper.addresses import is_home
from scraper.addresses import may_visit
from scraper.addresses import place
from scraper.addresses import shorten
from scraper.errors import FetchError
from scraper.errors import ScrapeError
from scraper.fetch import MAX_REDIRECTS
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.fetch import headers_for
from scraper.http import header
from scraper.politeness import Rules
from scraper.statuses import REDIRECTS

if TYPE_CHECKING:
    from playwright.async_api import Route

# Kinds of requests that no text depends on.
NEVER = frozenset(
    {"image", "font", "media", "texttrack", "websocket", "eventsource", "ping", "manifest", "cspreport"}
)
MAX_REQUESTS = 150  # of one page; a page of law needs a handful of scripts and one or two answers
MAX_TOTAL = 60 * 1024 * 1024  # bytes of all of them
MAX_PARTS = 500  # that are listed
MAX_CONTENT = 65_536  # bytes that a page may send
ONE = 30.0  # s for one of them
_OURS = ("user-agent", "host", "accept-encoding", "content-length", "connection", "sec-", ":")
_NOT_PASSED = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "alt-svc", "location"}
)


class Requests:
    """The requests of one page."""

    def __init__(
        self, fetcher: Fetcher, ask: Ask, home: Place, main: Capture, rules: dict[str, Rules]
    ) -> None:
        self.ask = ask
        self.main = main
        self.rules = rules
        self.open = 0
        self.disallowed: list[str] = []  # paths that robots.txt kept from the page
        self._fetcher = fetcher
        self._home = home
        self._parts: list[Part] = [_part(main, "GET", None)]
        self._count = 0
        self._bytes = len(main.body)
        self._main_given = False

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self._parts)

    def cannot_live(self) -> str:
        paths = ", ".join(dict.fromkeys(self.disallowed[:3]))
        return f"The page needs {paths}, which the site's robots.txt does not allow."

    def advice(self) -> str:
        if self.disallowed:
            return "Ask the site's keeper for leave, use another source, or add a page saved by hand (add-snapshot)."
        return "Look at the page in a browser; if it shows the law there, give the source more time."

    async def answer(self, route: "Route") -> None:
        """Playwright's question what shall become of one request."""
        from playwright.async_api import Error

        self.open += 1
        try:
            await self._answer(route)
        except Error:
            pass  # the page is gone, and with it whoever waited for this
        finally:
            self.open -= 1

    async def _answer(self, route: "Route") -> None:
        request = route.request
        if not self._main_given and request.is_navigation_request():
            self._main_given = True
            await _fulfil(route, self.main)
            return
        try:
            goal = place(request.url)
            why = self._why_not(goal, request.resource_type, request.method)
        except FetchError:
            why = "no address that may be asked"
        if why is not None:
            self._note(Part(shorten(request.url), request.method, 0, None, 0, None, why))
            await route.abort("blockedbyclient")
            return
        sent = [*(await request.all_headers()).items()]
        content = (request.post_data_buffer or b"")[: MAX_CONTENT + 1]
        try:
            answer = await self._fetch(goal, sent, request.method, content)
        except ScrapeError as error:
            self._note(Part(shorten(request.url), request.method, 0, None, 0, None, error.what))
            await route.abort("failed")
            return
        self._bytes += len(answer.body)
        self._note(_part(answer, request.method, None))
        await _fulfil(route, answer)

    def _why_not(self, goal: Place, kind: str, method: str) -> str | None:
        if kind in NEVER:
            return kind
        if method not in {"GET", "HEAD", "POST"}:
            return f"method {method}"
        if not may_visit(goal, home=self._home, allowed_hosts=self.ask.allowed_hosts):
            return "third party"
        self._count += 1
        if self._count > MAX_REQUESTS or self._bytes > MAX_TOTAL:
            return "too much for one page"
        return self._robots(goal)

    def _robots(self, goal: Place) -> str | None:
        rules = self.rules.get(goal.origin)
        if rules is None:
            return "its robots.txt is not known"
        if rules.allows(goal.url):
            return None
        self.disallowed.append(shorten(goal.url).partition(goal.netloc)[2])
        return "robots.txt"

    async def _fetch(self, goal: Place, sent: list[tuple[str, str]], method: str, content: bytes) -> Capture:
        """The answer at the end of the redirects, each of which must be allowed, too."""
        if len(content) > MAX_CONTENT:
            raise FetchError("The page sends more than it may.")
        ask = replace(self.ask, etag=None, last_modified=None, headers=_page_headers(sent))
        for _ in range(MAX_REDIRECTS + 1):
            own = dict(self.ask.headers) if is_home(goal, self._home) else {}
            headers = [
                *{**dict(headers_for(ask, own_host=True)), **{k.lower(): v for k, v in own.items()}}.items()
            ]
            answer = await self._fetcher.once(
                ask, goal, headers, seconds=ONE, method=method, content=content if method == "POST" else b""
            )
            location = header(answer.headers, "location")
            if answer.status not in REDIRECTS or location is None:
                return answer
            goal = follow(goal, location, home=self._home, allowed_hosts=self.ask.allowed_hosts)
            method = method if answer.status in {307, 308} else "GET"
            if why := self._robots(goal):
                raise FetchError(why)
        raise FetchError("more redirects than are followed")

    def _note(self, part: Part) -> None:
        if len(self._parts) < MAX_PARTS:
            self._parts.append(part)


def _page_headers(sent: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What the page's script said, without what is ours to say."""
    return tuple(
        (name, value)
        for name, value in sent
        if not name.lower().startswith(_OURS) and value.isascii() and value.isprintable()
    )


def _part(answer: Capture, method: str, note: str | None) -> Part:
    digest = hashlib.sha256(answer.body).hexdigest()
    kind = header(answer.headers, "content-type")
    return Part(shorten(answer.final_url), method, answer.status, kind, len(answer.body), digest, note)


async def _fulfil(route: "Route", answer: Capture) -> None:
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        if name.lower() not in _NOT_PASSED:
            headers[name] = f"{headers[name]}\n{value}" if name in headers else value
    await route.fulfill(status=answer.status, headers=headers, body=answer.body)
