"""The newest act that amended a text, as its own notes say. Pure."""

from collections.abc import Sequence

from db.law import ActFacts
from db.law import Attribution
from db.law import Provision
from pipeline.verdicts.verdict import CHANGING
from pipeline.verdicts.verdict import attributed


def newest_amendment(act: ActFacts, law: Sequence[Provision]) -> Attribution | None:
    """The newest act with a whole date that the notes name as having changed the words; None where none is named."""
    events = [
        e
        for notes in (act.notes, *(p.notes for p in law))
        for n in notes
        for e in n.events
        if e.action in CHANGING and e.date and len(e.date) == 10
    ]
    newest = max(events, key=lambda e: e.date or "", default=None)
    return attributed(newest) if newest else None
