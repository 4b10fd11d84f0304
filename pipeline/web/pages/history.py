"""Between versions: any two compared, and the life of one provision."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from db.answers import ProvisionSpan
from db.law import Kind
from db.law import Provision
from db.records import SourceState
from db.records import Version
from pipeline.profile.model import Expect
from pipeline.public import change_json
from pipeline.public import provision_json
from pipeline.verdicts.extent import within_extent
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.errors import NotHere
from pipeline.web.forms import act_json
from pipeline.web.forms import entry_names
from pipeline.web.forms import stored_json
from pipeline.web.forms import version_json
from pipeline.web.pages.acts import Chosen
from pipeline.web.pages.acts import choose
from pipeline.web.pages.acts import placed
from pipeline.web.pages.zone import zone_of
from pipeline.web.words import iso

VIEWS = ("inline", "sides")
SHOWN = 100  # changes on one page of a comparison
HISTORY = 60  # changes on the page of a provision
QUIET = frozenset({Kind.TYPOGRAPHIC, Kind.NOTE, Kind.MOVED})


def comparison(ask: Ask) -> Page:
    """Two versions of one source, by number or by day; the older one first, whichever was named first."""
    chosen = choose(ask)
    if chosen.source is None:
        raise NotHere("no text of this act has been read yet.", "Its page says how its sources stand.")
    asked = [_asked(ask, chosen.source, name) for name in ("from", "to")]
    old, new = sorted(asked, key=lambda v: (v.law_from, v.seen_at, v.id))
    everything = ask.word("all") is not None
    key = chosen.source.record.key
    every = ask.site.compared.between(key, old.id, new.id, ask.queries.provisions)
    found = within_extent(every, ask.queries.provisions(old.id), _contract(ask, key))
    told = [c for c in found if everything or c.kind not in QUIET]
    start = min(ask.number("start") or 0, len(told))
    return Page(
        "compare.html",
        f"{chosen.act.title}: two versions",
        lambda: {
            "act": act_json(chosen.act),
            "source": chosen.source.record.key if chosen.source else None,
            "from": version_json(old),
            "to": version_json(new),
            "changes": [change_json(c) for c in told],
        },
        {
            "act": chosen.act,
            "source": chosen.source,
            "old": old,
            "new": new,
            "changes": told[start : start + SHOWN],
            "start": start,
            "whole": len(told),
            "next": start + SHOWN if start + SHOWN < len(told) else None,
            "quiet": sum(c.kind in QUIET for c in found),
            "everything": everything,
            "beyond": len(every) - len(found),
            "view": ask.choice("view", VIEWS) or "inline",
        },
        zone=zone_of(ask, chosen.act.address),
        section="acts",
    )


def _contract(ask: Ask, source: str) -> Expect:
    """What the first profile that names the source promises of it."""
    for standing in ask.site.standings.named(ask.queries, ask.now):
        for place, record in standing.profile.source_records() if standing.profile else ():
            if record.key == source:
                return place.expect
    return Expect()


def _asked(ask: Ask, source: SourceState, name: str) -> Version:
    text = ask.word(name)
    if text is None:
        return _newest(ask, source, name)
    if text.isdigit():
        version = ask.queries.version(ask.number(name) or 0)
    else:
        day: date | None = ask.day(name)
        version = ask.queries.version_at(source.id, as_of=day)
    if version is None or version.source_id != source.id or version.accepted_at is None:
        raise NotHere(f"{source.record.key} has no version {text}.", "The act's page lists the versions.")
    return version


def _newest(ask: Ask, source: SourceState, name: str) -> Version:
    """The newest version, or the one before it."""
    known = ask.queries.versions(source.id, 2, accepted=True)
    if not known:
        raise NotHere("no text of this act has been read yet.", "Its page says how its sources stand.")
    return known[-1] if name == "from" else known[0]


def provision(ask: Ask) -> Page:
    """One provision with all it holds, and every state it was in."""
    chosen = choose(ask)
    if chosen.source is None or chosen.version is None:
        raise NotHere("no text of this act has been read yet.", "Its page says how its sources stand.")
    eid = ask.path["eid"]
    source = chosen.source
    spans = ask.queries.provision_history(source.id, eid)
    if not spans:
        raise NotHere(f"{chosen.act.address} never had a provision {eid}.", "Its page shows the document.")
    heads = ask.queries.provision_heads(chosen.version.id)
    inside = _inside(eid, [(h.eid, h.parent) for h in heads])
    now = ask.queries.provisions(chosen.version.id, inside) if inside else ()
    changes = ask.queries.changes(source_id=source.id, eid=eid, line=None, limit=HISTORY)
    names = entry_names(ask, (e for c in changes for e in c.entries))
    shown = now[0] if now else spans[-1].provision
    return Page(
        "provision.html",
        f"{_name(shown)}, {chosen.act.title}",
        lambda: _provision_json(chosen, eid, now, spans, [stored_json(c, names) for c in changes]),
        {
            "act": chosen.act,
            "source": source,
            "version": chosen.version,
            "eid": eid,
            "name": _name(shown),
            "shown": shown,
            "law": placed(now),
            "spans": spans[::-1],
            "changes": changes,
            "names": names,
            "view": ask.choice("view", VIEWS) or "inline",
            "language": source.record.language or chosen.version.language,
        },
        zone=zone_of(ask, chosen.act.address),
        feed=f"/acts/{chosen.act.address}.atom",
        section="acts",
    )


def _provision_json(
    chosen: Chosen,
    eid: str,
    now: Sequence[Provision],
    spans: Sequence[ProvisionSpan],
    changes: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "act": act_json(chosen.act),
        "source": chosen.source.record.key if chosen.source else None,
        "version": chosen.version.id if chosen.version else None,
        "eid": eid,
        "provisions": [provision_json(p) for p in now],
        "states": [
            {
                "from_version": s.from_version,
                "to_version": s.to_version,
                "law_from": s.from_valid,
                "seen_at": iso(s.from_seen_at),
                "provision": provision_json(s.provision),
            }
            for s in spans
        ],
        "changes": list(changes),
    }


def _inside(eid: str, heads: Sequence[tuple[str, str | None]]) -> list[str]:
    """The provision and all below it, in document order."""
    inside = {eid}
    found = []
    for one, parent in heads:
        if one == eid or parent in inside:
            inside.add(one)
            found.append(one)
    return found


def _name(p: Provision) -> str:
    if p.article in {None, p.label}:
        return p.label or p.eid
    return f"{p.article}, {p.label}"
