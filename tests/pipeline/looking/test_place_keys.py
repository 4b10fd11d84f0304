"""Every key that a source may have in a profile does something: one test a key, and a test that none was forgotten."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from pathlib import Path

import pytest
import stamina
from scripted_site import Certificates
from scripted_site import Site
from watching import PATH
from watching import PROFILE
from watching import START
from watching import World
from watching import code

from pipeline.errors import ProfileError
from pipeline.looking.fetching import Fetchers
from pipeline.looking.fetching import ask
from pipeline.looking.look import Looker
from pipeline.looking.rhythm import schedule_of
from pipeline.profile.load import parse
from pipeline.profile.model import Source
from pipeline.verdicts.table import verdicts
from pipeline.watching.run import check
from scraper import browser
from scraper.fetch import Fetcher

TESTED: set[str] = set()


def of(*keys: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Marks the keys that a test is about."""
    TESTED.update(keys)
    return lambda test: test


@pytest.fixture(autouse=True)
def _no_second_attempts() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as made:
        made.serves(code())
        yield made


def add(world: World, *lines: str) -> None:
    """More lines of the source in the profile."""
    world.text = world.text.replace("authentic = true", "\n".join(["authentic = true", *lines]), 1)


def why(world: World) -> tuple[str, str]:
    (looked,) = world.passes(only="code-en").looked
    return str(looked.outcome), looked.why or ""


@of("url", "key", "authentic", "title")
def test_the_source_by_its_own_name(world: World) -> None:
    """`url` is asked, `key` names the source, `authentic` is known to the cross-check, `title` is for people."""
    add(world, 'key = "official"', 'title = "The gazette"')

    assert "first" == world.look("official")
    assert 1 == len(world.site.asked(PATH))
    assert getattr(world.watched("official").place, "authentic", False)
    assert "The gazette" == world.watched("official").place.title  # type: ignore[attr-defined]


@of("language")
def test_language(world: World) -> None:
    """It is asked for, and a page in another language is not the law of this source."""
    world.look()
    assert "en" == world.site.asked(PATH)[0].headers["accept-language"]
    world.text = world.text.replace('language = "en"', 'language = "ru"', 1)
    outcome, words = "", ""
    world.later(days=1)
    (looked,) = world.passes(only="code-ru").looked
    outcome, words = str(looked.outcome), looked.why or ""
    assert "held" == outcome
    assert "not in ru" in words


@of("format")
def test_format(world: World) -> None:
    """Named: nothing is guessed; unknown: told with the names of those that exist."""
    add(world, 'format = "html"')
    world.look()
    last = world.store.queries.last_accepted(world.watched().id)
    assert last is not None
    assert last.version.extractor.startswith("html/")
    world.text = world.text.replace('format = "html"', 'format = "text"')
    world.serves(code(noise="x"))
    world.later(days=1)
    assert "held" == why(world)[0]


@of("fetch")
def test_fetch_file_and_manual(world: World) -> None:
    """A file is read where it lies; what people bring is never fetched."""
    (world.folder / "law.html").write_text(code(), encoding="utf-8")
    world.text = world.text.replace(
        'url = "BASE/en/code"', f'url = "{world.folder}/law.html"\nfetch = "file"'
    )
    assert "first" == world.look()
    assert () == world.site.asked()
    world.text = world.text.replace('fetch = "file"', 'fetch = "manual"')
    assert () == world.passes().looked


