"""The verdict of every line of a profile, from what the store holds: `status`, the page, the figures of quiet."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime

from db.law import Attribution
from db.law import Change
from db.law import Provision
from db.queries import Queries
from db.records import Baseline
from db.records import SourceState
from db.records import StoredChange
from db.records import Verdict
from pipeline.changes.comparisons import Comparisons
from pipeline.profile import settings
from pipeline.profile.model import Act
from pipeline.profile.model import Entry
from pipeline.profile.model import Place
from pipeline.profile.model import Profile
from pipeline.verdicts.baseline import Relied
from pipeline.verdicts.baseline import relied_on
from pipeline.verdicts.baseline import section_dates
from pipeline.verdicts.baseline import stored_for
from pipeline.verdicts.extent import within_extent
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.trust import heard
from pipeline.verdicts.verdict import WORST_FIRST
from pipeline.verdicts.verdict import CitationVerdict
from pipeline.verdicts.verdict import EntryVerdict
from pipeline.verdicts.verdict import Law
from pipeline.verdicts.verdict import is_whole
from pipeline.verdicts.verdict import of_citation
from pipeline.verdicts.verdict import of_entry
from pipeline.verdicts.verdict import touching


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures of quiet: how many citations were looked up, and how they stand."""

    checked: int = 0
    holds: int = 0
    changed: int = 0
    broken: int = 0
    uncertain: int = 0


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source stands."""

    key: str
    place: Place
    state: SourceState | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A profile with its verdicts at one moment."""

    profile: Profile
    at: datetime
    entries: tuple[EntryVerdict, ...]
    sources: tuple[SourceHealth, ...]

    @property
    def tally(self) -> Tally:
        return tally_of(self.entries)


def tally_of(entries: Sequence[EntryVerdict]) -> Tally:
    """The figures of some lines."""
    counts = Counter(c.verdict for e in entries for c in e.citations)
    return Tally(
        checked=sum(counts.values()),
        holds=counts[Verdict.HOLDS],
        changed=counts[Verdict.CHANGED],
        broken=counts[Verdict.BROKEN],
        uncertain=counts[Verdict.UNCERTAIN],
    )


def tally(queries: Queries, profiles: Sequence[Profile], now: datetime) -> Tally:
    """The figures over several profiles."""
    compared = Comparisons()
    tables = [verdicts(queries, profile, now, compared).tally for profile in profiles]
    return Tally(
        *(
            sum(getattr(t, name) for t in tables)
            for name in ("checked", "holds", "changed", "broken", "uncertain")
        )
    )


def verdicts(queries: Queries, profile: Profile, now: datetime, compared: Comparisons | None = None) -> Table:
    """Every line of the profile against the law as it is held now; `compared` is what was compared before."""
    return Judge(queries, profile, now, compared).table()


