"""Notes of Germany, Austria and Switzerland: acts are named by gazette and page, places in abbreviations.

`Änderung durch Art. 1 G v. 10.8.2021 I 3513 (Nr. 53) ist berücksichtigt`; `§ 202c: Eingef. durch Art. 1 Nr. 3 G v.
7.8.2007 I 1786 mWv 11.8.2007`; `BGBl. I Nr. 154/2015`; `Fassung gemäss Ziff. I des BG vom 17. Juni 1994, in Kraft seit
1. Jan. 1995 (AS 1994 2290)`. The same words in a sentence of the law (a list of acts, a reference to another act "in
der Fassung der Bekanntmachung") are no note.
"""

import json
import re

from db.law import Effective
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from scraper.notes.actions import changes_words
from scraper.notes.brackets import peel
from scraper.notes.dates import iso
from scraper.notes.numbers import unit_number

NOT_YET_EDITED = "in the text, not yet edited"  # an act whose words are there and whose notes are not
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_DATE = (
    r"(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.\s?|(?P<name>Jan|Feb|Mär|März|Apr|Mai|Jun|Jul|Aug|Sep|Sept|Okt|Nov|Dez)"
    r"[a-zä]{0,7}\.?\s)(?P<year>\d{4})"
)
_PLAIN_DATE = re.compile(_DATE.replace("?P<", "?P<"))
_KINDS = {
    "g": "Gesetz",
    "gesetz": "Gesetz",
    "gesetzes": "Gesetz",
    "bg": "Bundesgesetz",
    "bundesgesetzes": "Bundesgesetz",
    "v": "Verordnung",
    "verordnung": "Verordnung",
    "bek": "Bekanntmachung",
    "bek.": "Bekanntmachung",
    "bekanntmachung": "Bekanntmachung",
    "beschl": "Beschluss",
    "bverfge": "Constitutional Court decision",
    "bb": "Bundesbeschluss",
    "ber": "Berichtigung",
}
_PLACE = (
    r"(?P<place>(?:(?:Art(?:ikels?|\.)|§{1,2}|Nr\.|Nummer|Abs\.|Absatz|Satz|S\.|Buchst\.|Kap\.|Anl(?:age|\.)|Teil|"
    r"Ziff\.)\s?(?:\d{1,4}[a-z]?\d?|[IVX]{1,5}|[a-z]{1,2}(?=[\s,]))(?:[.,]\s?\d{1,3}[a-z]?)?(?:\s(?:bis|u\.|und)\s\d{1,3}[a-z]?)?\s{0,2}){0,6})"
)
_GERMAN = re.compile(
    _PLACE
    + r"(?:de[sr]\s)?(?P<kind>BVerfGE|Berichtigung|Ber\.|Bek\.?|Bekanntmachung|Beschl\.?|"
    + r"Bundesgesetzes|Gesetzes|Gesetz|Verordnung|BG|BB|G|V)\s"
    + r"(?:v\.|vom|d\.)\s?"
    + _DATE
    + r"(?:[,;]?\s?\(?(?P<gazette>(?:(?:BGBl\.?|BAnz\.?|AS|GVBl\.?|GV\.?|GVOBl\.?|RGBl\.?|RO)\s)?"
    + r"(?:(?:19|20)\d{2}\s)?(?:I{1,3}\s)?(?:S\.\s|Nr\.\s)?\d{1,5}[a-z]?))?"
    + r"(?:\s\(Nr\.\s(?P<issue>\d{1,3})\))?"
)
_AUSTRIAN = re.compile(
    r"(?P<gazette>(?:BGBl|LGBl|StGBl|RGBl)\.?\s(?P<part>I{1,3}\s)?Nr\.?\s?(?P<n>\d{1,4})/(?P<year>\d{4}))"
)
_AUSTRIAN_YEAR_FIRST = re.compile(
    r"(?P<gazette>(?:BGBl|LGBl)\.?\s(?P<part>I{1,3}\s)?(?P<year>\d{4})/(?P<n>\d{1,4}))"
)
_ACTIONS = (
    (r"mittelbare\s+änderung|mittelbar\s+geändert", "indirectly_amended"),
    (
        r"noch\s+nicht\s+berücksichtigt|ist\s+nicht\s+berücksichtigt|künftig|noch\s+nicht\s+in\s+kraft",
        "pending",
    ),
    (r"neugefasst|neufassung|neu\s*bekanntmachung|wiederverlautb\w{0,3}", "republished"),
    (r"nicht\s+ausführbar", "not_applicable"),
    (r"mit\s+(?:d\.\s+|dem\s+)?GG\s+(?:.{0,40}\s)?vereinbar|nach\s+maßgabe", "interpreted"),
    (r"unvereinbar|nichtig|verfassungswidrig", "unconstitutional"),
    (
        r"idf\s+d\.|i\.?\s?d\.?\s?f\.?\s|in\s+der\s+fassung|fassung\s+(?:gem(?:äss|äß|\.)|durch)|neu\s+gefasst|ersetzt",
        "substituted",
    ),
    (r"eingef(?:ügt|\.)|eingefüg\w{1,2}|hinzugefügt|angefügt|neu\s+eingefügt", "inserted"),
    (r"aufgeh(?:oben|\.)|gestrichen|außer\s+kraft|weggefallen|ausser\s+kraft", "repealed"),
    (r"berichtigt|berichtigung|\bber\.", "corrected"),
    (r"umnummeriert|früher(?:er)?\s|bisheriger?\s", "renumbered"),
    (r"geänd(?:ert|\.)|änderung|zuletzt\s+geänd", "amended"),
)
_VERBS = tuple((re.compile(words, re.IGNORECASE), action) for words, action in _ACTIONS)
_PENDING = next(p for p, action in _VERBS if action == "pending")
_NOT_POSSIBLE = next(p for p, action in _VERBS if action == "not_applicable")
_OWN_MARK = re.compile(
    r"^\s*(?:\(\+\+\+|Fußnote|Stand\s*:|Vollzitat|Änderung|Mittelbar|Neugefasst|Zuletzt|Hinweis|Anm\.|\(Anm|Kundmachungsorgan|\d{0,3}\s?(?:Fassung|Eingefügt|Aufgehoben|Ausdruck))",
    re.IGNORECASE,
)
_OF_UNIT = re.compile(
    r"^\s*(?:(?P<prefix>[\w\s.]{1,40}?)\(\s?)?(?:(?:Überschrift|Überschr\.)\s(?:zu\s|des\s|vor\s)?)?(?P<sign>§{1,2}|Art(?:ikel|\.)|Paragraph|Anlage|Anl\.)\s?"
    r"(?P<number>\d{1,4}[a-z]{0,2})(?:\s?(?:bis|-|–)\s?(?P<to>\d{1,4}[a-z]{0,2}))?"
)
_SUB = re.compile(
    r"\b(?P<what>Abs(?:atz|\.)|Nr\.|Z|Ziffer|Satz|lit\.|Buchst\.)\s?(?P<number>\d{1,3}[a-z]?|[a-z])\b"
)
_EFFECT = re.compile(
    r"(?:mWv|m\.W\.v\.|mit\s+Wirkung\s+(?:vom|ab)|in\s+Kraft\s+(?:seit|ab|getreten\s+am)|ab|gültig\s+ab|i\.\s?K\.)\s"
    + _DATE
)
_PLUS = re.compile(r"\(\+\+\+(.{0,4000}?)\+\+\+\)")
_APPLICATION = re.compile(
    r"(?:zur\s+(?:nicht)?anwendung|anzuwenden|zur\s+(?:weiteren\s+)?geltung|maßgabe)", re.IGNORECASE
)
_SECTIONS = re.compile(r"(?:§{1,2}|Art\.)\s?\d{1,4}[a-z]{0,2}(?:\s?(?:u\.|und|,)\s?\d{1,4}[a-z]{0,2}){0,60}")
_DROPPED = re.compile(r"\((?:weggefallen|aufgehoben|entfällt|gestrichen)\)\s*\Z")
_DROPPED = re.compile(r"\((?:weggefallen|aufgehoben|entfällt|gestrichen)\)\s*\Z")
_OUT_OF_USE = re.compile(
    r"^\s*(?:\(X{2,6}\)\s*)?§{1,2}\s?\d{1,4}[a-z]{0,2}(?:\s?(?:,|und|u\.|bis|-)\s?\d{1,4}[a-z]{0,2}){0,60}"
)
_NUMBER = re.compile(r"\d{1,4}[a-z]{0,2}")


