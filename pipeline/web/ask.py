"""A question (what a request asks, read and bounded) and its answer (the facts of a page)."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlencode

from alerts import clean
from db.queries import Queries
from pipeline.web.errors import BadQuestion

if TYPE_CHECKING:
    from pipeline.web.desk.sessions import Session
    from pipeline.web.site import Site

MAX_WORD = 300  # characters of one filter or search; a question, not a document
MAX_NUMBER = 2**53  # beyond, no row of ours has its number


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, with the database at one moment."""

    queries: Queries
    now: datetime
    site: "Site"
    path: Mapping[str, Any]
    query: Mapping[str, str]
    address: str  # of the page, without ".json" or ".atom"
    base: str  # where the page can be reached: "http://127.0.0.1:8000"
    session: "Session | None" = None

    def word(self, name: str) -> str | None:
        """A filter as it was typed, cleaned and bounded; None where it was left empty."""
        return clean.words(self.query.get(name), MAX_WORD) or None

    def number(self, name: str) -> int | None:
        """Raises BadQuestion."""
        text = self.word(name)
        if text is None:
            return None
        if not text.isascii() or not text.isdigit() or int(text) > MAX_NUMBER:
            raise BadQuestion(f'"{text}" is no number.', f"Ask with {name}=12, or leave it out.")
        return int(text)

    def choice(self, name: str, choices: tuple[str, ...]) -> str | None:
        """Raises BadQuestion."""
        text = self.word(name)
        if text is not None and text not in choices:
            raise BadQuestion(
                f'"{text}" is not among the choices.', f"{name} is one of {', '.join(choices)}."
            )
        return text

    def day(self, name: str) -> date | None:
        """Raises BadQuestion."""
        text = self.word(name)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise BadQuestion(f'"{text}" is no day.', "Write it as in 2026-11-20.") from error

    def moment(self, name: str) -> datetime | None:
        """A day or a time; without a zone it is meant in UTC. Raises BadQuestion."""
        text = self.word(name)
        if text is None:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError as error:
            raise BadQuestion(f'"{text}" is no time.', "Write it as in 2026-11-20T06:00.") from error
        try:
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except OverflowError as error:
            raise BadQuestion(f'"{text}" is no time that can be looked up.') from error

    def here(self, **other: object) -> str:
        """The same page with other filters; None takes one away."""
        kept = {k: v for k, v in self.query.items() if v} | {k: str(v) for k, v in other.items()}
        for name, value in other.items():
            if value is None:
                kept.pop(name)
        return f"?{urlencode(kept)}" if kept else self.address


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows; the same facts as JSON."""

    template: str
    title: str
    data: Callable[[], Any]
    context: dict[str, Any] = field(default_factory=dict)
    zone: str = "UTC"  # all times of the page are told in this zone
    feed: str | None = None  # address of its Atom feed
    section: str = ""  # of the navigation
    status: int = 200
