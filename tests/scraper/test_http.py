"""The wire: what a look at an address does when the server is good, bad or hostile."""

import gzip
import random
import resource
import time
from collections.abc import AsyncIterator
from collections.abc import Callable

import pytest
import stamina
from asking import LONG
from asking import PAGE
from asking import ask
from asking import failed
from asking import got
from hypothesis import given
from hypothesis import strategies as st
from scripted_site import Site

from db.records import Capture
from scraper.errors import Busy
from scraper.errors import CutShort
from scraper.errors import FetchError
from scraper.errors import Gone
from scraper.errors import Refused
from scraper.errors import TooLarge
from scraper.errors import TooSlow
from scraper.errors import TurnedAway
from scraper.errors import Unreachable
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.fetch import NotModified
from scraper.fetch import validators
from scraper.inflate import Inflater
from scraper.inflate import Torn

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _no_pauses() -> object:
    """Retries happen, but nobody waits for them."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher() as made:
        yield made


async def test_a_page_comes_byte_for_byte(site: Site, fetcher: Fetcher) -> None:
    """The capture is what the server sent, with status, headers, addresses and time."""
    site.serves("/code", LONG, etag='"1"')

    capture = await got(fetcher, ask(site.url("/code")))

    assert LONG.encode() == capture.body
    assert (200, site.url("/code"), "http") == (capture.status, capture.final_url, capture.fetcher)
    assert ('"1"', None) == validators(capture)
    assert capture.taken_at.tzinfo is not None


async def test_we_say_who_we_are(site: Site, fetcher: Fetcher) -> None:
    """The User-Agent names product, version and contact; the language is asked for; only gzip is accepted."""
    site.serves("/code", PAGE)

    await fetcher.fetch(ask(site.url("/code"), language="kk"))

    (seen,) = site.asked("/code")
    assert seen.headers["user-agent"].startswith("lexwatch/")
    assert "(+law@example.org)" in seen.headers["user-agent"]
    assert ("kk", "gzip") == (seen.headers["accept-language"], seen.headers["accept-encoding"])


async def test_a_contact_cannot_break_the_header(site: Site, fetcher: Fetcher) -> None:
    """A line break in a contact does not become a header of its own."""
    site.serves("/code", PAGE)

    await fetcher.fetch(Ask(site.url("/code"), "x\r\nEvil: 1", private_addresses=True, gap=0))

    assert "evil" not in site.asked("/code")[0].headers


async def test_nothing_new_is_a_304(site: Site, fetcher: Fetcher) -> None:
    """Validators are sent; 304 is a value of its own, not an error and not a page."""
    site.serves("/code", PAGE, etag='"1"', last_modified="Wed, 01 Apr 2026 00:00:00 GMT")

    by_tag = await fetcher.fetch(ask(site.url("/code"), etag='"1"'))
    by_date = await fetcher.fetch(ask(site.url("/code"), last_modified="Wed, 01 Apr 2026 00:00:00 GMT"))
    changed = await fetcher.fetch(ask(site.url("/code"), etag='"0"'))

    assert isinstance(by_tag, NotModified)
    assert '"1"' == by_tag.etag
    assert isinstance(by_date, NotModified)
    assert isinstance(changed, Capture)


async def test_a_304_to_no_question_is_a_fault(site: Site, fetcher: Fetcher) -> None:
    """'Not modified' without validators in the question would be an empty page for ever."""
    site.serves("/code", status=304)

    assert isinstance(await failed(fetcher, ask(site.url("/code"))), CutShort)


@pytest.mark.parametrize(
    ("status", "kind", "requests"),
    [
        (400, Refused, 1),
        (401, TurnedAway, 1),
        (403, TurnedAway, 1),
        (404, Gone, 1),
        (407, TurnedAway, 1),
        (410, Gone, 1),
        (429, Busy, 3),
        (451, TurnedAway, 1),
        (500, Unreachable, 3),
        (502, Unreachable, 3),
        (503, Busy, 3),
        (504, TooSlow, 3),
        (206, CutShort, 3),
        (300, Refused, 1),
    ],
)
async def test_statuses_are_errors_of_their_own(
    site: Site, fetcher: Fetcher, status: int, kind: type[FetchError], requests: int
) -> None:
    """Each status is one class; only where a retry can help is it asked again; the answer is kept as evidence."""
    site.serves("/code", "words of the server", status=status)

    error = await failed(fetcher, ask(site.url("/code")))

    assert kind is type(error)
    assert requests == len(site.asked("/code"))
    assert error.capture is not None
    assert (status, b"words of the server") == (error.capture.status, error.capture.body)
    assert error.hint


async def test_a_retry_may_help(site: Site, fetcher: Fetcher) -> None:
    """A server that fails once and then answers has answered."""
    site.serves("/code", status=500).then(PAGE)

    assert PAGE.encode() == (await got(fetcher, ask(site.url("/code")))).body


async def test_a_short_wish_for_rest_is_waited_for(site: Site) -> None:
    """Retry-After up to a minute is waited out; nobody asks that host before."""
    site.serves("/code", status=503, headers={"Retry-After": "7"}).then(PAGE)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with Fetcher(sleep=sleep) as fetcher:
        await got(fetcher, ask(site.url("/code")))

    assert [7] == [round(s) for s in slept]


async def test_a_long_wish_for_rest_becomes_the_due_time(site: Site, fetcher: Fetcher) -> None:
    """Over a minute nobody sleeps: the error says how long; the other pages of the host are left alone too."""
    site.serves("/code", status=429, headers={"Retry-After": "3600"})
    site.serves("/other", PAGE)

    first = await failed(fetcher, ask(site.url("/code")))
    other = await failed(fetcher, ask(site.url("/other")))

    assert (3600, 1) == (first.retry_after, len(site.asked("/code")))
    assert isinstance(other, Busy)
    assert other.retry_after is not None
    assert 3590 < other.retry_after <= 3600
    assert () == site.asked("/other")


async def test_a_hostile_wish_for_rest_is_capped(site: Site, fetcher: Fetcher) -> None:
    """No server can silence a source for longer than a day."""
    site.serves("/code", status=503, headers={"Retry-After": "9" * 300})

    assert 86_400 == (await failed(fetcher, ask(site.url("/code")))).retry_after


Fault = Callable[[Site], object]
FAULTS: list[tuple[str, Fault, type[FetchError]]] = [
    ("cut with a length", lambda s: s.serves("/code", LONG).cuts_at(3000), CutShort),
    ("cut before the first byte", lambda s: s.serves("/code", LONG).cuts_at(0), CutShort),
    ("cut in chunks", lambda s: s.serves("/code", LONG).cuts_at(3000, framing="chunked"), CutShort),
    ("garbage in chunks", lambda s: s.serves("/code", LONG).chunked_garbage(), CutShort),
    ("a length that is too large", lambda s: s.serves("/code", LONG).wrong_length(), CutShort),
    ("gzip cut", lambda s: s.serves("/code", LONG).gzipped().cuts_at(60, framing="none"), CutShort),
    ("no gzip", lambda s: s.serves("/code", LONG, headers={"Content-Encoding": "gzip"}), CutShort),
    ("brotli", lambda s: s.serves("/code", LONG, headers={"Content-Encoding": "br"}), FetchError),
    ("a reset", lambda s: s.serves("/code", LONG).resets(), Unreachable),
    ("no HTTP", lambda s: s.sends_raw("/code", b"SSH-2.0-OpenSSH_9\r\n\r\n"), Unreachable),
    ("nothing", lambda s: s.sends_raw("/code", b""), Unreachable),
    ("two lengths", lambda s: s.sends_raw("/code", b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), Unreachable),
    ("a head without end", lambda s: s.sends_raw("/code", b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 50_000), Unreachable),
    ("too large", lambda s: s.serves("/code", b"x" * 2_000_001), TooLarge),
    ("too large in chunks", lambda s: s.serves("/code", b"x" * 2_000_001).chunked(), TooLarge),
    ("a redirect to nowhere", lambda s: s.serves("/code", status=302), Refused),
    ("a circle", lambda s: s.redirects("/code", "/code"), FetchError),
    ("a challenge", lambda s: s.serves("/code", status=503, headers={"cf-mitigated": "challenge"}), TurnedAway),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "kind"), [(f, k) for _, f, k in FAULTS], ids=[n for n, _, _ in FAULTS])
async def test_faults_of_the_wire_are_told_apart(
    site: Site, fetcher: Fetcher, fault: Fault, kind: type[FetchError]
) -> None:
    """Half an answer is an error of the fetch, never half a law."""
    fault(site)

    error = await failed(fetcher, ask(site.url("/code"), max_bytes=2_000_000))

    assert kind is type(error)
    assert site.url("/code") == error.url


@pytest.mark.parametrize("tenth", range(1, 10))
async def test_a_cut_at_any_tenth_is_seen(site: Site, fetcher: Fetcher, tenth: int) -> None:
    """What had come stands on the error as evidence."""
    at = len(LONG) * tenth // 10
    site.serves("/code", LONG).cuts_at(at)

    error = await failed(fetcher, ask(site.url("/code")))

    assert isinstance(error, CutShort)
    assert error.capture is not None
    assert LONG.encode()[:at] == error.capture.body


async def test_the_whole_answer_has_a_time(site: Site, fetcher: Fetcher) -> None:
    """A server that drips a byte now and then does not hold us: the limit is for the whole answer."""
    site.serves("/code", LONG).drips(0.02)
    began = time.monotonic()

    error = await failed(fetcher, ask(site.url("/code"), total=0.3))

    assert isinstance(error, TooSlow)
    assert time.monotonic() - began < 3
    assert error.capture is not None
    assert 0 < len(error.capture.body) < 100


async def test_a_bomb_costs_no_memory(site: Site, fetcher: Fetcher) -> None:
    """500 MB in half a megabyte of gzip: refused at the bound, with little memory."""
    site.gzip_bomb("/bomb", megabytes=500)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    error = await failed(fetcher, ask(site.url("/bomb"), max_bytes=5_000_000))

    grown = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    ) / 1024  # MB, where ru_maxrss is in kB
    assert isinstance(error, TooLarge)
    assert grown < 40


async def test_gzip_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    """The capture holds the document, not its packing; several gzip members are one body."""
    site.serves("/code", LONG).gzipped()
    site.serves("/two", gzip.compress(b"a") + gzip.compress(b"b"), headers={"Content-Encoding": "gzip"})

    assert LONG.encode() == (await got(fetcher, ask(site.url("/code")))).body
    assert b"ab" == (await got(fetcher, ask(site.url("/two")))).body


@given(st.binary(max_size=5000), st.lists(st.integers(1, 700), max_size=30))
def test_packing_and_unpacking_meet(body: bytes, cuts: list[int]) -> None:
    """However gzip is cut on the way, the same body comes out; cut short it is torn."""
    packed = gzip.compress(body)
    inflater, out, at = Inflater("gzip", 1_000_000), b"", 0
    for size in [*cuts, len(packed)]:
        out += b"".join(inflater.feed(packed[at : at + size]))
        at += size
    inflater.end()

    assert body == out
    torn = Inflater("gzip", 1_000_000)
    list(torn.feed(packed[:-1]))
    with pytest.raises(Torn):
        torn.end()


async def test_a_cookie_lives_for_one_look(site: Site, fetcher: Fetcher) -> None:
    """A site may set a cookie and send us back; the next look knows nothing of it."""
    site.serves("/code", status=302, headers={"Location": "/code", "Set-Cookie": "seen=1"}).then(PAGE)

    first = await got(fetcher, ask(site.url("/code")))
    await got(fetcher, ask(site.url("/code")))

    assert "set-cookie" not in {name.lower() for name, _ in first.headers}
    assert [None, "seen=1", None] == [s.headers.get("cookie") for s in site.asked("/code")]


async def test_a_dead_host_is_told(fetcher: Fetcher) -> None:
    """A port where nobody listens, a name that nobody knows."""
    with Site() as closed:
        url = closed.url("/code")

    async def nobody(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    assert isinstance(await failed(fetcher, ask(url)), Unreachable)
    async with Fetcher(resolver=nobody) as lost:
        assert "law.example" in (await failed(lost, ask("http://law.example/", robots=False))).what


async def test_connections_are_kept(site: Site, fetcher: Fetcher) -> None:
    """Ten pages of one host, one after the other, in well under a second."""
    site.serves("/code", PAGE)
    began = time.monotonic()

    for _ in range(10):
        await got(fetcher, ask(site.url("/code")))

    assert time.monotonic() - began < 2
    assert 1 == len(site.asked("/robots.txt"))


async def test_noise_on_the_wire_is_survived(
    site: Site, fetcher: Fetcher, pytestconfig: pytest.Config
) -> None:
    """Whatever bytes a server sends, the answer is a capture or an error of ours, soon."""
    chance = random.Random(205)  # noqa: S311 - noise, no secret
    good = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    packed = gzip.compress(LONG.encode())
    whole = good + b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    for _ in range(500 if pytestconfig.getoption("--slow") else 80):
        noisy = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            noisy[chance.randrange(len(noisy) if chance.random() < 0.5 else len(good))] = chance.randrange(
                256
            )
        site.sends_raw("/code", bytes(noisy[: chance.choice([len(noisy), chance.randrange(len(noisy))])]))
        try:
            await fetcher.fetch(ask(site.url("/code"), total=5.0, robots=False))
        except FetchError as error:
            assert error.what  # noqa: PT017 - either end is right
