"""What the store and the queries answer with, besides the records themselves."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.law import Provision
from db.law import Status
from db.records import NewAlert
from db.records import Version

# Alerts that name their version and changes by number are made inside the transaction that gives the numbers.
AlertsOf = Callable[[int, tuple[int, ...]], Sequence[NewAlert]]  # (version id, change ids) -> alerts


@dataclass(frozen=True, slots=True)
class Accepted:
    """What one acceptance wrote."""

    version_id: int
    change_ids: tuple[int, ...]  # in the order of the changes given
    alert_ids: tuple[int, ...]  # in the order of the alerts given; an alert that was there keeps its number


@dataclass(frozen=True, slots=True)
class LastAccepted:
    """The version that the next look at a source is compared with."""

    version: Version
    provisions: tuple[Provision, ...]
    body_sha256: str  # of the snapshot that it was read from


@dataclass(frozen=True, slots=True)
class ProvisionHead:
    """A provision without its words, for outlines and headers."""

    eid: str
    kind: str
    num: str | None
    label: str
    heading: str | None
    article: str | None
    parent: str | None
    container: str | None
    status: Status
    anchor: str | None


@dataclass(frozen=True, slots=True)
class ProvisionSpan:
    """One state of one provision, and the versions of its source between which it stood."""

    provision: Provision
    source_id: int
    line: str
    from_version: int
    to_version: int | None  # the first version without this state; None while it stands
    from_seen_at: datetime
    from_valid: str  # ISO 8601 day from which the version was law


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """A profile as it was last loaded."""

    key: str
    title: str
    country: str
    path: str
    kept_at: datetime
    toml_sha256: str
    toml: str = ""  # only where it was asked for


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One pass over the sources, or one command that wrote."""

    id: int
    started_at: datetime
    ended_at: datetime | None  # None: running, or cut off
    what: str
    summary: str | None  # JSON


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a search found its words."""

    kind: str  # "provision" or "alert"
    title: str  # label and heading, or the alert's subject
    snippet: tuple[tuple[bool, str], ...]  # (found here?, words)
    act: str | None = None
    source_key: str | None = None
    source_id: int | None = None
    language: str | None = None
    eid: str | None = None
    version_id: int | None = None  # the newest version that holds these words
    current: bool = True  # False: only an older version says this
    alert_id: int | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where the evidence chain ends now: worth writing down elsewhere."""

    links: int
    hash: str
