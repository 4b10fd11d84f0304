"""What the other targets are told when one of them takes nothing any more. Pure."""

from collections.abc import Sequence
from datetime import datetime

from alerts import words
from alerts.errors import BadPayload
from alerts.payload import OperatorPart
from alerts.payload import Payload
from alerts.payload import ProfilePart
from alerts.routes import Target
from alerts.subject import subject
from db.digests import alert_uid
from db.records import Alert
from db.records import AlertKind
from db.records import NewAlert

OUTCOME = "undeliverable"
WEIGHT = 100  # before changes in a digest: somebody did not get theirs
MAX_NAMED = 10  # subjects of undelivered alerts in one message


def undelivered(
    target: Target, gone: Sequence[tuple[Alert, str]], targets: Sequence[Target], now: datetime
) -> NewAlert | None:
    """An operator alert to the other targets of the profile about alerts that `target` was not given.

    One a target and day. None where all that failed was itself such an alert: two dead targets shall not tell
    each other about their telling, for ever.
    """
    news = [(alert, why) for alert, why in gone if not _is_such(alert)]
    if not news:
        return None
    others = tuple(
        other.name
        for other in targets
        if other.profile == target.profile and other.name != target.name and other.takes(AlertKind.OPERATOR)
    )
    named = [f"{alert.subject} (alert {alert.id})" for alert, _ in news[:MAX_NAMED]]
    if len(news) > MAX_NAMED:
        named.append(f"and {len(news) - MAX_NAMED} more")
    numbers = ", ".join(str(alert.id) for alert, _ in news[:MAX_NAMED])
    count = words.count(len(news), "alert")
    cause = f"undelivered:{target.name}/{now:%Y-%m-%d}"
    payload = Payload(
        uid=alert_uid(target.profile, cause),
        kind="operator",
        created_at=now.isoformat(),
        profile=_profile(news[0][0], target),
        operator=OperatorPart(
            source=target.name,
            outcome=OUTCOME,
            why=(
                f"{count} could not be delivered to [targets.{target.name}].",
                news[0][1],
                *named,
            ),
            what_to_do=f"Mend and try it (lexwatch doctor --send), then: lexwatch alerts resend N ({numbers}).",
        ),
    )
    return NewAlert(
        kind=AlertKind.OPERATOR,
        cause=cause,
        profile=target.profile,
        subject=subject(payload),
        payload=payload.to_json(),
        changes=(),
        entries=(),
        targets=others,
        weight=WEIGHT,
    )


def _is_such(alert: Alert) -> bool:
    return alert.kind == AlertKind.OPERATOR and alert.cause.startswith("undelivered:")


def _profile(alert: Alert, target: Target) -> ProfilePart:
    try:
        return Payload.from_json(alert.payload).profile
    except BadPayload:
        return ProfilePart(target.profile, target.profile, timezone=target.timezone)
