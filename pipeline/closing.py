"""An alert closes itself when the law is back at what it was before, and says so."""

from dataclasses import replace
from datetime import datetime

from alerts.message import render
from alerts.payload import Payload
from db.digests import alert_uid
from db.law import Provision
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import NewAlert
from db.store import Store
from pipeline.compare import compare
from pipeline.profile import Profile
from pipeline.resolve import cited_by
from pipeline.resolve import resolve
from pipeline.verdict import touching
from pipeline.watchlist import Watched

OPEN = (AlertState.OPEN, AlertState.ACKNOWLEDGED)


def close_settled(
    store: Store, watched: Watched, new: tuple[Provision, ...], version_id: int, now: datetime
) -> list[int]:
    """Close the open alerts of a source whose lines read as they did before; the numbers of what tells so."""
    made: list[int] = []
    for reader in watched.readers:
        if reader.act is None:
            continue
        for alert in store.queries.alerts(
            profile=reader.profile.key, kinds=(AlertKind.CHANGE,), states=OPEN, limit=1000
        ):
            before = _before(store, watched, alert, version_id)
            if before is None or not _as_before(reader.profile, reader.act.key, alert, before, new):
                continue
            store.set_alert_state(alert.id, AlertState.CLOSED, now)
            made += store.write_alerts([_told(reader.profile, alert, version_id, now)], now)
    return made


def _before(store: Store, watched: Watched, alert: Alert, version_id: int) -> tuple[Provision, ...] | None:
    """The law before the alert's first change of this source; None where the alert is of another source or now."""
    told = [
        c for c in store.queries.changes(alert_id=alert.id, ours=None) if c.source_key == watched.record.key
    ]
    if not told or max(c.to_version for c in told) == version_id:
        return None
    return store.queries.provisions(min(c.from_version for c in told))


def _as_before(
    profile: Profile, act: str, alert: Alert, before: tuple[Provision, ...], new: tuple[Provision, ...]
) -> bool:
    changes = compare(before, new)
    for entry in (e for e in profile.entries if e.key in alert.entries):
        for cited in (c for c in cited_by(entry, profile) if c.act == act):
            if touching(cited, changes, new, resolve(cited.units, new).eids, before):
                return False
    return True


def _told(profile: Profile, alert: Alert, version_id: int, now: datetime) -> NewAlert:
    cause = f"{alert.cause}/closed:{version_id}"
    payload = replace(
        Payload.from_json(alert.payload),
        uid=alert_uid(profile.key, cause),
        kind="closed",
        created_at=now.isoformat(),
        closes=alert.uid,
        why=("The cited provisions read again as they did before the change.",),
    )
    return NewAlert(
        kind=AlertKind.CLOSED,
        cause=cause,
        profile=profile.key,
        subject=render(payload).subject,
        payload=payload.to_json(),
        changes=(),
        entries=alert.entries,
        targets=tuple(profile.targets),
    )
