"""Blocks become a tree of law: the one road that every HTML page, Markdown and plain text takes.

blocks -> candidates (scraper.headings) -> chosen headings (scraper.series) -> units (scraper.units) -> tree
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from db.law import Coverage
from db.law import Note
from scraper import headings
from scraper.blocks import PIECE
from scraper.blocks import Block
from scraper.blocks import size
from scraper.headings import Heading
from scraper.nested import articles_as_containers
from scraper.nested import divisions_in_capitals
from scraper.provisions import Node
from scraper.quoted import quoted
from scraper.series import DOUBTFUL
from scraper.series import PLAIN
from scraper.series import STRONG
from scraper.series import Candidate
from scraper.series import Chosen
from scraper.series import choose
from scraper.tree import Builder

MAX_QUOTED = (
    80  # blocks that one pair of quotation marks may hold before we take it for a slip of the publisher
)
MIN_UNLIKE = 5  # headings for one that is doubted because it is not like them
MAX_TOLD = 12  # lines named in one warning


@dataclass(frozen=True, slots=True)
class Ways:
    """What a dialect or a language knows beforehand."""

    country: str | None = None
    language: str | None = None
    families: tuple[str, ...] = ()  # markers of the basic unit, where the dialect names them
    restart: frozenset[str] = frozenset()  # container kinds in which numbers begin again
    only_marked: bool = False  # headings are what the dialect marked, nothing else
    lists: bool = True  # numbers at the beginning of a line are parts and items
    bare: bool = True  # "4. Title" may be the heading of a section where no marker word is used
    guess: bool = False  # no dialect tells where titles stand: the habits of the act itself decide
    anchor: str | None = None  # pattern of the anchors that lead back into the official page


@dataclass(slots=True)
class Outline:
    """The tree, and where every word went."""

    roots: list[Node] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)  # of the whole act
    warnings: list[str] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    headings: Chosen = field(default_factory=Chosen)

    @property
    def opening(self) -> list[str]:
        """The lines before the first unit, where an act says what it is."""
        return [
            *self.title,
            *(line for node in self.roots[:1] if node.kind == "preamble" for line in node.text),
        ]

    @property
    def units(self) -> int:
        """How many basic units the tree has."""
        todo, count = list(self.roots), 0
        while todo:
            node = todo.pop()
            count += node.is_basic
            if not node.is_basic:
                todo.extend(node.children)
        return count


def outline(blocks: Sequence[Block], ways: Ways) -> Outline:
    """The law that these blocks print. Never raises for law that is not there: the tree is then empty."""
    candidates = _candidates(blocks, ways)
    if ways.guess:
        candidates = divisions_in_capitals(blocks, articles_as_containers(candidates))
    chosen = choose(candidates, families=ways.families)
    if ways.bare and not any(c.heading.rank == "basic" for c in chosen.accepted.values()):
        candidates, chosen = _bare(blocks, candidates)
    builder = Builder(blocks, chosen, ways)
    out = Outline(headings=chosen)
    out.roots = builder.build()
    out.title, out.notes = builder.title, builder.notes
    out.warnings = [*_warnings(chosen), *builder.warnings]
    out.coverage = coverage(blocks, builder.where)
    return out


def _candidates(blocks: Sequence[Block], ways: Ways) -> list[Candidate]:
    found: list[Candidate] = []
    inside = quoted(blocks)
    for at in inside:
        blocks[at].quoted = True
    for at, block in enumerate(blocks):
        if block.role != "text":
            continue
        heading = _given(block) if block.unit and not block.unit.counted else None
        if heading is None and not ways.only_marked and not block.row:
            heading = headings.read(block.text)
        if heading is not None:
            found.append(Candidate(at, heading, _weight(block, heading, inside_quotes=at in inside)))
        elif found:
            found[-1].text_after = True
        if found and found[-1].at == at and _has_text(found[-1].heading):
            found[-1].text_after = True
    _doubt_the_unlike(found)
    return _noted(found, blocks)


def _doubt_the_unlike(found: list[Candidate]) -> None:
    """A line that reads on in lower case, where the others of its marker never do, is a cross-reference."""
    for family in {c.heading.family for c in found if c.heading.rank == "basic"}:
        ours = [c for c in found if c.heading.family == family and c.weight and not c.heading.quoted]
        low = [c for c in ours if c.weight < STRONG and c.heading.rest[:1].islower()]
        if low and len(low) * MIN_UNLIKE <= len(ours):
            for c in low:
                c.weight = 0


def _noted(found: list[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """A repealed article has a note and no words; that makes it no line of a table of contents."""
    for c in found:
        following = c.at + 1
        if following < len(blocks) and blocks[following].role == "note":
            c.text_after = True
    return found


def _given(block: Block) -> Heading:
    """What a dialect's rule says of this block, in the form that the grammar gives, too."""
    unit = block.unit
    assert unit
    from scraper import numbers

    number = numbers.read(unit.num) if unit.num else None
    rank = "basic" if unit.kind in {"article", "section", "paragraph_sign", "rule"} else "container"
    if unit.kind in {"annex", "schedule", "transitional"}:
        rank = unit.kind if unit.kind == "transitional" else "annex"
    return Heading(
        rank,
        unit.kind,
        f"={unit.kind}",
        unit.num,
        number.key if number else None,
        unit.label,
        unit.rest or "",
        certain=True,
    )


