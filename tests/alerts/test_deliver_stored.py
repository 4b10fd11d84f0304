"""Delivering from the real store: the same promises, on disk."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from alert_receivers import hook
from alert_receivers import post
from alert_samples import change_alert
from alert_samples import heartbeat

from alerts.channels import Channels
from alerts.deliver import DeliveryReport
from alerts.deliver import deliver
from alerts.payload import Payload
from alerts.routes import target_of
from alerts.subject import subject
from db.evidence import verify
from db.open import open_writer
from db.records import AlertKind
from db.records import DeliveryState
from db.records import NewAlert
from db.store import Store

NOW = datetime(2025, 7, 20, 1, 0, tzinfo=UTC)
ENVIRON = {"SECRET": "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"}

pytestmark = pytest.mark.anyio


def write(store: Store, payload: Payload, cause: str, *targets: str) -> int:
    new = NewAlert(
        AlertKind(payload.kind), cause, "kazakhstan", subject(payload), payload.to_json(), (), (), targets
    )
    return store.write_alerts([new], NOW)[0]


async def states(store: Store) -> list[tuple[str, DeliveryState]]:
    return sorted((row.target, row.state) for row in store.queries.deliveries())


async def test_rows_on_disk_are_delivered_once_and_given_up_visibly(tmp_path: Path) -> None:
    """A restart between passes changes nothing; a dead target is told to the other one; the database stays sound."""
    async with hook() as good, hook((500, {})) as broken:
        targets = {
            ("kazakhstan", name): target_of(
                "kazakhstan", name, {"webhook": receiver.url, "secret": "${SECRET}"}, timezone="Asia/Almaty"
            )
            for name, receiver in (("good", good), ("broken", broken))
        }
        using = Channels(post=post, environ=ENVIRON)
        with open_writer(tmp_path / "lex.db") as store:
            write(store, change_alert(), "one", "good", "broken")
            write(store, heartbeat(), "two", "good")
            first = await deliver(store, targets, NOW, using=using)
        with open_writer(tmp_path / "lex.db") as store:
            assert (2, 1, 0) == (first.sent, first.waiting, first.dead)
            assert DeliveryReport(0, 0, 0) == await deliver(store, targets, NOW, using=using)
            for hours in range(24 * 6):
                await deliver(store, targets, NOW + timedelta(hours=hours), using=using)

            assert [
                ("broken", DeliveryState.DEAD),
                ("good", DeliveryState.SENT),
                ("good", DeliveryState.SENT),
                ("good", DeliveryState.SENT),
            ] == await states(store)
            uids = [alert.uid for alert in store.queries.alerts()]

    assert sorted(uids) == sorted(event["id"] for event in good.events)
    assert good.events[2]["data"]["uid"] == good.events[2]["id"]
    assert 1 == len({event["id"] for event in broken.events})
    assert () == verify(tmp_path / "lex.db")
