"""Which element of a document is what, decided before the walk.

Labels may stand before their unit (`<DT>1.</DT><DD>…`), headings above it, notes at the end of the document;
so all of them are found first, and the walk only looks them up.
"""

import math
import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from db.law import Status
from scraper.formats.labels import TO_SUPERSCRIPT
from scraper.formats.labels import number_of
from scraper.formats.xml_model import Unit
from scraper.formats.xml_model import XmlDialect
from scraper.formats.xml_paths import LEADING
from scraper.formats.xml_paths import Path
from scraper.formats.xml_paths import beginning
from scraper.formats.xml_paths import compiled
from scraper.formats.xml_paths import elements
from scraper.formats.xml_paths import texts
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import words
from scraper.normal import fold_space
from scraper.provisions import Node

ROLES = ("outside", "noise", "note", "quoted", "block", "spaced", "superscript")
SILENT = frozenset({"note", "noise", "outside"})  # whose words are no words of the unit around them
_NAME = re.compile(r"[\w.-]+")


@dataclass(slots=True)
class Found:
    """A unit of the document, before it has its place in the tree."""

    rule: Unit
    node: Node
    level: float = 0.0
    scope: Element | None = None  # of a flat unit: the element at whose end it ends, too


class Sorted:
    """The answer for every element: its role, the unit it is, the part of a unit it is."""

    def __init__(self, root: Element, dialect: XmlDialect) -> None:
        self.root = root
        self.dialect = dialect
        self._by_name: dict[str, str] = {}
        self._by_element: dict[Element, str] = {}
        for role in ROLES:
            self._give(role, getattr(dialect, role))
        self.units: dict[Element, Found] = {}
        self.parts: dict[Element, tuple[str, Node]] = {}  # "label" or "heading", and of which unit
        self.pointers: dict[Element, str] = {}  # elements that point at a note, and its words
        self._no_units = set(self._inside(("outside", "noise", "note", "quoted")))
        for rule in dialect.unit:
            self._find_units(rule)
        self._find_note_refs()

    def role(self, element: Element) -> str | None:
        """What the dialect says of this element, or None: it is inline."""
        return self._by_element.get(element) or self._by_name.get(str(element.tag))

    def _give(self, role: str, patterns: Iterable[str]) -> None:
        for pattern in patterns:
            if _NAME.fullmatch(pattern):
                self._by_name.setdefault(pattern, role)
            else:
                for element in elements(pattern, self.root):
                    self._by_element.setdefault(element, role)

    def _inside(self, roles: tuple[str, ...]) -> Iterator[Element]:
        """Elements that stand within one of these roles; such elements are never units."""
        names = [name for name, role in self._by_name.items() if role in roles]
        tops = list(self.root.iter(*names)) if names else []
        tops += [element for element, role in self._by_element.items() if role in roles]
        for top in tops:
            if self.role(top) in roles:
                yield from top.iterdescendants()

    def _find_units(self, rule: Unit) -> None:
        starts = re.compile(rule.starts) if rule.starts else None
        parts = _Parts(rule)
        for element in elements(rule.match, self.root):
            if element in self.units or element in self._no_units:
                continue
            printed = starts.match(self._beginning(element)) if starts else None
            if starts and not printed:
                continue
            found = Found(rule, Node(rule.kind))
            self.units[element] = found
            if printed:
                found.node.label = fold_space(printed[0])
            parts.read(element, found, self)

    def _beginning(self, element: Element) -> str:
        """The first words of an element that are its own, enough to see a printed number."""
        if len(element) and any(self.role(child) in SILENT for child in element.iterchildren()):
            return self._own_words(element)[:LEADING]
        return beginning(element)

    def _find_note_refs(self) -> None:
        refs = self.dialect.note_refs
        if refs is None:
            return
        notes: dict[str, str] = {}
        ids, ref = compiled([refs.id]), compiled([refs.ref])
        for element in elements(refs.notes, self.root):
            for key in texts(ids, element):
                notes.setdefault(key, words(element))
            self._by_element[element] = "referred"
        for element in elements(refs.match, self.root):
            key = next(texts(ref, element), "").removeprefix("#")
            self.pointers[element] = notes.get(key, "")

    def taken(self, paths: list[Path], element: Element, node: Node, part: str) -> str:
        """The words at these expressions; elements among them leave the text and become this part."""
        said = []
        for path in paths:
            for item in path(element):
                if isinstance(item, Element):
                    self.parts.setdefault(item, (part, node))
                    said.append(self._own_words(item))
                else:
                    said.append(fold_space(item))
        return " ".join(filter(None, said))

    def _own_words(self, element: Element) -> str:
        """Words of an element without those of notes and noise in it."""
        if not len(element) and element not in self.pointers and self.role(element) not in SILENT:
            return fold_space(self.shown(element, element.text))
        out: list[str] = []
        walker = etree.iterwalk(element, events=("start", "end"))
        silent = 0
        for event, at in walker:
            hidden = at in self.pointers or self.role(at) in SILENT
            if event == "start":
                silent += hidden
                out.append("" if silent else self.shown(at, at.text))
            else:
                silent -= hidden
                if at is not element and not silent:
                    out.append(at.tail or "")
                    if self.role(at) in {"spaced", "block"}:
                        out.append(" ")
        return fold_space("".join(out))

    def shown(self, element: Element, text: str | None) -> str:
        """Text as it is read; digits set high stay apart from those before them."""
        if text and self.role(element) == "superscript" and text.strip().isdecimal():
            return text.strip().translate(TO_SUPERSCRIPT)
        return text or ""


