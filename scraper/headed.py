"""A page that is no act: each heading is a unit with its whole words as label, what stands before it one more."""

from collections.abc import Sequence

from scraper.blocks import Block
from scraper.outline import Outline
from scraper.outline import Ways
from scraper.outline import coverage
from scraper.provisions import Node
from scraper.slug import slug
from scraper.units import Inside

OPENING = "preface"  # what stands before the first heading


def headed_outline(blocks: Sequence[Block], ways: Ways) -> Outline:
    """Headings h1 to h6 cut the page; there are no parts and items, since nobody cites a policy by them."""
    out = Outline()
    where: dict[int, str] = {}
    unit: Inside | None = None
    for at, block in enumerate(blocks):
        if block.role == "noise":
            where[at] = "noise"
        elif block.role == "text" and (block.level or (block.unit and not block.unit.counted)):
            where[at] = "heading"
            unit = _open(
                out,
                Node(
                    "section",
                    slug(block.text),
                    block.text,
                    anchor=block.anchors[0] if block.anchors else None,
                ),
                ways,
            )
            if block.level == 1 and not out.title:
                out.title.append(block.text)
        else:
            where[at] = block.role
            if unit is None:
                unit = _open(out, Node("preamble", basic=True), ways)
            unit.add(block, None)
    out.roots = [n for n in out.roots if n.label or n.text]
    out.coverage = coverage(blocks, where)
    return out


def _open(out: Outline, node: Node, ways: Ways) -> Inside:
    out.roots.append(node)
    return Inside(node, ways.country, ways.language, lists=False)