def _weight(block: Block, heading: Heading, *, inside_quotes: bool) -> int:
    if block.unit:
        return STRONG * 2
    if heading.quoted or (inside_quotes and not block.level):
        return 0
    strong = bool(block.level or block.strong or (block.lead and block.lead >= size(heading.label)))
    if heading.rank == "basic":
        return (STRONG if heading.certain else DOUBTFUL) if strong else (PLAIN if heading.certain else 0)
    short = len(block.text) <= 250 and not block.text.endswith((".", ";", ",", ":"))
    if heading.rank == "container" and heading.family.endswith("?"):
        return STRONG if strong or block.text.isupper() else 0
    if strong and heading.certain:
        return STRONG
    return (
        PLAIN
        if heading.certain and (short or (len(block.text) < 100 and not heading.rest[:1].islower()))
        else 0
    )


def _has_text(heading: Heading) -> bool:
    return heading.rank == "basic" and len(heading.rest) > 160 and heading.rest.endswith((".", ";", ":"))


def _bare(blocks: Sequence[Block], candidates: list[Candidate]) -> tuple[list[Candidate], Chosen]:
    """Law whose units are numbers alone: `4. Title` of English acts, the points of a decree."""
    from scraper.bare import bare_candidates

    others = [c for c in candidates if c.heading.rank != "basic"]
    merged = sorted([*others, *bare_candidates(blocks, {c.at for c in others})], key=lambda c: c.at)
    return merged, choose(merged)


def _warnings(chosen: Chosen) -> list[str]:
    told: list[str] = []
    if chosen.unplaced:
        lines = "; ".join(f"“{c.heading.label}”" for c in chosen.unplaced[:MAX_TOLD])
        more = f" and {len(chosen.unplaced) - MAX_TOLD} more" if len(chosen.unplaced) > MAX_TOLD else ""
        told.append(
            f"{len(chosen.unplaced)} line(s) look like headings out of order and stand in the text: {lines}{more}."
        )
    if chosen.missing:
        lines = ", ".join(c.heading.label for c in chosen.missing[:MAX_TOLD])
        told.append(f"The table of contents names {len(chosen.missing)} unit(s) that were not read: {lines}.")
    if chosen.twice:
        lines = ", ".join(c.heading.label for c in chosen.twice[:MAX_TOLD])
        told.append(f"Printed twice, perhaps the wording in force and one to come: {lines}.")
    return told


def coverage(blocks: Sequence[Block], where: dict[int, str]) -> Coverage:
    counts = {"text": 0, "heading": 0, "note": 0, "noise": 0}
    dropped: list[str] = []
    for at, block in enumerate(blocks):
        place = where.get(at, block.role)
        # The bars between the cells of a row are ours.
        counts[place] += size(block.text.replace(" | ", " ") if block.row else block.text)
        if place == "noise":
            dropped.append(block.text[:PIECE])
    return Coverage(**counts, dropped=tuple(dropped))
