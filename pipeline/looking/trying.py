"""A look at a source that stands in no profile yet: what came, how it is read, what to doubt. Stores nothing.

The same code fetches, reads and doubts as in a check, so that what is shown here is what a check will do.
"""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from db.law import Provision
from db.law import Reading
from db.records import Capture
from pipeline.looking.fetching import POLITE_GAP
from pipeline.profile.source_toml import source_toml
from pipeline.public import act_json
from scraper import files
from scraper.addresses import place
from scraper.errors import ExtractError
from scraper.errors import FetchError
from scraper.errors import ScrapeError
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.http import header
from scraper.page import Page
from scraper.plausible import Doubt
from scraper.plausible import Expectation
from scraper.plausible import basic_units
from scraper.plausible import doubts
from scraper.read import read
from scraper.shape import looks_like

DROPPED = 40  # pieces left out that are shown; a page's menus have hundreds
PIECE = 200  # characters of each


@dataclass(frozen=True, slots=True)
class Attempt:
    """What to look at, and how."""

    address: str
    format: str | None = None
    language: str | None = None
    browser: bool = False
    contact: str = ""
    ca_file: str | None = None
    proxy: str | None = field(default=None, repr=False)
    private_addresses: bool = False
    gap: float = POLITE_GAP  # s

    @property
    def is_file(self) -> bool:
        return not self.address.startswith(("http://", "https://"))

    @property
    def path(self) -> Path:
        return Path(self.address.removeprefix("file://")).expanduser()


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of it."""

    asked: Attempt
    capture: Capture | None
    robots: str
    tls: str
    reading: Reading | None = None
    failure: tuple[str, str] = ("", "")  # what, and what to do; empty where law was read
    looks: str | None = None  # what the document looks like where it is no law
    doubts: tuple[Doubt, ...] = ()
    toml: str | None = None

    @property
    def units(self) -> tuple[Provision, ...]:
        return basic_units(self.reading.provisions) if self.reading else ()


async def attempt(asked: Attempt) -> Tried:
    """One look, like a check's. Never raises for what a site or a document does: that is the answer."""
    robots, tls = "no robots.txt: a file", "no TLS: a file"
    try:
        if asked.is_file:
            capture = files.take(asked.path)
        else:
            tls = _tls(asked)
            async with Fetcher() as fetcher:
                robots = await _robots(fetcher, asked)
                capture = await _fetched(fetcher, asked)
    except FetchError as error:
        tls = error.what if "certificate" in error.what else tls
        looks = _looks(error.capture, asked) if error.capture else None
        return Tried(asked, error.capture, robots, tls, failure=(error.what, error.hint), looks=looks)
    return _read(asked, capture, robots, tls)


async def _fetched(fetcher: Fetcher, asked: Attempt) -> Capture:
    ask = _ask(asked)
    if asked.browser:
        from scraper import browser

        return await browser.render(fetcher, ask, Expectation(language=asked.language))
    answer = await fetcher.fetch(ask)
    assert isinstance(answer, Capture)  # no validators were sent
    return answer


def _ask(asked: Attempt) -> Ask:
    return Ask(
        asked.address,
        asked.contact or "no contact given",
        private_addresses=asked.private_addresses,
        ca_file=asked.ca_file,
        proxy=asked.proxy,
        language=asked.language,
        gap=asked.gap,
    )


async def _robots(fetcher: Fetcher, asked: Attempt) -> str:
    """What the site's robots.txt says of this address."""
    at = place(asked.address)
    try:
        rules = await fetcher.rules(_ask(asked), at)
    except ScrapeError as error:
        return f"robots.txt could not be had: {error.what}"
    if rules.parsed is None:
        return "there is no robots.txt: everything is allowed"
    if not rules.allows(at.url):
        return "robots.txt does not allow this address"
    wish = f", with {rules.delay:g} s between requests" if rules.delay else ""
    return f"robots.txt allows this address{wish}"


def _tls(asked: Attempt) -> str:
    if asked.address.startswith("http://"):
        return "no TLS: what comes may have been changed on the way; is there an https:// address?"
    return f"TLS, verified{f' with {asked.ca_file}' if asked.ca_file else ''}"


