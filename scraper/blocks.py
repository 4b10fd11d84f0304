"""A document as a flat run of blocks: what every format gives, before the grammar of headings makes a tree of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Literal

Role = Literal["text", "note", "noise"]
MAX_BLOCKS = 400_000  # paragraphs; the longest code in the world has far fewer than a tenth of it
PIECE = 200  # characters of a dropped piece that a person is shown


@dataclass(frozen=True, slots=True)
class Unit:
    """What a dialect knows of a block by its markup: the kind of unit that begins here."""

    kind: str
    num: str | None = None
    label: str = ""
    heading: str | None = None
    rest: str = ""  # words that already belong to the unit's text
    series: bool = False
    basic: bool | None = None
    counted: bool = False  # no number is printed; its place among its like counts


@dataclass(slots=True)
class Block:
    """One paragraph, heading, table row or note, with what its markup says of it."""

    text: str  # as printed, white space folded; a superscript figure is `^2`
    role: Role = "text"
    level: int = 0  # of an h1 to h6, else 0
    strong: bool = False  # all of it is printed in bold
    lead: int = 0  # characters at its start that the markup sets apart
    title: str = ""  # words inside it that a dialect marks as the title of the unit
    mark: str = ""  # the number that a list prints before it ("1.", "a.")
    anchors: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)  # text of a link -> its address; of notes only
    linked: int = 0  # characters inside links
    row: bool = False  # a row of a table
    unit: Unit | None = None
    quoted: bool = False  # lies inside a quotation that an earlier block opened
    place: int = 0  # identity of the element it stands in; 0 where there is no markup

    @property
    def by_looks(self) -> bool:
        """The page itself presents it as a heading."""
        return bool(self.level or self.strong or self.unit)


def size(text: str) -> int:
    """Characters without white space: the measure in which coverage is told."""
    return sum(map(len, text.split()))
