"""A document becomes a plain tree: bounded, without namespaces, comments and entities."""

import html
import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.normal import fold_space
from scraper.page import Page

MAX_BYTES = 20 * 2**20  # the largest consolidated act known (a title of a national code) has about 15 MB
MAX_ELEMENTS = 1_500_000  # a 20 MB document of short elements; past it memory, not law, is the limit
MAX_NESTING = 200  # law nests under 30 deep, tables and inline markup included

_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_NESTING + 1)})")
_ELEMENTS = etree.XPath("count(//*)")
_DATE = re.compile(r"(\d{4})(?:[^\d]{1,3}(\d{1,2})(?:[^\d]{1,3}(\d{1,2}))?|(\d{2})(\d{2}))?")

_NAMED = re.compile(rb"&[A-Za-z][A-Za-z0-9]{1,30};")
_XML_NAMES = frozenset({b"&amp;", b"&lt;", b"&gt;", b"&quot;", b"&apos;"})
HEAD = 200  # bytes in which a document declares that it is XML

Element: TypeAlias = etree._Element  # noqa: SLF001 (lxml has no public name for it)


def plain_tree(page: Page) -> Element:
    """The document with local names only; raises TooComplex or UnknownFormat, in words."""
    if len(page.body) > MAX_BYTES:
        raise TooComplex(
            f"The document has {len(page.body)} bytes; at most {MAX_BYTES} are read.",
            "Fetch the act in parts, if its publisher offers them.",
        )
    # In place: a copy would need the memory of the largest documents twice, and nothing reads the tree after this.
    root = well_formed(page)
    if root is None:
        raise UnknownFormat("The document is no well-formed XML.", "Was it cut short on the way?")
    _bounded(root)
    _resolve_entities(root)
    etree.strip_tags(root, etree.ProcessingInstruction, etree.Comment)
    for element in root.iter(etree.Element):
        if "}" in str(element.tag):
            element.tag = local(element.tag)
        for name in element.keys():  # noqa: SIM118  # an element is no mapping: it iterates over its children
            if str(name).startswith("{") and (bare := local(name)) not in element.attrib:
                element.set(bare, element.attrib[name])
    return root


def well_formed(page: Page) -> Element | None:
    """The root element; a document whose only fault is a character's name that HTML knows (`&nbsp;`) is read, too."""
    if page.xml is not None:
        return page.xml
    if b"&" not in page.body or b"<?xml" not in page.body[:HEAD] or len(page.body) > MAX_BYTES:
        return None
    named = _NAMED.sub(_character, page.body)
    if named == page.body:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(named, parser)
    except etree.XMLSyntaxError:
        return None


def _character(found: re.Match[bytes]) -> bytes:
    text = html.unescape(found[0].decode("ascii"))
    if found[0] in _XML_NAMES or len(text) != 1:
        return found[0]
    return f"&#{ord(text)};".encode()


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


def strings(found: object) -> list[str]:
    """The words of what an expression found, empty ones left out."""
    items = found if isinstance(found, list) else [found]
    texts = [_spaced(i) if isinstance(i, Element) else fold_space(str(i)) for i in items]
    return [t for t in texts if t]


def _spaced(element: Element) -> str:
    """Words of an element; parts of a date stand in elements of their own without white space between."""
    return (
        " ".join(" ".join(pieces(element)).split()) if len(element) and not element.text else words(element)
    )


def iso_date(text: str | None) -> str | None:
    """A date as such data print it (2003-08-13, 20030813, 2003 8 13) in ISO 8601; None where it is none."""
    found = _DATE.search(text or "")
    if not found:
        return None
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    parts = [year, *(f"{int(p):02}" for p in (month, day) if p)]
    return "-".join(parts)


def _bounded(root: Element) -> None:
    if _TOO_DEEP(root):
        raise TooComplex(
            f"Its elements nest more than {MAX_NESTING} deep.", "No law does: is this an attack?"
        )
    if float(str(_ELEMENTS(root))) > MAX_ELEMENTS:
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
