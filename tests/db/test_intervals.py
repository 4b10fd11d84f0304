"""Provisions by interval: what goes in comes out, and only what changed costs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from db_laws import NOON
from db_laws import add_source
from db_laws import article
from db_laws import code
from db_laws import days
from db_laws import see
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from db.evidence import verify
from db.intervals import Standing
from db.intervals import step
from db.law import Effective
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from db.law import Provision
from db.law import Status
from db.open import open_writer
from db.records import Line

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | words
pairs = st.lists(st.tuples(words, words), max_size=2).map(tuple)
notes = st.builds(
    Note,
    raw=words,
    target=st.builds(
        NoteTarget, unit=maybe, number=maybe, part=maybe, item=maybe, scope=maybe, raw=maybe, extra=pairs
    ),
    events=st.lists(
        st.builds(
            NoteEvent,
            action=words,
            act_type=maybe,
            act_number=maybe,
            date=maybe,
            effective=st.none()
            | st.builds(
                Effective,
                kind=words,
                date=maybe,
                text=maybe,
                days=st.none() | st.integers(0, 400),
                day_type=maybe,
                from_=maybe,
            ),
            raw_number=maybe,
            link=maybe,
            extra=pairs,
        ),
        max_size=2,
    ).map(tuple),
    law_text_changed=st.booleans(),
)
provisions = st.builds(
    Provision,
    eid=st.sampled_from([f"art_{n}" for n in range(8)]),
    kind=st.sampled_from(["article", "chapter"]),
    num=maybe,
    label=words,
    heading=maybe,
    text=words,
    printed=words,
    article=maybe,
    parent=maybe,
    container=maybe,
    status=st.sampled_from(Status),
    anchor=maybe,
    notes=st.lists(notes, max_size=1).map(tuple),
)
versions = st.lists(
    st.lists(provisions, max_size=8, unique_by=lambda p: p.eid).map(tuple), min_size=1, max_size=5
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(live=versions, archive=versions)
def test_what_goes_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory,
    live: list[tuple[Provision, ...]],
    archive: list[tuple[Provision, ...]],
) -> None:
    """Any sequence of versions, in both lines at once, is given back exactly, whenever it is asked for."""
    path = tmp_path_factory.mktemp("law") / "lex.db"
    with open_writer(path) as store:
        source = add_source(store)
        written: list[tuple[int, tuple[Provision, ...]]] = []
        for now, index in zip(days(), range(max(len(live), len(archive))), strict=False):
            for line, sequence in ((Line.LIVE, live), (Line.ARCHIVE, archive)):
                if index < len(sequence):
                    written.append((see(store, source, sequence[index], now, line=line), sequence[index]))
                    last = store.queries.last_accepted(source, line)
                    assert last is not None
                    assert sequence[index] == last.provisions
        for version, wanted in written:
            assert wanted == store.queries.provisions(version)
    assert () == verify(path)


orders = st.lists(
    st.permutations(range(12)).flatmap(lambda p: st.integers(0, 12).map(lambda n: tuple(p[:n]))), max_size=8
)


@given(orders)
def test_positions_always_tell_the_order(sequence: Sequence[tuple[int, ...]]) -> None:
    """However provisions come, go and move, and even where the gaps are tiny, rows stand in document order."""
    standing: dict[str, Standing[int]] = {}
    for version in sequence:
        new = [(f"art_{n}", n) for n in version]
        what = step(standing, new, gap=4)
        rows = {row.position: eid for eid, row in standing.items() if row.position not in what.close}
        for index, position in what.open:
            assert position not in rows
            rows[position] = new[index][0]
        assert [eid for eid, _ in new] == [rows[position] for position in sorted(rows)]
        standing = {eid: Standing(position, int(eid[4:])) for position, eid in rows.items()}


def test_an_inserted_article_writes_one_row(tmp_path: Path) -> None:
    """Nothing that stands behind an insertion is written anew, even where the page numbers its anchors through."""
    before = code(*(article(n, anchor=f"z{n}") for n in range(1, 300)))
    inserted = article(999, anchor="z10")
    after = (*before[:9], inserted, *(replace(p, anchor=f"z{n}") for n, p in enumerate(before[9:], 11)))
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        see(store, source, before)
        version = see(store, source, after)
        assert 300 == store._db.number("select count(*) from provisions")
        assert after == store.queries.provisions(version)
        assert before == store.queries.provisions(1)


def test_one_text_in_two_sources_is_kept_once(tmp_path: Path) -> None:
    """Words are stored by what they are, not by where they stand."""
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        see(store, source, code())
        see(store, source, code(), NOON, line=Line.ARCHIVE)
        assert 5 == store._db.number("select count(*) from texts")
        assert 10 == store._db.number("select count(*) from provisions")


def test_two_provisions_of_one_eid_are_refused(tmp_path: Path) -> None:
    """An eid names one provision of a version; a reader that gives it twice has a defect, and nothing is written."""
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        with pytest.raises(ValueError, match="two provisions of one eid"):
            see(store, source, (article(1), article(1)))
        assert 0 == store._db.number("select count(*) from versions")
