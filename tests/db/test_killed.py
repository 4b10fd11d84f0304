"""Killed at any instruction: after the restart all of an acceptance is there, or none of it."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from db_laws import DAY
from db_laws import NOON
from db_laws import add_source
from db_laws import alert
from db_laws import amended
from db_laws import article
from db_laws import capture
from db_laws import code
from db_laws import reading
from db_laws import see

from db.evidence import verify
from db.open import open_reader
from db.open import open_writer
from db.store import Store

ARTICLES = 40
KILLS = 8

WORKER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from test_killed import go_on
go_on(Path(sys.argv[1]))
"""


def text(number: int, version: int) -> str:
    return f"Whoever breaks rule {number} shall pay {version * 1000 + number} crowns."


def version_of(number: int) -> tuple[int, ...]:
    """The articles that a version amends."""
    return tuple(random.Random(number).sample(range(1, ARTICLES), 4))  # noqa: S311  # the same every time


def law(number: int) -> tuple[object, ...]:
    last = dict.fromkeys(range(1, ARTICLES), 0)
    for version in range(1, number + 1):
        last |= dict.fromkeys(version_of(version), version)
    return tuple(article(n, text(n, v)) for n, v in last.items())


def accept_next(store: Store, source: int) -> None:
    """One whole look: snapshot, then everything that follows from it."""
    number = len(store.queries.versions(source, 10_000))
    now = NOON + number * DAY
    if not number:
        see(store, source, law(0), now)  # type: ignore[arg-type]
        return
    run = store.begin_run(now, "check")
    check = store.start_check(run, source, now, now, now + DAY)
    snapshot = store.keep_snapshot(source, capture(repr(law(number)).encode(), now))
    before = {p.eid: p.text for p in store.queries.last_accepted(source).provisions}  # type: ignore[union-attr]
    moved = version_of(number)
    store.accept(
        check_id=check,
        source_id=source,
        snapshot_id=snapshot.id,
        reading=reading(law(number)),  # type: ignore[arg-type]
        changes=[amended(n, before[f"art_{n}"], text(n, number)) for n in moved],
        entries=[(f"exampleland/{n}",) for n in moved],
        alerts=lambda version, _: [alert(f"version:{version}", changes=tuple(range(len(moved))))],
        now=now,
    )


def go_on(path: Path) -> None:
    """Accepts version after version until it is killed."""
    with open_writer(path) as store:
        source = add_source(store)
        store.end_interrupted(NOON)
        print("ready", flush=True)  # noqa: T201  # for the test that waits
        while True:
            accept_next(store, source)


def whole(path: Path) -> int:
    """How many versions there are; each with all that belongs to it."""
    with open_reader(path) as queries:
        source = queries.source("xx/code-en")
        assert source is not None
        versions = queries.versions(source.id, 100_000)
        alerts = queries.alerts(limit=100_000)
        assert max(0, len(versions) - 1) == len(alerts)
        for version in versions[:-1]:
            number = version.id - 1
            (told,) = (a for a in alerts if a.cause == f"version:{version.id}")
            changes = queries.changes(to_version=version.id)
            assert {f"art_{n}" for n in version_of(number)} == {c.change.eid for c in changes}
            assert {c.id for c in changes} == set(told.changes)
            assert ["hook", "team"] == sorted(d.target for d in queries.deliveries(alert_id=told.id))
        if versions:
            assert versions[0].id == source.version_id
            assert law(versions[0].id - 1) == queries.provisions(versions[0].id)
    return len(versions)


def test_killed_in_the_middle(tmp_path: Path) -> None:
    """SIGKILL at random moments, again and again on one database: nothing is lost, nothing is half."""
    path, chance = tmp_path / "lex.db", random.Random(11)  # noqa: S311
    here = Path(__file__).parent
    seen = kills = 0
    # A busy machine gets less done between two kills.
    while kills < KILLS or (seen <= KILLS // 2 and kills < 5 * KILLS):
        kills += 1
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path), str(here), str(here.parent), str(here.parent.parent)],
            stdout=subprocess.PIPE,
        )
        assert worker.stdout is not None
        assert b"ready\n" == worker.stdout.readline()
        time.sleep(chance.uniform(0, 0.1))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        now = whole(path)
        assert now >= seen
        seen = now
        assert () == verify(path)
    assert seen > KILLS // 2


class Stopped(BaseException):
    """A process that ends here."""


def test_stopped_at_every_statement(tmp_path: Path) -> None:
    """One by one, each statement of an acceptance is the last: none of it is there, and the next try is whole."""
    path = tmp_path / "lex.db"
    with open_writer(path) as store:
        source = add_source(store)
        accept_next(store, source)
        at, done = 0, False
        while not done:
            at += 1
            with stopped_after(store, at):
                try:
                    accept_next(store, source)
                    done = True
                except Stopped:
                    assert 1 == store.queries.counts()["versions"]
                    assert 0 == store.queries.counts()["alerts"]
                    assert 0 == store._db.number("select count(*) from deliveries")
                    assert 39 == store._db.number("select count(*) from provisions where to_version is null")
                    assert 39 == store._db.number("select count(*) from text_search_docsize")
        assert at > 40
    assert 2 == whole(path)
    assert () == verify(path)


@contextmanager
def stopped_after(store: Store, number: int) -> Iterator[None]:
    """Every statement from the so manieth on ends the process that runs it."""
    left, connection = number, store._db
    run, run_many = connection.run, connection.run_many

    def counted(sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        nonlocal left
        left -= not sql.startswith("select")
        if left < 0:
            raise Stopped
        return run(sql, parameters)

    def counted_many(sql: str, rows: Any) -> None:
        for row in rows:
            counted(sql, row)

    connection.run, connection.run_many = counted, counted_many  # type: ignore[method-assign]
    try:
        yield
    finally:
        connection.run, connection.run_many = run, run_many  # type: ignore[method-assign]


def test_an_interrupt_leaves_no_open_transaction(tmp_path: Path) -> None:
    """Ctrl-C in the middle undoes the step; the store can be used on."""
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        with pytest.raises(Stopped):
            interrupted(store, source)
        assert 0 == store.queries.counts()["versions"]
        see(store, source, code())
        assert 1 == store.queries.counts()["versions"]


def interrupted(store: Store, source: int) -> None:
    with store.transaction():
        see(store, source, code())
        raise Stopped
