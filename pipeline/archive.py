"""Looking into what is held: a text on a day, a history, a difference, the changes. For people who inspect by hand."""

import datetime as dt
import re
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.law import SUBSTANTIVE
from db.law import Change
from db.law import Provision
from db.queries import Queries
from db.records import ActRecord
from db.records import Line
from db.records import SourceState
from db.records import StoredChange
from db.records import Version
from pipeline.changes.compare import compare
from pipeline.citations import Unit
from pipeline.errors import NotFound
from pipeline.profile.known import stored_profiles
from pipeline.public import change_json
from pipeline.public import moment_json
from pipeline.verdicts.resolve import parents_of
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.resolve import touches
from pipeline.verdicts.trust import in_order


@dataclass(frozen=True, slots=True)
class Shown:
    """A text with where it comes from."""

    act: ActRecord
    version: Version
    url: str
    provisions: tuple[Provision, ...]


def act_named(queries: Queries, name: str) -> ActRecord:
    """An act by "kz/criminal-code", by its bare key where one act alone has it, or by its number."""
    if found := queries.act(name):
        return found
    acts = [a for a in queries.acts() if name in {a.key, a.number, a.title}]
    if len(acts) == 1:
        return acts[0]
    if acts:
        raise NotFound(
            f'"{name}" is the name of {len(acts)} acts.', f"Say which: {', '.join(a.address for a in acts)}."
        )
    known = queries.acts()
    close = [a.address for a in known if name.lower() in f"{a.address} {a.title}".lower()][:8]
    hint = f"Did you mean {', '.join(close)}?" if close else _known_acts(known)
    raise NotFound(f'there is no act "{name}" in the database.', hint)


MAX_ACTS = 40  # acts that an error lists; the largest profile we know has 35


def _known_acts(known: Sequence[ActRecord]) -> str:
    if not known:
        return "It knows no act yet. Begin with: lexwatch check PROFILE"
    more = f" and {len(known) - MAX_ACTS} more" if len(known) > MAX_ACTS else ""
    return f"Known are {', '.join(a.address for a in known[:MAX_ACTS])}{more}."


def source_of(queries: Queries, act: ActRecord, language: str | None) -> SourceState:
    """The most trusted source of an act that was read; the next where it is down or held.

    In the language asked for, else in that of a profile which names the act, else in that of the first source.
    """
    read = [s for s in queries.sources(act.address, language=language) if _was_read(queries, s)]
    if read:
        if len({s.record.language for s in read}) > 1:
            spoken = _languages_of_profiles(queries, act)
            read.sort(key=lambda s: s.record.language not in spoken)
        return _read_ones(queries, act, read[0].record.language)[0]
    held = sorted({s.record.language or "?" for s in queries.sources(act.address) if s.version_id})
    if language and held:
        raise NotFound(f"{act.address} is not held in {language}.", f"It is held in {', '.join(held)}.")
    raise NotFound(
        f"no text of {act.address} has been read yet.",
        "Look at its sources with lexwatch check, or bring a saved page: lexwatch add-snapshot.",
    )


def _languages_of_profiles(queries: Queries, act: ActRecord) -> frozenset[str]:
    """The languages of the profiles that name an act: their readers read the law in it where they can."""
    return frozenset(
        profile.language
        for profile in stored_profiles(queries)
        if any(profile.address(a.key) == act.address for a in profile.acts)
    )


def _was_read(queries: Queries, state: SourceState) -> bool:
    return bool(queries.versions(state.id, limit=1, accepted=True))


def _read_ones(queries: Queries, act: ActRecord, language: str | None) -> list[SourceState]:
    """The sources in one language, by trust."""
    family = [s for s in queries.sources(act.address) if s.record.language == language]
    return [s for s in in_order(family) if _was_read(queries, s)]


def _version_then(
    queries: Queries,
    act: ActRecord,
    source: SourceState,
    as_of: dt.date | None,
    known_at: dt.datetime | None,
) -> Version | None:
    """The text of a day; from the next source in this language where the first has none of that day."""
    others = _read_ones(queries, act, source.record.language)
    for one in [source, *(s for s in others if s.id != source.id)]:
        version = queries.version_at(one.id, as_of=as_of, known_at=known_at)
        if version is not None:
            return version
    return None


def text_of(
    queries: Queries,
    act_name: str,
    provision: str | None,
    *,
    as_of: dt.date | None,
    known_at: dt.datetime | None,
    language: str | None,
) -> Shown:
    """The text of an act, or of a provision with all it holds."""
    act = act_named(queries, act_name)
    source = source_of(queries, act, language)
    if as_of or known_at:
        version = _version_then(queries, act, source, as_of, known_at)
        if version is None:
            held = queries.versions(source.id, limit=1000, accepted=True)
            first = min(held, key=lambda v: (v.law_from, v.seen_at, v.id))
            day = as_of or (known_at.date() if known_at else "")
            raise NotFound(
                f"no text of {act.address} from {day} is held.",
                f"The oldest is version {first.id}, {law_from_words(first)}.",
            )
    else:
        version = _current(queries, source)
    law = queries.provisions(version.id)
    shown = law if provision is None else _part(law, provision, act)
    url = queries.snapshot(version.snapshot_id).url
    return Shown(act, version, url, tuple(shown))


