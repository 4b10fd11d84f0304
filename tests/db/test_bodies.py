"""What servers sent: every byte comes back, and likeness costs nothing."""

import random
from pathlib import Path

import pytest
from db_laws import NOON
from db_laws import add_source
from db_laws import capture
from db_laws import days
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from db import bodies
from db.digests import body_sha256
from db.errors import Damaged
from db.errors import Missing
from db.evidence import examine
from db.open import open_reader
from db.open import open_writer

SEED = 226
VERSIONS = 50


def pages(articles: int, versions: int, *, amended: float = 0.02) -> list[bytes]:
    """A code of random words, each version with a share of its articles written anew."""
    chance = random.Random(SEED)  # noqa: S311  # the same pages every time
    letters = "абвгдежзийклмнопрстуфхцчшщыьэюя"
    stock = ["".join(chance.choices(letters, k=chance.randint(2, 12))) for _ in range(6_000)]

    def one(number: int) -> str:
        return f'<p id="z{number}"><b>Статья {number}.</b> {" ".join(chance.choices(stock, k=60))}</p>'

    page = [one(number) for number in range(articles)]
    made = []
    for _ in range(versions):
        made.append(("<html><body>" + "\n".join(page) + "</body></html>").encode())
        for number in chance.sample(range(articles), max(1, round(articles * amended))):
            page[number] = one(number)
    return made


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.binary(max_size=400) | st.binary(max_size=40).map(lambda b: b * 30), min_size=1, max_size=8)
)
def test_every_byte_comes_back(tmp_path_factory: pytest.TempPathFactory, sequence: list[bytes]) -> None:
    """Whatever came, in whatever order, is given back as it came."""
    path = tmp_path_factory.mktemp("bodies") / "lex.db"
    with open_writer(path) as store:
        source = add_source(store)
        for body, now in zip(sequence, days(), strict=False):
            store.keep_snapshot(source, capture(body, now))
        for body in sequence:
            assert body == store.queries.body(body_sha256(body))
        assert len(set(sequence)) == store._db.number("select count(*) from bodies")
        assert len(sequence) == store._db.number("select count(*) from snapshots")


def kept_bytes(path: Path, articles: int, versions: int) -> tuple[int, int]:
    """(raw bytes, pages of the table of bodies in bytes) after so many versions."""
    made = pages(articles, versions)
    with open_writer(path) as store:
        source = add_source(store)
        for body, now in zip(made, days(), strict=False):
            store.keep_snapshot(source, capture(body, now))
    with open_reader(path) as queries:
        for body in (made[0], made[versions // 2], made[-1]):
            assert body == queries.body(body_sha256(body))
    return sum(map(len, made)), path.stat().st_size


def test_a_small_code_costs_little_too(tmp_path: Path) -> None:
    """A fifteenth of the raw bytes, though a fixed share of the file is its own empty tables."""
    raw, kept = kept_bytes(tmp_path / "lex.db", articles=200, versions=VERSIONS)
    assert kept < raw / 15


def test_fifty_versions_of_a_large_code_fit_in_3_mb(tmp_path: Path) -> None:
    """76 MB of pages, 2% of the articles amended each time: at most 3 MB for the whole file."""
    raw, kept = kept_bytes(tmp_path / "lex.db", articles=1_650, versions=VERSIONS)
    assert raw > 76_000_000
    assert kept <= 3_000_000


def test_chains_are_bounded(tmp_path: Path) -> None:
    """Every so many bodies one stands alone: the last is not read through all before it."""
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        for body, now in zip(pages(10, bodies.KEY_EVERY + 2), days(), strict=False):
            store.keep_snapshot(source, capture(body, now))
        depths = [row[0] for row in store._db.all("select depth from bodies order by id")]
    assert [*range(bodies.KEY_EVERY), 0, 1] == depths


def test_an_error_page_does_not_break_the_likeness(tmp_path: Path) -> None:
    """Between two captures of a code stands a page of an outage: the later one still leans on the earlier code."""
    before, after = pages(50, 2)
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        for body, status in ((before, 200), (b"<h1>Service unavailable</h1>" * 6, 503), (after, 200)):
            store.keep_snapshot(source, capture(body, status=status))
        codecs = [row[0] for row in store._db.all("select codec from bodies order by id")]
    assert ["zstd", "zstd", "zstd-prefix"] == codecs


def test_the_same_bytes_are_kept_once_and_seen_twice(tmp_path: Path) -> None:
    """Two captures of one body are two pieces of evidence and one body."""
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        first, second = (
            store.keep_snapshot(source, capture(b"law", now)) for now, _ in zip(days(), "ab", strict=False)
        )
        assert first.body_sha256 == second.body_sha256
        assert first.hash == second.previous_hash
        assert (second, first) == store.queries.snapshots(source)
    assert 1 == examine(tmp_path / "lex.db").bodies


def test_a_frame_never_makes_more_than_its_row_says() -> None:
    """A row that lies about its size costs no memory: reading stops one byte after what it says."""
    packed = bodies.pack(b"0" * 1_000_000)
    with pytest.raises(Damaged, match="has 11 bytes and says 10"):
        bodies.unpack(packed.codec, packed.data, 10, None)
    with pytest.raises(Damaged, match="says that it has"):
        bodies.unpack(packed.codec, packed.data, bodies.MAX_SIZE + 1, None)


def test_a_body_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Asking for unknown bytes is an answer in words."""
    with open_writer(tmp_path / "lex.db") as store, pytest.raises(Missing, match="no body"):
        store.queries.body("0" * 64)


def test_a_damaged_past_does_not_keep_the_present_out(tmp_path: Path) -> None:
    """New bytes are kept, standing alone, though those before them can no longer be read."""
    before, after = pages(50, 2)
    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        store.keep_snapshot(source, capture(before, NOON))
        store._db.run("update bodies set data = zeroblob(100)")
        snapshot = store.keep_snapshot(source, capture(after, NOON))
        assert after == store.queries.body(snapshot.body_sha256)
