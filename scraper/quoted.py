"""Which blocks stand inside a quotation: law that this law writes into another, never its own units.

A quotation counts only if its end is found soon after: a publisher's forgotten mark must not swallow the rest.
"""

import re
from collections.abc import Sequence

from scraper.blocks import Block

MAX_QUOTED = 80  # blocks that one pair of quotation marks may hold

_PAIRS = (("«", "»"), ("„", "“”"), ("“", "”"), ("「", "」"))
_STRAIGHT_END = re.compile(r"\"[\s;.,)»]*$")


def quoted(blocks: Sequence[Block]) -> frozenset[int]:
    """Positions of blocks that lie inside a quotation opened in an earlier block."""
    inside: set[int] = set()
    at = 0
    while at < len(blocks):
        end = _end_of(blocks, at) if blocks[at].role == "text" else None
        if end is None:
            at += 1
            continue
        inside.update(range(at + 1, end + 1))
        at = end
        if end == at:
            at += 1
    return frozenset(inside)


def _end_of(blocks: Sequence[Block], at: int) -> int | None:
    text = blocks[at].text
    for opening, closing in _PAIRS:
        if opening in text:
            depth = _net(text, opening, closing)
            if depth > 0 and text.rfind(opening) > max(text.rfind(c) for c in closing):
                return _closing(blocks, at, opening, closing, depth)
    if text.startswith('"') and text.count('"') % 2:
        for later in range(at + 1, min(at + MAX_QUOTED, len(blocks))):
            if blocks[later].text.count('"') % 2 and _STRAIGHT_END.search(blocks[later].text):
                return later
    return None


def _closing(blocks: Sequence[Block], at: int, opening: str, closing: str, depth: int) -> int | None:
    for later in range(at + 1, min(at + MAX_QUOTED, len(blocks))):
        depth += _net(blocks[later].text, opening, closing)
        if depth <= 0:
            return later
    return None


def _net(text: str, opening: str, closing: str) -> int:
    return text.count(opening) - sum(text.count(c) for c in closing)
