"""What a dialect file of kind "html" may say, and what each key means; docs/dialects.md tells it at length.

Selectors are CSS as selectolax knows it (`:has`, `:not`, `[a$="x" i]`, `:lexbor-contains("x" i)`): each is asked once
for the whole page. Patterns are Python regular expressions over the words of one block, white space folded.
"""

import re
from typing import Annotated
from typing import Literal

from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from selectolax.lexbor import LexborHTMLParser

_PROBE = LexborHTMLParser("<p>")


def _css(value: str) -> str:
    try:
        _PROBE.css(value)
    except Exception as e:  # selectolax has no narrower class of error for a selector
        raise ValueError(f"is no CSS selector: {e}") from e
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as e:
        raise ValueError(f"is no regular expression: {e}") from e
    return value


Css = Annotated[str, AfterValidator(_css)]
Regex = Annotated[str, AfterValidator(_regex)]
Group = Literal[
    "article",
    "section",
    "paragraph_sign",
    "rule",
    "part",
    "book",
    "title",
    "division",
    "chapter",
    "subchapter",
    "subdivision",
    "crossheading",
    "annex",
    "schedule",
    "transitional",
    "paragraph",
    "point",
    "letter",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Recognise(_Strict):
    """A page is of this dialect if any `url` pattern or any `select` is found, or all of `text` (in the source)."""

    url: tuple[Regex, ...] = ()  # searched in the address
    select: tuple[Css, ...] = ()  # found in the page
    text: tuple[Regex, ...] = ()  # all found in the first 200,000 characters of the source


class Language(_Strict):
    """A language of the pages, by a pattern that is searched in the address, then in the source."""

    code: str
    url: Regex | None = None
    text: Regex | None = None


class UnitRule(_Strict):
    """An element that begins a unit. Without `pattern` the grammar of headings reads its number."""

    select: Css
    kind: Group
    pattern: Regex | None = (
        None  # over the block: groups num, label, heading, rest (text of the unit), all optional
    )
    counted: bool = False  # bears no number: its place among its like counts
    starts: bool = True  # a new block begins at this element, though it may be inline or empty
    series: bool = False  # numbers begin again inside
    basic: bool | None = None  # true: it is the unit that people cite, whatever its kind


class StatusRule(_Strict):
    select: Css | None = None
    pattern: Regex = r"."
    means: Literal["in_force", "repealed", "not_yet", "unknown"] | None = (
        None  # left out: read from the words
    )


class DateRule(_Strict):
    """Where a date stands: in the address, or in the words of an element. Group 1 (or all) is the date."""

    url: Regex | None = None
    select: Css | None = None
    pattern: Regex = r"(.+)"


class Act(_Strict):
    """The facts of the act, outside or inside of the law's container."""

    title: tuple[Css, ...] = ("h1", "title")
    title_cut: tuple[Regex, ...] = ()  # cut from the title: the name of the site
    requisites: tuple[Css, ...] = ()  # lines that bear type, number and date
    requisites_pattern: Regex | None = None  # only lines that it finds are requisites
    number: Regex | None = None  # over the requisites and the address; group 1
    type: str | None = None
    status: tuple[StatusRule, ...] = ()
    as_of: tuple[DateRule, ...] = ()
    last_amended: tuple[DateRule, ...] = ()


class HtmlDialect(_Strict):
    """One publisher's HTML."""

    kind: Literal["html"]
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    version: int = Field(ge=1)
    about: str = ""
    country: str | None = None
    language: str | None = None  # where `languages` says nothing
    languages: tuple[Language, ...] = ()
    recognise: Recognise = Recognise()

    container: tuple[Css, ...] = ()  # the first that is there holds the law; none there: the whole body
    skip: tuple[Css, ...] = ()  # not text at all: hidden copies, scripts of another kind
    noise: tuple[Css, ...] = ()  # words that are no law: share buttons, page furniture
    notes: tuple[Css, ...] = ()  # editorial notes
    heads: tuple[Css, ...] = ()  # inline elements that set a heading apart, as <b> does
    titles: tuple[Css, ...] = ()  # elements that hold the title of the unit that begins in their block
    starts: tuple[Css, ...] = ()  # a new block begins at this element
    before: tuple[Css, ...] = ()  # elements that hold, alone on a line, the heading of the article after it
    note_patterns: tuple[Regex, ...] = ()  # a block that one of them matches from its start is a note
    noise_patterns: tuple[Regex, ...] = ()  # ... is noise
    cut: tuple[Regex, ...] = ()  # marks of editors inside the text, taken out of it and counted as noise
    note_starts: Regex | None = (
        None  # how a note begins: one that begins otherwise goes on with the note before it
    )

    units: tuple[UnitRule, ...] = ()
    families: tuple[str, ...] = ()  # the marker words of the basic unit, lower case, most wanted first
    only_units: bool = False  # true: what no rule marks is no heading
    lists: bool = True  # false: numbers at the start of a line are text (a policy page)
    bare_numbers: bool = False  # true: a number alone may begin a section ("4. Title")
    restart: tuple[Group, ...] = ()  # containers in which numbers begin again
    anchor: Regex | None = None  # anchors that lead back into the page
    headings: bool = False  # true: no act; every heading h1-h6 is a unit, its whole words the label

    act: Act = Act()
