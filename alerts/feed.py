"""Atom feeds (RFC 4287): written whole beside the old one and put in its place in one step.

Readers know entries by their ids, so an alert written twice is one entry. Control characters, which XML cannot
carry, are gone before ElementTree escapes the rest; only http(s) addresses become links.
"""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from alerts import clean

ATOM = "http://www.w3.org/2005/Atom"
# A tag: id needs a name that its maker holds; nobody can ever hold one under .invalid, so no other ids clash.
AUTHORITY = "lexwatch.invalid,2026"
NOTHING_YET = "1970-01-01T00:00:00Z"  # when an empty feed was updated: it says the same at every request
MAX_ENTRIES = 200  # kept in a file; a feed is news, the database is the memory
MAX_FEED = 20_000_000  # bytes of an existing file that we read again; ours are far smaller
_MAX_CONTENT = 60_000  # characters of one entry's HTML

_TOO_LONG = "<p>[…] Cut: too long for a feed. The whole: <code>lexwatch alerts list</code></p>"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One alert in a feed."""

    uid: str
    title: str
    updated: datetime
    html: str  # a fragment, escaped already; goes in as text of type "html"
    url: str | None = None
    published: datetime | None = None  # None: as updated


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """The feed itself."""

    key: str  # what it is a feed of: a profile's key, "act/kz/criminal-code" ...
    title: str
    url: str | None = None  # the page that it tells about
    self_url: str | None = None


def tag(path: str) -> str:
    """The stable id of a feed or an entry."""
    return f"tag:{AUTHORITY}:{quote(path, safe='/-._~')}"


def feed_xml(facts: FeedFacts, entries: Sequence[FeedEntry]) -> bytes:
    """A whole feed, in the order given; its date is that of its newest entry."""
    return _bytes(_feed(facts, [_entry(facts, one) for one in entries]))


def add_to_file(path: Path, facts: FeedFacts, entries: Sequence[FeedEntry]) -> None:
    """Put entries on top of the feed in `path`, dropping the oldest over MAX_ENTRIES. Raises OSError."""
    fresh = [_entry(facts, one) for one in entries]
    ids = {_child(one, "id") for one in fresh}
    kept = [one for one in _existing(path) if _child(one, "id") not in ids]
    _replace(path, _bytes(_feed(facts, [*fresh, *kept][:MAX_ENTRIES])))


def _existing(path: Path) -> list[ET.Element]:
    """The entries of the file so far. What cannot be read is set aside, not overwritten."""
    if not path.exists():
        return []
    root = None
    if path.stat().st_size <= MAX_FEED:
        with contextlib.suppress(ET.ParseError):
            root = ET.fromstring(path.read_bytes())  # noqa: S314 - our own file
    if root is None:
        path.replace(path.with_name(f"{path.name}.unreadable"))
        return []
    return root.findall(f"{{{ATOM}}}entry")


def _feed(facts: FeedFacts, entries: Sequence[ET.Element]) -> ET.Element:
    root = ET.Element(f"{{{ATOM}}}feed")
    _add(root, "id", tag(facts.key))
    _add(root, "title", clean.line(facts.title) or "lexwatch")
    _add(root, "updated", max((_child(one, "updated") for one in entries), default=NOTHING_YET))
    _add(ET.SubElement(root, f"{{{ATOM}}}author"), "name", "lexwatch")
    _link(root, "alternate", facts.url)
    _link(root, "self", facts.self_url)
    root.extend(entries)
    return root


def _entry(facts: FeedFacts, one: FeedEntry) -> ET.Element:
    entry = ET.Element(f"{{{ATOM}}}entry")
    _add(entry, "id", tag(f"{facts.key}/{one.uid}"))
    _add(entry, "title", clean.line(one.title) or "lexwatch")
    _add(entry, "updated", _time(one.updated))
    _add(entry, "published", _time(one.published or one.updated))
    _link(entry, "alternate", one.url)
    html = one.html if len(one.html) <= _MAX_CONTENT else _TOO_LONG
    _add(entry, "content", clean.block(html)).set("type", "html")
    return entry


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = text
    return child


def _link(parent: ET.Element, rel: str, url: str | None) -> None:
    safe = clean.link(url)
    if safe:
        ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": safe})


def _child(parent: ET.Element, name: str) -> str:
    return parent.findtext(f"{{{ATOM}}}{name}") or ""


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _bytes(root: ET.Element) -> bytes:
    ET.register_namespace("", ATOM)
    ET.indent(root)
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _replace(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, put in place: a reader sees the old feed or the new one, never a half."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)  # noqa: PTH101 - mkstemp gave a name
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