def _current(queries: Queries, source: SourceState) -> Version:
    last = queries.last_accepted(source.id)
    return last.version if last else queries.versions(source.id, limit=1, accepted=True)[0]


def _part(law: Sequence[Provision], name: str, act: ActRecord) -> list[Provision]:
    eids = eids_named(law, name)
    if not eids:
        raise NotFound(
            f"{act.address} has no provision {name}.",
            "Give a number (205, 205-1, 205 (2)) or an eid (art_205).",
        )
    parents = parents_of(law)
    wanted = set(eids)
    return [p for p in law if touches(wanted, p.eid, parents)]


_NUMBER = re.compile(
    r"^\s*(?:art(?:icle)?\.?|§+|sec(?:tion)?\.?|ст(?:атья)?\.?|chapter|глава)?\s*([\w.^~-]+)((?:\s*\([^)]+\))*)\s*$",
    re.IGNORECASE,
)


def eids_named(law: Sequence[Provision], name: str) -> tuple[str, ...]:
    """What a person calls a provision: an eid, a label as printed, "205", "205 (2)", "chapter 7"."""
    if any(p.eid == name for p in law):
        return (name,)
    called = name.strip().lower()
    labelled = tuple(p.eid for p in law if called == p.label.lower() and p.article in {None, p.label})
    if labelled:
        return labelled
    found = _NUMBER.match(name)
    if found is None:
        return ()
    if re.match(r"\s*(?:chapter|глава)", name, re.IGNORECASE):
        return resolve((Unit(unit="chapter", chapter=found[1]),), law).eids
    below = [*re.findall(r"\(([^)]+)\)", found[2]), None, None, None]
    unit = Unit(unit="article", article=found[1], part=below[0], item=below[1], letter=below[2])
    resolved = resolve((unit,), law)
    return () if any(f.what == "part_out_of_range" for f in resolved.findings) else resolved.eids


def difference(
    queries: Queries, act_name: str, provision: str | None, before: str, after: str, *, language: str | None
) -> tuple[Change, ...]:
    """What differs between two versions or days of one act."""
    act = act_named(queries, act_name)
    source = _source_of_versions(queries, act, (before, after)) if language is None else None
    source = source or source_of(queries, act, language)
    old, new = (queries.provisions(_version(queries, source, word, act).id) for word in (before, after))
    found = compare(old, new)
    if provision is None:
        return found
    eids = set(eids_named(new, provision)) | set(eids_named(old, provision))
    if not eids:
        raise NotFound(f"{act.address} has no provision {provision} in either version.")
    parents = parents_of(old, new)
    return tuple(
        c for c in found if touches(eids, c.eid, parents) or (c.old_eid and touches(eids, c.old_eid, parents))
    )


def _source_of_versions(queries: Queries, act: ActRecord, words: Sequence[str]) -> SourceState | None:
    """The source that has the versions named by number, whatever its language: a number says which text is meant."""
    found = [queries.version(int(word)) for word in words if word.isdecimal()]
    sources = {version.source_id for version in found if version}
    return next((s for s in queries.sources(act.address) if {s.id} == sources), None)


def _version(queries: Queries, source: SourceState, word: str, act: ActRecord) -> Version:
    if word.isdecimal():
        version = queries.version(int(word))
        if version is None or version.source_id != source.id:
            raise NotFound(
                f"{source.record.key} has no version {word}.",
                f"lexwatch log {act.key}{_in(source)} lists them.",
            )
        return version
    try:
        day = dt.date.fromisoformat(word)
    except ValueError as error:
        raise NotFound(
            f'"{word}" is no version and no day.', "Write a version's number or a day as 2022-09-12."
        ) from error
    version = queries.version_at(source.id, as_of=day)
    if version is None:
        raise NotFound(
            f"no text of {act.address} from {day} is held.",
            f"lexwatch log {act.key}{_in(source)} lists the versions.",
        )
    return version


def _in(source: SourceState) -> str:
    return f" --language {source.record.language}" if source.record.language else ""


