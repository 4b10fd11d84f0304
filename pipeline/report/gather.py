"""What a report says, gathered once from the store at one moment; every form of it is made from this alone."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime

from db.answers import ChainHead
from db.law import SUBSTANTIVE
from db.law import Attribution
from db.law import Provision
from db.queries import Queries
from db.records import Baseline
from db.records import Snapshot
from db.records import Verdict
from db.records import Version
from pipeline.edits.proposals import shift_of
from pipeline.edits.ready_edit import Proposal
from pipeline.edits.ready_edit import propose
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.profile.names import short_title
from pipeline.verdicts.baseline import stored_for
from pipeline.verdicts.sight import Sight
from pipeline.verdicts.sight import law_keys
from pipeline.verdicts.sight import sight
from pipeline.verdicts.table import Judge
from pipeline.verdicts.table import SourceHealth
from pipeline.verdicts.table import Tally
from pipeline.verdicts.table import tally_of
from pipeline.verdicts.verdict import CitationVerdict
from pipeline.verdicts.verdict import EntryVerdict
from pipeline.verdicts.verdict import Law
from pipeline.verdicts.verdict import of_entry
from pipeline.watching.tidy import last_full_pass


@dataclass(frozen=True, slots=True)
class Evidence:
    """The text that a citation was found in: which version, from which bytes."""

    source: str
    language: str | None
    version: int
    law_from: str
    extractor: str
    snapshot: int
    sha256: str
    chain_hash: str
    taken_at: datetime
    url: str  # of the official page, at the provision where it has a mark
    stated: bool = True  # whether `law_from` is the edition's own day, or the day it was seen


@dataclass(frozen=True, slots=True)
class Row:
    """One citation of a line."""

    verdict: CitationVerdict
    act: str | None  # its title
    act_short: str | None  # what it is called from the second time on
    act_number: str | None
    act_date: str | None
    by: tuple[Attribution, ...]  # the acts that moved what it cites
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the profile."""

    verdict: EntryVerdict
    rows: tuple[Row, ...]
    proposal: Proposal | None
    vouched: Baseline | None

    @property
    def entry(self) -> Entry:
        return self.verdict.entry


@dataclass(frozen=True, slots=True)
class Movement:
    """Changes of one act, by the day of the amending act, else the day we saw them."""

    act: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Report:
    profile: Profile
    at: datetime
    tally: Tally
    lines: tuple[Line, ...]
    sources: tuple[SourceHealth, ...]
    movements: tuple[Movement, ...]
    sight: Sight
    chain: ChainHead
    last_full_pass: str | None


def report(queries: Queries, profile: Profile, now: datetime) -> Report:
    """Every line of a profile as it stands now, with what that rests on."""
    judge = Judge(queries, profile, now)
    places = _Places(queries)
    vouched = stored_for(queries.baselines(profile.key))
    lines = tuple(_line(judge, places, entry, vouched.get(entry.key)) for entry in profile.entries)
    sources = judge.sources()
    states = [s.state for s in sources if s.state is not None]
    return Report(
        profile=profile,
        at=now,
        tally=tally_of([line.verdict for line in lines]),
        lines=lines,
        sources=sources,
        movements=tuple(_movements(queries, profile)),
        sight=sight(law_keys(sources), queries.unread()),
        chain=queries.chain_head(),
        last_full_pass=last_full_pass(states) if len(states) == len(sources) else None,
    )


def _line(judge: Judge, places: "_Places", entry: Entry, vouched: Baseline | None) -> Line:
    found = list(judge.grounds(entry))
    verdict = of_entry(entry, [v for v, _, _ in found])
    proposal = None
    if verdict.verdict is not Verdict.NO_LAW:
        shifts = tuple(shift_of(judge, entry, *one) for one in found)
        proposal = propose(entry, judge.profile, shifts)
    return Line(verdict, tuple(_row(judge.profile, places, v, law) for v, law, _ in found), proposal, vouched)


def _row(profile: Profile, places: "_Places", verdict: CitationVerdict, law: Law | None) -> Row:
    act = profile.act(verdict.cited.act) if verdict.cited.act else None
    moved = [r for r in verdict.reasons if r.what in {"changed", "repealed", "act_repealed"}]
    return Row(
        verdict=verdict,
        act=act.title if act else None,
        act_short=short_title(profile, act) if act else None,
        act_number=act.number if act else None,
        act_date=str(act.date) if act and act.date else None,
        by=tuple(dict.fromkeys(a for r in moved for a in r.by)),
        evidence=places.evidence(law, verdict.resolves_to) if law else None,
    )


class _Places:
    """Versions and snapshots, each looked up once."""

    def __init__(self, queries: Queries) -> None:
        self.queries = queries
        self.known: dict[int, tuple[Version, Snapshot]] = {}

    def evidence(self, law: Law, eids: Sequence[str]) -> Evidence | None:
        if law.version not in self.known:
            version = self.queries.version(law.version)
            if version is None:
                return None
            self.known[law.version] = version, self.queries.snapshot(version.snapshot_id)
        version, snapshot = self.known[law.version]
        return Evidence(
            source=law.source,
            language=law.language,
            version=version.id,
            law_from=version.law_from,
            extractor=version.extractor,
            snapshot=snapshot.id,
            sha256=snapshot.body_sha256,
            chain_hash=snapshot.hash,
            taken_at=snapshot.taken_at,
            url=snapshot.final_url.partition("#")[0] + _anchor(law.provisions, eids),
            stated=version.valid_from is not None,
        )


def _anchor(law: Sequence[Provision], eids: Sequence[str]) -> str:
    first = eids[0] if eids else None
    anchor = next((p.anchor for p in law if p.eid == first), None) if first else None
    return f"#{anchor}" if anchor else ""


def _movements(queries: Queries, profile: Profile) -> Iterator[Movement]:
    """Per act of the profile; a change that two languages show is counted once, in the most trusted of them."""
    for act in profile.acts:
        days: list[date] = []
        for source in queries.sources(profile.address(act.key)):
            found = queries.changes(source_id=source.id, kinds=tuple(SUBSTANTIVE), line=None, ours=False)
            if found:
                days = [_day(c.change.by, c.seen_at.date()) for c in found]
                break
        if days:
            yield Movement(act.title, tuple(sorted(days)))


def _day(by: Sequence[Attribution], seen: date) -> date:
    newest = max((a.date for a in by if a.date and len(a.date) == 10), default=None)
    try:
        return date.fromisoformat(newest) if newest else seen
    except ValueError:
        return seen
