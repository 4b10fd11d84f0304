"""Whether the figures of a page are news of today: how many sources of law brought their text at the last look. Pure.

A line whose source is held or does not answer keeps the verdict of the last good reading. That is right, and it is
not what "checked today" says; so a page whose sources are in trouble says this first.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts import words
from db.reads_page import UnreadSource
from pipeline.profile.model import Source
from pipeline.verdicts.table import SourceHealth

_SAID = {"held": "held as doubtful", "failed": "failed", "gone": "gone"}
_ORDER = tuple(_SAID)


@dataclass(frozen=True, slots=True)
class Sight:
    """Of some sources those that were not read at their last look."""

    sources: int = 0
    outcomes: tuple[tuple[str, int], ...] = ()  # (held, failed or gone, how many)
    last_good_at: datetime | None = None  # of those, the one read well the longest ago; None: one never was

    @property
    def unread(self) -> int:
        return sum(number for _, number in self.outcomes)

    @property
    def blind(self) -> bool:
        """Whether nothing of today stands behind the figures."""
        return 0 < self.sources == self.unread

    @property
    def words(self) -> str:
        """Such as "2 held as doubtful, 1 failed"; "" where all were read."""
        return ", ".join(f"{number} {_SAID[name]}" for name, number in self.outcomes)

    @property
    def short(self) -> str:
        """Such as "1 of 3 sources not read: 1 failed", for the row of a table; "" where all were read."""
        if not self.unread:
            return ""
        if self.blind:
            return f"none of its sources was read: {self.words}"
        return f"{self.unread} of {words.count(self.sources, 'source')} not read: {self.words}"


def sight(keys: Iterable[str], unread: Mapping[str, UnreadSource]) -> Sight:
    """Of the sources with these keys."""
    wanted = set(keys)
    found = [unread[key] for key in wanted if key in unread]
    counts = Counter(one.outcome for one in found)
    good = [one.last_good_at for one in found]
    oldest = None if None in good else min((at for at in good if at), default=None)
    return Sight(len(wanted), tuple(sorted(counts.items(), key=lambda one: _ORDER.index(one[0]))), oldest)


def law_keys(sources: Iterable[SourceHealth]) -> list[str]:
    """Keys of the sources of law; a watched page that is no act carries no verdict."""
    return [one.key for one in sources if isinstance(one.place, Source)]
