"""The view by treaty article over all profiles: whose law behind Article 19 changed?"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any

from db.records import Verdict
from pipeline.verdicts.status import entry_json
from pipeline.verdicts.verdict import WORST_FIRST
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.errors import NotHere
from pipeline.web.treaty_index import Behind
from pipeline.web.words import iso_or_none

_ARTICLE = re.compile(r"^(.*?)[\s,]+(Art(?:icle)?s?\.?\s*\d.*)$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)")
RECENT = timedelta(days=365)  # unless the visitor asks for another time


def treaties(ask: Ask) -> Page:
    behind = _behind(ask)
    counts = {name: Counter(b.verdict for b in lines) for name, lines in behind.items()}
    profiles = {name: {b.standing.key for b in lines} for name, lines in behind.items()}
    names = sorted(counts, key=_order)
    groups = [(treaty, list(members)) for treaty, members in groupby(names, lambda n: parts(n)[0])]
    return Page(
        "treaties.html",
        "Treaty articles",
        lambda: [{"treaty": n, "profiles": sorted(profiles[n]), "lines": dict(counts[n])} for n in names],
        {
            "groups": groups,
            "counts": counts,
            "profiles": profiles,
            "article": lambda name: parts(name)[1],
            "shown": [str(v) for v in WORST_FIRST if v is not Verdict.NO_LAW],
        },
        section="treaty",
    )


def treaty(ask: Ask) -> Page:
    name = ask.path["treaty"]
    lines = _behind(ask).get(name, ())
    if not lines:
        raise NotHere(f"no line of any profile stands behind {name}.", "The list of treaty articles has all.")
    since = ask.moment("since") or ask.now - RECENT
    moved = ask.queries.lines_moved((f"{b.standing.key}/{b.key}" for b in lines), since)
    shown = [replace(b, moved=moved.get(f"{b.standing.key}/{b.key}")) for b in lines]
    return Page(
        "treaty.html",
        name,
        lambda: {"treaty": name, "lines": [_json(b) for b in shown]},
        {
            "name": name,
            "lines": shown,
            "changed": sum(b.moved is not None for b in shown),
            "since": since,
            "counts": Counter(b.verdict for b in shown),
        },
        feed=f"/treaty/{name}.atom",
        section="treaty",
    )


def lines_behind(ask: Ask, name: str) -> list[tuple[str, str]]:
    """(profile, entry) of every line behind a treaty article."""
    return [(b.standing.key, b.key) for b in _behind(ask).get(name, ())]


def _behind(ask: Ask) -> Mapping[str, tuple[Behind, ...]]:
    return ask.site.behind.of(ask.site.standings.all(ask.queries, ask.now))


def parts(name: str) -> tuple[str, str]:
    """("Budapest Convention", "Art. 19"); the whole name twice where it has no article."""
    found = _ARTICLE.match(name)
    return (found[1], found[2]) if found else (name, name)


def _order(name: str) -> tuple[Any, ...]:
    """As people count: Art. 9 before Art. 10."""
    treaty_name, article = parts(name)
    pieces = [(int(p), "") if p.isdecimal() else (0, p.casefold()) for p in _NUMBERS.split(article)[1:]]
    return (treaty_name.casefold(), pieces, article)


def _json(b: Behind) -> dict[str, Any]:
    told = entry_json(b.line) if b.line else {"key": b.key, "topic": b.topic, "text": b.text, "verdict": None}
    return told | {
        "profile": b.standing.key,
        "profile_title": b.standing.title,
        "changes": b.moved.count if b.moved else 0,
        "last_change": b.moved.change_id if b.moved else None,
        "last_change_at": iso_or_none(b.moved.seen_at) if b.moved else None,
    }
