r"""A scripted official site on a real socket, for everything that must be tried against the wire itself.

    with Site() as site:                                  # or the fixture `site`
        site.serves("/code", page, etag='"1"')            # 304 by itself when If-None-Match names it
        site.serves("/code", page).then(other).then(b"", status=503)   # one answer a request; the last one stays
        site.serves("/code", page).cuts_at(3000)          # faults belong to the answer scripted last
        site.serves("/code", page).drips(0.2, size=1)     # `size` bytes every 0.2 s
        site.serves("/code", page).then(page).chunked_garbage()
        site.robots("User-agent: *\nDisallow: /api/")     # without it: 404, so everything is allowed
        site.redirects("/old", "/code")
        site.gzip_bomb("/bomb", megabytes=500)
        site.url("/code")                                 # http://127.0.0.1:PORT/code
        site.asked("/code")                               # what came: Seen(path, method, headers, at, ended_at, host)

`Site(hosts=("127.0.0.1", "127.0.0.2"))` listens on several loopback addresses with one port and one script
(`site.url("/code", host="127.0.0.2")`). `Site(tls=certificates)` (the fixture of that
name) speaks TLS with a certificate of its own CA; ask it as `localhost` with `ca_file=certificates.ca_file`.
`answers_with(path, function)` computes the body from the request: pages with noise that differs every time.
A path is matched without its query unless the query was scripted too. Only loopback is ever listened on. Thread-safe:
the server runs in a thread of its own, so it also serves subprocesses.
"""

import asyncio
import gzip
import ssl
import threading
import time
import weakref
import zlib
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"
MAX_REQUEST = 65536
_WORDS = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    304: "Not Modified",
    404: "Not Found",
    503: "Busy",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came."""

    path: str  # with its query
    method: str
    headers: Mapping[str, str]  # names in lower case
    at: float  # time.monotonic() when its head was read
    ended_at: float  # when our answer was out
    host: str  # the loopback address it came to
    body: bytes = b""


@dataclass(slots=True)
class Answer:
    """One scripted answer and what is wrong with it."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    compute: Callable[[Seen], bytes] | None = None
    cut: int | None = None  # bytes of the body after which the line is dropped
    drip: tuple[float, int] | None = None  # seconds, bytes
    wait: float = 0.0  # s before the first byte
    framing: str = "length"  # "length", "chunked", "garbage", "none"
    length: int | None = None  # a Content-Length that lies
    raw: bytes | None = None  # the whole answer, head included
    reset: bool = False


