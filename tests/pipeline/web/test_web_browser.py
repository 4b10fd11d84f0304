"""The page in a real browser: without script, by keyboard, on a small screen, for screen readers, and alone."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import web_country
from web_tabs import axe_asks
from web_tabs import served
from web_tabs import tab

from db.open import open_reader
from db.open import open_writer
from db.records import Capture
from pipeline.web.app import make_app
from pipeline.web.desk.review import Review
from pipeline.web.desk.users import Role
from pipeline.web.desk.users import User
from pipeline.web.desk.users import Users
from pipeline.web.desk.users import hash_password
from pipeline.web.site import Options

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/profiles/averland",
    "/profiles/averland/illegal-access",
    "/alerts",
    "/alerts/1",
    "/alerts/2?view=sides",
    "/changes",
    "/changes/1",
    "/acts",
    "/acts/av/penal-code",
    "/acts/av/lantern-act",
    "/acts/av/penal-code/art_4",
    "/acts/av/penal-code/compare",
    "/sources/av/penal-code-ru",
    "/held/9",
    "/held/9?view=page",
    "/snapshots/9",
    "/search?q=lantern",
    "/treaty",
    "/treaty/Lantern%20Convention%20Art.%202",
    "/health",
    "/nothing",
)
SECRET = "four words in order"


@pytest.fixture(scope="module")
def home(country: Path) -> Iterator[str]:
    with served(make_app(Options(country), now=lambda: web_country.NOW)) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: "Browser", home: str, scheme: str) -> None:
    """WCAG 2.2 A and AA and axe's best practices, on every page; in the dark its colours."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    found = []
    with tab(browser, home, color_scheme=scheme) as seen:
        for address in PAGES:
            seen.go(address)
            for details in seen.page.query_selector_all("details"):
                details.evaluate("d => { d.open = true }")
            result = axe.run(seen.page, options=axe_asks(scheme))
            found += [
                (address, v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:200])
                for v in result.response["violations"]
            ]
    assert [] == found


def test_nothing_scrolls_sideways_on_a_small_screen(browser: "Browser", home: str) -> None:
    """At 360 px every page fits its width, opened reasons included."""
    wide = []
    with tab(browser, home, viewport={"width": 360, "height": 740}) as seen:
        for address in PAGES:
            seen.go(address)
            seen.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            width = seen.page.evaluate("document.documentElement.scrollWidth")
            if width > 360:
                wide.append((address, width))
    assert [] == wide


def test_text_may_be_twice_as_large(browser: "Browser", home: str) -> None:
    """At 640 px with letters of 32 px nothing runs out of the page (WCAG 1.4.4, 1.4.10)."""
    wide = []
    with tab(browser, home, viewport={"width": 640, "height": 740}) as seen:
        for address in PAGES:
            seen.go(address)
            seen.page.evaluate("document.documentElement.style.fontSize = '200%'")
            width = seen.page.evaluate("document.documentElement.scrollWidth")
            if width > 640:
                wide.append((address, width))
    assert [] == wide


def test_nothing_leaves_and_nothing_complains(browser: "Browser", home: str) -> None:
    """No request to another host, no dialog, no word of the browser about a broken policy, on any page."""
    with tab(browser, home) as seen:
        for address in PAGES[:-1]:
            seen.go(address)
        assert [] == seen.left
        assert [] == seen.said


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another site, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - the name that http.server calls

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_a_hostile_snapshot_is_only_looked_at(
    browser: "Browser", own_country: Path, elsewhere: tuple[str, list[str]]
) -> None:
    """Shown as a page, it runs nothing, loads nothing, sends nothing and leads nowhere."""
    evil, asked = elsewhere
    html = (
        f"<html><head><meta http-equiv=refresh content='0;url={evil}/refresh'>"
        f"<link rel=stylesheet href={evil}/s.css><link rel=preload as=image href={evil}/p.png>"
        f"<script>fetch('{evil}/fetch');alert(1)</script></head><body onload=alert(2)>"
        f"<img src={evil}/i.png><iframe src={evil}/frame></iframe><video src={evil}/v></video>"
        f"<form action={evil}/form><button>go</button></form><a href={evil}/link ping={evil}/ping>away</a>"
        "<h1>Law</h1></body></html>"
    )
    with open_writer(own_country) as store:
        source = store.queries.source("av/penal-code-en")
        assert source is not None
        url, headers = source.record.url, (("content-type", "text/html"),)
        kept = store.keep_snapshot(
            source.id, Capture(url, url, 200, headers, html.encode(), web_country.NOW, "http")
        )
    app = make_app(Options(own_country), now=lambda: web_country.NOW)
    with served(app) as home, tab(browser, home) as seen:
        seen.go(f"/snapshots/{kept.id}?view=page")
        frame = seen.page.frame_locator("iframe.came")
        assert "Law" == frame.locator("h1").inner_text()
        frame.locator("button").click()
        frame.locator("a").click()
        seen.page.wait_for_timeout(50)
        seen.go(f"/snapshots/{kept.id}/page")
        seen.page.wait_for_timeout(50)
        assert [] == asked
        assert [] == [said for said in seen.said if said.startswith("dialog")]


