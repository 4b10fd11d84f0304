"""A note in the public shape: what `lexwatch note` prints and what is measured against the gold."""

import json
from typing import Any

from db.law import Effective
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget

# Extras that are lists or objects are kept as JSON text in the frozen records.
_STRUCTURED = frozenset({"targets", "sections", "see", "cancelled_by", "as_changed_by", "acts"})


def note_json(note: Note) -> dict[str, Any]:
    """Target, events and whether the law's words changed; absent facts are null, extras only where printed."""
    return {
        "target": _target(note.target),
        "events": [_event(e) for e in note.events],
        "law_text_changed": note.law_text_changed,
    }


def _target(t: NoteTarget) -> dict[str, Any]:
    told: dict[str, Any] = {
        "unit": t.unit,
        "number": t.number,
        "part": t.part,
        "item": t.item,
        "scope": t.scope,
    }
    if t.raw is not None:
        told["raw"] = t.raw
    return {**told, **_extras(t.extra)}


def _event(e: NoteEvent) -> dict[str, Any]:
    told: dict[str, Any] = {
        "action": e.action,
        "amending_act_type": e.act_type,
        "amending_act_number": e.act_number,
        "date": e.date,
        "effective": effective_json(e.effective),
    }
    if e.raw_number is not None:
        told["raw_number"] = e.raw_number
    if e.link is not None:
        told["link"] = e.link
    return {**told, **_extras(e.extra)}


def effective_json(effective: Effective | None) -> dict[str, Any] | None:
    """The `effective` object of an event: a date, a rule or a time limit."""
    if effective is None:
        return None
    if effective.kind == "date":
        return {"kind": "date", "date": effective.date}
    if effective.kind == "temporary":
        until = {"until": effective.date} if effective.date else {}
        return {"kind": "temporary", "text": effective.text, **until}
    return {
        "kind": "rule",
        "text": effective.text,
        "days": effective.days,
        "day_type": effective.day_type,
        "from": effective.from_,
    }


def _extras(extra: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    return {key: json.loads(value) if key in _STRUCTURED else value for key, value in extra}
