"""Changes put onto the words of the older version: what proves that nothing was left out of them.

In the sense that holds here a law is, for each basic unit and container by its label, the words in it, counted. Where
inside a unit they stand is not told by a change whose text is new, and notes and status are no words. Where two
wordings of one article stand side by side, an amendment tells one against the other, and the sum does not hold.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from db.law import Change
from db.law import Kind
from db.law import Provision
from pipeline.changes.compare.fold import fold
from pipeline.changes.compare.fold import words
from pipeline.changes.compare.units import grow

Words = Mapping[str, Counter[str]]

_NO_WORDS = frozenset({Kind.NOTE, Kind.STATUS, Kind.MOVED})


def wording(provisions: Sequence[Provision]) -> Words:
    """The words of a law by unit; two wordings of one article side by side count together."""
    law: dict[str, Counter[str]] = {}
    for unit in (part for parts in grow(provisions) for part in parts):
        name = fold(unit.provision.article or unit.provision.label)
        law.setdefault(name, Counter()).update(words(unit.quoted))
    return law


def apply(old: Words, changes: Iterable[Change]) -> Words:
    """The words after the changes: `apply(wording(a), compare(a, b)) == wording(b)`."""
    told = [change for change in changes if change.kind not in _NO_WORDS]
    now = {change.eid for change in told if change.kind is Kind.RENUMBERED}
    was = {change.old_eid or "" for change in told if change.kind is Kind.RENUMBERED}
    renamed = {_old_name(c): _name(c) for c in told if c.old_eid and _name(c) and c.after is not None}
    new: dict[str, Counter[str]] = {}
    for name, count in old.items():
        new.setdefault(renamed.get(name, name), Counter()).update(count)
    for change in told:
        if _carried(change, was if _is_gone(change) else now):
            continue
        count = new.setdefault(_name(change), Counter())
        count.subtract(words(change.before or ""))
        count.update(words(change.after or ""))
    return {name: +count for name, count in new.items() if any(count.values())}


def _carried(change: Change, renumbered: set[str]) -> bool:
    """Whether a renumbering at or above it tells the edit already."""
    if change.kind is not Kind.RENUMBERED and change.eid in renumbered:
        return True
    parts = change.eid.split("__")
    return any("__".join(parts[:n]) in renumbered for n in range(1, len(parts)))


def _is_gone(change: Change) -> bool:
    return change.after is None and change.old_eid == change.eid


def _name(change: Change) -> str:
    return fold(change.article or change.label or "")


def _old_name(change: Change) -> str:
    return fold(change.old_article or change.label or "")
