"""What a killed process left: looks that were cut off, deliveries in hand, times that a wrong clock wrote."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from db_laws import DAY
from db_laws import NOON
from db_laws import add_source
from db_laws import alert
from db_laws import capture

from db.errors import NotThere
from db.open import open_reader
from db.open import open_writer
from db.records import DeliveryState
from db.records import Outcome
from db.store import Store

HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=15)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_writer(tmp_path / "lex.db") as opened:
        yield opened


def cut_off(store: Store, source: int, now: object) -> None:
    run = store.begin_run(now, "watch")  # type: ignore[arg-type]
    store.start_check(run, source, now, now, now + DAY)  # type: ignore[arg-type, operator]


def test_a_look_that_was_cut_off_is_due_at_once(store: Store) -> None:
    """Not a day later, when its rhythm comes round again."""
    source = add_source(store)
    cut_off(store, source, NOON)
    assert () == store.queries.due(NOON + HOUR)
    assert 1 == store.end_interrupted(NOON + HOUR)
    assert [source] == [s.id for s in store.queries.due(NOON + HOUR)]


def test_a_source_that_kills_its_process_keeps_to_its_rhythm(store: Store) -> None:
    """Cut off for the third time in a row, it is not tried at once again; after a good look it is."""
    source = add_source(store)
    for turn in range(3):
        cut_off(store, source, NOON + turn * HOUR)
        store.end_interrupted(NOON + turn * HOUR)
    assert () == store.queries.due(NOON + 3 * HOUR)
    run = store.begin_run(NOON + 2 * DAY, "watch")
    check = store.start_check(run, source, NOON + 2 * DAY, NOON + 2 * DAY, NOON + 3 * DAY)
    store.finish_check(check, source, NOON + 2 * DAY, Outcome.FAILED)
    cut_off(store, source, NOON + 3 * DAY)
    store.end_interrupted(NOON + 3 * DAY)
    assert [source] == [s.id for s in store.queries.due(NOON + 3 * DAY)]


def test_a_delivery_in_hand_is_sent_again_at_once(store: Store) -> None:
    """There is one writer: nobody else is sending it. The others keep their times."""
    store.write_alerts([alert("one"), alert("two")], NOON)
    mine = store.claim_deliveries(NOON, 1, LEASE)
    others = store.claim_deliveries(NOON, 10, LEASE)
    for row in others:
        store.mark_retry(row.id, NOON + DAY, "503", NOON)
    store.end_interrupted(NOON + timedelta(seconds=1))
    assert [row.id for row in mine] == [
        row.id for row in store.claim_deliveries(NOON + timedelta(seconds=1), 10, LEASE)
    ]


def test_what_was_not_tried_was_no_attempt(store: Store) -> None:
    """Only failures make the pauses longer."""
    store.write_alerts([alert("one")], NOON)
    for hour in range(9):
        for row in store.claim_deliveries(NOON + hour * HOUR, 10, LEASE):
            assert 1 == row.attempts
            store.mark_retry(row.id, NOON + hour * HOUR, "waits for the digest", NOON, tried=False)
    assert {0} == {row.attempts for row in store.queries.deliveries()}
    assert {DeliveryState.WAITING} == {row.state for row in store.queries.deliveries()}


def test_times_of_a_clock_that_was_ahead_are_brought_back(store: Store) -> None:
    """Looks that were made in the future were made now; a delivery does not wait for years."""
    source, ahead = add_source(store), NOON + 3650 * DAY
    check = store.start_check(store.begin_run(ahead, "watch"), source, ahead, ahead, ahead + DAY)
    store.keep_snapshot(source, capture(b"x", ahead))
    store.finish_check(check, source, ahead, Outcome.UNCHANGED)
    store.write_alerts([alert("one")], ahead)
    count = len(store.queries.deliveries())
    assert 1 + count == store.mend_clock(NOON, NOON + 2 * DAY)
    state = store.queries.source_state(source)
    assert (NOON, NOON) == (state.last_good_at, state.last_checked_at)
    assert count == len(store.claim_deliveries(NOON, 10, LEASE))
    assert 0 == store.mend_clock(NOON, NOON + 2 * DAY)


def test_a_database_without_a_table_is_told_as_such(tmp_path: Path) -> None:
    """A process was killed before it made the first: no database of another program."""
    import sqlite3

    raw = sqlite3.connect(tmp_path / "lex.db")
    raw.execute("pragma journal_mode = wal")
    raw.close()
    with pytest.raises(NotThere, match="nothing was written"), open_reader(tmp_path / "lex.db"):
        pass
    with open_writer(tmp_path / "lex.db") as store:
        assert () == store.queries.sources()
