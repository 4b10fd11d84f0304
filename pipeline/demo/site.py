"""The official site of Valdoria on loopback: a real socket, and pages with noise that differs on every request."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from enum import Enum
from html import escape
from types import TracebackType
from typing import Self

from pipeline.demo.law import Article
from pipeline.demo.law import Code
from pipeline.demo.law import code

REQUEST_HEAD = 16_384  # bytes of a request that we read; a browser sends less than 2 kB


class Moment(Enum):
    """What the site shows."""

    BEFORE = "before"  # the law as first seen
    AMENDED = "amended"  # an amending law was worked in
    DOWN = "down"  # 200, with a maintenance page


PAGES = {
    f"/{language}/laws/{number}": (number, language)
    for number in ("41-I", "52-I")
    for language in ("en", "fr")
}


@dataclass(slots=True)
class DemoSite:
    """`async with DemoSite() as site`: serves on `site.base` until left."""

    moment: Moment = Moment.BEFORE
    base: str = ""
    asked: int = 0
    _server: asyncio.Server | None = None
    _visits: int = 18_204

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            writer.close()
            return
        path = head[:REQUEST_HEAD].split(b" ", 2)[1].decode("ascii", "replace")
        status, kind, body = self._answer(path)
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            + body
        )
        try:
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        except ConnectionError:
            return

    def _answer(self, path: str) -> tuple[str, str, bytes]:
        self.asked += 1
        if path == "/robots.txt":
            return "200 OK", "text/plain", b"User-agent: *\nDisallow: /search\n"
        if path not in PAGES:
            return "404 Not Found", "text/html", b"<h1>Not found</h1>"
        if self.moment is Moment.DOWN:
            return "200 OK", "text/html", _maintenance().encode()
        number, language = PAGES[path]
        shown = code(number, language, amended=self.moment is Moment.AMENDED)
        return "200 OK", "text/html", self._page(shown, language).encode()

    def _page(self, shown: Code, language: str) -> str:
        """The text among what official sites put around it: menu, counter, token, date, related links."""
        now = datetime.now(UTC)
        self._visits += 1
        return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{escape(shown.title)}</title>
<meta name="csrf-token" content="{secrets.token_hex(16)}"></head><body>
<nav><a href="/">Home</a> <a href="/search">Search</a> <a href="/new">New acts</a></nav>
<aside>Visitors today: {self._visits}. Page made {now:%d.%m.%Y %H:%M:%S.%f}.</aside>
<main><h1>{escape(shown.title)}</h1><p class="requisite">{escape(shown.requisite)}</p>
{_text(shown)}
</main>
<footer>Official gazette of Valdoria. Request {secrets.token_hex(8)}. <a href="/contact">Contact</a></footer>
</body></html>"""


def _text(shown: Code) -> str:
    out = []
    for chapter in shown.chapters:
        out.append(f"<h2>{shown.chapter} {chapter.number}. {escape(chapter.heading)}</h2>")
        out += [_article(shown, article) for article in chapter.articles]
    return "\n".join(out)


def _article(shown: Code, article: Article) -> str:
    lines = [f'<h3 id="a{article.number}">{shown.article} {article.number}. {escape(article.heading)}</h3>']
    lines += [f"<p>{escape(part)}</p>" for part in article.parts]
    if article.note:
        lines.append(f'<p class="note">{escape(article.note)}</p>')
    return "\n".join(lines)


def _maintenance() -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Scheduled maintenance</title></head><body>'
        "<h1>We will be back soon</h1><p>The register of laws is under maintenance. Please try again later.</p>"
        "</body></html>"
    )
