"""One alert, or a digest of many, as a message: subject, plain text, HTML and data.

payload -> compose -> view -> plain text
                           -> HTML
        -> subject
        -> data (the payload itself)
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from typing import Any

from jinja2 import Environment
from jinja2 import PackageLoader
from jinja2 import StrictUndefined
from jinja2 import Template
from markupsafe import Markup

from alerts import clean
from alerts import words
from alerts.compose import WHOLE
from alerts.compose import Bounds
from alerts.compose import compose
from alerts.errors import NoContent
from alerts.payload import Payload
from alerts.payload import to_dict
from alerts.plain import plain
from alerts.plain import wrap
from alerts.subject import MAX_SUBJECT
from alerts.subject import subject
from alerts.view import View

MAX_HTML = 95_000  # bytes: one large mail service hides what lies beyond 102 kB
# An alert over MAX_HTML is made again with less of it shown; the last takes what even the longest words leave room for.
SHRINKING = (WHOLE, Bounds(40, 6), Bounds(20, 3), Bounds(8, 1))
MAX_LISTED = 200  # alerts named in one digest; more are counted


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. `data` is plain JSON values."""

    subject: str
    text: str
    html: str
    data: dict[str, Any]
    fragment: str = ""  # the HTML without page, head and frame, for feeds


@dataclass(frozen=True, slots=True)
class Numbered:
    """A payload with what only the database knows of its alert."""

    payload: Payload
    number: int | None = None  # the alert's row, as `lexwatch alerts show N` takes it
    address: str | None = None  # the alert's page, where pages are served


def render(
    payload: Payload | Mapping[str, Any], *, number: int | None = None, address: str | None = None
) -> Message:
    """One alert as a message. Raises NoContent where it says nothing, BadPayload where it is no payload."""
    known = payload if isinstance(payload, Payload) else Payload.from_dict(payload)
    for bounds in SHRINKING:
        view = compose(known, number=number, address=address, bounds=bounds)
        html = _template("message.html").render(view=view, preheader=_preheader(known))
        if len(html.encode()) <= MAX_HTML:
            break
    return Message(
        subject=subject(known),
        text=plain(view),
        html=html,
        data=to_dict(known),
        fragment=_template("fragment.html").render(views=[view]),
    )


def digest(payloads: Sequence[Payload | Mapping[str, Any] | Numbered]) -> Message:
    """Several alerts of one profile as one message, in the order given (the weightiest first).

    All are named; as many as fit a mail are shown whole. One alert is that alert. Raises NoContent for none.
    """
    members = [_numbered(one) for one in payloads]
    if not members:
        raise NoContent("A digest of no alerts is never sent.")
    if len(members) == 1:
        return render(members[0].payload, number=members[0].number, address=members[0].address)
    views = [compose(one.payload, number=one.number, address=one.address) for one in members]
    title = _digest_title(members)
    whole = len(views)
    html = _digest_html(title, views, whole)
    while len(html.encode()) > MAX_HTML and whole > 0:
        whole -= max(1, whole // 4)
        html = _digest_html(title, views, whole)
    return Message(
        subject=clean.words(f"{views[0].kicker}: {title}", MAX_SUBJECT),
        text=_digest_text(title, views, whole),
        html=html,
        data={"kind": "digest", "alerts": [to_dict(one.payload) for one in members]},
        fragment=_template("fragment.html").render(views=views[:whole]),
    )


def _numbered(one: Payload | Mapping[str, Any] | Numbered) -> Numbered:
    if isinstance(one, Numbered):
        return one
    return Numbered(one if isinstance(one, Payload) else Payload.from_dict(one))


def _digest_title(members: Sequence[Numbered]) -> str:
    """Such as "3 alerts: 2 changes of the law, 1 message about the watch"."""
    law = sum(one.payload.kind in {"change", "in_force", "cross_check"} for one in members)
    other = len(members) - law
    parts = [words.count(law, "change of the law", "changes of the law")] if law else []
    parts += [words.count(other, "message about the watch", "messages about the watch")] if other else []
    return f"{words.count(len(members), 'alert')}: {', '.join(parts)}"


def _digest_html(title: str, views: Sequence[View], whole: int) -> str:
    return _template("digest.html").render(
        title=title,
        kicker=views[0].kicker,
        listed=views[:MAX_LISTED],
        unlisted=len(views) - len(views[:MAX_LISTED]),
        whole=views[:whole],
        cut=len(views) - whole,
        preheader="; ".join(view.title for view in views[:3]),
    )


def _digest_text(title: str, views: Sequence[View], whole: int) -> str:
    lines = [views[0].kicker.upper(), *wrap(title), "=" * 78, ""]
    for at, view in enumerate(views[:MAX_LISTED], start=1):
        lines += wrap(view.title, lead=f"{at:>3}. ", hang="     ")
    if len(views) > MAX_LISTED:
        lines.append(f"     and {len(views) - MAX_LISTED} more: lexwatch alerts list")
    for at, view in enumerate(views[:whole], start=1):
        lines += ["", "", "=" * 78, *wrap(view.title, lead=f"{at}. ", hang="   "), "=" * 78]
        lines += [plain(replace(view, foot=()), top=False).rstrip("\n"), "", *view.foot[1:]]
    if whole < len(views):
        lines += ["", *wrap(f"{len(views) - whole} alerts are only named above, to keep this message short.")]
        lines += ["    lexwatch alerts list"]
    return "\n".join([*lines, "", "-- ", views[0].foot[0]]) + "\n"


def _preheader(payload: Payload) -> str:
    """The line that mail clients show after the subject: which lines of the profile are touched."""
    topics = [clean.line(entry.topic or entry.section) for entry in payload.entries[:4]]
    if topics:
        return f"Touches: {', '.join(topics)}"
    why = payload.operator.why if payload.operator else payload.why
    return clean.line(why[0]) if why else ""


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("alerts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["paragraphs"] = lambda text: Markup("<br>").join(text.split("\n"))
    return made


def _template(name: str) -> Template:
    return _environment().get_template(name)
