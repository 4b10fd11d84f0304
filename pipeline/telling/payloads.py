"""The payload of an alert about the law: what changed, for whom it matters, by which act, when, on what evidence."""

from collections.abc import Container
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.payload import ActPart
from alerts.payload import AmendingPart
from alerts.payload import CertaintyPart
from alerts.payload import ChangePart
from alerts.payload import ClocksPart
from alerts.payload import EntryPart
from alerts.payload import EvidencePart
from alerts.payload import Payload
from alerts.payload import ProfilePart
from db.law import Attribution
from db.law import Change
from db.law import How
from db.law import Kind
from db.law import Provision
from db.law import Status
from db.records import Snapshot
from db.records import Verdict
from pipeline.changes.weigh import RULES
from pipeline.profile.model import Act
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.profile.names import short_title
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import label
from pipeline.verdicts.resolve import resolve


@dataclass(frozen=True, slots=True)
class Seen:
    """Two consecutive accepted versions of one source, and what came between."""

    profile: Profile
    act: Act
    source_key: str
    url: str
    language: str | None
    old: Sequence[Provision]
    new: Sequence[Provision]
    changes: Sequence[Change]
    snapshot: Snapshot
    now: datetime
    status: str | None = None  # of the act, where that is what changed


Touched = dict[int, list[tuple[Entry, Cited]]]  # index of a change -> the lines it touches


def change_payload(
    seen: Seen,
    numbers: Sequence[int],
    depending: Sequence[int],
    entries: tuple[EntryPart, ...],
    others: int,
    direct: Touched,
    also: Touched,
) -> Payload:
    changes = [seen.changes[n] for n in numbers]
    by = _acts(changes)
    fired = dict.fromkeys(name for c in changes for name in c.significance if name in RULES)
    return Payload(
        uid="",  # the store gives it
        kind="change",
        created_at=seen.now.isoformat(),
        profile=profile_part(seen.profile),
        entries=entries,
        act=ActPart(
            address=seen.profile.address(seen.act.key),
            title=seen.act.title,
            number=seen.act.number,
            date=str(seen.act.date) if seen.act.date else None,
            url=seen.url,
            language=seen.language,
            short=short_title(seen.profile, seen.act),
        ),
        by=by,
        changes=tuple(_change_part(seen, n, direct.get(n, [])) for n in numbers),
        also=tuple(_change_part(seen, n, also.get(n, [])) for n in depending),
        other_changes=others,
        clocks=_clocks(seen, by),
        evidence=evidence_part(seen.snapshot),
        certainty=_certainty(by),
        meanings=tuple((name, RULES[name][1]) for name in fired),
    )


def profile_part(profile: Profile) -> ProfilePart:
    return ProfilePart(
        key=profile.key,
        title=profile.title,
        country=profile.country,
        page=profile.page,
        timezone=profile.timezone,
    )


def evidence_part(snapshot: Snapshot) -> EvidencePart:
    return EvidencePart(
        snapshot_id=snapshot.id,
        sha256=snapshot.body_sha256,
        taken_at=snapshot.taken_at.isoformat(),
        url=snapshot.final_url,
        chain_hash=snapshot.hash,
    )


def _acts(changes: Sequence[Change]) -> tuple[AmendingPart, ...]:
    found: dict[tuple[str | None, str | None], AmendingPart] = {}
    for by in (a for c in changes for a in c.by):
        found.setdefault((by.number, by.date), amending_part(by))
    return tuple(sorted(found.values(), key=lambda a: a.date or "", reverse=True))


def amending_part(by: Attribution) -> AmendingPart:
    return AmendingPart(by.number, by.date, by.effective, by.rule, str(by.how), by.link)


