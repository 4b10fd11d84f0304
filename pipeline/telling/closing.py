"""An alert closes itself when the law is back at what it was before, and says so."""

from dataclasses import replace
from datetime import datetime

from alerts.payload import Payload
from db.digests import alert_uid
from db.law import Kind
from db.law import Provision
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import NewAlert
from db.records import StoredChange
from db.store import Store
from pipeline.changes.compare import compare
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Reader
from pipeline.profile.watchlist import Watched
from pipeline.telling.causes import IN_FORCE
from pipeline.telling.causes import WHOLE_ACT
from pipeline.telling.joining import UNSETTLED
from pipeline.telling.packing import packed
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.verdict import touching


def close_settled(store: Store, watched: Watched, version_id: int, now: datetime) -> list[int]:
    """Close the open alerts of a source whose lines read as they did before; the numbers of what tells so."""
    made: list[int] = []
    for reader in watched.readers:
        if reader.act is None:
            continue
        for alert in store.queries.alerts(
            profile=reader.profile.key,
            kinds=(AlertKind.CHANGE,),
            states=UNSETTLED,
            source_id=watched.id,
            limit=-1,
        ):
            if alert.cause.endswith(WHOLE_ACT) or not _settled(store, reader, alert, watched, version_id):
                continue
            store.set_alert_state(alert.id, AlertState.CLOSED, now)
            made += store.write_alerts([_told(reader.profile, alert, version_id, now)], now)
            _call_off(store, alert, now)
    return made


def _settled(store: Store, reader: Reader, alert: Alert, watched: Watched, version_id: int) -> bool:
    """Whether every source that told of the change, this one among them, is back at what it said before."""
    assert reader.act is not None
    told: dict[str, list[StoredChange]] = {}
    for change in store.queries.changes(alert_id=alert.id, ours=None):
        told.setdefault(change.source_key, []).append(change)
    mine = told.get(watched.record.key, [])
    if not mine or max(c.to_version for c in mine) == version_id:
        return False  # of another source, or of this very version
    for key, changes in told.items():
        source = store.queries.source(key)
        now = store.queries.last_accepted(source.id) if source else None
        first = min(c.from_version for c in changes)
        before = store.queries.version(first)
        if now is None or before is None:
            return False
        if any(c.change.kind is Kind.STATUS for c in changes) and before.act.status != now.version.act.status:
            return False
        old = store.queries.provisions(first)
        if not _as_before(reader.profile, reader.act.key, alert, old, now.provisions):
            return False
    return True


def _call_off(store: Store, alert: Alert, now: datetime) -> None:
    """What was to be told on the day the change takes effect is not told: it takes none."""
    for other in store.queries.alerts(
        profile=alert.profile,
        kinds=(AlertKind.IN_FORCE,),
        states=UNSETTLED,
        about=f"{alert.cause}{IN_FORCE}",
        limit=-1,
    ):
        store.set_alert_state(other.id, AlertState.CLOSED, now)
        store.withdraw(other.id)


def _as_before(
    profile: Profile, act: str, alert: Alert, before: tuple[Provision, ...], new: tuple[Provision, ...]
) -> bool:
    changes = compare(before, new)
    for entry in (e for e in profile.entries if e.key in alert.entries):
        for cited in (c for c in cited_by(entry, profile) if c.may_mean(act)):
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
    return packed(payload, profile, cause, entries=alert.entries)
