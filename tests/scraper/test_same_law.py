"""One invented code, published in every way: the same provisions, compared one by one."""

import importlib.util
from collections.abc import AsyncIterator
from collections.abc import Callable

import pytest
import same_code
import stamina
from scripted_site import Site

from db.law import Provision
from db.law import Reading
from scraper import browser
from scraper.browser import executable
from scraper.browser import render
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.plausible import Expectation
from scraper.read import read

HERE = importlib.util.find_spec("playwright") is not None and executable() is not None
needs_browser = pytest.mark.skipif(not HERE, reason="no playwright or no Chromium on this machine")
CONTRACT = Expectation(title=same_code.TITLE, first="1", last="5")
ADDRESS = "/rus/docs/K1200000031"


def old_layout() -> Reading:
    return read(same_code.old_layout().encode(), url="https://adilet.zan.kz/eng/docs/K1200000031")


WAYS: dict[str, Callable[[], Reading]] = {
    "markdown": lambda: read(same_code.markdown().encode(), file_name="code.md"),
    "text": lambda: read(same_code.plain().encode(), file_name="code.txt"),
    "pdf": lambda: read(same_code.printed()),
    "docx": lambda: read(same_code.word()),
    "akn": lambda: read(same_code.akoma_ntoso().encode()),
}


def law(reading: Reading) -> dict[str, tuple[object, ...]]:
    """Everything that is law, by eid: not what an opening says before the first article."""
    return {p.eid: _facts(p) for p in reading.provisions if p.kind != "preamble"}


def _facts(p: Provision) -> tuple[object, ...]:
    return (
        p.kind,
        p.num,
        p.label.rstrip("."),
        p.heading,
        p.text,
        (p.article or "").rstrip("."),
        p.parent,
        p.container,
        p.status,
    )


@pytest.mark.parametrize("way", WAYS)
def test_every_format_is_the_same_law(way: str) -> None:
    """Numbers, headings, words, places in the tree: provision by provision as in the portal's old layout."""
    if importlib.util.find_spec({"pdf": "pypdfium2", "docx": "docx"}.get(way, "json")) is None:
        pytest.skip("the extra documents is not installed")
    wanted, reading = law(old_layout()), WAYS[way]()
    found = law(reading)

    assert way == reading.format
    assert list(wanted) == list(found)
    for eid, facts in wanted.items():
        assert facts == found[eid], eid
    assert same_code.TITLE == reading.act.title
    assert ("code", "31-III", "2012-04-04") == (reading.act.type, reading.act.number, reading.act.date)
    assert "en" == reading.language


def test_the_old_layout_is_whole() -> None:
    """What the others are measured by: two chapters, six articles, six paragraphs, three points."""
    kinds = [p.kind for p in old_layout().provisions]

    assert {"chapter": 2, "article": 6, "paragraph": 6, "point": 3} == {
        kind: kinds.count(kind) for kind in ("chapter", "article", "paragraph", "point")
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


def portal(site: Site, robots: str) -> Ask:
    """The portal of 2026: a shell at every address, the law behind an API, slow, with rules for robots."""
    site.serves(ADDRESS, same_code.SHELL)
    site.serves("/assets/app.js", same_code.APP, content_type="text/javascript").waits(0.2)
    site.serves(
        "/api/documents/by-ngr/K1200000031", same_code.behind_the_script(), content_type="application/json"
    ).waits(0.6)
    site.robots(robots)
    return Ask(site.url(ADDRESS), contact="law@example.org", private_addresses=True, gap=0.0, total=30.0)


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_the_script_portal_is_the_same_law(site: Site, fetcher: Fetcher) -> None:
    """Hydrated piece by piece after slow answers; where robots.txt allows it, it reads as the old layout did."""
    capture = await render(fetcher, portal(site, "User-agent: *\nDisallow: /search"), CONTRACT)
    reading = read(
        capture.body, url=capture.final_url, content_type="text/html; charset=utf-8", language="en"
    )

    wanted, found = law(old_layout()), law(reading)
    assert list(wanted) == list(found)
    for eid, facts in wanted.items():
        assert facts == found[eid], eid
    assert same_code.TITLE == reading.act.title
    assert [200, 200, 200] == [part.status for part in capture.parts]


@needs_browser
@pytest.mark.browser
@pytest.mark.anyio
async def test_a_portal_whose_api_is_disallowed_is_told(site: Site, fetcher: Fetcher) -> None:
    """The page cannot live without a path that robots.txt keeps back: nothing is asked there, and the words say so."""
    with pytest.raises(Refused) as caught:
        await render(fetcher, portal(site, "User-agent: *\nDisallow: /api/"), CONTRACT)

    assert "/api/documents/by-ngr/K1200000031" in caught.value.what
    assert "robots.txt does not allow" in caught.value.what
    assert "add-snapshot" in caught.value.hint
    assert () == site.asked("/api/documents/by-ngr/K1200000031")
    assert caught.value.capture is not None
    assert "robots.txt" in {part.note for part in caught.value.capture.parts}


@pytest.mark.anyio
async def test_a_shell_is_no_law(site: Site, fetcher: Fetcher) -> None:
    """A plain request sees the shell, and nothing is read into it."""
    answer = await fetcher.fetch(portal(site, ""))

    with pytest.raises(Exception, match="script"):
        read(answer.body, url=site.url(ADDRESS))  # type: ignore[union-attr]


@pytest.mark.anyio
async def test_without_the_extra_the_words_say_what_to_install(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No browser on this machine: nothing is asked, and the operator reads what is missing."""
    monkeypatch.setattr(browser, "executable", lambda: None)
    with pytest.raises(FetchError) as caught:
        await render(fetcher, portal(site, ""), CONTRACT)

    assert "needs a browser" in caught.value.what
    assert "hromium" in caught.value.hint
    assert () == site.asked()
