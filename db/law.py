"""The law as data: acts, provisions, amendment notes and changes.

Plain frozen values without behaviour beyond their own derived facts. Everything that reads, compares, stores
or tells about law passes these; none of them knows where it came from.
"""

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum


class Status(StrEnum):
    """Whether an act or a provision is law at the moment its text was taken."""

    IN_FORCE = "in_force"
    REPEALED = "repealed"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What happened to one provision between two versions."""

    AMENDED = "amended"
    INSERTED = "inserted"
    REPEALED = "repealed"
    RESTORED = "restored"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    HEADING = "heading"
    TYPOGRAPHIC = "typographic"
    NOTE = "note"
    STATUS = "status"


# Kinds that say the words of the law itself are others than before. The rest is recorded, never cried out.
SUBSTANTIVE = frozenset(
    {Kind.AMENDED, Kind.INSERTED, Kind.REPEALED, Kind.RESTORED, Kind.RENUMBERED, Kind.HEADING, Kind.STATUS}
)


class How(StrEnum):
    """How a fact about an amending act is known."""

    READ = "read"  # stands in a note at the provision
    DERIVED = "derived"  # follows from a note elsewhere in the act, or from its metadata
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Effective:
    """When an amendment takes effect, as far as its note says so."""

    kind: str  # "date", "rule" or "temporary"
    date: str | None = None  # ISO 8601
    text: str | None = None  # the rule as printed
    days: int | None = None
    day_type: str | None = None  # "calendar" or "working"
    from_: str | None = None  # what the days are counted from, e.g. "first official publication"


@dataclass(frozen=True, slots=True)
class NoteEvent:
    """One act that an amendment note names, and what that act did."""

    action: str  # the closed list is scraper.notes.ACTIONS
    act_type: str | None = None
    act_number: str | None = None  # Latin letters: "180-VI"
    date: str | None = None  # date of the amending act, ISO 8601, possibly only a year or a month
    effective: Effective | None = None
    raw_number: str | None = None  # as printed, where it differs
    link: str | None = None  # address of the amending act, where the page links it
    extra: tuple[tuple[str, str], ...] = ()  # status, cancelled_by, until ... as far as printed


@dataclass(frozen=True, slots=True)
class NoteTarget:
    """The unit of law that a note speaks of."""

    unit: str | None = None
    number: str | None = None
    part: str | None = None
    item: str | None = None
    scope: str | None = None  # "unit", "heading", "body", "words", "whole text" ...
    raw: str | None = None  # the number as printed, where it differs
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """An editorial note: evidence of amendments, never text of the law."""

    raw: str
    target: NoteTarget = NoteTarget()
    events: tuple[NoteEvent, ...] = ()
    law_text_changed: bool = False


@dataclass(frozen=True, slots=True)
class Provision:
    """The unit of everything after reading: an article, part, item, or a container of them."""

    eid: str  # Akoma Ntoso's manner: "art_205__para_1"; containers "chp_7"
    kind: str  # "article", "section", "paragraph", "point", "letter", "chapter", "annex" ...
    num: str | None  # normal form: "190-1", "3ZA"
    label: str  # as printed, "Статья 205", "1."
    heading: str | None
    text: str  # own words only, not those of the children; normalised by scraper.normal.compare_form
    printed: str  # the same words as printed (white space folded only)
    article: (
        str | None
    )  # label of the basic unit it belongs to (its own for the unit itself; None for containers)
    parent: str | None  # eid
    container: str | None  # eid of the nearest container above the basic unit; for display and "moved" only
    status: Status = Status.IN_FORCE
    anchor: str | None = None  # back into the official page, without "#"
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What a document says of the act it prints."""

    title: str | None = None
    type: str | None = None
    number: str | None = None
    date: str | None = None  # ISO 8601
    status: Status = Status.UNKNOWN
    as_of: str | None = None  # the date of the edition, ISO 8601
    last_amended: str | None = None  # the page's own "last amended" mark, as printed or ISO
    notes: tuple[Note, ...] = ()  # notes on the whole act (title block, history)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where the words of the law's own container went, in characters without white space."""

    text: int = 0
    heading: int = 0
    note: int = 0
    noise: int = 0
    dropped: tuple[str, ...] = ()  # what counts as noise, piece by piece, each cut to a bound


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read as law: the answer of scraper.read."""

    format: str  # dialect or reader: "adilet", "html", "markdown" ...
    extractor: str  # with its version: "adilet/3"
    reason: str  # why this format was chosen
    language: str | None
    charset: str | None
    charset_rule: str | None
    act: ActFacts
    provisions: tuple[Provision, ...]  # document order, parents before children
    warnings: tuple[str, ...] = ()
    coverage: Coverage = Coverage()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Which act made a change, and when that takes effect."""

    number: str | None
    date: str | None
    effective: str | None  # ISO 8601, where the note gives a day
    rule: str | None  # where it gives a rule instead
    how: How
    link: str | None = None


Redline = tuple[tuple[str, str], ...]  # ("=" | "-" | "+", words)


@dataclass(frozen=True, slots=True)
class Change:
    """One provision, one kind, between two consecutive accepted versions."""

    kind: Kind
    eid: str  # in the newer version; the old one where the provision is gone
    old_eid: str | None  # None where the provision is new
    article: str | None
    old_article: str | None
    label: str | None
    before: str | None
    after: str | None
    redline: Redline = ()
    significance: tuple[str, ...] = ()  # names of the rules of pipeline.changes.weigh that fired
    match: str | None = None  # why the two were taken for one: "number", "text", "similarity 0.83" ...
    relation: str | None = None  # "split" or "merged"
    related: tuple[str, ...] = ()  # eids of the other halves
    by: tuple[Attribution, ...] = field(default=())
