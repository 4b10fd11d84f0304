"""Two languages and two sources of one act meet in one alert: the same law, the same articles, told once."""

from dataclasses import replace
from datetime import datetime

from alerts.payload import Payload
from db.queries import Queries
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import NewAlert
from pipeline.profile.settings import duration
from pipeline.profile.watchlist import Watched
from pipeline.telling.causes import IN_FORCE

UNSETTLED = (AlertState.OPEN, AlertState.ACKNOWLEDGED)


def joined(queries: Queries, watched: Watched, alert: NewAlert, now: datetime) -> NewAlert:
    """The alert as it is, or as an addition to one that another source of the act has brought already."""
    payload = Payload.from_json(alert.payload)
    if alert.kind is not AlertKind.CHANGE or payload.act is None:
        return alert
    within = duration(watched.profile.defaults.agree_within)
    for told in queries.alerts(
        profile=alert.profile,
        kinds=(AlertKind.CHANGE,),
        states=UNSETTLED,
        act=watched.record.act,  # as the store calls it; profiles may call it otherwise
        since=now - within,
        limit=-1,
    ):
        if told.cause != alert.cause and _same(Payload.from_json(told.payload), payload, told, alert):
            # Its words stay: what the first source brought is whole.
            return replace(alert, joins=told.id, payload="", subject=told.subject)
    return alert


def reminded(queries: Queries, alert: NewAlert) -> bool:
    """Whether the alert that this one joins has its reminder for the day of force."""
    told = queries.alert(alert.joins) if alert.joins else None
    return told is not None and bool(
        queries.alerts(
            profile=told.profile, kinds=(AlertKind.IN_FORCE,), about=f"{told.cause}{IN_FORCE}", limit=1
        )
    )


def _same(told: Payload, new: Payload, old: Alert, alert: NewAlert) -> bool:
    """The same act amended by the same law in articles that the earlier alert names, seen in another source."""
    return (
        told.act is not None
        and new.act is not None
        and told.act.address == new.act.address
        and told.act.url != new.act.url
        and {(a.number, a.date) for a in new.by} <= {(a.number, a.date) for a in told.by}
        and {_article(c.eid) for c in new.changes} <= {_article(c.eid) for c in told.changes}
        and set(alert.entries) <= set(old.entries)
        and (bool(new.by) or _same_words(told, new))
    )


def _same_words(told: Payload, new: Payload) -> bool:
    """Where no amending law is named, only the same changes in the same language are the same news."""
    assert told.act is not None
    assert new.act is not None
    known = {(c.kind, c.eid) for c in told.changes}
    return told.act.language == new.act.language and {(c.kind, c.eid) for c in new.changes} <= known


def _article(eid: str) -> str:
    return eid.partition("__")[0]
