"""A reading becomes a version: changes, the lines they touch, the alerts, in the store's one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts.payload import Payload
from db.answers import Accepted
from db.answers import LastAccepted
from db.digests import alert_uid
from db.law import SUBSTANTIVE
from db.law import Change
from db.law import Kind
from db.law import Reading
from db.records import AlertKind
from db.records import NewAlert
from db.records import Outcome
from db.records import Snapshot
from db.store import Store
from pipeline.looking.corroborate import ALONE
from pipeline.looking.moved import MOVED
from pipeline.looking.operator import page_alerts
from pipeline.looking.relief import relieve
from pipeline.profile.watchlist import Reader
from pipeline.profile.watchlist import Watched
from pipeline.telling.causes import IN_FORCE
from pipeline.telling.causes import alerts_for
from pipeline.telling.causes import in_force_alerts
from pipeline.telling.causes import lines_of
from pipeline.telling.causes import touched_lines
from pipeline.telling.closing import close_settled
from pipeline.telling.joining import joined
from pipeline.telling.joining import reminded
from pipeline.telling.payloads import Seen

MARKED = (ALONE, MOVED)  # words of a version that stand in its alerts, too


def accept_version(
    store: Store,
    watched: Watched,
    snapshot: Snapshot,
    reading: Reading,
    last: LastAccepted | None,
    changes: Sequence[Change],
    *,
    now: datetime,
    check_id: int | None = None,
    outcome: Outcome = Outcome.CHANGED,
    due_at: datetime | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    seen_at: datetime | None = None,
    why: str | None = None,
    who: str = "lexwatch",
    valid_from: str | None = None,
    tell: bool = True,
    also: Sequence[NewAlert] = (),
) -> Accepted:
    """Write the version with everything that follows from it: all of it or nothing."""
    seen = [_seen(reader, watched, snapshot, reading, last, changes, now) for reader in watched.readers]
    acts = [s for s in seen if s is not None]
    entries = _entries(acts, len(changes))

    def alerts(version_id: int, change_ids: tuple[int, ...]) -> list[NewAlert]:
        """Alerts name their version and changes by the numbers that the transaction gave them."""
        made = [a for s in acts for a in _with_in_force(s)] if tell else []
        numbered = [
            joined(store.queries, watched, _numbered(a, last, version_id, change_ids, why), now) for a in made
        ]
        told = {a.cause for a in numbered if a.joins and reminded(store.queries, a)}
        # What another source has told already is told once on its day, too, unless that one did not name the day.
        numbered = [
            a
            for a in numbered
            if a.kind is not AlertKind.IN_FORCE or a.cause.partition(IN_FORCE)[0] not in told
        ]
        if tell and not acts and last and any(c.kind in SUBSTANTIVE for c in changes):
            headings = list(
                dict.fromkeys(c.article or c.label or c.eid for c in changes if c.kind in SUBSTANTIVE)
            )
            numbered += page_alerts(watched, headings, snapshot, now)
        return [*numbered, *also]

    with store.transaction():
        made = store.accept(
            source_id=watched.id,
            snapshot_id=snapshot.id,
            reading=reading,
            changes=changes,
            entries=entries,
            alerts=alerts,
            now=now,
            check_id=check_id,
            outcome=outcome,
            due_at=due_at,
            etag=etag,
            last_modified=last_modified,
            seen_at=seen_at,
            valid_from=valid_from,
            why=why,
            who=who,
        )
        if last is not None:
            close_settled(store, watched, made.version_id, now)
        relieve(store, watched, now)
    return made


def _seen(
    reader: Reader,
    watched: Watched,
    snapshot: Snapshot,
    reading: Reading,
    last: LastAccepted | None,
    changes: Sequence[Change],
    now: datetime,
) -> Seen | None:
    if reader.act is None or last is None:
        return None  # a first version never alerts
    return Seen(
        profile=reader.profile,
        act=reader.act,
        source_key=watched.record.key,
        url=watched.place.url,
        language=watched.record.language or reading.language,
        old=last.provisions,
        new=reading.provisions,
        changes=changes,
        snapshot=snapshot,
        now=now,
        status=str(reading.act.status) if any(c.kind is Kind.STATUS for c in changes) else None,
    )


def _with_in_force(seen: Seen) -> list[NewAlert]:
    made = alerts_for(seen)
    return [*made, *in_force_alerts(seen, made)]


def _entries(acts: Sequence[Seen], changes: int) -> list[tuple[str, ...]]:
    """Per change, the lines of all profiles that it touches."""
    lines: list[tuple[str, ...]] = [()] * changes
    for seen in acts:
        direct, _ = touched_lines(seen)
        lines = [known + more for known, more in zip(lines, lines_of(seen, direct), strict=True)]
    return lines


def _numbered(
    alert: NewAlert, last: LastAccepted | None, version_id: int, change_ids: tuple[int, ...], why: str | None
) -> NewAlert:
    """The alert with its own stable name, and its changes with their numbers."""
    payload = Payload.from_json(alert.payload)
    before = last.version.id if last else None
    parts = tuple(
        replace(part, id=change_ids[place], from_version=before, to_version=version_id)
        for part, place in zip(payload.changes, alert.changes, strict=True)
    )
    marked = (f"{why[:1].upper()}{why[1:]}.",) if why and any(mark in why for mark in MARKED) else ()
    uid = alert_uid(alert.profile, alert.cause)
    named = replace(payload, uid=uid, changes=parts, why=(*payload.why, *marked))
    return replace(alert, payload=named.to_json())
