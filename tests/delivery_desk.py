"""A store, its targets and the channels, for the tests of delivering; no test itself."""

import io
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from alert_receivers import post
from alert_store import MemoryStore

from alerts.channels import Channels
from alerts.deliver import DeliveryReport
from alerts.deliver import deliver
from alerts.routes import Target
from alerts.routes import target_of
from db.records import DeliveryState

NOW = datetime(2025, 7, 20, 1, 0, tzinfo=UTC)  # 06:00 in Almaty
SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
ENVIRON = {"SECRET": SECRET}
KEY = "kazakhstan"


def targets(**tables: dict[str, object]) -> dict[tuple[str, str], Target]:
    return {
        (KEY, name): target_of(KEY, name, table, timezone="Asia/Almaty") for name, table in tables.items()
    }


def webhook_to(url: str, **other: object) -> dict[str, object]:
    return {"webhook": url, "secret": "${SECRET}", **other}


class Desk:
    """A store, its targets, and the channels; `later` is a pass some time after the first."""

    def __init__(self, **tables: dict[str, object]) -> None:
        self.store = MemoryStore()
        self.targets = targets(**tables)
        self.printed = io.StringIO()
        self.using = Channels(post=post, environ=ENVIRON, out=self.print, attempt_seconds=0.3)

    def print(self, text: str) -> None:
        self.printed.write(text)

    async def later(self, **after: float) -> DeliveryReport:
        return await deliver(self.store, self.targets, NOW + timedelta(**after), using=self.using)


async def run_until_dead(desk: Desk, target: str) -> None:
    for hours in range(24 * 8):
        await desk.later(hours=hours)
        if DeliveryState.DEAD in desk.store.states(target):
            return
    raise AssertionError("never given up")
