"""Provisions by interval: what a version changes is written, what it leaves alone costs nothing.

Anchors are set apart. Many pages number their anchors through, so that one inserted paragraph renames all behind it;
a row keeps the anchor it was written with, and a version lists those that differ in one small compressed map.
"""

# ruff: noqa: S608  # statements are put together from our own words only; every value is bound

import json
import sys
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from sqlite3 import Row

from db import rows
from db.answers import ProvisionHead
from db.codec import notes_to_json
from db.codec import to_json
from db.connection import Connection
from db.digests import content_line
from db.digests import digest_of_lines
from db.digests import text_key
from db.errors import Damaged
from db.intervals import Standing
from db.intervals import step
from db.law import Provision
from db.law import Status
from db.search import index_text

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_ANCHORS = 64 * 1024 * 1024  # bytes of a version's map of anchors; no act has so many provisions

Content = tuple[object, ...]

_COLUMNS = """
       p.position, p.eid, p.kind, p.num, p.label, p.article, p.parent, p.container, p.status, p.anchor, p.notes,
       p.from_version, p.to_version, p.text_id, t.heading, t.text, t.printed, t.digest
"""
_OF_VERSION = f"""
select {_COLUMNS}
  from provisions p
  join texts t on t.id = p.text_id
 where p.source_id = :source and p.line = :line
   and p.from_version <= :version and (p.to_version is null or p.to_version > :version)
"""
_STANDING = f"""
select {_COLUMNS}
  from provisions p indexed by provisions_standing
  join texts t on t.id = p.text_id
 where p.source_id = :source and p.line = :line and p.to_version is null
 order by p.position
"""


