"""How often somebody may try a password: a few times from one place for one name, more for either alone."""

from collections import OrderedDict
from collections import deque
from datetime import datetime
from datetime import timedelta
from threading import Lock

WINDOW = timedelta(minutes=15)
# A person mistypes a few times; a guesser comes from one place with many names, or from many with one.
BOTH, PLACE, NAME = 5, 30, 100
MOST = 20_000  # places and names remembered; the oldest give way


class Attempts:
    """Failed attempts of the last quarter of an hour."""

    def __init__(self) -> None:
        self._failed: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def too_many(self, place: str, name: str, now: datetime) -> bool:
        with self._lock:
            return any(self._count(key, now) >= most for key, most in _keys(place, name))

    def failed(self, place: str, name: str, now: datetime) -> None:
        with self._lock:
            for key, most in _keys(place, name):
                times = self._failed.setdefault(key, deque(maxlen=most))
                times.append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > MOST:
                self._failed.popitem(last=False)

    def _count(self, key: tuple[str, str], now: datetime) -> int:
        return sum(at > now - WINDOW for at in self._failed.get(key, ()))


def _keys(place: str, name: str) -> tuple[tuple[tuple[str, str], int], ...]:
    name = name[:100].casefold()
    return (((place, name), BOTH), ((place, ""), PLACE), (("", name), NAME))
