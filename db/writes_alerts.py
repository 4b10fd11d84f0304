"""Writing alerts, the deliveries they ask for, and the fate of each delivery."""

import json
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta

from db import rows
from db.codec import to_json
from db.connection import Connection
from db.digests import alert_uid
from db.errors import Missing
from db.records import AlertState
from db.records import Delivery
from db.records import NewAlert
from db.search import index_alert
from db.times import to_text
from db.times import to_text_or_none
from db.writes import Writes

MAX_ERROR = 2_000  # characters of an error that are kept: a target may answer with a whole page


def write(
    connection: Connection,
    alerts: Sequence[NewAlert],
    now: datetime,
    *,
    change_ids: Sequence[int] = (),
    snapshot_id: int | None = None,
) -> tuple[int, ...]:
    """Inside a transaction: the alerts' numbers, in their order. One cause makes one alert in a profile, ever."""
    return tuple(_write_one(connection, alert, now, change_ids, snapshot_id) for alert in alerts)


def _write_one(
    connection: Connection, alert: NewAlert, now: datetime, change_ids: Sequence[int], snapshot_id: int | None
) -> int:
    known = connection.number(
        "select id from alerts where profile = ? and cause = ?", (alert.profile, alert.cause)
    )
    if known or alert.joins:
        if alert.joins:
            _join(connection, alert, alert.joins, change_ids)
        return alert.joins or known
    number = connection.insert(
        """
        insert into alerts (uid, kind, cause, profile, subject, payload, entries, state, weight, created_at, due_at,
                            snapshot_id)
        values (:uid, :kind, :cause, :profile, :subject, :payload, :entries, :state, :weight, :now, :due, :snapshot)
        """,
        {
            "uid": alert_uid(alert.profile, alert.cause),
            "kind": alert.kind,
            "cause": alert.cause,
            "profile": alert.profile,
            "subject": alert.subject,
            "payload": alert.payload,
            "entries": to_json(list(alert.entries)),
            "state": alert.state,
            "weight": alert.weight,
            "now": to_text(now),
            "due": to_text_or_none(alert.due_at),
            "snapshot": snapshot_id,
        },
    )
    _point(connection, alert, number, change_ids)
    first = to_text(max(now, alert.due_at or now))
    connection.run_many(
        """
        insert or ignore into deliveries (alert_id, profile, target, state, next_at)
        values (?, ?, ?, 'waiting', ?)
        """,
        [(number, alert.profile, target, first) for target in alert.targets],
    )
    index_alert(connection, number, alert.subject, _words(alert.payload))
    return number


def _join(connection: Connection, alert: NewAlert, number: int, change_ids: Sequence[int]) -> None:
    """More of the same cause: what it touches is added; its words only where nobody was tried with them yet."""
    _point(connection, alert, number, change_ids)
    told = connection.value(
        "select 1 from deliveries where alert_id = ? and (attempts > 0 or state <> 'waiting')", (number,)
    )
    if told is None and alert.payload:
        connection.run(
            "update alerts set subject = ?, payload = ?, weight = max(weight, ?) where id = ?",
            (alert.subject, alert.payload, alert.weight, number),
        )


def _point(connection: Connection, alert: NewAlert, number: int, change_ids: Sequence[int]) -> None:
    """To the changes that an alert tells, and to the lines that it touches."""
    connection.run_many(
        "insert or ignore into alert_changes (alert_id, change_id) values (?, ?)",
        [(number, change_ids[index]) for index in alert.changes],
    )
    connection.run_many(
        "insert or ignore into alert_entries (profile, entry, alert_id) values (?, ?, ?)",
        [(alert.profile, entry, number) for entry in alert.entries],
    )


def _words(payload: str) -> str:
    """The words of a payload, without its names of fields."""
    found: list[str] = []
    waiting = [json.loads(payload)]
    while waiting:
        match waiting.pop():
            case str() as text:
                found.append(text)
            case dict() as fields:
                waiting += reversed(list(fields.values()))
            case list() as items:
                waiting += reversed(items)
    return "\n".join(found)


