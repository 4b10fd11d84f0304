"""Who is logged in, in this process only: a restart asks everyone again. Tokens are kept as hashes."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from threading import Lock

from pipeline.web.desk.users import Role

COOKIE = "lexwatch"
LASTS = timedelta(hours=12)  # a working day; then the password is asked again
MOST = 10_000  # sessions kept; the oldest give way


@dataclass(frozen=True, slots=True)
class Session:
    """A person, as far as this request is concerned."""

    user: str  # key in the file of users; what stands beside every act of review
    name: str
    role: Role
    csrf: str

    def may(self, needed: Role) -> bool:
        order = (Role.READER, Role.REVIEWER, Role.OPERATOR)
        return order.index(self.role) >= order.index(needed)


class Sessions:
    """Open sessions by the hash of their token."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._open: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._lock = Lock()

    def begin(self, user: str, now: datetime) -> str:
        """The token for the cookie."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open[_hash(token)] = (user, now + LASTS)
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return token

    def user(self, token: str | None, now: datetime) -> str | None:
        if not token:
            return None
        with self._lock:
            user, until = self._open.get(_hash(token), ("", now))
            if until <= now:
                self._open.pop(_hash(token), None)
                return None
        return user

    def end(self, token: str | None) -> None:
        with self._lock:
            self._open.pop(_hash(token or ""), None)

    def csrf(self, told: str) -> str:
        """What a form must bring back; another for every session."""
        return hmac.new(self._key, told.encode(), "sha256").hexdigest()

    def __len__(self) -> int:
        return len(self._open)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
