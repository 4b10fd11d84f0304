"""A polite look at one address: gate, robots.txt, redirects, retries, conditional requests.

What goes wrong is raised as an error of its own class, so that no comparison ever sees it. What came of an answer that
was no good travels on the error as `.capture`, so that it can be kept as evidence.
"""

import asyncio
import time
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from types import TracebackType
from typing import Self

import stamina

from db.records import Capture
from scraper.addresses import Place
from scraper.addresses import Resolver
from scraper.addresses import follow
from scraper.addresses import is_home
from scraper.addresses import place
from scraper.errors import Busy
from scraper.errors import CutShort
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.http import Client
from scraper.http import Jar
from scraper.http import Route
from scraper.http import header
from scraper.politeness import AGENT
from scraper.politeness import ROBOTS_BYTES
from scraper.politeness import Clock
from scraper.politeness import Gates
from scraper.politeness import Robots
from scraper.politeness import Rules
from scraper.politeness import Sleep
from scraper.statuses import REDIRECTS
from scraper.statuses import fault

MAX_REDIRECTS = 5
AT_ONCE = 10  # requests in flight over all hosts: httpx's throughput collapses above (measured)
ATTEMPTS = 3
FIRST_PAUSE = 1.0  # s before the second attempt, doubled for the third
LONGEST_PAUSE = 60.0  # s; a longer Retry-After becomes the source's due time
RETRIES_END = 180.0  # s after which no further attempt begins
ROBOTS_TIME = 30.0  # s for one robots.txt
MAX_HEADER = 1024  # characters of a validator or contact that is sent
MIB = 1024 * 1024
OURS = frozenset(
    {"user-agent", "host", "accept-encoding", "content-length", "transfer-encoding", "connection"}
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One look at one address, with everything that its source says about how."""

    url: str
    contact: str  # stands in the User-Agent
    etag: str | None = None
    last_modified: str | None = None
    allowed_hosts: frozenset[str] = frozenset()  # besides the address's own host and its www twin
    private_addresses: bool = False
    ca_file: str | None = None
    headers: tuple[tuple[str, str], ...] = field(
        default=(), repr=False
    )  # may hold a secret; sent to the own host only
    gap: float = 2.0  # s of rest that a host gets after each request
    total: float = 120.0  # s for one attempt, redirects included, waiting in line not
    max_bytes: int = 20 * MIB  # decoded
    http2: bool = True
    proxy: str | None = field(default=None, repr=False)
    robots: bool = True  # False only with the written leave of the site's keeper
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the answer whose validators we sent."""

    url: str
    taken_at: datetime
    etag: str | None
    last_modified: str | None


def validators(capture: Capture) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of an answer, to be sent with the next look at the same address."""
    return header(capture.headers, "etag"), header(capture.headers, "last-modified")


def agent(contact: str) -> str:
    """Who asks: the product, its version and where to complain."""
    try:
        number = version("lexwatch")
    except PackageNotFoundError:
        number = "0"
    who = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()")[:MAX_HEADER]
    return f"{AGENT}/{number} (+{who.strip()})"


class Fetcher:
    """Looks at addresses, one request at a time a host; one Fetcher serves a process."""

    def __init__(
        self, *, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep, resolver: Resolver | None = None
    ) -> None:
        self.gates = Gates(clock, sleep)
        self._robots = Robots(clock)
        self._resolver = resolver
        self._clients: dict[Route, Client] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    async def fetch(self, ask: Ask, *, cookies: bool = False) -> Capture | NotModified:
        """What stands at the address now; raises FetchError. Tries again only where that can help.

        Cookies that the server sets are left out of the answer, which is kept for years, unless they are asked for.
        """
        home = place(ask.url)
        async for attempt in stamina.retry_context(
            on=_pause, attempts=ATTEMPTS, timeout=RETRIES_END, wait_initial=FIRST_PAUSE, wait_max=10.0
        ):
            with attempt:
                return await self._attempt(ask, home, cookies=cookies)
        raise AssertionError  # stamina returns or raises

    async def _attempt(self, ask: Ask, home: Place, *, cookies: bool) -> Capture | NotModified:
        try:
            answer = await self._walk(ask, home, robots=ask.robots)
            return _answered(ask, answer if cookies else without_cookies(answer))
        except FetchError as error:
            error.url = ask.url
            if error.capture is not None:
                error.capture = replace(without_cookies(error.capture), url=ask.url)
            raise

    async def _walk(self, ask: Ask, start: Place, *, robots: bool) -> Capture:
        """The answer at the end of the redirects; raises the error that its status is."""
        at, left, jar = start, ask.total, Jar()
        for _ in range(MAX_REDIRECTS + 1):
            gap = ask.gap
            if robots:
                rules = await self.rules(ask, at)
                refuse_where_disallowed(rules, at)
                gap = max(gap, rules.delay)
            async with self.gates.of(at).turn(gap):
                headers = headers_for(ask, own_host=is_home(at, start))
                answer = await self.once(ask, at, headers, seconds=left, jar=jar)
            left -= answer.seconds
            location = header(answer.headers, "location")
            if answer.status not in REDIRECTS or location is None:
                return self._judged(at, answer)
            try:
                at = follow(at, location, home=start, allowed_hosts=ask.allowed_hosts)
            except FetchError as error:
                error.capture = answer
                raise
        lost = FetchError(
            f"The server sends us round: more than {MAX_REDIRECTS} redirects.", "Check the url."
        )
        lost.capture = answer
        raise lost

    async def once(
        self,
        ask: Ask,
        at: Place,
        headers: list[tuple[str, str]],
        *,
        seconds: float,
        jar: Jar | None = None,
        method: str = "GET",
        content: bytes = b"",
    ) -> Capture:
        """One request over the source's route, whatever its status; its caller holds the gate."""
        client = self._client(ask)
        async with self._slots:
            return await client.ask(
                at.url,
                headers,
                max_bytes=ask.max_bytes,
                seconds=max(seconds, 0.01),
                jar=jar,
                method=method,
                content=content,
            )

    def _judged(self, at: Place, answer: Capture) -> Capture:
        if answer.status == 304:
            return answer
        error = fault(answer.status, lambda name: header(answer.headers, name), datetime.now(UTC))
        if error is None:
            return answer
        error.capture = answer
        if isinstance(error, Busy) and error.retry_after:
            self.gates.of(at).rest(error.retry_after)
        raise error

    async def rules(self, ask: Ask, at: Place) -> Rules:
        """What robots.txt at this origin allows. It goes through the same gate and the same rules of addresses."""
        if not ask.robots:
            return Rules(None)
        plain = replace(
            ask, etag=None, last_modified=None, max_bytes=ROBOTS_BYTES, total=min(ask.total, ROBOTS_TIME)
        )

        async def get(url: str) -> Capture:
            return await self._walk(plain, place(url), robots=False)

        return await self._robots.rules(at, get)

    def _client(self, ask: Ask) -> Client:
        route = Route(private=ask.private_addresses, ca_file=ask.ca_file, proxy=ask.proxy, http2=ask.http2)
        if route not in self._clients:
            self._clients[route] = Client(route, self._resolver)
        return self._clients[route]


def without_cookies(answer: Capture) -> Capture:
    """The answer without what may be a session's secret."""
    return replace(answer, headers=tuple(h for h in answer.headers if h[0].lower() != "set-cookie"))


def refuse_where_disallowed(rules: Rules, at: Place) -> None:
    """Raises Refused where robots.txt does not let us ask this address."""
    if not rules.allows(at.url):
        hint = (
            "Ask the site's keeper for leave, use another source, or add a page saved by hand (add-snapshot)."
        )
        raise Refused(f"The robots.txt of {at.netloc} does not allow {at.url}.", hint)


def _answered(ask: Ask, answer: Capture) -> Capture | NotModified:
    if answer.status != 304:
        return replace(answer, url=ask.url)
    if ask.etag is None and ask.last_modified is None:
        odd = CutShort(
            "The server says 'not modified' to a question that named no state.", "It is asked again later."
        )
        odd.capture = answer
        raise odd
    etag, last_modified = validators(answer)
    return NotModified(ask.url, answer.taken_at, etag or ask.etag, last_modified or ask.last_modified)


def headers_for(ask: Ask, *, own_host: bool) -> list[tuple[str, str]]:
    """What is sent. The source's own headers go to its own host only: they may hold a secret."""
    own = {name.lower(): value for name, value in ask.headers} if own_host else {}
    for name, value in own.items():
        if name in OURS or not (value.isascii() and value.isprintable()):
            raise Refused(
                f"The header {name} cannot be set by a source.", "Take it out of the source's headers."
            )
    sent = {
        "user-agent": agent(ask.contact),
        "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "accept-encoding": "gzip",
    }
    if ask.language:
        sent["accept-language"] = ask.language
    known = {"if-none-match": ask.etag, "if-modified-since": ask.last_modified}
    sent |= {name: value for name, value in known.items() if value and _sendable(value)}
    return [*{**sent, **own}.items()]


def _sendable(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= MAX_HEADER


def _pause(error: Exception) -> bool | float:
    """Whether another attempt may help, and how long to wait first where the server said so."""
    if not isinstance(error, FetchError) or not error.transient:
        return False
    if error.retry_after is None:
        return True
    return False if error.retry_after > LONGEST_PAUSE else max(error.retry_after, FIRST_PAUSE)
