"""Whose task an alert is, and by when: kept as an act of review like any other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from db.records import Review

MAX_NAME = 200  # characters of a name; an address of mail fits


@dataclass(frozen=True, slots=True)
class Assignment:
    to: str
    due: date | None = None

    @property
    def written(self) -> str:
        """As a review keeps it."""
        return f"{self.to}; due {self.due.isoformat()}" if self.due else self.to

    @classmethod
    def read(cls, written: str) -> Self:
        """What `written` wrote."""
        to, mark, day = written.rpartition("; due ")
        try:
            return cls(to, date.fromisoformat(day)) if mark else cls(written)
        except ValueError:
            return cls(written)

    def late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def assignment_of(reviews: Iterable[Review]) -> Assignment | None:
    """The newest assignment among the acts of review of one alert."""
    given = [r for r in reviews if r.what == "assign" and r.why]
    newest = max(given, key=lambda r: (r.at, r.id), default=None)
    return Assignment.read(newest.why or "") if newest else None
