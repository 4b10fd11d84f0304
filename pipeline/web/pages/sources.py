"""A source: how its looks ended, what it sent, what is held and why; and one snapshot as evidence."""

from db.errors import BodyDropped
from db.errors import Missing
from db.records import Snapshot
from db.records import SourceState
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.errors import NotHere
from pipeline.web.forms import check_json
from pipeline.web.forms import review_json
from pipeline.web.forms import snapshot_json
from pipeline.web.forms import state_json
from pipeline.web.forms import version_json
from pipeline.web.pages.zone import zone_of
from scraper.decode import decode
from scraper.parts import is_parts

SHOWN = 40  # looks, snapshots and versions on the page of a source
MAX_TEXT = 200_000  # characters of a snapshot on its page; the whole is one link away


def source(ask: Ask) -> Page:
    key = f"{ask.path['country']}/{ask.path['source']}"
    found = ask.queries.source(key)
    if found is None:
        raise NotHere(f"there is no source {key}.", "The page of an act lists its sources.")
    checks = ask.queries.checks(found.id, SHOWN)
    snapshots = ask.queries.snapshots(found.id, SHOWN, before=ask.number("before"))
    held = ask.queries.held(found.id)
    settled = [
        v for v in ask.queries.versions(found.id, SHOWN, accepted=False) if v.id not in {h.id for h in held}
    ]
    acts = ask.queries.acts_of([found.record.act] if found.record.act else [])
    return Page(
        "source.html",
        key,
        lambda: (
            state_json(found)
            | {
                "checks": [check_json(c) for c in checks],
                "snapshots": [snapshot_json(s) for s in snapshots],
                "held_versions": [version_json(v) for v in held],
                "settled_versions": [version_json(v) for v in settled],
            }
        ),
        {
            "source": found,
            "act": acts.get(found.record.act or ""),
            "checks": checks,
            "snapshots": snapshots,
            "held": held,
            "settled": settled,
            "older": snapshots[-1].id if len(snapshots) == SHOWN else None,
        },
        zone=zone_of(ask, found.record.act),
        section="acts",
    )


def held(ask: Ask) -> Page:
    """A held version: why, and the page as it came."""
    version = ask.queries.version(ask.path["version"])
    if version is None or (version.accepted_at is not None and version.decision is None):
        raise NotHere(
            f"no held version has the number {ask.path['version']}.", "The health page lists what is held."
        )
    state = ask.queries.source_state(version.source_id)
    evidence = ask.queries.snapshot(version.snapshot_id)
    reviews = ask.queries.reviews(version_id=version.id)
    return Page(
        "held.html",
        f"Held: {state.record.key}",
        lambda: (
            version_json(version)
            | {
                "source": state.record.key,
                "evidence": snapshot_json(evidence),
                "reviews": [review_json(r) for r in reviews],
            }
        ),
        {"version": version, "reviews": reviews} | _shown(ask, state, evidence),
        zone=zone_of(ask, state.record.act),
        section="health",
    )


def snapshot(ask: Ask) -> Page:
    """What a server sent, byte for byte, and its place in the chain."""
    evidence = _snapshot(ask)
    state = ask.queries.source_state(evidence.source_id)
    return Page(
        "snapshot.html",
        f"Snapshot {evidence.id}",
        lambda: (
            snapshot_json(evidence)
            | {"source": state.record.key, "headers": [list(h) for h in evidence.headers]}
        ),
        _shown(ask, state, evidence),
        zone=zone_of(ask, state.record.act),
        section="health",
    )


def raw(ask: Ask) -> tuple[bytes, Snapshot]:
    """The bytes themselves."""
    evidence = _snapshot(ask)
    return ask.queries.body(evidence.body_sha256), evidence


def is_page(evidence: Snapshot) -> bool:
    """Whether a browser could show it as a page."""
    return content_type(evidence).split(";")[0].strip().lower() in {"text/html", "application/xhtml+xml"}


def content_type(evidence: Snapshot) -> str:
    return next((value for name, value in evidence.headers if name.lower() == "content-type"), "")


def charset_of(body: bytes, evidence: Snapshot) -> str:
    """The charset that we read it in: one of Python's own names, so nothing from outside gets into a header."""
    return decode(body, content_type=content_type(evidence)).charset


def _snapshot(ask: Ask) -> Snapshot:
    try:
        return ask.queries.snapshot(ask.path["snapshot"])
    except Missing as error:
        raise NotHere(error.what, "The page of a source lists its snapshots.") from error


def _shown(ask: Ask, state: SourceState, evidence: Snapshot) -> dict[str, object]:
    text, why_not, parts = "", None, False
    try:
        body = ask.queries.body(evidence.body_sha256)
    except BodyDropped as error:
        body, why_not = b"", error.what
    else:
        parts = is_parts(body)
        text = decode(body, content_type=content_type(evidence)).text
    return {
        "source": state,
        "snapshot": evidence,
        "text": text[:MAX_TEXT],
        "cut": max(0, len(text) - MAX_TEXT),
        "why_not": why_not,
        "framed": is_page(evidence) and not parts and why_not is None,
        "view": ask.choice("view", ("text", "page")) or "text",
    }
