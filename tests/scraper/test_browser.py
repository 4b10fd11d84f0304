"""A portal that is a script: read by a real browser, as politely and as safely as a plain page."""

import importlib.util
import json
import time
from collections.abc import AsyncIterator

import pytest
import stamina
from scripted_site import Certificates
from scripted_site import Site

from db.records import Capture
from scraper import browser
from scraper.browser import executable
from scraper.browser import render
from scraper.contract_wait import Shown
from scraper.contract_wait import kept
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.errors import TooLarge
from scraper.errors import TooSlow
from scraper.errors import Unreachable
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.plausible import Expectation

HERE = importlib.util.find_spec("playwright") is not None and executable() is not None
needs_browser = pytest.mark.skipif(not HERE, reason="no playwright or no Chromium on this machine")
CONTRACT = Expectation(title="Ferret Code", first="1", last="12")
SHELL = """<!doctype html><html><head><meta charset="utf-8"><title>Portal</title>
<script src="/app.js" defer></script></head><body><noscript>Enable JavaScript</noscript><div id="root"></div></body></html>"""
APP = """
fetch('/data/act.json').then(r => r.json()).then(act => setTimeout(() => {
  document.title = act.title;
  const root = document.getElementById('root');
  for (const article of act.articles) {
    const h = document.createElement('h3'); h.textContent = article.h; root.append(h);
    const p = document.createElement('p'); p.textContent = article.p; root.append(p);
  }
}, 300));
"""
ACT = {
    "title": "Ferret Code",
    "articles": [
        {"h": f"Article {n}. Ferrets", "p": f"Ferret number {n} is invented. " * 5} for n in range(1, 13)
    ],
}


@pytest.fixture(autouse=True)
def _less_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "SETTLED", 0.4)
    monkeypatch.setattr(browser, "GIVEN_UP", 2.5)


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    with stamina.set_testing(True, attempts=1):
        async with Fetcher() as made:
            yield made


def ask(url: str, **more: object) -> Ask:
    settings: dict[str, object] = {"private_addresses": True, "gap": 0.0, "total": 20.0, **more}
    return Ask(url=url, contact="law@example.org", **settings)  # type: ignore[arg-type]


def portal(site: Site, *, app: str = APP, shell: str = SHELL) -> None:
    site.serves("/act", shell)
    site.serves("/app.js", app, content_type="text/javascript")
    site.serves("/data/act.json", json.dumps(ACT), content_type="application/json")


async def failed(fetcher: Fetcher, question: Ask, expected: Expectation = CONTRACT) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await render(fetcher, question, expected)
    return caught.value