def _read(asked: Attempt, capture: Capture, robots: str, tls: str) -> Tried:
    expected = Expectation(language=asked.language)
    try:
        reading = read(
            capture.body,
            url=None if asked.is_file else capture.final_url,
            content_type=header(capture.headers, "content-type"),
            file_name=Path(urlsplit(capture.final_url).path).name or None,
            format=asked.format,
            language=asked.language,
        )
    except ExtractError as error:
        doubted = doubts(capture, error, expected, None)
        hint = error.hint
        if not (asked.browser or asked.is_file) and any(d.signal == "script_shell" for d in doubted):
            hint = 'Try it with --browser; in the profile: escalate = true, or fetch = "browser".'
        return Tried(asked, capture, robots, tls, None, (error.what, hint), _looks(capture, asked), doubted)
    return Tried(
        asked,
        capture,
        robots,
        tls,
        reading,
        doubts=doubts(capture, reading, expected, None),
        toml=source_toml(
            asked.address, reading, fetch=_way(asked), ca_file=asked.ca_file, given=asked.format
        ),
    )


def _way(asked: Attempt) -> str:
    if asked.is_file:
        return "file"
    return "browser" if asked.browser else "http"


def _looks(capture: Capture | None, asked: Attempt) -> str | None:
    if capture is None:
        return None
    return looks_like(Page(capture.body, asked.address, header(capture.headers, "content-type")))


def outline(tried: Tried) -> list[tuple[str, str | None, int]]:
    """Each container that holds units, with its heading and how many; units without one under "(no heading)"."""
    if tried.reading is None:
        return []
    by_eid = {p.eid: p for p in tried.reading.provisions}
    counts = Counter(p.container for p in tried.units)
    rows = []
    for eid, count in counts.items():
        box = by_eid.get(eid or "")
        rows.append((box.label if box else "(no heading)", box.heading if box else None, count))
    return rows


def kinds(tried: Tried) -> dict[str, int]:
    """How many provisions of each kind, in the order of the document."""
    return dict(Counter(p.kind for p in tried.reading.provisions)) if tried.reading else {}


def redirects(tried: Tried) -> str | None:
    """Where the site sent us instead."""
    capture = tried.capture
    if capture is None or tried.asked.is_file or capture.final_url == place(tried.asked.address).url:
        return None
    return capture.final_url


def tried_json(tried: Tried) -> dict[str, Any]:
    """`lexwatch try --json`."""
    capture, reading = tried.capture, tried.reading
    told: dict[str, Any] = {
        "address": tried.asked.address,
        "status": capture.status if capture else None,
        "final_url": capture.final_url if capture else None,
        "redirected_to": redirects(tried),
        "content_type": header(capture.headers, "content-type") if capture else None,
        "bytes": len(capture.body) if capture else None,
        "seconds": capture.seconds if capture else None,
        "fetcher": capture.fetcher if capture else None,
        "robots": tried.robots,
        "tls": tried.tls,
        "looks_like": tried.looks,
        "error": None if reading else {"what": tried.failure[0], "hint": tried.failure[1]},
        "doubts": [{"signal": d.signal, "words": d.words} for d in tried.doubts],
        "toml": tried.toml,
    }
    if reading is None:
        return told
    cover = reading.coverage
    return told | {
        "format": reading.format,
        "extractor": reading.extractor,
        "reason": reading.reason,
        "language": reading.language,
        "charset": reading.charset,
        "charset_rule": reading.charset_rule,
        "act": act_json(reading.act),
        "units": len(tried.units),
        "first": tried.units[0].label if tried.units else None,
        "last": tried.units[-1].label if tried.units else None,
        "provisions": len(reading.provisions),
        "kinds": kinds(tried),
        "outline": [{"label": n, "heading": h, "units": c} for n, h, c in outline(tried)],
        "notes": sum(len(p.notes) for p in reading.provisions),
        "warnings": list(reading.warnings),
        "coverage": {
            "text": cover.text,
            "heading": cover.heading,
            "note": cover.note,
            "noise": cover.noise,
            "dropped": [piece[:PIECE] for piece in cover.dropped[:DROPPED]],
            "dropped_pieces": len(cover.dropped),
        },
    }
