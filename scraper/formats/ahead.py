"""Headings that a publisher prints on a line before the number of the article they belong to."""

import re
from dataclasses import replace

from scraper import headings
from scraper.blocks import Block
from scraper.blocks import Unit
from scraper.blocks import size

_LETTERED = re.compile(r"([A-ZÁÐÉÍÓÚÝÞÆÖ]|[IVXLC]+)\.\s+")
MAX_HEADING = 300  # characters; a longer line is a paragraph
MAX_MARKS = 4  # characters of brackets and footnote marks that may stand outside of the heading's own element


def put_behind(blocks: list[Block], ahead: set[int]) -> list[Block]:
    """Each such heading put behind the number, where the grammar of headings expects it.

    `ahead` are the identities of blocks that an element of the dialect's `before` began.
    """
    if not ahead:
        return blocks
    out: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        if id(block) in ahead and _alone(block):
            out.extend(waiting)
            waiting = [block]
        elif block.role == "text" and waiting:
            out.extend(_joined(waiting.pop(), block))
        else:
            out.append(block)
    return out + waiting


def _alone(block: Block) -> bool:
    whole = size(block.text)
    if block.role != "text" or len(block.text) > MAX_HEADING or block.lead < whole - MAX_MARKS:
        return False
    itself = headings.read(block.text)
    return itself is None or not itself.certain or bool(_LETTERED.match(block.text))


def _joined(heading: Block, block: Block) -> list[Block]:
    number = headings.read(block.text)
    if number is None or number.rank != "basic":
        return [heading, block]
    letter = _LETTERED.match(heading.text)
    if letter:  # "A. General": no title of one article, but of all that follow
        heading.unit = Unit("subchapter", letter[1], letter[0].strip(), rest=heading.text[letter.end() :])
        return [heading, block]
    rest = number.rest if block.text.endswith(number.rest) else ""
    label = block.text[: len(block.text) - len(rest)].rstrip() if rest else block.text
    titled = f"{label} {heading.text}"
    first = replace(block, text=titled, lead=size(titled), strong=False, title=heading.text)
    return [first, bare(block, rest)] if rest else [first]


def bare(block: Block, text: str) -> Block:
    """Other words at the same place of the page, without the looks of a heading."""
    return replace(block, text=text, level=0, strong=False, lead=0, mark="", anchors=(), unit=None, title="")
