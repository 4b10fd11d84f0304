"""What an alert says, as data: frozen at the moment of the change, stored as JSON, rendered at any later time.

A message is made from this alone and never looks into the database, so that an alert says the same today and
after a year of retries. Whatever is not known is None or empty; nothing here is made up to fill a gap.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import is_dataclass
from types import UnionType
from typing import Any
from typing import Self
from typing import Union
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from alerts.errors import BadPayload

KINDS = frozenset({"change", "in_force", "operator", "cross_check", "heartbeat", "closed"})


@dataclass(frozen=True, slots=True)
class ProfilePart:
    """The profile whose lines the alert is about."""

    key: str
    title: str
    country: str | None = None  # ISO 3166, "KZ"
    page: str | None = None  # where the profile itself is published
    timezone: str = "UTC"  # all times for people are told in this zone


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """A ready edit of one line, as it was at the moment of the change."""

    words: str  # "The edit is certain."
    old: str | None = None
    new: str | None = None  # with all that is certain; None: the words of the line stay
    perhaps: str | None = None  # with what is only likely
    redline: tuple[tuple[str, str], ...] = ()  # from old to new
    check: bool = False  # the words of the law are others: their sense is to be checked
    points: tuple[str, ...] = ()  # why
    questions: tuple[str, ...] = ()  # what is not certain


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One line of the profile that the alert touches."""

    key: str
    section: str
    topic: str | None = None
    text: str | None = None  # the sentence as published, word for word
    treaty: tuple[str, ...] = ()
    verdict: str | None = None  # db.records.Verdict
    cites: tuple[str, ...] = ()  # "Art. 205"
    because: tuple[str, ...] = ()  # "Статья 205": the changed provisions that touch this line
    proposal: ProposalPart | None = None


@dataclass(frozen=True, slots=True)
class ActPart:
    """The act that changed."""

    address: str | None  # "kz/criminal-code"
    title: str
    number: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    short: str | None = None  # the name that fits a subject; default: the title without the country


@dataclass(frozen=True, slots=True)
class AmendingPart:
    """An act that made the changes."""

    number: str | None
    date: str | None = None
    effective: str | None = None  # ISO 8601
    rule: str | None = None  # "sixty calendar days after first official publication"
    how: str = "unknown"  # db.law.How
    link: str | None = None
    type: str | None = None  # "law", "decree"; None where the note does not say


@dataclass(frozen=True, slots=True)
class ChangePart:
    """One change: the fields of the public JSON, and where it touches the profile."""

    kind: str
    eid: str
    old_eid: str | None = None
    article: str | None = None
    old_article: str | None = None
    label: str | None = None
    before: str | None = None
    after: str | None = None
    redline: tuple[tuple[str, str], ...] = ()
    significance: tuple[str, ...] = ()
    match: str | None = None
    relation: str | None = None
    by: tuple[AmendingPart, ...] = ()
    act: str | None = None
    language: str | None = None
    from_version: int | None = None
    to_version: int | None = None
    seen_at: str | None = None
    entries: tuple[str, ...] = ()  # "Substantive law / Illegal access"
    id: int | None = None
    url: str | None = None  # the official page, with the anchor of the provision
    entry_keys: tuple[str, ...] = ()
    label_path: str | None = None  # "Статья 205, 1."
    status: str | None = None  # of the act, where the kind is "status": "repealed"


@dataclass(frozen=True, slots=True)
class ClocksPart:
    """The three clocks: enacted, in force, first seen by us."""

    enacted: str | None = None
    in_force: str | None = None
    rule: str | None = None
    seen_at: str | None = None
    not_yet: bool | None = None  # None: not known whether it is in force


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """The bytes that the alert rests on."""

    snapshot_id: int | None = None
    sha256: str | None = None
    taken_at: str | None = None
    url: str | None = None
    chain_hash: str | None = None


@dataclass(frozen=True, slots=True)
class CertaintyPart:
    """How sure we are of the attribution, and why."""

    level: str = "unknown"  # db.law.How
    words: str | None = None


