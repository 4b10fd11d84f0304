"""The evidence chain: each link is a SHA-256 over the link before it and the facts of one row.

Snapshots, what they were made of, versions, reviews and dropped bodies are links. Whoever alters a row, takes one
out or changes their order must alter every link after it; the hash of the last link, written down elsewhere, shows that
nobody did.
"""

from db.connection import Connection
from db.digests import link_hash

GENESIS = "0" * 64  # what stands before the first link

# The facts of a row that never change, in this order. Columns may be added to a table, never to a list here.
FACTS = {
    "snapshot": (
        "snapshots",
        (
            "id",
            "source_id",
            "url",
            "final_url",
            "status",
            "headers",
            "body_sha256",
            "size",
            "taken_at",
            "fetcher",
        ),
    ),
    "parts": ("snapshots", ("id", "parts")),
    "version": (
        "versions",
        (
            "id",
            "source_id",
            "snapshot_id",
            "extractor",
            "line",
            "seen_at",
            "valid_from",
            "language",
            "act",
            "content_digest",
        ),
    ),
    "review": ("reviews", ("id", "at", "who", "what", "profile", "entry", "alert_id", "version_id", "why")),
    "drop": ("drops", ("id", "body_sha256", "size", "at", "why")),
}
# Kinds that not every row of their table has.
ONLY_WHERE = {"parts": "parts is not null"}


def facts_of(kind: str) -> str:
    """A query for the facts of one row by its id."""
    table, columns = FACTS[kind]
    return f"select {', '.join(columns)} from {table} where id = ?"  # noqa: S608  # names are ours


def add_link(connection: Connection, kind: str, row: int) -> tuple[str, str]:
    """Inside the transaction that wrote the row: (previous hash, hash)."""
    last = connection.one("select hash from chain order by id desc limit 1")
    previous = GENESIS if last is None else last["hash"]
    facts = connection.one(facts_of(kind), (row,))
    assert facts is not None
    own = link_hash(previous, kind, tuple(facts))
    connection.run(
        "insert into chain (kind, row, previous_hash, hash) values (?, ?, ?, ?)", (kind, row, previous, own)
    )
    return previous, own
