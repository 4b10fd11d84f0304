"""Acts: the list, and one act as a document with its versions, on any day, as it was known at any time."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.law import Provision
from db.records import ActRecord
from db.records import Line
from db.records import SourceState
from db.records import Version
from pipeline.public import provision_json
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.errors import NotHere
from pipeline.web.forms import act_json
from pipeline.web.forms import state_json
from pipeline.web.forms import version_json
from pipeline.web.pages.zone import zone_of
from pipeline.web.render import render

SHOWN = 100  # acts of a page of the list
VERSIONS = 200  # of one source, in its timeline
STEPS = 6  # depths that the page tells apart


@dataclass(frozen=True, slots=True)
class Placed:
    """A provision, and how deep it stands."""

    provision: Provision
    depth: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which text of an act is shown."""

    act: ActRecord
    sources: tuple[SourceState, ...]
    source: SourceState | None  # None: nothing was read yet
    version: Version | None


def acts(ask: Ask) -> Page:
    text = ask.word("q")
    found = ask.queries.acts_listed(text, after=ask.word("after"), limit=SHOWN)
    return Page(
        "acts.html",
        "Acts",
        lambda: [
            act_json(a.act) | {"sources": a.sources, "read": a.read, "failing": a.failing} for a in found
        ],
        {
            "acts": found,
            "question": text or "",
            "after": found[-1].act.address if len(found) == SHOWN else None,
        },
        zone=zone_of(ask, None),
        section="acts",
    )


def act(ask: Ask) -> Page:
    """The text that was asked for, and how it came to be."""
    as_of = ask.day("as_of")
    chosen = choose(ask)
    version = chosen.version
    versions = timeline(ask, chosen)
    provisions: tuple[Provision, ...] | None = None

    def law() -> tuple[Provision, ...]:
        nonlocal provisions
        if provisions is None:
            provisions = ask.queries.provisions(version.id) if version else ()
        return provisions

    return Page(
        "act.html",
        chosen.act.title,
        lambda: _json(chosen, versions, law()),
        {
            "act": chosen.act,
            "sources": chosen.sources,
            "source": chosen.source,
            "version": version,
            "versions": versions,
            "changed": ask.queries.changes_by_version(chosen.source.id) if chosen.source else {},
            "document": (lambda: _document(ask, chosen, law)) if version else None,
            "as_of": as_of.isoformat() if as_of else "",
            "known_at": ask.word("known_at") or "",
            "current": bool(chosen.source and version and chosen.source.version_id == version.id),
            "readers": readers(ask, chosen.act.address),
            "successor": _successor(ask, chosen.act),
        },
        zone=zone_of(ask, chosen.act.address),
        feed=f"/acts/{chosen.act.address}.atom",
        section="acts",
    )


def _json(chosen: Chosen, versions: Sequence[Version], law: Sequence[Provision]) -> dict[str, object]:
    record = chosen.source.record if chosen.source else None
    return {
        "act": act_json(chosen.act),
        "sources": [state_json(s) for s in chosen.sources],
        "source": record.key if record else None,
        "language": record.language if record else None,
        "url": record.url if record else None,
        "version": version_json(chosen.version) if chosen.version else None,
        "versions": [version_json(v) for v in versions],
        "provisions": [provision_json(p) for p in law],
    }


def choose(ask: Ask) -> Chosen:
    """The act of the address, the source and version of the question. Raises NotHere, BadQuestion."""
    address = f"{ask.path['country']}/{ask.path['act']}"
    found = ask.queries.act(address)
    if found is None:
        raise NotHere(f"there is no act {address}.", "The list of acts has all that are watched.")
    sources = ask.queries.sources(address)
    number = ask.number("version")
    if number is not None:
        version = ask.queries.version(number)
        source = next((s for s in sources if version and s.id == version.source_id), None)
        if version is None or source is None or version.accepted_at is None:
            raise NotHere(f"{address} has no version {number}.", "Its page lists the versions.")
        return Chosen(found, sources, source, version)
    source = _source(ask, sources)
    return Chosen(found, sources, source, _version(ask, source, ask.moment("known_at")) if source else None)


def _source(ask: Ask, sources: Sequence[SourceState]) -> SourceState | None:
    """The one asked for by key or language; else the most trusted that was read."""
    key, language = ask.word("source"), ask.word("language")
    if key or language:
        asked = [s for s in sources if key in {None, s.record.key} and language in {None, s.record.language}]
        if not asked:
            raise NotHere("this act has no such source.", "Its page lists the sources.")
        return asked[0]
    return next((s for s in sources if s.version_id), sources[0] if sources else None)


def _version(ask: Ask, source: SourceState, known_at: datetime | None) -> Version | None:
    as_of = ask.day("as_of")
    if as_of or known_at:
        found = ask.queries.version_at(source.id, as_of=as_of, known_at=known_at)
        if found is None:
            raise NotHere(
                "no text of this act from that time is held.", "The timeline on its page says from when on."
            )
        return found
    if source.version_id:
        return ask.queries.version(source.version_id)
    return next(iter(ask.queries.versions(source.id, 1, accepted=True)), None)


def timeline(ask: Ask, chosen: Chosen) -> list[Version]:
    """Accepted versions by the day they were law from, newest first; what an archive brought stands in its place."""
    if chosen.source is None:
        return []
    found = ask.queries.versions(chosen.source.id, VERSIONS, accepted=True)
    return sorted(found, key=lambda v: (v.law_from, v.line is Line.LIVE, v.seen_at, v.id), reverse=True)


def placed(law: Sequence[Provision]) -> list[Placed]:
    """With the depth below the basic unit; containers and basic units stand at 0."""
    depths: dict[str, int] = {}
    found = []
    for p in law:
        own = p.article is None or p.article == p.label
        depth = 0 if own else min(depths.get(p.parent or "", 0) + 1, STEPS)
        depths[p.eid] = depth
        found.append(Placed(p, depth))
    return found


def _successor(ask: Ask, act: ActRecord) -> ActRecord | None:
    """The act that the profile names by its key or address, where it is watched, too."""
    if act.replaced_by is None:
        return None
    return ask.queries.act(act.replaced_by) or ask.queries.act(f"{act.country.lower()}/{act.replaced_by}")


def _document(ask: Ask, chosen: Chosen, law: Callable[[], Sequence[Provision]]) -> str:
    """The law as HTML: made once for a version, since versions never change."""
    assert chosen.version is not None
    version = chosen.version
    return ask.site.rendered.get(
        (version.id, chosen.act.address),
        lambda: render(
            "document.html",
            law=placed(law()),
            address=f"/acts/{chosen.act.address}",
            language=version.language or (chosen.source.record.language if chosen.source else None),
            version=version,
        ),
    )


def readers(ask: Ask, address: str) -> list[tuple[str, str, int]]:
    """(key, title, lines) of the profiles that cite the act."""
    found = []
    for s in ask.site.standings.named(ask.queries, ask.now):
        keys = {a.key for a in s.profile.acts if s.profile.address(a.key) == address} if s.profile else set()
        if keys:
            lines = (
                sum(any(c.cited.act in keys for c in e.citations) for e in s.table.entries) if s.table else 0
            )
            found.append((s.key, s.title, lines))
    return found
