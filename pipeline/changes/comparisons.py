"""What differs between two versions, compared once for everybody who asks: lines, profiles, pages.

A version is never edited and its number names it for ever, so nothing that is kept here goes stale. One for a database.
"""

from collections.abc import Callable
from collections.abc import Sequence

from db.law import Change
from db.law import Provision
from pipeline.changes.compare import compare
from pipeline.changes.memory import Memory

ROOM = 50_000  # changes kept: some 50 MB at the most

Read = Callable[[int], Sequence[Provision]]  # the provisions of a version


class Comparisons:
    """The most recently used comparisons."""

    def __init__(self, room: int = ROOM) -> None:
        self._kept: Memory[tuple[Change, ...]] = Memory(room, lambda found: len(found) + 1)

    def between(self, source: str, base: int, current: int, read: Read) -> tuple[Change, ...]:
        """The changes from version `base` of a source to version `current`; `read` is asked only where they are new."""
        return self._kept.get((source, base, current), lambda: compare(read(base), read(current)))
