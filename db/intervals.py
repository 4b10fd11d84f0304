"""Which rows of provisions a new version closes and opens. Pure: knows order and sameness, nothing of law or SQL.

A version is the list of rows that stand in it, in order of their positions. Positions have gaps, so that what is
inserted pushes nothing aside, and only what truly moved gets a new one. A version that amends 2% of an act closes
and opens 2% of its rows.
"""

from bisect import bisect_left
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic
from typing import TypeVar

GAP = (
    1 << 32
)  # between neighbours: some thirty insertions at one place, each beside the last, before all are renumbered
Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Standing(Generic[Content]):
    """A row that stands until now."""

    position: int
    content: Content


@dataclass(frozen=True, slots=True)
class Step:
    """What one version does to the rows: positions to close, and (index in the new version, position) to open."""

    close: tuple[int, ...]
    open: tuple[tuple[int, int], ...]


def step(
    standing: Mapping[str, Standing[Content]], new: Sequence[tuple[str, Content]], *, gap: int = GAP
) -> Step:
    """From the rows that stand, by eid, to the new list of (eid, content)."""
    common = [(index, standing[eid].position) for index, (eid, _) in enumerate(new) if eid in standing]
    kept = dict(_longest_rising(common))
    positions = _fill([kept.get(index) for index in range(len(new))], gap)
    if positions is None:  # no room left somewhere: number everything anew
        positions = [(index + 1) * gap for index in range(len(new))]
    close = {row.position for row in standing.values()}
    opened = []
    for index, (eid, content) in enumerate(new):
        row = standing.get(eid)
        if row is not None and row.position == positions[index] and row.content == content:
            close.discard(row.position)
        else:
            opened.append((index, positions[index]))
    return Step(tuple(sorted(close)), tuple(opened))


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers rise: what stayed in order. The others moved."""
    tails: list[int] = []  # smallest last value of a rising run of each length
    ends: list[int] = []  # index into pairs of that value
    before: list[int] = []  # for each pair, the pair before it in its run
    for here, (_, value) in enumerate(pairs):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            ends.append(here)
        else:
            tails[length] = value
            ends[length] = here
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _fill(positions: Sequence[int | None], gap: int) -> list[int] | None:
    """Numbers for the places without one, evenly between their neighbours; None where there is no room."""
    filled: list[int] = []
    waiting = 0
    for position in (*positions, None):
        at_end = len(filled) + waiting == len(positions)
        if position is None and not at_end:
            waiting += 1
            continue
        left = filled[-1] if filled else 0
        right = left + gap * (waiting + 1) if position is None else position
        if right - left <= waiting:
            return None
        filled += [left + (right - left) * place // (waiting + 1) for place in range(1, waiting + 1)]
        waiting = 0
        if position is not None:
            filled.append(position)
    return filled
