"""A real browser for the tests of the page: the app served on loopback, a tab, and all that it did; no test itself."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.types import ASGIApp

from pipeline.web.serving import config

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import ConsoleMessage
    from playwright.sync_api import Dialog
    from playwright.sync_api import Page
    from playwright.sync_api import Request

CHROMIUM = Path(os.environ.get("LEXWATCH_CHROMIUM", "/usr/bin/chromium"))


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The app on a free port of loopback, as `lexwatch web` serves it."""
    server = uvicorn.Server(config(app, "127.0.0.1", 0))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: install Debian's chromium, or set LEXWATCH_CHROMIUM")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


def axe_asks(scheme: str) -> dict[str, object]:
    """Every rule in the light; in the dark what depends on colours, since nothing else is different there."""
    rules = (
        {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
        if scheme == "dark"
        else {}
    )
    return {"resultTypes": ["violations"], **rules}


class Watched:
    """A tab, and everything it did that it should not."""

    def __init__(self, page: "Page", home: str) -> None:
        self.page = page
        self.home = home
        self.left: list[str] = []
        self.said: list[str] = []
        page.on("request", self._asked)
        page.on("console", self._spoke)
        page.on("dialog", self._stopped)
        page.on("pageerror", lambda e: self.said.append(str(e)))

    def _asked(self, request: "Request") -> None:
        if not request.url.startswith(self.home):
            self.left.append(request.url)

    def _spoke(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"}:
            self.said.append(message.text)

    def _stopped(self, dialog: "Dialog") -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def go(self, address: str) -> None:
        self.page.goto(f"{self.home}{address}")


@contextmanager
def tab(browser: "Browser", home: str, **more: object) -> Iterator[Watched]:
    context = browser.new_context(**more)  # type: ignore[arg-type]
    try:
        yield Watched(context.new_page(), home)
    finally:
        context.close()
