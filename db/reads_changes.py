"""Reading changes: what moved, where, when, and which lines of which profiles it touches."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row

from db import rows
from db.codec import to_json
from db.law import Kind
from db.reads import Reads
from db.reads import Where
from db.records import Line
from db.records import StoredChange
from db.times import to_text_or_none

_CHANGE = """
select c.id, c.act, c.line, c.from_version, c.to_version, c.seen_at, c.ours, c.kind, c.eid, c.old_eid, c.article,
       c.old_article, c.label, c.redline, c.significance, c.match, c.relation, c.related, c.by,
       coalesce(c.before, iif(c.words = 'printed', coalesce(b.printed, b.text), b.text)) as before,
       coalesce(c.after, iif(c.words = 'printed', coalesce(a.printed, a.text), a.text)) as after,
       s.key as source_key, s.language
  from changes c
  join sources s on s.id = c.source_id
  left join texts b on b.id = c.before_id
  left join texts a on a.id = c.after_id
"""


class ChangeReads(Reads):
    """Changes with their place in history."""

    def changes(
        self,
        *,
        act: str | None = None,
        source_id: int | None = None,
        eid: str | None = None,
        entry: str | None = None,
        profile: str | None = None,
        alert_id: int | None = None,
        to_version: int | None = None,
        ids: Sequence[int] | None = None,
        kinds: Sequence[Kind] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        line: Line | None = Line.LIVE,
        ours: bool | None = False,
        before: int | None = None,
        limit: int = -1,
    ) -> tuple[StoredChange, ...]:
        """Newest first. `eid` takes what lies below it too; `entry` is "profile/entry"; `before` a change's number.

        Changes of the archive (`line=None` for both lines) and those that our own upgrade made (`ours=None` for both)
        are asked for, never mixed in.
        """
        where = Where()
        where.add("c.act = :act", act=act)
        where.add("c.source_id = :source", source=source_id)
        where.add("c.to_version = :version", version=to_version)
        where.add(
            "(c.eid = :eid or c.old_eid = :eid or (c.eid >= :below and c.eid < :beyond)"
            " or (c.old_eid >= :below and c.old_eid < :beyond))",
            eid=eid,
            below=None if eid is None else f"{eid}__",
            beyond=None if eid is None else f"{eid}_`",  # "`" follows "_"
        )
        where.add("c.id in (select change_id from change_entries where entry = :entry)", entry=entry)
        where.add(
            "c.id in (select change_id from change_entries where entry >= :first and entry < :past)",
            first=None if profile is None else f"{profile}/",
            past=None if profile is None else f"{profile}0",  # "0" follows "/"
        )
        where.add("c.id in (select change_id from alert_changes where alert_id = :alert)", alert=alert_id)
        where.add(
            "c.id in (select value from json_each(:ids))", ids=None if ids is None else to_json(list(ids))
        )
        where.add(
            "c.kind in (select value from json_each(:kinds))",
            kinds=None if kinds is None else to_json(list(kinds)),
        )
        where.add("c.seen_at >= :since", since=to_text_or_none(since))
        where.add("c.seen_at < :until", until=to_text_or_none(until))
        where.add("c.line = :line", line=line)
        where.add("c.ours = :ours", ours=None if ours is None else int(ours))
        where.add("c.id < :before", before=before)
        found = self._db.all(
            f"{_CHANGE} {where} order by c.id desc limit :limit", {**where.values, "limit": limit}
        )
        return self._with_entries(found)

    def change(self, change_id: int) -> StoredChange | None:
        found = self._with_entries(self._db.all(f"{_CHANGE} where c.id = ?", (change_id,)))
        return found[0] if found else None

    def _with_entries(self, found: Sequence[Row]) -> tuple[StoredChange, ...]:
        entries: dict[int, list[str]] = {row["id"]: [] for row in found}
        for row in self._db.all(
            """
            select change_id, entry from change_entries
             where change_id in (select value from json_each(?)) order by entry
            """,
            (to_json(list(entries)),),
        ):
            entries[row["change_id"]].append(row["entry"])
        return tuple(rows.change(row, tuple(entries[row["id"]])) for row in found)
