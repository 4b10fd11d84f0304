"""What is the same for ever once it is made, kept up to a bound: comparisons of two versions, a version's text as HTML.

Versions are never edited, so a key of version numbers needs no invalidating.
"""

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Hashable
from threading import Lock
from typing import Generic
from typing import TypeVar

Made = TypeVar("Made")


class Memory(Generic[Made]):
    """The most recently used results, up to `room` in whatever `size` measures."""

    def __init__(self, room: int, size: Callable[[Made], int]) -> None:
        self._room = room
        self._size = size
        self._used = 0
        self._kept: OrderedDict[Hashable, tuple[Made, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The kept result, or a new one. Two threads may make the same at once; the results are equal."""
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known[0]
        made = make()
        size = self._size(made)
        with self._lock:
            if key not in self._kept and size <= self._room:
                self._kept[key] = (made, size)
                self._used += size
                while self._used > self._room:
                    _, (_, freed) = self._kept.popitem(last=False)
                    self._used -= freed
        return made

    def __len__(self) -> int:
        return len(self._kept)
