"""The Swedish register of amendments: which sections an act changed, chapter by chapter, without sentences.

`ändr. 20 kap 2, 4 §§; ny 4 kap 9 c §; upph. 12 kap. 3 §`: the number of the act stands in a field beside it.
"""

import json
import re

from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget

_VERB = re.compile(r"\b(?P<verb>ändr\.?|nya?|nytt|upph\.?|omtryck|nuvarande|rubr\.)(?=\s)", re.IGNORECASE)
_ACTIONS = {
    "ändr": "amended",
    "ny": "inserted",
    "nya": "inserted",
    "nytt": "inserted",
    "upph": "repealed",
    "omtryck": "republished",
    "nuvarande": "renumbered",
    "rubr": "amended",
}
_REGISTER = re.compile(
    r"^\s*(?:ändr\.?|nya?|nytt|upph\.?|omtryck|nuvarande)\s+(?=[\d§]|rubr|övergångs|bil|p\s)", re.IGNORECASE
)
_ACT = re.compile(r"(?:SFS|Lag|Förordning)\s*\(?\d{4}:\d{1,4}", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:(?P<chapter>\d{1,3}(?:\s[a-z](?![a-z]))?)\s?kap\.?\s*)?"
    r"(?P<sections>\d{1,3}(?:\s[a-z](?![a-z]))?(?:\s?[,–-]\s?\d{1,3}(?:\s[a-z](?![a-z]))?){0,60})\s?§{1,2}"
)


def read(raw: str, text: str) -> Note | None:
    """One event for each verb of a register line; None where this is another kind of note."""
    if not _REGISTER.match(text) or _ACT.search(text):
        return None
    verbs = list(_VERB.finditer(text))
    events = tuple(
        NoteEvent(_ACTIONS[m["verb"].lower().rstrip(".")], "Lag")
        for m in verbs
        if m["verb"].lower() != "rubr."
    )
    places = list(_PLACE.finditer(text))
    return Note(raw, _target(places), events, law_text_changed=True)


def _target(places: list[re.Match[str]]) -> NoteTarget:
    found = [(p["chapter"], [s.strip() for s in p["sections"].split(",") if s.strip()]) for p in places]
    if not found:
        return NoteTarget(unit="act", scope="unit")
    if len(found) > 1:
        targets = [
            f"{chapter}:{section}" if chapter else section
            for chapter, sections in found
            for section in sections
        ]
        return NoteTarget(
            "section", scope="unit", extra=(("targets", json.dumps(targets, ensure_ascii=False)),)
        )
    chapter, sections = found[0]
    extra: tuple[tuple[str, str], ...] = (("chapter", chapter),) if chapter else ()
    if len(sections) > 1:
        return NoteTarget(
            "section", scope="unit", extra=(*extra, ("sections", json.dumps(sections, ensure_ascii=False)))
        )
    return NoteTarget("section", sections[0], scope="unit", extra=extra)
