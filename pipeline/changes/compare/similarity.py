"""How alike two units are, and which ones are worth asking about."""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from pipeline.changes.compare.units import Unit

COMPARED_WORDS = 4_000  # of each side that the ratio looks at: alike at length is alike in the beginning
COMMON = 20  # a shingle in more units than this is boilerplate and finds no candidates
CANDIDATES = 8  # per unit that are looked at in earnest


def ratio(a: Unit, b: Unit) -> float:
    """Share of words that stand in both in the same order, 0 to 1."""
    return Indel.normalized_similarity(a.words[:COMPARED_WORDS], b.words[:COMPARED_WORDS])


def containment(a: Unit, b: Unit) -> float:
    """Share of the smaller one's shingles that the other has too."""
    smaller = min(len(a.shingles), len(b.shingles))
    return len(a.shingles & b.shingles) / smaller if smaller else 0.0


def candidates(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[int, int, float]]:
    """Pairs (index in old, index in new, containment) that share uncommon shingles, the likeliest of each old unit."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, unit in enumerate(new):
        for shingle in unit.shingles:
            index[shingle].append(j)
    for i, unit in enumerate(old):
        shared: Counter[int] = Counter()
        for shingle in unit.shingles:
            found = index.get(shingle, ())
            if len(found) <= COMMON:
                shared.update(found)
        likely = sorted(shared, key=lambda j: (-shared[j], abs(i - j), j))[:CANDIDATES]
        for j in likely:
            yield i, j, containment(unit, new[j])
