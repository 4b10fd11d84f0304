"""What a page was made of is kept with its snapshot, and is evidence like the page itself."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from db_laws import add_source

from db.evidence import verify
from db.open import open_reader
from db.open import open_writer
from db.records import Capture
from db.records import Part

AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
PARTS = (
    Part("https://law.example/act", "GET", 200, "text/html", 1200, "a" * 64, etag='"1"'),
    Part("https://law.example/seal.png", "GET", 0, None, 0, None, "image"),
)
PAGE = Capture("https://law.example/act", "https://law.example/act", 200, (), b"<p>law", AT, "browser")


def kept(path: Path) -> int:
    with open_writer(path) as store:
        source = add_source(store)
        store.keep_snapshot(source, PAGE)
        return store.keep_snapshot(source, replace(PAGE, parts=PARTS)).id


def test_the_answers_behind_a_page_are_kept(tmp_path: Path) -> None:
    """Every answer with its digest, and every one that was not fetched with the reason; they read back as they were."""
    snapshot = kept(tmp_path / "lex.db")
    with open_reader(tmp_path / "lex.db") as queries:
        assert PARTS == queries.snapshot(snapshot).parts
        assert () == queries.snapshot(snapshot - 1).parts
        assert 3 == queries.chain_head().links
    assert () == verify(tmp_path / "lex.db")


@pytest.mark.parametrize(
    ("statement", "back"),
    [
        ("update snapshots set parts = replace(parts, 'image', 'font') where id = ?", 0),
        ("update snapshots set parts = null where id = ?", 0),
        ("update snapshots set parts = '[]' where id = ?", 1),
    ],
)
def test_altered_parts_are_found(tmp_path: Path, statement: str, back: int) -> None:
    """Whoever edits or takes out the list of answers, or gives a page one that it never had, breaks the chain."""
    snapshot = kept(tmp_path / "lex.db")
    with closing(sqlite3.connect(tmp_path / "lex.db", isolation_level=None)) as raw:
        raw.execute("drop trigger snapshots_never_updated")
        raw.execute(statement, (snapshot - back,))
    assert {"chain"} == {finding.kind for finding in verify(tmp_path / "lex.db")}
