"""`fetch = "browser"`: the page as a real browser shows it, for sites that are a script.

The browser has no network of its own. Every request that its page makes comes to us and goes the way of every other
request: checked addresses, verified TLS, bounds, robots.txt, an honest User-Agent. Images, fonts, media and third
parties are never asked for. It waits for the source's contract, not for a number of seconds. Needs the extra
`lexwatch[browser]` and a Chromium of the system; nothing is downloaded.
"""

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from db.records import Capture
from scraper.addresses import Place
from scraper.addresses import place
from scraper.browser_requests import Requests
from scraper.contract_wait import Shown
from scraper.contract_wait import kept
from scraper.errors import NotInstalled
from scraper.errors import Refused
from scraper.errors import ScrapeError
from scraper.errors import TooLarge
from scraper.errors import TooSlow
from scraper.errors import Unreachable
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.fetch import agent
from scraper.fetch import without_cookies
from scraper.plausible import Expectation
from scraper.politeness import Rules

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext
    from playwright.async_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
PLACES = (
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
CHOSEN = "LEXWATCH_CHROMIUM"  # names the executable where it stands elsewhere
LOOKS_EVERY = 0.2  # s between two looks at what the page shows
SETTLED = 1.0  # s without a change, after which a page that keeps its contract is taken
GIVEN_UP = 8.0  # s without a change or an open request, after which a page that does not is taken as it is
CLOSES = 10.0  # s that the browser has to close
MEMORY = 512  # MB of the page's script; what needs more is no page of law
# Nowhere: port 9 of this machine discards. What does not come through us does not leave at all.
DEAD_PROXY = "http://127.0.0.1:9"
FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    f"--js-flags=--max-old-space-size={MEMORY}",
)
_TEXT = "document.body ? document.body.innerText : ''"
_SIZE = "document.documentElement ? document.documentElement.outerHTML.length : 0"


def executable() -> str | None:
    """The Chromium of this system, or None."""
    if chosen := os.environ.get(CHOSEN):
        return chosen if os.access(chosen, os.X_OK) else None
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None) or next((p for p in PLACES if os.access(p, os.X_OK)), None)


async def render(fetcher: Fetcher, ask: Ask, expected: Expectation) -> Capture:
    """The document that a browser makes of this address, with the answers that it was made of; raises FetchError."""
    missing = what_is_missing()
    if missing is not None:
        raise missing
    plain = await fetcher.fetch(replace(ask, etag=None, last_modified=None), cookies=True)
    assert isinstance(plain, Capture)  # no validators were sent
    started = time.monotonic()
    home, at = place(ask.url), place(plain.final_url)
    requests = Requests(fetcher, ask, home, plain, await _rules(fetcher, ask, home, at))
    gap = max(ask.gap, requests.rules[at.origin].delay)
    async with fetcher.gates.of(at).turn(gap):
        try:
            async with asyncio.timeout(ask.total):
                capture = await _rendered(requests, expected)
        except TimeoutError:
            slow = TooSlow(f"The page was not ready within {ask.total:g} s.", requests.advice(), url=ask.url)
            slow.capture = replace(without_cookies(plain), parts=requests.parts)
            raise slow from None
    capture = replace(capture, url=ask.url, seconds=round(time.monotonic() - started, 3))
    if requests.disallowed and not _is_kept(capture, expected):
        refused = Refused(requests.cannot_live(), requests.advice(), url=ask.url)
        refused.capture = capture
        raise refused
    return capture


