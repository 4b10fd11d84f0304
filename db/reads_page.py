"""Reads that only pages need: many rows of a kind at once, marks that say whether something moved, bounded lists.

Each answers from an index, or walks a table that stays small (acts, sources, profiles).
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db import rows
from db.codec import to_json
from db.reads import PAGE
from db.reads import Where
from db.reads_alerts import AlertReads
from db.records import ActRecord
from db.records import Alert
from db.records import CheckRecord
from db.records import DeliveryState
from db.records import SourceState
from db.times import from_text_or_none
from db.times import to_text
from db.times import to_text_or_none

RECENT_CHECKS = (
    50_000  # of the newest looks, those that are searched for missed ones: a week of 6,000 sources
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What moves when a verdict may move; two equal marks mean the same law, profiles and baselines."""

    version: int
    change: int
    baseline: int
    profiles: str  # digests of all profiles


@dataclass(frozen=True, slots=True)
class SourceMark:
    """What a verdict knows of a source."""

    key: str
    version_id: int | None
    last_good_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnreadSource:
    """A source whose last look did not bring its text."""

    outcome: str  # held, failed, gone
    last_good_at: datetime | None


@dataclass(frozen=True, slots=True)
class ActListed:
    """An act in a list."""

    act: ActRecord
    sources: int
    read: int  # sources of which a version is held
    failing: int
    last_good_at: datetime | None


@dataclass(frozen=True, slots=True)
class LineMoved:
    """The newest change that touched a line of a profile."""

    line: str  # "profile/entry"
    change_id: int
    seen_at: datetime | None
    count: int


