"""What acts, profiles and sources are called on one page: an act by its full title once, then by its short name."""

from typing import TYPE_CHECKING

from alerts import clean
from alerts.names import short_name
from alerts.names import source_name
from db.records import ActRecord
from db.records import SourceRecord
from pipeline.profile.names import short_title

if TYPE_CHECKING:
    from pipeline.web.ask import Ask
    from pipeline.web.standing import Standing


class Naming:
    """Names of one page, looked up when they are asked for."""

    def __init__(self, ask: "Ask") -> None:
        self._ask = ask
        self._acts: dict[str, ActRecord | None] = {}
        self._shorts: dict[str, str] = {}
        self._said: set[str] = set()
        self._known: tuple[Standing, ...] | None = None

    def act(self, address: str | None) -> str:
        """The full title the first time that the page names the act, its short name from then on."""
        if address is None or address in self._said:
            return self.short(address)
        self._said.add(address)
        found = self._record(address)
        return clean.line(found.title) if found else clean.line(address)

    def say(self, address: str) -> str:
        """Notes that the page says the full title in another way; nothing to print."""
        self._said.add(address)
        return ""

    def short(self, address: str | None) -> str:
        """Such as "Criminal Code"; the address of an act that nobody knows any more."""
        if address is None:
            return "no act"
        if address not in self._shorts:
            self._shorts[address] = self._short(address)
        return self._shorts[address]

    def source(self, record: SourceRecord) -> str:
        """Such as "Criminal Code (ru)"; of a watched page its title."""
        if record.act is None:
            return clean.line(record.title or record.key)
        return source_name(self.short(record.act), record.key, record.act, record.language, record.url)

    def source_key(self, key: str) -> str:
        """The same of a source that only its key tells; the key where the source is gone."""
        found = self._ask.queries.source(key)
        return self.source(found.record) if found else clean.line(key)

    def profile(self, key: str) -> str:
        return next((clean.line(s.title) for s in self._standings if s.key == key), clean.line(key))

    @property
    def _standings(self) -> "tuple[Standing, ...]":
        if self._known is None:
            self._known = self._ask.site.standings.named(self._ask.queries, self._ask.now)
        return self._known

    def _record(self, address: str) -> ActRecord | None:
        if address not in self._acts:
            self._acts[address] = self._ask.queries.acts_of([address]).get(address)
        return self._acts[address]

    def _short(self, address: str) -> str:
        found = self._record(address)
        if found is None:
            return clean.line(address)
        for standing in self._standings:
            profile = standing.profile if standing.country == found.country else None
            own = profile.act(found.key) if profile else None
            if profile and own:  # as the messages of that profile call it
                return short_title(profile, own)
        return short_name(found.title, sort=found.type, number=found.number)
