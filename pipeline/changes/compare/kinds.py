"""What happened to a unit, told at the deepest provision that holds it.

Inserted, repealed, restored, renumbered and moved are told of a basic unit (an article) once, with its whole text. The
kind of every other change says what happened to the basic unit, its eid where: a paragraph put into an article that
goes on is an amendment of that article, at the new paragraph's eid, with no old one. A renumbering with an edit is
both: renumbered at the article, with both whole texts, and amended at the provisions inside.
"""

import re
from bisect import bisect
from collections.abc import Callable
from collections.abc import Iterator

from db.law import Change
from db.law import Kind
from db.law import Status
from pipeline.changes.compare.fold import fold
from pipeline.changes.compare.fold import spaced
from pipeline.changes.compare.match import Matching
from pipeline.changes.compare.match import Pair
from pipeline.changes.compare.match import match
from pipeline.changes.compare.units import Unit
from pipeline.changes.redline import redline


def told(
    kind: Kind,
    old: Unit | None,
    new: Unit | None,
    before: str | None,
    after: str | None,
    why: str | None = None,
) -> Change:
    """A change of one provision, with its redline."""
    at = new or old
    assert at is not None
    return Change(
        kind=kind,
        eid=at.provision.eid,
        old_eid=old.provision.eid if old else None,
        article=at.provision.article,
        old_article=old.provision.article if old else None,
        label=at.provision.label or None,
        before=before,
        after=after,
        redline=redline(before, after) if before != after else (),
        match=why,
    )


def gone(unit: Unit) -> Change:
    """A basic unit that is not there any more; a placeholder that vanishes repeals nothing twice."""
    kind = Kind.TYPOGRAPHIC if unit.empty else Kind.REPEALED
    return told(kind, unit, None, unit.quoted, None)


def come(unit: Unit) -> Change:
    kind = Kind.TYPOGRAPHIC if unit.empty else Kind.INSERTED
    return told(kind, None, unit, None, unit.quoted)


def changes_of(pair: Pair, *, moved: bool = False) -> Iterator[Change]:
    """Everything to be told of a basic unit that goes on."""
    old, new, why = pair.old, pair.new, pair.why
    if not moved and old.key == new.key and _nothing_changed(old, new):
        return
    if old.empty or new.empty:
        yield from _of_placeholder(old, new, why)
        return
    renumbered = old.key != new.key and bool(old.provision.num and new.provision.num)
    inside = list(_inside(pair))
    if renumbered:
        yield told(Kind.RENUMBERED, old, new, old.quoted, new.quoted, why)
    elif moved and not any(change.kind not in _QUIET for change in inside):
        yield told(Kind.MOVED, old, new, old.quoted, new.quoted, why)
    if any(change.kind is not Kind.NOTE for change in inside) or renumbered:
        # What a note says of a unit whose words changed is the evidence for that, no change of its own.
        inside = [change for change in inside if change.kind is not Kind.NOTE]
    yield from inside


_ENUMERATED = re.compile(
    r"\W*(\d[\w-]*|[A-Z]|[IVXLC]+)[.)]\s+(?=\w{2})"
)  # a title of a page that has no numbers
_QUIET = frozenset({Kind.TYPOGRAPHIC, Kind.NOTE})


def _of_placeholder(old: Unit, new: Unit, why: str) -> Iterator[Change]:
    if old.empty and new.empty:
        if old.signature != new.signature:
            yield told(Kind.TYPOGRAPHIC, old, new, old.quoted, new.quoted, why)
    elif new.empty:
        yield told(Kind.REPEALED, old, new, old.quoted, new.quoted or None, why)
    else:
        # Its number alone may have been given to other law; the text of a repealed one is seldom printed.
        again = old.body == new.body or (fold(old.title) and fold(old.title) == fold(new.title))
        yield told(Kind.RESTORED if again else Kind.INSERTED, old, new, old.quoted or None, new.quoted, why)


def _nothing_changed(old: Unit, new: Unit) -> bool:
    return old.provision.label == new.provision.label and old.signature == new.signature


def _inside(pair: Pair) -> Iterator[Change]:
    """The changes of one unit and all below it, its number apart."""
    old, new, why = pair.old, pair.new, pair.why
    if _nothing_changed(old, new):
        return
    yield from _of_status(old, new, why)
    yield from _of_label(old, new, why)
    if old.spaced == new.spaced or old.wording == new.wording:
        yield from _of_form(old, new, why)
        return
    yield from _of_heading(old, new, why)
    yield from _of_text(old, new, why)
    below = match(old.children, new.children, lambda unit: unit.number)
    yield from in_order(below, _of_part)


