"""Atom feeds: valid, with stable ids, per profile, line, act and treaty article."""

from xml.etree import ElementTree as ET

import httpx
import pytest

pytestmark = pytest.mark.anyio

ATOM = "{http://www.w3.org/2005/Atom}"


async def feed(page: httpx.AsyncClient, address: str) -> ET.Element:
    answer = await page.get(address)
    assert 200 == answer.status_code
    assert "application/atom+xml" == answer.headers["content-type"]
    return ET.fromstring(answer.content)  # noqa: S314 - our own feed


@pytest.mark.parametrize(
    ("address", "entries"),
    [
        ("/profiles/averland.atom", 2),
        ("/profiles/averland/illegal-access.atom", 2),
        ("/profiles/averland/misuse.atom", 0),
        ("/acts/av/penal-code.atom", 2),
        ("/treaty/Lantern%20Convention%20Art.%202.atom", 2),
        ("/treaty/Lantern%20Convention%20Art.%2019.atom", 0),
    ],
)
async def test_feeds_have_what_befell(page: httpx.AsyncClient, address: str, entries: int) -> None:
    """As many entries as happened; what takes effect later is not news yet. Every id is there once."""
    root = await feed(page, address)
    ids = [e.findtext(f"{ATOM}id") for e in root.findall(f"{ATOM}entry")]

    assert entries == len(ids) == len(set(ids))
    assert root.findtext(f"{ATOM}updated")
    assert {"alternate", "self"} == {link.get("rel") for link in root.findall(f"{ATOM}link")}


async def test_ids_stay(page: httpx.AsyncClient) -> None:
    """Asked twice, and at another address, a feed names its entries the same."""
    first = [e.text for e in (await feed(page, "/profiles/averland.atom")).iter(f"{ATOM}id")]
    page.base_url = httpx.URL("http://localhost:9999")
    again = [e.text for e in (await feed(page, "/profiles/averland.atom")).iter(f"{ATOM}id")]

    assert first == again


async def test_links_lead_to_the_alert(page: httpx.AsyncClient) -> None:
    """An entry's link is the address of its page."""
    root = await feed(page, "/profiles/averland.atom")

    assert [
        "http://127.0.0.1:8000/alerts/2",
        "http://127.0.0.1:8000/alerts/1",
    ] == [e.find(f"{ATOM}link").get("href") for e in root.findall(f"{ATOM}entry")]  # type: ignore[union-attr]
