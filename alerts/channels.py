"""One attempt to hand one message to one target, whatever its kind."""

import asyncio
import os
import sys
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from html import escape
from pathlib import Path

from alerts import clean
from alerts import feed
from alerts import mail
from alerts import routes
from alerts import services
from alerts import webhook
from alerts.errors import AlertError
from alerts.errors import SendError
from alerts.errors import TargetError
from alerts.message import Message
from alerts.routes import Secrets
from alerts.routes import Target
from alerts.threads import in_thread

ATTEMPT_SECONDS = 90.0  # one attempt, all told: a receiver that takes a minute to say yes has said yes
MAX_ERROR = 500  # characters of an error that are kept with the delivery


def _to_standard_output(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Channels:
    """What reaches outward, as the process that delivers hands it in. Keep one for the life of the process."""

    post: webhook.Post | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    out: Callable[[str], None] = _to_standard_output
    folder: Path = Path()  # relative paths of atom and file targets start here
    served: mail.Served = field(default_factory=mail.Served)
    busy: set[tuple[str, str]] = field(default_factory=set)  # (profile, target) being served just now
    attempt_seconds: float = ATTEMPT_SECONDS


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way to one target."""

    uid: str  # what receivers drop repeats by
    message: Message
    whole: str  # where the whole is, for a message that is cut
    about: feed.FeedFacts  # the feed that its entries go to
    entries: tuple[feed.FeedEntry, ...]  # one for each alert


async def send(target: Target, parcel: Parcel, channels: Channels, now: datetime) -> None:
    """Try once. Raises AlertError (SendError, TargetError), its words free of secrets."""
    secrets = routes.unlock(target, channels.environ)
    try:
        async with asyncio.timeout(channels.attempt_seconds):
            await _send(target, secrets, parcel, channels, now)
    except SendError as error:
        raise SendError(
            _kept(secrets, error.what),
            _kept(secrets, error.hint),
            retry_after=error.retry_after,
            about_message=error.about_message,
        ) from None
    except AlertError as error:
        raise type(error)(_kept(secrets, error.what), _kept(secrets, error.hint)) from None
    except TimeoutError as error:  # one that has no words is our own bound
        said = str(error) or f"There was no answer within {channels.attempt_seconds:g} seconds."
        raise SendError(_kept(secrets, said)) from None
    except OSError as error:
        raise SendError(_kept(secrets, f"It cannot be reached: {error or type(error).__name__}.")) from None
    except Exception as error:  # noqa: BLE001 - a plugin of 173 may raise anything; the delivery must live on
        raise SendError(_kept(secrets, f"The attempt broke: {type(error).__name__}: {error}.")) from None


def _kept(secrets: Secrets, text: str) -> str:
    return clean.words(secrets.hide(text), MAX_ERROR)


async def _send(target: Target, secrets: Secrets, parcel: Parcel, channels: Channels, now: datetime) -> None:
    match target.kind:
        case "webhook":
            await _post(target, secrets, parcel, channels, now)
        case "apprise":
            await in_thread(
                lambda: services.send(
                    secrets.address,
                    target.name,
                    parcel.message,
                    uid=parcel.uid,
                    now=now,
                    whole=parcel.whole,
                    served=channels.served,
                )
            )
        case "atom":
            feed.add_to_file(channels.folder / secrets.address, parcel.about, parcel.entries)
        case "file":
            append(channels.folder / secrets.address, parcel.message)
        case "stdout":
            channels.out(f"{clean.block(parcel.message.subject)}\n\n{clean.block(parcel.message.text)}\n")


async def _post(target: Target, secrets: Secrets, parcel: Parcel, channels: Channels, now: datetime) -> None:
    if channels.post is None:
        raise SendError("Nothing here can post to webhooks.")
    signed_by = webhook.signer(secrets.secret or "", target.name)
    body = webhook.envelope(parcel.message, parcel.uid, target.profile, now, parcel.whole)
    await webhook.send(channels.post, secrets.address, signed_by, body, uid=parcel.uid, now=now)


def append(path: Path, message: Message) -> None:
    """Add the message to a file and flush it to the disk. Raises OSError."""
    with path.open("a", encoding="utf-8", errors="replace") as file:
        file.write(f"{'=' * 78}\n{message.subject}\n\n{clean.block(message.text)}\n")
        file.flush()
        os.fsync(file.fileno())


def check(target: Target, using: Channels) -> None:
    """Raises TargetError where a target cannot work as it stands: a missing variable, an address that no service has,
    a secret of the wrong form, a folder that is not there. Sends nothing.
    """
    secrets = routes.unlock(target, using.environ)
    if target.kind == "webhook":
        webhook.signer(secrets.secret or "", target.name)
    elif target.kind == "apprise":
        services.open_service(secrets.address, target.name)
    elif target.kind in {"atom", "file"}:
        folder = (using.folder / secrets.address).parent
        if not folder.is_dir():
            raise TargetError(
                f"[targets.{target.name}] writes into a folder that is not there: {folder}.",
                "Make the folder.",
            )


async def send_test(target: Target, channels: Channels, now: datetime) -> None:
    """Send a message that says it is a test. Raises AlertError saying what is wrong."""
    said = f"This is a test of [targets.{target.name}]. If you read it, alerts reach you."
    message = Message(
        subject=f"lexwatch test: {clean.line(target.name)}",
        text=f"{said}\n",
        html=f"<!doctype html><html lang=en><title>lexwatch test</title><p>{escape(said)}</p></html>",
        data={"kind": "test", "created_at": now.isoformat()},
        fragment=f"<p>{escape(said)}</p>",
    )
    uid = f"test-{int(now.timestamp())}"
    entry = feed.FeedEntry(uid, message.subject, now, message.fragment)
    facts = feed.FeedFacts(target.profile, target.profile)
    await send(target, Parcel(uid, message, "", facts, (entry,)), channels, now)
