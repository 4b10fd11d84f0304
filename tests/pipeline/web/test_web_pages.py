"""Every page answers, says what it should, and has its facts as JSON at the same address."""

import re
from datetime import UTC
from datetime import datetime
from html import unescape
from pathlib import Path

import httpx
import pytest
import web_country

from db.open import open_reader
from pipeline.web.openapi import description
from pipeline.web.routes import PLACES

pytestmark = pytest.mark.anyio

ADDRESSES = (
    "/",
    "/profiles/averland",
    "/profiles/averland/illegal-access",
    "/profiles/belmark",
    "/alerts",
    "/alerts/1",
    "/alerts/2",
    "/changes",
    "/changes/1",
    "/acts",
    "/acts/av/penal-code",
    "/acts/av/lantern-act",
    "/acts/av/penal-code/compare?from=1&to=8",
    "/acts/av/penal-code/art_4",
    "/sources/av/penal-code-ru",
    "/held/9",
    "/snapshots/9",
    "/search?q=lantern",
    "/treaty",
    "/treaty/Lantern%20Convention%20Art.%202",
    "/health",
)


def as_json(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{'/index' if path == '/' else path}.json{mark}{query}"


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_page_is_whole_html_and_json(page: httpx.AsyncClient, address: str) -> None:
    """A page answers 200 itself, with one title, one main heading and a language; its JSON is JSON."""
    answer = await page.get(address)

    assert 200 == answer.status_code
    assert answer.text.startswith("<!doctype html>")
    assert 1 == len(re.findall(r"<h1[ >]", answer.text))
    assert '<html lang="en">' in answer.text
    told = await page.get(as_json(address))
    assert 200 == told.status_code
    assert "application/json" == told.headers["content-type"]
    assert told.json()


async def test_every_link_of_the_page_leads_somewhere(page: httpx.AsyncClient) -> None:
    """A visitor who follows every link of every page never meets a dead end."""
    waiting, seen = ["/"], set[str]()
    while waiting and len(seen) < 300:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = await page.get(address)
        assert 200 == answer.status_code, address
        if not answer.headers["content-type"].startswith("text/html") or address.endswith("/page"):
            continue
        for found in re.findall(r'(?:href|src)="([^"]+)"', answer.text):
            link = unescape(found).partition("#")[0]
            if link.startswith("?"):
                link = f"{address.partition('?')[0]}{link}"
            if link.startswith("/"):
                waiting.append(link)
    assert len(seen) > 100


async def test_the_profile_is_the_dashboard(page: httpx.AsyncClient) -> None:
    """Each line stands there word for word with its verdict by sign and word, and the count of quiet above."""
    text = (await page.get("/profiles/averland")).text

    assert "3 of 7 lines that cite law hold" in text
    assert "checked <time" in text
    assert "partly Art. 4 and Art. 5 of the Penal Code of Averland" in text
    for sign, word in (
        ("✓", "holds"),
        ("!", "changed"),
        ("✗", "broken"),
        ("?", "uncertain"),
        ("·", "cites no law"),
    ):
        assert f'<span class="sign" aria-hidden="true">{sign}</span>{word}</span>' in text
    assert "There is no Art. 40 in the act as it was read" in text


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("verdict=broken", ["data-interference", "harbour"]),
        ("section=Safeguards", ["whole"]),
        ("treaty=Lantern+Convention+Art.+5", ["data-interference"]),
        ("act=lantern-act", ["lanterns"]),
        ("act=penal-code&verdict=holds", ["illegal-interception", "whole"]),
    ],
)
async def test_lines_are_filtered_by_the_address(
    page: httpx.AsyncClient, query: str, keys: list[str]
) -> None:
    """A filter is an address that can be mailed, and holds for the page and its JSON alike."""
    told = (await page.get(f"/profiles/averland.json?{query}")).json()
    text = (await page.get(f"/profiles/averland?{query}")).text

    assert keys == [e["key"] for e in told["entries"]]
    assert keys == re.findall(r'<article class="line [^>]+ id="line-([^"]+)"', text)


async def test_status_json_has_the_contract_s_shape(page: httpx.AsyncClient) -> None:
    """The JSON of a profile is that of `lexwatch status --json`."""
    told = (await page.get("/profiles/averland.json")).json()

    assert "Averland" == told["profile"]
    entry = next(e for e in told["entries"] if e["key"] == "illegal-access")
    assert "changed" == entry["verdict"]
    reason = entry["citations"][0]["reasons"][0]
    assert ["210-VIII"] == [by["number"] for by in reason["by"]]
    assert {"url", "outcome", "last_good", "stale"} <= set(told["sources"][0])


async def test_an_alert_explains_itself(page: httpx.AsyncClient) -> None:
    """What, for whom, by which act, when, old and new words, evidence, certainty, deliveries, on one page."""
    text = (await page.get("/alerts/2")).text

    for words in (
        "Article 4, 2.", "<del>two</del>", "<ins>three</ins>", "Illegal access", "Not yet in force", "233-VIII",
        "1 January 2027", "SHA-256", "/snapshots/8/raw", "How sure",
        "17 November 2026, 09:10", "hook", "words of a penalty changed",
    ):  # fmt: skip
        assert words in text


