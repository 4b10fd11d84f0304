"""Whether the watch is well: passes, missed looks, sources in trouble, deliveries given up, held pages."""

import json
from typing import Any

from db.answers import RunRecord
from db.records import DeliveryState
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.forms import check_json
from pipeline.web.forms import delivery_json
from pipeline.web.forms import state_json
from pipeline.web.forms import version_json
from pipeline.web.pages.home import last_whole_pass
from pipeline.web.pages.zone import zone_of
from pipeline.web.words import iso
from pipeline.web.words import iso_or_none

RUNS = 15
SHOWN = 50


def health(ask: Ask) -> Page:
    queries = ask.queries
    runs = queries.runs(RUNS)
    held = queries.held()[:SHOWN]
    troubled = queries.troubled(SHOWN)
    missed = queries.missed_checks(SHOWN)
    dead = queries.deliveries(states=(DeliveryState.DEAD,), limit=SHOWN)
    waiting = queries.deliveries(states=(DeliveryState.WAITING, DeliveryState.SENDING), limit=SHOWN)
    outcomes, counts, head = queries.outcomes(), queries.counts(), queries.chain_head()
    whole = last_whole_pass(ask)
    return Page(
        "health.html",
        "Health",
        lambda: {
            "at": iso(ask.now),
            "last_full_pass": whole,
            "runs": [_run_json(r) for r in runs],
            "outcomes": outcomes,
            "troubled": [state_json(s) for s in troubled],
            "held": [version_json(v) for v in held],
            "missed": [check_json(c) for c in missed],
            "dead": [delivery_json(d) for d in dead],
            "waiting": [delivery_json(d) for d in waiting],
            "counts": counts,
            "chain": {"links": head.links, "hash": head.hash},
        },
        {
            "runs": [(run, _summary(run)) for run in runs],
            "outcomes": outcomes,
            "troubled": troubled,
            "held": held,
            "missed": missed,
            "dead": dead,
            "waiting": waiting,
            "counts": counts,
            "head": head,
            "whole": whole,
            "sources": queries.source_by_id([v.source_id for v in held] + [c.source_id for c in missed]),
        },
        zone=zone_of(ask, None),
        section="health",
    )


def _summary(run: RunRecord) -> dict[str, Any]:
    try:
        facts = json.loads(run.summary or "{}")
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _run_json(run: RunRecord) -> dict[str, Any]:
    return {
        "run": run.id,
        "what": run.what,
        "started_at": iso(run.started_at),
        "ended_at": iso_or_none(run.ended_at),
        "summary": _summary(run),
    }
