"""A message before it is text or HTML: a title and sections of a few kinds of block.

Every layout is built once, of these, and both renderings are made from it; so the plain-text twin can never say
less than the HTML. All words in a view are clean already (alerts.clean); escaping is left to the renderers.
"""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "warn", "bad", "mild", "news"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A banner: what the reader must not miss."""

    words: str
    tone: Tone = "news"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the profile, with how it stands now."""

    place: str  # "Substantive law / Illegal access"
    text: str  # as published
    sign: str
    verdict: str  # "" where none is known
    tone: Tone
    treaty: str
    because: str  # "Статья 205, Статья 206"


@dataclass(frozen=True, slots=True)
class Redlined:
    """One provision with its old and new words."""

    label: str
    kind: str
    pieces: tuple[tuple[str, str], ...]  # ("=" | "-" | "+" | "…", words)
    why: tuple[str, ...]
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str
    url: str | None = None
    code: bool = False  # a hash or a command: fixed pitch, may break anywhere


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: words, and the command or address that does it."""

    words: str
    command: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    steps: tuple[Step, ...]


Block = Notice | Words | Sentence | Redlined | Facts | Steps


@dataclass(frozen=True, slots=True)
class Section:
    heading: str  # "" for what needs none
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One message, or one part of a digest."""

    kicker: str  # small line above the title: the profile
    title: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
