"""A payload becomes an alert that the store can keep: one place for every kind of alert. Pure."""

from collections.abc import Sequence

from alerts.message import render
from alerts.payload import Payload
from db.records import AlertKind
from db.records import NewAlert
from pipeline.profile.model import Profile


def packed(
    payload: Payload,
    profile: Profile,
    cause: str,
    *,
    targets: Sequence[str] | None = None,
    entries: Sequence[str] = (),
    changes: Sequence[int] = (),
    weight: int = 0,
) -> NewAlert:
    """The alert of that payload, with its subject; to all of the profile's targets unless some are named."""
    return NewAlert(
        kind=AlertKind(payload.kind),
        cause=cause,
        profile=profile.key,
        subject=render(payload).subject,
        payload=payload.to_json(),
        changes=tuple(changes),
        entries=tuple(entries),
        targets=tuple(profile.targets if targets is None else targets),
        weight=weight,
    )
