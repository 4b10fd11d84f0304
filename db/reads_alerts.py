"""Reading alerts, their deliveries, and what people decided."""

# ruff: noqa: S608  # statements are put together from our own words only; every value is bound

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row

from db import rows
from db.codec import to_json
from db.reads import PAGE
from db.reads import Reads
from db.reads import Where
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import Baseline
from db.records import Delivery
from db.records import DeliveryState
from db.records import Review
from db.times import to_text_or_none


class AlertReads(Reads):
    """Alerts, deliveries, reviews, baselines."""

    def alerts(
        self,
        *,
        profile: str | None = None,
        entry: str | None = None,
        kinds: Sequence[AlertKind] | None = None,
        states: Sequence[AlertState] | None = None,
        change_id: int | None = None,
        source_id: int | None = None,
        act: str | None = None,
        about: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int = PAGE,
    ) -> tuple[Alert, ...]:
        """Newest first; `entry` is the entry's key within `profile`; `before` an alert's number.

        `source_id` and `act` ask for alerts that tell a change of theirs, `about` for those whose cause begins so.
        """
        where = Where()
        where.add("a.profile = :profile", profile=profile)
        if entry is not None:
            where.add(
                "a.id in (select alert_id from alert_entries where profile = :profile and entry = :entry)",
                profile=profile or "",
                entry=entry,
            )
        where.add(
            "a.kind in (select value from json_each(:kinds))",
            kinds=None if kinds is None else to_json(list(kinds)),
        )
        where.add(
            "a.state in (select value from json_each(:states))",
            states=None if states is None else to_json(list(states)),
        )
        where.add("a.id in (select alert_id from alert_changes where change_id = :change)", change=change_id)
        for column, value in (("source_id", source_id), ("act", act)):
            where.add(
                f"""
                exists (select 1 from alert_changes told join changes c on c.id = told.change_id
                         where told.alert_id = a.id and c.{column} = :{column})
                """,
                **{column: value},
            )
        # As ranges of the index by cause; no cause has a character beyond the last of Unicode.
        where.add(
            "a.cause >= :about and a.cause < :beyond",
            about=about,
            beyond=None if about is None else f"{about}\U0010ffff",
        )
        where.add("a.created_at >= :since", since=to_text_or_none(since))
        where.add("a.created_at < :until", until=to_text_or_none(until))
        where.add("a.id < :before", before=before)
        found = self._db.all(
            f"select a.* from alerts a {where} order by a.id desc limit :limit",
            {**where.values, "limit": limit},
        )
        return self._with_changes(found)

    def alert(self, alert_id: int) -> Alert | None:
        found = self._with_changes(self._db.all("select * from alerts where id = ?", (alert_id,)))
        return found[0] if found else None

    def alert_by_uid(self, uid: str) -> Alert | None:
        found = self._with_changes(self._db.all("select * from alerts where uid = ?", (uid,)))
        return found[0] if found else None

    def alert_by_cause(self, profile: str, cause: str) -> Alert | None:
        found = self._with_changes(
            self._db.all("select * from alerts where profile = ? and cause = ?", (profile, cause))
        )
        return found[0] if found else None

    def deliveries(
        self,
        *,
        alert_id: int | None = None,
        profile: str | None = None,
        target: str | None = None,
        states: Sequence[DeliveryState] | None = None,
        limit: int = -1,
    ) -> tuple[Delivery, ...]:
        """Newest first."""
        where = Where()
        where.add("alert_id = :alert", alert=alert_id)
        where.add("profile = :profile", profile=profile)
        where.add("target = :target", target=target)
        if states is not None:
            where.add("state in (select value from json_each(:states))", states=to_json(list(states)))
            if DeliveryState.SENT not in states:
                where.add("state <> 'sent'")  # says to SQLite that the index of the unsent will do
        found = self._db.all(
            f"select * from deliveries {where} order by id desc limit :limit",
            {**where.values, "limit": limit},
        )
        return tuple(map(rows.delivery, found))

    def reviews(
        self,
        *,
        profile: str | None = None,
        entry: str | None = None,
        alert_id: int | None = None,
        version_id: int | None = None,
        limit: int = PAGE,
    ) -> tuple[Review, ...]:
        """Newest first."""
        where = Where()
        where.add("profile = :profile", profile=profile)
        where.add("entry = :entry", entry=entry)
        where.add("alert_id = :alert", alert=alert_id)
        where.add("version_id = :version", version=version_id)
        found = self._db.all(
            f"select * from reviews {where} order by id desc limit :limit", {**where.values, "limit": limit}
        )
        return tuple(map(rows.review, found))

    def baselines(self, profile: str) -> tuple[Baseline, ...]:
        """The newest of each entry."""
        found = self._db.all(
            """
            select b.* from baselines b
             where b.id in (select max(id) from baselines where profile = ? group by entry)
             order by b.entry
            """,
            (profile,),
        )
        return tuple(map(rows.baseline, found))

    def baseline_history(self, profile: str, entry: str) -> tuple[Baseline, ...]:
        """Newest first."""
        found = self._db.all(
            "select * from baselines where profile = ? and entry = ? order by id desc", (profile, entry)
        )
        return tuple(map(rows.baseline, found))

    def _with_changes(self, found: Sequence[Row]) -> tuple[Alert, ...]:
        changes: dict[int, list[int]] = {row["id"]: [] for row in found}
        for row in self._db.all(
            """
            select alert_id, change_id from alert_changes
             where alert_id in (select value from json_each(?)) order by change_id
            """,
            (to_json(list(changes)),),
        ):
            changes[row["alert_id"]].append(row["change_id"])
        return tuple(rows.alert(row, tuple(changes[row["id"]])) for row in found)
