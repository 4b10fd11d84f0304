"""The JSON of pages: the contract's shapes, with names looked up once a page instead of once a row."""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from db.answers import Hit
from db.law import Change
from db.records import ActRecord
from db.records import Alert
from db.records import CheckRecord
from db.records import Delivery
from db.records import Review
from db.records import Snapshot
from db.records import SourceState
from db.records import StoredChange
from db.records import Version
from pipeline.public import change_json
from pipeline.review.assignment import Assignment
from pipeline.review.assignment import assignment_of
from pipeline.web.ask import Ask
from pipeline.web.words import iso
from pipeline.web.words import iso_or_none


def entry_names(ask: Ask, keys: Iterable[str]) -> dict[str, str]:
    """Names such as "Substantive law / Illegal access" by "profile/entry"; what is gone stands for itself."""
    wanted = set(keys)
    if not wanted:
        return {}
    names = {
        f"{s.key}/{e.key}": e.name
        for s in ask.site.standings.named(ask.queries, ask.now)
        if s.profile and any(key.startswith(f"{s.key}/") for key in wanted)
        for e in s.profile.entries
    }
    return {key: names.get(key, key) for key in wanted}


def stored_json(stored: StoredChange, names: Mapping[str, str]) -> dict[str, Any]:
    """A change with its place in history."""
    return {
        **change_json(stored.change),
        "id": stored.id,
        "act": stored.act.partition("/")[2] or stored.act,
        "address": stored.act,
        "source": stored.source_key,
        "language": stored.language,
        "from_version": stored.from_version,
        "to_version": stored.to_version,
        "seen_at": iso(stored.seen_at),
        "line": str(stored.line),
        "ours": stored.ours,
        "entries": [names.get(key, key) for key in stored.entries],
        "entry_keys": list(stored.entries),
    }


def changes_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [change_json(change) for change in changes]


def alert_json(alert: Alert, task: Assignment | None = None) -> dict[str, Any]:
    """An alert in a list, as `lexwatch alerts --json` tells it."""
    return {
        "alert": alert.id,
        "uid": alert.uid,
        "kind": str(alert.kind),
        "state": str(alert.state),
        "profile": alert.profile,
        "subject": alert.subject,
        "entries": list(alert.entries),
        "changes": list(alert.changes),
        "created_at": iso(alert.created_at),
        "due_at": iso_or_none(alert.due_at),
        "assigned": assigned_json(task),
    }


def assigned_json(task: Assignment | None) -> dict[str, Any] | None:
    return {"to": task.to, "due": task.due.isoformat() if task.due else None} if task else None


def whole_alert_json(
    alert: Alert,
    sent: Sequence[Delivery],
    acts: Sequence[Review],
    found: Sequence[dict[str, Any]] | None,
) -> dict[str, Any]:
    """With what people did and the ready edits of today (null: none can be told)."""
    return alert_json(alert, assignment_of(acts)) | {
        "payload": json.loads(alert.payload),
        "deliveries": [delivery_json(d) for d in sent],
        "reviews": [review_json(r) for r in acts],
        "proposals": found,
    }


def delivery_json(d: Delivery) -> dict[str, Any]:
    return {
        "alert": d.alert_id,
        "profile": d.profile,
        "target": d.target,
        "state": str(d.state),
        "attempts": d.attempts,
        "error": d.last_error,
        "sent_at": iso_or_none(d.sent_at),
    }


def review_json(r: Review) -> dict[str, Any]:
    return {
        "at": iso(r.at),
        "who": r.who,
        "what": r.what,
        "why": r.why,
        "entry": r.entry,
        "alert": r.alert_id,
        "version": r.version_id,
    }


def act_json(act: ActRecord) -> dict[str, Any]:
    return {
        "address": act.address,
        "country": act.country,
        "title": act.title,
        "type": act.type,
        "number": act.number,
        "date": act.date,
        "replaced_by": act.replaced_by,
        "note": act.note,
    }


def state_json(state: SourceState) -> dict[str, Any]:
    record = state.record
    return {
        "source": record.key,
        "act": record.act,
        "url": record.url,
        "language": record.language,
        "fetch": record.fetch,
        "outcome": str(state.last_outcome) if state.last_outcome else None,
        "last_checked": iso_or_none(state.last_checked_at),
        "last_good": iso_or_none(state.last_good_at),
        "due": iso_or_none(state.due_at),
        "failures": state.failures,
        "version": state.version_id,
        "held": state.held_version_id,
    }


def version_json(version: Version) -> dict[str, Any]:
    return {
        "version": version.id,
        "state": str(version.state),
        "line": str(version.line),
        "law_from": version.law_from,
        "valid_from": version.valid_from,
        "seen_at": iso(version.seen_at),
        "snapshot": version.snapshot_id,
        "extractor": version.extractor,
        "provisions": version.provisions,
        "why": version.why,
        "warnings": list(version.warnings),
        "decided_by": version.decided_by,
        "decision": version.decision,
    }


def snapshot_json(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "snapshot": snapshot.id,
        "url": snapshot.url,
        "final_url": snapshot.final_url,
        "status": snapshot.status,
        "size": snapshot.size,
        "sha256": snapshot.body_sha256,
        "taken_at": iso(snapshot.taken_at),
        "fetcher": snapshot.fetcher,
        "chain_hash": snapshot.hash,
        "previous_hash": snapshot.previous_hash,
    }


def check_json(check: CheckRecord) -> dict[str, Any]:
    return {
        "check": check.id,
        "run": check.run_id,
        "planned_at": iso(check.planned_at),
        "started_at": iso_or_none(check.started_at),
        "finished_at": iso_or_none(check.finished_at),
        "outcome": str(check.outcome) if check.outcome else None,
        "why": check.why,
        "snapshot": check.snapshot_id,
        "missed": check.missed,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "title": hit.title,
        "snippet": [[found, text] for found, text in hit.snippet],
        "act": hit.act,
        "source": hit.source_key,
        "language": hit.language,
        "eid": hit.eid,
        "version": hit.version_id,
        "current": hit.current,
        "alert": hit.alert_id,
        "profile": hit.profile,
    }
