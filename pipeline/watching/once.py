"""One pass, one back-fill, one delivery: what a person, or cron, starts and waits for."""

import random
from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence

from alerts.channels import Channels
from alerts.deliver import DeliveryReport
from alerts.deliver import deliver
from db.store import Store
from pipeline.app import clock
from pipeline.app import page_of
from pipeline.app import targets_of
from pipeline.looking.backfill import Backfill
from pipeline.looking.backfill import Edition
from pipeline.looking.edition_days import Wanted
from pipeline.looking.fetching import Fetchers
from pipeline.looking.look import Looker
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Watched
from pipeline.profile.watchlist import watchlist
from pipeline.watching.posting import post
from pipeline.watching.run import Pass
from pipeline.watching.run import check
from pipeline.watching.tidy import tidy
from scraper.fetch import Fetcher


async def check_once(
    store: Store,
    profiles: Sequence[Profile],
    *,
    only: str | None,
    everything: bool,
    out: Callable[[str], None] | None = None,
) -> tuple[Pass, DeliveryReport]:
    """One pass over the sources, then one over the deliveries; `out` takes what goes to standard output targets."""
    async with Fetcher() as http:
        looker = Looker(store, Fetchers(http), clock, random.random)
        done = await check(looker, profiles, only=only, everything=everything)
    if only is None:  # run by cron alone, silence and disagreement must be noticed too
        await tidy(store, watchlist(store, profiles, clock()), profiles, clock())
    return done, await deliver_once(store, profiles, out)


async def backfill(
    store: Store, watched: Sequence[Watched], wanted: Wanted
) -> dict[str, tuple[Edition, ...]]:
    """The history of each source, one after the other; by the source's key."""
    store.end_interrupted(clock())
    run_id = store.begin_run(clock(), "backfill")
    done = {}
    async with Fetcher() as http:
        for one in watched:
            work = Backfill(store, Fetchers(http), one, clock)
            done[one.record.key] = await work.run(await wanted.days(work))
    outcomes = Counter(edition.outcome for editions in done.values() for edition in editions)
    store.end_run(run_id, clock(), {"sources": len(done), "outcomes": dict(outcomes)})
    return done


async def deliver_once(
    store: Store, profiles: Sequence[Profile], out: Callable[[str], None] | None = None
) -> DeliveryReport:
    """Deliver what is due; the rest waits."""
    using = Channels(post=post, out=out) if out else Channels(post=post)
    return await deliver(store, targets_of(profiles), clock(), using=using, page_of=page_of(profiles))
