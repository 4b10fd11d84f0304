"""Annotations of the common law world: United Kingdom, Ireland, New Zealand, Australia, Canada.

`F7Words in s. 4(b) inserted (1.2.2031) by Beekeeping Act 2030 (c. 12), s. 5(1)`: the label is glued
to the text, and the date in brackets is the day in force, never that of the act, of which only the
year is told.
"""

import json
import re

from db.law import Effective
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from scraper.notes.actions import changes_words
from scraper.notes.dates import iso_date
from scraper.notes.numbers import unit_number
from scraper.notes.vocabulary import vocabulary

_LABEL = re.compile(
    r"^\s*(?:(?:Textual|Modifications|Commencement|Marginal)[^\d]{0,60}?)?\[?(?P<label>[FCIEMPX])\d{1,4}\s*(?=[A-Z\[])"
)
_ACT = re.compile(
    r"(?:the\s)?(?P<title>[A-Z](?:(?!\sby\s)(?:[^;:()\[\]]|\([A-Z][^()]{1,40}\))){2,160}?\s(?P<year>[12]\d{3}))\s*\("
    r"(?P<number>c\.\s?\d{1,3}|asp\s?\d{1,3}|anaw\s?\d{1,3}|nawm\s?\d{1,3}|asc\s?\d{1,3}|dsc\s?\d{1,3}|No\.?\s?\d{1,4}(?:\sof\s\d{4})?"
    r"|N\.I\.\s?\d{1,3}|\d{1,3}/\d{4}|\d{4}\sNo\.?\s\d{1,4}|S\.(?:I|R)\.\s?\d{4}/\d{1,5})(?:,[^()]{0,40})?\)"
)
# Older annotations name the act by year and chapter alone.
_SHORT = re.compile(r"(?P<year>[12]\d{3})\s(?P<number>c\.\s?\d{1,3}|asp\s?\d{1,3}|anaw\s?\d{1,3})(?!\d)")
_ORDER = re.compile(
    r"(?P<title>[A-Z][^;()\[\]]{2,160}?\s\d{4}\s)?\(?(?P<kind>S\.I\.|S\.R\.|S\.S\.I\.|W\.S\.I\.|LI|SR)\s?(?:No\.\s)?(?P<number>\d{4}/\d{1,5}|\d{1,4}\sof\s\d{4})\)?"
)
_VERBS = tuple(
    (re.compile(words, re.IGNORECASE), action)
    for words, action in (
        (r"words?(?:\s\w{1,12}){0,2}\s(?:in|at)\s[^;]{0,160}?(?:substituted|replaced)", "words_substituted"),
        (
            r"words?(?:\s\w{1,12}){0,2}\s(?:in|at|after|before)\s[^;]{0,160}?(?:inserted|added)",
            "words_inserted",
        ),
        (
            r"words?(?:\s\w{1,12}){0,2}\s(?:in|at)\s[^;]{0,160}?(?:repealed|omitted|revoked|deleted|left\sout)",
            "words_repealed",
        ),
        (
            r"not\sin\sforce|in\sforce\s(?:at|for|on)|wholly\sin\sforce|(?:commenced|commencement)",
            "valid_from",
        ),
        (
            r"(?:applied|extended|excluded|restricted|modified|disapplied|amended\s\(temp\.\)|power\sto\s\w{1,12}\sconferred|continued)(?=[\s(])",
            "application_note",
        ),
        (r"renumbered|re-?numbered|becomes\ss", "renumbered"),
        (r"substituted|replaced|re-?enacted", "substituted"),
        (r"inserted|added", "inserted"),
        (r"repealed|omitted|revoked|ceases?\sto\shave\seffect|expired|deleted", "repealed"),
        (r"amended|altered|varied", "amended"),
        (r"for\s[“\"‘'][^”\"’']{0,200}[”\"’']\s?substitute", "words_substituted"),
    )
)
_UNIT = re.compile(
    r"\b(?P<what>[Ss]ections?|ss?\.|S\.|[Aa]rt(?:icles?|s?\.)|[Rr]eg(?:ulations?|s?\.)|[Ss]ch(?:edules?|\.)|[Pp]ara(?:graphs?|s?\.)|r\.|[Rr]ules?|[Pp]art|[Pp]t\.|[Cc]hapter)"
    r"\s?(?P<number>\d{1,4}(?:[A-Z]{1,3}(?![a-z]))?(?:\.\d{1,3})?|[IVX]{1,6}\b)(?P<subs>(?:\(\w{1,4}\)){0,5})"
)
_NAMES = {"s": "section", "a": "article", "r": "regulation", "p": "paragraph", "c": "chapter"}
_IN_FORCE = re.compile(
    r"\(\s?(?P<inside>[^()]{0,200}?(?P<day>\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\s\d{4})[^()]{0,300})\)"
    r"|,?\son\s(?P<on>\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}),?\s(?:by|at)|in\sforce\s(?:at|on)\s(?P<at>\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_TARGETS = re.compile(r"\bsections?\s(\d{1,4}[A-Z]{0,3}(?:\(\w{1,4}\)){0,4})")
_QUOTED = re.compile(r"[“\"‘]\s?([^”\"’]{1,200}?)\s?[”\"’]")
_SUBSECTION = re.compile(r"\((\w{1,4})\)")


def read(raw: str, text: str) -> Note | None:
    """The annotation, or None where no act of these countries is named after a verb of amendment."""
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    acts = [m for m in _ACT.finditer(body) if _by(body, m)] or [
        m for m in _SHORT.finditer(body) if _by(body, m)
    ]
    first_verb = _verb(body[: acts[0].start()] if acts else body)
    if not acts:
        acts = [m for m in _ORDER.finditer(body) if _by(body, m)][:1]
        first_verb = _verb(body[: acts[0].start()] if acts else body)
    if first_verb is None:
        return None
    if not acts:
        return (
            _instruction(raw, body, first_verb) if not label else _bare(raw, body, first_verb, label["label"])
        )
    events = [
        _event(
            m,
            body,
            acts[i - 1].end() if i else 0,
            acts[i + 1].start() if i + 1 < len(acts) else len(body),
            first_verb,
        )
        for i, m in enumerate(acts)
    ]
    target = _target(body[: acts[0].start()], events[0].action)
    return Note(raw, target, tuple(events), changes_words(tuple(e.action for e in events)))


# "(as amended by …)": an act that changed the amending one is no event of this unit.
_WITHIN = re.compile(r"\((?:as|itself|which\swas)\s[^()]{0,40}\bby\s(?:the\s)?$")


def _by(body: str, m: re.Match[str]) -> bool:
    """Whether an act is what did something: it stands after "by", not as the one that was amended."""
    before = body[max(0, m.start() - 60) : m.start()]
    if _WITHIN.search(before):
        return False
    return (
        re.search(
            r"\bby\s(?:virtue\sof\s)?(?:(?:s|ss|art|reg|Sch|section|sections|subsection|Schedule|para|clause)s?\.?\s?[\w(),.\s]{1,40}\s(?:of\s)?(?:the\s)?)?$",
            before,
        )
        is not None
    )


def _verb(before: str) -> str | None:
    found = [(m.end(), -i, action) for i, (p, action) in enumerate(_VERBS) for m in p.finditer(before[-400:])]
    return max(found)[2] if found else None


def _event(m: re.Match[str], body: str, start: int, end: int, first: str) -> NoteEvent:
    before, after = body[start : m.start()], body[m.end() : end]
    action = _verb(before) or first
    groups = m.groupdict()
    number, year = " ".join(m["number"].split()), groups.get("year")
    kind = "Act"
    if "kind" in groups or number.startswith(("S.I.", "S.R.")):
        kind = (groups.get("kind") or number[:4]).strip()
        number = number.removeprefix(kind).strip()
        year = (re.search(r"\d{4}", number) or ["None"])[0]
    elif re.match(r"c\.|asp|anaw|asc|nawm|dsc|N\.I\.", number):
        number = f"{year} {number}"
        number = re.sub(r"c\.\s?", "c. ", number)
    elif re.fullmatch(r"No\.?\s?\d{1,4}", number):
        number = f"{number.removeprefix('No').lstrip('. ')} of {year}"
    elif number.startswith("No"):
        number = number.removeprefix("No").lstrip(". ")
    extra = []
    if groups.get("title"):
        extra.append(("act_title", " ".join(m["title"].split())))
    provision, _, commenced = after.partition(";")
    provision = provision.strip(" ,.")
    if provision and re.match(r"(?:ss?\.|Schs?\.|arts?\.|regs?\.|para|Pt\.|section)", provision):
        extra.append(("amending_provision", provision))
    if commenced.strip().startswith("S."):
        extra.append(("commenced_by", commenced.strip(" .")))
    return NoteEvent(action, kind, number, year, _effective(before), extra=tuple(extra))


def _effective(before: str) -> Effective | None:
    found = list(_IN_FORCE.finditer(before))
    if not found:
        return None
    m = found[-1]
    printed = m["day"] or m["on"] or m["at"]
    day = iso_date(printed.replace("st ", " ").replace("th ", " "), vocabulary("en"))
    return Effective("date", date=day) if day else None


def _target(head: str, action: str) -> NoteTarget:
    units = [m for m in _UNIT.finditer(head) if not re.search(r"\bby\s[^;]{0,60}$", head[: m.start()])]
    scope = (
        "heading"
        if re.search(r"\b(?:side-?note|heading|cross-?heading|title)\b", head, re.IGNORECASE)
        else "words"
        if action.startswith("words_")
        else "unit"
    )
    if not units:
        return NoteTarget(unit="act", scope=scope)
    main = next((u for u in units if not u["what"].lower().startswith(("para", "p"))), units[0])
    if main["what"].lower().startswith("sch"):
        paragraph = next((u["number"] for u in units if u["what"].lower().startswith("para")), None)
        return NoteTarget("schedule", main["number"], paragraph, None, scope)
    extra: list[tuple[str, str]] = []
    part = item = None
    for sub in _SUBSECTION.findall(main["subs"]):
        if part is None and sub[0].isdigit():
            part = sub
        elif sub.isalpha() and not any(k == "letter" for k, _ in extra):
            extra.append(("letter", sub))
        else:
            item = item or sub
    return NoteTarget(
        _NAMES.get(main["what"][0].lower(), "section"),
        unit_number(main["number"]),
        part,
        item,
        scope,
        extra=tuple(extra),
    )


def _instruction(raw: str, body: str, verb: str) -> Note | None:
    """The text of an amending act: "In each of the following provisions …, for “six” substitute “12”"."""
    quoted = _QUOTED.findall(body)
    if verb != "words_substituted" or len(quoted) != 2 or "substitute" not in body:
        return None
    targets = _TARGETS.findall(body)
    extra = (("targets", json.dumps(targets)),) if len(targets) > 1 else ()
    number = unit_number(targets[0].partition("(")[0]) if len(targets) == 1 else None
    event = NoteEvent(verb, extra=(("old", quoted[0].strip()), ("new", quoted[1].strip())))
    return Note(
        raw, NoteTarget("section", number, scope="unit", extra=extra), (event,), law_text_changed=True
    )


def _bare(raw: str, body: str, verb: str, label: str) -> Note | None:
    """A labelled annotation that names no act: commencement in words, an editor's remark."""
    if label == "F" and verb not in ("valid_from", "application_note"):
        return None
    event = NoteEvent(verb, effective=_effective(body))
    return Note(raw, _target(body, verb), (event,), changes_words((verb,)))
