"""Evidence stands up offline, in a copied file; whatever was touched is found."""

# ruff: noqa: S608  # statements of a test

import random
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from db_laws import DAY
from db_laws import NOON
from db_laws import add_source
from db_laws import alert
from db_laws import article
from db_laws import capture
from db_laws import code
from db_laws import days
from db_laws import see

from db.backup import backup
from db.backup import prune
from db.errors import BodyDropped
from db.errors import InTheWay
from db.errors import NotOurs
from db.errors import NotThere
from db.errors import StoreError
from db.evidence import examine
from db.evidence import verify
from db.open import open_reader
from db.open import open_writer
from db.records import Outcome
from db.records import VersionState

LONG = " ".join(f"word{n}" for n in range(400))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with three versions, a review, an alert, and a held one."""
    file = tmp_path / "lex.db"
    with open_writer(file) as store:
        source = add_source(store)
        for number, now in zip(range(3), days(), strict=False):
            see(store, source, (*code(), article(9, f"{number} {LONG}", anchor=f"z{number}")), now)
        store.add_review(NOON, "ann", "vouch", profile="exampleland", entry="illegal-access", why="read it")
        store.write_alerts([alert()], NOON)
        snapshot = store.keep_snapshot(source, capture(b"<h1>Maintenance</h1>", NOON + 9 * DAY, status=503))
        store.hold(
            source_id=source, snapshot_id=snapshot.id, reading=None, why="maintenance", now=NOON + 9 * DAY
        )
    return file


def spoil(path: Path, *statements: str) -> None:
    """What a program that is not ours may do to a copy."""
    raw = sqlite3.connect(path)
    for trigger in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        raw.execute(f"drop trigger {trigger[0]}")
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


def test_what_was_written_stands(path: Path, tmp_path: Path) -> None:
    """A whole database, and its copy elsewhere, have no finding, and say how much was checked."""
    copy = tmp_path / "copy" / "lex.db"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    found = examine(copy)
    assert () == found.findings
    assert (4, 4, 0, 4) == (found.snapshots, found.bodies, found.dropped, found.versions)
    assert 9 == found.head.links
    assert path.read_bytes() == copy.read_bytes()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (
            "update bodies set data = cast(data || x'00' as blob) where id = 2",
            "body",
        ),
        ("update bodies set data = x'', codec = 'raw' where id = 1", "body"),
        ("update bodies set codec = 'dropped', data = null, base = null where id = 3", "body"),
        ("update bodies set data = 'text' where id = 3", "body"),
        ("update bodies set size = size + 1 where id = 3", "body"),
        ("update snapshots set taken_at = '2025-01-01T00:00:00.000000Z' where id = 2", "chain"),
        ("update snapshots set status = 200 where id = 4", "chain"),
        ("delete from snapshots where id = 4", "chain"),
        ("delete from chain where id = 3", "chain"),
        ("delete from chain where id = (select max(id) from chain)", "chain"),
        ("update reviews set why = 'did not read it'", "chain"),
        ("delete from reviews", "chain"),
        ("update versions set seen_at = '2025-01-01T00:00:00.000000Z' where id = 1", "chain"),
        ("update texts set text = replace(text, '3 crowns', '30 crowns')", "text"),
        ("update texts set text = cast(x'ff' || substr(text, 2) as text) where id = 2", "text"),
        ("update provisions set status = 'nonsense' where eid = 'art_4'", "database"),
        ("update provisions set status = 'repealed' where eid = 'art_4'", "version"),
        ("delete from provisions where eid = 'art_4'", "version"),
        ("update provisions set position = -position where eid = 'art_4'", "version"),
        ("update provisions set to_version = null where eid = 'art_9' and from_version = 1", "version"),
        ("update sources set version_id = 1", "version"),
        ("delete from versions where id = 4", "reference"),
        ("delete from text_search_docsize where id = 1", "index"),
    ],
)
def test_what_was_touched_is_found(path: Path, statement: str, kind: str) -> None:
    """One fact altered, one row taken out or put elsewhere: the finding is of that kind."""
    spoil(path, statement)
    assert kind in {finding.kind for finding in verify(path)}


def test_a_reordered_chain_is_found(path: Path) -> None:
    """Two links that change places no longer follow what stands before them."""
    spoil(
        path,
        "update chain set id = -1 where id = 1",
        "update chain set id = 1 where id = 3",
        "update chain set id = 3 where id = -1",
    )
    assert {"chain"} == {finding.kind for finding in verify(path)}


def test_a_chain_made_anew_does_not_hold_a_hash_that_was_written_down(path: Path) -> None:
    """Who rewrites everything from a snapshot on passes the chain itself, but not the hash on another's paper."""
    head = examine(path).head.hash
    assert () == verify(path, head=head)
    spoil(path, "delete from chain where id > 5", "update sqlite_sequence set seq = 5 where name = 'chain'")
    assert any(head in finding.what for finding in verify(path, head=head))


