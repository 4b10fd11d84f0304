"""Source credits of American and Canadian law: lists of acts between semicolons.

`(Added Pub. L. 98–473, title II, §2102(a), Oct. 12, 1984, 98 Stat. 2190; amended Pub. L. 99–474, §2,
Oct. 16, 1986, 100 Stat. 1213.)`; `Dec. 10, 2009, D.C. Law 18-88, § 215, 56 DCR 7413`;
`R.S., 1985, c. C-46, s. 342.1; 2018, c. 29, s. 34`.
"""

import re

from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from scraper.notes.actions import changes_words
from scraper.notes.brackets import peel
from scraper.notes.dates import iso_date
from scraper.notes.numbers import act_number
from scraper.notes.vocabulary import vocabulary

_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2},\s\d{4}"
)
_LAW = re.compile(
    r"(?P<type>D\.C\.\sLaw|Pub\.\s?L\.(?:\sNo\.)?|P\.L\.|Public\sLaw(?:\sNo\.)?|D\.C\.\sAct)\s(?P<number>\d{1,4}[-–—]\d{1,4})"
)
_STAT = re.compile(r"\b\d{1,4}\sStat\.\s(?:\(?pt\.\s?\d\)?\s)?\d{1,5}")
_CHAPTER = re.compile(r"\bch\.\s\d{1,5}")
_STATE = re.compile(
    r"\b(?P<type>Acts|Stats\.|L\.|Laws|Added\sby\sActs)\s(?P<year>\d{4}),\s(?P<number>(?:ch?\.|chapter|Ch\.|No\.|P\.A\.)\s?\d{1,5})"
)
_PROVISION = re.compile(r"(?:title\s[IVXLC]{1,8},\s)?(?:div\.\s\w{1,3},\s)?§{1,2}\s?\d[\w.()\[\]–-]{0,30}")
_GAZETTE = re.compile(r"\b\d{1,3}\sDCR\s\d{1,6}\b")
_CANADA = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:-\d{2}(?:-\d{2,4})?)?,\s(?P<chapter>c(?:h)?\.\s[A-Z]?-?\d{1,3}(?:\s\(\d\w{2}\sSupp\.\))?)"
    r"|(?P<order>SOR|DORS|SI|TR)/(?P<order_number>(?P<order_year>\d{2}|\d{4})-\d{1,4})"
    r"|(?:R\.?S\.?(?:C\.?)?|L\.R\.(?:C\.)?),?\s(?:\(?(?P<revision>1\d{3})\)?,\s)?(?P<revised>ch?\.\s[A-Z0-9.-]{1,8}(?:\s\(\d\w{2}\sSupp\.\))?)"
)
_REGISTER = re.compile(rf"(?P<number>\d{{1,3}}\sFR\s\d{{1,6}})(?:[-–]\d{{1,6}})?,\s(?P<date>{_DATE.pattern})")
_SECTION = re.compile(r"\b(?:ss?\.|art\.|Sch\.|item)\s\d{1,4}[^;\]]{0,60}")
_ACTIONS = (
    (re.compile(r"^\W*(?:and\s)?(?:as\s)?added", re.IGNORECASE), "inserted"),
    (re.compile(r"\b(?:repealed|abrog\w{1,4})\b", re.IGNORECASE), "repealed"),
    (re.compile(r"\brenumbered\b", re.IGNORECASE), "renumbered"),
    (re.compile(r"\b(?:amended|eff\.)", re.IGNORECASE), "amended"),
    (re.compile(r"\benacted\b", re.IGNORECASE), "enacted"),
)
_REMARKS = re.compile(r"^\s*(?:see\salso|ref(?:erences)?\b|prior|historical|short\stitle)", re.IGNORECASE)


