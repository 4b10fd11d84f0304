"""Expressions of a dialect, made ready once. The plainest ones, asked of every unit, go without the XPath engine."""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from scraper.formats.xml_model import anywhere
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import pieces
from scraper.formats.xml_tree import words
from scraper.normal import fold_space

Found = list[Element | str]
Path = Callable[[Element], Found]

LEADING = 200  # characters in which a printed number at the start of a text must stand
ENOUGH = 40  # characters in one piece, among which any printed number stands whole
_CHILD = re.compile(r"[\w.-]+")
_GRANDCHILD = re.compile(r"([\w.-]+)/([\w.-]+)")
_ATTRIBUTE = re.compile(r"@([\w.-]+)")
_ITSELF = "."


def compiled(expressions: Iterable[str]) -> list[Path]:
    """Each expression as a function of the element it starts at."""
    return [_compiled(e) for e in expressions]


def _compiled(expression: str) -> Path:
    if expression == _ITSELF:
        return lambda element: [element]
    if _CHILD.fullmatch(expression):
        return lambda element: list(element.iterchildren(expression))
    if found := _GRANDCHILD.fullmatch(expression):
        first, second = found[1], found[2]
        return lambda element: [
            e for child in element.iterchildren(first) for e in child.iterchildren(second)
        ]
    if found := _ATTRIBUTE.fullmatch(expression):
        name = found[1]
        return lambda element: [str(said)] if (said := element.get(name)) is not None else []
    ready = etree.XPath(expression)

    def ask(element: Element) -> Found:
        answer: object = ready(element)
        items = answer if isinstance(answer, list) else [answer]
        return [item if isinstance(item, Element) else str(item) for item in items]

    return ask


def texts(paths: Iterable[Path], element: Element) -> Iterator[str]:
    """The words of everything found, in the order of the expressions; empty ones left out."""
    for path in paths:
        for item in path(element):
            text = words(item) if isinstance(item, Element) else fold_space(item)
            if text:
                yield text


def elements(pattern: str, root: Element) -> list[Element]:
    """Every element of the document that a pattern means, in document order."""
    if _CHILD.fullmatch(pattern):
        return list(root.iter(pattern))
    found = root.xpath(anywhere(pattern))
    return [e for e in found if isinstance(e, Element)] if isinstance(found, list) else []


def beginning(element: Element) -> str:
    """The first words of an element, enough to see a printed number."""
    text = element.text or ""
    if len(element) and len(text.strip()) < ENOUGH:
        text = ""
        for piece in islice(pieces(element), 20):  # a number is cut in a few pieces at most
            text += piece
            if len(text) > LEADING:
                break
    return fold_space(text[:LEADING])