class Script:
    """The answers of one path, in order; the last one stays."""

    def __init__(self, first: Answer) -> None:
        self._answers = [first]
        self._at = 0
        self._lock = threading.Lock()

    @property
    def _last(self) -> Answer:
        return self._answers[-1]

    def then(
        self,
        body: bytes | str = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        content_type: str = HTML,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Self:
        """Another answer, for the request after those that were scripted before it."""
        self._answers.append(_answer(body, status, headers, content_type, etag, last_modified))
        return self

    def times(self, count: int) -> Self:
        """The answer scripted last is given `count` times before the next one."""
        self._answers.extend([self._last] * (count - 1))
        return self

    def cuts_at(self, size: int, *, framing: str = "length") -> Self:
        """The line is dropped after `size` bytes of the body; framing "none" leaves out the length."""
        self._last.cut, self._last.framing = size, framing
        return self

    def drips(self, seconds: float, *, size: int = 1) -> Self:
        self._last.drip = (seconds, size)
        return self

    def waits(self, seconds: float) -> Self:
        self._last.wait = seconds
        return self

    def chunked(self) -> Self:
        self._last.framing = "chunked"
        return self

    def chunked_garbage(self) -> Self:
        """Good chunks, then something that is none."""
        self._last.framing = "garbage"
        return self

    def without_length(self) -> Self:
        """The end of the body is the end of the connection."""
        self._last.framing = "none"
        return self

    def wrong_length(self, length: int | None = None) -> Self:
        """A Content-Length that lies, by default larger than the body."""
        self._last.length = len(self._last.body) + 1000 if length is None else length
        return self

    def resets(self) -> Self:
        """The connection is reset instead of an answer."""
        self._last.reset = True
        return self

    def gzipped(self) -> Self:
        self._last.body = gzip.compress(self._last.body)
        self._last.headers["Content-Encoding"] = "gzip"
        return self

    def next(self) -> Answer:
        with self._lock:
            answer = self._answers[min(self._at, len(self._answers) - 1)]
            self._at += 1
            return answer


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files of a CA made for the tests and of a server that it vouches for."""

    ca_file: str
    chain_file: str
    key_file: str


class Site:
    """See the module's docstring."""

    def __init__(self, *, hosts: tuple[str, ...] = ("127.0.0.1",), tls: Certificates | None = None) -> None:
        self.hosts = hosts
        self.port = 0
        self._tls = tls
        self._scripts: dict[str, Script] = {}
        self._seen: list[Seen] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: weakref.WeakSet[asyncio.StreamWriter] = weakref.WeakSet()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def url(self, path: str = "/", *, host: str | None = None) -> str:
        return f"{'https' if self._tls else 'http'}://{host or self.hosts[0]}:{self.port}{path}"

    def serves(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        content_type: str = HTML,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Script:
        """What this path answers from now on; an earlier script of the path is forgotten."""
        script = Script(_answer(body, status, headers, content_type, etag, last_modified))
        self._scripts[path] = script
        return script

    def answers_with(
        self, path: str, compute: Callable[[Seen], bytes], *, content_type: str = HTML
    ) -> Script:
        """The body is made for each request; called in the server's thread."""
        script = self.serves(path, content_type=content_type)
        script._last.compute = compute
        return script

    def sends_raw(self, path: str, raw: bytes) -> Script:
        """These very bytes, head included, and the end of the connection."""
        script = self.serves(path)
        script._last.raw = raw
        return script

    def redirects(self, path: str, to: str, *, status: int = 302) -> Script:
        return self.serves(path, status=status, headers={"Location": to})

    def robots(self, text: str, *, status: int = 200) -> Script:
        return self.serves("/robots.txt", text, status=status, content_type="text/plain")

    def gzip_bomb(self, path: str, *, megabytes: int) -> Script:
        """A body of zeros that inflates to so much; packed piece by piece, so that the server stays small."""
        engine = zlib.compressobj(9, zlib.DEFLATED, 31)
        packed = b"".join(engine.compress(bytes(1 << 20)) for _ in range(megabytes)) + engine.flush()
        return self.serves(path, packed, headers={"Content-Encoding": "gzip"})

    def asked(self, path: str | None = None) -> tuple[Seen, ...]:
        """The requests so far, robots.txt among them; of one path, its queries included."""
        seen = tuple(self._seen)
        return seen if path is None else tuple(s for s in seen if path in {s.path, s.path.partition("?")[0]})

    def forget(self) -> None:
        """Empties the log of requests."""
        self._seen.clear()

    async def _open(self) -> None:
        context = None
        if self._tls is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self._tls.chain_file, self._tls.key_file)
        for host in self.hosts:
            server = await asyncio.start_server(self._serve, host, self.port, ssl=context, backlog=1024)
            self._servers.append(server)
            self.port = server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in tuple(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0.01)  # the loop drops the connections in its next round

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._writers.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the client left, or the test is over
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        at = time.monotonic()
        method, path, _ = head[0].split(" ", 2)
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        length = min(int(headers.get("content-length", "0")), MAX_REQUEST)
        body = await reader.readexactly(length)
        host = str(writer.get_extra_info("sockname")[0])
        script = self._scripts.get(path) or self._scripts.get(path.partition("?")[0])
        answer = script.next() if script else Answer(b"<p>nothing here</p>", 404, {"Content-Type": HTML})
        seen = Seen(path, method, headers, at, at, host, body)
        try:
            return await _send(answer, seen, writer)
        finally:
            self._seen.append(Seen(path, method, headers, at, time.monotonic(), host, body))


def _answer(
    body: bytes | str,
    status: int,
    headers: Mapping[str, str] | None,
    content_type: str,
    etag: str | None,
    last_modified: str | None,
) -> Answer:
    sent = {"Content-Type": content_type, **(headers or {})}
    if etag is not None:
        sent["ETag"] = etag
    if last_modified is not None:
        sent["Last-Modified"] = last_modified
    return Answer(body.encode() if isinstance(body, str) else body, status, sent)


async def _send(answer: Answer, seen: Seen, writer: asyncio.StreamWriter) -> bool:
    if answer.wait:
        await asyncio.sleep(answer.wait)
    if answer.reset:
        writer.transport.abort()
        return False
    if answer.raw is not None:
        writer.write(answer.raw)
        await writer.drain()
        return False
    if _not_modified(answer, seen):
        validators = {k: v for k, v in answer.headers.items() if k in {"ETag", "Last-Modified"}}
        writer.write(_head(304, validators))
        await writer.drain()
        return True
    body = answer.compute(seen) if answer.compute else answer.body
    headers = dict(answer.headers)
    if answer.framing in {"chunked", "garbage"}:
        headers["Transfer-Encoding"] = "chunked"
    elif answer.framing == "length":
        headers["Content-Length"] = str(len(body) if answer.length is None else answer.length)
    else:
        headers["Connection"] = "close"
    writer.write(_head(answer.status, headers))
    if seen.method == "HEAD":
        await writer.drain()
        return True
    await _send_body(answer, body if answer.cut is None else body[: answer.cut], writer)
    return answer.framing in {"length", "chunked"} and answer.cut is None and answer.length is None


async def _send_body(answer: Answer, body: bytes, writer: asyncio.StreamWriter) -> None:
    pause, size = answer.drip or (0.0, 1 << 16)
    chunked = answer.framing in {"chunked", "garbage"}
    for start in range(0, len(body), size):
        piece = body[start : start + size]
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        await writer.drain()
        if pause:
            await asyncio.sleep(pause)
    if answer.framing == "garbage":
        writer.write(b"zz\r\nthis is no chunk\r\n")
    elif chunked and answer.cut is None:
        writer.write(b"0\r\n\r\n")
    await writer.drain()


def _not_modified(answer: Answer, seen: Seen) -> bool:
    if answer.status != 200:
        return False
    etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    if etag is not None and "if-none-match" in seen.headers:
        return seen.headers["if-none-match"] == etag
    return modified is not None and seen.headers.get("if-modified-since") == modified


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {_WORDS.get(status, 'Status')}", *(f"{k}: {v}" for k, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
