"""A profile: the TOML file in which people keep what their text says of a country's law.

The shape of the file, and what stands to be watched in it. Secrets never stand in a profile: `${NAME}` is kept as
written and looked up in the environment when something is sent.
"""

import datetime
from typing import Annotated
from typing import Literal
from typing import Self

from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from db.records import ActRecord
from db.records import SourceRecord
from pipeline.profile import dated
from pipeline.profile import settings

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
Duration = Annotated[str, AfterValidator(lambda v: (settings.duration(v), v)[1])]
Span = Annotated[str, AfterValidator(lambda v: (settings.span(v), v)[1])]  # longer than nothing
Clock = Annotated[str, AfterValidator(lambda v: (settings.clock(v), v)[1])]
Weekday = Annotated[str, AfterValidator(settings.weekday)]
Zone = Annotated[str, AfterValidator(settings.zone)]
Country = Annotated[str, Field(pattern=r"^[A-Za-z]{2}$"), AfterValidator(str.upper)]
Unit = Annotated[str, AfterValidator(settings.unit)]  # the address of a provision: art_5__para_2
Words = Annotated[str, Field(min_length=1, max_length=20_000)]  # a sentence of a profile, not a book


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Rhythm(Part):
    """When to look, and how politely; a source overrides what `[defaults]` says."""

    every: Span | None = None
    at: Clock | None = None
    on: tuple[Weekday, ...] = ()
    timezone: Zone | None = None
    gap: Duration | None = None
    escalate: bool | None = None  # use a browser when a plain fetch brings a script shell
    private_addresses: bool | None = None


class Defaults(Rhythm):
    contact: str = ""
    heartbeat: Span | None = None  # how often a proof of quiet is sent; None: never
    ping: str | None = None  # a dead-man's switch that is asked after every full pass
    silence: Duration = "7d"  # a source not read well for longer raises an alarm
    look_again: Span = "1h"  # after a held or failed look; what needs two looks needs them so far apart
    agree_within: Duration = "14d"  # languages and sources of one act may differ for so long
    web: str | None = None  # where the page can be reached, for links in messages

    @model_validator(mode="after")
    def _alive_with_proof(self) -> Self:
        if self.ping and not self.heartbeat:
            raise ValueError('a ping is sent with each heartbeat: add heartbeat = "1d"')
        return self


class Target(Part):
    """Where alerts go; exactly one of to, webhook, atom, file, stdout."""

    to: str | None = None
    webhook: str | None = None
    secret: str | None = None
    atom: str | None = None
    file: str | None = None
    stdout: bool = False
    digest: Literal["daily", "each"] = "each"
    at: Clock = "07:00"  # the hour of a daily digest, in the profile's zone
    operator: bool = True  # whether word of broken sources comes here too

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [w for w in (self.to, self.webhook, self.atom, self.file) if w] + [True] * self.stdout
        if len(ways) != 1:
            raise ValueError("name exactly one of to, webhook, atom, file, stdout = true")
        if self.webhook and not self.secret:
            raise ValueError('a webhook is signed: add secret = "${NAME}" and set NAME in the environment')
        return self


class ArticleContract(Part):
    first: str | None = None
    last: str | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None


class Expect(Part):
    """What a true page looks like."""

    title: str | None = None
    articles: ArticleContract = ArticleContract()


class Place(Rhythm):
    """Something that can be fetched."""

    url: Words
    language: str | None = None
    format: str | None = None
    fetch: Literal["http", "browser", "file", "manual"] = "http"
    expect: Expect = Expect()
    ca_file: str | None = None  # PEM, added to the roots that are trusted anyway
    allowed_hosts: tuple[str, ...] = ()
    headers: dict[str, str] = {}
    proxy: str | None = None
    charset: str | None = None
    robots: Literal["obey", "permission"] = "obey"  # "permission": the site's owner allowed it in writing
    http2: bool = True
    archive: str | None = None  # address of a dated edition, with {date:%d.%m.%Y}
    history: str | None = None  # address of a page that names the dates of the editions
    index: str | None = None  # css of the links of a contents page whose parts make up the act

    @model_validator(mode="after")
    def _address(self) -> Self:
        known = self.url.startswith(("http://", "https://"))
        if self.fetch in {"http", "browser"} and not known:
            raise ValueError(f'"{self.url}" is no web address; begin with https:// or set fetch = "file"')
        if self.index and self.fetch not in {"http", "browser"}:
            raise ValueError(f'index names links to fetch; it does not go with fetch = "{self.fetch}"')
        if self.archive is not None:
            dated.check(self.archive)
        return self


