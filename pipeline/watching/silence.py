"""The silence alarm: a source was not read well for longer than agreed. A host is one cause, and one message."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
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
# those that fail and are so far when the first of them is told are told with it.
NEARLY = 0.75
SAME_MOMENT = timedelta(seconds=1)
# Alarms of a host that are looked through, from the newest on: a silence doubles before it is told again.
RECENT = 200


@dataclass(frozen=True, slots=True)
class _Silent:
    """A source that is due for an alarm, or nearly so."""

    watched: Watched
    words: str
    ripe: bool


def silent(
    queries: Queries, watched: Sequence[Watched], states: dict[int, SourceState], now: datetime
) -> Iterable[NewAlert]:
    """Told after the agreed time, and again whenever the silence is twice as long as when it was told last."""
    hosts: dict[tuple[str, str], tuple[Profile, list[Watched]]] = {}
    for one in watched:
        for reader in one.readers:
            key = (reader.profile.key, _host(one))
            hosts.setdefault(key, (reader.profile, []))[1].append(one)
    for (_, host), (profile, here) in hosts.items():
        if not any(_long(queries, one, states[one.id], now) for one in here):
            continue
        told = _told(queries, profile, host, now)
        found = [_silence(queries, one, states[one.id], told, now) for one in here]
        news = [quiet for quiet in found if quiet is not None]
        if any(quiet.ripe for quiet in news):
            cause = f"{host}/silent/{now:%Y-%m-%dT%H:%M:%S}"
            yield operator_alert(profile, _part(news), cause=cause, now=now)


def _since(queries: Queries, one: Watched, state: SourceState) -> datetime | None:
    """Since when a source is silent; None for one of which nobody promised anything."""
    return None if one.place.fetch == "manual" else state.last_good_at or queries.first_looked_at(one.id)


def _long(queries: Queries, one: Watched, state: SourceState, now: datetime) -> bool:
    """Whether a source was not read well for the agreed time, told already or not."""
    since = _since(queries, one, state)
    return since is not None and now - since >= duration(one.profile.defaults.silence)


def _silence(
    queries: Queries, one: Watched, state: SourceState, told: Mapping[str, datetime], now: datetime
) -> _Silent | None:
    since = _since(queries, one, state)
    if since is None:
        return None
    wait = duration(one.profile.defaults.silence)
    last = told.get(one.record.key)
    if last is not None and last > since:
        wait = 2 * max(wait, last - since)
    quiet = now - since
    ripe = quiet >= wait
    if not ripe and (quiet < NEARLY * wait or not state.failures):
        return None
    word = "since" if state.last_good_at else "once since it was first looked at,"
    words = f"not read well {word} {since:%Y-%m-%d %H:%M} UTC; last outcome: {state.last_outcome}"
    return _Silent(one, words, ripe)


def _host(one: Watched) -> str:
    return urlsplit(one.place.url).hostname or one.place.url


def _told(queries: Queries, profile: Profile, host: str, now: datetime) -> dict[str, datetime]:
    """When the last alarm named each source of a host; one that a clock ahead has written tells nothing of today."""
    told: dict[str, datetime] = {}
    for alert in queries.alerts(
        profile=profile.key,
        kinds=(AlertKind.OPERATOR,),
        about=f"{host}/silent/",
        until=now + SAME_MOMENT,
        limit=RECENT,
    ):
        part = Payload.from_json(alert.payload).operator
        for key in (part.source or "").split(", ") if part else ():
            told.setdefault(key, alert.created_at)
    return told


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
