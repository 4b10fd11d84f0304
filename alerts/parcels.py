"""Alerts of the database made into one message on its way: rendered, numbered, with its stable id."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from alerts import clean
from alerts.channels import Parcel
from alerts.compose import compose
from alerts.feed import FeedEntry
from alerts.feed import FeedFacts
from alerts.message import Message
from alerts.message import Numbered
from alerts.message import digest
from alerts.message import render
from alerts.payload import Payload
from alerts.routes import Target
from db.records import Alert


def numbered(alert: Alert, address: str | None) -> Numbered:
    """The alert's payload with its own id and number. Raises BadPayload, and NoContent where it says nothing."""
    payload = replace(Payload.from_json(alert.payload), uid=alert.uid)
    compose(payload)
    return Numbered(payload, alert.id, address)


def pack(target: Target, alerts: Sequence[tuple[Alert, str | None]]) -> Parcel:
    """One message of these alerts, in this order."""
    members = [numbered(alert, address) for alert, address in alerts]
    single = [render(one.payload, number=one.number, address=one.address) for one in members]
    first = members[0].payload.profile
    return Parcel(
        uid=_uid([alert.uid for alert, _ in alerts]),
        message=single[0] if len(single) == 1 else digest(members),
        whole=_whole(members),
        about=FeedFacts(target.profile, f"{clean.line(first.title)}: changes of the law", first.page),
        entries=tuple(
            _entry(alert, one, message)
            for (alert, _), one, message in zip(alerts, members, single, strict=True)
        ),
    )


def _uid(uids: list[str]) -> str:
    """An alert's own id; of several, one that the same several always have."""
    if len(uids) == 1:
        return uids[0]
    return f"digest-{hashlib.sha256(' '.join(sorted(uids)).encode()).hexdigest()[:32]}"


def _whole(members: Sequence[Numbered]) -> str:
    """Where a message that must be cut can be had whole."""
    one = members[0]
    if len(members) > 1:
        return "The whole: lexwatch alerts list"
    if clean.link(one.address):
        return f"The whole: {one.address}"
    return f"The whole: lexwatch alerts show {one.number}"


def _entry(alert: Alert, one: Numbered, message: Message) -> FeedEntry:
    changes = one.payload.changes
    act = one.payload.act
    official = (changes[0].url if changes else None) or (act.url if act else None)
    return FeedEntry(alert.uid, message.subject, alert.created_at, message.fragment, one.address or official)
