"""One request and its answer over HTTP; the only module that imports httpx.

It connects to the address that was checked, verifies TLS always, bounds time, bytes and what they inflate to,
and turns every failure into an error of scraper.errors. It follows no redirect, keeps no cookie between looks,
reads no proxy from the environment, and lets no header or proxy reach an error or a log.
"""

import asyncio
import contextlib
import logging
import ssl
import time
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime

import httpcore
import httpx

from db.records import Capture
from scraper.addresses import Place
from scraper.addresses import Resolver
from scraper.addresses import place
from scraper.addresses import resolve
from scraper.addresses import shorten
from scraper.errors import CutShort
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.errors import TooLarge
from scraper.errors import TooSlow
from scraper.errors import Unreachable
from scraper.inflate import Inflater
from scraper.inflate import TooMuch
from scraper.inflate import Torn

CONNECT = 10.0  # s, to be let in; a server that needs longer is down
QUIET = 30.0  # s without a single byte
TRIED = 3  # addresses of one name, in turn
CONNECTIONS = 20
IDLE = 15.0  # s that an unused connection is kept
PROXIES = ("http://", "https://")

# httpx tells addresses at INFO, httpcore and hpack whole headers at DEBUG: a secret must not depend on a log level.
for _name in ("httpx", "httpcore", "hpack", "h2"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Route:
    """How a host is reached; requests that agree in this share connections."""

    private: bool = False
    ca_file: str | None = None  # added to the usual roots
    proxy: str | None = field(default=None, repr=False)  # may hold a password
    http2: bool = True


class Jar:
    """Cookies of one look: some sites set one and send us back to the same address. Never kept longer."""

    def __init__(self) -> None:
        self.cookies = httpx.Cookies()


def header(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """The first header of that name (lower case), as sent."""
    return next((value for key, value in headers if key.lower() == name), None)


class Client:
    """Connections over one route."""

    def __init__(self, route: Route, resolver: Resolver | None = None) -> None:
        self._route = route
        self._resolver = resolver
        self._transport = _Transport(route, resolver)

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def ask(
        self,
        url: str,
        headers: Iterable[tuple[str, str]],
        *,
        max_bytes: int,
        seconds: float,
        jar: Jar | None = None,
        method: str = "GET",
        content: bytes = b"",
    ) -> Capture:
        """The answer whatever its status. A FetchError carries as `.capture` what had come of one."""
        look = _Look(url, max_bytes, jar or Jar(), method, content)
        try:
            async with asyncio.timeout(seconds):
                if self._route.proxy is not None:
                    await self._check_behind_proxy(place(url))
                await look.run(self._transport, headers)
        except TimeoutError:
            hint = "The server is slow or holds the line; it is asked again later."
            error: FetchError = TooSlow(f"No whole answer within {seconds:g} s.", hint, url=shorten(url))
            error.capture = look.capture()
            raise error from None
        except FetchError as error:
            error.url = error.url or shorten(url)
            error.capture = look.capture()
            raise
        capture = look.capture()
        assert capture is not None
        return capture

    async def _check_behind_proxy(self, goal: Place) -> None:
        """A proxy connects for us, so this is a check before use; a name that only the proxy knows is its affair."""
        with contextlib.suppress(Unreachable):
            await resolve(goal.host, goal.port, private=self._route.private, ask=self._resolver)


class _Look:
    """One request under way: what came so far, so that a failure can show it."""

    def __init__(self, url: str, max_bytes: int, jar: Jar, method: str, content: bytes) -> None:
        self.url = url
        self.method = method
        self.content = content
        self.max_bytes = max_bytes
        self.jar = jar
        self.started = time.monotonic()
        self.response: httpx.Response | None = None
        self.body = bytearray()

    async def run(self, transport: httpx.AsyncBaseTransport, headers: Iterable[tuple[str, str]]) -> None:
        with _as_ours(self):
            timeouts = {"connect": CONNECT, "read": QUIET, "write": QUIET, "pool": QUIET}
            request = httpx.Request(
                self.method,
                self.url,
                headers=list(headers),
                content=self.content or None,
                extensions={"timeout": timeouts},
            )
            self.jar.cookies.set_cookie_header(request)
            response = await transport.handle_async_request(request)
            response.request = request
            self.response = response
            try:
                self.jar.cookies.extract_cookies(response)
                await self._read(response)
            finally:
                await response.aclose()

    async def _read(self, response: httpx.Response) -> None:
        encoding = response.headers.get("content-encoding", "").strip().lower() or "identity"
        encoding = {"x-gzip": "gzip", "none": "identity", "utf-8": "identity"}.get(encoding, encoding)
        if encoding not in {"gzip", "deflate", "identity"}:
            what = "The server packed its answer in a way that was not asked for."
            raise FetchError(what, "Tell the site's keeper, or use another source of this act.")
        inflater = Inflater(encoding, self.max_bytes)
        async for chunk in response.aiter_raw():
            for piece in inflater.feed(chunk):
                self.body += piece
        if response.status_code not in {204, 304}:
            inflater.end()

    def capture(self) -> Capture | None:
        """The answer as far as it came; None before its head was whole."""
        if self.response is None:
            return None
        return Capture(
            url=self.url,
            final_url=self.url,
            status=self.response.status_code,
            headers=tuple((_text(k), _text(v)) for k, v in self.response.headers.raw),
            body=bytes(self.body),
            taken_at=datetime.now(UTC),
            fetcher="http",
            seconds=round(time.monotonic() - self.started, 3),
        )


@contextlib.contextmanager
def _as_ours(look: _Look) -> Iterator[None]:
    """Failures of the libraries below as ours. Causes are cut off: they carry requests, which carry headers."""
    try:
        yield
    except TooMuch:
        limit = f"{look.max_bytes / 1048576:g} MiB"
        raise TooLarge(
            f"The answer is larger than {limit}.", "Raise the source's bound if that is right."
        ) from None
    except Torn:
        raise CutShort("The compressed answer is broken or ends early.", "It is asked again later.") from None
    except (httpx.ConnectTimeout, httpx.PoolTimeout):
        raise Unreachable("The server does not let us in.", "It is asked again later.") from None
    except httpx.TimeoutException:
        raise TooSlow(f"No byte for {QUIET:g} s.", "It is asked again later.") from None
    except httpx.ProxyError:
        raise Unreachable("The proxy refuses.", "Check the source's proxy and its credentials.") from None
    except (
        httpx.InvalidURL,
        httpx.UnsupportedProtocol,
        httpx.LocalProtocolError,
        UnicodeEncodeError,
        ValueError,
    ):
        what = "The request cannot be made: its address or one of its headers is malformed."
        raise Refused(what, "Check the source's url and headers.") from None
    except (httpx.TransportError, ssl.SSLError, OSError, KeyError) as error:
        # KeyError: h2 answers so to frames of streams that it never opened.
        raise _broken(look, error) from None


def _broken(look: _Look, error: Exception) -> FetchError:
    if certificate := _certificate_fault(error):
        hint = (
            "Where the site leaves out its intermediate certificate, name a ca_file. Verification stays on."
        )
        fault = Unreachable(f"The site's certificate is not valid: {certificate}.", hint)
        fault.transient = False
        return fault
    if look.response is not None:
        return CutShort("The answer broke off before it was whole.", "It is asked again later.")
    if isinstance(error, (httpx.RemoteProtocolError, KeyError)):
        return Unreachable("What answers there is no HTTP.", "Check the source's url and port.")
    return Unreachable("No connection came about.", "Check the source's url; it is asked again later.")


def _certificate_fault(error: BaseException | None) -> str | None:
    for _ in range(8):  # a chain of causes is short; a circle must not hold us
        if error is None:
            return None
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message or "it cannot be verified"
        error = error.__cause__ or error.__context__
    return None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport over connections that go to checked addresses only."""

    def __init__(self, route: Route, resolver: Resolver | None) -> None:
        context = tls_context(route.ca_file)
        if route.proxy is not None and not route.proxy.startswith(PROXIES):
            raise Refused(
                "The proxy's address must begin with http:// or https://.", "Check the source's proxy."
            )
        limits = httpx.Limits(
            max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS, keepalive_expiry=IDLE
        )
        try:
            proxy = httpx.Proxy(route.proxy) if route.proxy else None
        except (ValueError, httpx.InvalidURL):
            raise Refused("The proxy's address is malformed.", "Check the source's proxy.") from None
        super().__init__(verify=context, http2=route.http2, limits=limits, proxy=proxy, trust_env=False)
        # The one seam that httpx leaves to the network itself; tests/scraper/test_http.py notices if it moves.
        self._pool._network_backend = (  # type: ignore[attr-defined, unused-ignore] # noqa: SLF001
            _Checked(private=route.private or route.proxy is not None, ask=resolver)
        )


class _Checked(httpcore.AsyncNetworkBackend):
    """Resolves a name once, checks every address of it, and connects to what was checked.

    TLS and the Host header still go by the name: they are made above this layer.
    """

    def __init__(self, *, private: bool, ask: Resolver | None) -> None:
        self._private = private  # with a proxy: its own address, which the operator chose
        self._ask = ask
        self._below = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await resolve(host, port, private=self._private, ask=self._ask)
        *others, last = addresses[:TRIED]
        for address in others:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._below.connect_tcp(address, port, timeout, local_address, socket_options)
        return await self._below.connect_tcp(last, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """The usual roots, and a state's own or a forgotten intermediate beside them. Verification has no switch."""
    context = httpx.create_ssl_context(trust_env=True)
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError):
            what = f"The certificate file {ca_file} cannot be read."
            raise Refused(
                what, "It must hold certificates in PEM form; check the source's ca_file."
            ) from None
    return context


POST_SECONDS = 80.0  # for a receiver to say yes; less than a delivery's own bound, so that we can tell it


async def post(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str | None]:
    """Hand a body to a receiver that the operator chose: (status, Retry-After as sent).

    It may stand on a private address. No redirect is followed: a hook that moved must be mended. Raises OSError or
    TimeoutError where no answer came.
    """
    try:
        async with (
            asyncio.timeout(POST_SECONDS),
            httpx.AsyncClient(trust_env=False, timeout=POST_SECONDS, verify=tls_context(None)) as client,
            client.stream("POST", url, content=body, headers=dict(headers)) as answer,
        ):
            return answer.status_code, answer.headers.get("retry-after")
    except (httpx.TimeoutException, TimeoutError):
        raise TimeoutError(f"There was no answer within {POST_SECONDS:g} seconds.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OSError(str(error) or type(error).__name__) from None
