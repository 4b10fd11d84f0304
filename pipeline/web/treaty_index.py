"""Which lines of which profiles stand behind each treaty article, made once for a state of all tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.reads_page import LineMoved
from pipeline.verdicts.verdict import EntryVerdict
from pipeline.web.standing import Standing


@dataclass(frozen=True, slots=True)
class Behind:
    """A line of a profile behind a treaty article."""

    standing: Standing
    key: str  # of the line
    topic: str
    text: str | None
    line: EntryVerdict | None  # None: not looked up yet
    moved: LineMoved | None = None

    @property
    def verdict(self) -> str:
        return str(self.line.verdict) if self.line else ""


class TreatyIndex:
    """Keeps the newest index only."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[Standing, ...], Mapping[str, tuple[Behind, ...]]] | None = None

    def of(self, standings: tuple[Standing, ...]) -> Mapping[str, tuple[Behind, ...]]:
        """By treaty article, in the order of the profiles."""
        kept = self._kept
        if kept is None or kept[0] is not standings:
            kept = (standings, _index(standings))
            self._kept = kept
        return kept[1]


def _index(standings: tuple[Standing, ...]) -> Mapping[str, tuple[Behind, ...]]:
    found: dict[str, list[Behind]] = {}
    for standing in standings:
        if standing.profile is None:
            continue
        verdicts = {e.entry.key: e for e in standing.table.entries} if standing.table else {}
        for entry in standing.profile.entries:
            line = Behind(
                standing, entry.key, entry.topic or entry.section, entry.text, verdicts.get(entry.key)
            )
            for name in entry.treaty:
                found.setdefault(name, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}