class Judge:
    """Reads each act once, and each pair of versions once, however many lines cite it."""

    def __init__(
        self, queries: Queries, profile: Profile, now: datetime, compared: Comparisons | None = None
    ) -> None:
        self.queries = queries
        self.profile = profile
        self.now = now
        self.silence = settings.duration(profile.defaults.silence)
        self.places = {record.key: (place, record) for place, record in profile.source_records()}
        self.states = {s.record.key: s for s in queries.sources(keys=tuple(self.places))}
        self.laws: dict[str, list[Law]] = {}
        self.compared = compared or Comparisons()
        self.moves: dict[tuple[str, int, int], tuple[Change, ...]] = {}
        self.texts: dict[int, tuple[Provision, ...]] = {}

    def table(self) -> Table:
        stored = stored_for(self.queries.baselines(self.profile.key))
        dates = section_dates(self.profile)
        entries = tuple(self._entry(e, stored.get(e.key), dates) for e in self.profile.entries)
        return Table(self.profile, self.now, entries, self.sources())

    def sources(self) -> tuple[SourceHealth, ...]:
        """How each source of the profile stands."""
        return tuple(self._health(key, place) for key, (place, _) in self.places.items())

    def _entry(
        self, entry: Entry, stored: Baseline | None, dates: Mapping[tuple[str, str], date]
    ) -> EntryVerdict:
        citations = [
            self._citation(entry, cited, relied_on(entry, cited, stored, dates))
            for cited in cited_by(entry, self.profile)
        ]
        return of_entry(entry, citations)

    def _citation(self, entry: Entry, cited: Cited, relied: Relied) -> CitationVerdict:
        """Against every source of the act that speaks; the worst of them, since each text is official."""
        return self._judged(entry, cited, relied)[0]

    def _judged(self, entry: Entry, cited: Cited, relied: Relied) -> tuple[CitationVerdict, Law | None]:
        act = self.profile.act(cited.act) if cited.act else None
        laws = self._laws(act) if act else []
        after = self.profile.successor(act) if act else None
        successor = after.title if after else None
        if not laws:
            return of_citation(cited, act, None, relied, None, successor), None
        found = [
            (of_citation(cited, act, law, relied, self.moved(entry, cited, law, relied), successor), law)
            for law in laws
        ]
        return min(found, key=lambda v: WORST_FIRST.index(v[0].verdict))

    def grounds(self, entry: Entry) -> Iterator[tuple[CitationVerdict, Law | None, tuple[Provision, ...]]]:
        """Each citation of a line with its verdict, the text that it was found in, and the text it relied on."""
        stored = stored_for(self.queries.baselines(self.profile.key))
        dates = section_dates(self.profile)
        for cited in cited_by(entry, self.profile):
            relied = relied_on(entry, cited, stored.get(entry.key), dates)
            verdict, law = self._judged(entry, cited, relied)
            base = self._base(entry, law, relied) if law else None
            yield verdict, law, self._text(base) if base is not None else ()

    def _text(self, version: int) -> tuple[Provision, ...]:
        if version not in self.texts:
            self.texts[version] = self.queries.provisions(version)
        return self.texts[version]

    def bases(self, entry: Entry) -> dict[str, int]:
        """By source, the version that each citation of a line relies on, the oldest of several; none where unknown."""
        stored = stored_for(self.queries.baselines(self.profile.key))
        dates = section_dates(self.profile)
        found: dict[str, int] = {}
        for cited in cited_by(entry, self.profile):
            act = self.profile.act(cited.act) if cited.act else None
            relied = relied_on(entry, cited, stored.get(entry.key), dates)
            for law in self._laws(act) if act else ():
                base = self._base(entry, law, relied)
                if base is not None:
                    found[law.source] = min(base, found.get(law.source, base))
        return found

    def _laws(self, act: Act) -> list[Law]:
        if act.key not in self.laws:
            address = self.profile.address(act.key)
            laws = (
                self._law(key, place) for key, (place, record) in self.places.items() if record.act == address
            )
            self.laws[act.key] = heard([law for law in laws if law is not None])
        return self.laws[act.key]

    def _law(self, key: str, place: Place) -> Law | None:
        state = self.states.get(key)
        last = self.queries.last_accepted(state.id) if state else None
        if state is None or last is None:
            return None
        self.texts[last.version.id] = last.provisions
        return Law(
            source=key,
            language=place.language,
            act=last.version.act,
            provisions=last.provisions,
            version=last.version.id,
            whole=is_whole(last.provisions, place.expect),
            stale=self._stale(place, state),
        )

    def _stale(self, place: Place, state: SourceState) -> bool:
        """Not read well for longer than agreed; what people bring by hand has no rhythm to keep."""
        if place.fetch in {"manual", "file"} or state.last_good_at is None:
            return False
        return self.now - state.last_good_at > self.silence

    def _health(self, key: str, place: Place) -> SourceHealth:
        state = self.states.get(key)
        return SourceHealth(key, place, state, stale=state is not None and self._stale(place, state))

    def moved(self, entry: Entry, cited: Cited, law: Law, relied: Relied) -> tuple[Change, ...] | None:
        """What changed in the cited units between the version relied on and today's; None where it is not held."""
        base = self._base(entry, law, relied)
        if base is None:
            return None
        if base == law.version:
            return ()
        key = (law.source, base, law.version)
        old = self._text(base)
        if key not in self.moves:
            expect = self.places[law.source][0].expect
            moved = within_extent(self.compared.between(*key, self._text), old, expect)
            self.moves[key] = self._attributed(law, base, moved)
        eids = resolve(cited.units, law.provisions).eids
        return tuple(touching(cited, self.moves[key], law.provisions, eids, old))

    def _base(self, entry: Entry, law: Law, relied: Relied) -> int | None:
        """The version that a person accepted; else the one that was law on the day relied on; else, where a change
        that touches this line was seen on our watch, the one before it.
        """
        accepted = dict(relied.versions).get(law.source)
        if accepted is not None:
            return accepted
        if relied.day is not None:
            version = self.queries.version_at(self.states[law.source].id, as_of=relied.day)
            if version is not None:
                return version.id
        seen = [
            change.from_version
            for change in self.queries.changes(
                source_id=self.states[law.source].id, entry=f"{self.profile.key}/{entry.key}"
            )
            if self._since(change, relied)
        ]
        return min(seen, default=None)

    def _since(self, change: StoredChange, relied: Relied) -> bool:
        """Whether a change came after the state relied on; where that is unknown, after we held the older text.

        Pages of years ago that are brought in today say nothing of when an undated line was written.
        """
        if relied.day is not None:
            return change.seen_at.date() > relied.day
        before = self.queries.version(change.from_version)
        return before is None or before.accepted_at is None or change.seen_at > before.accepted_at

    def _attributed(self, law: Law, base: int, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """The acts that were read when each change was seen, put on the sum of the changes."""
        by: dict[str, dict[tuple[str | None, str | None], Attribution]] = {}
        first = self.queries.version(base)
        since = first.seen_at if first else None  # older ones are not read: the cost is that of what moved
        for one in self.queries.changes(source_id=self.states[law.source].id, since=since):
            if one.to_version > base:
                for act in one.change.by:
                    by.setdefault(one.change.eid, {})[act.number, act.date] = act
        return tuple(replace(c, by=tuple(by.get(c.eid, {}).values())) for c in changes)
