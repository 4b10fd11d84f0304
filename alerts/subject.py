"""The subject of a message: country, provision, kind and in-force date in one line that fits a mail header.

It is one line of printable characters whatever the law or the page is called, so that it cannot forge a header.
"""

import re
from dataclasses import replace

from alerts import clean
from alerts import words
from alerts.payload import ActPart
from alerts.payload import ChangePart
from alerts.payload import Payload

MAX_SUBJECT = 200  # characters; clients show 60 to 120, filters dislike more
MAX_NAME = 70  # characters of an act's title in a subject
_PLURAL = {"is": "are", "says": "say", "has": "have", "works": "work"}
_VERB = re.compile(r"\b(?:is|says|has|works)\b")
MAX_KINDS = 4  # kinds named in a subject, the gravest first
MAX_RENAMED = 3  # old and new numbers named in a subject; a whole chapter that moved up is counted

# The gravest first: what ends a rule, then what makes a citation point elsewhere, what makes a rule, what edits one.
_GRAVITY = ("repealed", "status", "renumbered", "inserted", "restored", "amended", "heading", "moved")


def subject(payload: Payload) -> str:
    """The subject line; never empty, never more than MAX_SUBJECT characters."""
    says = {
        "change": _change,
        "in_force": _in_force,
        "cross_check": _cross_check,
        "operator": _operator,
        "heartbeat": _heartbeat,
        "closed": _closed,
    }[payload.kind]
    return clean.words(f"{clean.line(payload.profile.title)}: {says(payload)}", MAX_SUBJECT)


def act_name(act: ActPart | None, country: str) -> str:
    """Such as "Criminal Code" of "Criminal Code of the Republic of Kazakhstan": the country is said already."""
    if act is None:
        return "the law"
    if act.short:
        return clean.words(act.short, MAX_NAME)
    title = clean.line(act.title)
    for tail in (f" of the Republic of {country}", f" of {country}", f" ({country})"):
        title = title.removesuffix(tail)
    return clean.words(title, MAX_NAME)


def what_changed(changes: tuple[ChangePart, ...]) -> str:
    """Such as "Art. 205, 206 amended, Art. 208-1 inserted"."""
    grouped: dict[str, list[str]] = {}
    for change in changes:
        grouped.setdefault(change.kind, []).append(words.unit(change))
    order = sorted(grouped, key=lambda kind: _GRAVITY.index(kind) if kind in _GRAVITY else len(_GRAVITY))
    told = [_told(kind, grouped[kind], changes) for kind in order[:MAX_KINDS]]
    rest = len(order) - MAX_KINDS
    return ", ".join(told) + (f" and {words.count(rest, 'other kind')} of change" if rest > 0 else "")


def _told(kind: str, units: list[str], changes: tuple[ChangePart, ...]) -> str:
    if kind == "status":
        now = next((change.status for change in changes if change.kind == kind and change.status), None)
        return clean.line(now).replace("_", " ") if now else words.kind(kind)
    if kind == "renumbered":
        return _renumbered([change for change in changes if change.kind == kind])
    return f"{words.numbers(units)} {words.kind(kind)}"


def _renumbered(changes: list[ChangePart]) -> str:
    """Such as "Art. 21 became 21-1": a reader whose line cites either number knows it at once."""
    told = dict.fromkeys(_became(change) for change in changes)
    rest = len(told) - MAX_RENAMED
    return ", ".join(list(told)[:MAX_RENAMED]) + (f" and {rest} more renumbered" if rest > 0 else "")


def _became(change: ChangePart) -> str:
    new = words.unit(change)
    old = words.unit(replace(change, eid=change.old_eid or "", article=change.old_article, label_path=None))
    if not old or old == new:
        return f"{new} renumbered"
    return f"{old} became {new.removeprefix('Art. ') if old.startswith('Art. ') else new}"


def _by(payload: Payload) -> str:
    acts = dict.fromkeys(words.amending_short(act, payload.profile.country) for act in payload.by)
    known = [name for name in acts if name != "an unknown act"]
    if not known:
        return ""
    return f" by {known[0]}" + (f" and {len(known) - 1} more" if len(known) > 1 else "")


def _law(payload: Payload) -> str:
    what = what_changed(payload.changes or payload.also)
    return f"{act_name(payload.act, payload.profile.title)} {what}{_by(payload)}"


def _change(payload: Payload) -> str:
    return f"{_law(payload)} ({words.in_force(payload.clocks)})"


def _in_force(payload: Payload) -> str:
    day = words.day(payload.clocks.in_force) if payload.clocks else ""
    return f"in force{f' from {day}' if day else ' now'}: {_law(payload)}"


def _cross_check(payload: Payload) -> str:
    name = act_name(payload.act, payload.profile.title)
    units = words.numbers(words.unit(change) for change in payload.changes or payload.also)
    return f"{name}{f' {units}' if units else ''}: official texts disagree"


def _operator(payload: Payload) -> str:
    assert payload.operator is not None
    outcome = payload.operator.outcome
    said = words.OUTCOMES.get(outcome, clean.line(outcome.replace("_", " "))).split(":", maxsplit=1)[0]
    noun = "target" if outcome == "undeliverable" else "source"
    several = (payload.operator.source or "").count(", ")
    if several and noun == "source":
        return f"[operator] {several + 1} sources {_VERB.sub(lambda found: _PLURAL[found[0]], said, count=1)}"
    if payload.operator.names:
        return f"[operator] {clean.line(payload.operator.names[0])} {said}"
    return f"[operator] {noun} {clean.line(payload.operator.source) or 'unknown'} {said}"


def _heartbeat(payload: Payload) -> str:
    quiet = payload.quiet
    assert quiet is not None
    parts = [f"{quiet.holds:,} of {words.count(quiet.checked, 'citation')} hold"]
    parts += [
        f"{number:,} {name}"
        for number, name in (
            (quiet.changed, "changed"),
            (quiet.broken, "broken"),
            (quiet.uncertain, "uncertain"),
        )
        if number
    ]
    return f"watch is alive: {', '.join(parts)}"


def _closed(payload: Payload) -> str:
    return f"closed: {_law(payload)}" if payload.changes or payload.also else "an alert closed itself"
