"""Places in a text that are already taken, asked in logarithmic time."""

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Half-open spans that do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [s for s, _ in ordered]
        self._ends = [e for _, e in ordered]

    def at(self, place: int) -> int | None:
        """The index, in order of place, of the span that covers a place."""
        i = bisect_right(self._starts, place) - 1
        return i if i >= 0 and place < self._ends[i] else None

    def covers(self, place: int) -> bool:
        """Whether a place is taken."""
        return self.at(place) is not None

    def before(self, place: int) -> int | None:
        """The index of the last span that ends at or before a place."""
        i = bisect_right(self._starts, place) - 1
        while i >= 0 and self._ends[i] > place:
            i -= 1
        return i if i >= 0 else None

    def ends_near(self, place: int, distance: int) -> bool:
        """Whether a span ends at most `distance` characters before a place."""
        i = self.before(place)
        return i is not None and place - self._ends[i] <= distance
