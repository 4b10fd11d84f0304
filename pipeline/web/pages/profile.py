"""A profile as published, line by line, each with its verdict; and one line with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import Baseline
from db.records import SourceState
from db.records import Verdict
from pipeline.profile.model import Profile
from pipeline.verdicts.sight import law_keys
from pipeline.verdicts.sight import sight
from pipeline.verdicts.status import entry_json
from pipeline.verdicts.status import status_json
from pipeline.verdicts.table import Table
from pipeline.verdicts.verdict import WORST_FIRST
from pipeline.verdicts.verdict import EntryVerdict
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.errors import NotHere
from pipeline.web.forms import alert_json
from pipeline.web.forms import review_json
from pipeline.web.forms import stored_json
from pipeline.web.pages.edits import edits_here
from pipeline.web.pages.edits import edits_json
from pipeline.web.pages.home import line_counts
from pipeline.web.words import iso_or_none

LAW = (AlertKind.CHANGE, AlertKind.IN_FORCE, AlertKind.CROSS_CHECK)
WAITING = (AlertState.OPEN, AlertState.ACKNOWLEDGED)
MOST_ALERTS = 500  # waiting alerts of one profile that are put beside its lines
HISTORY = 50  # changes and alerts on the page of a line


@dataclass(frozen=True, slots=True)
class Filters:
    section: str | None
    treaty: str | None
    act: str | None
    verdict: str | None

    def admits(self, line: EntryVerdict) -> bool:
        return (
            (self.section is None or line.entry.section == self.section)
            and (self.treaty is None or self.treaty in line.entry.treaty)
            and (self.act is None or any(c.cited.act == self.act for c in line.citations))
            and (self.verdict is None or str(line.verdict) == self.verdict)
        )

    @property
    def any(self) -> bool:
        return any((self.section, self.treaty, self.act, self.verdict))


def profile(ask: Ask) -> Page:
    table, read = _table(ask)
    filters = Filters(
        ask.word("section"),
        ask.word("treaty"),
        ask.word("act"),
        ask.choice("verdict", tuple(str(v) for v in WORST_FIRST)),
    )
    shown = [line for line in table.entries if filters.admits(line)]
    states = ask.queries.sources(keys=tuple(record.key for _, record in read.source_records()))
    alerts = waiting(ask, read.key)
    return Page(
        "profile.html",
        read.title,
        lambda: (
            status_json(ask.queries, table, filters.verdict)
            | {"entries": [entry_json(line) for line in shown]}
        ),
        {
            "profile": read,
            "table": table,
            "filters": filters,
            "sections": [(name, list(lines)) for name, lines in groupby(shown, lambda e: e.entry.section)],
            "shown": len(shown),
            "counts": line_counts(table),
            "sight": sight(law_keys(table.sources), ask.queries.unread()),
            "choices": _choices(read),
            "links": links(read, states),
            "alerts": _by_line(alerts),
            "waiting": sum(a.state is AlertState.OPEN for a in alerts),
            "checked_at": max((s.last_checked_at for s in states if s.last_checked_at), default=None),
            "states": {s.record.key: s for s in states},
        },
        zone=read.timezone,
        feed=f"/profiles/{read.key}.atom",
        section="profiles",
    )


def line(ask: Ask) -> Page:
    """One line of a profile with all that befell it."""
    table, read = _table(ask)
    found = next((e for e in table.entries if e.entry.key == ask.path["entry"]), None)
    if found is None:
        raise NotHere(
            f"no line of {read.title} is called {ask.path['entry']}.", "The profile's page lists them."
        )
    states = ask.queries.sources(keys=tuple(record.key for _, record in read.source_records()))
    name = f"{read.key}/{found.entry.key}"
    alerts = ask.queries.alerts(profile=read.key, entry=found.entry.key, limit=HISTORY)
    changes = ask.queries.changes(entry=name, limit=HISTORY)
    baselines = ask.queries.baseline_history(read.key, found.entry.key)
    reviews = ask.queries.reviews(profile=read.key, entry=found.entry.key)
    moved = found.verdict in {Verdict.CHANGED, Verdict.BROKEN}
    ready = edits_here(ask, read.key, (found.entry.key,)) if moved else None
    return Page(
        "line.html",
        f"{found.entry.topic or found.entry.section}, {read.title}",
        lambda: (
            entry_json(found)
            | {
                "profile": read.key,
                "proposals": edits_json(ready),
                "alerts": [alert_json(a) for a in alerts],
                "changes": [stored_json(c, {name: found.entry.name}) for c in changes],
                "baselines": [
                    {
                        "at": iso_or_none(b.at),
                        "who": b.who,
                        "why": b.why,
                        "versions": [list(v) for v in b.versions],
                    }
                    for b in baselines
                ],
                "reviews": [review_json(r) for r in reviews],
            }
        ),
        {
            "profile": read,
            "line": found,
            "links": links(read, states),
            "alerts": _by_line(alerts),
            "alert_list": alerts,
            "changes": changes,
            "baselines": baselines,
            "reviews": reviews,
            "edits": ready,
            "open": next((a for a in alerts if a.state in WAITING and a.kind is AlertKind.CHANGE), None),
            "entry_names": {f"{read.key}/{e.key}": e.name for e in read.entries},
        },
        zone=read.timezone,
        feed=f"/profiles/{read.key}/{found.entry.key}.atom",
        section="profiles",
    )


def _baseline_json(b: Baseline) -> dict[str, object]:
    return {"at": iso_or_none(b.at), "who": b.who, "why": b.why, "versions": [list(v) for v in b.versions]}


def waiting(ask: Ask, profile: str) -> list[Alert]:
    """Alerts of a profile that a person has to do with; what only takes effect later waits for its day."""
    found = ask.queries.alerts(profile=profile, states=WAITING, kinds=LAW, limit=MOST_ALERTS)
    return [a for a in found if a.due_at is None or a.due_at <= ask.now]


def links(read: Profile, states: Sequence[SourceState]) -> dict[str, str]:
    """By the profile's own key of an act, its address: two profiles may call one act by two keys."""
    addresses = {s.record.key: s.record.act for s in states}
    found = {act.key: read.address(act.key) for act in read.acts}
    own = {read.address(act.key): act for act in read.acts}
    for _, record in read.source_records():
        act, known = own.get(record.act or ""), addresses.get(record.key)
        if act and known:
            found[act.key] = known
    return found


def _table(ask: Ask) -> tuple[Table, Profile]:
    standing = ask.site.standings.one(ask.queries, ask.path["profile"], ask.now)
    assert standing.table is not None
    assert standing.profile is not None
    return standing.table, standing.profile


def _choices(read: Profile) -> dict[str, list[tuple[str, str]]]:
    """What can be filtered by: (value, words)."""
    entries = read.entries
    return {
        "section": [(s, s) for s in dict.fromkeys(e.section for e in entries)],
        "treaty": [(t, t) for t in dict.fromkeys(t for e in entries for t in e.treaty)],
        "act": [(a.key, a.title) for a in read.acts],
        "verdict": [(str(v), v.replace("_", " ")) for v in WORST_FIRST if v is not Verdict.NO_LAW],
    }


def _by_line(alerts: Sequence[Alert]) -> dict[str, list[Alert]]:
    found: dict[str, list[Alert]] = {}
    for alert in alerts:
        for entry in alert.entries:
            found.setdefault(entry, []).append(alert)
    return found
