"""Delivering: another job than finding changes. It reads delivery rows and nothing else of the watch.

    claim(due rows) | group by target | for each target, beside each other:
        render -> send -> mark sent                      one alert at a time, or all in one digest
                       -> mark retry, later and later
                       -> mark dead, and tell the other targets

At least once: a row is marked sent only after the receiver took it, and a process that dies in between leaves a
lease that ends. The id that receivers see is the alert's own at every attempt, so that they can drop repeats.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from typing import Protocol

import structlog

from alerts import backoff
from alerts import channels
from alerts import parcels
from alerts import routes
from alerts.channels import Channels
from alerts.errors import AlertError
from alerts.errors import BadPayload
from alerts.errors import NoContent
from alerts.errors import SendError
from alerts.routes import Target
from alerts.undelivered import undelivered
from db.records import Alert
from db.records import Delivery
from db.records import NewAlert

log = structlog.get_logger()

CLAIM = 500  # rows in one pass; the next pass takes the rest
LEASE = timedelta(minutes=15)  # longer than a pass can take: TARGET_SECONDS and one attempt
TARGET_SECONDS = 180.0  # for one target in one pass; what is left waits for the next pass
BUSY_AGAIN = timedelta(seconds=10)  # a target that an earlier pass is still serving is looked at again then
REFUSED_ALONE = 3  # alerts refused one by one, and none taken: it is not the message that is wrong
MAX_DIGEST = 200  # alerts in one digest; as many as it can name


class AlertReads(Protocol):
    """What delivering reads besides its rows: the alert of a row."""

    def alert(self, alert_id: int, /) -> Alert | None: ...


class DeliveryStore(Protocol):
    """What delivering needs of the store. `attempts` of a claimed row counts the attempt it is claimed for."""

    @property
    def queries(self) -> AlertReads: ...
    def claim_deliveries(self, now: datetime, limit: int, lease: timedelta) -> tuple[Delivery, ...]: ...
    def mark_sent(self, ids: Sequence[int], now: datetime) -> None: ...
    def mark_retry(
        self, delivery_id: int, next_at: datetime, error: str, now: datetime, *, tried: bool = True
    ) -> None: ...
    def mark_dead(self, delivery_id: int, error: str, now: datetime) -> None: ...
    def write_alerts(self, alerts: Sequence[NewAlert], now: datetime) -> tuple[int, ...]: ...


Targets = Mapping[tuple[str, str], Target]  # by profile and name
PageOf = Callable[[Alert], str | None]


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one pass did with the rows it claimed."""

    sent: int
    waiting: int  # for a digest hour, or for another attempt
    dead: int
    failures: tuple[tuple[str, str, str], ...] = ()  # (profile, target, what went wrong)