@of("escalate")
def test_escalate(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell asks for a browser only where the profile lets it; without one it is held with what to install."""
    shell = '<html><head><title>P</title><script src="/a.js"></script></head><body><div id="root"></div></body></html>'
    world.serves(shell)
    assert "held" == why(world)[0]
    assert "chromium" not in why(world)[1]
    add(world, "escalate = true")
    monkeypatch.setattr(browser, "executable", lambda: None)
    outcome, words = why(world)
    assert "held" == outcome
    assert "apt install chromium" in words


@of("fetch")
def test_fetch_browser_without_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a browser is no failure of the site: held, with the words that say what to install."""
    add(world, 'fetch = "browser"')
    monkeypatch.setattr(browser, "executable", lambda: None)

    outcome, words = why(world)

    assert "held" == outcome
    assert "apt install chromium" in words
    assert () == world.site.asked()


@of("expect")
def test_expect(world: World) -> None:
    """The contract: title, first and last article, how many at least."""
    add(world, "[acts.sources.expect]", 'title = "Code of Ants"', 'articles = { last = "99", at_least = 50 }')

    outcome, words = why(world)

    assert "held" == outcome
    assert "Code of Ants" in words
    assert "99" in words
    assert "50" in words


@of("ca_file")
def test_ca_file(tmp_path: Path, certificates: Certificates) -> None:
    """A state's own certificate authority is trusted for this source alone; without it the site is not believed."""
    with World(tmp_path) as world, Site(tls=certificates) as secure:
        secure.serves(PATH, code())
        address = secure.url(PATH, host="localhost")
        world.text = world.text.replace("BASE/en/code", address)
        assert "failed" == world.look()
        (tmp_path / "ca.pem").write_text(Path(certificates.ca_file).read_text())
        add(world, f'ca_file = "{tmp_path}/ca.pem"')
        world.later(days=1)
        assert "first" == world.look()


@of("allowed_hosts")
def test_allowed_hosts(tmp_path: Path) -> None:
    """A redirect to another host is followed only where the profile names that host."""
    with World(tmp_path, hosts=("127.0.0.1", "127.0.0.2")) as world:
        world.site.redirects(PATH, world.site.url("/there", host="127.0.0.2"))
        world.site.serves("/there", code())
        outcome, words = why(world)
        assert "failed" == outcome
        assert "not among the source's hosts" in words
        add(world, f'allowed_hosts = ["127.0.0.2:{world.site.port}"]')
        world.later(days=1)
        assert "first" == world.look()


@of("headers")
def test_headers_and_their_secrets(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`${NAME}` is filled when the page is asked for, and stands nowhere else: not in the database, not in a log."""
    add(world, 'headers = { X-Key = "Bearer ${LAW_KEY}", X-Plain = "yes" }')
    outcome, words = why(world)
    assert "held" == outcome
    assert "LAW_KEY, which is not set" in words
    assert () == world.site.asked(PATH)

    monkeypatch.setitem(os.environ, "LAW_KEY", "swordfish-4711")
    world.later(days=1)
    assert "first" == world.look()
    sent = world.site.asked(PATH)[0].headers
    assert ("Bearer swordfish-4711", "yes") == (sent["x-key"], sent["x-plain"])
    told = capsys.readouterr()
    assert "swordfish" not in told.out + told.err
    assert "swordfish" not in _everything(world.folder / "lexwatch.db")
    assert "${LAW_KEY}" in _everything(world.folder / "lexwatch.db")


def _everything(path: Path) -> str:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as raw:
        text = "\n".join(raw.iterdump())
    raw.close()
    return text


@of("proxy")
def test_proxy_and_its_secret(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request goes to the proxy, with credentials from the environment; an error shows none of them."""
    monkeypatch.setitem(os.environ, "PROXY_PASSWORD", "swordfish-4711")
    add(world, 'proxy = "http://clerk:${PROXY_PASSWORD}@127.0.0.1:9"')
    assert "http://clerk:swordfish-4711@127.0.0.1:9" == ask(world.watched(), None).proxy

    outcome, words = why(world)

    assert "failed" == outcome
    assert () == world.site.asked(PATH)
    assert "swordfish" not in words
    assert "swordfish" not in _everything(world.folder / "lexwatch.db")


@of("charset")
def test_charset(world: World) -> None:
    """What a page in an old charset does not say, its source may."""
    page = code(title="Кодекс пчёл").replace("hives", "ульи").encode("koi8-r")
    world.site.serves(PATH, page, content_type="text/html")
    add(world, 'charset = "koi8-r"')
    world.look()
    last = world.store.queries.last_accepted(world.watched().id)
    assert last is not None
    assert "Кодекс пчёл" == last.version.act.title


@of("robots")
def test_robots(world: World) -> None:
    """Obeyed, unless the site's keeper has given leave in writing and the profile says so."""
    world.site.robots("User-agent: *\nDisallow: /")
    outcome, words = why(world)
    assert "failed" == outcome
    assert "robots.txt" in words
    add(world, 'robots = "permission"')
    world.later(days=1)
    assert "first" == world.look()


@of("http2")
def test_http2(world: World) -> None:
    """Off where a site dislikes it."""
    assert ask(world.watched(), None).http2
    add(world, "http2 = false")
    assert not ask(world.watched(), None).http2


@of("gap")
def test_gap(world: World) -> None:
    """So long between two requests to the host; a source overrides the profile."""
    add(world, 'gap = "7s"')
    assert 7.0 == ask(world.watched(), None).gap


@of("private_addresses")
def test_private_addresses(world: World) -> None:
    """A source on a private network is fetched only where it says so."""
    add(world, "private_addresses = false")
    outcome, words = why(world)
    assert "failed" == outcome
    assert "loopback" in words


@of("every", "at", "on", "timezone")
def test_rhythm(world: World) -> None:
    """A source's own rhythm, in its own zone, wins over the profile's."""
    add(world, 'every = "6h"')
    world.look()
    due = world.state().due_at
    assert due is not None
    assert timedelta(hours=6) <= due - world.now <= timedelta(hours=7)
    world.text = world.text.replace(
        'every = "6h"', 'at = "06:00"\non = ["mon", "thu"]\ntimezone = "Asia/Almaty"'
    )
    schedule = schedule_of(world.watched().place, world.profile.defaults)
    assert ("Asia/Almaty", ("mon", "thu")) == (schedule.timezone, schedule.on)
    world.look()
    due = world.state().due_at
    assert due is not None
    # Thursday 5 March 2026 at six in Almaty, which is five hours ahead of UTC.
    assert (date(2026, 3, 5), 1) == (due.date(), due.hour)


@of("index")
def test_index(world: World) -> None:
    """See test_index.py; a file has no links to follow."""
    add(world, 'index = "a.chapter"')
    assert "a.chapter" == world.watched().place.index
    with pytest.raises(ProfileError, match="index"):
        parse(PROFILE.replace("authentic = true", 'index = "a"\nfetch = "file"'), path="x.toml", key="x")


@of("archive", "history")
def test_archive_and_history(world: World) -> None:
    """See tests/whole/test_backfill.py; an address that is the same every day is a mistake that is told."""
    add(world, 'archive = "BASE/en/code/ed{date:%Y%m%d}"', 'history = "BASE/en/code/history"')
    assert (world.watched().place.archive or "").endswith("ed{date:%Y%m%d}")
    assert (world.watched().place.history or "").endswith("/history")
    for wrong in (
        "https://law.example/act",
        "https://law.example/{date:%Y}",
        "https://law.example/{date:%d%H%Y}",
    ):
        with pytest.raises(ProfileError):
            parse(PROFILE.replace("authentic = true", f'archive = "{wrong}"'), path="x.toml", key="x")


def test_a_look_without_the_defect_of_a_shared_loop(world: World) -> None:
    """The same settings serve the daemon's way of looking: one looker, many looks."""

    async def twice() -> list[str]:
        async with Fetcher() as http:
            looker = Looker(world.store, Fetchers(http), lambda: START, lambda: 0.0)
            done = [await check(looker, [world.profile], everything=True) for _ in range(2)]
        return [str(p.looked[0].outcome) for p in done]

    assert ["first", "unchanged"] == asyncio.run(twice())
    assert verdicts(world.store.queries, world.profile, START).sources[0].state is not None


def test_no_key_was_forgotten() -> None:
    """Whoever adds a key adds a test of what it does."""
    assert set(Source.model_fields) == TESTED