class Source(Place):
    key: Key | None = None
    authentic: bool = False
    title: str | None = None


class Act(Part):
    """A law by its own identity."""

    key: Key
    title: Words
    names: tuple[Words, ...] = ()
    type: str | None = None
    number: str | None = None
    date: datetime.date | str | None = None
    note: str | None = None
    replaced_by: str | None = None
    sources: tuple[Source, ...] = ()

    @field_validator("date", mode="before")
    @classmethod
    def _some_day(cls, value: object) -> object:
        return settings.some_day(value) if isinstance(value, str) else value


class WatchedPage(Place):
    """A watched text that is no act."""

    key: Key
    title: Words
    note: str | None = None


class Cite(Part):
    act: Key
    units: tuple[Unit, ...] = ()


class Entry(Part):
    """One line of the profile."""

    key: Key
    section: Words
    topic: str | None = None
    treaty: tuple[str, ...] = ()
    text: Words | None = None
    note: Words | None = None
    cites: tuple[Cite, ...] | None = None
    checked: datetime.date | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.text or self.topic):
            raise ValueError("an entry needs a text (the line as published) or a topic")
        return self

    @property
    def name(self) -> str:
        return f"{self.section} / {self.topic}" if self.topic else self.section


class Profile(Part):
    """A whole profile, valid in itself."""

    title: Words
    country: Country
    page: str | None = None
    language: str = "en"
    defaults: Defaults = Defaults()
    targets: dict[str, Target] = {}
    acts: tuple[Act, ...] = ()
    pages: tuple[WatchedPage, ...] = ()
    entries: tuple[Entry, ...] = ()
    # Filled by the loader, not by the file.
    key: str = Field(default="", exclude=True)
    path: str = Field(default="", exclude=True)
    toml: str = Field(default="", exclude=True, repr=False)

    @property
    def timezone(self) -> str:
        return self.defaults.timezone or "UTC"

    def act(self, key: str) -> Act | None:
        return next((a for a in self.acts if a.key == key), None)

    def successor(self, act: Act) -> Act | None:
        """The act that replaced another, where the profile knows it by the key, address or number it is named by."""
        wanted = act.replaced_by
        if not wanted:
            return None
        return next((a for a in self.acts if wanted in {a.key, self.address(a.key), a.number}), None)

    def address(self, act_key: str) -> str:
        """`kz/criminal-code`: the act's name over all profiles of a country."""
        return f"{self.country.lower()}/{act_key}"

    def act_record(self, act: Act) -> ActRecord:
        return ActRecord(
            address=self.address(act.key),
            country=self.country,
            key=act.key,
            title=act.title,
            type=act.type,
            number=act.number,
            date=str(act.date) if act.date else None,
            replaced_by=act.replaced_by,
            note=act.note,
        )

    def source_records(self) -> list[tuple[Place, SourceRecord]]:
        """Every place to look at, with the record under which the database knows it."""
        found: list[tuple[Place, SourceRecord]] = []
        for act in self.acts:
            for rank, source in enumerate(act.sources):
                key = source.key or "-".join(filter(None, (act.key, source.language)))
                found.append((source, self._record(source, key, act, rank)))
        found.extend((page, self._record(page, page.key, None, 0)) for page in self.pages)
        return found

    def _record(self, place: Place, key: str, act: Act | None, rank: int) -> SourceRecord:
        return SourceRecord(
            key=f"{self.country.lower()}/{key}",
            act=self.address(act.key) if act else None,
            url=place.url,
            language=place.language,
            fetch=place.fetch,
            format=place.format or (None if act else "page"),
            rank=rank,
            title=act.title if act else getattr(place, "title", None),
        )
