"""The English of alerts: kinds, verdicts, reasons, days and times in words that a lawyer reads without a manual."""

import re
import shlex
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError

from alerts import clean
from alerts.payload import AmendingPart
from alerts.payload import ChangePart
from alerts.payload import ClocksPart
from alerts.payload import Payload


class Worded(Protocol):
    """A change as far as its words go: one of an alert or one of the store."""

    @property
    def kind(self) -> str: ...
    @property
    def before(self) -> str | None: ...
    @property
    def after(self) -> str | None: ...


KINDS = {
    "amended": "amended",
    "inserted": "inserted",
    "repealed": "repealed",
    "restored": "restored",
    "renumbered": "renumbered",
    "moved": "moved",
    "heading": "heading changed",
    "typographic": "typography changed",
    "note": "note changed",
    "status": "status changed",
}

# Verdict: sign (reads without colour), word, tone.
VERDICTS = {
    "holds": ("✓", "holds", "good"),
    "changed": ("!", "changed", "warn"),
    "broken": ("✗", "broken", "bad"),
    "uncertain": ("?", "uncertain", "mild"),
    "no_law": ("·", "cites no law", "mild"),
}

# Used where the payload does not bring the meaning of a rule along.
MEANINGS = {
    "penalty": "a penalty changed",
    "amount": "an amount changed",
    "term": "a term or time limit changed",
    "negation": "a negation was added or removed",
    "scope": "a word that widens or narrows the scope changed",
    "references": "only references to other provisions changed",
    "typographic": "only the typography changed",
    "heading": "the heading changed",
    "repealed": "the provision is law no longer",
    "inserted": "the provision is new",
    "renumbered": "the text stands under another number now",
}

# Where a provision came, went or came back as a whole, nothing in it "changed".
_OF_WHOLE = {
    "penalty": "a penalty",
    "exception": "an exception",
    "definition": "a definition",
}
_BEFELL = {"inserted": "was added", "repealed": "was taken out", "restored": "is law again"}

HOW = {
    "read": "The amending act is read from a note that the official text prints at the provision.",
    "derived": "The amending act is derived from a note elsewhere in the act, not from one at the provision.",
    "unknown": "Which act made this change is not known.",
}

OUTCOMES = {
    "held": "is held: what it answered does not look like the law",
    "failed": "cannot be fetched",
    "gone": "says that the page is gone",
    "still_held": "is still held: what it answers does not look like the law",
    "still_failed": "still cannot be fetched",
    "still_gone": "still says that the page is gone",
    "page_changed": "has other words than before",
    "mark_moved": "says that it was amended, and no word of it differs",
    "recovered": "works again",
    "unchanged": "works again",
    "changed": "works again",
    "first": "works",
    "silent": "has not been read well for longer than it should",
    "undeliverable": "cannot be delivered to",
}

# Numbers that tell the type of the amending act by their form: Kazakhstan's laws end with the convocation.
_LAW_NUMBERS = {"KZ": re.compile(r"-[IVX]+(?: ЗРК)?$")}

# Not strftime's: those follow the locale that any library may set.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_BASIC = re.compile(r"^art_([0-9]+(?:-[0-9]+)*[A-Za-z]*)(?:__|$)")
_ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def kind(name: str) -> str:
    return KINDS.get(name, clean.line(name.replace("_", " ")))


def meanings(change: ChangePart, told: dict[str, str]) -> tuple[str, ...]:
    """Why this change matters, a sentence for each rule that fired."""
    return tuple(dict.fromkeys(meaning(rule, change, told) for rule in change.significance))


def meaning(rule: str, change: Worded, told: Mapping[str, str]) -> str:
    """Why a rule fired at this change: "a penalty changed", but "a penalty was added" at a provision that is new."""
    befell = _befell(change)
    if befell and rule in _OF_WHOLE:
        return f"{_OF_WHOLE[rule]} {befell}"
    return clean.line(told.get(rule) or MEANINGS.get(rule) or rule.replace("_", " "))


