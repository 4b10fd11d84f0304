"""Nested facts of law as JSON text and back. What is a default is left out, so that rows stay short.

Reading is forgiving of fields that are absent and strict about nothing: only what we wrote is read here, and what
was written is guarded by digests.
"""

import json
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from db.law import ActFacts
from db.law import Attribution
from db.law import Coverage
from db.law import Effective
from db.law import How
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from db.law import Reading
from db.law import Status
from db.records import Part


def to_json(value: object) -> str:
    """Compact, letters as they are, keys in order: the same facts are the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def pairs_from(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, b in json.loads(text))


def strings_from(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def parts_to_json(parts: Sequence[Part]) -> str | None:
    """None where there are none: most pages are one answer."""
    if not parts:
        return None
    names = ("url", "method", "status", "content_type", "size", "sha256", "note", "etag", "last_modified")
    return to_json([_present(part, names) for part in parts])


def parts_from_json(text: str | None) -> tuple[Part, ...]:
    return tuple(_part_back(told) for told in json.loads(text)) if text else ()


def _part_back(told: dict[str, Any]) -> Part:
    return Part(**{"status": 0, "size": 0, "content_type": None, "sha256": None, **told})


def notes_to_json(notes: Sequence[Note]) -> str | None:
    """None where there are none: most provisions have none."""
    return to_json([_note(n) for n in notes]) if notes else None


def notes_from_json(text: str | None) -> tuple[Note, ...]:
    return tuple(_note_back(n) for n in json.loads(text)) if text else ()


def act_to_json(act: ActFacts) -> str:
    facts = _present(act, ("title", "type", "number", "date", "as_of", "last_amended"))
    facts["status"] = act.status.value
    if act.notes:
        facts["notes"] = [_note(n) for n in act.notes]
    return to_json(facts)


def act_from_json(text: str) -> ActFacts:
    facts = json.loads(text)
    facts["status"] = Status(facts["status"])
    facts["notes"] = tuple(_note_back(n) for n in facts.get("notes", ()))
    return ActFacts(**facts)


def reading_to_json(reading: Reading) -> str:
    """Everything about a reading that has no column of its own: how it was read, and what was left over."""
    coverage = reading.coverage
    return to_json(
        {
            **_present(reading, ("format", "reason", "charset", "charset_rule")),
            "coverage": {
                **{k: getattr(coverage, k) for k in ("text", "heading", "note", "noise")},
                "dropped": list(coverage.dropped),
            },
        }
    )


def coverage_from_json(text: str) -> Coverage:
    facts = json.loads(text).get("coverage", {})
    return Coverage(**{**facts, "dropped": tuple(facts.get("dropped", ()))})


def by_to_json(by: Sequence[Attribution]) -> str:
    return to_json(
        [{**_present(a, ("number", "date", "effective", "rule", "link")), "how": a.how.value} for a in by]
    )


def by_from_json(text: str) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(
            number=a.get("number"),
            date=a.get("date"),
            effective=a.get("effective"),
            rule=a.get("rule"),
            how=How(a["how"]),
            link=a.get("link"),
        )
        for a in json.loads(text)
    )


def _present(value: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: found for name in names if (found := getattr(value, name)) is not None}


def _note(note: Note) -> dict[str, Any]:
    facts: dict[str, Any] = {"raw": note.raw}
    target = _extra(note.target, ("unit", "number", "part", "item", "scope", "raw"))
    if target:
        facts["target"] = target
    if note.events:
        facts["events"] = [_event(e) for e in note.events]
    if note.law_text_changed:
        facts["law_text_changed"] = True
    return facts


def _event(event: NoteEvent) -> dict[str, Any]:
    facts = _extra(event, ("action", "act_type", "act_number", "date", "raw_number", "link"))
    if event.effective is not None:
        facts["effective"] = _present(event.effective, ("kind", "date", "text", "days", "day_type", "from_"))
    return facts


def _extra(value: NoteTarget | NoteEvent, names: Sequence[str]) -> dict[str, Any]:
    facts = _present(value, names)
    if value.extra:
        facts["extra"] = [list(pair) for pair in value.extra]
    return facts


def _note_back(facts: Mapping[str, Any]) -> Note:
    return Note(
        raw=facts["raw"],
        target=NoteTarget(**_extra_back(facts.get("target", {}))),
        events=tuple(_event_back(e) for e in facts.get("events", ())),
        law_text_changed=facts.get("law_text_changed", False),
    )


def _event_back(facts: Mapping[str, Any]) -> NoteEvent:
    whole = _extra_back(facts)
    if "effective" in whole:
        whole["effective"] = Effective(**whole["effective"])
    return NoteEvent(**whole)


def _extra_back(facts: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(facts)
    whole["extra"] = tuple((a, b) for a, b in whole.get("extra", ()))
    return whole
