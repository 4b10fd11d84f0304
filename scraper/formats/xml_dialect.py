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
from scraper.collector import at_rest
from scraper.errors import NoProvisions
from scraper.formats.restarts import mark_restarts
from scraper.formats.xml_model import Act
from scraper.formats.xml_model import XmlDialect
from scraper.formats.xml_model import anywhere
from scraper.formats.xml_notes import Data
from scraper.formats.xml_notes import aim
from scraper.formats.xml_notes import note_of
from scraper.formats.xml_sort import Sorted
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import iso_date
from scraper.formats.xml_tree import local
from scraper.formats.xml_tree import namespaces
from scraper.formats.xml_tree import plain_tree
from scraper.formats.xml_tree import strings
from scraper.formats.xml_walk import Walk
from scraper.page import Draft
from scraper.page import Page

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
        with at_rest():
            return self._read(page)

    def _read(self, page: Page) -> Draft:
        root = plain_tree(page)
        language = self._language(root) or page.language
        country = self._country(root)
        walk = Walk(Sorted(root, self.dialect), language, country)
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
        Data(root, self.dialect).put(walk.by_element(), walk.act_notes)
        aim(walk.roots)
        return Draft(
            roots=walk.roots,
            act=_facts(self.dialect.act, root, tuple(walk.act_notes), country, language),
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

    def _country(self, root: Element) -> str | None:
        said = _first(self.dialect.country_at, root)
        return said[:2].upper() if said else self.dialect.country


def _any_namespace(pattern: str) -> str:
    """A pattern made of names only, for a tree that still has its namespaces."""
    if "||" in pattern:
        return "|".join(_any_namespace(p.strip()) for p in pattern.split("||"))
    steps = [f"*[local-name()='{s}']" for s in pattern.split("/")]
    plain = all(re.fullmatch(r"[\w.-]+", s) for s in pattern.split("/"))
    return "//" + "/".join(steps) if plain else anywhere(pattern)


def _facts(
    act: Act, root: Element, notes: tuple[Note, ...], country: str | None, language: str | None
) -> ActFacts:
    status = Status.UNKNOWN
    for expression, meaning in (
        (act.repealed, Status.REPEALED),
        (act.not_yet, Status.NOT_YET),
        (act.in_force, Status.IN_FORCE),
    ):
        if expression and _truth(expression, root):
            status = meaning
            break
    told = [raw[:MAX_ACT_NOTE] for e in act.notes for raw in strings(root.xpath(e))]
    own = [note_of(raw, country, language) for raw in told]
    return ActFacts(
        title=_first(act.title, root),
        type=_first(act.type, root),
        number=_first(act.number, root),
        date=iso_date(_first(act.date, root)),
        status=status,
        as_of=iso_date(_first(act.as_of, root)),
        last_amended=_first(act.last_amended, root),
        notes=(*own, *notes),
    )


def _truth(expression: str, at: Element) -> bool:
    return bool(at.xpath(f"boolean({expression})"))


def _first(expressions: list[str], at: Element) -> str | None:
    return next((text for e in expressions for text in strings(at.xpath(e))), None)