async def test_a_redline_can_be_read_side_by_side(page: httpx.AsyncClient) -> None:
    """The switch is a link: the old words on one side, the new ones on the other, both whole."""
    text = (await page.get("/alerts/2?view=sides")).text
    before, after = re.findall(r'<div class="law redline"[^>]*>(.*?)</div>', text, re.DOTALL)[:2]

    def bare(html: str) -> str:
        return re.sub(r"<[^>]+>", "", html).strip()

    assert "imprisonment of up to two years" in bare(before)
    assert "imprisonment of up to three years" in bare(after)
    assert "<ins>" not in before
    assert "<del>" not in after


async def test_times_are_those_of_the_profile(page: httpx.AsyncClient) -> None:
    """04:10 UTC is told as 09:10 to a profile in Almaty, and the page says in which zone."""
    text = (await page.get("/profiles/averland")).text

    assert "20 November 2026, 09:10" in text
    assert "04:10" not in re.sub(r'datetime="[^"]*"', "", text)
    assert "Times are in Asia/Almaty" in text


async def test_law_has_its_own_language_and_direction(page: httpx.AsyncClient) -> None:
    """A screen reader changes its voice for the law, and Arabic runs from the right."""
    assert '<div class="law" lang="ar" dir="rtl">' in (await page.get("/acts/av/lantern-act")).text
    assert 'lang="en" dir="ltr"' in (await page.get("/acts/av/penal-code")).text


async def test_an_act_is_shown_as_it_was_and_as_it_was_known(page: httpx.AsyncClient) -> None:
    """The text of a day, and the text of that day as far as it had been seen by then."""
    old = (await page.get("/acts/av/penal-code.json?as_of=2026-01-01")).json()
    known = (await page.get("/acts/av/penal-code.json?known_at=2026-08-01T00:00")).json()
    new = (await page.get("/acts/av/penal-code.json")).json()

    assert [1, 7, 8] == [told["version"]["version"] for told in (old, known, new)]
    fine = {p["eid"]: p["text"] for p in old["provisions"]}["art_4__para_1"]
    assert "one hundred sixty" in fine
    text = (await page.get("/acts/av/penal-code?as_of=2026-01-01")).text
    assert "This is not the newest text" in text
    assert "one hundred sixty" in text


async def test_any_two_versions_are_compared_in_their_order(page: httpx.AsyncClient) -> None:
    """Named the wrong way round, the older one still comes first."""
    one = (await page.get("/acts/av/penal-code/compare.json?from=1&to=8")).json()
    other = (await page.get("/acts/av/penal-code/compare.json?from=8&to=1")).json()

    assert one == other
    assert ["art_4__para_1", "art_4__para_2"] == [c["eid"] for c in one["changes"]]


async def test_a_day_of_law_is_claimed_only_where_the_source_states_one(
    page: httpx.AsyncClient, country: Path
) -> None:
    """Two versions side by side: the day that one was seen is called so."""
    with open_reader(country) as queries:
        stated = {number: queries.version(number).valid_from for number in (1, 8)}  # type: ignore[union-attr]
    text = (await page.get("/acts/av/penal-code/compare?from=1&to=8")).text
    assert sum(day is None for day in stated.values()) == text.count("the source does not say")
    assert sum(day is not None for day in stated.values()) == text.count("law from")


async def test_a_provision_tells_its_life(page: httpx.AsyncClient) -> None:
    """Every state it was in, oldest first, and what changed between them."""
    told = (await page.get("/acts/av/penal-code/art_4__para_1.json")).json()

    assert [(1, 7), (7, None)] == [(s["from_version"], s["to_version"]) for s in told["states"]]
    assert ["amended"] == [c["kind"] for c in told["changes"]]
    assert ["Substantive law / Illegal access"] == told["changes"][0]["entries"]


async def test_changes_are_filtered(page: httpx.AsyncClient) -> None:
    """By act, line, kind and time."""

    async def ids(query: str) -> list[int]:
        return [c["id"] for c in (await page.get(f"/changes.json?{query}")).json()["changes"]]

    assert [2, 1] == await ids("act=av/penal-code")
    assert [2, 1] == await ids("profile=averland&entry=illegal-access")
    assert [2] == await ids("since=2026-11-01")
    assert [] == await ids("kind=repealed")
    assert [] == await ids("profile=belmark")
    assert [1] == await ids("before=2")


async def test_search_finds_law_and_alerts(page: httpx.AsyncClient) -> None:
    """One question over all law and all alerts, letters folded."""
    told = (await page.get("/search.json?q=СОВЕРШЕННОЕ+группой")).json()
    alerts = (await page.get("/search.json?q=233-VIII")).json()

    assert ["av/penal-code-ru"] == [h["source"] for h in told["hits"]]
    assert {2, 3} == {h["alert"] for h in alerts["hits"] if h["kind"] == "alert"}


