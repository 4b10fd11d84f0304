"""Reading versions and provisions: any version, any day, as it was known at any time."""

# ruff: noqa: S608  # statements are put together from our own words only; every value is bound

from collections.abc import Sequence
from datetime import date
from datetime import datetime

from db import provisions
from db import rows
from db.answers import LastAccepted
from db.answers import ProvisionHead
from db.answers import ProvisionSpan
from db.codec import coverage_from_json
from db.law import Coverage
from db.law import Provision
from db.reads import PAGE
from db.reads import Reads
from db.reads import Where
from db.records import Line
from db.records import Version
from db.times import from_text
from db.times import to_text_or_none


class VersionReads(Reads):
    """Versions, and what stood in them."""

    def version(self, version_id: int) -> Version | None:
        row = self._db.one("select * from versions where id = ?", (version_id,))
        return None if row is None else rows.version(row)

    def versions(
        self,
        source_id: int,
        limit: int = PAGE,
        *,
        line: Line | None = None,
        accepted: bool | None = None,
        before: int | None = None,
    ) -> tuple[Version, ...]:
        """Newest first. `accepted=True` leaves out those that were held or rejected."""
        where = Where()
        where.add("source_id = :source", source=source_id)
        where.add("line = :line", line=line)
        where.add("id < :before", before=before)
        if accepted is not None:
            where.add("accepted_at is not null" if accepted else "accepted_at is null")
        found = self._db.all(
            f"select * from versions {where} order by id desc limit :limit", {**where.values, "limit": limit}
        )
        return tuple(map(rows.version, found))

    def last_accepted(self, source_id: int, line: Line = Line.LIVE) -> LastAccepted | None:
        """What the next version of a source is compared with; the same cost after one version and after a thousand."""
        if line is Line.LIVE:
            number = self._db.number("select version_id from sources where id = ?", (source_id,))
        else:
            number = self._db.number(
                "select max(id) from versions where source_id = ? and line = ? and accepted_at is not null",
                (source_id, line),
            )
        version = self.version(number)
        if version is None:
            return None
        body = self._db.value("select body_sha256 from snapshots where id = ?", (version.snapshot_id,))
        assert isinstance(body, str)
        return LastAccepted(version, provisions.read_standing(self._db, number), body)

    def held(self, source_id: int | None = None) -> tuple[Version, ...]:
        """Undecided ones, oldest first."""
        where = Where()
        where.add("state = 'held'")
        where.add("source_id = :source", source=source_id)
        found = self._db.all(
            f"select * from versions indexed by versions_held {where} order by id", where.values
        )
        return tuple(map(rows.version, found))

    def provisions(self, version_id: int, eids: Sequence[str] | None = None) -> tuple[Provision, ...]:
        """As they were accepted, in document order: all, or those of the eids. None of a version never accepted."""
        return provisions.read(self._db, version_id, eids)

    def provision(self, version_id: int, eid: str) -> Provision | None:
        found = provisions.read(self._db, version_id, (eid,))
        return found[0] if found else None

    def provision_heads(self, version_id: int) -> tuple[ProvisionHead, ...]:
        """The outline of a version, without its words."""
        return provisions.read_heads(self._db, version_id)

    def provision_history(
        self, source_id: int, eid: str, *, line: Line | None = None
    ) -> tuple[ProvisionSpan, ...]:
        """Every state of one provision of a source, oldest first."""
        where = Where()
        where.add("p.source_id = :source", source=source_id)
        where.add("p.eid = :eid", eid=eid)
        where.add("p.line = :line", line=line)
        found = self._db.all(
            f"""
            select p.*, t.heading, t.text, t.printed, v.seen_at, v.law_from
              from provisions p indexed by provisions_by_eid
              join texts t on t.id = p.text_id
              join versions v on v.id = p.from_version
             {where}
             order by p.from_version
            """,
            where.values,
        )
        return tuple(
            ProvisionSpan(
                provision=rows.provision(row, row["anchor"]),
                source_id=source_id,
                line=row["line"],
                from_version=row["from_version"],
                to_version=row["to_version"],
                from_seen_at=from_text(row["seen_at"]),
                from_valid=row["law_from"],
            )
            for row in found
        )

    def version_at(
        self,
        source_id: int | None = None,
        *,
        act: str | None = None,
        language: str | None = None,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> Version | None:
        """The version that was law on a day, as far as it had been seen by `known_at`; of both lines.

        A version is law from its edition's own date, or, where the source states none, from the day it was seen. Of
        an act, the most trusted source that has an answer gives it.
        """
        if source_id is not None:
            return self._version_at(source_id, as_of, known_at)
        where = Where()
        where.add("act = :act", act=act or "")
        where.add("language = :language", language=language)
        for row in self._db.all(f"select id from sources {where} order by rank, id", where.values):
            version = self._version_at(row["id"], as_of, known_at)
            if version is not None:
                return version
        return None

    def coverage(self, version_id: int) -> Coverage:
        """Where the words of the document went when it was read."""
        reading = self._db.value("select reading from versions where id = ?", (version_id,))
        return coverage_from_json(reading) if isinstance(reading, str) else Coverage()

    def _version_at(self, source_id: int, as_of: date | None, known_at: datetime | None) -> Version | None:
        where = Where()
        where.add("source_id = :source", source=source_id)
        where.add("accepted_at is not null")
        where.add("law_from <= :as_of", as_of=as_of.isoformat()[:10] if as_of else None)
        where.add("seen_at <= :known", known=to_text_or_none(known_at))
        row = self._db.one(
            f"""
            select * from versions indexed by versions_by_law {where}
             order by law_from desc, line = 'live' desc, seen_at desc, id desc limit 1
            """,
            where.values,
        )
        return None if row is None else rows.version(row)
