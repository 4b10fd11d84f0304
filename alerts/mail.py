"""Mail over SMTP, from an address that apprise has read.

apprise makes its own plain text out of the HTML, a new Message-ID for each attempt, and keeps the server's reply
to itself. So the address, its ports, its security and its recipients are apprise's; the message is ours: our
plain-text twin, an id that stays the same, and an error that carries the server's words.
"""

import contextlib
import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from alerts import clean
from alerts.errors import SendError
from alerts.message import Message

if TYPE_CHECKING:  # importing it costs 26 MB, which a look that sends nothing need not pay
    from apprise.plugins.email.base import NotifyEmail

SOCKET_SECONDS = 30.0  # one step of the conversation with a mail server
MAX_REMEMBERED = 1_000  # half-delivered messages remembered; beyond it the oldest may be repeated


@dataclass(slots=True)
class Served:
    """Which recipients of a half-delivered message have it, so that they do not get it again and again."""

    recipients: dict[str, set[str]] = field(default_factory=dict)

    def of(self, key: str) -> set[str]:
        return self.recipients.get(key, set())

    def add(self, key: str, more: Iterable[str]) -> None:
        self.recipients.setdefault(key, set()).update(more)
        while len(self.recipients) > MAX_REMEMBERED:
            del self.recipients[next(iter(self.recipients))]

    def forget(self, key: str) -> None:
        self.recipients.pop(key, None)


def build(plugin: "NotifyEmail", message: Message, uid: str, now: datetime) -> EmailMessage:
    """The mail: plain text and HTML, automatic (no out-of-office replies), with the alert's own id."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    mail["From"] = _address(plugin.from_addr[0], plugin.from_addr[1])
    mail["To"] = [_address(name, address) for name, address in plugin.targets]
    if plugin.cc:
        mail["Cc"] = [_address(None, address) for address in sorted(plugin.cc)]
    if plugin.reply_to:
        mail["Reply-To"] = [_address(None, address) for address in sorted(plugin.reply_to)]
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{_token(uid)}@lexwatch.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Lexwatch-Alert"] = _token(uid)
    for name, value in plugin.headers.items():  # "?+List-Unsubscribe=..." in the address
        if name not in mail:
            mail[clean.line(name)] = clean.words(value)
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def _address(name: object, address: object) -> Address:
    return Address(display_name=clean.line(name) if isinstance(name, str) else "", addr_spec=str(address))


def _token(uid: str) -> str:
    return "".join(char for char in uid if char.isascii() and (char.isalnum() or char in "-_.")) or "alert"


def send(plugin: "NotifyEmail", message: Message, uid: str, now: datetime, served: Served) -> None:
    """Hand the mail to the server once. Raises SendError with the server's own words; blocks."""
    everyone = dict.fromkeys([*(address for _, address in plugin.targets), *plugin.cc, *plugin.bcc])
    # By its recipients, too: two targets may share a server and a sender.
    key = f"{plugin.smtp_host}/{plugin.from_addr[1]}/{','.join(map(str, everyone))}/{uid}"
    waiting = [address for address in everyone if address not in served.of(key)]
    try:
        server = _connected(plugin)
        try:
            refused = server.send_message(build(plugin, message, uid, now), str(plugin.from_addr[1]), waiting)
        finally:
            with contextlib.suppress(OSError):  # taken is taken, whatever becomes of the good-bye
                server.quit()
    except smtplib.SMTPRecipientsRefused as error:
        raise SendError(f"The mail server takes no recipient: {_replies(error.recipients)}.") from None
    except smtplib.SMTPResponseException as error:
        about = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
        said = _reply(error.smtp_code, error.smtp_error)
        raise SendError(f"The mail server answered {said}.", about_message=about) from None
    except smtplib.SMTPException as error:
        raise SendError(f"The mail server broke off: {clean.line(str(error))}.") from None
    except OSError as error:
        said = clean.line(str(error)) or type(error).__name__
        raise SendError(f"The mail server cannot be reached: {said}.") from None
    if refused:
        served.add(key, (address for address in waiting if address not in refused))
        raise SendError(
            f"The mail server refused some recipients: {_replies(refused)}.", "The others have it."
        )
    served.forget(key)


def _connected(plugin: "NotifyEmail") -> smtplib.SMTP:
    """A connection as the address asks for it, logged in."""
    context = ssl.create_default_context()
    if not plugin.verify_certificate:  # "?verify=no" in the address
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if plugin.secure_mode == "ssl":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            plugin.smtp_host, plugin.port or 0, timeout=SOCKET_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(plugin.smtp_host, plugin.port or 0, timeout=SOCKET_SECONDS)
    try:
        if plugin.secure_mode == "starttls":
            server.starttls(context=context)
        if plugin.user and plugin.password:
            server.login(plugin.user, plugin.password)
    except BaseException:
        server.close()
        raise
    return server


def _reply(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {clean.line(said)}".strip()


def _replies(refused: dict[str, tuple[int, bytes]]) -> str:
    return "; ".join(
        f"{clean.line(address)}: {_reply(code, words)}" for address, (code, words) in refused.items()
    )
