"""Does the evidence stand? Checks a database, or a copy of one, offline and without touching it.

    the file            SQLite's own integrity check, references between tables
    the chain           every link is the hash over the link before it and its row's facts; none missing, none moved
    the bodies          every body is the bytes that its name says, or was dropped by a link of the chain
    the law             every text is the words of its digest; every version is put together again and has its digest
    the index           every text and every alert can be found

What it cannot see is the end of the chain cut off together with every trace of it: write `ChainHead.hash` down
elsewhere from time to time, and give it to `verify`.
"""

import os
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from db import bodies
from db import provisions
from db.answers import ChainHead
from db.chain import FACTS
from db.chain import GENESIS
from db.chain import ONLY_WHERE
from db.chain import facts_of
from db.connection import Connection
from db.digests import body_sha256
from db.digests import link_hash
from db.digests import text_key
from db.errors import StoreError
from db.open import open_for_reading

MOST_OF_A_KIND = 100  # findings told of one kind: a file with more is not read one by one


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written."""

    kind: str  # "database", "reference", "chain", "body", "text", "version", "index"
    what: str  # one sentence
    table: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, and what was found."""

    findings: tuple[Finding, ...]
    head: ChainHead
    snapshots: int
    bodies: int
    dropped: int  # bodies whose bytes were pruned; their hashes stand
    versions: int
    texts: int


def verify(path: str | os.PathLike[str], *, head: str | None = None) -> tuple[Finding, ...]:
    """Nothing, where the evidence stands. `head` is a hash of the chain that was written down earlier."""
    return examine(path, head=head).findings


def examine(path: str | os.PathLike[str], *, head: str | None = None) -> Verification:
    """Raises NotThere or NotOurs where there is nothing to check; whatever else is wrong is a finding."""
    with open_for_reading(Path(path)) as connection:
        findings: list[Finding] = []
        parts: tuple[Callable[[Connection], Iterator[Finding]], ...] = (
            _file,
            _references,
            lambda c: _chain(c, head),
            _bodies,
            _texts,
            _versions,
            _index,
        )
        for part in parts:
            findings += _all_of(part, connection)
        return _counted(connection, tuple(findings))


def _all_of(part: Callable[[Connection], Iterator[Finding]], connection: Connection) -> list[Finding]:
    found = []
    try:
        for finding in part(connection):
            found.append(finding)  # what came before an error counts
            if len(found) >= MOST_OF_A_KIND:
                break
    except StoreError as error:
        found.append(Finding("database", error.what))
    except (ValueError, TypeError, LookupError) as error:
        found.append(Finding("database", f"a row holds what was never written there ({error})."))
    return found


def _counted(connection: Connection, findings: tuple[Finding, ...]) -> Verification:
    def count(sql: str) -> int:
        try:
            return connection.number(sql)
        except StoreError:
            return 0

    try:
        row = connection.one("select id, hash from chain order by id desc limit 1")
    except StoreError:
        row = None
    return Verification(
        findings,
        head=ChainHead(row["id"], row["hash"]) if row else ChainHead(0, GENESIS),
        snapshots=count("select count(*) from snapshots"),
        bodies=count("select count(*) from bodies"),
        dropped=count("select count(*) from bodies where codec = 'dropped'"),
        versions=count("select count(*) from versions"),
        texts=count("select count(*) from texts"),
    )


def _file(connection: Connection) -> Iterator[Finding]:
    for (told,) in connection.all(f"pragma integrity_check({MOST_OF_A_KIND})"):
        if told != "ok":
            yield Finding("database", f"SQLite finds: {told}.")


def _references(connection: Connection) -> Iterator[Finding]:
    for table, row, to, _ in connection.all("pragma foreign_key_check"):
        yield Finding(
            "reference", f"row {row} of {table} points to a row of {to} that is not there.", table, row
        )


def _chain(connection: Connection, wanted: str | None) -> Iterator[Finding]:
    previous, expected, met = GENESIS, 1, wanted is None or wanted == GENESIS
    for link in connection.each("select id, kind, row, previous_hash, hash from chain order by id"):
        number, kind, row = link["id"], link["kind"], link["row"]
        if number != expected:
            yield Finding("chain", f"link {expected} is missing.", "chain", expected)
        if link["previous_hash"] != previous:
            yield Finding("chain", f"link {number} does not follow the link before it.", "chain", number)
        yield from _link(connection, link)
        previous, expected = link["hash"], number + 1
        met = met or previous == wanted
        if kind not in FACTS:
            yield Finding("chain", f"link {number} is of a kind nobody knows: {kind} {row}.", "chain", number)
    last = connection.number("select seq from sqlite_sequence where name = 'chain'")
    if last >= expected:
        yield Finding("chain", f"the chain ends at link {expected - 1}; {last} were written.", "chain", last)
    if not met:
        yield Finding("chain", f"the hash {wanted} is no link of this chain.", "chain")
    yield from _unlinked(connection)