def test_the_page_is_whole_without_script(browser: "Browser", home: str) -> None:
    """Filter, reasons, switch of the redline, comparison of two versions: links and forms alone."""
    with tab(browser, home, java_script_enabled=False) as seen:
        page = seen.page
        seen.go("/profiles/averland")
        page.select_option("#f-verdict", "broken")
        page.click(".filters button")
        assert page.url.endswith("verdict=broken")
        assert 2 == page.locator("article.line").count()
        page.click("#line-data-interference summary")
        assert page.locator("#line-data-interference .reasons").first.is_visible()
        seen.go("/alerts/2")
        page.click("text=Side by side")
        assert 2 == page.locator(".change .sides > div").count()
        seen.go("/acts/av/penal-code")
        page.check("input[name=from][value='1']")
        page.click("text=Compare the two")
        assert 2 == page.locator("article.change").count()


def test_the_keyboard_is_enough(browser: "Browser", home: str) -> None:
    """From the start page to an alert with Tab and Enter alone; the place of the focus is always seen."""
    with tab(browser, home) as seen:
        page = seen.page
        seen.go("/")
        page.keyboard.press("Tab")
        assert "Skip to the content" == page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        assert "content" == page.evaluate("document.activeElement.id")
        _tab_to(page, "Averland")
        page.keyboard.press("Enter")
        page.wait_for_url("**/profiles/averland")
        _tab_to(page, "Article 4, 1.: amended")
        page.keyboard.press("Enter")
        assert page.locator("#line-illegal-access .reasons").first.is_visible()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        seen.go("/profiles/averland")
        _tab_to(page, "Penal Code Art. 4 amended by Act 233-VIII")
        page.keyboard.press("Enter")
        page.wait_for_url("**/alerts/2")


def _tab_to(page: "Page", words: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(words):
            return
    raise AssertionError(f"Tab never came to {words!r}")


def test_reasons_are_on_paper(browser: "Browser", home: str) -> None:
    """Printed, the reasons are there without a click, and what only a screen needs is not."""
    with tab(browser, home) as seen:
        seen.go("/profiles/averland")
        seen.page.emulate_media(media="print")
        assert seen.page.locator("#line-data-interference .reasons").first.is_visible()
        assert not seen.page.locator(".filters").is_visible()
        assert not seen.page.locator(".top nav").is_visible()


def test_a_person_acts_in_a_minute(browser: "Browser", own_country: Path) -> None:
    """By the link in a mail: log in, read the redline, accept with a word; the verdict is green."""
    review = Review(Users(users={"anna": User(role=Role.REVIEWER, password=hash_password(SECRET))}))
    app = make_app(Options(own_country, review=review), now=lambda: web_country.NOW)
    with served(app) as home, tab(browser, home, java_script_enabled=False) as seen:
        page = seen.page
        seen.go("/alerts/2")
        page.fill("#user", "anna")
        page.fill("#password", SECRET)
        page.click(".login button")
        assert page.url.endswith("/alerts/2")
        assert "three" in page.locator("ins").first.inner_text()
        page.fill("#why-alerts-2-accept", "The line names the article only")
        page.click("text=Accept")
        assert page.url.endswith("/alerts/2")
        assert page.locator("text=The line names the article only").first.is_visible()
        seen.go("/profiles/averland")
        assert "holds" in page.locator("#line-illegal-access .standing").inner_text()
        assert [] == seen.left
    with open_reader(own_country) as queries:
        assert ["anna"] == [r.who for r in queries.reviews(alert_id=2)]
