"""How often a host is asked, and what its robots.txt lets us ask."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import stamina
from scripted_site import Site

from scraper.addresses import place
from scraper.errors import Busy
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.errors import Unreachable
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.politeness import MAX_CRAWL_DELAY
from scraper.politeness import ROBOTS_LIFE
from scraper.politeness import ROBOTS_SORRY
from scraper.politeness import Gate
from scraper.politeness import Gates

pytestmark = pytest.mark.anyio


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
async def fetcher(clock: Time) -> AsyncIterator[Fetcher]:
    with stamina.set_testing(True, attempts=2, cap=True):
        async with Fetcher(clock=clock, sleep=clock.sleep) as made:
            yield made


def ask(url: str, **more: object) -> Ask:
    return Ask(url=url, contact="law@example.org", private_addresses=True, **more)  # type: ignore[arg-type]


async def refusal(fetcher: Fetcher, question: Ask) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(question)
    return caught.value


async def test_the_gap_counts_from_the_end(clock: Time) -> None:
    """A slow answer does not eat the pause that the server was to have."""
    gate = Gate(clock, clock.sleep)
    async with gate.turn(2.0):
        clock.now += 30
    clock.now += 0.5
    async with gate.turn(2.0):
        pass

    assert [1.5] == clock.slept


async def test_one_request_at_a_time(clock: Time) -> None:
    """Ten who want the same host go one by one, each after the gap."""
    gate, inside, most = Gate(clock, clock.sleep), 0, 0

    async def one() -> None:
        nonlocal inside, most
        async with gate.turn(2.0):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(one() for _ in range(10)))

    assert (1, [2.0] * 9) == (most, clock.slept)


async def test_a_failed_request_counts_too(clock: Time) -> None:
    """The gap follows a failure as it follows an answer, and the gate opens again."""
    gate = Gate(clock, clock.sleep)
    with pytest.raises(ValueError):
        async with gate.turn(2.0):
            raise ValueError
    async with gate.turn(2.0):
        pass

    assert [2.0] == clock.slept


async def test_rest_is_respected(clock: Time) -> None:
    """A short rest is waited out, a long one is told at once."""
    gate = Gate(clock, clock.sleep)
    gate.rest(30)
    async with gate.turn(0):
        pass
    gate.rest(600)
    with pytest.raises(Busy) as caught:
        async with gate.turn(0):
            raise AssertionError

    assert ([30], 600) == (clock.slept, caught.value.retry_after)


async def test_hosts_do_not_wait_for_each_other(clock: Time) -> None:
    """One gate a host, shared by its www twin."""
    gates = Gates(clock, clock.sleep)

    assert gates.of(place("http://a.example/x")) is gates.of(place("https://www.a.example/y"))
    assert gates.of(place("http://a.example/x")) is not gates.of(place("http://b.example/x"))


async def test_the_wire_sees_the_gap(site: Site, fetcher: Fetcher, clock: Time) -> None:
    """robots.txt is a request like any other: it goes through the same gate."""
    site.serves("/code", "law")

    await fetcher.fetch(ask(site.url("/code")))
    await fetcher.fetch(ask(site.url("/code")))

    assert ["/robots.txt", "/code", "/code"] == [s.path for s in site.asked()]
    assert [2.0, 2.0] == clock.slept


async def test_a_disallowed_path_is_never_asked(site: Site, fetcher: Fetcher) -> None:
    """The refusal names host and path and says what a person can do; leave in writing overrides it."""
    site.robots("User-agent: *\nDisallow: /api/\nAllow: /")
    site.serves("/api/act", "law")
    site.serves("/act", "law")

    error = await refusal(fetcher, ask(site.url("/api/act")))
    await fetcher.fetch(ask(site.url("/act")))

    assert isinstance(error, Refused)
    assert "/api/act" in error.what
    assert "add-snapshot" in error.hint
    assert () == site.asked("/api/act")
    await fetcher.fetch(ask(site.url("/api/act"), robots=False))
    assert 1 == len(site.asked("/api/act"))


async def test_a_redirect_obeys_robots_too(site: Site, fetcher: Fetcher) -> None:
    """An allowed address that leads to a disallowed one stops before it."""
    site.robots("User-agent: *\nDisallow: /login")
    site.redirects("/act", "/login?back=/act")

    assert isinstance(await refusal(fetcher, ask(site.url("/act"))), Refused)
    assert () == site.asked("/login")


async def test_rules_for_us_by_name_count(site: Site, fetcher: Fetcher) -> None:
    """A group that names lexwatch replaces the one for all."""
    site.robots("User-agent: *\nAllow: /\n\nUser-agent: lexwatch\nDisallow: /")

    assert isinstance(await refusal(fetcher, ask(site.url("/act"))), Refused)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_no_rules_is_leave(site: Site, fetcher: Fetcher, status: int) -> None:
    """4xx for robots.txt: everything is allowed (RFC 9309)."""
    site.robots("User-agent: *\nDisallow: /", status=status)
    site.serves("/act", "law")

    await fetcher.fetch(ask(site.url("/act")))

    assert 1 == len(site.asked("/act"))


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_that_cannot_say_is_not_asked(
    site: Site, fetcher: Fetcher, clock: Time, status: int
) -> None:
    """5xx for robots.txt: we wait, and ask for it again only after a while."""
    site.robots("", status=status).then("")
    site.serves("/act", "law")

    error = await refusal(fetcher, ask(site.url("/act")))
    again = await refusal(fetcher, ask(site.url("/act")))

    assert isinstance(error, Unreachable)
    assert "robots.txt" in error.what
    assert isinstance(again, Unreachable)
    assert (1, 0) == (len(site.asked("/robots.txt")), len(site.asked("/act")))
    clock.now += ROBOTS_SORRY + 1
    await fetcher.fetch(ask(site.url("/act")))


async def test_rules_have_a_lifetime(site: Site, fetcher: Fetcher, clock: Time) -> None:
    """A robots.txt is asked once, and again when its time is over."""
    site.robots("User-agent: *\nAllow: /").then("User-agent: *\nDisallow: /")
    site.serves("/act", "law")
    for _ in range(3):
        await fetcher.fetch(ask(site.url("/act")))
    assert 1 == len(site.asked("/robots.txt"))

    clock.now += ROBOTS_LIFE + 1

    assert isinstance(await refusal(fetcher, ask(site.url("/act"))), Refused)


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("Crawl-delay: 7", 7.0),
        ("Crawl-delay: 0.5", 2.0),
        ("Crawl-delay: 86400", MAX_CRAWL_DELAY),
        ("Crawl-delay: -3", 2.0),
        ("Crawl-delay: nan", 2.0),
        ("Request-rate: 1/10s", 10.0),
    ],
)
async def test_a_crawl_delay_is_honoured_with_a_cap(
    site: Site, fetcher: Fetcher, clock: Time, line: str, gap: float
) -> None:
    """The larger of the site's wish and our gap, the wish capped."""
    site.robots(f"User-agent: *\n{line}")
    site.serves("/act", "law")

    await fetcher.fetch(ask(site.url("/act")))

    assert [gap] == clock.slept


async def test_a_robots_txt_of_any_size_and_kind_is_survived(site: Site, fetcher: Fetcher) -> None:
    """The beginning of a huge one counts; an HTML page or noise in its place forbids nothing."""
    site.robots("User-agent: *\nDisallow: /secret\n" + "# filler\n" * 200_000)
    site.serves("/act", "law")
    await fetcher.fetch(ask(site.url("/act")))
    assert isinstance(await refusal(fetcher, ask(site.url("/secret"))), Refused)

    for noise in (b"<!doctype html><title>404</title>", bytes(range(256)) * 40, b""):
        with Site() as other:
            other.serves("/robots.txt", noise)
            other.serves("/act", "law")
            await fetcher.fetch(ask(other.url("/act")))
            assert 1 == len(other.asked("/act"))


async def test_robots_elsewhere_is_no_way_out(site: Site, fetcher: Fetcher) -> None:
    """A robots.txt that redirects off the host is not followed there, and forbids nothing."""
    site.redirects("/robots.txt", "http://127.0.0.2:1/robots.txt")
    site.serves("/act", "law")

    await fetcher.fetch(ask(site.url("/act")))

    assert 1 == len(site.asked("/act"))
