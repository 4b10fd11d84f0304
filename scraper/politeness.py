"""How often a host may be asked, and what its robots.txt lets us ask.

One request at a time a host; the gap counts from the end of the last one. RFC 9309 for robots.txt: 4xx means that
everything is allowed, a server that cannot answer means that we wait.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from collections.abc import Awaitable
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from protego import Protego

from db.records import Capture
from scraper.addresses import Place
from scraper.errors import Busy
from scraper.errors import FetchError
from scraper.errors import Gone
from scraper.errors import Refused
from scraper.errors import Unreachable

AGENT = "lexwatch"  # the product token that a robots.txt may name
MAX_GATES = 10_000  # hosts remembered; the idle ones go first
MAX_CRAWL_DELAY = 60.0  # s; a larger wish is honoured up to here, else one act of many pages takes days
MAX_WAIT = 60.0  # s that a look waits in line for a host that asked for rest; longer becomes its due time
ROBOTS_BYTES = 512_000  # read of one robots.txt; RFC 9309 asks for 500 KiB at least
ROBOTS_LIFE = 6 * 3600.0  # s; RFC 9309 allows a day
ROBOTS_SORRY = 300.0  # s before a robots.txt that could not be had is asked for again

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Gate:
    """The door of one host."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._lock = asyncio.Lock()
        self._clock = clock
        self._sleep = sleep
        self.ended_at: float | None = None
        self.shut_until = 0.0

    @property
    def idle(self) -> bool:
        """Whether forgetting this gate changes nothing."""
        since = self._clock() - (self.ended_at if self.ended_at is not None else float("-inf"))
        return not self._lock.locked() and self._clock() >= self.shut_until and since > MAX_CRAWL_DELAY

    @asynccontextmanager
    async def turn(self, gap: float) -> AsyncIterator[None]:
        """Waits for its turn and for `gap` seconds after the last request; raises Busy where that is too long."""
        async with self._lock:
            now = self._clock()
            rest = self.shut_until - now
            if rest > MAX_WAIT:
                hint = "It is asked again when that time has passed."
                raise Busy(f"The host asked for rest, {rest:.0f} s more.", hint, retry_after=rest)
            after_last = (self.ended_at + gap - now) if self.ended_at is not None else 0.0
            if (wait := max(rest, after_last)) > 0:
                await self._sleep(wait)
            try:
                yield
            finally:
                self.ended_at = self._clock()

    def rest(self, seconds: float) -> None:
        """The host asked to be left alone: nobody asks it before."""
        self.shut_until = max(self.shut_until, self._clock() + seconds)


class Gates:
    """One gate a host."""

    def __init__(self, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._gates: dict[str, Gate] = {}

    def of(self, where: Place) -> Gate:
        if where.machine not in self._gates:
            if len(self._gates) >= MAX_GATES:
                self._gates = {name: gate for name, gate in self._gates.items() if not gate.idle}
            self._gates[where.machine] = Gate(self._clock, self._sleep)
        return self._gates[where.machine]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us."""

    parsed: Protego | None  # None: there is none, everything is allowed

    def allows(self, url: str) -> bool:
        return self.parsed is None or self.parsed.can_fetch(url, AGENT)

    @property
    def delay(self) -> float:
        """Seconds between requests that the site wishes, up to MAX_CRAWL_DELAY."""
        if self.parsed is None:
            return 0.0
        wish = self.parsed.crawl_delay(AGENT) or 0.0
        rate = self.parsed.request_rate(AGENT)
        if rate is not None and rate.requests > 0:
            wish = max(wish, rate.seconds / rate.requests)
        return min(max(wish, 0.0), MAX_CRAWL_DELAY)


@dataclass(slots=True)
class _Known:
    rules: Rules | None
    sorry: str
    until: float


class Robots:
    """The robots.txt of every origin we ask, each kept for its lifetime."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def rules(self, where: Place, get: Callable[[str], Awaitable[Capture]]) -> Rules:
        """What this origin allows; `get` fetches one address. Raises Unreachable where that cannot be known now."""
        origin = where.origin
        if len(self._known) >= MAX_GATES:
            now = self._clock()
            self._known = {name: known for name, known in self._known.items() if known.until > now}
            self._locks = {name: lock for name, lock in self._locks.items() if lock.locked()}
        async with self._locks.setdefault(origin, asyncio.Lock()):
            known = self._known.get(origin)
            if known is None or known.until <= self._clock():
                rules, sorry = await _read(f"{origin}/robots.txt", get)
                known = _Known(rules, sorry, self._clock() + (ROBOTS_LIFE if rules else ROBOTS_SORRY))
                self._known[origin] = known
        if known.rules is None:
            hint = "Nothing is asked there until it can be read."
            what = f"The robots.txt of {where.netloc} cannot be had: {known.sorry}"
            raise Unreachable(what, hint, retry_after=known.until - self._clock())
        return known.rules


async def _read(url: str, get: Callable[[str], Awaitable[Capture]]) -> tuple[Rules | None, str]:
    try:
        body = (await get(url)).body
    except (Gone, Refused) as error:
        # 4xx: the site has no rules for us. An address that we may not ask at all stays refused.
        if error.capture is None:
            raise
        return Rules(None), ""
    except FetchError as error:
        if (
            error.capture is None
            or error.capture.status != 200
            or len(error.capture.body) < ROBOTS_BYTES // 2
        ):
            return None, f"{error.what} {error.hint}".strip()  # a certificate is mended by what its hint says
        body = error.capture.body  # larger than any robots.txt: its beginning is what counts
    text = body[:ROBOTS_BYTES].decode("utf-8-sig", errors="replace").replace("\x00", "")
    return Rules(Protego.parse(text)), ""