def changes_told(
    queries: Queries,
    *,
    since: dt.datetime | None = None,
    act: str | None = None,
    entry: str | None = None,
    everything: bool = False,
    limit: int = -1,
) -> tuple[StoredChange, ...]:
    """Recorded changes, newest first; by default those of the law's words, on our watch."""
    address = act_named(queries, act).address if act else None
    lines = _lines(queries, entry) if entry else [None]
    found: dict[int, StoredChange] = {}
    for line in lines:
        for change in queries.changes(
            act=address,
            entry=line,
            since=since.replace(tzinfo=dt.UTC) if since else None,
            kinds=None if everything else tuple(SUBSTANTIVE),
            line=None if everything else Line.LIVE,
            ours=None if everything else False,
            limit=limit,
        ):
            found[change.id] = change
    return tuple(sorted(found.values(), key=lambda c: -c.id))


def _lines(queries: Queries, entry: str) -> list[str | None]:
    """The "profile/entry" keys that a person means by a key, a topic or "section / topic"."""
    wanted = entry.strip().lower()
    found: list[str | None] = [
        f"{profile.key}/{e.key}"
        for profile in stored_profiles(queries)
        for e in profile.entries
        if wanted in {e.key, f"{profile.key}/{e.key}", (e.topic or "").lower(), e.name.lower()}
    ]
    if not found:
        raise NotFound(
            f'no line of a profile is called "{entry}".',
            "`lexwatch status` lists the lines with their topics.",
        )
    return found


def entry_names(queries: Queries) -> dict[str, str]:
    """The name of each line, "Substantive law / Illegal access", by its "profile/entry" key."""
    return {f"{p.key}/{e.key}": e.name for p in stored_profiles(queries) for e in p.entries}


def stored_changes_json(queries: Queries, found: Sequence[StoredChange]) -> list[dict[str, Any]]:
    """Changes with their place in history, as `lexwatch changes` tells them; each profile is parsed once."""
    names = entry_names(queries) if any(stored.entries for stored in found) else {}
    return [_stored_json(stored, names) for stored in found]


def _stored_json(stored: StoredChange, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        **change_json(stored.change),
        "id": stored.id,
        "act": stored.act.partition("/")[2] or stored.act,
        "address": stored.act,
        "source": stored.source_key,
        "language": stored.language,
        "from_version": stored.from_version,
        "to_version": stored.to_version,
        "seen_at": moment_json(stored.seen_at),
        "entries": [names.get(key, key) for key in stored.entries],
        "entry_keys": list(stored.entries),
    }


def history_of(
    queries: Queries, act_name: str, provision: str | None, *, language: str | None
) -> dict[str, Any]:
    """Versions and changes of an act, or of one provision with the acts that its notes name."""
    act = act_named(queries, act_name)
    source = source_of(queries, act, language)
    versions = queries.versions(source.id, limit=1000, accepted=True)
    told: dict[str, Any] = {
        "act": act.address,
        "title": act.title,
        "source": source.record.key,
        "language": source.record.language,
        "versions": [version_json(v) for v in versions],
    }
    law = queries.provisions(_current(queries, source).id)
    if provision is None:
        found = queries.changes(source_id=source.id, kinds=tuple(SUBSTANTIVE), line=None)
    else:
        eids = eids_named(law, provision)
        if not eids:
            raise NotFound(f"{act.address} has no provision {provision}.", "Give a number or an eid.")
        told["provision"] = eids[0]
        parents = parents_of(law)
        told["notes"] = [
            {"eid": p.eid, "raw": n.raw, "acts": [_event_json(e) for e in n.events]}
            for p in law
            if touches(set(eids), p.eid, parents)
            for n in p.notes
        ]
        merged = {c.id: c for eid in eids for c in queries.changes(source_id=source.id, eid=eid, line=None)}
        found = tuple(sorted(merged.values(), key=lambda c: -c.id))
    told["changes"] = stored_changes_json(queries, found)
    return told


def _event_json(event: Any) -> dict[str, Any]:
    effective = event.effective
    return {
        "action": event.action,
        "number": event.act_number,
        "date": event.date,
        "effective": effective.date if effective else None,
        "rule": effective.text if effective and not effective.date else None,
    }


def law_from_basis(valid_from: str | None) -> str:
    """Whether `law_from` is the edition's own day or, where the source states none, the day on which we saw it."""
    return "stated" if valid_from else "seen"


def law_from_words(version: Version) -> str:
    """Such as "law from 2026-01-01"; a day that no source states is never told as one of the law."""
    if version.valid_from:
        return f"law from {version.law_from}"
    return f"seen {version.law_from} (the source states no date)"


def version_json(version: Version) -> dict[str, Any]:
    return {
        "version": version.id,
        "state": str(version.state),
        "line": str(version.line),
        "law_from": version.law_from,
        "law_from_basis": law_from_basis(version.valid_from),
        "valid_from": version.valid_from,
        "seen_at": moment_json(version.seen_at),
        "snapshot": version.snapshot_id,
        "extractor": version.extractor,
        "provisions": version.provisions,
        "why": version.why,
    }
