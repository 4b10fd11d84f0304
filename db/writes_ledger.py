"""Writing what is watched, the ledger of looks, and the evidence they brought."""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from db import bodies
from db import writes_alerts
from db.chain import add_link
from db.codec import parts_to_json
from db.codec import to_json
from db.connection import Connection
from db.errors import Missing
from db.records import ActRecord
from db.records import Capture
from db.records import NewAlert
from db.records import Outcome
from db.records import Snapshot
from db.records import SourceRecord
from db.times import to_text
from db.times import to_text_or_none
from db.writes import Writes

GOOD = frozenset({Outcome.FIRST, Outcome.UNCHANGED, Outcome.CHANGED})  # the law was read
CUT_OFF_MOST = 2  # looks in a row that may be cut off and made again at once


class LedgerWrites(Writes):
    """Acts, sources, profiles, runs, checks, snapshots."""

    def keep_act(self, act: ActRecord) -> None:
        """Adds the act, or brings what is known of it up to date."""
        with self.transaction():
            self._db.run(
                """
                insert into acts (address, country, key, title, type, number, date, replaced_by, note)
                values (:address, :country, :key, :title, :type, :number, :date, :replaced_by, :note)
                on conflict (address) do update
                   set country = excluded.country, key = excluded.key, title = excluded.title, type = excluded.type,
                       number = excluded.number, date = excluded.date, replaced_by = excluded.replaced_by,
                       note = excluded.note
                """,
                asdict(act),
            )

    def keep_source(self, source: SourceRecord) -> int:
        """Its number. A source with a new address or way of fetching forgets its validators: they are the old one's."""
        with self.transaction():
            return self._db.number(
                """
                insert into sources (key, act, url, language, fetch, format, rank, title)
                values (:key, :act, :url, :language, :fetch, :format, :rank, :title)
                on conflict (key) do update
                   set etag = iif(url = excluded.url and fetch = excluded.fetch, etag, null),
                       last_modified = iif(url = excluded.url and fetch = excluded.fetch, last_modified, null),
                       act = excluded.act, url = excluded.url, language = excluded.language, fetch = excluded.fetch,
                       format = excluded.format, rank = excluded.rank, title = excluded.title
                returning id
                """,
                asdict(source),
            )

    def keep_profile(self, key: str, title: str, country: str, path: str, toml: str, now: datetime) -> None:
        """The profile as it was loaded; `kept_at` moves only when its text does."""
        with self.transaction():
            self._db.run(
                """
                insert into profiles (key, title, country, path, toml, toml_sha256, kept_at)
                values (:key, :title, :country, :path, :toml, :sha256, :now)
                on conflict (key) do update
                   set kept_at = iif(toml_sha256 = excluded.toml_sha256, kept_at, excluded.kept_at),
                       title = excluded.title, country = excluded.country, path = excluded.path,
                       toml = excluded.toml, toml_sha256 = excluded.toml_sha256
                """,
                {
                    "key": key,
                    "title": title,
                    "country": country,
                    "path": path,
                    "toml": toml,
                    "sha256": hashlib.sha256(toml.encode()).hexdigest(),
                    "now": to_text(now),
                },
            )

    def begin_run(self, now: datetime, what: str) -> int:
        with self.transaction():
            return self._db.insert("insert into runs (started_at, what) values (?, ?)", (to_text(now), what))

    def end_run(self, run_id: int, now: datetime, summary: Mapping[str, object]) -> None:
        with self.transaction():
            self._db.run(
                "update runs set ended_at = ?, summary = ? where id = ?",
                (to_text(now), json.dumps(summary, ensure_ascii=False), run_id),
            )

    def end_interrupted(self, now: datetime) -> int:
        """At the start of a process: what an earlier one left open is closed and taken up again; how many looks.

        There is one writer, so nobody else is looking or sending. A look that was cut off is due again at once, unless
        the two before it were cut off too: a source that kills its process keeps to its rhythm.
        """
        with self.transaction():
            self._db.run(
                "update runs set ended_at = ?, summary = '{\"interrupted\": true}' where ended_at is null",
                (to_text(now),),
            )
            self._db.run(
                "update deliveries set next_at = :now where state = 'sending' and next_at > :now",
                {"now": to_text(now)},
            )
            left = self._db.all(
                "select id, source_id from checks indexed by checks_unfinished where finished_at is null"
            )
            for row in left:
                if self._cut_off_before(row["source_id"], row["id"]) < CUT_OFF_MOST:
                    self._db.run(
                        "update sources set due_at = min(due_at, ?) where id = ?",
                        (to_text(now), row["source_id"]),
                    )
            return self._db.run(
                "update checks set finished_at = ?, why = 'interrupted' where finished_at is null",
                (to_text(now),),
            ).rowcount

    def _cut_off_before(self, source_id: int, check_id: int) -> int:
        """How many of the looks just before this one were cut off as well."""
        found = self._db.all(
            "select outcome from checks where source_id = ? and id < ? order by id desc limit ?",
            (source_id, check_id, CUT_OFF_MOST),
        )
        return sum(1 for row in found if row["outcome"] is None)

    def start_check(
        self,
        run_id: int,
        source_id: int,
        now: datetime,
        planned_at: datetime,
        due_at: datetime | None,
        missed: int = 0,
    ) -> int:
        """Before the request: its number. The next look is planned now, so that a crash cannot make us hammer."""
        with self.transaction():
            if due_at is not None:
                self._db.run("update sources set due_at = ? where id = ?", (to_text(due_at), source_id))
            return self._db.insert(
                """
                insert into checks (run_id, source_id, planned_at, started_at, missed)
                values (?, ?, ?, ?, ?)
                """,
                (run_id, source_id, to_text(planned_at), to_text(now), missed),
            )

    def set_due(self, source_id: int, due_at: datetime) -> None:
        """Look at a source at another time than planned."""
        with self.transaction():
            self._db.run("update sources set due_at = ? where id = ?", (to_text(due_at), source_id))

    def mend_clock(self, now: datetime, latest: datetime) -> int:
        """What lies in the future and cannot: looks that were made, deliveries that wait longer than to `latest`."""
        with self.transaction():
            looks = self._db.run(
                """
                update sources set last_good_at = min(last_good_at, :now), last_checked_at = min(last_checked_at, :now)
                 where last_good_at > :now or last_checked_at > :now
                """,
                {"now": to_text(now)},
            ).rowcount
            return (
                looks
                + self._db.run(
                    """
                update deliveries set next_at = :now
                 where state in ('waiting', 'sending') and next_at > :latest
                   and not exists (select 1 from alerts where id = alert_id and due_at > :now)
                """,
                    {"now": to_text(now), "latest": to_text(latest)},
                ).rowcount
            )

    def keep_snapshot(self, source_id: int, capture: Capture) -> Snapshot:
        """Bytes first, whatever they are: the body once, the snapshot as the next link of the chain."""
        with self.transaction():
            sha256 = bodies.keep(self._db, source_id, capture.body)
            number = self._db.insert(
                """
                insert into snapshots (source_id, url, final_url, status, headers, body_sha256, size, taken_at,
                                       fetcher, seconds, parts)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                (
                    *(source_id, capture.url, capture.final_url, capture.status),
                    *(to_json([list(pair) for pair in capture.headers]), sha256, len(capture.body)),
                    *(to_text(capture.taken_at), capture.fetcher, capture.seconds),
                    parts_to_json(capture.parts),
                ),
            )
            previous, own = add_link(self._db, "snapshot", number)
            if capture.parts:
                add_link(self._db, "parts", number)
        return Snapshot(
            id=number,
            source_id=source_id,
            url=capture.url,
            final_url=capture.final_url,
            status=capture.status,
            headers=capture.headers,
            body_sha256=sha256,
            size=len(capture.body),
            taken_at=capture.taken_at,
            fetcher=capture.fetcher,
            previous_hash=previous,
            hash=own,
            parts=capture.parts,
        )

    def finish_check(
        self,
        check_id: int | None,
        source_id: int,
        now: datetime,
        outcome: Outcome,
        why: str | None = None,
        snapshot_id: int | None = None,
        due_at: datetime | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        alerts: Sequence[NewAlert] = (),
    ) -> tuple[int, ...]:
        """A look that brought no new version: the alerts' numbers. Unchanged law settles what was held meanwhile."""
        with self.transaction():
            end_check(self._db, check_id, now, outcome, why, snapshot_id)
            look_ended(
                self._db, source_id, now, outcome, due_at=due_at, etag=etag, last_modified=last_modified
            )
            if outcome in GOOD:
                settle_held(self._db, source_id, now, "a later look found the accepted text again")
            return writes_alerts.write(self._db, alerts, now, snapshot_id=snapshot_id)


def end_check(
    connection: Connection,
    check_id: int | None,
    now: datetime,
    outcome: Outcome,
    why: str | None,
    snapshot_id: int | None,
) -> None:
    """None: a version that came without a look (a page saved by hand)."""
    if check_id is None:
        return
    done = connection.run(
        "update checks set finished_at = ?, outcome = ?, why = ?, snapshot_id = ? where id = ?",
        (to_text(now), outcome, why, snapshot_id, check_id),
    )
    if not done.rowcount:
        raise Missing(f"there is no check {check_id}.")


def look_ended(
    connection: Connection,
    source_id: int,
    now: datetime,
    outcome: Outcome,
    *,
    due_at: datetime | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> None:
    """What a look tells of its source. Validators are only replaced: a failing look brings none."""
    good = outcome in GOOD
    connection.run(
        """
        update sources
           set last_outcome = :outcome, last_checked_at = :now, due_at = coalesce(:due, due_at),
               etag = coalesce(:etag, etag), last_modified = coalesce(:modified, last_modified),
               last_good_at = iif(:good, :now, last_good_at), failures = iif(:good, 0, failures + 1)
         where id = :source
        """,
        {
            "source": source_id,
            "outcome": outcome,
            "now": to_text(now),
            "due": to_text_or_none(due_at),
            "etag": etag,
            "modified": last_modified,
            "good": good,
        },
    )


def settle_held(
    connection: Connection, source_id: int, now: datetime, decision: str, who: str = "lexwatch"
) -> None:
    """What was held of this source, and nobody decided, is no question any more."""
    held = connection.value("select held_version_id from sources where id = ?", (source_id,))
    if held is None:
        return
    connection.run(
        """
        update versions set state = 'superseded', decided_at = ?, decided_by = ?, decision = ?
         where id = ? and state = 'held'
        """,
        (to_text(now), who, decision, held),
    )
    connection.run("update sources set held_version_id = null where id = ?", (source_id,))
