"""From the changes of one version to the alerts of one profile: one cause, one alert. Pure.

A cause is an amending act; changes whose act is not known have one cause together. A change that no line of the
profile relies on is recorded and counted, and alerts nobody.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from zoneinfo import ZoneInfo

from alerts.message import render
from alerts.payload import EntryPart
from alerts.payload import Payload
from db.law import Attribution
from db.law import Change
from db.law import Kind
from db.records import AlertKind
from db.records import NewAlert
from pipeline.changes.compare.law import ACT
from pipeline.changes.weigh import RULES
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.telling.alert_edits import proposal_part
from pipeline.telling.packing import packed
from pipeline.telling.payloads import Seen
from pipeline.telling.payloads import Touched
from pipeline.telling.payloads import change_payload
from pipeline.telling.payloads import entry_part
from pipeline.telling.payloads import touched_entries
from pipeline.verdicts.depends import depends_on
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.verdict import touching

# Ends of causes: what goes to the digest alone, and what is told on the day that a change takes effect.
WHOLE_ACT = "/whole-act"
IN_FORCE = "/in-force:"

# A rule's level as a weight, for the order in a digest.
WEIGHTS = {"critical": 100, "high": 50, "normal": 10, "low": 2, "none": 0}


def touched_lines(seen: Seen) -> tuple[Touched, Touched]:
    """Which lines of the profile rely on what changed, and which only depend on it."""
    direct: Touched = {}
    also: Touched = {}
    places = {id(change): number for number, change in enumerate(seen.changes)}
    for entry in seen.profile.entries:
        for cited in cited_by(entry, seen.profile):
            if not cited.may_mean(seen.act.key):
                continue
            eids = resolve(cited.units, seen.new).eids
            hits = touching(cited, seen.changes, seen.new, eids, seen.old)
            if cited.units:  # a repealed act takes each of its articles with it
                hits += [c for c in seen.changes if c.kind is Kind.STATUS and c.eid == ACT]
            for change in hits:
                _note(direct, places[id(change)], entry, cited)
            if cited.units:
                hit = {places[id(c)] for c in hits}
                for number in depends_on(eids, seen.new, seen.changes):
                    if number not in hit:
                        _note(also, number, entry, cited)
    return direct, also


def _note(touched: Touched, number: int, entry: Entry, cited: Cited) -> None:
    """A line once; by a citation that surely means the act, where it has one."""
    lines = touched.setdefault(number, [])
    place = next((n for n, (known, _) in enumerate(lines) if known.key == entry.key), None)
    if place is None:
        lines.append((entry, cited))
    elif lines[place][1].act is None:
        lines[place] = (entry, cited)


def alerts_for(seen: Seen) -> list[NewAlert]:
    """One alert per amending act whose changes touch a line of the profile."""
    direct, also = touched_lines(seen)
    groups: dict[tuple[str, str], list[int]] = {}
    for number in sorted(direct):
        groups.setdefault(cause_of(seen.changes[number].by), []).append(number)
    found = [_alert(seen, cause, numbers, direct, also) for cause, numbers in groups.items()]
    digest = _digest_only(seen, direct)
    return [*found, digest] if digest else found


def cause_of(by: Sequence[Attribution]) -> tuple[str, str]:
    """(number, date) of the newest act that made a change; empty where none is known."""
    known = [a for a in by if a.number or a.date]
    newest = max(known, key=lambda a: a.date or "", default=None)
    return (newest.number or "", newest.date or "") if newest else ("", "")


def _alert(
    seen: Seen, cause: tuple[str, str], numbers: Sequence[int], direct: Touched, also: Touched
) -> NewAlert:
    entries = _edited(seen, touched_entries(seen, numbers, direct))
    same_cause = [n for n, c in enumerate(seen.changes) if cause_of(c.by) == cause]
    depending = [n for n in same_cause if n in also and n not in direct]
    uncited = [
        n for n in same_cause if n not in direct and n not in also and seen.changes[n].kind not in _QUIET
    ]
    payload = change_payload(seen, numbers, depending, entries, len(uncited), direct, also)
    payload = replace(payload, why=(*payload.why, *_in_doubt(numbers, direct)))
    return _new(seen, payload, cause, numbers, entries, suffix="", targets=tuple(seen.profile.targets))


def _in_doubt(numbers: Sequence[int], direct: Touched) -> tuple[str, ...]:
    """What is to be said of lines that may mean this act or another."""
    certain = {entry.key for n in numbers for entry, cited in direct[n] if cited.act is not None}
    lines = ((entry, cited) for n in numbers for entry, cited in direct[n] if entry.key not in certain)
    said = (
        f"{entry.name}: it is not certain that this line means the act that changed; {finding.words}."
        for entry, cited in lines
        for finding in cited.findings
    )
    return tuple(dict.fromkeys(said))


def _edited(seen: Seen, parts: tuple[EntryPart, ...]) -> tuple[EntryPart, ...]:
    """The lines with their ready edits."""
    entries = {e.key: e for e in seen.profile.entries}
    return tuple(replace(part, proposal=proposal_part(seen, entries[part.key])) for part in parts)


_QUIET = frozenset({Kind.TYPOGRAPHIC, Kind.NOTE, Kind.MOVED})


def _digest_only(seen: Seen, direct: Touched) -> NewAlert | None:
    """Lines that rely on the whole act hear of its amendments in the digest, and nowhere else."""
    targets = tuple(name for name, t in seen.profile.targets.items() if t.digest == "daily")
    lines = [
        entry
        for entry in seen.profile.entries
        for cited in cited_by(entry, seen.profile)
        if cited.act == seen.act.key and not cited.units
    ]
    numbers = [n for n, c in enumerate(seen.changes) if n not in direct and c.kind not in _QUIET]
    if not (targets and lines and numbers):
        return None
    parts = _edited(seen, tuple(entry_part(e, (), ()) for e in dict.fromkeys(lines)))
    whole: Touched = {}
    payload = change_payload(seen, numbers, (), parts, 0, whole, whole)
    payload = replace(
        payload, why=("These lines rely on the act as a whole; it was amended and is in force.",)
    )
    return _new(seen, payload, ("", ""), numbers, parts, suffix=WHOLE_ACT, targets=targets)


def _new(
    seen: Seen,
    payload: Payload,
    cause: tuple[str, str],
    numbers: Sequence[int],
    entries: Sequence[EntryPart],
    *,
    suffix: str,
    targets: tuple[str, ...],
) -> NewAlert:
    name = "/".join(filter(None, cause)) or "unknown"
    return packed(
        payload,
        seen.profile,
        # The snapshot is what makes this change this change: the same law may amend the act again later.
        f"{seen.source_key}/snapshot:{seen.snapshot.id}/{name}{suffix}",
        targets=targets,
        entries=[e.key for e in entries],
        changes=numbers,
        weight=weight(seen.changes[n] for n in numbers),
    )


def weight(changes: Iterable[Change]) -> int:
    """The heaviest rule that fired, and a little for each change: for the order in a digest."""
    total = 0
    for change in changes:
        levels = [RULES[name][0] for name in change.significance if name in RULES]
        total = max(total, max((WEIGHTS.get(level, 0) for level in levels), default=1))
    return total


def lines_of(seen: Seen, touched: Mapping[int, Sequence[tuple[Entry, Cited]]]) -> list[tuple[str, ...]]:
    """Per change, the keys under which the store remembers the lines it touches."""
    return [
        tuple(f"{seen.profile.key}/{entry.key}" for entry, _ in touched.get(n, ()))
        for n in range(len(seen.changes))
    ]


def in_force_alerts(seen: Seen, made: Sequence[NewAlert]) -> list[NewAlert]:
    """For each alert of a change that is not yet in force: the same again, due on the day."""
    found = []
    for alert in made:
        payload = Payload.from_json(alert.payload)
        day = payload.clocks.in_force if payload.clocks and payload.clocks.not_yet else None
        if day is None or alert.cause.endswith(WHOLE_ACT):
            continue
        again = replace(payload, kind="in_force", clocks=replace(payload.clocks, not_yet=False))  # type: ignore[type-var]
        found.append(
            replace(
                alert,
                kind=AlertKind.IN_FORCE,
                cause=f"{alert.cause}{IN_FORCE}{day}",
                subject=render(again).subject,
                payload=again.to_json(),
                due_at=_morning(day, seen.profile),
            )
        )
    return found


def _morning(day: str, profile: Profile) -> datetime:
    """Six in the morning of the day, where the profile lives."""
    local = datetime.combine(date.fromisoformat(day), time(6), ZoneInfo(profile.timezone))
    return local.astimezone(UTC)