def notes(capture: Capture) -> dict[str, str | None]:
    return {part.url.rpartition("/")[2]: part.note for part in capture.parts}


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_a_script_is_read(site: Site, fetcher: Fetcher) -> None:
    """The rendered document is the capture; the answers that made it are listed with their digests."""
    portal(site)

    capture = await render(fetcher, ask(site.url("/act")), CONTRACT)

    text = capture.body.decode()
    assert "Article 12. Ferrets" in text
    assert ("browser", 200, site.url("/act")) == (capture.fetcher, capture.status, capture.url)
    assert ("Content-Type", "text/html; charset=utf-8") in capture.headers
    assert ["act", "app.js", "act.json"] == [p.url.rpartition("/")[2] for p in capture.parts]
    assert all(p.sha256 and p.status == 200 and p.size for p in capture.parts)
    assert all(s.headers["user-agent"].startswith("lexwatch/") for s in site.asked())
    assert 1 == len(site.asked("/act"))


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_it_waits_for_the_contract_not_for_seconds(site: Site, fetcher: Fetcher) -> None:
    """A slow answer behind the page is waited for; a quick page is not waited with."""
    portal(site)
    site.serves("/data/act.json", json.dumps(ACT), content_type="application/json").waits(1.5)

    assert b"Article 12" in (await render(fetcher, ask(site.url("/act")), CONTRACT)).body


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_what_the_law_does_not_need_is_not_asked(site: Site, fetcher: Fetcher) -> None:
    """Images, fonts, media, sockets and third parties are blocked, and listed with the reason."""
    extra = """
      <img src="/seal.png"><video src="/film.mp4"></video>
      <link rel="stylesheet" href="http://127.0.0.3:1/third.css"><script src="http://evil.example/third.js"></script>
      <script>new WebSocket('ws://127.0.0.1:%d/socket'); fetch('http://169.254.169.254/latest').catch(() => 0);
      fetch('http://10.0.0.1/x').catch(() => 0);</script>"""
    portal(site, shell=SHELL.replace("</body>", extra % site.port + "</body>"))

    capture = await render(fetcher, ask(site.url("/act")), CONTRACT)

    assert {"/robots.txt", "/act", "/app.js", "/data/act.json"} == {s.path for s in site.asked()}
    reasons = notes(capture)
    assert ("image", "third party", "third party") == (
        reasons["seal.png"],
        reasons["third.js"],
        reasons["latest"],
    )
    assert b"Article 12" in capture.body


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_a_page_that_lives_on_a_disallowed_path(site: Site, fetcher: Fetcher) -> None:
    """robots.txt binds what the page asks, too; the operator hears which path it cannot live without."""
    portal(site)
    site.robots("User-agent: *\nDisallow: /data/")

    error = await failed(fetcher, ask(site.url("/act")))

    assert isinstance(error, Refused)
    assert "/data/act.json" in error.what
    assert "add-snapshot" in error.hint
    assert () == site.asked("/data/act.json")
    assert error.capture is not None
    assert "robots.txt" == notes(error.capture)["act.json"]


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_a_page_that_can_live_without_it(site: Site, fetcher: Fetcher) -> None:
    """A disallowed counter beside the law does no harm."""
    portal(site, app=APP + "fetch('/api/count').catch(() => 0);")
    site.robots("User-agent: *\nDisallow: /api/")

    capture = await render(fetcher, ask(site.url("/act")), CONTRACT)

    assert () == site.asked("/api/count")
    assert "robots.txt" == notes(capture)["count"]


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_the_page_itself_obeys_robots(site: Site, fetcher: Fetcher) -> None:
    """A disallowed page is refused before any browser starts."""
    portal(site)
    site.robots("User-agent: *\nDisallow: /act")

    assert isinstance(await failed(fetcher, ask(site.url("/act"))), Refused)
    assert ["/robots.txt"] == [s.path for s in site.asked()]


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_a_page_has_a_time_and_a_size(site: Site, fetcher: Fetcher) -> None:
    """A page that never stands still, one that hangs in its own script, one that grows past the bound."""
    portal(site, app="setInterval(() => document.body.append(document.createTextNode('more ')), 50)")
    began = time.monotonic()
    assert isinstance(await failed(fetcher, ask(site.url("/act"), total=2.5)), TooSlow)
    portal(site, app="for (;;) {}")
    assert isinstance(await failed(fetcher, ask(site.url("/act"), total=2.5)), TooSlow)
    assert time.monotonic() - began < 30

    portal(site, app=APP + "document.body.append('x'.repeat(2000000))")
    assert isinstance(await failed(fetcher, ask(site.url("/act"), max_bytes=1_000_000)), TooLarge)


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_an_unkept_contract_is_for_others_to_judge(site: Site, fetcher: Fetcher) -> None:
    """A page that stands still without its last article is taken as it is: the law may have lost that article."""
    portal(site)

    capture = await render(fetcher, ask(site.url("/act")), Expectation(last="13"))

    assert b"Article 12" in capture.body


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_each_look_is_a_new_profile(site: Site, fetcher: Fetcher) -> None:
    """Neither cookies nor storage outlive a look."""
    portal(
        site,
        app=APP
        + "if (localStorage.seen || document.cookie) fetch('/seen'); localStorage.seen = 1; document.cookie = 'seen=1';",
    )

    for _ in range(2):
        await render(fetcher, ask(site.url("/act")), CONTRACT)

    assert () == site.asked("/seen")
    assert 1 == len(site.asked("/robots.txt"))


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_a_session_holds_for_one_look(site: Site, fetcher: Fetcher) -> None:
    """A cookie that the page sets goes with the page's own requests, and into no evidence."""
    portal(site)
    site.serves("/act", SHELL, headers={"Set-Cookie": "sid=s3cret; Path=/"})

    capture = await render(fetcher, ask(site.url("/act")), CONTRACT)

    assert "sid=s3cret" == site.asked("/data/act.json")[0].headers.get("cookie")
    assert "s3cret" not in repr(capture)


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_a_secret_goes_to_the_own_host_only(fetcher: Fetcher) -> None:
    """The source's headers go with the page's requests to its host, and to no other one."""
    with Site(hosts=("127.0.0.1", "127.0.0.2")) as site:
        portal(site, app=APP.replace("/data/act.json", site.url("/data/act.json", host="127.0.0.2")))
        site.serves(
            "/data/act.json",
            json.dumps(ACT),
            content_type="application/json",
            headers={"Access-Control-Allow-Origin": "*"},
        )
        question = ask(
            site.url("/act"),
            headers=(("X-Key", "s3cret"),),
            allowed_hosts=frozenset({f"127.0.0.2:{site.port}"}),
        )

        capture = await render(fetcher, question, CONTRACT)

        assert b"Article 12" in capture.body
        assert "s3cret" == site.asked("/app.js")[0].headers["x-key"]
        assert "x-key" not in site.asked("/data/act.json")[0].headers


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_the_browser_trusts_what_we_trust(certificates: Certificates, fetcher: Fetcher) -> None:
    """TLS is verified by our client, with the source's ca_file: the browser has no network of its own."""
    with Site(tls=certificates) as site:
        portal(site)
        url = site.url("/act", host="localhost")

        assert isinstance(await failed(fetcher, ask(url, robots=False)), Unreachable)
        capture = await render(fetcher, ask(url, ca_file=certificates.ca_file), CONTRACT)

    assert b"Article 12" in capture.body


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_loopback_needs_leave_in_a_browser_too(site: Site, fetcher: Fetcher) -> None:
    """Without private_addresses nothing is asked."""
    portal(site)

    assert isinstance(await failed(fetcher, ask(site.url("/act"), private_addresses=False)), Refused)
    assert () == site.asked()


