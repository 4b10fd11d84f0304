"""What must be noticed although nothing happened: silence, disagreement, a wrong clock; and the proof of quiet."""

import asyncio
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta

import structlog

from alerts.payload import Payload
from alerts.payload import QuietPart
from db.digests import alert_uid
from db.records import AlertKind
from db.records import NewAlert
from db.records import SourceState
from db.store import Store
from pipeline.profile.model import Profile
from pipeline.profile.settings import duration
from pipeline.profile.watchlist import Watched
from pipeline.telling.packing import packed
from pipeline.telling.payloads import profile_part
from pipeline.verdicts.table import verdicts
from pipeline.watching.clocks import mend_clock
from pipeline.watching.cross_check import disagreements
from pipeline.watching.posting import post
from pipeline.watching.silence import silent

log = structlog.get_logger()


async def tidy(store: Store, watched: Sequence[Watched], profiles: Sequence[Profile], now: datetime) -> None:
    """One round; each part writes what it has to say in a transaction of its own."""
    mend_clock(store, watched, now)
    states = {w.id: store.queries.source_state(w.id) for w in watched}
    store.write_alerts(
        [*silent(store.queries, watched, states, now), *disagreements(store.queries, watched, now)], now
    )
    alive = []
    for profile in profiles:
        beat = heartbeat(store, profile, states.values(), now)
        if beat is not None:
            store.write_alerts([beat], now)
            alive.append(ping(profile))
    await asyncio.gather(*alive)  # beside each other: a switch that does not answer delays no other


def heartbeat(
    store: Store, profile: Profile, states: Iterable[SourceState], now: datetime
) -> NewAlert | None:
    """The proof of quiet, when its time has come: what was checked, what holds, when the last full pass ended."""
    if profile.defaults.heartbeat is None or not profile.targets:
        return None
    every = duration(profile.defaults.heartbeat)
    last = store.queries.alerts(profile=profile.key, kinds=(AlertKind.HEARTBEAT,), limit=1)
    if last and abs(now - last[0].created_at) < every - timedelta(minutes=1):
        return None
    tally = verdicts(store.queries, profile, now).tally
    cause = f"heartbeat:{now:%Y-%m-%dT%H:%M}"
    payload = Payload(
        uid=alert_uid(profile.key, cause),
        kind="heartbeat",
        created_at=now.isoformat(),
        profile=profile_part(profile),
        quiet=QuietPart(
            checked=tally.checked,
            holds=tally.holds,
            changed=tally.changed,
            broken=tally.broken,
            uncertain=tally.uncertain,
            last_full_pass=last_full_pass(states),
        ),
    )
    return packed(payload, profile, cause)


def last_full_pass(states: Iterable[SourceState]) -> str | None:
    """The moment since which every source was looked at; None while one never was."""
    times = [s.last_checked_at for s in states if s.record.fetch != "manual"]
    if not times or any(t is None for t in times):
        return None
    return min(t for t in times if t is not None).isoformat()


async def ping(profile: Profile) -> None:
    """Tell a dead-man's switch that we are alive; that it cannot be reached is its own alarm."""
    if not profile.defaults.ping:
        return
    try:
        answer = await post(profile.defaults.ping, b"", {"content-type": "text/plain"})
        tell = log.info if 200 <= answer.status < 300 else log.warning
        tell("ping.sent", profile=profile.key, status=answer.status)
    except (OSError, TimeoutError) as error:
        log.warning("ping.failed", profile=profile.key, why=str(error))
