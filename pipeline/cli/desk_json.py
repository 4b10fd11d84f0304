"""Alerts as JSON, for `alerts list` and `alerts show`."""

import json
from collections.abc import Sequence
from typing import Any

from db.records import Alert
from db.records import Baseline
from db.records import Delivery
from db.records import Review
from pipeline.edits.proposals import proposal_json
from pipeline.edits.ready_edit import Proposal
from pipeline.public import moment_json
from pipeline.review.assignment import Assignment
from pipeline.review.assignment import assignment_of
from pipeline.review.edit_desk import Done


def alert_json(alert: Alert, task: Assignment | None) -> dict[str, Any]:
    return {
        "alert": alert.id,
        "uid": alert.uid,
        "kind": str(alert.kind),
        "state": str(alert.state),
        "profile": alert.profile,
        "subject": alert.subject,
        "entries": list(alert.entries),
        "changes": list(alert.changes),
        "created_at": moment_json(alert.created_at),
        "due_at": moment_json(alert.due_at),
        "assigned": {"to": task.to, "due": task.due.isoformat() if task.due else None} if task else None,
    }


def alert_whole(
    alert: Alert, sent: Sequence[Delivery], acts: Sequence[Review], found: Sequence[Proposal] | None
) -> dict[str, Any]:
    """With its payload, its fate, what people did, and the ready edits of today (null: none can be told)."""
    return alert_json(alert, assignment_of(acts)) | {
        "payload": json.loads(alert.payload),
        "deliveries": [
            {"target": d.target, "state": str(d.state), "attempts": d.attempts, "error": d.last_error}
            for d in sent
        ],
        "reviews": [{"at": moment_json(r.at), "who": r.who, "what": r.what, "why": r.why} for r in acts],
        "proposals": None if found is None else [proposal_json(p) for p in found],
    }


def done_json(done: Done) -> dict[str, Any]:
    """What accepting with edits wrote, vouched for and left open."""
    return {
        "alert": done.alert.id if done.alert else None,
        "state": str(done.alert.state) if done.alert else None,
        "path": done.profile.path,
        "written": [proposal_json(p) for p in done.written],
        "vouched": list(done.vouched),
        "open": [proposal_json(p) for p in done.open],
    }


def baseline_json(baseline: Baseline) -> dict[str, Any]:
    return {
        "profile": baseline.profile,
        "entry": baseline.entry,
        "who": baseline.who,
        "at": moment_json(baseline.at),
        "why": baseline.why,
        "versions": dict(baseline.versions),
    }