class PageReads(AlertReads):
    """What the page asks besides."""

    def marks(self) -> Marks:
        row = self._db.one(
            """
            select (select max(id) from versions) as version, (select max(id) from changes) as change,
                   (select max(id) from baselines) as baseline,
                   (select group_concat(toml_sha256) from (select toml_sha256 from profiles order by key)) as profiles
            """
        )
        assert row is not None
        return Marks(row["version"] or 0, row["change"] or 0, row["baseline"] or 0, row["profiles"] or "")

    def source_marks(self, keys: Iterable[str] | None = None) -> dict[str, SourceMark]:
        """Of all sources, or of those of the keys."""
        where = Where()
        where.add(
            "key in (select value from json_each(:keys))", keys=None if keys is None else to_json(list(keys))
        )
        found = self._db.all(f"select key, version_id, last_good_at from sources {where}", where.values)  # noqa: S608
        return {
            row["key"]: SourceMark(row["key"], row["version_id"], from_text_or_none(row["last_good_at"]))
            for row in found
        }

    def baseline_marks(self) -> dict[str, int]:
        """The number of the newest baseline of each profile."""
        found = self._db.all("select profile, max(id) as newest from baselines group by profile")
        return {row["profile"]: row["newest"] for row in found}

    def delivery_counts(self, profile: str) -> dict[str, int]:
        """How many deliveries of a profile are in each state, without reading those that were sent."""
        counts = {str(state): 0 for state in DeliveryState}
        for row in self._db.all(
            """
            select state, count(*) as number from deliveries indexed by deliveries_by_state
             where state <> 'sent' and profile = ? group by state
            """,
            (profile,),
        ):
            counts[row["state"]] = row["number"]
        whole = self._db.number("select count(*) from deliveries where profile = ?", (profile,))
        counts[str(DeliveryState.SENT)] = whole - sum(counts.values())
        return counts

    def acts_of(self, addresses: Iterable[str]) -> dict[str, ActRecord]:
        """Acts by their addresses."""
        found = self._db.all(
            "select * from acts where address in (select value from json_each(?))",
            (to_json(sorted(set(addresses))),),
        )
        return {row["address"]: rows.act(row) for row in found}

    def acts_listed(
        self, text: str | None = None, *, after: str | None = None, limit: int = PAGE
    ) -> tuple[ActListed, ...]:
        """By address, a page at a time; `text` stands anywhere in title, number or address."""
        where = Where()
        where.add("a.address > :after", after=after)
        where.add(
            "(instr(lower(a.title), :text) or instr(lower(a.address), :text) or instr(lower(a.number), :text))",
            text=text.lower() if text else None,
        )
        found = self._db.all(
            f"""
            with listed as materialized (select a.* from acts a {where} order by a.address limit :limit)
            select l.*, count(s.id) as sources, count(s.version_id) as read, max(s.last_good_at) as last_good_at,
                   coalesce(sum(s.failures > 0), 0) as failing
              from listed l left join sources s on s.act = l.address
             group by l.address order by l.address
            """,  # noqa: S608
            {**where.values, "limit": limit},
        )
        fields = ("address", "country", "key", "title", "type", "number", "date", "replaced_by", "note")
        return tuple(
            ActListed(
                ActRecord(**{name: row[name] for name in fields}),
                row["sources"],
                row["read"],
                row["failing"],
                from_text_or_none(row["last_good_at"]),
            )
            for row in found
        )

    def open_alerts_by_profile(self, now: datetime) -> dict[str, int]:
        """How many alerts about the law wait for a person now."""
        found = self._db.all(
            """
            select profile, count(*) as number from alerts indexed by alerts_by_state
             where state = 'open' and kind in ('change', 'cross_check', 'in_force')
               and (due_at is null or due_at <= ?) group by profile
            """,
            (to_text(now),),
        )
        return {row["profile"]: row["number"] for row in found}

    def alerts_of_lines(self, lines: Sequence[tuple[str, str]], limit: int = PAGE) -> tuple[Alert, ...]:
        """Alerts that touch any of the (profile, entry) pairs; newest first."""
        found = self._db.all(
            """
            with wanted as (
                select json_extract(value, '$[0]') as profile, json_extract(value, '$[1]') as entry
                  from json_each(:lines)
            ),
            numbers as (
                select distinct e.alert_id from wanted w
                  join alert_entries e on e.profile = w.profile and e.entry = w.entry
                 order by e.alert_id desc limit :limit
            )
            select a.* from numbers n join alerts a on a.id = n.alert_id order by a.id desc
            """,
            {"lines": to_json([list(line) for line in lines]), "limit": limit},
        )
        return self._with_changes(found)

    def lines_moved(self, lines: Iterable[str], since: datetime | None = None) -> dict[str, LineMoved]:
        """The newest change of each "profile/entry" line, and how many there were since a time."""
        found = self._db.all(
            """
            select w.value as entry, max(c.id) as change_id, max(c.seen_at) as seen_at, count(*) as number
              from json_each(:lines) w
              join change_entries e on e.entry = w.value
              join changes c on c.id = e.change_id
             where c.ours = 0 and c.line = 'live' and (:since is null or c.seen_at >= :since)
             group by w.value
            """,
            {"lines": to_json(sorted(set(lines))), "since": to_text_or_none(since)},
        )
        return {
            row["entry"]: LineMoved(
                row["entry"], row["change_id"], from_text_or_none(row["seen_at"]), row["number"]
            )
            for row in found
        }

    def changes_by_version(self, source_id: int) -> dict[int, int]:
        """How many changes each version of a source brought."""
        found = self._db.all(
            "select to_version, count(*) as number from changes where source_id = ? group by to_version",
            (source_id,),
        )
        return {row["to_version"]: row["number"] for row in found}

    def source_by_id(self, ids: Iterable[int]) -> dict[int, SourceState]:
        """Sources by their numbers."""
        found = self._db.all(
            """
            select s.*, null as body_sha256 from sources s where s.id in (select value from json_each(?))
            """,
            (to_json(sorted(set(ids))),),
        )
        return {row["id"]: rows.source_state(row) for row in found}

    def troubled(self, limit: int = PAGE) -> tuple[SourceState, ...]:
        """Sources whose last looks failed, the longest-failing first."""
        found = self._db.all(
            "select s.*, null as body_sha256 from sources s where failures > 0 order by failures desc, id limit ?",
            (limit,),
        )
        return tuple(map(rows.source_state, found))

    def unread(self) -> dict[str, UnreadSource]:
        """By key every source whose last look did not bring its text."""
        found = self._db.all("select key, last_outcome, last_good_at from sources where failures > 0")
        return {
            row["key"]: UnreadSource(row["last_outcome"] or "failed", from_text_or_none(row["last_good_at"]))
            for row in found
        }

    def outcomes(self) -> dict[str, int]:
        """How many sources ended their last look how; "" for those never looked at."""
        found = self._db.all(
            "select coalesce(last_outcome, '') as outcome, count(*) as number from sources group by 1 order by 2 desc"
        )
        return {row["outcome"]: row["number"] for row in found}

    def missed_checks(self, limit: int = PAGE) -> tuple[CheckRecord, ...]:
        """Looks before which planned ones had fallen into a time without us, newest first; among the newest looks."""
        found = self._db.all(
            """
            select * from checks where missed > 0 and id > (select max(id) from checks) - :recent
             order by id desc limit :limit
            """,
            {"recent": RECENT_CHECKS, "limit": limit},
        )
        return tuple(map(rows.check, found))
