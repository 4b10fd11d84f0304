"""Writing changes: words that a provision has already are pointed at, not copied."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row

from db import provisions
from db.codec import by_to_json
from db.codec import to_json
from db.connection import Connection
from db.law import Change
from db.rows import redline_spans
from db.times import to_text


def write_changes(
    connection: Connection,
    changes: Sequence[Change],
    entries: Sequence[tuple[str, ...]],
    *,
    source_id: int,
    line: str,
    from_version: int,
    to_version: int,
    seen_at: datetime,
    ours: bool,
) -> tuple[int, ...]:
    """Inside the transaction that wrote both versions' provisions: the changes' numbers, in their order."""
    if not changes:
        return ()
    before = provisions.text_ids(connection, from_version, [c.old_eid or c.eid for c in changes])
    after = provisions.text_ids(connection, to_version, [c.eid for c in changes])
    same = {
        "source": source_id,
        "act": connection.value("select act from sources where id = ?", (source_id,)),
        "line": line,
        "from": from_version,
        "to": to_version,
        "seen": to_text(seen_at),
        "ours": ours,
    }
    numbers = []
    for change in changes:
        old, new = before.get(change.old_eid or change.eid), after.get(change.eid)
        numbers.append(connection.insert(_INSERT, {**same, **_facts(change), **_words(change, old, new)}))
    connection.run_many(
        "insert or ignore into change_entries (entry, change_id) values (?, ?)",
        [(entry, number) for number, keys in zip(numbers, entries, strict=False) for entry in keys],
    )
    return tuple(numbers)


_INSERT = """
insert into changes (source_id, act, line, from_version, to_version, seen_at, ours, kind, eid, old_eid, article,
                     old_article, label, words, before_id, after_id, before, after, redline, significance, match,
                     relation, related, by)
values (:source, :act, :line, :from, :to, :seen, :ours, :kind, :eid, :old_eid, :article,
        :old_article, :label, :words, :before_id, :after_id, :before, :after, :redline, :significance, :match,
        :relation, :related, :by)
"""


def _facts(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "eid": change.eid,
        "old_eid": change.old_eid,
        "article": change.article,
        "old_article": change.old_article,
        "label": change.label,
        "redline": to_json(redline_spans(change.redline, change.before or "", change.after or "")),
        "significance": to_json(list(change.significance)),
        "match": change.match,
        "relation": change.relation,
        "related": to_json(list(change.related)),
        "by": by_to_json(change.by),
    }


def _words(change: Change, old: Row | None, new: Row | None) -> dict[str, object]:
    """Both sides point at the same column of their texts; a side that is no provision's words is copied."""
    best: dict[str, object] = {"words": "text", "before_id": None, "after_id": None}
    for words in ("printed", "text"):
        found = {
            "words": words,
            "before_id": old["id"] if old is not None and old[words] == change.before else None,
            "after_id": new["id"] if new is not None and new[words] == change.after else None,
        }
        if _pointed(found) >= _pointed(best):
            best = found
    return {
        **best,
        "before": change.before if best["before_id"] is None else None,
        "after": change.after if best["after_id"] is None else None,
    }


def _pointed(found: dict[str, object]) -> int:
    return (found["before_id"] is not None) + (found["after_id"] is not None)