def _of_part(old: Unit | None, new: Unit | None, pair: Pair | None) -> Iterator[Change]:
    """A paragraph, point or letter inside an article that goes on."""
    if pair is None:
        unit = new or old
        assert unit is not None
        if not unit.empty:
            yield told(Kind.AMENDED, old, new, old.quoted if old else None, new.quoted if new else None)
        return
    if pair.old.empty != pair.new.empty:
        # A placeholder's words are no law: the part comes or goes.
        before = None if pair.old.empty else pair.old.quoted
        after = None if pair.new.empty else pair.new.quoted
        yield told(Kind.AMENDED, pair.old, pair.new, before, after, pair.why)
        return
    if pair.old.number != pair.new.number:
        yield told(Kind.RENUMBERED, pair.old, pair.new, pair.old.quoted, pair.new.quoted, pair.why)
    yield from _inside(pair)


Tell = Callable[[Unit | None, Unit | None, Pair | None], Iterator[Change]]


def in_order(matching: Matching, tell: Tell) -> Iterator[Change]:
    """Every unit of a matching once, in the order of the new; what is gone stands where it stood."""
    rows: list[tuple[tuple[int, int, int], Unit | None, Unit | None, Pair | None]] = []
    rows += [((pair.new.position, 0, 0), pair.old, pair.new, pair) for pair in matching.pairs]
    rows += [((unit.position, 0, 0), None, unit, None) for unit in matching.come]
    stayed = sorted((pair.old.position, pair.new.position) for pair in matching.pairs)
    for unit in matching.gone:
        before = bisect(stayed, (unit.position, 0))
        above = stayed[before - 1][1] if before else -1
        rows.append(((above, 1, unit.position), unit, None, None))
    for _, old, new, pair in sorted(rows, key=lambda row: row[0]):
        yield from tell(old, new, pair)


def _of_status(old: Unit, new: Unit, why: str) -> Iterator[Change]:
    a, b = old.provision.status, new.provision.status
    if a is not b and Status.UNKNOWN not in {a, b}:
        yield told(Kind.STATUS, old, new, a.value, b.value, why)


def _of_label(old: Unit, new: Unit, why: str) -> Iterator[Change]:
    """The same number under another word, "Section 5" for "Article 5"; the same title under another, "K. Fees"."""
    a, b = old.provision, new.provision
    if a.num and b.num and old.number == new.number and fold(a.label) != fold(b.label):
        first, second = _ENUMERATED.match(a.label), _ENUMERATED.match(b.label)
        other = first and second and first[1] != second[1]
        yield told(Kind.RENUMBERED if other else Kind.TYPOGRAPHIC, old, new, a.label, b.label, why)


def _of_heading(old: Unit, new: Unit, why: str) -> Iterator[Change]:
    a, b = old.title, new.title
    if spaced(a) == spaced(b):
        return
    kind = Kind.TYPOGRAPHIC if fold(a) == fold(b) else Kind.HEADING
    yield told(kind, old, new, a or None, b or None, why)


def _of_text(old: Unit, new: Unit, why: str) -> Iterator[Change]:
    a, b = old.provision.text, new.provision.text
    if spaced(a) == spaced(b):
        return
    kind = Kind.TYPOGRAPHIC if fold(a) == fold(b) else Kind.AMENDED
    yield told(kind, old, new, a or None, b or None, why)


def _of_form(old: Unit, new: Unit, why: str) -> Iterator[Change]:
    """The words are the same: what else is to be told, each at its own provision where the arrangement is the same."""
    olds, news = list(old), list(new)
    if len(olds) != len(news) or any(a.number != b.number for a, b in zip(olds[1:], news[1:], strict=True)):
        if old.spaced != new.spaced:
            yield told(Kind.TYPOGRAPHIC, old, new, old.whole, new.whole, why)
        return
    for a, b in zip(olds, news, strict=True):
        p, q = a.provision, b.provision
        if spaced(a.title) != spaced(b.title):
            yield told(Kind.TYPOGRAPHIC, a, b, a.title, b.title, why)
        if spaced(p.text) != spaced(q.text):
            yield told(Kind.TYPOGRAPHIC, a, b, p.text, q.text, why)
        elif "".join(p.printed.split()) != "".join(q.printed.split()):
            yield told(Kind.TYPOGRAPHIC, a, b, p.printed, q.printed, why)
        elif _raw_notes(a) != _raw_notes(b):
            yield told(Kind.NOTE, a, b, "\n".join(_raw_notes(a)), "\n".join(_raw_notes(b)), why)


def _raw_notes(unit: Unit) -> list[str]:
    return [spaced(note.raw) for note in unit.provision.notes]
