"""The start page: every profile, how its lines stand, what waits for a person, when all was last looked at."""

import json
from typing import Any

from db.records import Verdict
from pipeline.verdicts.sight import Sight
from pipeline.verdicts.sight import law_keys
from pipeline.verdicts.sight import sight
from pipeline.verdicts.table import Table
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.standing import Standing
from pipeline.web.words import iso

COUNTED = (Verdict.BROKEN, Verdict.CHANGED, Verdict.UNCERTAIN, Verdict.HOLDS)
RUNS = 50  # newest runs among which the last whole pass is sought


def home(ask: Ask) -> Page:
    standings = ask.site.standings.all(ask.queries, ask.now)
    waiting = ask.queries.open_alerts_by_profile(ask.now)
    unread = ask.queries.unread()
    sources = {s.key: law_keys(s.table.sources) if s.table else [] for s in standings}
    sights = {key: sight(keys, unread) for key, keys in sources.items()}
    rows = [(s, line_counts(s.table)) for s in standings]
    total = {str(v): sum(counts[str(v)] for _, counts in rows) for v in COUNTED}
    whole = last_whole_pass(ask)
    zones = {s.profile.timezone for s in standings if s.profile}
    return Page(
        "home.html",
        "Profiles",
        lambda: {
            "at": iso(ask.now),
            "lines": total,
            "last_full_pass": whole,
            "profiles": [_json(s, counts, waiting.get(s.key, 0), sights[s.key]) for s, counts in rows],
        },
        {
            "rows": rows,
            "waiting": waiting,
            "total": total,
            "sights": sights,
            "sight": sight((key for keys in sources.values() for key in keys), unread),
            "blind": [s for s in standings if sights[s.key].blind],
            "lines": sum(total.values()),
            "whole": whole,
            "unready": sum(not s.fresh for s in standings if not s.problem),
        },
        zone=zones.pop() if len(zones) == 1 else "UTC",
        section="profiles",
    )


def line_counts(table: Table | None) -> dict[str, int]:
    """How many lines stand how."""
    counts = {str(v): 0 for v in Verdict}
    for entry in table.entries if table else ():
        counts[str(entry.verdict)] += 1
    return counts


def last_whole_pass(ask: Ask) -> str | None:
    """When a pass over everything last ended; None where none is known."""
    for run in ask.queries.runs(RUNS):
        if run.what == "check" and run.ended_at and _was_whole(run.summary):
            return iso(run.ended_at)
    return None


def _was_whole(summary: str | None) -> bool:
    try:
        facts = json.loads(summary or "{}")
    except ValueError:
        return False
    return bool(isinstance(facts, dict) and facts.get("whole"))


def _json(s: Standing, counts: dict[str, int], waiting: int, seen: Sight) -> dict[str, Any]:
    tally = s.table.tally if s.table else None
    return {
        "key": s.key,
        "title": s.title,
        "country": s.country,
        "lines": counts,
        "citations": None
        if tally is None
        else {
            "checked": tally.checked,
            "holds": tally.holds,
            "changed": tally.changed,
            "broken": tally.broken,
            "uncertain": tally.uncertain,
        },
        "alerts_open": waiting,
        "sources": seen.sources,
        "unread": seen.unread,
        "fresh": s.fresh,
        "problem": s.problem,
    }
