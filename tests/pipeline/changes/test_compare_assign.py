"""The best sum of pairs, whatever the candidates."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.changes.compare.assign import MAX_BLOCK
from pipeline.changes.compare.assign import assign

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 100).map(lambda n: n / 100), max_size=14
)


@given(WEIGHTS)
def test_no_other_choice_of_pairs_weighs_more(weights: dict[tuple[int, int], float]) -> None:
    """Against every choice there is."""
    best = max(sum(weights.get((i, j), 0.0) for i, j in enumerate(order)) for order in permutations(range(5)))
    assert round(best, 9) == round(sum(weights[pair] for pair in assign(weights)), 9)


@given(WEIGHTS)
def test_each_unit_is_used_once_and_only_candidates_are_pairs(weights: dict[tuple[int, int], float]) -> None:
    """One for one."""
    pairs = assign(weights)
    assert len({i for i, _ in pairs}) == len(pairs) == len({j for _, j in pairs})
    assert weights.keys() >= set(pairs)


def test_a_block_past_the_bound_takes_the_best_first() -> None:
    """Still one for one, and in time."""
    size = MAX_BLOCK + 5
    weights = {(i, j): 1.0 if i == j else 0.9 for i in range(size) for j in range(size)}
    assert [(n, n) for n in range(size)] == assign(weights)
