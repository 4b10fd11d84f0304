"""One cited unit, followed from the law that a line relied on to the law of today. Pure."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum

from alerts import words as said
from db.law import Attribution
from db.law import Change
from db.law import Kind
from db.law import Provision
from db.law import Status
from pipeline.citations import Unit
from pipeline.edits.line_words import unit_at
from pipeline.profile.model import Act
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import label
from pipeline.verdicts.resolve import parents_of
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.resolve import touches
from pipeline.verdicts.verdict import Reason

# Renumbered with an edit: with so many of its words the same it is that provision. Below, it is a question: one in
# twenty of the real renumberings found at 0.7 was another provision.
SURE = 0.9
MOST_LISTED = 12  # articles named one by one where a range fell apart; more is a chapter, and a person's work


class Fate(StrEnum):
    """What became of a cited unit."""

    SAME = "same"
    REWORDED = "reworded"  # stands where it stood, with other words
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    ABSENT = "absent"  # not in the law of today, and nothing says where it went


@dataclass(frozen=True, slots=True)
class Shift:
    """One citation, with the law it relied on, the law of today and what came between."""

    cited: Cited
    act: Act | None
    new: Sequence[Provision] = ()
    old: Sequence[Provision] = ()  # empty where the old words are not held
    changes: Sequence[Change] = ()  # those that touch the citation
    newest: Attribution | None = None  # the newest act that amended the law as it stands
    since: Sequence[Reason] = ()  # where the old words are not held: what the notes tell of amendments
    language: str | None = None  # of the law
    whole: bool = True  # the text held is the whole act, so that what is not in it does not exist


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a unit is today."""

    unit: Unit
    fate: Fate
    words: str = ""
    wanted: tuple[Unit, ...] | None = None  # what to cite in its place; () nothing; None: leave it
    question: str | None = None
    eids: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    by: tuple[Attribution, ...] = ()


def follow(unit: Unit, shift: Shift) -> Followed:
    """What became of a unit, and what a line should cite in its place."""
    old = resolve((unit,), shift.old).eids if shift.old else ()
    now = resolve((unit,), shift.new)
    if unit.article_to:
        return _range(unit, shift, old)
    if old:
        eid = old[0]
        moved = _moved(eid, shift.changes)
        if moved is not None:
            return _renumbered(unit, eid, moved, shift)
        gone = _change_at(eid, shift.changes, Kind.REPEALED)
        if gone is not None:
            return _gone(unit, gone, shift)
    if any(f.what == "repealed" for f in now.findings):
        return Followed(unit, Fate.REMOVED, f"{label(unit)} is repealed", wanted=())
    if not now.eids or any(f.what == "part_out_of_range" for f in now.findings):
        return _absent(unit, shift, now.findings[0].words if now.findings else "")
    split = next((c for c in shift.changes if c.relation == "split" and _covers(now.eids[0], c.eid)), None)
    if split is not None:
        return _split(unit, split, shift)
    return _reworded(unit, _inside(now.eids, shift), now.eids, shift.since)


def _inside(eids: Sequence[str], shift: Shift) -> list[Change]:
    """The changes at, below or above provisions; a chapter holds its articles whatever they are called."""
    if not shift.changes:
        return []
    parents, wanted = parents_of(shift.old, shift.new), set(eids)
    return [
        c
        for c in shift.changes
        if touches(wanted, c.eid, parents)
        or (c.old_eid and touches(wanted, c.old_eid, parents))
        or any(_covers(c.eid, e) for e in eids)
    ]


def _covers(above: str, below: str | None) -> bool:
    return below is not None and (below == above or below.startswith(f"{above}__"))


def _moved(eid: str, changes: Sequence[Change]) -> Change | None:
    """The renumbering of a provision, or of the nearest one above it."""
    found = [
        c
        for c in changes
        if c.old_eid and c.old_eid != c.eid and c.kind is Kind.RENUMBERED and _covers(c.old_eid, eid)
    ]
    return max(found, key=lambda c: len(c.old_eid or ""), default=None)


def _change_at(eid: str, changes: Sequence[Change], kind: Kind) -> Change | None:
    return next((c for c in changes if c.kind is kind and _covers(c.old_eid or c.eid, eid)), None)