@dataclass(slots=True)
class _Pass:
    """One pass over one target's rows, and what came of it."""

    store: DeliveryStore
    target: Target
    now: datetime
    sent: int = 0
    waiting: int = 0
    dead: list[tuple[Alert | None, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def took(self, rows: Sequence["_Row"]) -> None:
        where = {"profile": self.target.profile, "target": self.target.name, "alerts": len(rows)}
        log.info("delivery.taken", **where)  # by the receiver; ours to remember
        self.store.mark_sent([row.delivery.id for row in rows], self.now)
        log.info("delivery.sent", **where)
        self.sent += len(rows)

    def wait(self, rows: Sequence["_Row"], until: datetime, why: str, *, tried: bool = False) -> None:
        """A row that was claimed and not tried gets its attempt back: only failures make the pauses longer."""
        for row in rows:
            self.store.mark_retry(row.delivery.id, until, why, self.now, tried=tried)
        self.waiting += len(rows)

    def failed(self, rows: Sequence["_Row"], error: AlertError, *, tried: bool = True) -> None:
        """Later again, or given up; `tried` is False for rows that a target's failure spared the attempt."""
        said = str(error) if tried else f"Not tried, since another just failed: {error}"
        retry_after = error.retry_after if isinstance(error, SendError) else None
        if tried:
            self.failures.append(str(error))
        for row in rows:
            again = backoff.next_attempt(row.delivery.attempts, row.since, self.now, retry_after)
            if again is None:
                self.dead.append((row.alert, str(error)))
                row.gone = said
            else:
                self.wait([row], again, said, tried=True)

    def unsendable(self, row: "_Row", why: str) -> None:
        """What no attempt can ever send is given up at once."""
        self.failures.append(why)
        self.dead.append((row.alert, why))
        row.gone = why


@dataclass(slots=True)
class _Row:
    """A claimed delivery with its alert."""

    delivery: Delivery
    alert: Alert
    gone: str | None = None  # why it was given up in this pass

    @property
    def since(self) -> datetime:
        return max(self.alert.created_at, self.alert.due_at or self.alert.created_at)


async def deliver(
    store: DeliveryStore,
    targets: Targets,
    now: datetime,
    *,
    using: Channels,
    page_of: PageOf = lambda _: None,
) -> DeliveryReport:
    """Deliver what is due, once. Passes may overlap: a target is served by one of them at a time.

    `page_of` gives the address of an alert's page, where pages are served.
    """
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in store.claim_deliveries(now, CLAIM, LEASE):
        groups.setdefault((delivery.profile, delivery.target), []).append(delivery)
    if groups:
        log.info("delivery.claimed", deliveries=sum(map(len, groups.values())), targets=len(groups))
    passes = [_Pass(store, targets.get(key) or Target(key[0], key[1], "stdout", ""), now) for key in groups]
    work = [
        _serve(one, rows, targets, using, page_of) for one, rows in zip(passes, groups.values(), strict=True)
    ]
    # Nothing is expected to be raised; were it, the others finish first and the rows' lease ends by itself.
    broken = [fault for fault in await asyncio.gather(*work, return_exceptions=True) if fault is not None]
    if broken:
        raise broken[0]
    return DeliveryReport(
        sent=sum(one.sent for one in passes),
        waiting=sum(one.waiting for one in passes),
        dead=sum(len(one.dead) for one in passes),
        failures=tuple(
            (one.target.profile, one.target.name, what)
            for one in passes
            for what in dict.fromkeys(one.failures)
        ),
    )


async def _serve(
    one: _Pass, found: list[Delivery], targets: Targets, using: Channels, page_of: PageOf
) -> None:
    """All rows of one target, one after the other."""
    rows = _with_alerts(one, found)
    key = (found[0].profile, found[0].target)
    if key in using.busy:
        one.wait(rows, one.now + BUSY_AGAIN, "The target is still taking earlier alerts.")
        return
    using.busy.add(key)
    try:
        if key not in targets:
            hint = "Add it again, or send the alert elsewhere: lexwatch alerts resend N."
            one.failed(rows, SendError(f"The profile {key[0]} has no target {key[1]} now.", hint))
        elif one.target.digest == "daily":
            await _digest(one, _sendable(one, rows, page_of), using, page_of)
        else:
            await _each(one, _sendable(one, rows, page_of), using, page_of)
    finally:
        using.busy.discard(key)
    _bury(one, rows, targets)


def _with_alerts(one: _Pass, found: Sequence[Delivery]) -> list[_Row]:
    rows = []
    for delivery in found:
        alert = one.store.queries.alert(delivery.alert_id)
        if alert is None:
            one.store.mark_dead(delivery.id, f"There is no alert {delivery.alert_id}.", one.now)
            one.dead.append((None, "no such alert"))
        else:
            rows.append(_Row(delivery, alert))
    return rows


async def _each(one: _Pass, rows: list[_Row], using: Channels, page_of: PageOf) -> None:
    """One message an alert, oldest first. A target that is down is not asked again for the next alert."""
    began = time.monotonic()
    rows.sort(key=lambda row: row.alert.id)
    # Each further attempt begins with another: what one alert does to its target shall not cost the others theirs.
    first = (max(row.delivery.attempts for row in rows) - 1) % len(rows) if rows else 0
    rows = rows[first:] + rows[:first]
    for at, row in enumerate(rows):
        if time.monotonic() - began > TARGET_SECONDS:
            one.wait(rows[at:], one.now, "Not tried yet: the target is slow.")
            return
        error = await _try(one, [row], using, page_of)
        if error is not None and not _about_message(error):
            one.failed(rows[at + 1 :], error, tried=False)
            return


async def _digest(one: _Pass, rows: list[_Row], using: Channels, page_of: PageOf) -> None:
    """All waiting alerts in one message, the weightiest first, once the digest hour has come."""
    ready: list[_Row] = []
    early: list[_Row] = []
    for row in rows:
        (ready if routes.ripe(one.target, row.since, one.now) else early).append(row)
    one.wait(early, routes.next_hour(one.target, one.now), "Waits for the daily digest.")
    ready.sort(key=lambda row: (-row.alert.weight, row.alert.id))
    parts = deque(ready[start : start + MAX_DIGEST] for start in range(0, len(ready), MAX_DIGEST))
    began = time.monotonic()
    refused: AlertError | None = None
    alone = 0  # alerts that were refused by themselves
    while parts and time.monotonic() - began <= TARGET_SECONDS:
        part = parts.popleft()
        error = await _try(one, part, using, page_of, parting=True)
        if error is None:
            continue
        refused = error
        alone += len(part) == 1
        if not _about_message(error) or (alone >= REFUSED_ALONE and one.sent == 0):
            break
        if len(part) > 1:  # one alert that cannot be taken shall not cost the others their day
            parts.extendleft([part[len(part) // 2 :], part[: len(part) // 2]])
    left = [row for part in parts for row in part]
    if refused is not None:  # at once it would only be refused again
        one.failed(left, refused, tried=False)
    else:
        one.wait(left, one.now, "Not tried yet: the target is slow.")


def _about_message(error: AlertError) -> bool:
    """Whether it is this message that was refused, by a target that may take others."""
    return isinstance(error, SendError) and error.about_message


async def _try(
    one: _Pass, rows: Sequence[_Row], using: Channels, page_of: PageOf, *, parting: bool = False
) -> AlertError | None:
    """One message with the alerts of these rows; what went wrong, or None where the target took it.

    With `parting`, several rows that are refused together have not failed yet: they are tried in parts.
    """
    parcel = parcels.pack(one.target, [(row.alert, page_of(row.alert)) for row in rows])
    try:
        await channels.send(one.target, parcel, using, one.now)
    except AlertError as error:
        if not (parting and len(rows) > 1 and _about_message(error)):
            one.failed(rows, error)
        return error
    one.took(rows)
    return None


def _sendable(one: _Pass, rows: Sequence[_Row], page_of: PageOf) -> list[_Row]:
    """The rows whose alerts say something; the others are given up."""
    found = []
    for row in rows:
        try:
            parcels.numbered(row.alert, page_of(row.alert))
        except (BadPayload, NoContent) as error:
            one.unsendable(row, str(error))
        else:
            found.append(row)
    return found


def _bury(one: _Pass, rows: Sequence[_Row], targets: Targets) -> None:
    """Tell the other targets first, then mark the rows dead: killed in between, it is told again, never missed."""
    gone = [row for row in rows if row.gone is not None]
    if not gone:
        return
    news = undelivered(
        one.target, [(row.alert, row.gone or "") for row in gone], tuple(targets.values()), one.now
    )
    if news is not None:
        one.store.write_alerts([news], one.now)
    for row in gone:
        one.store.mark_dead(row.delivery.id, row.gone or "", one.now)
