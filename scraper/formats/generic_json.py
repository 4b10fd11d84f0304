"""JSON of no known publisher: keys are read as names of elements, lists as repeated elements, then as XML is read."""

import json
import re
from functools import lru_cache

from lxml import etree

from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.formats.element_names import singular
from scraper.formats.generic_xml import read_tree
from scraper.formats.xml_tree import MAX_BYTES
from scraper.formats.xml_tree import MAX_ELEMENTS
from scraper.formats.xml_tree import MAX_NESTING
from scraper.formats.xml_tree import Element
from scraper.page import Draft
from scraper.page import Page

MAX_KEY = 60  # characters of a key that become the name of an element
_NO_NAME = re.compile(r"[^\w.-]+")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# What programs keep beside the law and no reader of the law reads.
_MACHINE = re.compile(
    r"(?:^|_)(?:id|uuid|guid|hash|checksum|md5|sha\d*|etag|url|uri|href|slug|created|updated|modified)(?:$|_|At$)"
    r"|Id$|Url$|At$",
    re.IGNORECASE,
)


class GenericJson:
    """The reader of last resort for JSON."""

    name = "json"
    version = 1

    def recognises(self, page: Page) -> str | None:
        """One JSON object or list."""
        text = page.text.lstrip("\ufeff \r\n\t")
        if text[:1] not in {"{", "["} or len(page.body) > MAX_BYTES:
            return None
        data = _parsed(text)
        if not isinstance(data, dict | list) or not data:
            return None
        return "it is JSON of no known publisher"

    def read(self, page: Page) -> Draft:
        """The law in these data; raises ExtractError."""
        data = _parsed(page.text.lstrip("\ufeff \r\n\t"))
        if not isinstance(data, dict | list):
            raise UnknownFormat("The document is no JSON.", "Was it cut short on the way?")
        keys = ", ".join(list(data)[:5]) if isinstance(data, dict) else f"a list of {len(data)}"
        return read_tree(page, tree_of(data), f"its keys are {keys[:200]}")


def _parsed(text: str) -> object:
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data


def tree_of(data: object) -> Element:
    """The data as a tree of elements; raises TooComplex past the bounds."""
    root = etree.Element("law")
    # Parents come off the stack before their children, and of one parent the children in order.
    todo: list[tuple[Element, str, object, int]] = [(root, "law", data, 0)]
    count = 1
    while todo:
        at, name, value, depth = todo.pop()
        if isinstance(value, dict | list):
            count += len(value)
        if depth > MAX_NESTING or count > MAX_ELEMENTS:
            raise TooComplex("The data are nested or repeated past any law.", "Fetch the act in parts.")
        if isinstance(value, dict):
            items = [(str(k), v) for k, v in value.items() if not _MACHINE.search(str(k))]
            made = [(etree.SubElement(at, _name(k)), k, v) for k, v in items]
            todo += [(e, k, v, depth + 1) for e, k, v in reversed(made)]
        elif isinstance(value, list):
            one = singular(name)
            each = [(etree.SubElement(at, _name(one)), v) for v in value]
            todo += [(e, one, v, depth + 1) for e, v in reversed(each)]
        elif isinstance(value, str):
            at.text = _NO_TEXT.sub("", value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            at.text = f"{value}"
    return root


@lru_cache(maxsize=4_096)
def _name(key: str) -> str:
    clean = _NO_NAME.sub("_", key[:MAX_KEY]).strip("._-")
    try:
        return etree.QName(clean).localname
    except ValueError:  # a letter that XML does not allow in a name, or not at its beginning
        return "_"
