"""Alerts: what waits for a person, and one alert with everything that explains it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from alerts.errors import BadPayload
from alerts.payload import ChangePart
from alerts.payload import Payload
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from pipeline.errors import PipelineError
from pipeline.review.assignment import assignment_of
from pipeline.verdicts.verdict import EntryVerdict
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.desk.users import Role
from pipeline.web.errors import NotHere
from pipeline.web.forms import alert_json
from pipeline.web.forms import whole_alert_json
from pipeline.web.pages.edits import Edits
from pipeline.web.pages.edits import edits_here
from pipeline.web.pages.edits import edits_json

LONG = 6  # changes; of more, an alert begins with its contents
SHOWN = 50  # alerts of a page of the list
WAITING = (AlertState.OPEN, AlertState.ACKNOWLEDGED)
LAW = (AlertKind.CHANGE, AlertKind.IN_FORCE, AlertKind.CROSS_CHECK)
SHOWS = ("waiting", "all", "operator")


def alerts(ask: Ask) -> Page:
    show = ask.choice("show", SHOWS) or "waiting"
    profile = ask.word("profile")
    found = ask.queries.alerts(
        profile=profile,
        states=WAITING if show != "all" else None,
        kinds={"waiting": LAW, "operator": (AlertKind.OPERATOR,), "all": None}[show],
        before=ask.number("before"),
        limit=SHOWN,
    )
    titles = {r.key: r.title for r in ask.queries.profiles()}
    tasks = {a.id: assignment_of(ask.queries.reviews(alert_id=a.id)) for a in found}
    return Page(
        "alerts.html",
        "Alerts",
        lambda: [alert_json(a, tasks[a.id]) for a in found],
        {
            "alerts": found,
            "show": show,
            "profile": profile,
            "titles": titles,
            "tasks": tasks,
            "today": today(ask, _zone(ask, profile)),
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
    zone = payload.profile.timezone if payload else "UTC"
    waits = found.state in WAITING and bool(found.entries)
    ready = _edits(ask, found) if waits else None
    lines = _lines(ask, found)
    return Page(
        "alert.html",
        found.subject,
        lambda: whole_alert_json(found, sent, reviews, edits_json(ready)),
        {
            "alert": found,
            "payload": payload,
            "view": ask.choice("view", ("inline", "sides")) or "inline",
            "deliveries": sent,
            "reviews": reviews,
            "task": assignment_of(reviews),
            "today": today(ask, zone),
            "edits": ready,
            "verdicts": {key: str(line.verdict) for key, line in lines.items()},
            "texts": {key: line.entry.text for key, line in lines.items()},
            "names": {key: line.entry.topic or line.entry.section for key, line in lines.items()},
            "people": _people(ask),
            "contents": _contents(payload.changes if payload else ()),
            "closed": closed,
            "snapshot_id": found.snapshot_id
            or (payload.evidence.snapshot_id if payload and payload.evidence else None),
            "meanings": dict(payload.meanings) if payload else {},
        },
        zone=zone,
        feed=f"/profiles/{found.profile}.atom",
        section="alerts",
    )


def patch_of(ask: Ask) -> str:
    """What is certain of an alert's ready edits as a patch of the profile's file. Raises NotHere, PipelineError."""
    found = ask.queries.alert(ask.path["alert"])
    ready = _edits(ask, found) if found and found.state in WAITING else None
    written = ready.patch if ready else ""
    if not written:
        raise NotHere("nothing is certain that could be written.", "The alert's page says what is asked.")
    return written


def _edits(ask: Ask, found: Alert) -> Edits | None:
    return edits_here(ask, found.profile, found.entries)


def _lines(ask: Ask, found: Alert) -> dict[str, EntryVerdict]:
    """How the lines of an alert stand today; none where their profile is gone or cannot be read."""
    if not found.entries:
        return {}
    try:
        table = ask.site.standings.one(ask.queries, found.profile, ask.now).table
    except PipelineError:
        return {}
    return (
        {line.entry.key: line for line in table.entries if line.entry.key in found.entries} if table else {}
    )


def _contents(changes: Sequence[ChangePart]) -> list[tuple[str, int, int]]:
    """Of a long alert the articles that changed: (name, number of its first change, how many); else none."""
    if len(changes) <= LONG:
        return []
    firsts: dict[str, list[int]] = {}
    for number, change in enumerate(changes, 1):
        firsts.setdefault(change.article or change.old_article or change.eid, []).append(number)
    return [(name, numbers[0], len(numbers)) for name, numbers in firsts.items()]


def _people(ask: Ask) -> list[str]:
    """Who can be given a task, to those who may give one."""
    review = ask.site.options.review
    return sorted(review.users.users) if review and ask.session and ask.session.role != Role.READER else []


def today(ask: Ask, zone: str) -> date:
    return ask.now.astimezone(ZoneInfo(zone)).date()


def _payload(found: Alert) -> Payload | None:
    """None where a newer lexwatch wrote it: the page then shows what the row itself tells."""
    try:
        return Payload.from_json(found.payload)
    except BadPayload:
        return None


def _zone(ask: Ask, profile: str | None) -> str:
    """The zone of the profile asked for, or of the only one."""
    known: list[Any] = [s for s in ask.site.standings.named(ask.queries, ask.now) if s.profile]
    zones = {s.profile.timezone for s in known if profile in {None, s.key}}
    return zones.pop() if len(zones) == 1 else "UTC"