def test_any_flipped_byte_of_a_body_is_found(path: Path) -> None:
    """Wherever in the compressed bytes it falls."""
    chance = random.Random(7)  # noqa: S311  # the same bytes every time
    with open_reader(path) as queries:
        data = bytes(queries._db.one("select data from bodies where id = 1")["data"])  # type: ignore[index]
    for at in chance.sample(range(len(data)), 12):
        flipped = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        spoil(path, f"update bodies set data = x'{flipped.hex()}' where id = 1")
        assert "body" in {finding.kind for finding in verify(path)}, at


def test_a_torn_file_is_told(path: Path) -> None:
    """A file that SQLite itself cannot read gives findings or words, never a trace."""
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 3):
        path.write_bytes(whole[: page * 4096] + b"\x5a" * 4096 + whole[(page + 1) * 4096 :])
        try:
            findings = verify(path)
        except StoreError:
            continue
        assert findings


def test_evidence_cannot_be_edited_by_accident(path: Path) -> None:
    """The database itself stops who updates or deletes what is kept for ever."""
    with open_writer(path) as store:
        for table in ("snapshots", "chain", "reviews", "texts", "drops"):
            for statement in (f"delete from {table}", f"update {table} set id = id"):
                if store._db.number(f"select count(*) from {table}"):
                    with pytest.raises(sqlite3.IntegrityError, match="are kept as they are"):
                        store._db.run(statement)


def test_there_must_be_a_database(tmp_path: Path) -> None:
    """Nothing there, or another thing there, is told, not verified."""
    with pytest.raises(NotThere):
        verify(tmp_path / "none.db")
    (tmp_path / "other.db").write_text("text")
    with pytest.raises(NotOurs):
        verify(tmp_path / "other.db")


def test_a_live_database_is_copied_whole(path: Path, tmp_path: Path) -> None:
    """While a writer is in the middle of a transaction: the copy is one file, of one moment, verified, and private."""
    target = tmp_path / "backup.db"
    with open_writer(path) as store, store.transaction():
        see(store, 1, code(article(1, "new")), NOON + 20 * DAY)
        made = backup(path, target)
    assert () == made.findings
    assert 4 == made.snapshots
    assert 0o600 == target.stat().st_mode & 0o777
    assert [] == list(tmp_path.glob("backup.db?*"))
    with pytest.raises(InTheWay):
        backup(path, target)
    with pytest.raises(NotThere):
        backup(path, tmp_path / "no" / "backup.db")
    with open_writer(target) as store:
        see(store, 1, code(article(1, "the copy lives on")), NOON + 20 * DAY)
    assert () == verify(target)


def noise(number: int) -> bytes:
    """A page that differs in nothing but its counter."""
    return f"<p>visits: {number}</p><p>{LONG}</p>".encode()


def test_pruning_drops_only_what_nothing_needs(tmp_path: Path) -> None:
    """Noise between versions goes; versions, what alerts show, the newest look, the young, and held looks stay."""
    path = tmp_path / "lex.db"
    with open_writer(path) as store:
        source = add_source(store)
        kept = set()
        for number, now in zip(range(40), days(), strict=False):
            snapshot = store.keep_snapshot(source, capture(noise(number), now))
            if number in {0, 20}:
                see(store, source, code(article(1, f"{number}")), now)
            elif number == 10:
                store.finish_check(
                    None, source, now, Outcome.FAILED, snapshot_id=snapshot.id, alerts=[alert("failed:1")]
                )
                kept.add(number)
        kept |= set(range(34, 40))
        then = NOON + 39 * DAY
        done = prune(store, then, timedelta(days=5))
        assert 40 - len(kept) == done.bodies
        assert done.rebased > 0
        for snapshot in store.queries.snapshots(source, 100):
            day = (snapshot.taken_at - NOON).days
            if snapshot.size < 100 or day in kept:
                assert snapshot.size == len(store.queries.body(snapshot.body_sha256))
            else:
                with pytest.raises(BodyDropped):
                    store.queries.body(snapshot.body_sha256)
        assert 0 == prune(store, then, timedelta(days=5)).bodies
        again = store.keep_snapshot(source, capture(noise(3), then))
        assert noise(3) == store.queries.body(again.body_sha256)
    found = examine(path)
    assert () == found.findings
    assert 40 - len(kept) - 1 == found.dropped


def test_pruning_keeps_what_a_held_look_shows(tmp_path: Path) -> None:
    """As long as nobody decided; a rejected version stays evidence for ever."""
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        first = store.keep_snapshot(source, capture(b"captcha one", NOON))
        version = store.hold(source_id=source, snapshot_id=first.id, reading=None, why="captcha", now=NOON)
        store.decide_held(version, VersionState.REJECTED, "ann", "a captcha", NOON + DAY)
        second = store.keep_snapshot(source, capture(b"captcha two", NOON + DAY))
        store.hold(source_id=source, snapshot_id=second.id, reading=None, why="captcha", now=NOON + DAY)
        store.keep_snapshot(source, capture(b"captcha three", NOON + 2 * DAY))
        assert 0 == prune(store, NOON + 99 * DAY, DAY).bodies
