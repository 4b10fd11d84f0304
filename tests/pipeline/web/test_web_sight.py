"""A page never lets the figures of an old reading pass for news of today."""

from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import web_country

from db.open import open_writer
from db.reads_page import UnreadSource
from db.records import Outcome
from pipeline.verdicts.sight import Sight
from pipeline.verdicts.sight import sight
from pipeline.web.app import make_app
from pipeline.web.site import Options

pytestmark = pytest.mark.anyio

THEN = datetime(2026, 11, 1, tzinfo=UTC)
Visit = Callable[..., httpx.AsyncClient]


def blinded(path: Path, *, country: str = "", outcome: Outcome = Outcome.HELD) -> None:
    """Every source (of one country) ends its last look without its text."""
    with open_writer(path) as store:
        for state in store.queries.sources():
            if state.record.key.startswith(country):
                store.finish_check(None, state.id, web_country.NOW, outcome, why="a shell of a page")


async def seen(path: Path, visitor: Visit, address: str) -> str:
    app = make_app(Options(path), now=lambda: web_country.NOW + timedelta(hours=1))
    async with visitor(app) as page:
        return (await page.get(address)).text


async def test_the_start_page_says_first_that_no_source_was_read(own_country: Path, visitor: Visit) -> None:
    """With every source held, the sentence stands above the figures, which are told as those of an older day."""
    blinded(own_country)

    text = await seen(own_country, visitor, "/")

    assert "No source could be read at its last look" in text
    assert "5 held as doubtful" in text
    assert text.index("No source could be read") < text.index("lines that cite law")
    assert "lines that cite law held</b> when the law was last read" in text
    assert "lines that cite law hold</b>" not in text


async def test_a_profile_without_a_read_source_says_so_first(own_country: Path, visitor: Visit) -> None:
    """On the profile's own page as well, in one sentence above the figures, with the day of the last reading."""
    blinded(own_country, country="av/", outcome=Outcome.FAILED)

    text = await seen(own_country, visitor, "/profiles/averland")

    assert "No source could be read at its last look</b> (4 failed)" in text
    assert text.index("No source could be read") < text.index("lines that cite law")
    assert "lines that cite law held</b> when the law was last read" in text


async def test_a_blind_profile_among_others_is_named(own_country: Path, visitor: Visit) -> None:
    """Where other profiles are read, the start page names the one that is not, and its row says it again."""
    blinded(own_country, country="bm/")

    text = await seen(own_country, visitor, "/")

    assert 'No source of <a href="/profiles/belmark">Belmark</a> could be read at its last look' in text
    assert "none of its sources was read: 1 held as doubtful" in text
    assert "lines that cite law hold</b>" in text


async def test_some_unread_sources_are_counted_first(page: httpx.AsyncClient) -> None:
    """Where some were read, both pages count those that were not, and lead to them."""
    for address, link in (("/", "/health"), ("/profiles/averland", "#sources")):
        text = (await page.get(address)).text

        assert "could not be read at their last look (1 held as doubtful, 1 failed)" in text
        assert text.index("could not be read at their last look") < text.index("lines that cite law")
        assert f'<a href="{link}">Which</a>' in text


async def test_the_json_counts_what_was_not_read(page: httpx.AsyncClient) -> None:
    """A program that reads the start page hears of the sources, too."""
    told = (await page.get("/index.json")).json()

    averland = next(p for p in told["profiles"] if p["key"] == "averland")
    assert {"sources": 4, "unread": 2} == {n: averland[n] for n in ("sources", "unread")}


def test_a_page_that_is_no_act_is_not_counted() -> None:
    """What no verdict rests on does not make a profile blind or sighted."""
    unread = {"a": UnreadSource("held", THEN), "b": UnreadSource("failed", None)}

    assert Sight(2, (("held", 1), ("failed", 1)), None) == sight(["a", "b"], unread)
    assert sight(["a"], unread).blind
    assert not sight(["a", "c"], unread).blind
    assert not sight([], unread).blind
    assert Sight(1) == sight(["c"], unread)
