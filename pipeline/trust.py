"""Which source of an act speaks: the first of the profile, or the next where that one is down or held. Pure."""

from collections.abc import Iterable

from db.records import Outcome
from db.records import SourceState

GOOD = frozenset({Outcome.FIRST, Outcome.UNCHANGED, Outcome.CHANGED})


def in_order(states: Iterable[SourceState]) -> tuple[SourceState, ...]:
    """By trust: first those whose last look read the law, in the profile's order; then the others, the one that was
    read well last before the rest; those that were never read live at the end.
    """
    return tuple(sorted(states, key=_place))


def speaking(states: Iterable[SourceState]) -> tuple[SourceState, ...]:
    """Of each language those whose last look read the law; where none did, the one that was read well last."""
    families: dict[str | None, list[SourceState]] = {}
    for state in in_order(states):
        if state.version_id is not None:
            families.setdefault(state.record.language, []).append(state)
    chosen = []
    for family in families.values():
        well = [state for state in family if state.last_outcome in GOOD]
        chosen += well or family[:1]
    return tuple(sorted(chosen, key=lambda s: (s.record.rank, s.id)))


def _place(state: SourceState) -> tuple[int, float, int, int]:
    if state.version_id is None:
        return (2, 0.0, state.record.rank, state.id)
    if state.last_outcome in GOOD:
        return (0, 0.0, state.record.rank, state.id)
    last = state.last_good_at.timestamp() if state.last_good_at else 0.0
    return (1, -last, state.record.rank, state.id)
