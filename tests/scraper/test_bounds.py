"""Hostile documents: refused with words, quickly, never a crash."""

import time

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from scraper.depth import MAX_BYTES
from scraper.errors import ExtractError
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.read import extractor
from scraper.read import read


@pytest.mark.parametrize("tag", ["div", "b", "font", "span", "x-y", "blockquote"])
def test_fifty_thousand_nested_elements_are_refused_before_parsing(tag: str) -> None:
    """A tree builder needs seconds for them; counting tags needs none."""
    started = time.monotonic()

    with pytest.raises(TooComplex, match="nests 50,000"):
        read(b"<html><body>" + f"<{tag}>".encode() * 50_000 + b"Article 1. Bells")
    assert time.monotonic() - started < 3


def test_a_page_past_the_size_is_refused() -> None:
    """No law is that long."""
    with pytest.raises(TooComplex, match="more than 20 MB"):
        read(b" " * (MAX_BYTES + 1))


def test_paragraphs_that_are_never_closed_are_no_depth() -> None:
    """Old portals leave every <p> and <li> open; browsers close them, and so do we."""
    page = "<ul>" + "".join(f"<li><p>Article {n}. Bells<p>They ring." for n in range(1, 4_000)) + "</ul>"

    assert 3_999 == sum(p.kind == "article" for p in read(page.encode()).provisions)


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_document_is_no_text(body: bytes) -> None:
    """Said as such, not as a law without articles."""
    with pytest.raises(ExtractError):
        read(body)


def test_nothing_is_called_empty() -> None:
    """The error of its own class."""
    with pytest.raises(NoText):
        read(b"")


def test_an_unknown_format_names_the_known() -> None:
    """A typing mistake in a profile is mended at once."""
    with pytest.raises(UnknownFormat) as told:
        read(b"<p>Article 1. Bells", format="adilett")

    assert "adilet" in told.value.hint


def test_the_extractor_has_a_version() -> None:
    """A stored reading of an older one is read again."""
    assert extractor("html").startswith("html/")


@pytest.mark.parametrize(
    "text",
    [
        "«" * 3000,
        "[" * 30_000,
        "*_" * 20_000,
        "Статья 1" + " - 1" * 20_000,
        "1" * 50_000 + ". x",
        "<" * 30_000,
        "<a id=" * 900,
        "(" * 20_000,
    ],
)
def test_pathological_text_takes_no_time(text: str) -> None:
    """No pattern may run away."""
    started = time.monotonic()

    for name in ("x.md", "x.txt", "x.html"):
        try:
            read((text + "\n\n").encode() * 3, file_name=name)
        except ExtractError:
            continue
    assert time.monotonic() - started < 6


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=300)
    | st.text(alphabet="<>/apdivh3 Статья 1.-«»\n#*[](){}§\"'&;", max_size=300).map(str.encode)
)
def test_any_bytes_give_law_or_an_error_in_words(body: bytes) -> None:
    """Bytes in, provisions or a sentence out."""
    try:
        reading = read(body)
    except ExtractError as e:
        assert e.what.endswith(".")  # noqa: PT017  # either outcome is right
    else:
        assert reading.provisions
