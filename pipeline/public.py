"""The public JSON of law, as scripts and measurements read it: `extract`, `compare`, `note`."""

from datetime import datetime
from typing import Any

from db.law import ActFacts
from db.law import Attribution
from db.law import Change
from db.law import Note
from db.law import Provision
from db.law import Reading
from scraper.notes import english_rule
from scraper.notes import note_json


def moment_json(at: datetime | None) -> str | None:
    """A moment in UTC as all our JSON writes it: `2026-03-02T06:00:00Z`."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def reading_json(reading: Reading) -> dict[str, Any]:
    """`lexwatch extract --json`."""
    return {
        "format": reading.format,
        "extractor": reading.extractor,
        "reason": reading.reason,
        "language": reading.language,
        "charset": reading.charset,
        "charset_rule": reading.charset_rule,
        "act": act_json(reading.act),
        "provisions": [provision_json(p) for p in reading.provisions],
        "warnings": list(reading.warnings),
    }


def act_json(act: ActFacts) -> dict[str, Any]:
    return {
        "title": act.title,
        "type": act.type,
        "number": act.number,
        "date": act.date,
        "status": str(act.status),
        "as_of": act.as_of,
        "last_amended": act.last_amended,
        "notes": [_note(n) for n in act.notes],
    }


def provision_json(provision: Provision) -> dict[str, Any]:
    return {
        "eid": provision.eid,
        "kind": provision.kind,
        "num": provision.num,
        "label": provision.label,
        "heading": provision.heading,
        "article": provision.article,
        "parent": provision.parent,
        "text": provision.text,
        "status": str(provision.status),
        "anchor": provision.anchor,
        "notes": [_note(n) for n in provision.notes],
    }


def _note(note: Note) -> dict[str, Any]:
    told = note_json(note)
    events = note.events
    return {
        "raw": note.raw,
        "action": events[0].action if events else None,
        "target": note.target.raw or _target_words(note),
        "target_unit": told["target"],
        "events": told["events"],
        "law_text_changed": note.law_text_changed,
        "acts": [
            {
                "number": e.act_number,
                "date": e.date,
                "effective": e.effective.date if e.effective else None,
                "rule": english_rule(e.effective) or e.effective.text
                if e.effective and not e.effective.date
                else None,
                "link": e.link,
            }
            for e in events
        ],
    }


def _target_words(note: Note) -> str | None:
    return " ".join(filter(None, (note.target.unit, note.target.number))) or None


def change_json(change: Change) -> dict[str, Any]:
    """One change as `compare` tells it; `changes` adds its place in history."""
    return {
        "kind": str(change.kind),
        "eid": change.eid,
        "old_eid": change.old_eid,
        "article": change.article,
        "old_article": change.old_article,
        "label": change.label,
        "before": change.before,
        "after": change.after,
        "redline": [list(piece) for piece in change.redline],
        "significance": list(change.significance),
        "match": change.match,
        "relation": change.relation,
        "related": list(change.related),
        "by": [attribution_json(a) for a in change.by],
    }


def attribution_json(by: Attribution) -> dict[str, Any]:
    return {
        "number": by.number,
        "date": by.date,
        "effective": by.effective,
        "rule": by.rule,
        "how": str(by.how),
        "link": by.link,
    }