@pytest.mark.anyio
async def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher
) -> None:
    """No playwright, or no Chromium: the words say what to install, and nothing was asked."""
    monkeypatch.setattr(browser, "executable", lambda: None)
    monkeypatch.setitem(__import__("sys").modules, "playwright", None)
    error = await failed(fetcher, ask("http://127.0.0.1:1/act"))
    assert "lexwatch[browser]" in error.hint
    assert not error.transient

    if importlib.util.find_spec("scripted_site"):
        monkeypatch.setitem(__import__("sys").modules, "playwright", json)
        error = await failed(fetcher, ask("http://127.0.0.1:1/act"))
        assert "apt install chromium" in error.hint


def test_an_executable_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """LEXWATCH_CHROMIUM names one; a wrong name is no silent fall-back to another."""
    monkeypatch.setenv("LEXWATCH_CHROMIUM", "/nowhere/chromium")

    assert executable() is None


@pytest.mark.parametrize(
    ("text", "expected", "seen"),
    [
        ("Ferret Code\nArticle 1. A\nArticle 12. B", CONTRACT, True),
        ("Ferret Code\nСтатья 1. А\n12-бап. Б", CONTRACT, True),
        ("Ferret Code\n§ 1 A\n§ 12 B", CONTRACT, True),
        ("Ferret Code\n第1條\n第12條", CONTRACT, True),
        ("Ferret Code\nArticle 1. A\nArticle 112. B", CONTRACT, False),
        ("Ferret Code\nArticle 1. A\nArticle 12-1. B", CONTRACT, False),
        ("Otter Code\nArticle 1. A\nArticle 12. B", CONTRACT, False),
        ("Ferret Code\nArticle 1. " + "word " * 30 + "see Article 12.", CONTRACT, False),
        ("short", Expectation(), False),
        ("long enough " * 80, Expectation(), True),
    ],
)
def test_what_keeps_a_contract(text: str, expected: Expectation, seen: bool) -> None:
    """Title anywhere, first and last article at the beginning of a line; without a contract some text."""
    assert seen == kept(Shown("", text), expected)
