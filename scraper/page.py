"""What a reader of a format receives, and what it gives back.

A `Page` is one document with everything known about it from outside; its decoded text and its trees are made
once, when first asked for. A `Draft` is what a format made of it: a tree of `Node`s and the facts of the act.
"""

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import Protocol

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from db.law import ActFacts
from db.law import Coverage
from scraper.decode import Decoded
from scraper.decode import decode
from scraper.provisions import Node


@dataclass(frozen=True)
class Page:
    """One document to be read: its bytes, and what its surroundings say of it."""

    body: bytes
    url: str | None = None
    content_type: str | None = None  # the HTTP header as sent
    file_name: str | None = None
    language: str | None = None  # as the source declares it, "ru"
    charset: str | None = None  # the source's declared fallback

    @cached_property
    def decoded(self) -> Decoded:
        return decode(self.body, content_type=self.content_type, declared=self.charset)

    @property
    def text(self) -> str:
        return self.decoded.text

    @cached_property
    def html(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @cached_property
    def xml(self) -> etree._Element | None:
        """The root element, or None where the document is no well-formed XML. External entities stay unread."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            return etree.fromstring(self.body, parser)
        except etree.XMLSyntaxError:
            return None


@dataclass(slots=True)
class Draft:
    """What a format read, before `flatten` gives identity to it."""

    roots: list[Node]
    act: ActFacts = field(default_factory=ActFacts)
    language: str | None = None
    warnings: list[str] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)


class Format(Protocol):
    """One kind of document that can be read as law."""

    name: str
    version: int  # raised whenever the same bytes may be read differently than before

    def recognises(self, page: Page) -> str | None:
        """Why this page is of this format, in words for a person; None where it is not."""

    def read(self, page: Page) -> Draft:
        """The page as a tree of law; raises ExtractError."""
