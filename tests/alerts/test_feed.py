"""Atom feeds: stable ids, sound XML whatever the words, bounded, replaced in one step."""

from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from alerts import feed
from alerts.feed import FeedEntry
from alerts.feed import FeedFacts
from alerts.feed import add_to_file
from alerts.feed import feed_xml

NOW = datetime(2025, 7, 20, 1, 12, tzinfo=UTC)
FACTS = FeedFacts("kazakhstan", "Kazakhstan: changes of the law", "https://profiles.example.org/kazakhstan")
NAMES = {"a": feed.ATOM}


def entry(uid: str, **other: str) -> FeedEntry:
    return FeedEntry(
        uid, other.get("title", f"Title {uid}"), NOW, other.get("html", "<p>words</p>"), other.get("url")
    )


def read(path: Path) -> etree._Element:
    return etree.fromstring(path.read_bytes())


def test_a_feed_has_what_the_standard_asks_for(tmp_path: Path) -> None:
    """RFC 4287: id, title, updated and author of the feed; id, title, updated of each entry."""
    add_to_file(tmp_path / "feed.xml", FACTS, [entry("u1", url="https://law.example.org/K1#z205")])
    root = read(tmp_path / "feed.xml")

    assert "tag:lexwatch.invalid,2026:kazakhstan" == root.findtext("a:id", None, NAMES)
    assert "lexwatch" == root.findtext("a:author/a:name", None, NAMES)
    assert "2025-07-20T01:12:00Z" == root.findtext("a:updated", None, NAMES)
    assert "tag:lexwatch.invalid,2026:kazakhstan/u1" == root.findtext("a:entry/a:id", None, NAMES)
    assert "<p>words</p>" == root.findtext("a:entry/a:content", None, NAMES)
    assert ["https://law.example.org/K1#z205"] == root.xpath("a:entry/a:link/@href", namespaces=NAMES)


def test_an_entry_written_twice_is_one_and_the_newest_comes_first(tmp_path: Path) -> None:
    """At least once never shows as twice."""
    for uid in ("u1", "u2", "u1"):
        add_to_file(tmp_path / "feed.xml", FACTS, [entry(uid)])

    assert ["Title u1", "Title u2"] == [
        one.findtext("a:title", None, NAMES) for one in read(tmp_path / "feed.xml").findall("a:entry", NAMES)
    ]
    assert [tmp_path / "feed.xml"] == list(tmp_path.iterdir())


def test_a_feed_keeps_a_bounded_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed is news; the database is the memory."""
    monkeypatch.setattr(feed, "MAX_ENTRIES", 3)
    for number in range(6):
        add_to_file(tmp_path / "feed.xml", FACTS, [entry(f"u{number}")])

    assert ["Title u5", "Title u4", "Title u3"] == read(tmp_path / "feed.xml").xpath(
        "a:entry/a:title/text()", namespaces=NAMES
    )


def test_a_feed_that_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    """Somebody's file is never overwritten for being in our way."""
    (tmp_path / "feed.xml").write_text("<feed", encoding="utf-8")

    add_to_file(tmp_path / "feed.xml", FACTS, [entry("u1")])

    assert "<feed" == (tmp_path / "feed.xml.unreadable").read_text(encoding="utf-8")
    assert 1 == len(read(tmp_path / "feed.xml").findall("a:entry", NAMES))


def test_a_failed_write_leaves_the_old_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk loses nothing that was there before."""
    add_to_file(tmp_path / "feed.xml", FACTS, [entry("u1")])
    before = (tmp_path / "feed.xml").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        add_to_file(tmp_path / "feed.xml", FACTS, [entry("u2")])

    assert before == (tmp_path / "feed.xml").read_bytes()
    assert [tmp_path / "feed.xml"] == list(tmp_path.iterdir())


@given(st.text(), st.text())
def test_whatever_the_words_the_feed_is_sound(words: str, url: str) -> None:
    """XML has characters that it cannot carry; titles of strangers have them all."""
    root = etree.fromstring(feed_xml(FACTS, [entry(words, title=words, html=words, url=f"javascript:{url}")]))

    assert 1 == len(root.findall("a:entry", NAMES))
    assert [] == root.xpath("a:entry/a:link", namespaces=NAMES)


def test_an_empty_feed_says_the_same_at_every_request() -> None:
    """It was never updated; a reader that asks every hour is not told of news that are none."""
    assert b"<updated>1970-01-01T00:00:00Z</updated>" in feed_xml(FACTS, [])
