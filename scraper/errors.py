"""What can go wrong between an address and a tree of law. An error never reaches a comparison.

ScrapeError
├── FetchError(url)              another try may help?  .transient
│   ├── Refused                  no: robots.txt, an address we may not ask, a setting that cannot work
│   │   └── TurnedAway           no: 401 403 407 451, a challenge
│   ├── Gone                     no: 404 410, a second look decides
│   ├── Busy                     yes, not before .retry_after
│   ├── Unreachable              yes: DNS, TLS, connect, proxy, 5xx
│   ├── TooSlow                  yes
│   ├── TooLarge                 no
│   ├── CutShort                 yes
│   ├── Incomplete               no: an act in parts, one of which did not come
│   └── NotInstalled             no: an extra or a program is missing on this machine
└── ExtractError                 the bytes came; we cannot read them as law
    ├── NoProvisions             nothing in it looks like law; says what it looks like instead
    ├── NoText                   a scan, an empty document
    ├── TooComplex               past a bound of size, depth or time
    └── UnknownFormat            a format was asked for that does not exist, or does not fit
"""

from db.records import Capture


class ScrapeError(Exception):
    """Something outside did not give us law."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint  # what to do next, for a person
        super().__init__(f"{what} {hint}".strip())


class FetchError(ScrapeError):
    """The address did not give a usable answer."""

    transient = False

    def __init__(self, what: str, hint: str = "", *, url: str = "", retry_after: float | None = None) -> None:
        super().__init__(what, hint)
        self.url = url
        self.retry_after = retry_after  # seconds, as the server asked
        self.capture: Capture | None = None  # the answer, where there was one: evidence of the failure


class Refused(FetchError):
    """The server, robots.txt or our own rules say no."""


class TurnedAway(Refused):
    """The server itself says no; asking again soon would only earn a ban."""


class Gone(FetchError):
    """The server says that there is nothing here (any more)."""


class Busy(FetchError):
    """The server asks us to come later."""

    transient = True


class Unreachable(FetchError):
    """No conversation with the server came about."""

    transient = True


class TooSlow(FetchError):
    """The answer was not whole within the time for one request."""

    transient = True


class TooLarge(FetchError):
    """The answer is larger than any law we read."""


class CutShort(FetchError):
    """The answer ended before it was whole."""

    transient = True


class Incomplete(FetchError):
    """Of an act on several pages one page did not come."""


class NotInstalled(FetchError):
    """The machine lacks what the source needs to be fetched."""


class ExtractError(ScrapeError):
    """The document cannot be read as law."""


class NoProvisions(ExtractError):
    """There is no provision in this document."""


class NoText(ExtractError):
    """There is no text in this document."""


class TooComplex(ExtractError):
    """Reading it would pass a bound."""


class UnknownFormat(ExtractError):
    """There is no such format, or the document is not of it."""
