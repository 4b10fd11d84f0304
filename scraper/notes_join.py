"""Notes that a page prints in several pieces become one note again."""

import re
from collections.abc import Sequence

from scraper.blocks import Block

MAX_NOTE = 60_000  # characters; lists of rulings grow long, a note that grows for ever is a fault of reading

_OPEN_END = (":", ",", "(", "№", "от", "в", "и")
_ITEM = re.compile(r"^\(?[\w-]{1,6}[.)]\s")


def join_notes(blocks: Sequence[Block], starts: re.Pattern[str] | None) -> list[Block]:
    """A note whose predecessor ends in the middle, or that does not begin as notes here do, goes on with it."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if before and before.role == block.role == "note" and _goes_on(before, block, starts):
            before.text = f"{before.text} {block.text}"
            before.links = {**before.links, **block.links}
            before.anchors = (*before.anchors, *block.anchors)
        else:
            out.append(block)
    return out


def _goes_on(before: Block, block: Block, starts: re.Pattern[str] | None) -> bool:
    if len(before.text) > MAX_NOTE:
        return False
    begins_anew = bool(_ITEM.match(block.text) or (starts and starts.match(block.text)))
    if begins_anew:
        return False
    if before.text.endswith((":", ";", ",")) or before.text.split(" ")[-1] in _OPEN_END:
        return True
    return (
        starts is not None
        and bool(starts.match(before.text))
        and not before.text.endswith((".", "}", ")", "]"))
    )
