"""Where alerts go: a target of a profile as its [targets.NAME] table says, and the secrets it names.

Secrets stand in the environment only and are read when something is sent, so that none is ever kept, shown or
written into the database; `Secrets.hide` takes them out of whatever a service says about itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import Literal
from urllib.parse import quote
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError

from alerts.errors import MissingSecret
from alerts.errors import TargetError

Way = Literal["apprise", "webhook", "atom", "file", "stdout"]
Rhythm = Literal["each", "daily"]

_WAYS: dict[str, Way] = {"to": "apprise", "webhook": "webhook", "atom": "atom", "file": "file"}
_KNOWN = frozenset({*_WAYS, "stdout", "secret", "digest", "at", "operator"})
_SECRET = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_ADDRESS = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://\S")
DIGEST_AT = time(7, 0)  # before the working day begins, in the profile's zone
_SHORT = 4  # characters; hiding shorter secrets would riddle every message with holes


@dataclass(frozen=True, slots=True)
class Target:
    """One place of one profile where alerts go. Its address still carries ${NAME} for every secret."""

    profile: str
    name: str
    kind: Way
    address: str  # "" for stdout; a path for atom and file
    secret: str | None = None
    digest: Rhythm = "each"
    at: time = DIGEST_AT
    timezone: str = "UTC"
    operator: bool = True

    def takes(self, kind: str) -> bool:
        """Whether alerts of this kind are for this target."""
        return self.operator or kind != "operator"


def target_of(profile: str, name: str, table: Mapping[str, object], *, timezone: str = "UTC") -> Target:
    """The target that a profile's table describes. Raises TargetError, saying what would be right."""
    given = {
        key: value for key, value in table.items() if value not in {None, False, ""} or key == "operator"
    }
    unknown = sorted(given.keys() - _KNOWN)
    if unknown:
        raise _wrong(name, f"does not know {unknown[0]!r}", f"Known are {', '.join(sorted(_KNOWN))}.")
    ways = [key for key in (*_WAYS, "stdout") if key in given]
    if len(ways) != 1:
        raise _wrong(
            name, "does not say where to send", "Name exactly one of to, webhook, atom, file, stdout = true."
        )
    kind: Way = "stdout" if ways[0] == "stdout" else _WAYS[ways[0]]
    address = "" if kind == "stdout" else _text(name, ways[0], given[ways[0]])
    secret = _text(name, "secret", given["secret"]) if "secret" in given else None
    _check_address(name, kind, address, secret)
    return Target(
        profile=profile,
        name=name,
        kind=kind,
        address=address,
        secret=secret,
        digest=_rhythm(name, given.get("digest", "each")),
        at=_clock(name, given.get("at", DIGEST_AT)),
        timezone=_zone(name, timezone),
        operator=_truth(name, given.get("operator", True)),
    )


def _wrong(name: str, what: str, hint: str) -> TargetError:
    return TargetError(f"[targets.{name}] {what}.", hint)


