"""What a reader would stumble over: pieces of pages, by themselves and in their place."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import web_country
from alert_samples import operator_alert

from alerts.payload import ChangePart
from alerts.payload import OperatorPart
from db.open import open_writer
from pipeline.web.app import make_app
from pipeline.web.render import environment
from pipeline.web.site import Options

pytestmark = pytest.mark.anyio

Visit = Callable[..., httpx.AsyncClient]


def rendered(source: str, **context: object) -> str:
    return environment().from_string(source).render(**context)


def test_a_new_provision_with_a_penalty_says_that_one_was_added() -> None:
    """The page words a reason by what befell the provision, as the mail does."""
    change = ChangePart("inserted", "art_1", after="a fine", significance=("penalty", "inserted"))
    text = rendered('{% from "macros.html" import why %}{{ why(c) }}', c=change)

    assert "a penalty was added" in text
    assert "changed" not in text
    assert "a provision that was not there before" in text


async def test_an_alert_of_several_lines_is_told_once(own_country: Path, visitor: Visit) -> None:
    """The second line that one alert touches names its number; the profile's own name is not said again."""
    with open_writer(own_country) as store:
        store._db.run("""update alerts set entries = '["illegal-access", "lanterns"]' where id = 2""")
    async with visitor(make_app(Options(own_country), now=lambda: web_country.NOW)) as page:
        text = (await page.get("/profiles/averland")).text

    assert 1 == text.count("Penal Code Art. 4 amended by Act 233-VIII")
    assert ">Penal Code Art. 4 amended by Act 233-VIII" in text
    assert '<a href="/alerts/2">Alert 2</a>, told above' in text


async def test_a_broken_line_is_not_offered_to_be_vouched_for(page: httpx.AsyncClient) -> None:
    """What cites law that is gone must be edited; the page names no command that would be refused."""
    text = (await page.get("/profiles/averland/data-interference")).text

    assert "lexwatch vouch" not in text
    assert "lexwatch edit" not in text  # nothing of its ready edit is certain


async def test_a_change_names_its_act_and_language_as_one(page: httpx.AsyncClient) -> None:
    """Two languages of an act are two copies of one act in every list."""
    for address in ("/changes", "/search?q=lantern", "/profiles/averland/illegal-access"):
        assert re.search(r"Penal Code(?: of Averland)?(?:</a>)? \(en\)", (await page.get(address)).text), (
            address
        )


async def test_a_successor_is_called_by_its_title(page: httpx.AsyncClient) -> None:
    """A profile may name the act that replaced another by key, address or number; people read its title."""
    text = (await page.get("/profiles/averland/harbour")).text

    assert "Harbour Act of Averland was replaced by Lantern Act of Averland" in text
    assert "av/lantern-act</bdi>" not in text


async def test_a_search_without_a_hit_leads_on(page: httpx.AsyncClient) -> None:
    """The titles of acts are not among what is searched; the page leads there with the same words."""
    text = (await page.get("/search?q=zzq+x")).text

    assert "Nothing in the law or the alerts says that" in text
    assert 'href="/acts?q=zzq%20x"' in text


async def test_the_page_of_a_source_leads_to_its_act(page: httpx.AsyncClient) -> None:
    """Its path begins where the navigation says that it is; one failed look is not told as a row of them."""
    text = (await page.get("/sources/av/penal-code-ru")).text

    assert '<a href="/acts">Acts</a> / <a href="/acts/av/penal-code?source=av%2Fpenal-code-ru">' in text
    assert "in a row" not in text


def test_figures_of_what_holds_are_told_in_number() -> None:
    """One holds, three hold."""
    source = '{% from "macros.html" import tally %}{{ tally({"broken": 0, "changed": 0, "uncertain": 0, "holds": n}) }}'

    assert "</span>1 holds" in rendered(source, n=1)
    assert "</span>3 hold<" in rendered(source, n=3)


def test_a_renumbered_provision_says_its_old_number() -> None:
    """The heading of a change names what the article was called before."""
    change = ChangePart("renumbered", "art_2", article="Article 2", old_article="Article 1")

    assert "(before: <bdi>Article 1</bdi>)" in rendered(
        '{% from "macros.html" import before %}{{ before(c) }}', c=change
    )


async def test_a_word_to_the_keeper_names_its_sources(own_country: Path, visitor: Visit) -> None:
    """The page calls the sources by act and language; one that is gone keeps its key."""
    part = OperatorPart("av/penal-code-ru, av/none-en", "held", why=("A shell of a page.",))
    payload = operator_alert(operator=part).to_json()
    with open_writer(own_country) as store:
        store._db.run("update alerts set kind = 'operator', payload = ? where id = 1", (payload,))
    async with visitor(make_app(Options(own_country), now=lambda: web_country.NOW)) as page:
        text = (await page.get("/alerts/1")).text

    assert "<b><bdi>Penal Code (ru)</bdi></b>, <b><bdi>av/none-en</bdi></b>: held" in text
