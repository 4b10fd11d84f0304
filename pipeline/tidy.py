"""What must be noticed although nothing happened: silence, disagreement, a wrong clock; and the proof of quiet."""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta

import structlog

from alerts.message import render
from alerts.payload import OperatorPart
from alerts.payload import Payload
from alerts.payload import QuietPart
from db.digests import alert_uid
from db.records import AlertKind
from db.records import NewAlert
from db.records import SourceState
from db.store import Store
from pipeline.cross_check import disagreements
from pipeline.operator import TO_DO
from pipeline.operator import operator_alert
from pipeline.payloads import profile_part
from pipeline.posting import post
from pipeline.profile import Profile
from pipeline.rhythm import ASKED_MOST
from pipeline.rhythm import schedule_of
from pipeline.settings import duration
from pipeline.verdict_table import verdicts
from pipeline.watchlist import Watched

log = structlog.get_logger()


async def tidy(store: Store, watched: Sequence[Watched], profiles: Sequence[Profile], now: datetime) -> None:
    """One round; each part writes what it has to say in a transaction of its own."""
    states = {w.id: store.queries.source_state(w.id) for w in watched}
    mend_due_times(store, watched, states, now)
    store.write_alerts([*silent(watched, states, now), *disagreements(store.queries, watched, now)], now)
    for profile in profiles:
        beat = heartbeat(store, profile, states.values(), now)
        if beat is not None:
            store.write_alerts([beat], now)
            await ping(profile)


def mend_due_times(
    store: Store, watched: Sequence[Watched], states: dict[int, SourceState], now: datetime
) -> int:
    """A due time further away than any rhythm comes from a clock that was wrong: look now."""
    mended = 0
    for one in watched:
        due_at = states[one.id].due_at
        most = schedule_of(one.place, one.profile.defaults).between * 2 + ASKED_MOST
        if due_at is not None and due_at > now + most:
            store.set_due(one.id, now)
            log.warning("check.due_time_mended", source=one.record.key, was=due_at.isoformat())
            mended += 1
    return mended


def silent(watched: Sequence[Watched], states: dict[int, SourceState], now: datetime) -> Iterable[NewAlert]:
    """A source that was not read well for longer than agreed; said once for each silence."""
    for one in watched:
        state = states[one.id]
        if one.place.fetch == "manual" or state.last_good_at is None:
            continue
        if now - state.last_good_at <= duration(one.profile.defaults.silence):
            continue
        part = OperatorPart(
            source=one.record.key,
            outcome="silent",
            url=one.place.url,
            why=(
                f"not read well since {state.last_good_at:%Y-%m-%d %H:%M} UTC; last outcome: {state.last_outcome}",
            ),
            what_to_do=TO_DO["silent"],
        )
        cause = f"{one.record.key}/silent-since:{state.last_good_at.isoformat()}"
        for reader in one.readers:
            yield operator_alert(reader.profile, part, cause=cause, now=now)


def heartbeat(
    store: Store, profile: Profile, states: Iterable[SourceState], now: datetime
) -> NewAlert | None:
    """The proof of quiet, when its time has come: what was checked, what holds, when the last full pass ended."""
    if profile.defaults.heartbeat is None or not profile.targets:
        return None
    every = duration(profile.defaults.heartbeat)
    last = store.queries.alerts(profile=profile.key, kinds=(AlertKind.HEARTBEAT,), limit=1)
    if last and now - last[0].created_at < every - timedelta(minutes=1):
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
    return NewAlert(
        kind=AlertKind.HEARTBEAT,
        cause=cause,
        profile=profile.key,
        subject=render(payload).subject,
        payload=payload.to_json(),
        changes=(),
        entries=(),
        targets=tuple(profile.targets),
    )


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
        log.info("ping.sent", profile=profile.key, status=answer.status)
    except (OSError, TimeoutError) as error:
        log.warning("ping.failed", profile=profile.key, why=str(error))
