"""Which amending act made a change: from the notes beside it to the acts the page names at all.

`read` stands in a note at the provision or its article that the older version did not have; `derived` follows from a
note on the whole act, or from there being only one new act in the whole comparison; else it is unknown and says so.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from db.law import ActFacts
from db.law import Attribution
from db.law import Change
from db.law import How
from db.law import Kind
from db.law import Note
from db.law import NoteEvent
from db.law import Provision
from scraper.notes import english_rule
from scraper.notes import read_note
from scraper.notes.actions import WITHOUT_NEW_WORDS
from scraper.notes.german import NOT_YET_EDITED
from scraper.provisions import BASIC

UNKNOWN = Attribution(number=None, date=None, effective=None, rule=None, how=How.UNKNOWN)
MAX_ACTS = 12  # named for one change: more is the whole history of an article, which explains nothing

ANNOUNCED, IN_TEXT, DONE = range(3)
MAX_RANGE = 2_000  # articles from one number to another: no code has more
_HAN_LIST = re.compile(r"第([^第條条]*)[條条]")

Identity = tuple[str | None, str | None]  # number and date of an act
Named = tuple[Note, NoteEvent]


def attribute(
    changes: Sequence[Change],
    old: Sequence[Provision],
    new: Sequence[Provision],
    act_old: ActFacts,
    act_new: ActFacts,
) -> tuple[Change, ...]:
    """The changes with `by` set, one unknown attribution where nothing names an act."""
    if not changes:
        return ()
    was, now = _Notes.of(old, act_old), _Notes.of(new, act_new)
    fresh = _Fresh(was, now, changes, as_of=act_old.as_of)
    return tuple(replace(change, by=fresh.by(change)) for change in changes)


@dataclass(frozen=True, slots=True)
class _Notes:
    """The notes of one version, found by eid."""

    provisions: Mapping[str, Provision]
    parts: Mapping[str, list[Provision]]  # eid of a basic unit -> it and all below it
    unit: Mapping[str, str]  # eid -> eid of its basic unit
    act: tuple[Note, ...]

    @classmethod
    def of(cls, provisions: Sequence[Provision], act: ActFacts) -> "_Notes":
        known: dict[str, Provision] = {}
        unit: dict[str, str] = {}
        parts: dict[str, list[Provision]] = {}
        for p in provisions:
            known[p.eid] = p
            above = known.get(p.parent) if p.parent else None
            inside = above is not None and above.article is not None
            unit[p.eid] = unit[above.eid] if above is not None and inside else p.eid
            parts.setdefault(unit[p.eid], []).append(p)
        notes = act.notes
        if act.last_amended and not any(note.events for note in notes):
            notes = (*notes, read_note(act.last_amended))
        return cls(known, parts, unit, notes)

    def path(self, eid: str | None) -> list[Provision]:
        """The provision and those above it, up to its basic unit."""
        found = []
        while eid is not None and eid in self.provisions:
            found.append(self.provisions[eid])
            if self.unit[eid] == eid:
                break
            eid = found[-1].parent
        return found

    def of_unit(self, eid: str | None) -> list[Provision]:
        return self.parts.get(self.unit.get(eid or "", ""), [])

    def beside(self) -> Iterator[Named]:
        """What stands at provisions."""
        for p in self.provisions.values():
            yield from _named(p.notes)


class _Fresh:
    """What the newer version names and the older did not."""

    def __init__(self, was: _Notes, now: _Notes, changes: Sequence[Change], as_of: str | None) -> None:
        self.was, self.now, self.as_of = was, now, as_of
        self.goes_on = {  # eid of a basic unit that has another now -> that one
            was.unit[c.old_eid]: now.unit[c.eid]
            for c in changes
            if c.old_eid in was.unit and c.eid in now.unit and c.old_eid and c.old_eid != c.eid
        }
        before = {_identity(event) for _, event in (*_named(was.act), *was.beside())}
        self.came_from = {new: old for old, new in self.goes_on.items()}
        self.before = before
        self.silent = not before  # the older source carries no notes: nothing can be new in them
        # One act may come into force in steps: each day that the act's history gives is news.
        act_before = {key for _, event in _named(was.act) for key in (_identity(event), _step(event))}
        self.of_act = [
            (note, event)
            for note, event in _named(now.act)
            if (_identity(event) not in act_before or (_day(event) and _step(event) not in act_before))
            and self._late(event)
        ]
        self.at_work = _at_work(was.act, now.act)
        self.in_notes = [n for n in now.beside() if _identity(n[1]) not in before and _changes_words(n[1])]
        everywhere = [*self.of_act, *self.in_notes]
        everywhere = [n for n in everywhere if _identity(n[1]) not in before and _changes_words(n[1])]
        self.only = everywhere if _acts(everywhere) == 1 else []

    def by(self, change: Change) -> tuple[Attribution, ...]:
        """One or more acts, or the unknown one."""
        if read := self._beside(change):
            return _attributions(read, How.READ)
        if change.kind in {Kind.TYPOGRAPHIC, Kind.NOTE, Kind.MOVED}:
            return (UNKNOWN,)  # no act is behind it unless a note says so
        if derived := self._of_whole_act(change):
            return _attributions(derived, How.DERIVED)
        return _attributions(self.only, How.DERIVED) if self.only and not self.silent else (UNKNOWN,)

    def _beside(self, change: Change) -> list[Named]:
        here = self._place(change)
        known = {_identity(event) for p in self._unit_before(change, here) for _, event in _named(p.notes)}
        near = self.now.path(here)
        below = [p for p in self.now.of_unit(here) if p.eid.startswith(f"{here}__")]
        found = (
            self._new_in(near + below, known, change)
            or self._new_in(self.now.of_unit(here), known, change)
            or self._elsewhere(change)
        )
        if self.silent:
            return _newest(found)
        if change.kind is Kind.INSERTED:
            return self._inserting(found)
        parts = (*near[:-1], *below, *self.was.path(change.old_eid)[:-1])
        return _fitting(found, change, {p.num for p in parts if p.num})

    def _unit_before(self, change: Change, here: str | None) -> list[Provision]:
        """The basic unit as it was; for a part that is new, that of the article it came into."""
        if change.old_eid in self.was.unit:
            return self.was.of_unit(change.old_eid)
        unit = self.now.unit.get(here or "")
        return [] if unit == here else self.was.of_unit(self.came_from.get(unit or "", unit))

    def _inserting(self, found: list[Named]) -> list[Named]:
        """Of the history of a new article the act that inserted it, else what the older version did not know."""
        inserted = [named for named in found if named[1].action == "inserted"]
        return inserted or [named for named in found if _identity(named[1]) not in self.before] or found

    def _place(self, change: Change) -> str | None:
        """Where its notes stand now: at itself, or where it is gone, at what goes on as its basic unit."""
        gone = change.after is None and change.old_eid == change.eid
        if not gone or change.kind is Kind.NOTE:
            return change.eid
        unit = self.was.unit.get(change.eid)
        if unit == change.eid:
            return unit if self.now.unit.get(unit) == unit and unit not in self.goes_on else None
        return self.goes_on.get(unit or "", unit)

    def _elsewhere(self, change: Change) -> list[Named]:
        """New notes that name the basic unit, wherever they stand: what is left of a repealed article."""
        path = self.was.path(change.old_eid) or self.now.path(change.eid)
        top = path[-1] if path else None
        if top is None or top.num is None:
            return []
        return [
            named
            for named in self.in_notes
            if named[0].target.number == top.num
            and named[0].target.unit in {None, *BASIC}
            and self._late(named[1])
        ]

    def _new_in(self, provisions: Iterable[Provision], known: set[Identity], change: Change) -> list[Named]:
        return [
            (note, event)
            for p in provisions
            for note, event in _named(p.notes)
            if _identity(event) not in known
            and (change.kind is Kind.NOTE or _changes_words(event))
            and (not self.silent or self._late(event))
        ]

    def _late(self, event: NoteEvent) -> bool:
        return not (self.silent and self.as_of and event.date) or event.date > self.as_of[: len(event.date)]

    def _of_whole_act(self, change: Change) -> list[Named]:
        changing = [named for named in self.of_act if _changes_words(named[1])]
        # "Text shown, editing not finished": an announced act is the best there is for words that did change.
        changing = changing or [named for named in self.of_act if named[1].action == "pending"]
        changing = changing or self.at_work
        if _acts(changing) > 1:
            numbers = {p.num for p in (*self.now.path(change.eid), *self.was.path(change.old_eid)) if p.num}
            aimed = [named for named in changing if _aims(named, numbers)]
            if aimed:
                return aimed
        if self.silent:
            return _newest(changing)
        return changing if _acts(changing) == 1 else []


def _at_work(was: Iterable[Note], now: Iterable[Note]) -> list[Named]:
    """Acts that both versions name, whose editing went on in between; else those whose editing has not ended."""
    before: dict[Identity, int] = {}
    for _, event in _named(was):
        before[_identity(event)] = max(before.get(_identity(event), 0), _progress(event))
    known = [(n, e) for n, e in _named(now) if _identity(e) in before and _changes_words(e)]
    went_on = [(n, e) for n, e in known if _progress(e) > before[_identity(e)]]
    return went_on or [(n, e) for n, e in known if _progress(e) == IN_TEXT]


def _progress(event: NoteEvent) -> int:
    """How far the editors of a consolidated text have come with an act: announced, in the text, done."""
    if event.action == "pending":
        return ANNOUNCED
    return IN_TEXT if ("state", NOT_YET_EDITED) in event.extra else DONE


def _named(notes: Iterable[Note]) -> Iterator[Named]:
    for note in notes:
        for event in note.events:
            if event.act_number or event.date:
                yield note, event


def _acts(named: Iterable[Named]) -> int:
    return len({_identity(event) for _, event in named})


def _identity(event: NoteEvent) -> Identity:
    return (event.act_number, event.date)


def _day(event: NoteEvent) -> str | None:
    return event.effective.date if event.effective and event.effective.kind == "date" else None


def _step(event: NoteEvent) -> tuple[Identity, str | None]:
    return (_identity(event), _day(event))


def _changes_words(event: NoteEvent) -> bool:
    return event.action not in WITHOUT_NEW_WORDS


def _newest(named: list[Named]) -> list[Named]:
    last = max((event.date or "" for _, event in named), default="")
    return [(note, event) for note, event in named if (event.date or "") == last]


def _aims(named: Named, numbers: set[str]) -> bool:
    """Whether a note on the whole act says that this act of it changed one of these provisions."""
    note, event = named
    if _acts((note, other) for other in note.events) == 1:
        return note.target.number in numbers
    # A history in one note: what an act changed stands after its number, up to the next act's.
    printed = event.raw_number or event.act_number
    if not printed:
        return False
    _, found, after = note.raw.partition(printed)
    if not found:
        return False
    ends = [after.find(e.raw_number or e.act_number or "\0") for e in note.events if e is not event]
    stretch = after[: min((end for end in ends if end >= 0), default=len(after))]
    return any(_named_there(listed, numbers) for listed in _HAN_LIST.findall(stretch))


def _named_there(listed: str, numbers: set[str]) -> bool:
    for item in re.split(r"[、,，及與]", listed):
        first, _, last = item.strip().partition("～")
        if first.strip() in numbers or last.strip() in numbers:
            return True
        if first.strip().isdigit() and last.strip().isdigit():
            between = range(int(first), min(int(last), int(first) + MAX_RANGE) + 1)
            if any(number.isdigit() and int(number) in between for number in numbers):
                return True
    return False


def _fitting(found: list[Named], change: Change, numbers: set[str]) -> list[Named]:
    """Of several new acts those whose note speaks of this part, where notes say of which they speak."""

    def fits(note: Note) -> bool:
        target = note.target
        if change.kind is Kind.HEADING or target.scope == "heading":
            return change.kind is Kind.HEADING and target.scope in {"heading", "unit", None}
        return target.part is None or target.part in numbers

    return [named for named in found if fits(named[0])] or found


def _attributions(named: Iterable[Named], how: How) -> tuple[Attribution, ...]:
    acts: dict[Identity, Attribution] = {}
    for _, event in named:
        effective = event.effective
        day = effective.date if effective and effective.kind == "date" else None
        rule = (english_rule(effective) or effective.text) if effective and not day else None
        known = acts.get(_identity(event))
        acts[_identity(event)] = Attribution(
            number=event.act_number,
            date=event.date,
            effective=day or (known.effective if known else None),
            rule=rule or (known.rule if known else None),
            how=how,
            link=event.link or (known.link if known else None),
        )
    latest = sorted(acts.values(), key=lambda a: (a.date or "", a.number or ""))[-MAX_ACTS:]
    return tuple(latest) or (UNKNOWN,)