@dataclass(frozen=True, slots=True)
class OperatorPart:
    """Something that the keeper of the watch must look at; never news about the law."""

    source: str | None
    outcome: str  # db.records.Outcome, or "recovered", "silent", "undeliverable" ...
    url: str | None = None
    why: tuple[str, ...] = ()
    what_to_do: str | None = None
    names: tuple[str, ...] = ()  # of the sources, as people call them: "Criminal Code (ru)"


@dataclass(frozen=True, slots=True)
class QuietPart:
    """The proof of quiet: what was checked, and how it stands."""

    checked: int
    holds: int
    changed: int = 0
    broken: int = 0
    uncertain: int = 0
    last_full_pass: str | None = None


@dataclass(frozen=True, slots=True)
class Payload:
    """Everything that a message about one cause needs."""

    uid: str
    kind: str  # one of KINDS
    created_at: str
    profile: ProfilePart
    entries: tuple[EntryPart, ...] = ()
    act: ActPart | None = None
    by: tuple[AmendingPart, ...] = ()
    changes: tuple[ChangePart, ...] = ()
    also: tuple[ChangePart, ...] = ()  # what the cited provisions only depend on
    other_changes: int = 0  # further provisions that the same amending act changed, cited by no line
    clocks: ClocksPart | None = None
    evidence: EvidencePart | None = None
    certainty: CertaintyPart | None = None
    operator: OperatorPart | None = None
    quiet: QuietPart | None = None
    closes: str | None = None  # uid of the alert that closed itself
    meanings: tuple[tuple[str, str], ...] = ()  # (significance rule, what it means), of the rules that fired
    why: tuple[str, ...] = ()  # further sentences for the reader (a cross-check's finding, why it closed)

    def to_json(self) -> str:
        return json.dumps(to_dict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The payload that `to_json` wrote; fields of a newer version are passed over. Raises BadPayload."""
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadPayload("The alert's payload is no JSON.", str(error)) from error
        return cls.from_dict(raw)

    @classmethod
    def from_dict(cls, raw: object) -> Self:
        """Like `from_json`, of JSON that was parsed already."""
        payload = _build(cls, raw, "payload")
        assert isinstance(payload, cls)
        if payload.kind not in KINDS:
            raise BadPayload(
                f"An alert of kind {payload.kind!r} is not known.", "It comes from a newer lexwatch."
            )
        return payload


def to_dict(value: Any) -> Any:
    """The plain JSON values of a part."""
    if is_dataclass(value):
        return {item.name: to_dict(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [to_dict(item) for item in value]
    return value


def _build(wanted: Any, raw: object, where: str) -> object:
    """`raw` as the annotated type `wanted`, or BadPayload saying where it is not."""
    origin = get_origin(wanted)
    if origin in {Union, UnionType}:
        if raw is None:
            return None
        return _build(next(arm for arm in get_args(wanted) if arm is not type(None)), raw, where)
    if origin is tuple:
        return _build_tuple(get_args(wanted), raw, where)
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _build_part(wanted, raw, where)
    if not isinstance(raw, wanted) or (wanted is int and isinstance(raw, bool)):
        raise BadPayload(f"{where} is {type(raw).__name__}, not {wanted.__name__}.")
    return raw


def _build_tuple(arms: tuple[Any, ...], raw: object, where: str) -> tuple[object, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        raise BadPayload(f"{where} is {type(raw).__name__}, not a list.")
    if arms[-1] is Ellipsis:
        return tuple(_build(arms[0], item, f"{where}[{at}]") for at, item in enumerate(raw))
    if len(arms) != len(raw):
        raise BadPayload(f"{where} has {len(raw)} members, not {len(arms)}.")
    return tuple(
        _build(arm, item, f"{where}[{at}]") for at, (arm, item) in enumerate(zip(arms, raw, strict=True))
    )


def _build_part(wanted: type[Any], raw: object, where: str) -> object:
    if not isinstance(raw, Mapping):
        raise BadPayload(f"{where} is {type(raw).__name__}, not an object.")
    hints = get_type_hints(wanted)
    known: dict[str, object] = {}
    for item in fields(wanted):
        if item.name in raw and (raw[item.name] is not None or item.default is MISSING):
            known[item.name] = _build(hints[item.name], raw[item.name], f"{where}.{item.name}")
    try:
        return wanted(**known)
    except TypeError as error:
        raise BadPayload(f"{where} is incomplete.", str(error)) from error
