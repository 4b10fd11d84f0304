"""Which error an HTTP status is, and how long a server asks us to stay away. Pure."""

from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from email.utils import parsedate_to_datetime

from scraper.errors import Busy
from scraper.errors import CutShort
from scraper.errors import FetchError
from scraper.errors import Gone
from scraper.errors import Refused
from scraper.errors import TooSlow
from scraper.errors import TurnedAway
from scraper.errors import Unreachable

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_AWAY = 86_400.0  # s; a hostile or broken Retry-After must not silence a source for longer than a day
LATER = "It is asked again later."
_BLOCKED = "Ask the site's keeper for leave, use another source, or add a page saved by hand (add-snapshot)."

# Headers by which gateways say that their 403 or 503 is a test for robots, which we do not try to pass.
_CHALLENGES = {"cf-mitigated": "challenge", "x-amzn-waf-action": "", "x-sucuri-block": ""}


def fault(status: int, header: Callable[[str], str | None], now: datetime) -> FetchError | None:
    """The error that this status is; None for 2xx, which plausibility judges."""
    if 200 <= status < 300 and status != 206:
        return None
    if status >= 400 and _is_challenge(header):
        return TurnedAway(f"The server wants proof that a person asks (status {status}).", _BLOCKED)
    if status == 206:
        return CutShort("The server sent a part where the whole was asked for.", LATER)
    if status in {404, 410}:
        return Gone(
            f"The server says that there is nothing here ({status}).",
            "If the page has moved, its address in the profile must follow.",
        )
    if status in {429, 503}:
        return Busy(
            f"The server asks us to come later ({status}).",
            LATER,
            retry_after=away(header("retry-after"), now),
        )
    if status in {408, 504}:
        return TooSlow(f"The server gave up waiting ({status}).", LATER)
    if status in {401, 402, 403, 407, 451}:
        return TurnedAway(f"The server refuses us ({status}).", _BLOCKED)
    if status >= 500:
        return Unreachable(f"The server failed ({status}).", LATER)
    if 300 <= status < 400:
        return Refused(f"The server sends us on without saying where ({status}).", "Check the source's url.")
    return Refused(f"The server does not take the request ({status}).", "Check the source's url and headers.")


def away(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for, at most MAX_AWAY; None where it says nothing that can be read."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), MAX_AWAY)
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max((then - now).total_seconds(), 0.0), MAX_AWAY)


def _is_challenge(header: Callable[[str], str | None]) -> bool:
    return any(
        (value := header(name)) is not None and sign in value.lower() for name, sign in _CHALLENGES.items()
    )