def _renumbered(unit: Unit, eid: str, moved: Change, shift: Shift) -> Followed:
    new_eid = moved.eid + eid[len(moved.old_eid or "") :]
    numbers = _numbers(new_eid, shift.new)
    wanted = unit_at(unit, numbers) if numbers else None
    base = Followed(unit, Fate.RENUMBERED, before=moved.before, after=moved.after, by=moved.by)
    if wanted is None:
        return replace(
            base,
            words=f"{label(unit)} stood in what is {moved.article or moved.eid} now",
            question=f"Where in {moved.article or moved.eid} is what the line means by {label(unit)}?",
        )
    edited = any(c.kind is Kind.AMENDED and _covers(new_eid, c.eid) for c in shift.changes)
    words = f"the text of {label(unit)} is {label(wanted)} now{', with an edit' if edited else ''}"
    other = next((p for p in shift.new if p.eid == eid and p.status is Status.IN_FORCE), None)
    if other is not None:
        words += f"; {label(unit)} is the number of another provision"
    likeness = _likeness(moved)
    question = None
    if likeness < SURE:
        share = f"Of its words {likeness:.0%} are those of the old {label(unit)}."
        question = f"Is {label(wanted)} what the line means? {share}"
    return replace(base, words=words, wanted=(wanted,), question=question, eids=(new_eid,))


def _likeness(change: Change) -> float:
    """How sure the comparison is that two provisions are one."""
    match = change.match or ""
    if match.startswith(("text", "number and text")):
        return 1.0
    try:
        return float(match.rpartition("similarity ")[2])
    except ValueError:
        return 0.0


def _numbers(eid: str, law: Sequence[Provision]) -> list[str]:
    """The numbers from the article down to a provision; empty where one has none or it is not there."""
    by_eid = {p.eid: p for p in law}
    found: list[str] = []
    at: str | None = eid
    while at is not None:
        p = by_eid.get(at)
        if p is None or (not p.num and p.article is not None):
            return []
        if p.article is None and found:
            break  # a container above the article
        found.insert(0, p.num or "")
        at = p.parent
        if p.article is None:
            break
    return found


def _gone(unit: Unit, gone: Change, shift: Shift) -> Followed:
    base = Followed(
        unit,
        Fate.REMOVED,
        f"{label(unit)} is repealed",
        wanted=(),
        before=gone.before,
        after=gone.after,
        by=gone.by,
    )
    if gone.relation != "merged" or not gone.related:
        return base
    homes = [u for e in gone.related if (u := _unit_of(e, unit, shift.new)) is not None]
    names = ", ".join(label(u) for u in homes) or ", ".join(gone.related)
    return replace(
        base,
        fate=Fate.MERGED,
        words=f"the words of {label(unit)} went to {names}",
        wanted=tuple(homes[:1]) or None,
        question=f"Does the line mean {names} now?",
        eids=gone.related,
    )


def _split(unit: Unit, split: Change, shift: Shift) -> Followed:
    halves = [u for e in (split.eid, *split.related) if (u := _unit_of(e, unit, shift.new)) is not None]
    names = " and ".join(label(u) for u in halves)
    plain = not (unit.part or unit.item or unit.letter) and len(halves) > 1
    return Followed(
        unit,
        Fate.SPLIT,
        f"what was {label(unit)} stands in {names or 'several provisions'} now",
        wanted=tuple(halves) if plain else None,
        question=f"Does the line mean all of {names or 'them'}?",
        eids=(split.eid, *split.related),
        before=split.before,
        after=split.after,
        by=split.by,
    )


def _unit_of(eid: str, like: Unit, law: Sequence[Provision]) -> Unit | None:
    """A provision as a unit of the same kind as another."""
    numbers = _numbers(eid, law)
    levels = ("article", "part", "item", "letter")
    if not 1 <= len(numbers) <= len(levels):
        return None
    bare = replace(like, raw=None, part=None, item=None, letter=None)
    return replace(bare, **dict(zip(levels, numbers, strict=False)))


def _absent(unit: Unit, shift: Shift, words: str) -> Followed:
    if not shift.whole:
        return Followed(unit, Fate.SAME)  # only a part of the act is held: that proves nothing
    words = words or f"there is no {label(unit)} in the act"
    return Followed(
        unit, Fate.ABSENT, words, question=f"Which provision does the line mean by {label(unit)}?"
    )