def _change_part(seen: Seen, number: int, lines: Sequence[tuple[Entry, Cited]]) -> ChangePart:
    change = seen.changes[number]
    provision = next((p for p in seen.new if p.eid == change.eid), None)
    anchor = f"#{provision.anchor}" if provision and provision.anchor else ""
    where = change.article or change.old_article or ""
    below = f", {change.label}" if change.label and change.label != where else ""
    return ChangePart(
        kind=str(change.kind),
        eid=change.eid,
        old_eid=change.old_eid,
        article=change.article,
        old_article=change.old_article,
        label=change.label,
        before=change.before,
        after=change.after,
        redline=change.redline,
        significance=change.significance,
        match=change.match,
        relation=change.relation,
        by=tuple(amending_part(a) for a in change.by),
        act=seen.act.key,
        language=seen.language,
        seen_at=seen.now.isoformat(),
        entries=tuple(e.name for e, _ in lines),
        entry_keys=tuple(e.key for e, _ in lines),
        url=f"{seen.url}{anchor}",
        label_path=f"{where}{below}" or change.eid,
        status=seen.status if change.kind is Kind.STATUS else None,
    )


def _clocks(seen: Seen, by: Sequence[AmendingPart]) -> ClocksPart:
    first = by[0] if by else None
    day = first.effective if first else None
    today = seen.now.astimezone(ZoneInfo(seen.profile.timezone)).date().isoformat()
    return ClocksPart(
        enacted=first.date if first else None,
        in_force=day,
        rule=first.rule if first else None,
        seen_at=seen.now.isoformat(),
        not_yet=day > today if day else None,
    )


def _certainty(by: Sequence[AmendingPart]) -> CertaintyPart:
    levels = [How(a.how) for a in by]
    # As sure as the least sure of them.
    level = next((h for h in (How.UNKNOWN, How.DERIVED, How.READ) if h in levels), How.UNKNOWN)
    return CertaintyPart(level=str(level))


def touched_entries(seen: Seen, numbers: Sequence[int], direct: Touched) -> tuple[EntryPart, ...]:
    """The touched lines in the order of the profile."""
    by_entry: dict[str, tuple[Entry, list[str], list[str]]] = {}
    broken: set[str] = set()
    certain: set[str] = set()  # lines that surely mean this act
    for number in numbers:
        change = seen.changes[number]
        where = change.article or change.old_article or change.eid
        for entry, cited in direct[number]:
            _, because, cites = by_entry.setdefault(entry.key, (entry, [], []))
            because.append(where)
            cites += [label(u) for u in cited.units]
            if cited.act is not None:
                certain.add(entry.key)
            if _breaks(seen, change, cited):
                broken.add(entry.key)
    order = {e.key: n for n, e in enumerate(seen.profile.entries)}
    return tuple(
        entry_part(
            entry,
            tuple(dict.fromkeys(cites)),
            tuple(dict.fromkeys(because)),
            _verdict(entry.key, certain, broken),
        )
        for _, (entry, because, cites) in sorted(by_entry.items(), key=lambda item: order[item[0]])
    )


def _verdict(key: str, certain: Container[str], broken: Container[str]) -> Verdict:
    if key not in certain:
        return Verdict.UNCERTAIN
    return Verdict.BROKEN if key in broken else Verdict.CHANGED


def _breaks(seen: Seen, change: Change, cited: Cited) -> bool:
    """Whether what the line cites is no law any more, as its verdict will say."""
    if change.kind is Kind.STATUS:
        return seen.status == str(Status.REPEALED)
    found = resolve(cited.units, seen.new).findings
    gone = change.kind is Kind.REPEALED and any(f.what == "article_absent" for f in found)
    return gone or any(f.what in {"repealed", "part_out_of_range"} for f in found)


def entry_part(
    entry: Entry, cites: tuple[str, ...], because: tuple[str, ...], verdict: Verdict = Verdict.CHANGED
) -> EntryPart:
    return EntryPart(
        key=entry.key,
        section=entry.section,
        topic=entry.topic,
        text=entry.text,
        treaty=entry.treaty,
        verdict=str(verdict),
        cites=cites,
        because=because,
    )