class AlertWrites(Writes):
    """What happens to alerts and deliveries."""

    def write_alerts(
        self,
        alerts: Sequence[NewAlert],
        now: datetime,
        *,
        change_ids: Sequence[int] = (),
        snapshot_id: int | None = None,
    ) -> tuple[int, ...]:
        """Alerts without a check of their own (heartbeat, in force today); `NewAlert.changes` index `change_ids`."""
        with self.transaction():
            return write(self._db, alerts, now, change_ids=change_ids, snapshot_id=snapshot_id)

    def set_alert_state(self, alert_id: int, state: AlertState, now: datetime) -> None:
        with self.transaction():
            done = self._db.run(
                "update alerts set state = ?, state_at = ? where id = ?", (state, to_text(now), alert_id)
            )
            if not done.rowcount:
                raise Missing(f"there is no alert {alert_id}.", "`lexwatch alerts` lists them.")

    def withdraw(self, alert_id: int) -> int:
        """Deliveries that nobody was tried with are not made any more; how many."""
        with self.transaction():
            return self._db.run(
                "delete from deliveries where alert_id = ? and state = 'waiting' and attempts = 0",
                (alert_id,),
            ).rowcount

    def claim_deliveries(self, now: datetime, limit: int, lease: timedelta) -> tuple[Delivery, ...]:
        """Deliveries that are due, for this process to try until the lease ends; `attempts` counts this one.

        The oldest of each target first, then the second oldest of each: a long queue of one delays no other.
        A process that dies while sending leaves its lease to end: what it held is tried again (at least once).
        """
        with self.transaction():
            found = self._db.all(
                """
                update deliveries
                   set state = 'sending', attempts = attempts + 1, next_at = :ends
                 where id in (select id
                                from (select id, next_at,
                                             row_number() over (partition by profile, target order by next_at, id)
                                               as turn
                                        from deliveries
                                       where state in ('waiting', 'sending') and next_at <= :now)
                               order by turn, next_at, id limit :limit)
                returning *
                """,
                {"now": to_text(now), "ends": to_text(now + lease), "limit": limit},
            )
        return tuple(sorted((rows.delivery(row) for row in found), key=lambda d: d.id))

    def mark_sent(self, ids: Sequence[int], now: datetime) -> None:
        with self.transaction():
            self._db.run_many(
                "update deliveries set state = 'sent', sent_at = ?, last_error = null where id = ?",
                [(to_text(now), number) for number in ids],
            )

    def mark_retry(
        self,
        delivery_id: int,
        next_at: datetime,
        error: str,
        now: datetime,  # noqa: ARG002
        *,
        tried: bool = True,
    ) -> None:
        """Not delivered; another try not before `next_at`. What was claimed and not tried was no attempt."""
        with self.transaction():
            self._fate(delivery_id, "waiting", error, to_text(next_at))
            if not tried:
                self._db.run(
                    "update deliveries set attempts = attempts - 1 where id = ? and state = 'waiting'",
                    (delivery_id,),
                )

    def mark_dead(self, delivery_id: int, error: str, now: datetime) -> None:
        """Given up; stays visible until a person sends it again."""
        self._fate(delivery_id, "dead", error, to_text(now))

    def resend(self, alert_id: int, now: datetime) -> int:
        """All deliveries of an alert once more, from the first attempt; how many."""
        with self.transaction():
            return self._db.run(
                """
                update deliveries set state = 'waiting', attempts = 0, next_at = ?, last_error = null
                 where alert_id = ?
                """,
                (to_text(now), alert_id),
            ).rowcount

    def _fate(self, delivery_id: int, state: str, error: str, next_at: str) -> None:
        with self.transaction():
            self._db.run(
                "update deliveries set state = ?, last_error = ?, next_at = ? where id = ? and state <> 'sent'",
                (state, error[:MAX_ERROR], next_at, delivery_id),
            )
