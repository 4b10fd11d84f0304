"""Which way a source is fetched: what the profile says becomes a request to one of the fetchers."""

from collections.abc import Awaitable
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from pathlib import Path

from db.errors import BodyDropped
from db.queries import Queries
from db.records import Capture
from db.records import SourceState
from pipeline.errors import NotPossible
from pipeline.profile import settings
from pipeline.profile.credentials import filled
from pipeline.profile.watchlist import Watched
from scraper import contents
from scraper import files
from scraper.contents import Before
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

    async def __call__(
        self, watched: Watched, state: SourceState, known: Before | None = None
    ) -> Capture | NotModified:
        """One look at a source; raises FetchError. `known` are the parts that an act in parts had before."""
        place = watched.place
        if place.index:
            get = self.http.fetch if place.fetch == "http" else partial(self._rendered_part, watched)
            return await contents.gather(get, ask(watched, None), place.index, known or Before())
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

    async def edition(self, watched: Watched, url: str, *, whole: bool = False) -> Capture:
        """What stands at another address of the source: a page of its history, or (`whole`) an act, with its parts
        where it has any. Raises FetchError.
        """
        question = replace(ask(watched, None), url=url)
        get = self.http.fetch if watched.place.fetch == "http" else partial(self._rendered_part, watched)
        if whole and watched.place.index:
            answer = await contents.gather(get, question, watched.place.index, Before())
        else:
            answer = await get(question)
        assert isinstance(answer, Capture)  # no validators were sent
        return answer

    async def _rendered_part(self, watched: Watched, question: Ask) -> Capture:
        """One page of several: the contract of the whole act says nothing of it."""
        from scraper import browser

        return await browser.render(
            self.http,
            replace(question, etag=None, last_modified=None),
            Expectation(language=watched.place.language),
        )

    async def render(self, watched: Watched, state: SourceState) -> Capture:
        """The page as a real browser shows it."""
        from scraper import browser

        return await browser.render(self.http, ask(watched, state), expectation(watched))


def ask(watched: Watched, state: SourceState | None) -> Ask:
    """The request that the profile's settings make; validators only when the address is still the same."""
    place, defaults = watched.place, watched.profile.defaults
    gap = place.gap or defaults.gap
    private = place.private_addresses if place.private_addresses is not None else defaults.private_addresses
    contact = defaults.contact or watched.profile.page or "no contact given"
    return Ask(
        url=place.url,
        contact=contact,
        etag=state.etag if state else None,
        last_modified=state.last_modified if state else None,
        allowed_hosts=frozenset(place.allowed_hosts),
        private_addresses=bool(private),
        ca_file=str(_beside(watched, place.ca_file)) if place.ca_file else None,
        headers=tuple((name, filled(value, watched.record.key)) for name, value in place.headers.items()),
        http2=place.http2,
        proxy=filled(place.proxy, watched.record.key) if place.proxy else None,
        robots=place.robots == "obey",
        language=place.language,
        gap=settings.duration(gap).total_seconds() if gap else POLITE_GAP,
    )


def parts_before(queries: Queries, watched: Watched) -> Before | None:
    """The parts of the last accepted version of an act on several pages; their validators are for its body only."""
    last = queries.last_accepted(watched.id) if watched.place.index else None
    if last is None:
        return None
    try:
        body = queries.body(last.body_sha256)
    except BodyDropped:
        return None
    return contents.before(body, queries.snapshot(last.version.snapshot_id).parts)


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
