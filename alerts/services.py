"""Any other service, through apprise: one instance a target, no retries of its own, nothing it says is trusted.

apprise never raises; it answers. Everything but a clean success is a failure here, PARTIAL too.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from alerts import clean
from alerts import mail
from alerts.errors import SendError
from alerts.errors import TargetError
from alerts.message import Message

if TYPE_CHECKING:  # importing it costs 26 MB, which a look that sends nothing need not pay
    from apprise import AppriseResult
    from apprise.plugins.base import NotifyBase

SERVICE_SECONDS = 45.0  # for one service, all its requests together
MAX_REASON = 400  # characters of a service's own words that are kept
_TITLE_ROOM = 2  # apprise puts a title in front of a body by a line break where a service has no titles


def open_service(address: str, name: str) -> "NotifyBase":
    """The service that an address names. Raises TargetError where apprise knows none."""
    from apprise import Apprise
    from apprise import AppriseAsset

    asset = AppriseAsset(app_id="lexwatch", app_desc="lexwatch", secure_logging=True, interpret_escapes=False)
    service = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    if service is None or not hasattr(service, "body_maxlen"):
        raise TargetError(
            f"The address of [targets.{name}] is none that apprise understands.",
            "Compare it with https://appriseit.com/services/ ; a variable that it names may be wrong, too.",
        )
    return service


def send(
    address: str, name: str, message: Message, *, uid: str, now: datetime, whole: str, served: mail.Served
) -> None:
    """Send once; blocks for SERVICE_SECONDS at most. Raises SendError or TargetError."""
    from apprise import Apprise
    from apprise import NotifyFormat
    from apprise.plugins.email.base import NotifyEmail

    service = open_service(address, name)
    if type(service) is NotifyEmail and service.pgp_mode in {"no", None}:
        mail.send(service, message, uid, now, served)
        return
    caller = Apprise()
    caller.add(service)
    result = caller.notify(
        body=fit(message, service, whole),
        title=message.subject,
        body_format=NotifyFormat.TEXT,
        timeout=SERVICE_SECONDS,
    )
    judge(result)


def judge(result: "AppriseResult") -> None:
    """Raises SendError for anything but SUCCESS. PARTIAL is a failure: somebody did not get it."""
    from apprise import AppriseResultStatus

    if result.status == AppriseResultStatus.SUCCESS:
        return
    said = [clean.line(entry.message) for entry in result.logs()]
    why = clean.words("; ".join(dict.fromkeys(filter(None, said))), MAX_REASON)
    words = {
        AppriseResultStatus.PARTIAL: "Only some of the target's recipients took the message",
        AppriseResultStatus.TIMEOUT: "The service did not answer in time",
        AppriseResultStatus.NOMATCH: "The address names no recipient",
    }.get(result.status, "The service did not take the message")
    raise SendError(f"{words}{f': {why}' if why else ''}.")


def fit(message: Message, service: "NotifyBase", whole: str) -> str:
    """The text, cut to what the service carries, with a mark and where the whole is."""
    room = int(service.body_maxlen)
    if service.title_maxlen <= 0:
        room -= len(message.subject) + _TITLE_ROOM
    return cut(message.text, room, whole)


def cut(text: str, room: int, whole: str) -> str:
    """`text` within `room` characters; where it is cut, it says so and where the whole is."""
    if len(text) <= room:
        return text
    mark = f"\n[…] Cut: too long for this service. {whole}\n"
    kept = text[: max(0, room - len(mark))]
    at_line = kept.rfind("\n")
    return f"{kept[:at_line] if at_line > len(kept) // 2 else kept}{mark}"[: max(room, 0)]
