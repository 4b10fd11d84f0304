"""A signed webhook: the headers of Standard Webhooks around a CloudEvents envelope.

The id is the alert's own, the same at every attempt, so that a receiver drops repeats by it. The request itself
is made by whoever runs us: `Post` is handed in, with its own rules about addresses, redirects and size.
"""

import binascii
import json
from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from standardwebhooks.webhooks import EmptyWebhookSecretError
from standardwebhooks.webhooks import Webhook

from alerts.errors import SendError
from alerts.errors import TargetError
from alerts.message import Message

MAX_BODY = 256_000  # bytes; receivers behind common gateways refuse more
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
_ABOUT_MESSAGE = frozenset({400, 406, 413, 415, 422})  # this body is refused; the next may pass


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What the receiver said."""

    status: int
    retry_after: float | None = None  # seconds


# Raises OSError, TimeoutError or SendError where no answer came. It must not follow redirects.
Post = Callable[[str, bytes, Mapping[str, str]], Awaitable[PostAnswer]]


def signer(secret: str, name: str) -> Webhook:
    """The signer of a secret. Raises TargetError where it is no secret of the standard's form."""
    try:
        return Webhook(secret)
    except (binascii.Error, EmptyWebhookSecretError, ValueError):
        raise TargetError(
            f"The secret of [targets.{name}] is not in the form of Standard Webhooks.",
            'It reads "whsec_" and then 24 to 64 random bytes in base64, as `openssl rand -base64 32` makes them.',
        ) from None


def envelope(message: Message, uid: str, profile: str, now: datetime, whole: str) -> bytes:
    """The CloudEvents JSON of a message. A body over MAX_BODY keeps its text and says where the whole is."""
    kind = str(message.data.get("kind", "alert"))
    data: dict[str, Any] = {**message.data, "subject": message.subject, "text": message.text}
    body = _event(uid, kind, profile, message.data.get("created_at") or now.isoformat(), data)
    if len(body) <= MAX_BODY:
        return body
    short = {
        "uid": uid,
        "kind": kind,
        "subject": message.subject,
        "cut": f"Too long for one request. {whole}",
    }
    return _event(uid, kind, profile, now.isoformat(), short)


def _event(uid: str, kind: str, profile: str, at: str, data: dict[str, Any]) -> bytes:
    event = {
        "specversion": "1.0",
        "id": uid,
        "source": f"urn:lexwatch:profile:{quote(profile, safe='')}",
        "type": f"lexwatch.alert.{kind}",
        "time": at,
        "datacontenttype": "application/json",
        "data": data,
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


async def send(post: Post, url: str, signed_by: Webhook, body: bytes, *, uid: str, now: datetime) -> None:
    """Post once. Raises SendError unless the receiver answered 2xx."""
    headers = {
        "content-type": CONTENT_TYPE,
        "webhook-id": uid,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signed_by.sign(uid, now, body.decode()),
    }
    answer = await post(url, body, headers)
    if 200 <= answer.status < 300:
        return
    said = f"The webhook answered {answer.status}."
    if 300 <= answer.status < 400:
        raise SendError(said, "Redirects are not followed: name the final address in the profile.")
    raise SendError(said, retry_after=answer.retry_after, about_message=answer.status in _ABOUT_MESSAGE)
