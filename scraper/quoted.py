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
    for opening, closing in _PAIRS:
        openers = [at for at, b in enumerate(blocks) if opening in b.text and b.role == "text"]
        if not openers:
            continue
        nets = [_net(b.text, opening, closing) if b.role == "text" else 0 for b in blocks]
        past = -1  # the end of the quotation found last
        for at in openers:
            text = blocks[at].text
            if at >= past and nets[at] > 0 and text.rfind(opening) > max(text.rfind(c) for c in closing):
                end = _closing(nets, at)
                if end is not None:
                    inside.update(range(at + 1, end + 1))
                    past = end
    inside.update(_straight(blocks))
    return frozenset(inside)


def _closing(nets: list[int], at: int) -> int | None:
    depth = nets[at]
    for later in range(at + 1, min(at + MAX_QUOTED, len(nets))):
        depth += nets[later]
        if depth <= 0:
            return later
    return None


def _straight(blocks: Sequence[Block]) -> set[int]:
    """Quotations in straight marks: a line that begins with one and leaves it open, up to a line that ends with one."""
    odd = [b.role == "text" and b.text.count('"') % 2 == 1 for b in blocks]
    inside: set[int] = set()
    at = 0
    while at < len(blocks):
        end = None
        if odd[at] and blocks[at].text.startswith('"'):
            following = range(at + 1, min(at + MAX_QUOTED, len(blocks)))
            end = next((n for n in following if odd[n] and _STRAIGHT_END.search(blocks[n].text)), None)
        if end is not None:
            inside.update(range(at + 1, end + 1))
        at = max(at + 1, end or 0)
    return inside


def _net(text: str, opening: str, closing: str) -> int:
    return text.count(opening) - sum(text.count(c) for c in closing)
