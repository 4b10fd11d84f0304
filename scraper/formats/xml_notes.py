"""What notes and the publisher's own data say of amendments: read by grammar, aimed by where they stand."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from db.law import Effective
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from scraper.formats.xml_model import Event
from scraper.formats.xml_model import XmlDialect
from scraper.formats.xml_paths import elements
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import iso_date
from scraper.formats.xml_tree import strings
from scraper.notes import read_note
from scraper.notes.actions import changes_words
from scraper.provisions import Node

CACHED = 4_096  # texts of notes; an amending act leaves the same note at every unit it touched
MAX_STEPS = 4  # from a reference to the words that stand for it: period, interval, event, date
MAX_EVENTS = 20_000  # of one document; a code of five thousand articles has had fewer amendments
MAX_ID = 200  # characters of an identifier
# Scopes that are aimed at something else than the unit in which the note stands.
_NOT_HERE = frozenset({"whole text"})


@lru_cache(maxsize=CACHED)
def note_of(raw: str, country: str | None, language: str | None) -> Note:
    """The note read by the grammar of its country."""
    return read_note(raw, country=country, language=language)


def in_force_from(note: Note, day: str | None) -> Note:
    """The note with the day that the publisher's data give for it, where the note itself gives none."""
    date = iso_date(day)
    if not date:
        return note
    dated = Effective("date", date=date)
    return replace(note, events=tuple(replace(e, effective=e.effective or dated) for e in note.events))


def aim(roots: Iterable[Node]) -> None:
    """Gives every note that names no unit the one it stands at."""
    todo: list[tuple[Node, Node | None, Node | None]] = [(root, None, None) for root in roots]
    while todo:
        node, basic, part = todo.pop()
        if basic is None and node.is_basic:
            basic = node
        elif basic is not None and part is None:
            part = node
        if node.notes:
            node.notes = [_aimed(note, node, basic, part) for note in node.notes]
        todo += [(child, basic, part) for child in node.children]


def _aimed(note: Note, node: Node, basic: Node | None, part: Node | None) -> Note:
    target = note.target
    if not note.events or target.number or target.unit == "act" or target.scope in _NOT_HERE:
        return note
    unit = basic or node
    item = node.num if part is not None and node is not part else None
    return replace(
        note,
        target=replace(
            target,
            unit=unit.kind,
            number=unit.num,
            part=target.part or (part.num if part else None),
            item=target.item or item,
            scope="unit" if target.scope in {None, "preceding paragraph"} else target.scope,
        ),
    )


class Data:
    """The events that stand in the publisher's data, each with the anchor or the element it belongs to."""

    def __init__(self, root: Element, dialect: XmlDialect) -> None:
        self._root = root
        self._meanings = dict(self._pairs(dialect)) if dialect.event else {}
        self.events = tuple(self._read(dialect.event))

    def put(self, nodes: Mapping[Element, Node], act: list[Note]) -> None:
        """Each event as a note at the unit it names, else at the one around it, else on the act."""
        if not self.events:
            return
        anchored = {node.anchor: node for node in nodes.values() if node.anchor}
        told: set[tuple[int, Note]] = set()
        for anchors, element, note in self.events:
            at = [node for a in anchors if (node := _anchored(anchored, a)) is not None]
            if not at:
                at = [nodes[e] for e in (element, *element.iterancestors()) if e in nodes][:1]
            for notes in [node.notes for node in at] or [act]:
                if (id(notes), note) not in told:
                    told.add((id(notes), note))
                    notes.append(note)

    def _pairs(self, dialect: XmlDialect) -> Iterator[tuple[str, str]]:
        for rule in reversed(dialect.lookup):  # the first that names an identifier holds
            ids, value = etree.XPath(rule.id), etree.XPath(rule.value)
            for element in elements(rule.match, self._root):
                said = next(iter(strings(value(element))), "")
                for name in strings(ids(element)):
                    yield name[:MAX_ID], said

    def _read(self, rules: Iterable[Event]) -> Iterator[tuple[tuple[str, ...], Element, Note]]:
        count = 0
        for rule in rules:
            at = [etree.XPath(e) for e in rule.at]
            for element in elements(rule.match, self._root):
                count += 1
                if count > MAX_EVENTS:
                    return
                note = self._note(rule, element)
                if note is not None:
                    yield tuple(a.removeprefix("#") for e in at for a in strings(e(element))), element, note

    def _note(self, rule: Event, element: Element) -> Note | None:
        says = self._first(rule.says, element) or ""
        action = next((name for pattern, name in rule.action if re.search(pattern, says)), None)
        if action is None:
            return None
        link = self._first(rule.link, element)
        uri = (re.search(rule.uri, link) if rule.uri and link else None) or re.search("", "")
        in_uri: Mapping[str, str | None] = uri.groupdict() if uri else {}
        number = self._first(rule.number, element) or in_uri.get("number")
        date = iso_date(self._first(rule.date, element) or in_uri.get("date"))
        effective = iso_date(self._first(rule.effective, element))
        if not number and not date:
            return None
        event = NoteEvent(
            action=action,
            act_type=in_uri.get("type"),
            act_number=number,
            date=date,
            effective=Effective("date", date=effective) if effective else None,
            link=link if link and link.startswith(("http://", "https://")) else None,
        )
        printed = (says or action, number if link is None else link, effective)
        raw = " ".join(filter(None, printed))
        return Note(raw, NoteTarget(), (event,), changes_words((action,)))

    def _first(self, expressions: Iterable[str], element: Element) -> str | None:
        found = next((text for e in expressions for text in strings(element.xpath(e))), None)
        for _ in range(MAX_STEPS):
            if not found or not found.startswith("#") or found[1:] not in self._meanings:
                break
            found = self._meanings[found[1:]]
        return found or None


def _anchored(nodes: Mapping[str, Node], anchor: str) -> Node | None:
    """The unit with this identifier, or the nearest one around it: `art_1__para_2__content` is in `art_1__para_2`."""
    for _ in range(MAX_STEPS):
        if anchor in nodes:
            return nodes[anchor]
        anchor = anchor.rpartition("__")[0]
    return None
