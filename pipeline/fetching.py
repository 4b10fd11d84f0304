"""Which way a source is fetched: what the profile says becomes a request to one of the fetchers."""

from collections.abc import Awaitable
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.records import Capture
from db.records import SourceState
from pipeline import settings
from pipeline.errors import NotPossible
from pipeline.watchlist import Watched
from scraper import files
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.fetch import NotModified
from scraper.plausible import Expectation

POLITE_GAP = 2.0  # s between two requests to a host, where the profile says nothing

Fetch = Callable[[Watched, SourceState], Awaitable[Capture | NotModified]]


@dataclass(frozen=True, slots=True)
class Fetchers:
    """All ways in, over one set of gates."""

    http: Fetcher

    async def __call__(self, watched: Watched, state: SourceState) -> Capture | NotModified:
        """One look at a source; raises FetchError."""
        place = watched.place
        match place.fetch:
            case "http":
                return await self.http.fetch(ask(watched, state))
            case "browser":
                return await self.render(watched, state)
            case "file":
                return files.take(_path(watched))
        raise NotPossible(
            f"{watched.record.key} is not fetched.", "Bring its pages with `lexwatch add-snapshot`."
        )

    async def render(self, watched: Watched, state: SourceState) -> Capture:
        """The page as a real browser shows it."""
        from scraper import browser

        return await browser.render(self.http, ask(watched, state), expectation(watched))


def ask(watched: Watched, state: SourceState) -> Ask:
    """The request that the profile's settings make; validators only when the address is still the same."""
    place, defaults = watched.place, watched.profile.defaults
    gap = place.gap or defaults.gap
    private = place.private_addresses if place.private_addresses is not None else defaults.private_addresses
    contact = defaults.contact or watched.profile.page or "no contact given"
    return Ask(
        url=place.url,
        contact=contact,
        etag=state.etag,
        last_modified=state.last_modified,
        allowed_hosts=frozenset(place.allowed_hosts),
        private_addresses=bool(private),
        ca_file=str(_beside(watched, place.ca_file)) if place.ca_file else None,
        headers=tuple(place.headers.items()),
        http2=place.http2,
        proxy=place.proxy,
        robots=place.robots == "obey",
        language=place.language,
        gap=settings.duration(gap).total_seconds() if gap else POLITE_GAP,
    )


def expectation(watched: Watched) -> Expectation:
    """The source's contract, as the plausibility check and the browser want it."""
    expect = watched.place.expect
    return Expectation(
        title=expect.title,
        first=expect.articles.first,
        last=expect.articles.last,
        at_least=expect.articles.at_least,
        language=watched.place.language,
    )


def _path(watched: Watched) -> Path:
    return _beside(watched, watched.place.url.removeprefix("file://"))


def _beside(watched: Watched, name: str) -> Path:
    """A path in a profile counts from the profile's own folder."""
    return Path(watched.profile.path or ".").parent / Path(name).expanduser()
