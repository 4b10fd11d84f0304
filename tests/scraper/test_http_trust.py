"""Whom a look may ask and trust: redirects, addresses, certificates, proxies, secrets."""

import asyncio
import contextlib
import gzip
import logging
import ssl
from collections.abc import AsyncIterator

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest
import stamina
from asking import PAGE
from asking import ask
from asking import failed
from asking import got
from scripted_site import Certificates
from scripted_site import Site

from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.errors import Unreachable
from scraper.fetch import Ask
from scraper.fetch import Fetcher

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


async def test_redirects_are_followed_within_the_host(site: Site, fetcher: Fetcher) -> None:
    """Where it ended is recorded; the address that was asked stays."""
    site.redirects("/a", "/b", status=301)
    site.redirects("/b", site.url("/code#z205"), status=307)
    site.serves("/code", PAGE)

    capture = await got(fetcher, ask(site.url("/a")))

    assert (site.url("/a"), site.url("/code")) == (capture.url, capture.final_url)


async def test_five_redirects_are_enough(site: Site, fetcher: Fetcher) -> None:
    """The sixth is a server that sends us round."""
    for n in range(6):
        site.redirects(f"/{n}", f"/{n + 1}")
    site.serves("/5", PAGE)
    site.serves("/6", PAGE)

    assert PAGE.encode() == (await got(fetcher, ask(site.url("/0")))).body
    site.redirects("/5", "/6")
    assert "round" in (await failed(fetcher, ask(site.url("/0")))).what


async def test_a_redirect_elsewhere_is_refused() -> None:
    """Another host is asked only where the source names it, and never gets the source's own headers."""
    with Site(hosts=("127.0.0.1", "127.0.0.2")) as site:
        site.redirects("/code", site.url("/there", host="127.0.0.2"))
        site.serves("/there", PAGE)
        async with Fetcher() as fetcher:
            question = ask(site.url("/code"), headers=(("Authorization", "Bearer s3cret"),))
            error = await failed(fetcher, question)
            assert isinstance(error, Refused)
            assert "127.0.0.2" in error.what
            assert () == site.asked("/there")

            allowed = ask(site.url("/code"), headers=question.headers, allowed_hosts=frozenset({"127.0.0.2"}))
            assert PAGE.encode() == (await got(fetcher, allowed)).body
        assert "Bearer s3cret" == site.asked("/code")[-1].headers["authorization"]
        assert "authorization" not in site.asked("/there")[0].headers


