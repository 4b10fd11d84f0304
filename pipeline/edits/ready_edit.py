"""A ready edit: the line as it stands, the line as it would read, and what is left as a question. Pure.

For each citation of a line the cited units are followed from the law that the line relied on to the law of today. What
is certain becomes the proposed line; what is likely is shown apart, under a question in words; nothing is guessed. The
words of a line never change because the words of a provision did: then the proposal is to read them (`check`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from difflib import SequenceMatcher

from db.law import Attribution
from db.law import How
from db.law import Redline
from pipeline.citations import Citation
from pipeline.citations import Unit
from pipeline.citations import read_citations
from pipeline.edits.follow import Fate
from pipeline.edits.follow import Followed
from pipeline.edits.follow import Shift
from pipeline.edits.follow import follow
from pipeline.edits.line_words import with_act
from pipeline.edits.line_words import with_date
from pipeline.edits.line_words import with_units
from pipeline.profile.model import Act
from pipeline.profile.model import Cite
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.verdicts.baseline import last_day
from pipeline.verdicts.resolve import label

MOST_UNITS = 60  # of one line; the longest line known cites 14. Each is followed through the whole act


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do or to decide about a line."""

    case: str  # a Fate of pipeline.edits.follow, "successor", "as_amended", "too_many"
    words: str  # what is so
    question: str | None = None  # what is not certain
    act: str | None = None
    unit: str | None = None  # "Art. 21"
    eids: tuple[str, ...] = ()  # where the unit stands in the law of today
    before: str | None = None
    after: str | None = None
    by: tuple[Attribution, ...] = ()
    language: str | None = None  # of `before` and `after`


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do with one line of a profile."""

    profile: str
    entry: str
    name: str  # "Substantive law / Illegal access"
    old: str
    new: str | None  # the line with all that is certain; None: no change of its words is certain
    perhaps: str | None  # with what is likely too, where a question is open
    cites: (
        tuple[Cite, ...] | None
    )  # the corrected citations with all that is certain, where the line has such
    check: bool  # read the new words; `checked` is to be set once a person has
    points: tuple[Point, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(p.question for p in self.points if p.question)

    @property
    def certain(self) -> bool:
        return not self.questions

    @property
    def words(self) -> str:
        """The proposal in a sentence."""
        if self.questions:
            return (
                "A person has to decide."
                if self.new is None
                else "Part of the edit is certain, the rest is a question."
            )
        if self.new is not None or self.cites is not None:
            return "The edit is certain; check its sense." if self.check else "The edit is certain."
        return "No change of the line; check its sense."


@dataclass(slots=True)
class _Line:
    """A sentence under edit, and the same with what is only likely."""

    country: str
    text: str
    likely: str
    cites: list[tuple[str, list[str]]] | None
    points: list[Point] = field(default_factory=list)

    def units(self, at: int, place: int, wanted: Sequence[Unit], *, certain: bool) -> bool:
        """Put `wanted` in place of a unit; whether the sentence could be written so."""
        if self.cites is not None:
            return False
        likely = with_units(self.likely, self.country, at, place, wanted)
        sure = with_units(self.text, self.country, at, place, wanted) if certain else None
        self.likely = likely or self.likely
        self.text = sure or self.text
        return likely is not None and (sure is not None or not certain)


def propose(entry: Entry, profile: Profile, shifts: Sequence[Shift]) -> Proposal | None:
    """The proposal for a line whose law moved; None where nothing of what it cites did."""
    old = entry.text or ""
    cites = [(c.act, list(c.units)) for c in entry.cites] if entry.cites is not None else None
    line = _Line(profile.country.lower(), old, old, cites)
    cited = sum(len(s.cited.units) for s in shifts)
    if cited > MOST_UNITS:
        return _too_many(entry, profile, cited) if any(s.changes for s in shifts) else None
    read = read_citations(old, line.country)
    for number, shift in reversed(list(enumerate(shifts))):
        at = number if cites is not None else _place(read, shift, shifts[:number])
        found = [*_units(line, shift, at), *_amended(line, shift, at), *_replaced(line, shift, at, profile)]
        line.points[:0] = found
    if not line.points:
        return None
    new_cites = tuple(Cite(act=a, units=tuple(u)) for a, u in line.cites) if line.cites is not None else None
    return Proposal(
        profile=profile.key,
        entry=entry.key,
        name=entry.name,
        old=old,
        new=line.text if line.text != old else None,
        perhaps=line.likely if line.likely not in {old, line.text} else None,
        cites=new_cites if new_cites != entry.cites else None,
        check=any(p.case in _READ for p in line.points),
        points=tuple(line.points),
    )


def _too_many(entry: Entry, profile: Profile, cited: int) -> Proposal:
    """A register, not a sentence."""
    words = f"the line cites {cited} units, more than are followed one by one ({MOST_UNITS})"
    point = Point("too_many", words, "Which of them still say what the line says?")
    return Proposal(
        profile.key, entry.key, entry.name, entry.text or "", None, None, None, check=True, points=(point,)
    )


# What a person has to read again though the citation is right.
_READ = frozenset({Fate.REWORDED, Fate.RENUMBERED, Fate.SPLIT, Fate.MERGED, "as_amended", "successor"})


def _place(read: Sequence[Citation], shift: Shift, before: Sequence[Shift]) -> int:
    """Which citation of the sentence a shift is about; equal ones in their order."""
    same = sum(1 for s in before if s.cited.text == shift.cited.text and s.cited.units == shift.cited.units)
    for at, citation in enumerate(read):
        if citation.text == shift.cited.text and citation.units == shift.cited.units:
            if not same:
                return at
            same -= 1
    return len(read)  # the line was corrected by hand; no place in its words


def _units(line: _Line, shift: Shift, at: int) -> list[Point]:
    points: list[Point] = []
    followed = [follow(unit, shift) for unit in shift.cited.units]
    left = len(followed)
    for place in reversed(range(len(followed))):
        one = followed[place]
        if one.fate is Fate.SAME:
            continue
        gone = one.fate is Fate.REMOVED and one.wanted == ()
        last = gone and left == 1
        point = _point(one, shift, last=last)
        if not last and one.wanted is not None:
            point = _written(line, point, one, at, place)
            left -= gone
        points.append(point)
    return points[::-1]


def _point(one: Followed, shift: Shift, *, last: bool) -> Point:
    question = one.question
    if last and question is None:
        question = (
            f"{label(one.unit)} is repealed and the line cites nothing else of this act: "
            "what stands in its place, or shall the line go?"
        )
    return Point(
        one.fate,
        one.words,
        question,
        shift.cited.act,
        label(one.unit),
        one.eids,
        one.before,
        one.after,
        one.by,
        shift.language,
    )


def _written(line: _Line, point: Point, one: Followed, at: int, place: int) -> Point:
    """The point, with the line changed so, or with a question where it could not be."""
    certain = one.question is None
    if line.cites is not None:
        _correct(line, one, at)
        return (
            replace(point, question=point.question or _by_hand(one)) if _cites_in_words(line, one) else point
        )
    assert one.wanted is not None
    if line.units(at, place, one.wanted, certain=certain) or not certain:
        return point
    return replace(point, question=_by_hand(one))


def _by_hand(one: Followed) -> str:
    now = ", ".join(label(u) for u in one.wanted or ()) or "nothing"
    return f"The sentence cannot be rewritten with certainty: {label(one.unit)} becomes {now}. How shall it read?"


def _correct(line: _Line, one: Followed, at: int) -> None:
    """Put what is certain into the citations that a person corrected."""
    assert line.cites is not None
    if one.question is not None or not one.unit.raw:
        return
    units = line.cites[at][1]
    if one.unit.raw in units:
        where = units.index(one.unit.raw)
        units[where : where + 1] = one.eids if one.wanted else ()


def _cites_in_words(line: _Line, one: Followed) -> bool:
    """Whether the words of a line whose citations were corrected name the old number too."""
    number = one.unit.article or one.unit.chapter or ""
    return bool(number) and number in line.text


def _amended(line: _Line, shift: Shift, at: int) -> list[Point]:
    """The line states a day, "as amended on": the newest amending act of the law as it stands has a later one."""
    stated, newest = shift.cited.as_amended, shift.newest
    day = last_day(stated) if stated else None
    if day is None or newest is None or not newest.date or len(newest.date) != 10:
        return []
    if newest.date <= day.isoformat():
        return []
    by = f"{newest.number or 'an act'} of {newest.date}"
    words = f"the line states the law as of {stated}; it was last amended by {by}"
    point = Point("as_amended", words, act=shift.cited.act, by=(newest,))
    written = with_date(line.likely, line.country, at, newest.date) if line.cites is None else None
    line.likely = written or line.likely
    if written is None:
        return [
            replace(
                point,
                question=f"The date cannot be rewritten with certainty: shall the line say {newest.date}?",
            )
        ]
    if newest.how is not How.READ or not shift.whole:
        why = "It was not read from a note." if shift.whole else "Only a part of the act is held."
        return [replace(point, question=f"Is {newest.date} the date of the newest amendment? {why}")]
    sure = with_date(line.text, line.country, at, newest.date)
    line.text = sure or line.text
    return [point]


def _replaced(line: _Line, shift: Shift, at: int, profile: Profile) -> list[Point]:
    """The act has a successor: naming it is proposed, never certain, and no number of an article is guessed."""
    act = shift.act
    if act is None or not act.replaced_by:
        return []
    successor = profile.successor(act)
    title = successor.title if successor else act.replaced_by
    units = ", ".join(label(u) for u in shift.cited.units)
    point = Point("successor", f"{act.title} was replaced by {title}", act=act.key, unit=units or None)
    if successor is None:
        return [replace(point, question=f"Shall the line name {title}? It is no act of this profile yet.")]
    known = " of ".join(str(x) for x in (successor.number, successor.date) if x)
    named = f"{title} ({known})" if known else title
    asks = f"Which provisions of {named} stand for {units}?" if units else f"Does the line hold of {named}?"
    if line.cites is None:
        line.likely = _named_so(line, at, successor) or line.likely
    return [replace(point, question=asks)]


def _named_so(line: _Line, at: int, successor: Act) -> str | None:
    """The likely line with the successor's name; None where number, date or quotes would have to change with it."""
    bare = re.sub(r"\s*\(\d{4}\)$", "", successor.title)
    for name in dict.fromkeys((bare, successor.title)):
        written = with_act(line.likely, line.country, at, name)
        if written is not None and written != line.likely:
            return written
    return None


def pieces(proposal: Proposal) -> Redline:
    """The old line and the proposed one as one redline; empty where the words stay."""
    return marked(proposal.old, proposal.new) if proposal.new is not None else ()


def marked(old: str, new: str) -> Redline:
    """Word by word between spaces: "20-21" is one word to a reader of a citation, and is struck out as one."""
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        stood, stands = "".join(before[a:b]), "".join(after[c:d])
        found += [("=", stood)] if tag == "equal" else [("-", stood), ("+", stands)]
    return tuple((sign, words) for sign, words in found if words)
