"""What the page keeps: up to its bound, and only while nothing has moved."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from time import sleep
from typing import Any

import pytest
import web_country
from hypothesis import given
from hypothesis import strategies as st

from db.open import open_reader
from db.open import open_writer
from db.records import Outcome
from pipeline.changes.memory import Memory
from pipeline.verdicts.table import Table
from pipeline.verdicts.table import verdicts
from pipeline.web.readers import Readers
from pipeline.web.standing import SILENCE_SEEN_AFTER
from pipeline.web.standing import Standings
from pipeline.web.words import marked
from pipeline.web.words import sides
from pipeline.web.words import tongue
from pipeline.web.words import unit


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=60))
def test_memory_keeps_its_bound_and_its_word(asked: list[tuple[int, int]]) -> None:
    """Whatever is asked in whatever order, the answer is right and the room is never passed."""
    memory: Memory[str] = Memory(10, len)
    for key, size in asked:
        assert "x" * size == memory.get((key, size), partial("x".__mul__, size))
        assert memory._used <= 10
        assert memory._used == sum(size for _, size in memory._kept.values())


def test_tables_are_made_once(country: Path) -> None:
    """Asked again while nothing moved, the same table comes, by either way."""
    standings = Standings(Readers(country), lambda: web_country.NOW, patience=timedelta(minutes=1))
    with open_reader(country) as queries:
        first = standings.one(queries, "averland", web_country.NOW)
        everything = standings.all(queries, web_country.NOW)
        assert first.table is standings.one(queries, "averland", web_country.NOW).table
        assert everything is standings.all(queries, web_country.NOW)
        assert first.table is everything[0].table


def test_without_time_a_page_says_what_is_not_ready(country: Path) -> None:
    """A page over all profiles never waits for tables, and never makes one up."""
    standings = Standings(Readers(country), lambda: web_country.NOW, patience=timedelta(seconds=-1))
    with open_reader(country) as queries:
        found = standings.all(queries, web_country.NOW)
        assert [(None, False, None)] * 2 == [(s.table, s.fresh, s.problem) for s in found]
        standings.one(queries, "averland", web_country.NOW)
        assert [True, False] == [s.fresh for s in standings.all(queries, web_country.NOW)]


def test_names_make_no_tables(country: Path) -> None:
    """A page that only calls a profile by its name waits for no verdicts; those that are there it may show."""
    standings = Standings(Readers(country), lambda: web_country.NOW, patience=timedelta(minutes=1))
    with open_reader(country) as queries:
        found = standings.named(queries, web_country.NOW)
        assert [True, True] == [s.profile is not None for s in found]
        assert [None, None] == [s.table for s in found]
        everything = standings.all(queries, web_country.NOW)
        assert everything is standings.named(queries, web_country.NOW)


def test_while_the_background_makes_all_tables_no_page_makes_one(
    country: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that compute the same at once are slower than one; the page says what is not ready."""
    standings = Standings(Readers(country), lambda: web_country.NOW, patience=timedelta(minutes=1))
    asked, told = Event(), Event()

    def slow(*of: Any) -> Table:
        asked.set()
        assert told.wait(10)
        return verdicts(*of)

    monkeypatch.setattr("pipeline.web.standing.verdicts", slow)
    standings.start()
    try:
        assert asked.wait(10)
        with open_reader(country) as queries:
            assert [None, None] == [s.table for s in standings.all(queries, web_country.NOW)]
            told.set()
            ends = monotonic() + 10
            while not all(s.fresh for s in standings.all(queries, web_country.NOW)) and monotonic() < ends:
                sleep(0.02)
            assert all(s.fresh for s in standings.all(queries, web_country.NOW))
    finally:
        told.set()
        standings.stop()


def test_what_fell_silent_is_seen_without_a_new_version(own_country: Path) -> None:
    """Time alone makes a verdict uncertain, and a good look alone mends it: both show within a minute."""
    standings = Standings(Readers(own_country), lambda: web_country.NOW, patience=timedelta(minutes=1))
    later = web_country.NOW + timedelta(days=40)

    def stands(at: object) -> str:
        with open_reader(own_country) as queries:
            table = standings.all(queries, at)[0].table  # type: ignore[arg-type]
            assert table is not None
            return next(str(e.verdict) for e in table.entries if e.entry.key == "lanterns")

    assert "holds" == stands(web_country.NOW)
    assert "uncertain" == stands(later)
    with open_writer(own_country) as store:
        source = store.queries.source("av/lantern-act-ar")
        assert source is not None
        store.finish_check(None, source.id, later, Outcome.UNCHANGED)
    assert "holds" == stands(later + SILENCE_SEEN_AFTER)


def test_a_profile_that_cannot_be_read_breaks_nothing(own_country: Path) -> None:
    """A file of a newer lexwatch is told by its name; the others stand as they do."""
    with open_writer(own_country) as store:
        store.keep_profile("odd", "Odd", "OD", "odd.toml", "nonsense = 1", web_country.NOW)
    standings = Standings(Readers(own_country), lambda: web_country.NOW, patience=timedelta(minutes=1))
    with open_reader(own_country) as queries:
        found = {s.key: s for s in standings.all(queries, web_country.NOW)}
    assert found["odd"].problem
    assert found["averland"].fresh


PIECES = st.lists(st.tuples(st.sampled_from("=-+"), st.text(max_size=12)), max_size=8)


@given(PIECES)
def test_marks_move_no_letter(pieces: list[tuple[str, str]]) -> None:
    """Spaces leave the marks, and every letter stays where it was."""
    found = marked(pieces)

    assert all(text == text.strip() for sign, text in found if sign != "=" and text.strip())
    assert "".join(t for _, t in pieces) == "".join(t for _, t in found)


def test_both_sides_are_whole() -> None:
    """The old side has no new word, the new side no old one."""
    two = sides((("=", "a "), ("-", "b"), ("+", "c")))

    assert [("=", "a "), ("-", "b")] == two["old"]
    assert [("=", "a "), ("+", "c")] == two["new"]


def test_languages_have_a_direction() -> None:
    """Right to left where the script runs so; a made-up code is no attribute."""
    assert {"lang": "ar", "dir": "rtl"} == tongue("ar")
    assert {"lang": "kk-Cyrl", "dir": "ltr"} == tongue("kk-Cyrl")
    assert {"dir": "auto"} == tongue('x" onclick="')
    assert {"dir": "auto"} == tongue(None)


def test_units_have_names() -> None:
    """An eid as people write it; what is not known stays."""
    assert "Art. 4 (1) point 2" == unit("art_4__para_1__point_2")
    assert "Art. 190-1" == unit("art_190-1")
    assert "preamble" == unit("preamble")
