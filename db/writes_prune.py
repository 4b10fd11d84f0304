"""Dropping bytes that nothing needs. Rows, hashes and the chain stay; each drop is a link of the chain itself.

A body is needed by a version that was accepted, held or rejected (and so by every change), by an alert, by a held look
that nobody decided yet, as the newest of its source, and while it is young.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta

from db import bodies
from db.chain import add_link
from db.times import to_text
from db.writes import Writes

TOGETHER = 200  # drops in one transaction: the write-ahead log stays small
WHY = "no version, change, alert or held look needs it"

_NEEDLESS = """
select b.sha256, b.size, length(b.data) as kept from bodies b
 where b.codec <> 'dropped'
   and not exists (
        select 1 from snapshots s
         where s.body_sha256 = b.sha256
           and (s.taken_at >= :since
                or s.id = (select max(n.id) from snapshots n where n.source_id = s.source_id)
                or exists (select 1 from versions v
                            where v.snapshot_id = s.id
                              and (v.accepted_at is not null or v.state in ('held', 'rejected')))
                or exists (select 1 from alerts a where a.snapshot_id = s.id)
                or exists (select 1 from checks c join sources o on o.id = c.source_id
                            where c.source_id = s.source_id and c.snapshot_id = s.id and c.outcome = 'held'
                              and o.held_version_id is not null)))
 order by b.depth desc, b.id desc  -- what hangs on another goes before it
"""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was dropped."""

    bodies: int
    bytes: int  # on disk; some comes back as what hung on them is kept otherwise
    rebased: int  # needed bodies that were kept against a dropped one, and now are not


class PruneWrites(Writes):
    """Making room."""

    def prune(self, now: datetime, keep_for: timedelta) -> Pruned:
        """Killed at any point, it leaves a database that verifies; the next call goes on."""
        found = self._db.all(_NEEDLESS, {"since": to_text(now - keep_for)})
        needless = {row["sha256"] for row in found}
        hanging = [
            row["sha256"]
            for row in self._db.all(
                "select sha256, base from bodies indexed by bodies_by_base where base is not null order by depth"
            )
            if row["base"] in needless and row["sha256"] not in needless
        ]
        for sha256 in hanging:
            with self.transaction():
                self._rebase(sha256, needless)
        for start in range(0, len(found), TOGETHER):
            with self.transaction():
                for row in found[start : start + TOGETHER]:
                    self._drop(row["sha256"], row["size"], now)
        self._db.all("pragma incremental_vacuum")
        return Pruned(len(found), sum(row["kept"] for row in found), len(hanging))

    def _rebase(self, sha256: str, needless: set[str]) -> None:
        body = bodies.read(self._db, sha256)
        base = self._ancestor(sha256, needless)
        packed = bodies.pack(body, base)
        self._db.run(
            "update bodies set codec = :codec, base = :base, depth = :depth, data = :data where sha256 = :sha256",
            {"sha256": sha256, **bodies.fields(packed)},
        )

    def _ancestor(self, sha256: str, needless: set[str]) -> bodies.Base | None:
        """The nearest body of its chain that stays."""
        at = self._db.value("select base from bodies where sha256 = ?", (sha256,))
        while isinstance(at, str):
            row = self._db.one("select base, depth from bodies where sha256 = ?", (at,))
            assert row is not None
            if at not in needless:
                return bodies.Base(at, row["depth"], bodies.read(self._db, at))
            at = row["base"]
        return None

    def _drop(self, sha256: str, size: int, now: datetime) -> None:
        self._db.run(
            "update bodies set codec = 'dropped', base = null, depth = 0, data = null where sha256 = ?",
            (sha256,),
        )
        number = self._db.insert(
            "insert into drops (body_sha256, size, at, why) values (?, ?, ?, ?)",
            (sha256, size, to_text(now), WHY),
        )
        add_link(self._db, "drop", number)
