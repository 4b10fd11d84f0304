"""The silence alarm: a source was not read well for longer than agreed. A host is one cause, and one message."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from math import floor
from math import log2
from urllib.parse import urlsplit

from alerts.payload import OperatorPart
from alerts.payload import Payload
from db.queries import Queries
from db.records import AlertKind
from db.records import NewAlert
from db.records import SourceState
from pipeline.looking.operator import TO_DO
from pipeline.looking.operator import operator_alert
from pipeline.profile.model import Profile
from pipeline.profile.settings import duration
from pipeline.profile.watchlist import Watched

# A share of the agreed time: the sources of a host are read one after the other, over hours, and go silent so, too;
# what is so far when the first of them is told is told with it.
NEARLY = 0.75
SAME_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Silent:
    """A source that was not read well for (nearly) the agreed time, or twice, four times as long."""

    watched: Watched
    words: str
    ripe: bool  # past the time, not only nearly
    told_after: datetime  # an alarm of this moment or later has told this length of silence


def silent(
    queries: Queries, watched: Sequence[Watched], states: dict[int, SourceState], now: datetime
) -> Iterable[NewAlert]:
    """Told after the agreed time, and again after twice that time, four times, and so on."""
    profiles: dict[str, Profile] = {}
    hosts: dict[tuple[str, str], list[_Silent]] = {}
    for one in watched:
        quiet = _silence(queries, one, states[one.id], now)
        for reader in one.readers if quiet else ():
            assert quiet is not None
            profiles[reader.profile.key] = reader.profile
            hosts.setdefault((reader.profile.key, _host(one)), []).append(quiet)
    for (key, host), found in hosts.items():
        news = _untold(queries, key, host, found, now)
        if any(quiet.ripe for quiet in news):
            cause = f"{host}/silent/{now:%Y-%m-%dT%H:%M:%S}"
            yield operator_alert(profiles[key], _part(news), cause=cause, now=now)


def _silence(queries: Queries, one: Watched, state: SourceState, now: datetime) -> _Silent | None:
    since = state.last_good_at or queries.first_looked_at(one.id)
    if one.place.fetch == "manual" or since is None:
        return None
    agreed = duration(one.profile.defaults.silence)
    times = (now - since) / agreed
    if times < NEARLY:
        return None
    level = 2 ** floor(log2(times / NEARLY))
    word = "since" if state.last_good_at else "once since it was first looked at,"
    return _Silent(
        one,
        f"not read well {word} {since:%Y-%m-%d %H:%M} UTC; last outcome: {state.last_outcome}",
        ripe=times >= level,
        told_after=since + agreed * NEARLY * level,
    )


def _host(one: Watched) -> str:
    return urlsplit(one.place.url).hostname or one.place.url


def _untold(
    queries: Queries, profile: str, host: str, found: Sequence[_Silent], now: datetime
) -> list[_Silent]:
    told: dict[str, datetime] = {}
    for alert in queries.alerts(
        profile=profile,
        kinds=(AlertKind.OPERATOR,),
        about=f"{host}/silent/",
        since=min(quiet.told_after for quiet in found),
        until=now + SAME_MOMENT,  # what a clock that was ahead has written tells nothing of today
        limit=-1,
    ):
        part = Payload.from_json(alert.payload).operator
        for key in (part.source or "").split(", ") if part else ():
            told[key] = max(told.get(key, alert.created_at), alert.created_at)
    return [
        quiet
        for quiet in found
        if (at := told.get(quiet.watched.record.key)) is None or at < quiet.told_after
    ]


def _part(news: Sequence[_Silent]) -> OperatorPart:
    first = news[0]
    alone = len(news) == 1
    return OperatorPart(
        source=", ".join(quiet.watched.record.key for quiet in news),
        outcome="silent",
        url=first.watched.place.url,
        why=tuple(quiet.words if alone else f"{quiet.watched.record.key}: {quiet.words}" for quiet in news),
        what_to_do=TO_DO["silent"],
    )
