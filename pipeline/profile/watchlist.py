"""What is to be watched: every source of every profile once, with all who rely on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime

from db.queries import Queries
from db.records import ActRecord
from db.records import SourceRecord
from db.store import Store
from pipeline.profile.model import Act
from pipeline.profile.model import Place
from pipeline.profile.model import Profile


@dataclass(frozen=True, slots=True)
class Reader:
    """A profile that relies on a source, with the act as that profile calls it."""

    profile: Profile
    act: Act | None


@dataclass(frozen=True, slots=True)
class Watched:
    """One source, whoever named it first, and all profiles that rely on it."""

    id: int
    record: SourceRecord
    place: Place
    # Whole profiles hang on these. asyncio.run writes out the result of its task (in signal.signal, before 3.12), and
    # two thousand looks with a profile each are gigabytes of words.
    readers: tuple[Reader, ...] = field(repr=False)

    @property
    def profile(self) -> Profile:
        """The profile whose settings say how to fetch."""
        return self.readers[0].profile

    @property
    def act(self) -> Act | None:
        return self.readers[0].act


def sync(store: Store, profiles: Sequence[Profile], now: datetime) -> tuple[Watched, ...]:
    """Bring the acts, sources and texts of the profiles into the database; returns the list of what to watch."""
    addresses = _addresses(store.queries, profiles)
    known: dict[str, Watched] = {}
    for profile in profiles:
        store.keep_profile(
            profile.key, profile.title, profile.country, profile.path, toml=profile.toml, now=now
        )
        for act in profile.acts:
            store.keep_act(replace(profile.act_record(act), address=addresses[profile.key, act.key]))
        acts = {profile.address(a.key): a for a in profile.acts}
        for place, record in profile.source_records():
            cited = acts.get(record.act or "")
            own = replace(record, act=addresses[profile.key, cited.key]) if cited else record
            reader = Reader(profile, cited)
            if own.key in known:
                earlier = known[own.key]
                known[own.key] = replace(earlier, readers=(*earlier.readers, reader))
            else:
                known[own.key] = Watched(store.keep_source(own), own, place, (reader,))
    return tuple(known.values())


def _addresses(queries: Queries, profiles: Sequence[Profile]) -> dict[tuple[str, str], str]:
    """One act is one act, whatever key a profile gives it: its identity is country, type, number and date."""
    by_identity = {_identity(a): a.address for a in queries.acts() if a.number}
    found = {}
    for profile in profiles:
        for act in profile.acts:
            record = profile.act_record(act)
            address = (
                by_identity.setdefault(_identity(record), record.address) if act.number else record.address
            )
            found[profile.key, act.key] = address
    return found


def _identity(act: ActRecord) -> tuple[str | None, ...]:
    return (act.country, act.type, act.number, act.date)


def watchlist(
    store: Store, profiles: Sequence[Profile], now: datetime, only: str | None = None
) -> tuple[Watched, ...]:
    """The sources to look at; `only` names one by its key, with or without the country."""
    watched = sync(store, profiles, now)
    if only is None:
        return watched
    return tuple(w for w in watched if only in {w.record.key, w.record.key.partition("/")[2]})