def _text(name: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(name, f"has no text for {key}", f'Write {key} = "...".')
    return value.strip()


def _check_address(name: str, kind: Way, address: str, secret: str | None) -> None:
    whole_secret = bool(_SECRET.fullmatch(address))
    if kind == "apprise" and not whole_secret and not _ADDRESS.match(address):
        raise _wrong(
            name, "has no address", 'An address reads like "mailto://..." or any other that apprise knows.'
        )
    if kind == "webhook":
        if not whole_secret and urlsplit(_SECRET.sub("x", address)).scheme not in {"http", "https"}:
            raise _wrong(name, "has a webhook that is no web address", 'Write webhook = "https://...".')
        if secret is None or not _SECRET.fullmatch(secret):
            hint = 'Write secret = "${NAME}" and set NAME in the environment; a secret in a file is none.'
            raise _wrong(name, "does not take its secret from the environment", hint)
    if kind in {"apprise", "webhook"} and _password(address):
        hint = 'Write "${NAME}" in its place and set NAME in the environment.'
        raise _wrong(name, "carries a password in the profile", hint)


def _password(address: str) -> bool:
    """Whether a password stands in the address itself, beyond what ${NAME} stands for."""
    authority = address.partition("://")[2].split("/", maxsplit=1)[0].split("?", maxsplit=1)[0]
    user, at, _ = authority.rpartition("@")
    return bool(at and ":" in user and not _SECRET.search(user.split(":", maxsplit=1)[1]))


def _rhythm(name: str, value: object) -> Rhythm:
    if value == "daily":
        return "daily"
    if value == "each":
        return "each"
    raise _wrong(name, f"has digest = {value!r}", 'Write digest = "daily" or digest = "each".')


def _clock(name: str, value: object) -> time:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        raise _wrong(name, f"has at = {value!r}", 'Write a time of day, at = "07:00".') from None


def _zone(name: str, value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _wrong(
            name, f"lies in an unknown time zone, {value!r}", 'Write one like "Asia/Almaty".'
        ) from None
    return value


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, f"has operator = {value!r}", "Write operator = true or operator = false.")
    return value


@dataclass(frozen=True, slots=True)
class Secrets:
    """An address with its secrets filled in, for the moment of sending only."""

    address: str
    secret: str | None
    values: tuple[tuple[str, str], ...]  # (name, value)

    def hide(self, text: str) -> str:
        """`text` with every secret given back its name."""
        for name, value in sorted(self.values, key=lambda pair: -len(pair[1])):
            for form in {value, quote(value, safe=""), quote(value)}:
                if len(form) >= _SHORT:
                    text = text.replace(form, f"${{{name}}}")
        return text


def unlock(target: Target, environ: Mapping[str, str]) -> Secrets:
    """The address to send to, with its secrets. Raises MissingSecret naming the variable that is not set."""
    values: dict[str, str] = {}
    for name in _SECRET.findall(f"{target.address} {target.secret or ''}"):
        value = environ.get(name, "")
        if not value:
            raise MissingSecret(
                f"[targets.{target.name}] needs the environment variable {name}, which is not set.",
                f"Set {name} where lexwatch runs; it is read each time something is sent.",
            )
        values[name] = value
    return Secrets(
        address=_fill(target.address, values),
        secret=_SECRET.sub(lambda found: values[found[1]], target.secret) if target.secret else None,
        values=tuple(values.items()),
    )


def _fill(address: str, values: Mapping[str, str]) -> str:
    """Secrets before an "@" are quoted, since a password may hold any character; elsewhere they stand as they are."""
    scheme, mark, rest = address.partition("://")
    end = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=len(rest))
    user = rest[:end].rfind("@") + 1
    quoted = _SECRET.sub(lambda found: quote(values[found[1]], safe=""), rest[:user])
    plain = _SECRET.sub(lambda found: values[found[1]], rest[user:])
    if mark:
        return f"{scheme}{mark}{quoted}{plain}"
    return _SECRET.sub(lambda found: values[found[1]], address)


def ripe(target: Target, since: datetime, now: datetime) -> bool:
    """Whether a digest hour of the target has come since `since` (UTC); what is not for a digest is always ripe."""
    return target.digest == "each" or _hour(target, now, back=True) >= since


def next_hour(target: Target, now: datetime) -> datetime:
    """The next digest hour of the target after `now`, in UTC."""
    return _hour(target, now, back=False)


def _hour(target: Target, now: datetime, *, back: bool) -> datetime:
    """The last digest hour not after `now`, or the first one after it. An hour that a clock change skips or doubles
    happens once: zoneinfo gives each wall time one instant.
    """
    zone = ZoneInfo(target.timezone)
    utc = ZoneInfo("UTC")
    today = now.astimezone(zone).date()
    hours = [
        datetime.combine(today + timedelta(days=days), target.at.replace(tzinfo=None), zone).astimezone(utc)
        for days in (-2, -1, 0, 1, 2)
    ]
    return max(hour for hour in hours if hour <= now) if back else min(hour for hour in hours if hour > now)
