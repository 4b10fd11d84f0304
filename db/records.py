"""What lexwatch remembers besides the law itself: acts, sources, snapshots, versions, checks, alerts, deliveries.

Times are `datetime` in UTC and named `..._at`; days of law are ISO 8601 strings.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.law import ActFacts
from db.law import Change


class Outcome(StrEnum):
    """How one check of one source ended. Messages follow from the pair (last outcome, this outcome)."""

    FIRST = "first"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    HELD = "held"
    FAILED = "failed"
    GONE = "gone"


class Verdict(StrEnum):
    """Whether a line of a profile still stands. Anything not known is UNCERTAIN, never HOLDS."""

    HOLDS = "holds"
    CHANGED = "changed"
    BROKEN = "broken"
    UNCERTAIN = "uncertain"
    NO_LAW = "no_law"  # an entry that cites nothing: shown, never counted


class VersionState(StrEnum):
    ACCEPTED = "accepted"
    HELD = "held"
    REJECTED = "rejected"
    REREAD = "reread"  # the same snapshot read by a newer extractor; its differences are ours
    SUPERSEDED = "superseded"  # was held, then settled by a later look or a later acceptance


class Line(StrEnum):
    """Which history a version belongs to: what we saw live, or what an archive brought in later."""

    LIVE = "live"
    ARCHIVE = "archive"


class AlertKind(StrEnum):
    CHANGE = "change"  # the law moved
    IN_FORCE = "in_force"  # the day an announced change takes effect
    OPERATOR = "operator"  # a source is held, failing, gone, silent, or recovered
    CROSS_CHECK = "cross_check"  # two languages or sources of one act disagree
    HEARTBEAT = "heartbeat"
    CLOSED = "closed"  # word that an alert closed itself


class AlertState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    CLOSED = "closed"  # by itself: the discrepancy is gone


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"  # given up, visibly


@dataclass(frozen=True, slots=True)
class ActRecord:
    """An act by its own identity, never by its address on the web."""

    address: str  # "kz/criminal-code"
    country: str
    key: str
    title: str
    type: str | None = None
    number: str | None = None
    date: str | None = None
    replaced_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One place where an act (or a watched page, then `act` is None) can be read."""

    key: str  # unique within its act's country: "kz/criminal-code-ru"
    act: str | None  # ActRecord.address
    url: str
    language: str | None
    fetch: str = "http"
    format: str | None = None
    rank: int = 0  # order of trust among the sources of one act, 0 first
    title: str | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the store knows of a source before a check."""

    id: int
    record: SourceRecord
    due_at: datetime | None = None  # None: never looked at
    etag: str | None = None
    last_modified: str | None = None
    last_outcome: Outcome | None = None
    last_checked_at: datetime | None = None
    last_good_at: datetime | None = None
    failures: int = 0  # failed, held or gone looks in a row
    version_id: int | None = None  # last accepted
    body_sha256: str | None = None  # of the last accepted version's snapshot
    held_version_id: int | None = None  # newest held version still undecided


@dataclass(frozen=True, slots=True)
class Part:
    """One answer among those that a rendered page or a joined document was made of."""

    url: str
    method: str
    status: int  # 0: none came
    content_type: str | None
    size: int  # bytes of the body, 0 where it was not kept
    sha256: str | None
    note: str | None = None  # why it was not fetched: "image", "third party", "robots.txt" ...
    etag: str | None = None  # of a document that is asked for again by itself
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """What one look brought, before it is kept: bytes first, always."""

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    taken_at: datetime
    fetcher: str  # "http", "browser", "file", "manual"
    seconds: float = 0.0
    parts: tuple[Part, ...] = ()  # what a browser fetched, or refused to fetch, for this page


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Evidence: a kept capture, chained to the one before it."""

    id: int
    source_id: int
    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body_sha256: str
    size: int
    taken_at: datetime
    fetcher: str
    previous_hash: str
    hash: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of a snapshot."""

    id: int
    source_id: int
    snapshot_id: int
    extractor: str
    state: VersionState
    line: Line
    language: str | None
    seen_at: datetime  # when we read it
    valid_from: str | None  # the edition's own date, where the source states one
    act: ActFacts
    why: str | None = None  # why it was held, rejected or accepted by hand
    provisions: int = 0
    warnings: tuple[str, ...] = ()
    text_digest: str | None = None  # SHA-256 of the law's words alone; None where nothing was read
    law_from: str = ""  # valid_from, or the day of seen_at where the source states none
    accepted_at: datetime | None = None  # when it joined its line; None for held and rejected ones
    decided_at: datetime | None = None  # when a held version was settled
    decided_by: str | None = None
    decision: str | None = None  # in words


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change with its place in history."""

    id: int
    change: Change
    source_key: str
    act: str  # address
    language: str | None
    from_version: int
    to_version: int
    seen_at: datetime
    entries: tuple[str, ...]  # "profile/entry" keys of the lines it touches
    line: Line = Line.LIVE
    ours: bool = False  # made by a newer extractor, not by a legislator


@dataclass(frozen=True, slots=True)
class NewAlert:
    """An alert about to be written, with the targets that shall have it."""

    kind: AlertKind
    cause: str  # stable key: what makes two alerts one ("version:12/210-VIII")
    profile: str  # key of the profile
    subject: str
    payload: str  # JSON: everything a message needs, frozen at the moment of the change
    changes: tuple[int, ...]  # indexes into the list of changes written in the same transaction
    entries: tuple[str, ...]  # keys of the profile's entries
    targets: tuple[str, ...]  # names of the profile's targets
    weight: int = 0  # for the order in a digest
    due_at: datetime | None = None  # not before (the day a change takes effect)
    joins: int | None = None  # an alert that tells the same already: changes and lines are added to it
    state: AlertState = AlertState.OPEN  # what asks nothing of anybody is born closed


@dataclass(frozen=True, slots=True)
class Alert:
    id: int
    uid: str  # stable over copies: what receivers drop repeats by
    kind: AlertKind
    cause: str
    profile: str
    subject: str
    payload: str
    entries: tuple[str, ...]
    state: AlertState
    created_at: datetime
    weight: int = 0
    changes: tuple[int, ...] = ()  # change ids
    due_at: datetime | None = None
    state_at: datetime | None = None  # when the state was last set
    snapshot_id: int | None = None  # the evidence it was made from


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert to one target, with its own fate."""

    id: int
    alert_id: int
    profile: str
    target: str
    state: DeliveryState
    attempts: int
    next_at: datetime
    last_error: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One act of a person at the desk; never edited, never lost."""

    id: int
    at: datetime
    who: str
    what: str  # "acknowledge", "accept", "dismiss", "vouch", "assign", "note", "hold-accept", "hold-reject"
    profile: str | None
    entry: str | None
    alert_id: int | None
    version_id: int | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The state of the law that a line of a profile relies on, as a person accepted it."""

    profile: str
    entry: str
    text_sha256: str  # of the entry's text: an edited line asks again
    at: datetime
    who: str
    versions: tuple[tuple[str, int], ...]  # (source key, version id) that stood then
    why: str | None = None


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A line of the ledger: planned, started, finished, missed, caught up."""

    id: int
    run_id: int
    source_id: int
    planned_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    outcome: Outcome | None
    why: str | None
    snapshot_id: int | None = None
    missed: int = 0  # planned looks that fell into a time without us
