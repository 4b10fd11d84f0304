"""Which days an archive is asked for: named by people, read from the source's history page, or found by halving."""

from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from db.records import Capture
from db.store import Store
from pipeline.errors import NotPossible
from pipeline.looking.backfill import Backfill
from pipeline.looking.fetching import Fetchers
from pipeline.profile import dated
from pipeline.profile.watchlist import Watched
from scraper.decode import decode

MAX_DAYS = 5_000  # of one act; the most amended code known has had some hundred editions
MAX_PROBES = 2_000  # requests that a search by halving may cost
CELLS = "td, time, li, a, option, dd"  # where a history page writes its dates


def from_text(text: str) -> tuple[date, ...]:
    """One day a line, ISO 8601; what follows a `#` is a remark. Raises NotPossible."""
    days = []
    for number, row in enumerate(text.splitlines(), 1):
        word = row.partition("#")[0].strip()
        if not word:
            continue
        try:
            days.append(date.fromisoformat(word))
        except ValueError as error:
            raise NotPossible(f'line {number}: "{word[:40]}" is no day.', "Write 2022-09-12.") from error
    return within(days, None, None)


def within(days: Iterable[date], first: date | None, last: date | None) -> tuple[date, ...]:
    """Those of the days that were asked for, in order, each once."""
    found = sorted({d for d in days if (first is None or d >= first) and (last is None or d <= last)})
    if len(found) > MAX_DAYS:
        raise NotPossible(f"these are {len(found):,} days.", f"Ask for {MAX_DAYS:,} at once at the most.")
    return tuple(found)


async def from_history(store: Store, fetchers: Fetchers, watched: Watched) -> tuple[date, ...]:
    """The days that the source's history page links or writes; the page is kept as evidence. Raises FetchError."""
    assert watched.place.history is not None
    capture = await fetchers.edition(watched, watched.place.history)
    store.keep_snapshot(watched.id, capture)
    days = days_on(capture, watched.place.archive or "")
    if not days:
        raise NotPossible(
            f"the history page {watched.place.history} names no day in the form of the archive's addresses.",
            "Give the days by hand: --date, or --dates FILE.",
        )
    return days


def days_on(capture: Capture, template: str) -> tuple[date, ...]:
    """By links to the archive; where there are none, by dates in cells and lists. A day too many does no harm: it
    shows the edition that was law then.
    """
    content_type = next((v for k, v in capture.headers if k.lower() == "content-type"), None)
    tree = LexborHTMLParser(decode(capture.body, content_type=content_type).text)
    links = (urljoin(capture.final_url, node.attributes.get("href") or "") for node in tree.css("a[href]"))
    found = dated.days_in_addresses(template, (link.partition("#")[0] for link in links))
    return found or dated.days_in_words(template, "\n".join(node.text() for node in tree.css(CELLS)))


async def by_halving(
    first: date, last: date, step: timedelta, text_of: Callable[[date], Awaitable[str | None]]
) -> Sequence[date]:
    """The first days of all editions between two days, for an archive that answers for any day.

    `text_of` gives what tells two texts apart (None: no answer). An edition that lived and was taken back within one
    step is not seen. Old to new, so that the search can be cut off and gone on with.
    """
    found, probes = [first], 0

    async def between(a: date, at_a: str | None, b: date, at_b: str | None) -> None:
        nonlocal probes
        if at_a == at_b or at_b is None:
            return
        if (b - a).days <= 1:
            found.append(b)
            return
        probes += 1
        if probes > MAX_PROBES:
            raise NotPossible(
                f"the search has cost {MAX_PROBES:,} requests.", "Ask for a shorter time, or name the days."
            )
        middle = a + (b - a) // 2
        at_middle = await text_of(middle)
        await between(a, at_a, middle, at_middle)
        await between(middle, at_middle, b, at_b)

    here, text = first, await text_of(first)
    while here < last:
        there = min(here + step, last)
        after = await text_of(there)
        await between(here, text, there, after)
        here, text = there, after
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for."""

    first: date | None = None
    last: date | None = None
    named: tuple[date, ...] = ()
    step: timedelta | None = None  # search by halving in steps of so long

    async def days(self, work: Backfill) -> tuple[date, ...]:
        """The days to ask the archive for. Raises NotPossible where nothing says which."""
        if self.named:
            return within(self.named, self.first, self.last)
        if self.step is not None:
            if self.first is None:
                raise NotPossible("a search needs a day to begin with.", "Add --from 2014-01-01.")
            last = self.last or work.clock().date()
            return within(await by_halving(self.first, last, self.step, work.text_on), None, None)
        if work.watched.place.history:
            found = await from_history(work.store, work.fetchers, work.watched)
            return within(found, self.first, self.last)
        raise NotPossible(
            f"nothing says which editions {work.watched.record.key} has.",
            "Name the days (--date, --dates FILE), add the address of its history page to the profile (history = ...), "
            "or let them be searched for: --probe 30d.",
        )
