"""Habits of one act, learned from all of it: where its titles stand, who signs it, where its numbers restart."""

import re
from collections.abc import Sequence

from scraper import enumerators
from scraper import grammar
from scraper.blocks import Block
from scraper.series import Chosen

SIGNATURE_LINES = 12
LONGEST_SHORT = 200  # characters of a line that may be a title

_SIGNATURE = re.compile(rf"^\W{{0,3}}(?:{grammar.alternatives(grammar.words('signature'))})", re.IGNORECASE)


def signature(blocks: Sequence[Block], chosen: Chosen) -> set[int]:
    """The last lines of the act, or of what stands before its first annex: who signed it."""
    ends = [at for at, c in chosen.accepted.items() if c.heading.rank == "annex"][:1] or [len(blocks)]
    found: set[int] = set()
    for end in ends:
        lines = [n for n in range(max(0, end - SIGNATURE_LINES * 2), end) if blocks[n].role == "text"]
        for n in lines[-SIGNATURE_LINES:]:
            tail = [m for m in lines if m >= n]
            if (
                _SIGNATURE.match(blocks[n].text)
                and not blocks[n].text.endswith((".", ";", ":"))
                and all(len(blocks[m].text) < 160 and m not in chosen.accepted for m in tail)
            ):
                found.update(tail)
                break
    return found


def titles_stand_below(blocks: Sequence[Block], chosen: Chosen) -> bool:
    """Whether the units of this act have their titles on a line of their own, below the number."""
    with_title, without = 0, 0
    for at, c in chosen.accepted.items():
        if c.heading.rank == "basic" and not c.heading.rest and at + 1 < len(blocks):
            block = blocks[at + 1]
            if block.role != "text" or at + 1 in chosen.accepted:
                continue
            fits = (
                is_short(block.text)
                and not enumerators.read(block.text)
                and words_follow(blocks, chosen, at + 1)
            )
            with_title, without = with_title + fits, without + (not fits)
    return with_title >= 2 and with_title >= 2 * without


def titles_end_with_a_dot(blocks: Sequence[Block], chosen: Chosen) -> bool:
    """Whether this act ends its titles with a full stop (`Artículo 1. Objeto.`): short, and words follow."""
    lengths, followed = [], 0
    for at, c in chosen.accepted.items():
        rest = c.heading.rest
        if c.heading.rank == "basic" and rest.endswith((".", "。")) and not blocks[at].by_looks:
            lengths.append(len(rest))
            followed += words_follow(blocks, chosen, at)
    return len(lengths) >= 2 and sorted(lengths)[len(lengths) // 2] <= 50 and followed * 5 >= len(lengths) * 4


def restarting_kinds(chosen: Chosen) -> frozenset[str]:
    """Kinds of container that numbers begin again in, twice at least: the chapters of Nordic codes."""
    starts = sorted(at for at in chosen.accepted if chosen.accepted[at].heading.rank == "container")
    found: dict[str, int] = {}
    for restart in chosen.restarts:
        above = [at for at in starts if at < restart]
        if above and not any(
            above[-1] < at < restart and c.heading.rank == "basic" for at, c in chosen.accepted.items()
        ):
            kind = chosen.accepted[above[-1]].heading.kind
            found[kind] = found.get(kind, 0) + 1
    return frozenset(kind for kind, times in found.items() if times >= 1)


def words_follow(blocks: Sequence[Block], chosen: Chosen, at: int) -> bool:
    """Whether this unit has a word of its own below its heading."""
    for n in range(at + 1, min(at + 6, len(blocks))):
        if n in chosen.accepted:
            return False
        if blocks[n].role == "text":
            return True
    return False


def is_short(text: str) -> bool:
    """A line that may be a title: short, and not ended like a sentence."""
    return len(text) <= LONGEST_SHORT and not text.endswith((".", ";", ":", ",", "–", "—", "。"))
