"""The part of the store that delivering needs, in memory, with the same promises as the real one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from alerts.payload import Payload
from alerts.subject import subject
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import Delivery
from db.records import DeliveryState
from db.records import NewAlert


class MemoryStore:
    """Alerts and deliveries in two dicts."""

    def __init__(self) -> None:
        self.alerts: dict[int, Alert] = {}
        self.rows: dict[int, Delivery] = {}

    @property
    def queries(self) -> "MemoryStore":
        return self

    def alert(self, alert_id: int, /) -> Alert | None:
        return self.alerts.get(alert_id)

    def has(
        self, payload: Payload, now: datetime, *targets: str, weight: int = 0, due_at: datetime | None = None
    ) -> int:
        """Write an alert of this payload for these targets; its number."""
        new = NewAlert(
            AlertKind.CHANGE,
            f"cause:{len(self.alerts)}",
            payload.profile.key,
            subject(payload),
            payload.to_json(),
            (),
            (),
            targets,
            weight,
            due_at,
        )
        return self.write_alerts([new], now)[0]

    def write_alerts(self, alerts: Sequence[NewAlert], now: datetime) -> tuple[int, ...]:
        return tuple(self._write(new, now) for new in alerts)

    def _write(self, new: NewAlert, now: datetime) -> int:
        for known in self.alerts.values():
            if (known.profile, known.cause) == (new.profile, new.cause):
                return known.id
        number = len(self.alerts) + 1
        self.alerts[number] = Alert(
            number,
            f"uid-{number}",
            new.kind,
            new.cause,
            new.profile,
            new.subject,
            new.payload,
            new.entries,
            AlertState.OPEN,
            now,
            new.weight,
            due_at=new.due_at,
        )
        for target in new.targets:
            row = len(self.rows) + 1
            first = max(now, new.due_at or now)
            self.rows[row] = Delivery(row, number, new.profile, target, DeliveryState.WAITING, 0, first)
        return number

    def claim_deliveries(self, now: datetime, limit: int, lease: timedelta) -> tuple[Delivery, ...]:
        waiting = {DeliveryState.WAITING, DeliveryState.SENDING}
        due = [row for row in self.rows.values() if row.state in waiting and row.next_at <= now][:limit]
        for row in due:
            self._set(row.id, state=DeliveryState.SENDING, attempts=row.attempts + 1, next_at=now + lease)
        return tuple(self.rows[row.id] for row in due)

    def mark_sent(self, ids: Sequence[int], now: datetime) -> None:
        for number in ids:
            self._set(number, state=DeliveryState.SENT, sent_at=now, last_error=None)

    def mark_retry(
        self,
        delivery_id: int,
        next_at: datetime,
        error: str,
        now: datetime,  # noqa: ARG002
        *,
        tried: bool = True,
    ) -> None:
        attempts = self.rows[delivery_id].attempts - (not tried)
        self._set(
            delivery_id, state=DeliveryState.WAITING, next_at=next_at, last_error=error, attempts=attempts
        )

    def mark_dead(self, delivery_id: int, error: str, now: datetime) -> None:  # noqa: ARG002
        self._set(delivery_id, state=DeliveryState.DEAD, last_error=error)

    def _set(self, number: int, **fields: object) -> None:
        self.rows[number] = replace(self.rows[number], **fields)  # type: ignore[arg-type] # the tests name them

    def states(self, target: str) -> list[DeliveryState]:
        return [row.state for row in self.rows.values() if row.target == target]

    def row(self, target: str) -> Delivery:
        """The only row of a target."""
        found = [row for row in self.rows.values() if row.target == target]
        assert 1 == len(found)
        return found[0]
