"""A change seen in one language or source of an act, and not in the others within the agreed time, is itself news."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from alerts.payload import Payload
from db.digests import alert_uid
from db.law import SUBSTANTIVE
from db.queries import Queries
from db.records import Alert
from db.records import AlertKind
from db.records import NewAlert
from db.records import SourceState
from pipeline.profile.model import Profile
from pipeline.profile.names import source_title
from pipeline.profile.settings import duration
from pipeline.profile.watchlist import Watched
from pipeline.telling.packing import packed

MOMENT = timedelta(microseconds=1)  # the end of a range of times is not part of it; the agreed time is


def disagreements(queries: Queries, watched: Sequence[Watched], now: datetime) -> Iterable[NewAlert]:
    """For each recent change: the sources of the same act that were read well since, and say nothing of it."""
    by_act: dict[str, list[Watched]] = {}
    for one in watched:
        if one.record.act and getattr(one.place, "authentic", False):
            by_act.setdefault(one.record.act, []).append(one)
    several = {act: ones for act, ones in by_act.items() if len(ones) > 1}
    if not several:
        return
    profiles = {r.profile.key: r.profile for ones in several.values() for one in ones for r in one.readers}
    for profile in profiles.values():
        within = duration(profile.defaults.agree_within)
        for act, ones in several.items():
            if all(reader.profile.key != profile.key for one in ones for reader in one.readers):
                continue
            ripe = queries.alerts(
                profile=profile.key,
                kinds=(AlertKind.CHANGE,),
                act=act,
                since=now - 3 * within,
                until=now - within + MOMENT,
                limit=-1,
            )
            for alert in ripe:
                yield from _of_alert(queries, several, profile, alert, within)


def _of_alert(
    queries: Queries, several: dict[str, list[Watched]], profile: Profile, alert: Alert, within: timedelta
) -> Iterable[NewAlert]:
    told = queries.changes(alert_id=alert.id, line=None)
    if not told:
        return
    seen = {c.source_key for c in told}
    articles = {c.change.eid.partition("__")[0] for c in told}
    for one in several.get(told[0].act, ()):
        state = queries.source_state(one.id)
        if one.record.key in seen or not _read_since(state, alert.created_at + within):
            continue
        if _moved(queries, one, articles, alert.created_at - within):
            continue
        yield _told(profile, alert, one)


def _read_since(state: SourceState, moment: datetime) -> bool:
    """Whether the source was read well after the others had their time to follow."""
    return state.version_id is not None and state.last_good_at is not None and state.last_good_at >= moment


def _moved(queries: Queries, one: Watched, articles: set[str], since: datetime) -> bool:
    return any(
        c.change.kind in SUBSTANTIVE and c.change.eid.partition("__")[0] in articles
        for c in queries.changes(source_id=one.id, since=since)
    )


def _told(profile: Profile, alert: Alert, other: Watched) -> NewAlert:
    cause = f"{alert.cause}/not-in:{other.record.key}"
    earlier = Payload.from_json(alert.payload)
    here = f" ({earlier.act.language})" if earlier.act and earlier.act.language else ""
    words = (
        f"The change was seen in {earlier.act.short or earlier.act.title if earlier.act else 'one text'}{here}, "
        f"and not in {source_title(profile, other.record)} "
        f"within {profile.defaults.agree_within}. Either one text lags behind, or only one was amended."
    )
    payload = replace(
        earlier,
        uid=alert_uid(profile.key, cause),
        kind="cross_check",
        why=(words,),
    )
    return packed(payload, profile, cause, entries=alert.entries)