def _befell(change: Worded) -> str:
    if change.kind in _BEFELL:
        return _BEFELL[change.kind]
    if bool(change.before) == bool(change.after):
        return ""
    return _BEFELL["inserted" if change.after else "repealed"]


def day(iso: str | None) -> str:
    """Such as "16 July 2025" for an ISO day; what is no whole day ("2025-07") stays as it is."""
    if not iso:
        return ""
    if not _ISO_DAY.match(iso):
        return clean.line(iso)
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return clean.line(iso)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def moment(iso: str | None, zone: str) -> str:
    """Such as "20 November 2026, 06:12 (Asia/Almaty)" for an ISO time; an unknown zone is told in UTC."""
    if not iso:
        return ""
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return clean.line(iso)
    if found.tzinfo is None:
        return clean.line(iso)
    try:
        local, name = found.astimezone(ZoneInfo(zone)), zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        local, name = found.astimezone(ZoneInfo("UTC")), "UTC"
    return f"{local.day} {_MONTHS[local.month - 1]} {local:%Y, %H:%M} ({name})"


def amending(act: AmendingPart, country: str | None) -> str:
    """Such as "Law 210-VIII of 16 July 2025"; "an unknown act" where nothing is known."""
    return _named(act, country, f" of {day(act.date)}" if act.date else "")


def amending_short(act: AmendingPart, country: str | None) -> str:
    """Such as "Law 210-VIII"; the date only where there is no number."""
    return _named(act, country, f" of {day(act.date)}" if act.date and not act.number else "")


def _named(act: AmendingPart, country: str | None, dated: str) -> str:
    if not act.number and not act.date:
        return "an unknown act"
    form = _LAW_NUMBERS.get(country or "")
    by_form = "Law" if form and act.number and form.search(act.number) else "Act"
    name = clean.line(act.type).replace("_", " ").capitalize() or by_form
    return f"{name}{f' {clean.line(act.number)}' if act.number else ''}{dated}"


def in_force(clocks: ClocksPart | None) -> str:
    """Such as "in force 14 September 2025", "in force sixty days after publication", or that it is not known."""
    if clocks and clocks.in_force:
        return f"in force {day(clocks.in_force)}"
    if clocks and clocks.rule:
        return f"in force {clean.line(clocks.rule)}"
    return "in-force date not known"


def unit(change: ChangePart) -> str:
    """The basic unit that changed, as a short name: "Art. 205"; else its label as printed."""
    found = _BASIC.match(change.eid)
    if found:
        return f"Art. {found[1]}"
    return clean.line(change.article or change.label_path or change.label or change.eid)


def numbers(units: Iterable[str], most: int = 6) -> str:
    """Such as "Art. 205, 206, 210–212": equal words in front are said once, runs of three or more are drawn together.

    The dash of a run is long, since a short one belongs to a number ("Art. 190-1").
    """
    groups: dict[str, list[str]] = {}
    for name in dict.fromkeys(units):
        prefix, number = ("Art.", name[5:]) if name.startswith("Art. ") else ("", name)
        groups.setdefault(prefix, []).append(number)
    told = []
    for prefix, members in groups.items():
        runs = _runs(members) if prefix else members
        shown = ", ".join(runs[:most])
        rest = f" and {len(runs) - most} more" if len(runs) > most else ""
        told.append(f"{prefix} {shown}{rest}".strip())
    return ", ".join(told)


def _runs(members: list[str]) -> list[str]:
    runs: list[list[str]] = []
    for number in members:
        if runs and number.isdecimal() and runs[-1][-1].isdecimal() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        part
        for run in runs
        for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)  # two are no run
    ]


def comparison(payload: Payload) -> str:
    """The command that tells all changes of the act, also those that a message only counts."""
    address = clean.line(payload.act.address) if payload.act else ""
    return f"lexwatch changes --act {shlex.quote(address)}" if address else "lexwatch changes"


def count(number: int, one: str, many: str | None = None) -> str:
    """Such as "1 line", "2 lines"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