def what_is_missing() -> NotInstalled | None:
    """Why no page can be rendered on this machine, with what to install; None where one can."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        hint = 'Install the extra: pip install "lexwatch[browser]", and a Chromium (Debian: apt install chromium).'
        return NotInstalled("This source needs a browser, and the package playwright is not installed.", hint)
    if executable() is None:
        hint = f"Install Chromium (Debian: apt install chromium), or name an executable in {CHOSEN}."
        return NotInstalled("This source needs a browser, and there is no Chromium on this machine.", hint)
    return None


async def _rules(fetcher: Fetcher, ask: Ask, home: Place, at: Place) -> dict[str, Rules]:
    """robots.txt of every origin that the page may ask, before its host's gate is taken: two pages that waited for
    each other's hosts would wait for ever. An origin whose rules cannot be had is not asked.
    """
    rules = {at.origin: await fetcher.rules(ask, at)}
    for name in (home.origin, *(f"{at.scheme}://{host}" for host in sorted(ask.allowed_hosts))):
        with contextlib.suppress(ScrapeError):
            other = place(name)
            rules.setdefault(other.origin, await fetcher.rules(ask, other))
    return rules


async def _rendered(requests: Requests, expected: Expectation) -> Capture:
    from playwright.async_api import Error

    try:
        async with _context(requests.ask) as context:
            page = await context.new_page()
            context.on("page", lambda popup: asyncio.ensure_future(popup.close()))
            await context.route("**/*", requests.answer)
            await page.goto(requests.main.final_url, wait_until="commit")
            await _wait(page, requests, expected)
            return await _capture(page, requests)
    except Error as error:
        what = "The page broke the browser" if "crash" in error.message.lower() else "The browser failed"
        broken = Unreachable(f"{what}: {error.message.splitlines()[0][:200]}.", "It is asked again later.")
        broken.capture = replace(without_cookies(requests.main), parts=requests.parts)
        raise broken from None


@asynccontextmanager
async def _context(ask: Ask) -> AsyncIterator["BrowserContext"]:
    """A new browser with a new profile, gone afterwards whatever happened."""
    from playwright.async_api import Error
    from playwright.async_api import async_playwright

    root = getattr(os, "geteuid", lambda: 1)() == 0
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable(),
            # Chromium refuses to sandbox what root starts. Everybody else keeps the sandbox.
            chromium_sandbox=not root,
            args=list(FLAGS),
            proxy={"server": DEAD_PROXY, "bypass": "<-loopback>"},
        )
        try:
            yield await browser.new_context(
                user_agent=agent(ask.contact),
                locale=ask.language,
                accept_downloads=False,
                service_workers="block",
                viewport={"width": 1280, "height": 2000},
            )
        finally:
            with contextlib.suppress(Error, TimeoutError):
                async with asyncio.timeout(CLOSES):
                    await browser.close()


async def _wait(page: "Page", requests: Requests, expected: Expectation) -> None:
    """Until the page shows what the contract says and is still; or until nothing more can be hoped for."""
    size, since = -1, time.monotonic()
    while True:
        text = await page.evaluate(_TEXT)
        now = time.monotonic()
        if len(text) != size or requests.open:
            size, since = len(text), now
        still = now - since
        done = kept(Shown(await page.title(), text), expected)
        if still >= (SETTLED if done else GIVEN_UP):
            return
        await asyncio.sleep(LOOKS_EVERY)


async def _capture(page: "Page", requests: Requests) -> Capture:
    size = await page.evaluate(_SIZE)
    if size > requests.ask.max_bytes:
        raise TooLarge(
            f"The rendered page has {size:,} characters.", "Raise the source's bound if that is right."
        )
    body = (await page.content()).encode("utf-8", "replace")
    gone = {"set-cookie", "content-type", "content-encoding", "content-length", "transfer-encoding"}
    headers = [(name, value) for name, value in requests.main.headers if name.lower() not in gone]
    return Capture(
        url=requests.ask.url,
        final_url=page.url if page.url.startswith(("http://", "https://")) else requests.main.final_url,
        status=requests.main.status,
        headers=(*headers, ("Content-Type", "text/html; charset=utf-8")),
        body=body,
        taken_at=datetime.now(UTC),
        fetcher="browser",
        parts=requests.parts,
    )


def _is_kept(capture: Capture, expected: Expectation) -> bool:
    return kept(Shown.of(capture.body.decode()), expected)
