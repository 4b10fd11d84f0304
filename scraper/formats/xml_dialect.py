"""The engine for XML: a dialect says where the law stands, this reads it.

It knows no publisher and no country. What a dialect says nothing of is inline markup: its words flow on, so that
an element nobody thought of can never lose text.
"""

import re

from lxml import etree

from db.law import ActFacts
from db.law import Coverage
from db.law import Note
from db.law import Status
from scraper.errors import NoProvisions
from scraper.formats.restarts import mark_restarts
from scraper.formats.xml_model import Act
from scraper.formats.xml_model import XmlDialect
from scraper.formats.xml_model import anywhere
from scraper.formats.xml_sort import Sorted
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import local
from scraper.formats.xml_tree import namespaces
from scraper.formats.xml_tree import pieces
from scraper.formats.xml_tree import plain_tree
from scraper.formats.xml_tree import words
from scraper.formats.xml_walk import Walk
from scraper.normal import fold_space
from scraper.page import Draft
from scraper.page import Page

_DATE = re.compile(r"(\d{4})(?:[^\d]{1,3}(\d{1,2})(?:[^\d]{1,3}(\d{1,2}))?|(\d{2})(\d{2}))?")
_FIRST_TAG = re.compile(r"<([^\W\d][\w:.-]*)((?:\s[^<>]*)?)>")
HEAD = 20_000  # bytes in which the first element of a broken document must begin
MAX_ACT_NOTE = 20_000  # characters; a history of amendments may be long


class XmlFormat:
    """One dialect as a format that `scraper.read` can use."""

    def __init__(self, dialect: XmlDialect) -> None:
        self.dialect = dialect
        self.name = dialect.name
        self.version = dialect.version

    def recognises(self, page: Page) -> str | None:
        """Why this page is of this dialect: its root element, its namespace, what stands in it."""
        detect = self.dialect.detect
        if b"<" not in page.body[:HEAD]:
            return None
        if page.xml is None:
            return self._begins_like(page)
        root = page.xml
        name = local(root.tag)
        if name not in detect.root:
            return None
        reason = f"its root element is <{name}>"
        if detect.namespace:
            found = next((n for n in sorted(namespaces(root)) if re.search(detect.namespace, n)), None)
            if found is None:
                return None
            reason += f" and it declares the namespace {found}"
        if detect.has:
            if not etree.XPath(_any_namespace(detect.has))(root):
                return None
            reason += f" and it holds {detect.has}"
        return reason

    def _begins_like(self, page: Page) -> str | None:
        """A document cut short or broken is known by its first tag, so that no other format reads what is left."""
        found = _FIRST_TAG.search(page.body[:HEAD].decode("utf-8", "replace"))
        if not found or local(found[1].replace(":", "}")) not in self.dialect.detect.root:
            return None
        wanted = self.dialect.detect.namespace
        return f"it begins with <{found[1]}>" if not wanted or re.search(wanted, found[2]) else None

    def read(self, page: Page) -> Draft:
        """The document as a tree of law; raises ExtractError."""
        root = plain_tree(page)
        language = self._language(root) or page.language
        walk = Walk(Sorted(root, self.dialect), language)
        walk.run()
        if not any(node.is_basic for node in walk.nodes()):
            wanted = ", ".join(
                dict.fromkeys(u.match for u in self.dialect.unit if u.basic or u.kind != "paragraph")
            )
            raise NoProvisions(
                f"It is XML of the dialect {self.name}, but no unit of law stands in it.",
                f"Looked for: {wanted[:300]}.",
            )
        mark_restarts(walk.roots)
        return Draft(
            roots=walk.roots,
            act=_facts(self.dialect.act, root, tuple(walk.act_notes)),
            language=language,
            warnings=walk.warnings,
            coverage=Coverage(
                walk.counts["text"],
                walk.counts["heading"],
                walk.counts["note"],
                walk.counts["noise"],
                tuple(walk.dropped),
            ),
        )

    def _language(self, root: Element) -> str | None:
        said = _first(self.dialect.language_at, root)
        return said[:2].lower() if said else self.dialect.language


def _any_namespace(pattern: str) -> str:
    """A pattern made of names only, for a tree that still has its namespaces."""
    steps = [f"*[local-name()='{s}']" for s in pattern.split("/")]
    plain = all(re.fullmatch(r"[\w.-]+", s) for s in pattern.split("/"))
    return "//" + "/".join(steps) if plain else anywhere(pattern)


def _facts(act: Act, root: Element, notes: tuple[Note, ...]) -> ActFacts:
    status = Status.UNKNOWN
    for expression, meaning in (
        (act.repealed, Status.REPEALED),
        (act.not_yet, Status.NOT_YET),
        (act.in_force, Status.IN_FORCE),
    ):
        if expression and _truth(expression, root):
            status = meaning
            break
    own = [Note(raw[:MAX_ACT_NOTE]) for e in act.notes for raw in _strings(e, root)]
    return ActFacts(
        title=_first(act.title, root),
        type=_first(act.type, root),
        number=_first(act.number, root),
        date=_date(_first(act.date, root)),
        status=status,
        as_of=_date(_first(act.as_of, root)),
        last_amended=_first(act.last_amended, root),
        notes=(*own, *notes),
    )


def _truth(expression: str, at: Element) -> bool:
    return bool(at.xpath(f"boolean({expression})"))


def _strings(expression: str, at: Element) -> list[str]:
    found = at.xpath(expression)
    items = found if isinstance(found, list) else [found]
    texts = [_spaced(i) if isinstance(i, Element) else fold_space(str(i)) for i in items]
    return [t for t in texts if t]


def _spaced(element: Element) -> str:
    """Words of an element; parts of a date stand in elements of their own without white space between."""
    return (
        " ".join(" ".join(pieces(element)).split()) if len(element) and not element.text else words(element)
    )


def _first(expressions: list[str], at: Element) -> str | None:
    return next((text for e in expressions for text in _strings(e, at)), None)


def _date(text: str | None) -> str | None:
    """A date as such data print it (2003-08-13, 20030813, 2003 8 13) in ISO 8601; None where it is none."""
    found = _DATE.search(text or "")
    if not found:
        return None
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    parts = [year, *(f"{int(p):02}" for p in (month, day) if p)]
    return "-".join(parts)
