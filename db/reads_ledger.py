"""Reading what is watched, the ledger of looks, and the evidence."""

# ruff: noqa: S608  # statements are put together from our own words only; every value is bound

from datetime import datetime

from db import bodies
from db import rows
from db.answers import ChainHead
from db.answers import ProfileRecord
from db.answers import RunRecord
from db.chain import GENESIS
from db.codec import to_json
from db.errors import Missing
from db.reads import PAGE
from db.reads import Reads
from db.reads import Where
from db.records import ActRecord
from db.records import CheckRecord
from db.records import Snapshot
from db.records import SourceState
from db.times import from_text
from db.times import from_text_or_none
from db.times import to_text

_SOURCE = """
select s.*, n.body_sha256
  from sources s
  left join versions v on v.id = s.version_id
  left join snapshots n on n.id = v.snapshot_id
"""
_SNAPSHOT = """
select s.*, c.previous_hash, c.hash
  from snapshots s
  join chain c on c.kind = 'snapshot' and c.row = s.id
"""


class LedgerReads(Reads):
    """Acts, sources, profiles, runs, checks, snapshots, bodies."""

    def act(self, address: str) -> ActRecord | None:
        row = self._db.one("select * from acts where address = ?", (address,))
        return None if row is None else rows.act(row)

    def acts(self, country: str | None = None) -> tuple[ActRecord, ...]:
        where = Where()
        where.add("country = :country", country=country)
        return tuple(
            map(rows.act, self._db.all(f"select * from acts {where} order by address", where.values))
        )

    def source(self, key: str) -> SourceState | None:
        row = self._db.one(f"{_SOURCE} where s.key = ?", (key,))
        return None if row is None else rows.source_state(row)

    def source_state(self, source_id: int) -> SourceState:
        """Raises Missing."""
        row = self._db.one(f"{_SOURCE} where s.id = ?", (source_id,))
        if row is None:
            raise Missing(f"there is no source {source_id}.")
        return rows.source_state(row)

    def sources(
        self, act: str | None = None, *, language: str | None = None, keys: tuple[str, ...] | None = None
    ) -> tuple[SourceState, ...]:
        """All, or those of an act; in the order of trust."""
        where = Where()
        where.add("s.act = :act", act=act)
        where.add("s.language = :language", language=language)
        where.add(
            "s.key in (select value from json_each(:keys))",
            keys=None if keys is None else to_json(list(keys)),
        )
        found = self._db.all(f"{_SOURCE} {where} order by s.act, s.rank, s.id", where.values)
        return tuple(map(rows.source_state, found))

    def due(self, now: datetime, limit: int = -1) -> tuple[SourceState, ...]:
        """Sources to look at: never looked at first, then the longest due."""
        found = self._db.all(
            f"{_SOURCE} where s.due_at is null or s.due_at <= ? order by s.due_at, s.id limit ?",
            (to_text(now), limit),
        )
        return tuple(map(rows.source_state, found))

    def profile(self, key: str) -> ProfileRecord | None:
        row = self._db.one("select * from profiles where key = ?", (key,))
        return None if row is None else ProfileRecord(**{**dict(row), "kept_at": from_text(row["kept_at"])})

    def profiles(self) -> tuple[ProfileRecord, ...]:
        """Without their texts."""
        found = self._db.all(
            "select key, title, country, path, kept_at, toml_sha256 from profiles order by title, key"
        )
        return tuple(ProfileRecord(**{**dict(row), "kept_at": from_text(row["kept_at"])}) for row in found)

    def runs(self, limit: int = PAGE) -> tuple[RunRecord, ...]:
        """Newest first."""
        return tuple(
            RunRecord(
                id=row["id"],
                started_at=from_text(row["started_at"]),
                ended_at=from_text_or_none(row["ended_at"]),
                what=row["what"],
                summary=row["summary"],
            )
            for row in self._db.all("select * from runs order by id desc limit ?", (limit,))
        )

    def checks(
        self, source_id: int | None = None, limit: int = PAGE, *, run_id: int | None = None
    ) -> tuple[CheckRecord, ...]:
        """Newest first."""
        where = Where()
        where.add("source_id = :source", source=source_id)
        where.add("run_id = :run", run=run_id)
        found = self._db.all(
            f"select * from checks {where} order by id desc limit :limit", {**where.values, "limit": limit}
        )
        return tuple(map(rows.check, found))

    def first_looked_at(self, source_id: int) -> datetime | None:
        """When a source was first looked at; None: never."""
        row = self._db.one(
            "select started_at from checks where source_id = ? order by id limit 1", (source_id,)
        )
        return None if row is None else from_text(row["started_at"])

    def unfinished_checks(self) -> tuple[CheckRecord, ...]:
        """Running, or cut off with the process that ran them."""
        found = self._db.all(
            "select * from checks indexed by checks_unfinished where finished_at is null order by id"
        )
        return tuple(map(rows.check, found))

    def snapshot(self, snapshot_id: int) -> Snapshot:
        """Raises Missing."""
        row = self._db.one(f"{_SNAPSHOT} where s.id = ?", (snapshot_id,))
        if row is None:
            raise Missing(f"there is no snapshot {snapshot_id}.")
        return rows.snapshot(row)

    def snapshots(
        self, source_id: int, limit: int = PAGE, *, before: int | None = None
    ) -> tuple[Snapshot, ...]:
        """Newest first; `before` is the last id of the page before."""
        where = Where()
        where.add("s.source_id = :source", source=source_id)
        where.add("s.id < :before", before=before)
        found = self._db.all(
            f"{_SNAPSHOT} {where} order by s.id desc limit :limit", {**where.values, "limit": limit}
        )
        return tuple(map(rows.snapshot, found))

    def body(self, sha256: str) -> bytes:
        """The bytes as they came, checked against their hash. Raises Missing, BodyDropped or Damaged."""
        return bodies.read(self._db, sha256)

    def chain_head(self) -> ChainHead:
        row = self._db.one("select id, hash from chain order by id desc limit 1")
        return ChainHead(0, GENESIS) if row is None else ChainHead(row["id"], row["hash"])

    def counts(self) -> dict[str, int]:
        """How much there is, from indexes alone. Rows that are never deleted are counted by their last number."""
        last = ("snapshots", "versions", "texts", "changes", "alerts")
        small = ("acts", "sources", "profiles", "runs")
        counted = {table: self._db.number(f"select max(id) from {table}") for table in last}
        counted |= {table: self._db.number(f"select count(*) from {table}") for table in small}
        counted["held"] = self._db.number("select count(*) from versions where state = 'held'")
        counted["alerts_open"] = self._db.number("select count(*) from alerts where state = 'open'")
        counted["failing"] = self._db.number("select count(*) from sources where failures > 0")
        for state in ("waiting", "sending", "dead"):
            counted[f"deliveries_{state}"] = self._db.number(
                "select count(*) from deliveries indexed by deliveries_by_state where state <> 'sent' and state = ?",
                (state,),
            )
        return counted
