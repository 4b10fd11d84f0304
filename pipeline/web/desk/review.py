"""Who is asking, and may they: passwords, sessions, a proxy that knows its users, forms that are ours."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from urllib.parse import urlsplit

from starlette.requests import Request

from pipeline.web.desk.attempts import Attempts
from pipeline.web.desk.sessions import COOKIE
from pipeline.web.desk.sessions import Session
from pipeline.web.desk.sessions import Sessions
from pipeline.web.desk.users import Role
from pipeline.web.desk.users import Users
from pipeline.web.desk.users import is_password
from pipeline.web.desk.users import nobodys
from pipeline.web.errors import NotYours
from pipeline.web.errors import TooOften


@dataclass(slots=True)
class Review:
    """The desk of one running page."""

    users: Users
    sessions: Sessions = field(default_factory=Sessions)
    attempts: Attempts = field(default_factory=Attempts)

    @property
    def is_open(self) -> bool:
        """Whether who is not logged in may read."""
        return self.users.reading == "open"

    def who(self, request: Request, now: datetime) -> Session | None:
        """The person behind a request: by the proxy, or by the cookie."""
        by_proxy = self._by_proxy(request)
        if by_proxy is not None:
            return self._session(by_proxy, f"proxy:{by_proxy}")
        token = request.cookies.get(COOKIE)
        user = self.sessions.user(token, now)
        return self._session(user, f"cookie:{token}") if user else None

    def by_password(self, request: Request, now: datetime) -> Session | None:
        """For feed readers and scripts, which only read: HTTP's own way to send a name and a password."""
        kind, _, rest = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(rest, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return self._session(name, f"basic:{name}") if self.check(request, name, password, now) else None

    def check(self, request: Request, name: str, password: str, now: datetime) -> bool:
        """Whether this is the password of that name. Raises TooOften."""
        place = request.client.host if request.client else ""
        if self.attempts.too_many(place, name, now):
            raise TooOften(
                "there were too many attempts to log in.", "Wait a quarter of an hour, then try again."
            )
        user = self.users.users.get(name)
        right = is_password(password, user.password if user and user.password else nobodys())
        if not (right and user and user.password):
            self.attempts.failed(place, name, now)
            return False
        return True

    def _by_proxy(self, request: Request) -> str | None:
        proxy = self.users.proxy
        place = request.client.host if request.client else ""
        if proxy is None or place not in proxy.from_:
            return None
        name = request.headers.get(proxy.header)
        return name if name in self.users.users else None

    def _session(self, user: str, told: str) -> Session | None:
        known = self.users.users.get(user)
        if known is None:
            return None
        return Session(user, known.name or user, known.role, self.sessions.csrf(told))


def is_ours(request: Request) -> None:
    """A form that writes was sent from a page of ours. Raises NotYours."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
    if site not in {None, "same-origin"} or not same:
        raise NotYours("this form was not sent from this page.", "Open the page itself and try again.")


def is_allowed(session: Session | None, form: dict[str, str], needed: Role) -> Session:
    """The person, where the form carries their token and their role is enough. Raises NotYours."""
    if session is None:
        raise NotYours("you are not logged in any more.", "Log in and do it again.")
    if not hmac.compare_digest(form.get("csrf", "").encode(), session.csrf.encode()):
        raise NotYours("this form is from another session.", "Open the page anew and do it again.")
    if not session.may(needed):
        raise NotYours(
            f"your role is {session.role}; this needs {needed}.", "Ask who keeps the file of users."
        )
    return session
