"""The running page: its database, what it keeps in memory, and whether people may act on it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from pathlib import Path
from shlex import quote
from threading import Lock

from db.open import open_writer
from db.store import Store
from pipeline.app import clock
from pipeline.changes.comparisons import Comparisons
from pipeline.changes.memory import Memory
from pipeline.edits.ready_edit import Proposal
from pipeline.web.desk.review import Review
from pipeline.web.readers import Readers
from pipeline.web.standing import Standings
from pipeline.web.treaty_index import TreatyIndex

RENDERED = 48_000_000  # characters kept of law as HTML: the forty largest codes
PROPOSED = 2_000  # lines whose ready edits are kept; each holds two wordings of a provision
TOLD = 12_000_000  # characters kept of alerts as a feed tells them

USUAL = Path("lexwatch.db")  # what commands take when none is named
LOCAL = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Options:
    """How the page is run."""

    db: Path
    names: tuple[str, ...] = LOCAL  # of hosts under which it may be asked
    address: str | None = None  # where people reach it, for feeds: "https://watch.example.org"
    review: Review | None = None  # None: read-only
    writer: Callable[[], AbstractContextManager[Store]] | None = (
        None  # where another part of the process writes
    )


@dataclass(slots=True)
class Site:
    """One process, one site."""

    options: Options
    readers: Readers
    standings: Standings
    now: Callable[[], datetime] = clock
    compared: Comparisons = field(default_factory=Comparisons)
    rendered: Memory[str] = field(default_factory=lambda: Memory(RENDERED, len))
    told: Memory[str] = field(default_factory=lambda: Memory(TOLD, len))
    proposed: Memory[tuple[Proposal, ...]] = field(
        default_factory=lambda: Memory(PROPOSED, lambda found: len(found) + 1)
    )
    behind: TreatyIndex = field(default_factory=TreatyIndex)
    writing: Lock = field(default_factory=Lock)

    @property
    def db_flag(self) -> str:
        """What a command needs besides, to mean this database; "" where it is the usual one."""
        return "" if self.options.db == USUAL else f" --db {quote(str(self.options.db))}"

    @property
    def secure(self) -> bool:
        """Whether people come over https, so that cookies stay there."""
        return (self.options.address or "").startswith("https://")

    def open_writer(self) -> AbstractContextManager[Store]:
        """The one writer. Raises InUse where another process writes."""
        return self.options.writer() if self.options.writer else open_writer(self.options.db, new=False)


def make_site(options: Options, now: Callable[[], datetime] = clock) -> Site:
    readers, compared = Readers(options.db), Comparisons()
    return Site(options, readers, Standings(readers, now, compared=compared), now, compared)
