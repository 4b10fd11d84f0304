"""Does this line still hold? Pure, and fail-closed: what is not known is `uncertain`, never `holds`."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alerts import words as said
from db.law import SUBSTANTIVE
from db.law import ActFacts
from db.law import Attribution
from db.law import Change
from db.law import How
from db.law import Kind
from db.law import NoteEvent
from db.law import Provision
from db.law import Status
from db.records import Verdict
from pipeline.profile.model import Act
from pipeline.profile.model import Entry
from pipeline.profile.model import Expect
from pipeline.verdicts.baseline import Basis
from pipeline.verdicts.baseline import Relied
from pipeline.verdicts.baseline import last_day
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import Finding
from pipeline.verdicts.resolve import parents_of
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.resolve import touches
from scraper.notes import english_rule

# Findings that prove the line wrong; the others only say that we could not look it up.
BREAKING = frozenset({"article_absent", "part_out_of_range", "repealed", "act_repealed", "act_replaced"})
CHANGING = frozenset(
    {"amended", "substituted", "inserted", "repealed", "words_substituted", "words_inserted"}
)
WORST_FIRST = (Verdict.BROKEN, Verdict.CHANGED, Verdict.UNCERTAIN, Verdict.HOLDS, Verdict.NO_LAW)


@dataclass(frozen=True, slots=True)
class Law:
    """One source's reading of an act, as a verdict sees it."""

    source: str
    language: str | None
    act: ActFacts
    provisions: tuple[Provision, ...]
    version: int
    whole: bool  # the version covers the act, so that what is not in it does not exist
    stale: bool = False  # not read well for longer than agreed


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is."""

    what: str
    words: str
    by: tuple[Attribution, ...] = ()
    how: How = How.UNKNOWN
    eid: str | None = None
    article: str | None = None
    kind: str | None = None  # of the change, where a change is the reason


@dataclass(frozen=True, slots=True)
class CitationVerdict:
    cited: Cited
    relied: Relied
    resolves_to: tuple[str, ...]
    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    entry: Entry
    verdict: Verdict
    citations: tuple[CitationVerdict, ...]


def of_entry(entry: Entry, citations: Sequence[CitationVerdict]) -> EntryVerdict:
    """The worst of what it cites; a line that cites nothing is shown and never counted."""
    return EntryVerdict(entry, worst(c.verdict for c in citations), tuple(citations))


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    return next((v for v in WORST_FIRST if v in found), Verdict.NO_LAW)


def of_citation(
    cited: Cited,
    act: Act | None,
    law: Law | None,
    relied: Relied,
    moved: Sequence[Change] | None,
    successor: str | None = None,
) -> CitationVerdict:
    """One citation against one reading of its act; `successor` is the title of what replaced it, where known.

    `moved` are the changes between the version relied on and today's; None where the old words are unknown.
    """
    reasons = [Reason(f.what, f.words) for f in cited.findings]
    if act and act.replaced_by:
        words = f"{act.title} was replaced by {successor or act.replaced_by}"
        reasons.append(Reason("act_replaced", words, how=How.DERIVED))
    if law is None:
        if not cited.findings:
            reasons.append(Reason("not_read", "no official text of this act has been read yet"))
        return CitationVerdict(cited, relied, (), _verdict(reasons, relied, known=False), tuple(reasons))
    if law.act.status is Status.REPEALED:
        reasons.append(
            Reason("act_repealed", "the official source says that this act is repealed", how=How.READ)
        )
    resolved = resolve(cited.units, law.provisions)
    reasons += [_finding(f, law) for f in resolved.findings]
    reasons += _since(cited, law, relied, moved, resolved.eids)
    if cited.ambiguous:
        reasons.append(Reason("ambiguous", "the line can be read in more than one way"))
    if law.stale:
        reasons.append(Reason("stale", "the official source has not been read well for longer than agreed"))
    if relied.edited:
        reasons.append(Reason("edited", "the line was edited after a person vouched for it"))
    verdict = _verdict(reasons, relied, known=True)
    if verdict is Verdict.UNCERTAIN and not reasons:
        reasons.append(Reason("not_vouched", f"nobody has vouched for this line; it {relied.words}"))
    return CitationVerdict(cited, relied, resolved.eids, verdict, tuple(reasons))


def _verdict(reasons: Sequence[Reason], relied: Relied, *, known: bool) -> Verdict:
    what = {r.what for r in reasons}
    if what & BREAKING:
        return Verdict.BROKEN
    if "changed" in what:
        return Verdict.CHANGED
    doubts = what - {"also", "amended_elsewhere"}
    if doubts or not known or not relied.vouched:
        return Verdict.UNCERTAIN
    return Verdict.HOLDS


def _finding(finding: Finding, law: Law) -> Reason:
    """Absence is proof only in a text that is whole."""
    if finding.what == "article_absent" and not law.whole:
        return Reason("not_in_the_text_held", f"{finding.words}, which is only a part of the act")
    return Reason(finding.what, finding.words)


def _since(
    cited: Cited, law: Law, relied: Relied, moved: Sequence[Change] | None, eids: Sequence[str]
) -> list[Reason]:
    """What happened to the cited provisions since the state that the line relies on."""
    if moved is not None:
        return [_changed(c) for c in touching(cited, moved, law.provisions, eids)]
    told = [_amended(e, p) for p, e in _events(law.provisions, eids) if after(e, relied.day)]
    if relied.basis is Basis.UNKNOWN:
        newest = max(told, key=lambda r: r.by[0].date or "", default=None)
        words = f"the line {relied.words}"
        if newest:
            words += f"; last amended by {newest.by[0].number} of {newest.by[0].date}"
        return [
            Reason(
                "baseline_unknown", words, newest.by if newest else (), How.READ if newest else How.UNKNOWN
            )
        ]
    if not cited.units:  # a whole act relies on being in force, not on its words
        return []
    if told:
        return told
    whole = [e for n in law.act.notes for e in n.events if after(e, relied.day)]
    if whole:
        words = (
            "terms were replaced throughout the act since; whether here cannot be told without the old words"
        )
        return [Reason("replaced_throughout", words, tuple(map(attributed, whole)), How.DERIVED)]
    return [
        Reason("old_words_unknown", f"no text is held from {relied.day}; the notes name no amendment since")
    ]


def touching(
    cited: Cited,
    changes: Iterable[Change],
    law: Sequence[Provision],
    eids: Sequence[str],
    old: Sequence[Provision] = (),
) -> list[Change]:
    """The changes that lie within what a citation names; none for a whole act, which relies on being in force."""
    if not cited.units:
        return [c for c in changes if c.kind is Kind.STATUS]
    wanted = set(eids)
    if old:
        wanted |= set(resolve(cited.units, old).eids)
    parents = parents_of(old, law)
    around = _around(wanted, parents, {p.eid for p in (*old, *law) if p.article is not None})
    return [c for c in changes if c.kind in SUBSTANTIVE and _within(c, wanted, around, parents)]


# What befalls a whole article befalls each of its parts.
_WHOLE = frozenset({Kind.REPEALED, Kind.RENUMBERED, Kind.RESTORED})


def _around(wanted: set[str], parents: dict[str, str | None], inside: set[str]) -> set[str]:
    """The units over the cited ones, up to the article: their own words introduce and close what they hold."""
    return {a for eid in wanted for a in _ancestors(eid, parents) if a in inside}


def _within(change: Change, wanted: set[str], around: set[str], parents: dict[str, str | None]) -> bool:
    if change.kind is Kind.AMENDED and (change.eid in around or change.old_eid in around):
        return True
    if touches(wanted, change.eid, parents) or (change.old_eid and touches(wanted, change.old_eid, parents)):
        return True
    return change.kind in _WHOLE and any(
        touches({change.eid, change.old_eid or change.eid}, eid, parents) for eid in wanted
    )


def _changed(change: Change) -> Reason:
    where = change.article or change.old_article or change.eid
    if change.label and change.label != where:
        where = f"{where}, {change.label}"
    how = change.by[0].how if change.by else How.UNKNOWN
    words = f"{where}: {said.kind(change.kind)}"
    return Reason("changed", words, change.by, how, change.eid, change.article, str(change.kind))


def _events(law: Sequence[Provision], eids: Sequence[str]) -> Iterable[tuple[Provision, NoteEvent]]:
    """Events noted at the cited provisions, at what they hold and at the articles they stand in."""
    wanted = set(eids)
    parents = parents_of(law)
    above = {a for eid in eids for a in _ancestors(eid, parents)}
    for p in law:
        inside = touches(wanted, p.eid, parents)
        if not inside and p.eid not in above:
            continue
        for note in p.notes:
            if not inside and (note.target.part or p.article is None):
                continue  # a note on another part, or on a chapter, says nothing of this one
            yield from ((p, e) for e in note.events if e.action in CHANGING)


def _ancestors(eid: str, parents: dict[str, str | None]) -> Iterable[str]:
    at = parents.get(eid)
    while at is not None:
        yield at
        at = parents.get(at)


def after(event: NoteEvent, day: date | None) -> bool:
    """Whether an amendment is later than the state relied on; with nothing to rely on, every one is."""
    if day is None:
        return True
    known = last_day(event.date) if event.date else None
    return known is None or known > day


def _amended(event: NoteEvent, at: Provision) -> Reason:
    words = (
        f"{at.article or at.label}: {event.action.replace('_', ' ')} by {event.act_number} of {event.date}"
    )
    kind = event.action if event.action in {Kind.INSERTED, Kind.REPEALED} else str(Kind.AMENDED)
    return Reason("changed", words, (attributed(event),), How.READ, at.eid, at.article, kind)


def attributed(event: NoteEvent) -> Attribution:
    """The act that a note names, as the maker of a change."""
    effective = event.effective
    return Attribution(
        number=event.act_number,
        date=event.date,
        effective=effective.date if effective else None,
        rule=english_rule(effective) or effective.text if effective and not effective.date else None,
        how=How.READ,
        link=event.link,
    )


# Below this share of the numbers between first and last, a version is a part of its act, not the act.
WHOLE_SHARE = 0.9


def is_whole(law: Sequence[Provision], expect: Expect) -> bool:
    """Whether a version covers its act: by its contract, else by the run of its numbers from 1."""
    numbers = [p.num for p in law if p.article is not None and p.article == p.label and p.num]
    contract = expect.articles
    if contract.first or contract.last or contract.at_least:
        return (
            (not contract.first or (contract.first in numbers and contract.first == "1"))
            and (not contract.last or contract.last in numbers)
            and (not contract.at_least or len(numbers) >= contract.at_least)
        )
    plain = {int(n) for n in numbers if n.isdigit()}
    return bool(plain) and min(plain) == 1 and len(plain) >= WHOLE_SHARE * max(plain)
