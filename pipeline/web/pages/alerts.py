"""Alerts: what waits for a person, and one alert with everything that explains it."""

from typing import Any

from alerts.errors import BadPayload
from alerts.payload import Payload
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.errors import NotHere
from pipeline.web.forms import alert_json
from pipeline.web.forms import whole_alert_json

SHOWN = 50  # alerts of a page of the list
LAW = (AlertKind.CHANGE, AlertKind.IN_FORCE, AlertKind.CROSS_CHECK)
SHOWS = ("waiting", "all", "operator")


def alerts(ask: Ask) -> Page:
    show = ask.choice("show", SHOWS) or "waiting"
    profile = ask.word("profile")
    waiting = (AlertState.OPEN, AlertState.ACKNOWLEDGED)
    found = ask.queries.alerts(
        profile=profile,
        states=waiting if show != "all" else None,
        kinds={"waiting": LAW, "operator": (AlertKind.OPERATOR,), "all": None}[show],
        before=ask.number("before"),
        limit=SHOWN,
    )
    titles = {r.key: r.title for r in ask.queries.profiles()}
    return Page(
        "alerts.html",
        "Alerts",
        lambda: [alert_json(a) for a in found],
        {
            "alerts": found,
            "show": show,
            "profile": profile,
            "titles": titles,
            "older": found[-1].id if len(found) == SHOWN else None,
        },
        zone=_zone(ask, profile),
        feed=f"/profiles/{profile}.atom" if profile in titles else None,
        section="alerts",
    )


def alert(ask: Ask) -> Page:
    found = ask.queries.alert(ask.path["alert"])
    if found is None:
        raise NotHere(f"there is no alert {ask.path['alert']}.", "The list of alerts has all that there are.")
    payload = _payload(found)
    sent = ask.queries.deliveries(alert_id=found.id)
    reviews = ask.queries.reviews(alert_id=found.id)
    closed = ask.queries.alert_by_uid(payload.closes) if payload and payload.closes else None
    return Page(
        "alert.html",
        found.subject,
        lambda: whole_alert_json(found, sent, reviews),
        {
            "alert": found,
            "payload": payload,
            "view": ask.choice("view", ("inline", "sides")) or "inline",
            "deliveries": sent,
            "reviews": reviews,
            "closed": closed,
            "snapshot_id": found.snapshot_id
            or (payload.evidence.snapshot_id if payload and payload.evidence else None),
            "meanings": dict(payload.meanings) if payload else {},
        },
        zone=payload.profile.timezone if payload else "UTC",
        feed=f"/profiles/{found.profile}.atom",
        section="alerts",
    )


def _payload(found: Alert) -> Payload | None:
    """None where a newer lexwatch wrote it: the page then shows what the row itself tells."""
    try:
        return Payload.from_json(found.payload)
    except BadPayload:
        return None


def _zone(ask: Ask, profile: str | None) -> str:
    """The zone of the profile asked for, or of the only one."""
    known: list[Any] = [s for s in ask.site.standings.all(ask.queries, ask.now) if s.profile]
    zones = {s.profile.timezone for s in known if profile in {None, s.key}}
    return zones.pop() if len(zones) == 1 else "UTC"
