"""Charset, language and end of a document: faults that would look like a rewritten code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from suspects import CONTRACT
from suspects import DE
from suspects import EN
from suspects import KK
from suspects import LAW
from suspects import RU
from suspects import UK
from suspects import capture
from suspects import reading
from suspects import signals
from suspects import unread

from scraper.languages import other_language
from scraper.mojibake import misread
from scraper.plausible import Expectation
from scraper.plausible import doubts
from scraper.wholeness import torn


def test_look_alike_letters_are_no_wrong_charset() -> None:
    """Old typists mixed Latin letters into Cyrillic words; escapes of JSON glue letters to them."""
    typed = RU.replace("о", "o").replace("с", "c") * 3
    escaped = '{"text": "' + RU.replace(" ", "\\n") * 20 + '"}'

    assert misread(typed) is None
    assert ["no_provisions"] == unread(escaped)


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        (b"<html><body><p>a</p></body></html>", False),
        (b"<html><body><p>a</p><a hre", True),
        (b"<html><body><!-- note", True),
        (b"<html><body><script>var a = 1;", True),
        (b"<?xml version='1.0'?><law><art>1</art></law>", False),
        (b"<?xml version='1.0'?><law><art>1</art>", True),
        (b"<?xml version='1.0'?><!DOCTYPE law [<!ENTITY a 'b'>]><law/>", False),
        (b'{"articles": [{"n": 1}]}', False),
        (b'{"articles": [{"n": 1}', True),
        (b"%PDF-1.7 ... %%EOF\n", False),
        (b"%PDF-1.7 ...", True),
        (b"PK\x03\x04 ... PK\x05\x06 ...", False),
        (b"PK\x03\x04 ...", True),
        (b"# A code\n\nArticle 1. Where a < b", False),
        (b"", False),
    ],
)
def test_an_end_is_an_end(body: bytes, cut: bool) -> None:
    """Each kind of document shows in its own way that its end did not come."""
    assert cut == (torn(body, body.decode("latin-1")) is not None)


@pytest.mark.parametrize(
    ("words", "language", "doubted"),
    [(EN, "en", False), (RU, "ru", False), (UK, "uk", False), (KK, "kk", False), (DE, "de", False),
     (EN, "ru", True), (RU, "kk", True), (KK, "ru", True), (RU, "uk", True), (UK, "ru", True), (DE, "en", True),
     (EN, "de", True), (EN, "fr", True), (EN, "zh", True), (EN, "ru-KZ", True), (RU, "xx", False)],
)  # fmt: skip
def test_the_wrong_language_is_seen(words: str, language: str, doubted: bool) -> None:
    """The text itself says what it is in, whatever the page claims; of an unknown language nothing is said."""
    found = signals(doubts(capture(LAW), reading(words=words), Expectation(language=language), None))

    assert (["wrong_language"] if doubted else []) == found


@pytest.mark.parametrize("words", [RU, UK, DE + "Größe Übung äußern ", KK])
@pytest.mark.parametrize("read", ["cp1252", "latin-1"])
def test_utf8_read_as_something_else_is_seen(words: str, read: str) -> None:
    """A wrong charset is named before it looks like another language or a rewritten code."""
    garbled = (words * 5).encode().decode(read, "ignore")

    assert (
        "wrong_charset"
        == signals(doubts(capture(LAW), reading(words=garbled), Expectation(language="ru"), None))[0]
    )


@pytest.mark.parametrize(
    ("read", "true"), [("latin-1", "cp1251"), ("koi8-r", "cp1251"), ("cp1251", "koi8-r")]
)
def test_old_cyrillic_charsets_are_told_apart(read: str, true: str) -> None:
    """The letters are there, but scattered."""
    assert (read, true) == misread((RU * 5).encode(true).decode(read))


@given(st.text(max_size=400))
def test_no_text_breaks_the_look_at_letters(text: str) -> None:
    """Whatever comes, the answer is a word or nothing."""
    misread(text)
    other_language(text * 5, "ru")
    torn(text.encode(errors="ignore"), text)


def test_letters_that_could_not_be_decoded() -> None:
    """One in a name is an accident, one in a thousand is a fault."""
    one = LAW.replace("Ferrets", "Ferr\ufffdts", 1)
    many = LAW.replace("Ferrets", "Ferr\ufffdts")

    assert () == doubts(capture(one), reading(), CONTRACT, None)
    assert ["replacement_characters"] == signals(doubts(capture(many), reading(), CONTRACT, None))
