"""Charsets: the order of the rules, and that the rule is told."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.decode import decode
from scraper.decode import known

WORDS = "Статья 1. Об учёте тихих колоколов и о порядке их хранения в ночное время"


def test_a_byte_order_mark_beats_everything() -> None:
    """Whoever wrote the mark knew the charset; the header is the server's habit."""
    told = decode(codecs.BOM_UTF8 + WORDS.encode(), content_type="text/html; charset=windows-1251")

    assert (WORDS, "utf-8", "bom") == (told.text, told.charset, told.rule)


def test_the_header_beats_the_page() -> None:
    """A proxy that converts a page changes the header and not the `<meta>`."""
    page = f'<meta charset="utf-8"><p>{WORDS}'.encode("cp1251")

    told = decode(page, content_type="text/html; charset=windows-1251")

    assert ("cp1251", "header") == (told.charset, told.rule)
    assert WORDS in told.text


def test_latin_1_in_a_header_means_the_windows_page() -> None:
    """Browsers read ISO-8859-1 as windows-1252: quotes and dashes live in what latin-1 leaves empty."""
    told = decode("“Act” – 1".encode("cp1252"), content_type="text/html; charset=ISO-8859-1")

    assert ("“Act” – 1", "cp1252") == (told.text, told.charset)


def test_an_xml_declaration_is_believed() -> None:
    """It stands before any element and is meant for exactly this."""
    told = decode(f'<?xml version="1.0" encoding="windows-1251"?><a>{WORDS}</a>'.encode("cp1251"))

    assert "xml declaration" == told.rule
    assert WORDS in told.text


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>",
    ],
)
def test_a_meta_element_is_believed(meta: str) -> None:
    """Both spellings of the element."""
    told = decode(f"<html><head>{meta}</head><p>{WORDS}".encode("cp1251"))

    assert ("meta", True) == (told.rule, WORDS in told.text)


def test_a_meta_inside_a_comment_is_none() -> None:
    """An old line that someone put in a comment must not choose the charset."""
    told = decode(f"<!-- <meta charset=windows-1251> --><p>{WORDS}".encode())

    assert ("utf-8", "utf-8") == (told.charset, told.rule)


def test_the_source_says_it_where_nothing_else_does() -> None:
    """The profile may know of a server that never tells."""
    told = decode(f"<p>{WORDS}".encode("koi8-r"), declared="koi8-r")

    assert ("source", True) == (told.rule, WORDS in told.text)


def test_a_guess_is_called_a_guess() -> None:
    """The last way out, and it must be seen that it was taken."""
    told = decode((WORDS * 20).encode("cp1251"))

    assert ("guess", True) == (told.rule, WORDS in told.text)


def test_a_utf8_header_over_other_bytes_is_not_believed() -> None:
    """A text of nothing but replacement characters would look like a code rewritten in every article."""
    page = f'<meta charset="windows-1251"><p>{WORDS}'.encode("cp1251")

    assert "meta" == decode(page, content_type="text/html; charset=utf-8").rule


@pytest.mark.parametrize("name", ["hex", "rot13", "no-such-charset", "", "undefined\0"])
def test_what_is_no_charset_is_not_known(name: str) -> None:
    """Python has codecs that decode no text; a server's word must not reach them."""
    assert None is known(name)


@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=utf-16", "x; charset=shift_jis"]))
def test_any_bytes_decode(body: bytes, content_type: str | None) -> None:
    """Decoding never fails, whatever a server sends."""
    assert isinstance(decode(body, content_type=content_type).text, str)