def write(
    connection: Connection, *, source_id: int, line: str, version_id: int, provisions: Sequence[Provision]
) -> dict[str, str | None]:
    """Inside the transaction that made the version; gives the anchors that the rows do not tell, by eid."""
    eids = [p.eid for p in provisions]
    if len(set(eids)) != len(eids):
        raise ValueError("a version has two provisions of one eid")
    before = {r["eid"]: r for r in connection.all(_STANDING, {"source": source_id, "line": line})}
    keys = [text_key(p.heading, p.text, p.printed) for p in provisions]
    new = [(p.eid, _content(p, key)) for p, key in zip(provisions, keys, strict=True)]
    standing = {eid: Standing(row["position"], _content_of_row(row)) for eid, row in before.items()}
    what = step(standing, new)
    connection.run_many(
        """
        update provisions set to_version = ?
         where source_id = ? and line = ? and position = ? and to_version is null
        """,
        [(version_id, source_id, line, position) for position in what.close],
    )
    opened = [(provisions[index], keys[index], position) for index, position in what.open]
    texts = _keep_texts(connection, [(p, key) for p, key, _ in opened])
    connection.run_many(
        """
        insert into provisions (source_id, line, position, from_version, to_version, eid, kind, num, label, article,
                                parent, container, status, anchor, notes, text_id)
        values (?, ?, ?, ?, null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (
                *(source_id, line, position, version_id, p.eid, p.kind, p.num, p.label, p.article, p.parent),
                *(p.container, p.status.value, p.anchor, notes_to_json(p.notes), texts[key]),
            )
            for p, key, position in opened
        ],
    )
    fresh = {p.eid for p, _, _ in opened}
    return {p.eid: p.anchor for p in provisions if p.eid not in fresh and p.anchor != before[p.eid]["anchor"]}


def pack_anchors(anchors: dict[str, str | None]) -> bytes | None:
    """None where the rows tell all."""
    return zstd.compress(to_json(anchors).encode()) if anchors else None


def unpack_anchors(data: bytes | None) -> dict[str, str | None]:
    if data is None:
        return {}
    try:
        text = zstd.ZstdDecompressor().decompress(data, max_length=MAX_ANCHORS)
        anchors: dict[str, str | None] = json.loads(text)
    except (zstd.ZstdError, ValueError) as error:
        raise Damaged(
            f"the anchors of a version cannot be read ({error}).", "Run `lexwatch verify`."
        ) from error
    return anchors


def read(connection: Connection, version_id: int, eids: Sequence[str] | None = None) -> tuple[Provision, ...]:
    """A version's provisions in document order, exactly as they were accepted; all, or those of the eids."""
    place = connection.one(
        "select source_id, line, anchors from versions where id = ? and accepted_at is not null",
        (version_id,),
    )
    if place is None:
        return ()
    where = {"source": place["source_id"], "line": place["line"], "version": version_id}
    if eids is None:
        found = connection.all(f"{_OF_VERSION} order by p.position", where)
    else:
        found = connection.all(
            f"{_OF_VERSION} and p.eid in (select value from json_each(:eids)) order by p.position",
            {**where, "eids": to_json(list(eids))},
        )
    return _records(found, place["anchors"])


def read_standing(connection: Connection, version_id: int) -> tuple[Provision, ...]:
    """The same for the newest version of its line, at a cost that does not grow with the versions before it."""
    place = connection.one("select source_id, line, anchors from versions where id = ?", (version_id,))
    assert place is not None
    found = connection.all(_STANDING, {"source": place["source_id"], "line": place["line"]})
    return _records(found, place["anchors"])


def stand_as_accepted(connection: Connection, source_id: int, line: str) -> Iterator[tuple[int, bool]]:
    """For each version of a line: whether its rows still give the digest that it was accepted with.

    Every row is hashed once, however many versions it stands in.
    """
    place = {"source": source_id, "line": line}
    states = [
        (row, rows.provision(row, row["anchor"]))
        for row in connection.all(
            f"""
            select {_COLUMNS}
              from provisions p
              join texts t on t.id = p.text_id
             where p.source_id = :source and p.line = :line
             order by p.position
            """,
            place,
        )
    ]
    lines = [(row["from_version"], row["to_version"], p, content_line(p)) for row, p in states]
    for version in connection.all(
        """
        select id, anchors, provisions, content_digest from versions
         where source_id = :source and line = :line and accepted_at is not null order by id
        """,
        place,
    ):
        anchors = unpack_anchors(version["anchors"])
        standing = [
            content_line(replace(p, anchor=anchors[p.eid])) if p.eid in anchors else own
            for since, until, p, own in lines
            if since <= version["id"] and (until is None or until > version["id"])
        ]
        whole = digest_of_lines(standing) == version["content_digest"]
        yield version["id"], whole and len(standing) == version["provisions"]


def read_heads(connection: Connection, version_id: int) -> tuple[ProvisionHead, ...]:
    """The outline of a version; the words stay where they are."""
    place = connection.one(
        "select source_id, line, anchors from versions where id = ? and accepted_at is not null",
        (version_id,),
    )
    if place is None:
        return ()
    found = connection.all(
        """
        select p.eid, p.kind, p.num, p.label, p.article, p.parent, p.container, p.status, p.anchor, t.heading
          from provisions p
          join texts t on t.id = p.text_id
         where p.source_id = :source and p.line = :line
           and p.from_version <= :version and (p.to_version is null or p.to_version > :version)
         order by p.position
        """,
        {"source": place["source_id"], "line": place["line"], "version": version_id},
    )
    anchors = unpack_anchors(place["anchors"])
    return tuple(
        ProvisionHead(
            **{**dict(row), "status": Status(row["status"]), "anchor": anchors.get(row["eid"], row["anchor"])}
        )
        for row in found
    )


def text_ids(connection: Connection, version_id: int, eids: Sequence[str]) -> dict[str, Row]:
    """Rows of the texts of some provisions of a version, by eid: id, text, printed."""
    found = connection.all(
        """
        select p.eid, t.id, t.text, coalesce(t.printed, t.text) as printed
          from versions v
          join provisions p indexed by provisions_by_eid
            on p.source_id = v.source_id and p.line = v.line
           and p.from_version <= v.id and (p.to_version is null or p.to_version > v.id)
          join texts t on t.id = p.text_id
         where v.id = :version and p.eid in (select value from json_each(:eids))
        """,
        {"version": version_id, "eids": to_json(list(eids))},
    )
    return {row["eid"]: row for row in found}


def _records(found: Sequence[Row], packed: bytes | None) -> tuple[Provision, ...]:
    anchors = unpack_anchors(packed)
    return tuple(rows.provision(row, anchors.get(row["eid"], row["anchor"])) for row in found)


def _content(p: Provision, key: bytes) -> Content:
    """What makes two states of a provision one row."""
    return (
        p.kind,
        p.num,
        p.label,
        p.article,
        p.parent,
        p.container,
        p.status.value,
        notes_to_json(p.notes),
        key,
    )


def _content_of_row(row: Row) -> Content:
    return (
        *(
            row["kind"],
            row["num"],
            row["label"],
            row["article"],
            row["parent"],
            row["container"],
            row["status"],
        ),
        *(row["notes"], row["digest"]),
    )


def _keep_texts(connection: Connection, wanted: Sequence[tuple[Provision, bytes]]) -> dict[bytes, int]:
    """Numbers of the texts, by key; texts that are new are written, and made findable."""
    numbers: dict[bytes, int] = {}
    for p, key in wanted:
        if key in numbers:
            continue
        known = connection.number("select id from texts where digest = ?", (key,))
        if not known:
            known = connection.insert(
                "insert into texts (digest, heading, text, printed) values (?, ?, ?, ?)",
                (key, p.heading, p.text, None if p.printed == p.text else p.printed),
            )
            index_text(connection, known, p.heading, p.text)
        numbers[key] = known
    return numbers