def read(raw: str, text: str) -> Note | None:
    """The note, or None where these words are not German law's."""
    text = text.strip()
    if m := _PLUS.match(text):
        return _plus(raw, m[1].strip())
    body = peel(text)
    if dropped := _DROPPED.search(text):
        return _placeholder(raw, text[: dropped.start()])
    acts = (
        list(_GERMAN.finditer(body))
        or list(_AUSTRIAN.finditer(body))
        or list(_AUSTRIAN_YEAR_FIRST.finditer(body))
    )
    if not acts:
        return None
    if not _is_note(body, acts[0]):
        return Note(raw, NoteTarget(scope="unit"))
    events: list[NoteEvent] = []
    if len(acts) > 1 and "kind" not in acts[0].groupdict() and not _action(body[: acts[0].start()], ""):
        acts = acts[1:]  # the act that is amended, not one that amends
    for i, m in enumerate(acts):
        before = body[acts[i - 1].end() if i else 0 : m.start()]
        after = body[m.end() : acts[i + 1].start() if i + 1 < len(acts) else len(body)]
        events.append(_event(m, before, after, events[-1] if events else None))
    return Note(
        raw, _target(body[: acts[0].start()]), tuple(events), changes_words(tuple(e.action for e in events))
    )


def _is_note(body: str, first: re.Match[str]) -> bool:
    """A reference opens with the mark of a note, with a unit of this act, or is nothing but the naming of an act."""
    if _OWN_MARK.match(body) or not body[: first.start()].strip(" ,;:"):
        return True
    if _OF_UNIT.match(body) and not re.match(r"\s*\d{1,2}\.\s", body):
        return True
    before = body[: first.start()]
    return (
        len(before) < 60
        and any(p.search(before) for p, _ in _VERBS)
        and not re.match(r"\s*\d{1,3}\.\s", body)
    )


