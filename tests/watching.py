"""A small world for tests of the watch: an invented code on a scripted site, a real store, a clock that we turn.

with World(tmp_path) as world:
    world.serves(code())                  # what the site shows from now on
    await world.look()                    # one pass over everything -> the outcome of each source
    world.later(days=1)
    world.alerts()                        # what was told
"""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from scripted_site import Site

from db.open import open_writer
from db.records import Alert
from db.records import AlertKind
from db.records import NewAlert
from db.records import SourceState
from db.store import Store
from pipeline.looking.fetching import Fetchers
from pipeline.looking.look import Looker
from pipeline.profile.load import parse
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Watched
from pipeline.profile.watchlist import watchlist
from pipeline.watching.run import Pass
from pipeline.watching.run import check
from scraper.fetch import Fetcher

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
PATH = "/en/code"

# Twelve articles that have nothing in common, so that none is taken for another.
ARTICLES: dict[str, str] = {
    "1": "Purpose|This Code protects the beehives and orchards of the island.",
    "2": "Definitions|A hive is a box in which bees live; a keeper is whoever owns one with right.",
    "3": "Time|The law in force at the moment of the act applies to it.",
    "4": "Opening a hive|1. Whoever opens a hive without right shall be punished with a fine of up to forty crowns."
    "|2. The same act by several persons shall be punished with imprisonment of up to two years.",
    "5": "Listening|Whoever listens to the talk of keepers through a wall of reed shall be punished with a fine.",
    "6": "Spoiling honey|1. Whoever waters honey shall be punished with a fine.|2. The attempt is punishable.",
    "7": "Blocking|Whoever stops the flight of bees with nets or smoke shall be punished with arrest.",
    "8": "Tools|Whoever sells a knife designed to open hives that are not his shall be punished.",
    "9": "Forgery|Whoever forges the seal of the guild of beekeepers shall be punished with banishment.",
    "10": "Fraud|Whoever sells syrup under the name of honey shall return the price threefold.",
    "11": "Minors|This Code does not apply to persons who have not seen fourteen summers.",
    "12": "Entry into force|This Code enters into force on the first day of the flowering of lime trees.",
}

PROFILE = """title = "Meliora"
country = "XM"
page = "https://example.org/profiles/meliora"

[defaults]
contact = "law-watch@example.org"
gap = "0s"
private_addresses = true
look_again = "1h"

[targets.team]
stdout = true

[[acts]]
key = "code"
title = "Code of Bees of Meliora"
names = ["Code of Bees"]
type = "code"
number = "12-I"
date = 2001-05-06

[[acts.sources]]
url = "BASE/en/code"
language = "en"
authentic = true

[[entries]]
key = "opening"
section = "Substantive law"
topic = "Opening a hive"
text = "Art. 4 of the Code of Bees"

[[entries]]
key = "spoiling"
section = "Substantive law"
topic = "Spoiling"
text = "Art. 6 (1) of the Code of Bees"

[[entries]]
key = "general"
section = "Safeguards"
topic = "The code as a whole"
text = "Code of Bees"

[[entries]]
key = "office"
section = "Institutions"
topic = "Office of bees"
note = "An office; no law is cited."
"""


def code(
    changed: dict[str, str] | None = None,
    *,
    without: tuple[str, ...] = (),
    more: dict[str, str] | None = None,
    title: str = "Code of Bees of Meliora",
    noise: str = "",
    notes: dict[str, str] | None = None,
) -> str:
    """The page of the code: `changed` articles have other words, those `without` are gone, `more` stand at the end."""
    articles = {n: t for n, t in (ARTICLES | (changed or {})).items() if n not in without} | (more or {})
    body = "".join(_article(n, text, (notes or {}).get(n)) for n, text in articles.items())
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title><!-- {noise} --></head>"
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


def _article(number: str, text: str, note: str | None) -> str:
    heading, *parts = text.split("|")
    told = "".join(f"<p>{part}</p>" for part in parts)
    return f"<h3>Article {number}. {heading}</h3>{told}" + (f'<p class="note">{note}</p>' if note else "")


MAINTENANCE = (
    "<!doctype html><html><title>Maintenance</title><body><h1>Under maintenance</h1><p>We will be back soon."
    "</p></body></html>"
)
OPENED = {"4": ARTICLES["4"].replace("forty", "sixty")}  # a fine moved


@dataclass
class World:
    """See the module's docstring."""

    folder: Path
    text: str = PROFILE
    hosts: tuple[str, ...] = ("127.0.0.1",)
    now: datetime = START
    chance: float = 0.0
    beside: str | None = None  # a second profile, of key "second"
    _stack: ExitStack = field(default_factory=ExitStack)
    site: Site = field(init=False)
    store: Store = field(init=False)

    def __enter__(self) -> Self:
        self.site = self._stack.enter_context(Site(hosts=self.hosts))
        self.store = self._stack.enter_context(open_writer(self.folder / "lexwatch.db"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def profile(self) -> Profile:
        return parse(self.text.replace("BASE", self.site.url("")), path="meliora.toml", key="meliora")

    @property
    def profiles(self) -> list[Profile]:
        found = [self.profile]
        if self.beside:
            text = self.beside.replace("BASE", self.site.url(""))
            found.append(parse(text, path="second.toml", key="second"))
        return found

    def serves(self, page: str, path: str = PATH, **more: object) -> None:
        self.site.serves(path, page, **more)  # type: ignore[arg-type]  # the scripted site checks them

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def watched(self, key: str = "code-en") -> Watched:
        (one,) = watchlist(self.store, [self.profile], self.now, key)
        return one

    def state(self, key: str = "code-en") -> SourceState:
        return self.store.queries.source_state(self.watched(key).id)

    def passes(self, *, everything: bool = True, only: str | None = None) -> Pass:
        """One pass; a look that is asked for at once, whatever is due, unless `everything` is False."""
        return asyncio.run(self._check(everything, only))

    async def _check(self, everything: bool, only: str | None) -> Pass:
        async with Fetcher() as http:
            looker = Looker(self.store, Fetchers(http), lambda: self.now, lambda: self.chance)
            return await check(looker, self.profiles, only=only, everything=everything)

    def look(self, key: str = "code-en") -> str:
        """The outcome of one look at one source."""
        (one,) = self.passes(only=key).looked
        return str(one.outcome)

    def alerts(self, kind: AlertKind | None = AlertKind.CHANGE) -> list[Alert]:
        """What was told, the oldest first."""
        kinds = None if kind is None else (kind,)
        return list(reversed(self.store.queries.alerts(profile="meliora", kinds=kinds, limit=1000)))

    def other_alerts(self, count: int) -> None:
        """So many newer alerts of the profile, about other law."""
        payload = self.alerts()[0].payload
        many = [
            NewAlert(AlertKind.CHANGE, f"other:{n}", self.profile.key, "Other law", payload, (), (), ())
            for n in range(count)
        ]
        self.store.write_alerts(many, self.now)
