"""Which amending act made a change: from the notes beside it to the acts the page names at all.

`read` stands in a note at the provision or its article that the older version did not have; `derived` follows from a
note on the whole act, or from there being only one new act in the whole comparison; else it is unknown and says so.
"""

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

UNKNOWN = Attribution(number=None, date=None, effective=None, rule=None, how=How.UNKNOWN)
MAX_ACTS = 12  # named for one change: more is the whole history of an article, which explains nothing

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
    fresh = _Fresh(was, now, as_of=act_old.as_of)
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

    def events(self) -> Iterator[Named]:
        yield from _named(self.act)
        for p in self.provisions.values():
            yield from _named(p.notes)


class _Fresh:
    """What the newer version names and the older did not."""

    def __init__(self, was: _Notes, now: _Notes, as_of: str | None) -> None:
        self.was, self.now, self.as_of = was, now, as_of
        before = {_identity(event) for _, event in was.events()}
        self.silent = not before  # the older source carries no notes: nothing can be new in them
        act_before = {_identity(event) for _, event in _named(was.act)}
        self.of_act = [
            (note, event)
            for note, event in _named(now.act)
            if _identity(event) not in act_before and self._late(event)
        ]
        everywhere = [
            named for named in now.events() if _identity(named[1]) not in before and _changes_words(named[1])
        ]
        self.only = everywhere if len({_identity(event) for _, event in everywhere}) == 1 else []

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
        eid = change.eid if change.after is not None or change.kind is Kind.NOTE else None
        at = eid if eid in self.now.provisions else None
        if at is None and (change.eid not in self.now.provisions or change.old_eid is None):
            return []
        at = at or change.eid
        known = {
            _identity(event) for p in self.was.of_unit(change.old_eid or at) for _, event in _named(p.notes)
        }
        near = self.now.path(at)
        below = [p for p in self.now.of_unit(at) if p.eid.startswith(f"{at}__")]
        found = self._new_in(near + below, known, change) or self._new_in(self.now.of_unit(at), known, change)
        if self.silent:
            return _newest(found)
        return _fitting(found, change, {p.num for p in near + below if p.num})

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
        numbers = {p.num for p in (*self.now.path(change.eid), *self.was.path(change.old_eid)) if p.num}
        aimed = [named for named in changing if named[0].target.number in numbers]
        if aimed:
            return aimed
        if self.silent:
            return _newest(changing)
        return changing if len({_identity(event) for _, event in changing}) == 1 else []


def _named(notes: Iterable[Note]) -> Iterator[Named]:
    for note in notes:
        for event in note.events:
            if event.act_number or event.date:
                yield note, event


def _identity(event: NoteEvent) -> Identity:
    return (event.act_number, event.date)


def _changes_words(event: NoteEvent) -> bool:
    return event.action not in WITHOUT_NEW_WORDS


def _newest(named: list[Named]) -> list[Named]:
    last = max((event.date or "" for _, event in named), default="")
    return [(note, event) for note, event in named if (event.date or "") == last]


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