def _event(m: re.Match[str], before: str, after: str, last: NoteEvent | None) -> NoteEvent:
    groups = m.groupdict()
    action = _action(before, after)
    if "kind" not in groups:
        action = action or (last.action if last else "amended")
        number = f"{(groups['part'] or '').strip()} Nr. {groups['n']}/{groups['year']}".strip()
        return NoteEvent(
            action, "BGBl." if m[0].startswith("BGBl") else "LGBl.", number, groups["year"], _effective(after)
        )
    kind = _KINDS.get(m["kind"].lower().rstrip("."), m["kind"])
    if kind == "Berichtigung":
        action = "corrected"
    if not action:
        action = last.action if last else "republished" if kind == "Bekanntmachung" else "amended"
    extra: list[tuple[str, str]] = []
    if m["place"].strip():
        extra.append(("amending_provision", " ".join(m["place"].split())))
    if m["issue"]:
        extra.append(("gazette_issue", m["issue"]))
    if re.match(r"[^;]{0,40}textlich\s+nachgewiesen", after):
        extra.append(("state", NOT_YET_EDITED))
    if re.match(r"\s*(?:ist|sind)\s+berücksichtigt", after):
        extra.append(("state", "taken into account"))
    if kind == "Bekanntmachung" and (c := re.match(r"\s?;\s?(\d{4}\sI{1,3}\s\d{1,5})", after)):
        extra.append(("corrigendum", c[1]))
    page: str | None = " ".join((m["gazette"] or "").replace("BGBl.", "").replace("S. ", "").split()) or None
    if page is None and (swiss := re.search(r"\((AS\s\d{4}\s\d{1,5})", after)):
        page = swiss[1]
    return NoteEvent(action, kind, page, _date(m), _effective(after), extra=tuple(extra))