def _reworded(
    unit: Unit, inside: Sequence[Change], eids: tuple[str, ...], since: Sequence[Reason]
) -> Followed:
    if inside:
        kinds = dict.fromkeys(f"{c.article or c.old_article or c.eid} {said.kind(c.kind)}" for c in inside)
        by = tuple(dict.fromkeys(a for c in inside for a in c.by))
        one = inside[0]
        words = f"{label(unit)} is cited rightly, but its words are others: {', '.join(kinds)}"
        return Followed(unit, Fate.REWORDED, words, eids=eids, before=one.before, after=one.after, by=by)
    told = [r for r in since if r.eid and any(_covers(e, r.eid) or _covers(r.eid, e) for e in eids)]
    if told:
        since_then = "; ".join(r.words for r in told[:MOST_LISTED])
        words = f"{label(unit)} is cited rightly, but was amended since: {since_then}"
        by = tuple(dict.fromkeys(a for r in told for a in r.by))
        return Followed(unit, Fate.REWORDED, words, eids=eids, by=by)
    return Followed(unit, Fate.SAME)


def _range(unit: Unit, shift: Shift, old: Sequence[str]) -> Followed:
    """A range stays while its ends and its members do; else it is written as what is left of it."""
    now = resolve((unit,), shift.new)
    members = list(dict.fromkeys(_members(old, shift)))
    basic = [p for p in shift.new if p.article is not None and p.article == p.label and p.num]
    dead = [p for p in basic if p.eid in now.eids and p.status is Status.REPEALED]
    moved = [m for e in old if (m := _moved(e, shift.changes)) is not None]
    gone = [c for e in old if (c := _change_at(e, shift.changes, Kind.REPEALED)) is not None]
    if not old and dead:
        members = [e for e in now.eids if e not in {p.eid for p in dead}]
    elif not moved and not gone:
        absent = next((f for f in now.findings if f.what == "article_absent"), None)
        if absent is not None:
            return _absent(unit, shift, absent.words)
        return _reworded(unit, _inside(now.eids, shift), now.eids, shift.since)
    wanted = _runs(unit, members, basic)
    told = [*moved, *gone]
    names = [f"the text of {c.old_article} is {c.article} now" for c in moved]
    names += [f"{c.old_article or c.article or c.eid} is repealed" for c in gone] or [
        f"{p.label} is repealed" for p in dead
    ]
    question = None
    doubtful = [c for c in moved if _likeness(c) < SURE]
    if doubtful:
        question = f"Is {doubtful[0].article} what the line means by {doubtful[0].old_article}?"
    elif not 0 < len(wanted) <= MOST_LISTED:
        question = f"What does the line cite in place of {label(unit)}?"
    return Followed(
        unit,
        Fate.RENUMBERED if moved else Fate.REMOVED,
        f"of {label(unit)}, {'; '.join(dict.fromkeys(names))}",
        wanted=wanted if 0 < len(wanted) <= MOST_LISTED else None,
        question=question,
        eids=tuple(members),
        before=told[0].before if told else None,
        after=told[0].after if told else None,
        by=tuple(dict.fromkeys(a for c in told for a in c.by)),
    )


def _members(old: Sequence[str], shift: Shift) -> Iterator[str]:
    """The articles of a range as they are called today, without those that are gone."""
    alive = {p.eid for p in shift.new if p.status is not Status.REPEALED}
    for eid in old:
        moved = _moved(eid, shift.changes)
        if _change_at(eid, shift.changes, Kind.REPEALED) is None or moved is not None:
            now = moved.eid if moved else eid
            if now in alive:
                yield now


def _runs(unit: Unit, members: Sequence[str], basic: Sequence[Provision]) -> tuple[Unit, ...]:
    """Neighbours in the law of today as ranges, the others alone: 20, 22-24."""
    wanted = set(members)
    runs: list[list[str]] = []
    joined = False
    for p in basic:
        if p.eid not in wanted:
            joined = False
            continue
        if joined:
            runs[-1].append(p.num or "")
        else:
            runs.append([p.num or ""])
        joined = True
    return tuple(
        replace(unit, raw=None, article=r[0], article_to=r[-1] if len(r) > 1 else None) for r in runs
    )
