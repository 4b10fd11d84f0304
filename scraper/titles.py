"""Where one act puts the titles of its units, learned from all of it: above the number, or run in before the text.

Lines that stand between units and are the title of none are crossheadings: containers, never text of the unit before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scraper import enumerators
from scraper.blocks import Block
from scraper.blocks import size
from scraper.series import Chosen

MIN_TITLES = 2  # titles from which a habit shows
LONGEST_TITLE = 160  # characters of a title that stands on a line of its own
LONGEST_RUN_IN = 110  # of one before the text on its line: a longer one is a sentence
USUAL_RUN_IN = 60  # the median of them
MIN_UNITS = 3  # with a run-in title
ENDED = 0.8  # share of the paragraphs that end like sentences, where a line that does not may be a title

_END = re.compile(r"[.;:,!?…。；：، ؛)\]»”\"“]$")
RUN_IN = re.compile(
    rf"(?P<title>[^.;:\n]{{1,{LONGEST_RUN_IN}}}?)\s?(?:\.\s?[-–—]{{1,2}}|\.|\s[-–—]{{1,2}})\s+(?P<body>(?:[(«\"“„¿¡\[]|[^\W_a-zа-яα-ω]).{{15,}})",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TitleLines:
    """Positions of blocks that are titles."""

    above: frozenset[int] = frozenset()  # of the unit that follows
    between: frozenset[int] = frozenset()  # of nothing but what follows: crossheadings


def title_lines(blocks: Sequence[Block], chosen: Chosen) -> TitleLines:
    """The lines before units that are titles."""
    basics = sorted(at for at, c in chosen.accepted.items() if c.heading.rank == "basic")
    lines = [at - 1 for at in basics if _may_be_title(blocks, chosen, at - 1)]
    if not lines:
        return TitleLines()
    sober = _ends_sentences(blocks, chosen, frozenset(lines))
    lines = [at for at in lines if sober or blocks[at].level or blocks[at].strong]
    inner = [at - 1 for at in basics[1:] if not _opens_container(chosen, at - 1)]
    fitting = [at for at in lines if not _opens_container(chosen, at)]
    if _carry_titles(chosen, basics):
        return TitleLines(between=_between(blocks, chosen, fitting, basics))
    if len(set(fitting) & set(inner)) >= MIN_TITLES and len(fitting) * 5 >= len(inner) * 4:
        return TitleLines(above=frozenset(fitting) | _after_containers(blocks, chosen, lines))
    return TitleLines(between=_between(blocks, chosen, fitting, basics))


def runs_titles_in(chosen: Chosen) -> bool:
    """Whether this act prints `Artículo 1. Objeto. La ley ...`: a title, a full stop or a dash, then the text."""
    rests = [c.heading.rest for c in chosen.accepted.values() if c.heading.rank == "basic" and c.heading.rest]
    found = [m for r in rests if not enumerators.read(r) and (m := RUN_IN.match(r))]
    if len(found) < MIN_UNITS or len(found) * 5 < len(rests) * 4:
        return False
    return sorted(len(m["title"]) for m in found)[len(found) // 2] <= USUAL_RUN_IN


def _may_be_title(blocks: Sequence[Block], chosen: Chosen, at: int) -> bool:
    if at < 0 or at in chosen.accepted or at in chosen.contents or at in chosen.repeats:
        return False
    block = blocks[at]
    if block.role != "text" or block.row or block.quoted or block.mark or len(block.text) > LONGEST_TITLE:
        return False
    if block.linked * 2 > size(block.text):
        return False
    return not (_END.search(block.text) or block.text[:1].islower() or enumerators.read(block.text))


def _ends_sentences(blocks: Sequence[Block], chosen: Chosen, lines: frozenset[int]) -> bool:
    ended = every = 0
    for at, block in enumerate(blocks):
        if block.role == "text" and at not in lines and at not in chosen.accepted and not block.row:
            every += 1
            ended += bool(_END.search(block.text))
    return ended >= every * ENDED


def _opens_container(chosen: Chosen, at: int) -> bool:
    """Whether this line stands right under the number of a chapter, where the chapter's own title stands."""
    above = chosen.accepted.get(at - 1)
    return above is not None and above.heading.rank != "basic" and not above.heading.rest


def _after_containers(blocks: Sequence[Block], chosen: Chosen, lines: Sequence[int]) -> frozenset[int]:
    """One line between a chapter's number and its first unit: the unit's title, if no chapter here bears a title."""
    under = [at for at in lines if _opens_container(chosen, at)]
    bare = [
        at
        for at, c in chosen.accepted.items()
        if c.heading.rank == "container" and not c.heading.rest and at + 2 < len(blocks)
    ]
    titled = sum(at + 1 not in chosen.accepted and at + 2 not in chosen.accepted for at in bare)
    return frozenset(under) if not titled else frozenset()


def _carry_titles(chosen: Chosen, basics: Sequence[int]) -> bool:
    """Whether the units have their titles elsewhere: on the line of the number."""
    titled = sum(
        bool(rest) and len(rest) <= LONGEST_TITLE and not rest.endswith((".", ";", ":", "。"))
        for rest in (chosen.accepted[at].heading.rest for at in basics)
    )
    return titled * 2 > len(basics)


def _between(
    blocks: Sequence[Block], chosen: Chosen, fitting: Sequence[int], basics: Sequence[int]
) -> frozenset[int]:
    """Below the number of a unit without words a line is that unit's title; anywhere else it stands between.

    Several lines that the page presents as headings stand there together.
    """
    found = set(_between_last(blocks, chosen, fitting, basics))
    for at in sorted(found):
        above = at - 1
        while (
            above > basics[0]
            and blocks[above].by_looks
            and _may_be_title(blocks, chosen, above)
            and above - 1 not in chosen.accepted
        ):
            found.add(above)
            above -= 1
    return frozenset(found)


def _between_last(
    blocks: Sequence[Block], chosen: Chosen, fitting: Sequence[int], basics: Sequence[int]
) -> frozenset[int]:
    return frozenset(
        at
        for at in fitting
        if at > basics[0] and at - 1 not in chosen.accepted and blocks[at - 1].role != "noise"
    )