def _action(before: str, after: str) -> str:
    near = before[-160:]
    if _NOT_POSSIBLE.search(after[:60]):
        return "not_applicable"
    if _PENDING.search(after[:80]):
        return "pending"
    found = [(m.start(), action) for p, action in _VERBS for m in p.finditer(near)]
    if any(action == "indirectly_amended" for _, action in found):
        return "indirectly_amended"
    if found:
        return max(found)[1]
    behind = [(m.start(), action) for p, action in _VERBS for m in p.finditer(after[:60])]
    return min(behind)[1] if behind and not after.lstrip().startswith((";", ",")) else ""


def _date(m: re.Match[str]) -> str | None:
    month = int(m["month"]) if m["month"] else _MONTHS.index(m["name"][:3].lower()) + 1
    return iso(int(m["year"]), month, int(m["day"]))


def _effective(after: str) -> Effective | None:
    m = _EFFECT.search(after[:120])
    day = _date(m) if m else None
    return Effective("date", date=day) if day else None


def _target(head: str) -> NoteTarget:
    m = _OF_UNIT.match(head)
    if m is None:
        sub = _SUB.search(head)
        return (
            NoteTarget(scope="preceding paragraph")
            if sub and sub.start() < 3
            else NoteTarget(unit="act", scope="table of contents" if "nhaltsübersicht" in head else "unit")
        )
    rest = head[m.end() :]
    part = item = None
    extra: list[tuple[str, str]] = [("number_to", m["to"])] if m["to"] else []
    for sub in _SUB.finditer(rest):
        if sub["what"].startswith("Abs"):
            part = part or sub["number"]
        elif sub["what"] in ("Nr.", "Z", "Ziffer"):
            item = item or sub["number"]
        elif (what := "sentence" if sub["what"] == "Satz" else "letter") not in dict(extra):
            extra.append((what, sub["number"]))
    unit = (
        "section"
        if m["sign"][0] == "§" or m["sign"] == "Paragraph"
        else "annex"
        if m["sign"][0:2] == "An"
        else "article"
    )
    scope = "heading" if "bersch" in head[: m.end()] else (m["prefix"] or "").strip().lower() or "unit"
    return NoteTarget(unit, unit_number(m["number"]), part, item, scope, extra=tuple(extra))


def _placeholder(raw: str, head: str) -> Note | None:
    """`§ 48 (weggefallen)`: the unit is gone, the act that took it out is not told."""
    m = _OUT_OF_USE.match(head)
    if m is None:
        return None
    numbers = _NUMBER.findall(m[0])
    target = NoteTarget("section", numbers[0], scope="unit")
    if len(numbers) == 2 and re.search(r"bis|-", m[0]):
        target = NoteTarget("section", numbers[0], scope="unit", extra=(("number_to", numbers[1]),))
    elif len(numbers) > 1:
        target = NoteTarget("section", scope="unit", extra=(("targets", json.dumps(numbers)),))
    return Note(raw, target, (NoteEvent("repealed"),), law_text_changed=True)


def _plus(raw: str, inside: str) -> Note:
    """`(+++ § 74a: Zur Anwendung vgl. §§ 184k u. 201a +++)`: how the unit applies, never what it says."""
    head, _, rest = inside.partition(":")
    m = _OF_UNIT.match(head)
    target = _target(head) if m else NoteTarget(unit="act", scope="unit")
    if not _APPLICATION.search(inside):
        return Note(raw, target)
    see = []
    for found in _SECTIONS.finditer(rest):
        sign = "§" if found[0][0] == "§" else "Art."
        see += [f"{sign} {n}" for n in _NUMBER.findall(found[0])]
    extra = (("see", json.dumps(see, ensure_ascii=False)),) if see else ()
    return Note(raw, target, (NoteEvent("application_note", extra=extra),))
