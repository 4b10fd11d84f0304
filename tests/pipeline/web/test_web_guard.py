"""What nobody can do to the page: other hosts, writing, scripts, hostile words, foreign links."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import web_country
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import ASGIApp

from pipeline.web.app import make_app
from pipeline.web.endpoints import safe_way
from pipeline.web.guard import POLICY
from pipeline.web.guard import host_of
from pipeline.web.serving import options_for
from pipeline.web.site import Options

pytestmark = pytest.mark.anyio

EVERYWHERE = ("/", "/profiles/averland", "/alerts/1", "/held/9", "/snapshots/9", "/sources/av/penal-code-ru", "/health",
              "/nothing", "/static/style.css", "/openapi.json", "/index.json", "/snapshots/9/raw")  # fmt: skip


async def test_the_start_page_answers_by_itself(page: httpx.AsyncClient) -> None:
    """/ is 200, never a redirect."""
    assert 200 == (await page.get("/", follow_redirects=False)).status_code


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::2]", "lexwatch"]
)
async def test_a_foreign_host_is_refused(page: httpx.AsyncClient, host: str) -> None:
    """Else a site could point its name here and read the page with a visitor's browser."""
    assert 400 == (await page.get("/", headers={"host": host})).status_code


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000", "[::1]"]
)
async def test_our_own_hosts_are_served(page: httpx.AsyncClient, host: str) -> None:
    """By name, IPv4 and IPv6, with and without a port."""
    assert 200 == (await page.get("/", headers={"host": host})).status_code


async def test_hosts_can_be_named(country: Path, visitor: Callable[..., httpx.AsyncClient]) -> None:
    """The bound host, --name and the host of --address are served; a wildcard address names nobody."""
    options = options_for(
        str(country), host="192.0.2.7", names=["watch"], address="https://watch.example.org"
    )
    async with visitor(make_app(options)) as client:
        for host in ("192.0.2.7", "watch", "watch.example.org"):
            assert 200 == (await client.get("/healthz", headers={"host": host})).status_code
    assert "0.0.0.0" not in options_for(str(country), host="0.0.0.0").names  # noqa: S104
    assert "[::]" not in options_for(str(country), host="::").names


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/alerts/1", "/alerts/1/accept", "/login", "/nothing"])
async def test_a_writing_method_is_refused(page: httpx.AsyncClient, method: str, address: str) -> None:
    """Read-only is read-only at every address."""
    answer = await page.request(method, address)

    assert 405 == answer.status_code
    assert "GET, HEAD" == answer.headers["allow"]


@pytest.mark.parametrize("address", EVERYWHERE)
async def test_every_answer_is_guarded(page: httpx.AsyncClient, address: str) -> None:
    """The policy has no exception, whatever is answered."""
    headers = (await page.get(address)).headers

    assert POLICY == headers["content-security-policy"]
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert "nosniff" == headers["x-content-type-options"]
    assert "DENY" == headers["x-frame-options"]
    assert "server" not in headers


async def test_a_framed_page_can_do_nothing(page: httpx.AsyncClient) -> None:
    """A snapshot as a page: sandboxed by header and by frame, nothing is loaded, only we may frame it."""
    answer = await page.get("/snapshots/9/page")

    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "allow" not in answer.headers["content-security-policy"]
    assert "text/html; charset=utf-8" == answer.headers["content-type"]
    assert (
        '<iframe class="came" sandbox src="/snapshots/9/page"' in (await page.get("/held/9?view=page")).text
    )


@pytest.mark.parametrize("address", ["/alerts/1", "/held/9", "/snapshots/9", "/sources/av/penal-code-ru", "/health",
                                     "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
                                     "/changes?act=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                                     "/alerts?profile=%22%3E%3Cimg%20src=x%3E", "/acts?q=%22%3E%3Cimg%20src=x%3E"])  # fmt: skip
async def test_hostile_words_are_only_words(page: httpx.AsyncClient, address: str) -> None:
    """Titles, errors, headers and questions from outside are escaped, and cannot turn a sentence round."""
    text = (await page.get(address)).text

    assert "<script" not in text.lower()
    assert [] == re.findall(r"<img|onerror=(?!alert\(1\)&gt;|alert\(1\)%)", text)
    assert "\u202e" not in text


async def test_no_page_has_script_or_style_of_its_own(page: httpx.AsyncClient) -> None:
    """Nothing that the policy would have to stop: no script, no inline style, nothing from elsewhere."""
    for address in EVERYWHERE[:8]:
        text = (await page.get(address)).text
        assert [] == re.findall(r"<script|<style|\sstyle=|\son\w+=\"|javascript:", text)
        assert [] == re.findall(r'<(?:link|img|iframe|source|object|embed)[^>]+(?:src|href)="(?!/)', text)


async def test_only_web_addresses_are_links(
    country: Path, own_country: Path, visitor: Callable[..., httpx.AsyncClient]
) -> None:
    """A profile may name any address; only http and https can be followed."""
    from dataclasses import replace

    from db.open import open_writer

    with open_writer(own_country) as store:
        source = store.queries.source("av/lantern-act-ar")
        assert source is not None
        store.keep_source(replace(source.record, url="javascript:alert(1)"))
    async with visitor(make_app(Options(own_country), now=lambda: web_country.NOW)) as client:
        text = (await client.get("/sources/av/lantern-act-ar")).text
    assert "javascript:alert(1)" in text
    assert 'href="javascript' not in text


async def test_a_missing_database_is_told(tmp_path: Path, visitor: Callable[..., httpx.AsyncClient]) -> None:
    """503 in words, and /healthz says so to a machine."""
    async with visitor(make_app(Options(tmp_path / "none.db"))) as client:
        assert 503 == (await client.get("/")).status_code
        assert 503 == (await client.get("/healthz")).status_code


async def test_a_restored_copy_is_noticed(
    own_country: Path, country: Path, visitor: Callable[..., httpx.AsyncClient]
) -> None:
    """A database put in the place of the old one is read from the next request on."""
    import shutil

    from db.open import open_writer

    async with visitor(make_app(Options(own_country), now=lambda: web_country.NOW)) as client:
        assert 200 == (await client.get("/")).status_code
        with open_writer(own_country) as store:
            store.keep_profile(
                "third", "Third", "TT", "third.toml", 'title = "Third"\ncountry = "TT"', web_country.NOW
            )
        assert 3 == len((await client.get("/index.json")).json()["profiles"])
        fresh = own_country.with_name("fresh.db")
        shutil.copy(country, fresh)
        for suffix in ("-wal", "-shm"):
            own_country.with_name(own_country.name + suffix).unlink(missing_ok=True)
        fresh.replace(own_country)
        assert 2 == len((await client.get("/index.json")).json()["profiles"])


@given(st.text(max_size=60))
def test_a_way_back_never_leaves_the_site(way: str) -> None:
    """Whatever a form says, the way after logging in is a path here."""
    found = safe_way(way)

    assert found.startswith("/")
    assert not found.startswith("//")
    assert "\\" not in found


@given(st.text(max_size=40))
def test_a_host_header_never_breaks_the_guard(header: str) -> None:
    """Whatever stands in it, a name comes out."""
    assert isinstance(host_of(header), str)


def test_the_app_is_asgi(app: ASGIApp) -> None:
    """The page can be served by any server of the standard."""
    assert callable(app)