async def test_a_treaty_article_shows_whose_law_changed(page: httpx.AsyncClient) -> None:
    """Over all profiles, with the lines behind it, and a time from which on."""
    told = (await page.get("/treaty/Lantern%20Convention%20Art.%202.json")).json()
    later = (await page.get("/treaty/Lantern%20Convention%20Art.%202.json?since=2026-11-19")).json()

    assert [("averland", "changed", 2), ("belmark", "holds", 0)] == [
        (b["profile"], b["verdict"], b["changes"]) for b in told["lines"]
    ]
    assert [0, 0] == [b["changes"] for b in later["lines"]]


async def test_treaty_articles_are_counted_as_people_count(page: httpx.AsyncClient) -> None:
    """Article 6 stands before Article 16."""
    told = (await page.get("/treaty.json")).json()

    assert ["2", "3", "4", "5", "6", "16", "19", "35"] == [t["treaty"].rsplit(" ", 1)[1] for t in told]


async def test_health_tells_what_went_wrong(page: httpx.AsyncClient) -> None:
    """Held pages, sources in trouble, missed looks, deliveries given up, the last pass over everything."""
    told = (await page.get("/health.json")).json()

    assert [9] == [v["version"] for v in told["held"]]
    assert {"av/penal-code-ru", "av/harbour-act-en"} == {s["source"] for s in told["troubled"]}
    assert [2] == [c["missed"] for c in told["missed"]]
    assert ["hook"] == [d["target"] for d in told["dead"]]
    assert "2026-11-20T04:10:12Z" == told["last_full_pass"]


async def test_a_snapshot_comes_as_it_came(page: httpx.AsyncClient, country: Path) -> None:
    """Byte for byte, as text whatever it is, and nothing guesses otherwise."""
    answer = await page.get("/snapshots/9/raw")

    with open_reader(country) as queries:
        assert queries.body(queries.snapshot(9).body_sha256) == answer.content
    assert "text/plain" == answer.headers["content-type"]
    assert "nosniff" == answer.headers["x-content-type-options"]


async def test_the_description_has_every_address(page: httpx.AsyncClient) -> None:
    """OpenAPI is made from the routes: none is forgotten."""
    told = (await page.get("/openapi.json")).json()

    assert description() == told
    assert len([p for p in told["paths"] if p.endswith(".json")]) == len(PLACES)
    assert "3.1.0" == told["openapi"]


async def test_what_waits_until_its_day_does_not_wait_for_a_person(page: httpx.AsyncClient) -> None:
    """An alert for the day a change takes effect is counted from that day on."""
    told = (await page.get("/index.json")).json()

    assert 1 == next(p["alerts_open"] for p in told["profiles"] if p["key"] == "averland")
    assert datetime(2027, 1, 1, tzinfo=UTC) > web_country.NOW


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/profiles/nowhere", 404), ("/alerts/99", 404), ("/alerts/x", 404), ("/acts/av/none", 404), ("/snapshots/99", 404),
        ("/changes/99", 404), ("/sources/av/none", 404), ("/held/1", 404), ("/treaty/None", 404), ("/nothing", 404),
        ("/acts/av/penal-code?version=4", 404), ("/acts/av/penal-code?as_of=1990-01-01", 404),
        ("/acts/av/penal-code?as_of=yesterday", 400), ("/profiles/averland?verdict=good", 400),
        ("/changes?kind=x", 400), ("/changes?before=x", 400), ("/changes?since=99999-01-01", 400),
        ("/changes?before=99999999999999999999", 400), ("/acts/av/penal-code/art_999", 404),
        ("/acts/av/penal-code?known_at=0001-01-01T00:00%2B14:00", 400),
    ],
)  # fmt: skip
async def test_a_wrong_address_is_told_in_words(page: httpx.AsyncClient, address: str, status: int) -> None:
    """A page with a status and a way on; the same as JSON for programs."""
    answer = await page.get(address)
    told = await page.get(as_json(address))

    assert status == answer.status_code
    assert status == told.status_code
    assert told.json()["error"]
    assert 'href="/"' in answer.text


@pytest.mark.parametrize(
    "address", ["/profiles/averland/illegal-access", "/alerts/2", "/alerts/2?view=sides"]
)
async def test_law_before_and_after_an_edit_has_its_own_language(
    page: httpx.AsyncClient, address: str
) -> None:
    """A screen reader and a right-to-left script need it: the law's language stands at the law, not the profile's."""
    text = (await page.get(address)).text
    shown = re.findall(
        r'<div class="law redline"([^>]*)>', text[text.index("The provision before and after") :]
    )

    assert shown
    assert {' lang="en" dir="ltr"'} == set(shown)


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("/alerts/2", "lexwatch alerts accept 2"),
        ("/alerts/2", "lexwatch alerts ack 2"),
        ("/held/9", "lexwatch held reject 9"),
        ("/profiles/averland/lanterns", "lexwatch vouch averland lanterns"),
    ],
)
async def test_a_page_that_is_only_read_names_the_commands(
    page: httpx.AsyncClient, address: str, command: str
) -> None:
    """Where no button can stand, the command that does the same stands in its place."""
    assert f"<code>{command}" in (await page.get(address)).text