def read(raw: str, text: str, country: str | None) -> Note | None:
    """The credits in the order printed; None where no act of these kinds is named."""
    body = peel(text.rstrip(". "))
    if country == "CA" or (country is None and _CANADA.search(body) and not _LAW.search(body)):
        return _canadian(raw, body)
    if rules := list(_REGISTER.finditer(body)):
        return _federal_register(raw, body, rules)
    if not (_LAW.search(body) or (_STAT.search(body) and _DATE.search(body)) or _STATE.search(body)):
        return None
    if _REMARKS.match(body):
        return Note(raw, NoteTarget(scope="unit"))
    pieces = [piece for piece in body.split(";") if piece.strip()]
    events: list[NoteEvent] = []
    for piece in pieces:
        event = _american(piece, first=not events, alone=len(pieces) == 1)
        if event is not None:
            events.append(event)
    return Note(
        raw,
        NoteTarget(unit="section", scope="unit"),
        tuple(events),
        changes_words(tuple(e.action for e in events)),
    )


def _federal_register(raw: str, body: str, rules: list[re.Match[str]]) -> Note:
    """`[45 FR 1, Jan. 2, 1980, as amended at 86 FR 3, Feb. 4, 2021]`: the first made it, the others changed it."""
    events = [
        NoteEvent(
            action="amended" if at or "amended" in body[: rule.start()] else "enacted",
            act_type="Federal Register",
            act_number=rule["number"],
            date=iso_date(rule["date"], vocabulary("en")),
        )
        for at, rule in enumerate(rules)
    ]
    return Note(raw, NoteTarget(scope="unit"), tuple(events), changes_words(tuple(e.action for e in events)))


def _action(piece: str) -> str | None:
    return next((action for pattern, action in _ACTIONS if pattern.search(piece)), None)


def _american(piece: str, *, first: bool, alone: bool) -> NoteEvent | None:
    law, stat, chapter = _LAW.search(piece), _STAT.search(piece), _CHAPTER.search(piece)
    day = _DATE.search(piece)
    date = iso_date(day[0], vocabulary("en")) if day else None
    extra = []
    if provision := _PROVISION.search(piece):
        extra.append(("amending_provision", provision[0].strip(" ,.")))
    if gazette := _GAZETTE.search(piece):
        extra.append(("gazette", gazette[0]))
    if law:
        kind = "Pub. L." if law["type"].startswith(("Pub", "P.L.")) else law["type"]
        if stat:
            extra.append(("gazette", stat[0]))
        enacted = first and not alone and kind == "Pub. L."
        return NoteEvent(
            _action(piece) or ("enacted" if enacted else "amended"),
            kind,
            act_number(law["number"]),
            date,
            extra=tuple(extra),
        )
    if stat:
        number = f"{stat[0]} {chapter[0]}" if chapter else stat[0]
        return NoteEvent(
            _action(piece) or ("enacted" if first else "amended"),
            "Act of Congress",
            number,
            date,
            extra=tuple(extra),
        )
    if state := _STATE.search(piece):
        return NoteEvent(
            _action(piece) or ("enacted" if first and not alone else "amended"),
            "Act",
            state["number"],
            date or state["year"],
            extra=tuple(extra),
        )
    return None


def _order(m: re.Match[str], action: str | None, after: str) -> NoteEvent:
    year = m["order_year"] if len(m["order_year"]) == 4 else f"19{m['order_year']}"
    section = _SECTION.search(after)
    extra = (("amending_provision", section[0].strip(" ,.")),) if section else ()
    return NoteEvent(action or "amended", m["order"], m["order_number"], year, extra=extra)


def _canadian(raw: str, body: str) -> Note | None:
    found = list(_CANADA.finditer(body))
    if not found:
        return None
    events = []
    for i, m in enumerate(found):
        after = body[m.end() : found[i + 1].start() if i + 1 < len(found) else len(body)]
        before = body[found[i - 1].end() if i else 0 : m.start()]
        if m["order"]:
            events.append(_order(m, _action(before), after))
            continue
        year = m["year"] or m["revision"]
        number = (
            f"{year} {m['chapter']}"
            if m["year"]
            else " ".join(filter(None, ("R.S.", m["revision"], m["revised"])))
        )
        original = m["revised"] is not None and "Supp" not in m["revised"]
        action = _action(before) or ("enacted" if original and i == 0 else "amended")
        section = _SECTION.search(after)
        extra = (("amending_provision", section[0].strip(" ,.")),) if section else ()
        events.append(NoteEvent(action, "Act", number, year, extra=extra))
    return Note(
        raw,
        NoteTarget(scope="preceding paragraph"),
        tuple(events),
        changes_words(tuple(e.action for e in events)),
    )
