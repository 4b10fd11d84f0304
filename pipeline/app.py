"""What every door needs: the clock, the profiles, the store, the ways out."""

import random
from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime

from alerts.channels import Channels
from alerts.deliver import DeliveryReport
from alerts.deliver import deliver
from alerts.routes import Target
from alerts.routes import target_of
from db.records import Alert
from db.store import Store
from pipeline.backfill import Backfill
from pipeline.backfill import Edition
from pipeline.edition_days import Wanted
from pipeline.errors import NotFound
from pipeline.fetching import Fetchers
from pipeline.load_profile import load
from pipeline.load_profile import refuse_future
from pipeline.look import Looker
from pipeline.posting import post
from pipeline.profile import Profile
from pipeline.run import Pass
from pipeline.run import check
from pipeline.tidy import tidy
from pipeline.watchlist import Watched
from pipeline.watchlist import watchlist
from scraper.fetch import Fetcher


def clock() -> datetime:
    return datetime.now(UTC)


def load_all(names: Sequence[str]) -> tuple[Profile, ...]:
    """Every profile, or the first mistake in one of them: nothing is half-loaded."""
    profiles = tuple(load(name) for name in names)
    for profile in profiles:
        targets_of([profile])
        refuse_future(profile, clock().date())
    seen: dict[str, str] = {}
    for profile in profiles:
        if profile.key in seen and seen[profile.key] != profile.path:
            raise NotFound(
                f"two profiles are called {profile.key}: {seen[profile.key]} and {profile.path}.",
                "Rename one of the files: its name is the profile's key.",
            )
        seen[profile.key] = profile.path
    return profiles


def targets_of(profiles: Sequence[Profile]) -> dict[tuple[str, str], Target]:
    """Where each profile's alerts go; raises TargetError in words."""
    return {
        (profile.key, name): target_of(
            profile.key, name, target.model_dump(exclude_none=True), timezone=profile.timezone
        )
        for profile in profiles
        for name, target in profile.targets.items()
    }


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


def page_of(profiles: Sequence[Profile]) -> Callable[[Alert], str | None]:
    """Where an alert's page is, for the profiles that say where their pages are served."""
    web = {p.key: p.defaults.web.rstrip("/") for p in profiles if p.defaults.web}

    def address(alert: Alert) -> str | None:
        base = web.get(alert.profile)
        return f"{base}/alerts/{alert.id}" if base else None

    return address
