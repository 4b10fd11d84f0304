"""Split and merged: one unit whose words stand in several now, or several whose words stand in one.

Told as a relation beside the kinds (amended and inserted, amended and repealed), with the eids of the other halves.
Only words that left a unit can have come to another: a copy of a provision that itself stays is no split.
"""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from db.law import SUBSTANTIVE
from db.law import Change
from pipeline.changes.compare.match import TELLING
from pipeline.changes.compare.match import Matching
from pipeline.changes.compare.units import Unit

COVERED = 0.6  # share of three-word shingles
PIECES = 4  # more halves than this are no split that a reader could follow

Words = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Whole:
    """A unit on the one side, with what it goes on as on the other (None where it does not)."""

    unit: Unit
    other: Unit | None

    @property
    def moved_words(self) -> Words:
        return self.unit.shingles - self.other.shingles if self.other else self.unit.shingles


def related(changes: Sequence[Change], matching: Matching) -> list[Change]:
    """The changes, with relation and related set where words moved between units."""
    marks: dict[int, tuple[str, tuple[str, ...]]] = {}
    edited = [
        p for p in matching.pairs if p.old.signature != p.new.signature and p.old.wording != p.new.wording
    ]
    split = [_Whole(p.old, p.new) for p in edited] + [_Whole(u, None) for u in matching.gone]
    merged = [_Whole(p.new, p.old) for p in edited] + [_Whole(u, None) for u in matching.come]
    for relation, wholes, pieces in (("split", split, matching.come), ("merged", merged, matching.gone)):
        for whole, halves in _halves(wholes, pieces):
            units = [whole.other or whole.unit, *halves]
            if relation == "merged":
                units[0] = whole.unit
            eids = [unit.provision.eid for unit in units]
            for unit, eid in zip(units, eids, strict=True):
                marks.setdefault(id(unit), (relation, tuple(e for e in eids if e != eid)))
    if not marks:
        return list(changes)
    of_new = _members([p.new for p in matching.pairs] + list(matching.come), marks)
    of_old = _members(matching.gone, marks)
    return [_marked(change, of_new, of_old) for change in changes]


def _halves(wholes: Iterable[_Whole], pieces: Sequence[Unit]) -> Iterator[tuple[_Whole, list[Unit]]]:
    """Wholes with the units of the other side that their words went to."""
    telling = [unit for unit in pieces if len(unit.words) >= TELLING and not unit.empty]
    if not telling:
        return
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, unit in enumerate(telling):
        for shingle in unit.shingles:
            holders[shingle].append(n)
    for whole in wholes:
        moved: Counter[int] = Counter()
        for shingle in whole.moved_words:
            moved.update(holders.get(shingle, ()))
        halves = [
            telling[n] for n, count in sorted(moved.items()) if count >= COVERED * len(telling[n].shingles)
        ]
        parts = [*halves, *([whole.other] if whole.other else [])]
        if not halves or not 2 <= len(parts) <= PIECES:
            continue
        union = frozenset().union(*(part.shingles for part in parts))
        if len(whole.unit.shingles & union) >= COVERED * len(whole.unit.shingles):
            yield whole, halves


Marks = Mapping[str, tuple[str, tuple[str, ...]]]


def _members(units: Iterable[Unit], marks: Mapping[int, tuple[str, tuple[str, ...]]]) -> Marks:
    return {part.provision.eid: marks[id(unit)] for unit in units if id(unit) in marks for part in unit}


def _marked(change: Change, of_new: Marks, of_old: Marks) -> Change:
    if change.kind not in SUBSTANTIVE:
        return change
    mark = (of_old if change.after is None else of_new).get(change.eid)
    if mark is None and change.after is None:
        mark = of_new.get(change.eid)
    return replace(change, relation=mark[0], related=mark[1]) if mark else change
