"""Bytes in, law or a word of refusal out: the readers of XML and JSON never crash, hang or grow."""

import json
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree

from db.law import Reading
from scraper.blocks import size
from scraper.errors import ExtractError
from scraper.errors import TooComplex
from scraper.read import read

RECORDED = sorted((Path(__file__).parent / "invented_xml").glob("*.xml"))
QUICK = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
NAMES = [
    "article",
    "section",
    "num",
    "heading",
    "p",
    "b",
    "note",
    "chapter",
    "schedule",
    "item",
    "meta",
    "toc",
    "x",
    "条",
]
WORDS = [
    "Article 1",
    "Article 2. Bells",
    "1.",
    "(a)",
    "§ 3",
    "Bells ring.",
    "第一条",
    "Chapter 2",
    "\n",
    " ",
    "Repealed",
]


def tried(body: bytes, format_: str | None = None) -> Reading | None:
    """The reading, or None where the document was refused in words; anything else is a defect."""
    try:
        return read(body, format=format_)
    except ExtractError:
        return None


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A document with bytes changed, cut out or doubled."""
    body = bytearray(draw(st.sampled_from(RECORDED)).read_bytes())
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(body) - 1)), draw(st.integers(1, 60))
        change = draw(st.sampled_from(["set", "cut", "double"]))
        if change == "set":
            body[at] = draw(st.integers(0, 255))
        elif change == "cut" and len(body) > 200:
            del body[at : at + length]
        else:
            body[at:at] = body[at : at + length]
    return bytes(body)


def trees(depth: int = 4) -> st.SearchStrategy[str]:
    leaf = st.sampled_from(WORDS)
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda name, number, parts, tail: f'<{name} number="{number}">{"".join(parts)}</{name}>{tail}',
            st.sampled_from(NAMES), st.sampled_from(["", "1", "2a", "x"]), st.lists(inner, max_size=depth), leaf,
        ),
        max_leaves=25,
    )  # fmt: skip


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), st.text(max_size=30), st.sampled_from(WORDS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), inner, max_size=5)
    ),
    max_leaves=25,
)  # fmt: skip


@QUICK
@given(damaged())
def test_damaged_documents_are_read_or_refused(body: bytes) -> None:
    """One changed byte may break the markup; it never breaks the reader."""
    tried(body)
    tried(body, "xml")


@QUICK
@given(trees())
def test_any_well_formed_tree_is_read_or_refused(inside: str) -> None:
    """Whatever elements stand in whatever order, and the same bytes are the same law."""
    body = f"<?xml version='1.0'?><law>{inside}</law>".encode()
    assert tried(body) == tried(body)


@QUICK
@given(trees())
def test_no_word_of_a_tree_is_lost_or_doubled(inside: str) -> None:
    """Text, heading, note and noise hold all letters and figures of the document, once."""
    body = f"<?xml version='1.0'?><law>{inside}</law>".encode()
    reading = tried(body, "xml")
    if reading is None:
        return
    c = reading.coverage
    printed = size("".join(map(str, etree.fromstring(body).itertext())))
    assert printed <= c.text + c.heading + c.note + c.noise


@QUICK
@given(VALUES)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Numbers, nulls, odd keys, lists in lists."""
    tried(json.dumps(data).encode())
    tried(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"), "json")


@QUICK
@given(
    st.binary(max_size=400), st.sampled_from([b"<?xml version='1.0'?><law>", b'{"articles": [', b"[", b"<"])
)
def test_any_bytes_are_read_or_refused(rest: bytes, start: bytes) -> None:
    """What begins like data and goes on as anything."""
    tried(start + rest)


@pytest.mark.parametrize(
    "body",
    [
        b"<?xml version='1.0'?>" + b"<a>" * 50_000 + b"</a>" * 50_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"<?xml version='1.0'?><law>"
        + b"<article><num>1</num><p>x</p>" * 240
        + b"</article>" * 240
        + b"</law>",
        b"<?xml version='1.0'?><law " + b"a='1' " * 3 + b"/>",
    ],
)
def test_depth_is_refused_at_once(body: bytes) -> None:
    """No law nests that deep; nobody waits for it."""
    started = time.monotonic()
    assert tried(body) is None
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "unit",
    [
        "<article><num>Article {0}</num><p>Bells ring.</p></article>",
        "<p>Article {0}. Bells</p><p>They ring.</p>",
    ],
)
def test_time_grows_with_the_size_and_not_with_its_square(unit: str) -> None:
    """Four times the law takes less than nine times the time; a square would take sixteen."""

    def seconds(count: int) -> float:
        body = f"<?xml version='1.0'?><law>{''.join(unit.format(n) for n in range(1, count))}</law>".encode()
        started = time.process_time()
        assert tried(body)
        return time.process_time() - started

    seconds(200)
    assert seconds(3_200) < 9 * max(seconds(800), 0.02)


def test_memory_stays_in_proportion() -> None:
    """A note pointed at a thousand times is one note, and nothing keeps the document after reading."""
    body = RECORDED[0].read_bytes()
    tried(body)
    tracemalloc.start()
    for _ in range(30):
        tried(body)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 2_000_000


def test_data_past_the_bounds_are_refused() -> None:
    """Two million values are no act."""
    with pytest.raises(TooComplex):
        read(json.dumps({"articles": [[0] * 1_000] * 1_600}).encode())