def _link(connection: Connection, link: Row) -> Iterator[Finding]:
    kind, row = link["kind"], link["row"]
    if kind not in FACTS:
        return
    table = FACTS[kind][0]
    facts = connection.one(facts_of(kind), (row,))
    if facts is None:
        yield Finding("chain", f"{kind} {row} is missing; link {link['id']} was made of it.", table, row)
    elif link_hash(link["previous_hash"], kind, tuple(facts)) != link["hash"]:
        yield Finding("chain", f"{kind} {row} is not what link {link['id']} was made of.", table, row)


def _unlinked(connection: Connection) -> Iterator[Finding]:
    for kind, (table, _) in FACTS.items():
        for (row,) in connection.all(
            f"select id from {table} where {ONLY_WHERE.get(kind, 'true')}"  # noqa: S608
            " and id not in (select row from chain where kind = ?) limit 100",
            (kind,),
        ):
            yield Finding("chain", f"{kind} {row} is no link of the chain.", table, row)


def _bodies(connection: Connection) -> Iterator[Finding]:
    """Each body is made once: its chain's earlier bodies are at hand."""
    rows = connection.all("select id, sha256, size, base, codec from bodies order by depth, id")
    children: dict[str | None, list[Row]] = {}
    for row in rows:
        children.setdefault(row["base"], []).append(row)
    waiting: list[tuple[Row, dict[str, bytes]]] = [(row, {}) for row in reversed(children.get(None, []))]
    seen = 0
    while waiting:
        row, at_hand = waiting.pop()
        seen += 1
        body = None
        if row["codec"] == "dropped":
            yield from _dropped(connection, row)
        else:
            try:
                body = bodies.read_unchecked(connection, row["sha256"], at_hand)
            except StoreError as error:
                yield Finding("body", error.what, "bodies", row["id"])
        if body is not None and body_sha256(body) != row["sha256"]:
            yield Finding("body", f"body {row['sha256']} is not the bytes that came.", "bodies", row["id"])
        here = {} if body is None else {row["sha256"]: body}
        waiting += [(child, here) for child in reversed(children.get(row["sha256"], []))]
    if seen < len(rows):
        yield Finding("body", f"{len(rows) - seen} bodies hang on bodies that are not there.", "bodies")
    for row in connection.all(
        "select s.id from snapshots s join bodies b on b.sha256 = s.body_sha256 where b.size <> s.size"
    ):
        yield Finding("body", f"snapshot {row['id']} has another size than its body.", "snapshots", row["id"])


def _dropped(connection: Connection, row: Row) -> Iterator[Finding]:
    if not connection.number("select count(*) from drops where body_sha256 = ?", (row["sha256"],)):
        yield Finding(
            "body", f"the bytes of {row['sha256']} are gone, and no drop says so.", "bodies", row["id"]
        )


def _texts(connection: Connection) -> Iterator[Finding]:
    # As bytes: a flipped bit may leave what is no text at all.
    columns = "cast(heading as blob) as heading, cast(text as blob) as text, cast(printed as blob) as printed"
    for row in connection.each(f"select id, digest, {columns} from texts order by id"):  # noqa: S608
        try:
            heading, text, printed = (None if part is None else part.decode() for part in row[2:])
            key = text_key(heading, text or "", (text or "") if printed is None else printed)
        except UnicodeDecodeError:
            key = b""
        if key != row["digest"]:
            yield Finding("text", f"text {row['id']} is not the words that were read.", "texts", row["id"])


def _versions(connection: Connection) -> Iterator[Finding]:
    for place in connection.all(
        "select distinct source_id, line from versions where accepted_at is not null order by 1, 2"
    ):
        for version, stands in provisions.stand_as_accepted(connection, place["source_id"], place["line"]):
            if not stands:
                what = f"version {version} cannot be put together as it was accepted."
                yield Finding("version", what, "versions", version)
    for row in connection.all(
        """
        select s.key, s.version_id, max(v.id) as last
          from sources s join versions v on v.source_id = s.id and v.line = 'live' and v.accepted_at is not null
         group by s.id having s.version_id is not max(v.id)
        """
    ):
        yield Finding("version", f"{row['key']} stands at version {row['version_id']}, not at {row['last']}.")


def _index(connection: Connection) -> Iterator[Finding]:
    for table, index in (("texts", "text_search"), ("alerts", "alert_search")):
        missing = connection.number(
            f"select count(*) from {table} where id not in (select id from {index}_docsize)"  # noqa: S608
        )
        if missing:
            yield Finding("index", f"{missing} rows of {table} cannot be found by search.", table)
