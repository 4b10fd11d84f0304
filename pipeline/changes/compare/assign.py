"""Which pairs to take among weighted candidates: the best sum, not the first good one."""

from collections.abc import Mapping

# A cubic method in Python: 120 x 120 takes about a second, and a block of that many changed units that all resemble
# each other is a replaced act. Beyond it the best pairs are taken from the top.
MAX_BLOCK = 120

Weights = Mapping[tuple[int, int], float]


def assign(weights: Weights) -> list[tuple[int, int]]:
    """Pairs (left, right), each side used once, whose weights sum up highest; only pairs that have a weight."""
    taken: list[tuple[int, int]] = []
    for block in _blocks(weights):
        left = sorted({i for i, _ in block})
        right = sorted({j for _, j in block})
        if len(left) == 1 and len(right) == 1:
            taken.extend(block)
        elif max(len(left), len(right)) > MAX_BLOCK:
            taken.extend(_from_the_top(block))
        else:
            taken.extend(_best_sum(block, left, right))
    return sorted(taken)


def _blocks(weights: Weights) -> list[dict[tuple[int, int], float]]:
    """Candidates that share no unit do not concern each other."""
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(x: tuple[str, int]) -> tuple[str, int]:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for i, j in weights:
        root[find(("left", i))] = find(("right", j))
    blocks: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
    for (i, j), weight in weights.items():
        blocks.setdefault(find(("left", i)), {})[i, j] = weight
    return list(blocks.values())


def _from_the_top(block: Weights) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    left: set[int] = set()
    right: set[int] = set()
    for (i, j), _ in sorted(
        block.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), item[0])
    ):
        if i not in left and j not in right:
            pairs.append((i, j))
            left.add(i)
            right.add(j)
    return pairs


def _best_sum(block: Weights, left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """The Hungarian method with potentials; a pair without weight counts 0 and is dropped afterwards."""
    if len(left) > len(right):
        turned = {(j, i): w for (i, j), w in block.items()}
        return [(i, j) for j, i in _best_sum(turned, right, left)]
    n, m = len(left), len(right)
    cost = [[0.0] * (m + 1)] + [[0.0] + [-block.get((i, j), 0.0) for j in right] for i in left]
    row_price, column_price = [0.0] * (n + 1), [0.0] * (m + 1)
    owner, way = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0] = row
        at = 0
        least = [float("inf")] * (m + 1)
        used = [False] * (m + 1)
        while owner[at]:
            used[at] = True
            here, delta, following = owner[at], float("inf"), 0
            line, price = cost[here], row_price[here]
            for j in range(1, m + 1):
                if used[j]:
                    continue
                reduced = line[j] - price - column_price[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, at
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(m + 1):
                if used[j]:
                    row_price[owner[j]] += delta
                    column_price[j] -= delta
                else:
                    least[j] -= delta
            at = following
        while at:
            owner[at] = owner[way[at]]
            at = way[at]
    pairs = [(left[owner[j] - 1], right[j - 1]) for j in range(1, m + 1) if owner[j]]
    return [pair for pair in pairs if pair in block]
