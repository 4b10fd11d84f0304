"""A document becomes a plain tree: bounded, without namespaces, comments and entities."""

import copy
import html
import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.page import Page

MAX_BYTES = 20 * 2**20  # the largest consolidated act known (a title of a national code) has about 15 MB
MAX_ELEMENTS = 1_500_000  # a 20 MB document of short elements; past it memory, not law, is the limit
MAX_NESTING = 200  # law nests under 30 deep, tables and inline markup included

Element: TypeAlias = etree._Element  # noqa: SLF001 (lxml has no public name for it)


def plain_tree(page: Page) -> Element:
    """The document with local names only; raises TooComplex or UnknownFormat, in words."""
    if len(page.body) > MAX_BYTES:
        raise TooComplex(
            f"The document has {len(page.body)} bytes; at most {MAX_BYTES} are read.",
            "Fetch the act in parts, if its publisher offers them.",
        )
    if page.xml is None:
        raise UnknownFormat("The document is no well-formed XML.", "Was it cut short on the way?")
    _bounded(page.xml)
    root = copy.deepcopy(page.xml)
    _resolve_entities(root)
    etree.strip_tags(root, etree.ProcessingInstruction, etree.Comment)
    for element in root.iter(etree.Element):
        element.tag = local(element.tag)
        for name in [n for n in element.attrib if str(n).startswith("{")]:
            if local(name) not in element.attrib:
                element.attrib[local(name)] = element.attrib[name]
    return root


def local(name: object) -> str:
    """A name without its namespace."""
    return str(name).rpartition("}")[2]


def pieces(element: Element) -> Iterator[str]:
    """The text of an element, piece by piece, in document order."""
    return map(str, element.itertext())


def words(element: Element) -> str:
    """All text of an element, white space folded."""
    return " ".join("".join(pieces(element)).split())


def namespaces(root: Element) -> frozenset[str]:
    """Namespaces declared at the root, its own included."""
    return frozenset(str(n) for n in root.nsmap.values())


def _bounded(root: Element) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_NESTING:
            raise TooComplex(
                f"Its elements nest more than {MAX_NESTING} deep.", "No law does: is this an attack?"
            )
        if count > MAX_ELEMENTS:
            raise TooComplex(f"It has more than {MAX_ELEMENTS} elements.", "Fetch the act in parts.")


def _resolve_entities(root: Element) -> None:
    """Names that HTML knows become their characters; an entity the document declares itself is refused."""
    for entity in list(root.iter(etree.Entity)):
        name = str(entity.text or "")
        text = html.unescape(name)
        if text == name or not re.fullmatch(r"&\w+;", name):
            raise TooComplex(
                f"The document uses the entity {name[:40]}, which it declares itself.",
                "Entities of one's own can blow up or reach out, so they stay unread.",
            )
        _put_in_place(entity, text)


def _put_in_place(node: Element, text: str) -> None:
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    text += node.tail or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    node.tail = None
    parent.remove(node)
