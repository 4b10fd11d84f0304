"""Marks of EUR-Lex's consolidated texts: the act and the action stand in the title of `▼M1`, nowhere else.

`<p class="modref"><a title="32026R1744: REPLACED">▼M1</a></p>`; a mark holds until the next one.
"""

import re

from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from scraper.notes.actions import changes_words

_CELEX = re.compile(
    r"(?P<celex>\d(?P<year>(?:19|20)\d{2})[A-Z]{1,2}\d{3,4}(?:\(\d{2}\)|R\(\d{2}\))?)"
    r"\s?:?\s?(?P<action>[A-Z][A-Za-z ]{2,30})?"
)
_MARK = re.compile(r"[▼►](?P<kind>[BMCA])(?P<number>\d{0,3})")
_ACTIONS = {
    "REPLACE": "substituted",
    "SUBSTITUT": "substituted",
    "INSERT": "inserted",
    "ADD": "inserted",
    "DELET": "repealed",
    "REPEAL": "repealed",
    "CORRECT": "corrected",
    "RENUMBER": "renumbered",
    "AMEND": "amended",
    "MODIF": "amended",
}
_OF_MARK = {"C": "corrected", "B": "enacted"}


def read(raw: str, text: str) -> Note | None:
    """The mark as an event; a bare `▼M1` tells only that something was amended, `▼B` that nothing was."""
    mark, celex = _MARK.search(text), _CELEX.search(text)
    if mark is None and not (celex and ("modref" in text or celex["action"])):
        return None
    if mark is None and celex and not any(k in (celex["action"] or "").upper() for k in _ACTIONS):
        return None
    target = NoteTarget(scope="following text")
    kind = mark["kind"] if mark else "M"
    if celex is None:
        if kind == "B":
            return Note(raw, target)
        event = NoteEvent(_OF_MARK.get(kind, "amended"), extra=(("mark", mark[0] if mark else ""),))
        return Note(raw, target, (event,), law_text_changed=True)
    told = (celex["action"] or "").upper()
    action = next((a for k, a in _ACTIONS.items() if k in told), _OF_MARK.get(kind, "amended"))
    event = NoteEvent(action, "CELEX", celex["celex"], celex["year"])
    return Note(raw, target, (event,), changes_words((action,)))
