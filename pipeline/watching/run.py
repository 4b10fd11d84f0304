"""One pass over what is due.

    profiles | watchlist | due(now) | one look each, hosts side by side | ledger | summary

One bad source never stops the others: what goes wrong with it is its outcome. Only a database that cannot be
written ends the pass, since nothing could be remembered after that.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime

import structlog

from db.records import Outcome
from pipeline.looking.ending import Looked
from pipeline.looking.kin import guarded
from pipeline.looking.look import Looker
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Watched
from pipeline.profile.watchlist import watchlist
from pipeline.verdicts.table import Tally
from pipeline.verdicts.table import tally
from pipeline.watching.clocks import mend_clock

log = structlog.get_logger()

AT_ONCE = 10  # looks under way; the fetcher's own bound on requests is the same, more would only wait there


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did."""

    run: int
    looked: tuple[Looked, ...]
    citations: Tally = field(default_factory=Tally)
    seconds: float = 0.0

    @property
    def outcomes(self) -> dict[str, int]:
        counts = Counter(str(one.outcome) for one in self.looked)
        return {str(o): counts[str(o)] for o in Outcome if counts[str(o)]}

    @property
    def failed(self) -> bool:
        """Whether any source failed or is gone; held ones wait for a second look or a person."""
        return any(one.outcome in {Outcome.FAILED, Outcome.GONE} for one in self.looked)


async def check(
    looker: Looker, profiles: Sequence[Profile], *, only: str | None = None, everything: bool = False
) -> Pass:
    """Look at what is due (or at everything), and say what came of it."""
    started = looker.clock()
    looker.store.end_interrupted(started)
    watched = watchlist(looker.store, profiles, started, only)
    mend_clock(looker.store, watched, started)
    looker.kin.know(watched if only is None else watchlist(looker.store, profiles, started))
    due = [
        w
        for w in watched
        if w.place.fetch != "manual" and (everything or only or _is_due(looker, w, started))
    ]
    run_id = looker.store.begin_run(started, "check")
    log.info("run.started", run=run_id, sources=len(due))
    looked = await look_at(looker, run_id, due)
    ended = looker.clock()
    done = Pass(
        run_id, looked, tally(looker.store.queries, profiles, ended), (ended - started).total_seconds()
    )
    looker.store.end_run(run_id, ended, {"sources": len(due), "outcomes": done.outcomes, "whole": not only})
    log.info("run.finished", run=run_id, outcomes=done.outcomes)
    return done


async def look_at(looker: Looker, run_id: int, due: Sequence[Watched]) -> tuple[Looked, ...]:
    """Every source once, so many at a time; the gates keep each host to one request at a time."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(watched: Watched) -> Looked:
        async with slots:
            going = looker.kin.brought.pop(watched.id, None)
            found = await going if going else None
            return found if isinstance(found, Looked) else await guarded(looker, run_id, watched)

    looked = await asyncio.gather(*(one(w) for w in due))
    asked_for = [found for task in looker.kin.brought.values() if isinstance(found := await task, Looked)]
    looker.kin.brought.clear()
    return (*looked, *asked_for)


def _is_due(looker: Looker, watched: Watched, now: datetime) -> bool:
    due_at = looker.store.queries.source_state(watched.id).due_at
    return due_at is None or due_at <= now
