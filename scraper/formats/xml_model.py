"""What a dialect file of kind "xml" may say, and what each key means; docs/dialects.md tells it at length.

Where a key takes patterns, a pattern is an XPath without namespaces, found anywhere in the document: `Schedule/Item`
means every `Item` directly in a `Schedule`. Where a key takes expressions, they start at the element itself.
"""

import re
from typing import Annotated
from typing import Literal

from lxml import etree
from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from scraper.formats.dialect_functions import CUTTERS
from scraper.notes import ACTIONS


def _xpath(value: str) -> str:
    try:
        etree.XPath(value)
    except etree.XPathSyntaxError as e:
        raise ValueError(f"is no XPath: {e}") from e
    return value


def _pattern(value: str) -> str:
    _xpath(anywhere(value))
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as e:
        raise ValueError(f"is no regular expression: {e}") from e
    return value


def _cutter(value: str) -> str:
    if value not in CUTTERS:
        raise ValueError(f"names no function; there are: {', '.join(sorted(CUTTERS))}")
    return value


def _action(value: str) -> str:
    if value not in ACTIONS:
        raise ValueError(f"is nothing that an act can do; there are: {', '.join(ACTIONS)}")
    return value


def anywhere(pattern: str) -> str:
    """The XPath that finds a pattern in the whole document."""
    return "|".join(p if p.startswith("/") else f"//{p}" for p in map(str.strip, pattern.split("||")))


Expression = Annotated[str, AfterValidator(_xpath)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Regex = Annotated[str, AfterValidator(_regex)]
Cutter = Annotated[str, AfterValidator(_cutter)]
Action = Annotated[str, AfterValidator(_action)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Detect(_Strict):
    """By what a document is known. Every key given must hold."""

    root: list[str] = Field(min_length=1)  # names of the root element, without namespace
    namespace: str | None = None  # a regular expression that a namespace declared at the root must match
    has: Pattern | None = None  # something that must stand in it


class Act(_Strict):
    """Where the document tells of the act itself; of several expressions the first that gives words counts."""

    title: list[Expression] = []
    type: list[Expression] = []
    number: list[Expression] = []
    date: list[Expression] = []
    as_of: list[Expression] = []
    last_amended: list[Expression] = []
    repealed: Expression | None = None  # true: the whole act is out of force
    not_yet: Expression | None = None
    in_force: Expression | None = None
    notes: list[Expression] = []  # every element found is one note on the whole act


class Unit(_Strict):
    """One kind of unit: which elements are units of this kind, and where their parts stand."""

    match: Pattern
    kind: str = "paragraph"
    kinds: list[tuple[Regex, str]] = []  # [pattern of the label, kind]: the first that fits names the kind
    basic: bool | Literal["if_alone"] | None = None
    series: bool = False
    starts: Regex | None = (
        None  # the printed number at the beginning of its own text; without it, no such unit
    )
    label: list[Expression] = []  # elements found are taken out of the text; all are joined
    name: Expression | None = None  # names a unit that has no number; stays in the text
    num: list[Expression] = []  # default: the label
    split: Regex | None = None  # cuts a label in two: groups `label` and `heading`
    heading: list[Expression] = []
    anchor: list[Expression] = []
    repealed: Expression | None = None
    not_yet: Expression | None = None
    flat: bool = False  # holds the units that follow it, until the next of its level
    level: Expression | None = None  # of a flat unit; default: the place of its kind in `kinds`
    cut: Cutter | None = None  # the function that cuts its text into paragraphs and items


class NoteRefs(_Strict):
    """Notes that stand elsewhere in the document and are pointed at from the text."""

    match: Pattern  # the pointing element
    ref: Expression = "@Ref"
    notes: Pattern
    id: Expression = "@id"


class Event(_Strict):
    """What the publisher's own data say that an act did to a unit: as good as a note, though nobody prints it."""

    match: Pattern
    at: list[Expression] = []  # anchor of the unit; without it the unit around the element, else the act
    action: list[tuple[Regex, Action]] = Field(min_length=1)  # over the words of `says`: the first that fits
    says: list[Expression] = []
    number: list[Expression] = []
    date: list[Expression] = []
    effective: list[Expression] = []
    link: list[Expression] = []
    uri: Regex | None = None  # over the link: groups `number`, `date`, `type`, each optional


class Lookup(_Strict):
    """Where a reference inside the document (`#x`) leads: the words that stand for it."""

    match: Pattern
    id: Expression = "@eId|@id"
    value: Expression


class XmlDialect(_Strict):
    """One publisher's XML."""

    kind: Literal["xml"]
    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = Field(ge=1)
    about: str = ""
    country: str | None = None  # whose notes these are; left out where many countries use the markup
    country_at: list[Expression] = []
    language: str | None = None
    language_at: list[Expression] = []
    detect: Detect
    act: Act = Act()
    unit: list[Unit] = Field(min_length=1)
    outside: list[Pattern] = []  # no part of the law's own container: metadata
    noise: list[Pattern] = []
    note: list[Pattern] = []
    note_refs: NoteRefs | None = None
    note_from: Expression | None = None  # at a note: the day from which what it tells is in force
    event: list[Event] = []
    lookup: list[Lookup] = []
    quoted: list[Pattern] = []  # words of another law: text of the unit around it, never units
    block: list[Pattern] = []  # begins and ends a line of text
    spaced: list[Pattern] = []  # parts words without beginning a line: cells, line breaks
    superscript: list[Pattern] = []
    cut: list[Regex] = []  # marks of editors inside the text, taken out of it
    repealed: Regex | None = None  # text or heading of a unit that is only a placeholder
    blank: Regex | None = None  # text that stands for no text