class _Parts:
    """The expressions of one rule, compiled once."""

    def __init__(self, rule: Unit) -> None:
        self.rule = rule
        self.label, self.heading = compiled(rule.label), compiled(rule.heading)
        self.num, self.anchor = compiled(rule.num), compiled(rule.anchor)
        self.name = compiled([rule.name] if rule.name else [])
        self.repealed = etree.XPath(f"boolean({rule.repealed})") if rule.repealed else None
        self.not_yet = etree.XPath(f"boolean({rule.not_yet})") if rule.not_yet else None
        self.level = etree.XPath(f"number({rule.level})") if rule.level else None
        self.split = re.compile(rule.split) if rule.split else None
        self.kinds = [(re.compile(pattern), kind) for pattern, kind in rule.kinds]

    def read(self, element: Element, found: Found, into: Sorted) -> None:
        node = found.node
        if self.label and not node.label:
            node.label = into.taken(self.label, element, node, "label")
        if self.heading:
            node.heading = into.taken(self.heading, element, node, "heading") or None
        if self.split and (cut := self.split.match(node.label)):
            node.label, node.heading = (
                fold_space(cut["label"]),
                fold_space(cut["heading"] or "") or node.heading,
            )
        if self.num:
            node.num = next(filter(None, map(number_of, texts(self.num, element))), None)
        node.num = node.num or number_of(node.label)
        if self.name and not (node.num and node.label):
            name = next(texts(self.name, element), "")
            node.num = node.num or name.casefold() or None
            node.label = node.label or name
        if self.anchor:
            node.anchor = next(texts(self.anchor, element), None)
        place = self._kind(node)
        if self.repealed and self.repealed(element):
            node.status = Status.REPEALED
        elif self.not_yet and self.not_yet(element):
            node.status = Status.NOT_YET
        node.series = self.rule.series
        node.basic = None if self.rule.basic == "if_alone" else self.rule.basic
        level = float(str(self.level(element))) if self.level else float(place)
        found.level = 0.0 if math.isnan(level) else level

    def _kind(self, node: Node) -> int:
        for place, (pattern, kind) in enumerate(self.kinds, 1):
            if pattern.search(node.label) or (not node.label and pattern.search(node.heading or "")):
                node.kind = kind
                return place
        return len(self.kinds) + 1
