"""A page says a long title once, and calls sources by their act and language; keys stay where commands need them."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import web_country

from db.open import open_writer
from pipeline.profile.load import parse
from pipeline.web.app import make_app
from pipeline.web.site import Options

pytestmark = pytest.mark.anyio

LONG = "Law on the protection of lanterns, of harbours and of those who keep them in Averland"
Visit = Callable[..., httpx.AsyncClient]


def renamed(path: Path) -> None:
    """The code bears a title that fills a line and a half, and the number that lawyers call it by."""
    toml = web_country.AVERLAND.replace('title = "Penal Code of Averland"', f'title = "{LONG}"')
    profile = parse(toml.replace('names = ["Penal Code"]', 'names = ["PC", "Penal Code"]'), key="averland")
    with open_writer(path) as store:
        store.keep_profile(
            "averland", "Averland", "AV", "averland.toml", toml=profile.toml, now=web_country.NOW
        )
        for act in profile.acts:
            store.keep_act(profile.act_record(act))


async def seen(path: Path, visitor: Visit, address: str) -> str:
    renamed(path)
    async with visitor(make_app(Options(path), now=lambda: web_country.NOW)) as page:
        text = (await page.get(address)).text
    return text[text.index("<main") :]


@pytest.mark.parametrize(
    ("address", "times"),
    [
        ("/changes", 1),
        ("/changes/1", 1),
        ("/profiles/averland/illegal-access", 1),
        ("/acts/av/penal-code/art_4", 1),
        ("/acts/av/penal-code/compare?from=1&to=8", 1),
        ("/acts/av/penal-code", 1),
        ("/search?q=lantern&act=av/penal-code", 1),
        ("/profiles/averland", 2),  # once as a choice of the filter
    ],
)
async def test_a_long_title_stands_once(own_country: Path, visitor: Visit, address: str, times: int) -> None:
    """The full title is said once; wherever else the page names the act, it says the short name."""
    text = await seen(own_country, visitor, address)

    assert times == text.count(LONG)


async def test_a_repeated_act_has_its_short_name(own_country: Path, visitor: Visit) -> None:
    """The second change of a list is of the "Penal Code", neither of its long title nor of an abbreviation."""
    text = await seen(own_country, visitor, "/changes")

    assert '<a href="/acts/av/penal-code">Penal Code</a>' in text
    assert ">PC</a>" not in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/profiles/averland", '<a href="/sources/av/penal-code-ru">Penal Code (ru)</a>'),
        ("/health", '<a href="/sources/av/lantern-act-ar">Lantern Act (ar)</a>'),
        ("/changes/1", '<a href="/sources/av/penal-code-en">Penal Code (en)</a>'),
        ("/held/9", '<a href="/sources/av/penal-code-ru">Penal Code (ru)</a>'),
        ("/profiles/averland/illegal-interception", "Penal Code (en)</a> version"),
    ],
)
async def test_a_source_is_called_by_its_act_and_language(
    page: httpx.AsyncClient, address: str, said: str
) -> None:
    """Two languages of one act read as one act in two languages, never as keys of two things."""
    text = (await page.get(address)).text

    assert said in text
    assert ">av/penal-code-ru</a>" not in text
    assert ">av/penal-code-en</a>" not in text


async def test_the_page_of_a_source_keeps_its_key(page: httpx.AsyncClient) -> None:
    """Where a command needs the key, it can be copied."""
    for address in ("/sources/av/penal-code-ru", "/held/9"):
        assert "<code>av/penal-code-ru</code>" in (await page.get(address)).text