@pytest.mark.parametrize("goal", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://user:pw@127.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/", "//evil.example/x", "http://127.0.0.1:22/"])  # fmt: skip
async def test_a_redirect_to_a_forbidden_place_is_refused(site: Site, fetcher: Fetcher, goal: str) -> None:
    """Each hop passes the rules that the first address passed."""
    site.redirects("/code", goal)

    error = await failed(fetcher, ask(site.url("/code")))

    assert isinstance(error, Refused)
    assert error.capture is not None
    assert 302 == error.capture.status


async def test_loopback_needs_leave(site: Site, fetcher: Fetcher) -> None:
    """Without private_addresses no request reaches a loopback server, by number or by name."""
    site.serves("/code", PAGE)

    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        url = site.url("/code").replace("127.0.0.1", host)
        error = await failed(fetcher, Ask(url, "law@example.org", gap=0))
        assert isinstance(error, Refused), host
        assert "private_addresses" in error.hint
    assert () == site.asked()


async def test_a_name_that_changes_its_mind_gains_nothing(site: Site) -> None:
    """The connection goes to the very address that was checked: one look-up a connection, no second one."""
    site.serves("/code", PAGE)
    answers = iter([["93.184.216.34", "127.0.0.1"]])
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    async with Fetcher(resolver=rebinding) as fetcher:
        error = await failed(
            fetcher, Ask(f"http://law.example:{site.port}/code", "law@example.org", robots=False)
        )

    assert isinstance(error, Refused)
    assert "127.0.0.1" in error.what
    assert ["law.example"] == asked
    assert () == site.asked()


async def test_the_name_stays_while_the_address_is_pinned(site: Site) -> None:
    """The Host header is the name that was asked, the connection goes to the address that was checked."""
    site.serves("/code", PAGE)

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async with Fetcher(resolver=resolver) as fetcher:
        await got(fetcher, ask(f"http://law.example:{site.port}/code"))

    assert f"law.example:{site.port}" == site.asked("/code")[0].headers["host"]


async def test_tls_is_always_verified(certificates: Certificates) -> None:
    """An unknown CA or a missing intermediate is refused at once; the source's ca_file adds what is missing."""
    with Site(tls=certificates) as site:
        site.serves("/code", PAGE)
        url = site.url("/code", host="localhost")
        async with Fetcher() as fetcher:
            error = await failed(fetcher, ask(url, robots=False))
            assert isinstance(error, Unreachable)
            assert not error.transient
            assert "certificate" in error.what
            assert "ca_file" in error.hint
            assert PAGE.encode() == (await got(fetcher, ask(url, ca_file=certificates.ca_file))).body
            with_wrong_name = url.replace("localhost", "127.0.0.2")
            assert isinstance(
                await failed(fetcher, ask(with_wrong_name, ca_file=certificates.ca_file)), FetchError
            )


async def test_the_name_in_tls_is_the_one_asked(certificates: Certificates) -> None:
    """A certificate for another name does not pass, whatever address the name leads to."""

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with Site(tls=certificates) as site:
        site.serves("/code", PAGE)
        async with Fetcher(resolver=resolver) as fetcher:
            url = f"https://law.example:{site.port}/code"
            error = await failed(fetcher, ask(url, ca_file=certificates.ca_file, robots=False))
            assert "certificate" in error.what
            good = f"https://localhost:{site.port}/code"
            assert PAGE.encode() == (await got(fetcher, ask(good, ca_file=certificates.ca_file))).body


async def test_encryption_is_never_dropped(certificates: Certificates, site: Site) -> None:
    """A redirect from https to http is refused."""
    with Site(tls=certificates) as safe:
        safe.redirects("/code", site.url("/code", host="localhost"))
        async with Fetcher() as fetcher:
            url = safe.url("/code", host="localhost")
            error = await failed(fetcher, ask(url, ca_file=certificates.ca_file))

    assert isinstance(error, Refused)
    assert "unencrypted" in error.what


async def test_a_bad_ca_file_is_said(site: Site, fetcher: Fetcher) -> None:
    """The file is named, with what it should hold."""
    error = await failed(fetcher, ask(site.url("/code"), ca_file="/nowhere/ca.pem"))

    assert "/nowhere/ca.pem" in error.what


async def test_secrets_reach_no_error_and_no_log(
    site: Site, fetcher: Fetcher, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a header nor a proxy's password stands in an error, its causes, a repr or a log at any level."""
    caplog.set_level(logging.DEBUG)
    site.serves("/code", status=500)
    headers = (("X-Api-Key", "s3cret-key"),)
    question = ask(site.url("/code"), headers=headers)
    proxied = ask(site.url("/code"), headers=headers, proxy="http://me:s3cret-word@127.0.0.1:1")

    shown = [caplog.text, repr(question), repr(proxied)]
    for asked in (question, proxied):
        error: BaseException | None = await failed(fetcher, asked)
        while error is not None:
            shown += [str(error), repr(error), repr(vars(error))]
            error = error.__cause__
    assert "s3cret" not in "".join(shown) + caplog.text
    assert "s3cret-key" == site.asked("/code")[0].headers["x-api-key"]


@pytest.mark.parametrize("header", [("User-Agent", "Mozilla"), ("Host", "x"), ("X-A", "a\r\nb: c")])
async def test_a_source_cannot_lie_with_headers(
    site: Site, fetcher: Fetcher, header: tuple[str, str]
) -> None:
    """Who we are is not for a source to say; a header is one line."""
    site.serves("/code", PAGE)

    assert isinstance(await failed(fetcher, ask(site.url("/code"), headers=(header,))), Refused)
    assert () == site.asked("/code")


async def test_a_proxy_is_used(fetcher: Fetcher) -> None:
    """With a proxy the request goes to it, whole address and all."""
    with Site() as proxy:
        proxy.serves("http://law.example/code", PAGE)

        capture = await got(fetcher, ask("http://law.example/code", proxy=proxy.url(""), robots=False))

        assert PAGE.encode() == capture.body
        assert ("http://law.example/code",) == tuple(s.path for s in proxy.asked())


async def test_a_proxy_is_no_way_around_the_rules(fetcher: Fetcher) -> None:
    """A private address is refused behind a proxy too."""
    with Site() as proxy:
        question = Ask("http://10.0.0.1/code", "law@example.org", proxy=proxy.url(""), robots=False)

        assert isinstance(await failed(fetcher, question), Refused)
        assert () == proxy.asked()


@pytest.mark.parametrize("wanted", [True, False])
async def test_http2_can_be_switched(certificates: Certificates, wanted: bool) -> None:
    """A server that speaks only HTTP/2 is understood, and not asked in it where the source says so."""
    config = h2.config.H2Configuration(client_side=False)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h2.connection.H2Connection(config)
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        with contextlib.suppress(h2.exceptions.ProtocolError, OSError):
            while data := await reader.read(65536):
                for event in connection.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        connection.send_headers(
                            event.stream_id, [(":status", "200"), ("content-encoding", "gzip")]
                        )
                        connection.send_data(event.stream_id, gzip.compress(PAGE.encode()), end_stream=True)
                writer.write(connection.data_to_send())
        writer.close()

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates.chain_file, certificates.key_file)
    context.set_alpn_protocols(["h2"])
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    url = f"https://localhost:{server.sockets[0].getsockname()[1]}/code"
    question = ask(url, ca_file=certificates.ca_file, http2=wanted, robots=False, total=5.0)
    async with server, Fetcher() as fetcher:
        if wanted:
            assert PAGE.encode() == (await got(fetcher, question)).body
        else:
            assert isinstance(await failed(fetcher, question), Unreachable)
