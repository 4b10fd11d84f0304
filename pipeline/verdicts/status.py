"""The public JSON of a profile's standing: `lexwatch status --json` and the page's twin of it."""

from typing import Any

from db.queries import Queries
from pipeline.public import attribution_json
from pipeline.public import moment_json
from pipeline.verdicts.table import SourceHealth
from pipeline.verdicts.table import Table
from pipeline.verdicts.verdict import CitationVerdict
from pipeline.verdicts.verdict import EntryVerdict


def status_json(queries: Queries, table: Table, verdict: str | None = None) -> dict[str, Any]:
    tally = table.tally
    return {
        "profile": table.profile.title,
        "key": table.profile.key,
        "at": moment_json(table.at),
        "citations": {
            "checked": tally.checked,
            "holds": tally.holds,
            "changed": tally.changed,
            "broken": tally.broken,
            "uncertain": tally.uncertain,
        },
        "entries": [entry_json(e) for e in table.entries if verdict in {None, str(e.verdict)}],
        "sources": [source_json(s) for s in table.sources],
        "deliveries": delivery_counts(queries, table.profile.key),
    }


def entry_json(entry: EntryVerdict) -> dict[str, Any]:
    return {
        "key": entry.entry.key,
        "section": entry.entry.section,
        "topic": entry.entry.topic,
        "text": entry.entry.text,
        "note": entry.entry.note,
        "treaty": list(entry.entry.treaty),
        "verdict": str(entry.verdict),
        "citations": [citation_json(c) for c in entry.citations],
    }


def citation_json(citation: CitationVerdict) -> dict[str, Any]:
    relied = citation.relied
    return {
        "text": citation.cited.text,
        "act": citation.cited.act,
        "resolves_to": list(citation.resolves_to),
        "verdict": str(citation.verdict),
        "qualifier": citation.cited.qualifier,
        "baseline": {
            "basis": str(relied.basis),
            "date": relied.day.isoformat() if relied.day else None,
            "vouched": relied.vouched,
        },
        "reasons": [
            {
                "what": reason.kind or reason.what,
                "words": reason.words,
                "eid": reason.eid,
                "article": reason.article,
                "by": [attribution_json(a) for a in reason.by],
                "how": str(reason.how),
            }
            for reason in citation.reasons
        ],
    }


def source_json(source: SourceHealth) -> dict[str, Any]:
    state = source.state
    return {
        "key": source.key,
        "url": source.place.url,
        "outcome": str(state.last_outcome) if state and state.last_outcome else None,
        "last_good": moment_json(state.last_good_at) if state else None,
        "last_checked": moment_json(state.last_checked_at) if state else None,
        "due": moment_json(state.due_at) if state else None,
        "failures": state.failures if state else 0,
        "stale": source.stale,
    }


def delivery_counts(queries: Queries, profile: str) -> dict[str, int]:
    return queries.delivery_counts(profile)
