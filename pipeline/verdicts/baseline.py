"""Which state of the law a line of a profile relies on, and how far that is vouched for.

In this order: the last acceptance by a person; the entry's `checked` date; the date that the line itself states;
the newest date that the same section states of that act; unknown. What was derived never gives "holds".
"""

import calendar
import hashlib
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alerts import words as said
from db.records import Baseline
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import cited_by


class Basis(StrEnum):
    """Where a baseline comes from."""

    ACCEPTED = "accepted"
    CHECKED = "checked"
    STATED = "stated"
    SECTION = "section"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Relied:
    """The state of one act that one citation relies on."""

    basis: Basis
    day: date | None = None
    versions: tuple[tuple[str, int], ...] = ()  # (source key, version id), where a person accepted them
    edited: bool = False  # the line is not the one that was vouched for

    @property
    def vouched(self) -> bool:
        return self.basis in {Basis.ACCEPTED, Basis.CHECKED}

    @property
    def words(self) -> str:
        day = said.day(self.day.isoformat()) if self.day else ""
        return {
            Basis.ACCEPTED: f"vouched for on {day}",
            Basis.CHECKED: f"checked on {day}, as the profile says",
            Basis.STATED: f"relies on the law as of {day}, as the line says",
            Basis.SECTION: f"relies on the law as of {day}, as the section says",
            Basis.UNKNOWN: "does not say as of when it was written",
        }[self.basis]


def relied_on(
    entry: Entry, cited: Cited, stored: Baseline | None, section_dates: Mapping[tuple[str, str], date]
) -> Relied:
    """The baseline of one citation of an entry."""
    edited = False
    if stored is not None:
        if stored.text_sha256 == text_digest(entry):
            return Relied(Basis.ACCEPTED, stored.at.date(), stored.versions)
        edited = True
    if entry.checked:
        return Relied(Basis.CHECKED, entry.checked, edited=edited)
    if cited.as_amended and (day := last_day(cited.as_amended)):
        return Relied(Basis.STATED, day, edited=edited)
    if cited.act and (day := section_dates.get((entry.section, cited.act))):
        return Relied(Basis.SECTION, day, edited=edited)
    return Relied(Basis.UNKNOWN, edited=edited)


def section_dates(profile: Profile) -> dict[tuple[str, str], date]:
    """(section, act) -> the newest date that any line of the section states of that act."""
    found: dict[tuple[str, str], date] = {}
    for entry in profile.entries:
        for cited in cited_by(entry, profile):
            day = last_day(cited.as_amended) if cited.as_amended else None
            if day and cited.act:
                place = (entry.section, cited.act)
                found[place] = max(day, found.get(place, day))
    return found


def last_day(text: str) -> date | None:
    """The last day of a year, month or day in ISO 8601: what a text "of July 2014" may have known."""
    parts = text.split("-")
    try:
        numbers = [int(p) for p in parts]
        match numbers:
            case [year]:
                return date(year, 12, 31)
            case [year, month]:
                return date(year, month, calendar.monthrange(year, month)[1])
            case [year, month, day]:
                return date(year, month, day)
    except ValueError:
        return None
    return None


def text_digest(entry: Entry) -> str:
    """What makes a line another line: its words and its corrected citations."""
    cites = [(c.act, *c.units) for c in entry.cites or ()]
    return hashlib.sha256(repr((entry.text or "", entry.topic or "", cites)).encode()).hexdigest()


def stored_for(baselines: Sequence[Baseline]) -> dict[str, Baseline]:
    """The newest acceptance per entry."""
    return {b.entry: b for b in sorted(baselines, key=lambda b: b.at)}
