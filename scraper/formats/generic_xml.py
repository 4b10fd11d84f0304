"""XML of no known publisher: units by the names and numbers of elements, else by the grammar of headings.

Attributes are read only for the number of a unit and for what kind it is, so that ids, dates and hashes that are new
at every publication never make a change.
"""

import re
from dataclasses import replace

from db.law import Status
from scraper import outline as outlines
from scraper.editorial import sorted_out
from scraper.errors import NoProvisions
from scraper.facts import act_facts
from scraper.formats.language import by_letters
from scraper.formats.language import by_words
from scraper.formats.named_units import means
from scraper.formats.named_units import plan
from scraper.formats.xml_blocks import Blocks
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import local
from scraper.formats.xml_tree import plain_tree
from scraper.formats.xml_tree import well_formed
from scraper.formats.xml_tree import words
from scraper.outline import Ways
from scraper.page import Draft
from scraper.page import Page

NO_LAW = frozenset(
    {"html", "svg", "rss", "feed", "urlset", "sitemapindex", "rdf", "error", "opensearchdescription"}
)
HEAD = 2_000  # characters in which a document says that it is XML
MAX_TITLE = 600  # characters
_FIRST = re.compile(r"<([^\W\d][\w:.-]*)")
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|body|head|table|p|div|span|br|article|section|main)\b", re.IGNORECASE
)


class GenericXml:
    """The reader of last resort for XML."""

    name = "xml"
    version = 1

    def recognises(self, page: Page) -> str | None:
        """Well-formed XML that is no web page; or what begins as XML and is broken, so that nobody reads half of it."""
        head = page.text[:HEAD].lstrip("\ufeff \t\r\n")
        if not head.startswith("<"):
            return None
        root = well_formed(page)
        if root is None:
            first = _FIRST.search(head)
            broken = head.startswith("<?xml") and first is not None and not _HTML.match(first[0])
            broken = broken and "<!doctype html" not in head.lower()
            return "it begins as XML" if broken else None
        name = local(root.tag).lower()
        if name in NO_LAW or (not head.startswith("<?xml") and _HTML.match(head)):
            return None
        return f"it is XML of no known publisher, its root element is <{local(root.tag)}>"

    def read(self, page: Page) -> Draft:
        """The law in this document; raises ExtractError."""
        root = plain_tree(page)
        return read_tree(page, root, f"its root element is <{root.tag}>")


def read_tree(page: Page, root: Element, looks: str) -> Draft:
    """A tree of any names as law; raises NoProvisions, which says what the document looks like."""
    found = plan(root)
    blocks = sorted_out(Blocks(found).run(root))
    sample = " ".join(b.text for b in blocks[:80] if b.role == "text").lower()
    language = page.language or by_letters(sample) or _said(root) or by_words(sample)
    only_marked = found.basic > 1
    out = outlines.outline(blocks, Ways(language=language, only_marked=only_marked))
    if not out.units:
        raise NoProvisions(
            f"There is no provision in this document: it is structured data, {looks}.",
            "If it is law, its publisher's markup needs a dialect: see docs/dialects.md.",
        )
    facts = act_facts(_title(root) or (out.title[0] if out.title else None), out.opening, language)
    act = replace(facts, notes=tuple(out.notes), status=Status.UNKNOWN)
    return Draft(out.roots, act, language, out.warnings, out.coverage)


def _said(root: Element) -> str | None:
    said = (root.get("lang") or root.get("language") or "")[:2].lower()
    return said if re.fullmatch(r"[a-z]{2}", said) else None


def _title(root: Element) -> str | None:
    """The first short text whose name says that it is a title, before any unit."""
    for element in root.iter("*"):
        said = means(element)
        if said.rank in {"basic", "annex"} or (said.rank == "container" and said.kind != "title"):
            return None
        if said.role == "heading" or str(element.tag).lower() == "title":
            text = words(element)
            if text and len(text) <= MAX_TITLE:
                return text
    return None
