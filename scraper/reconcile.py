"""Does the page itself count more units than were read? Losing an article quietly is the worst fault there is.

Three witnesses: the table of contents, the anchors of headings, and the headings that the page marks as such.
"""

import re

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from scraper import headings
from scraper.normal import fold_space
from scraper.outline import Outline
from scraper.provisions import Node

MAX_TOLD = 12
MAX_LINKS = 20_000  # links of one page that are looked at


def reconcile(tree: LexborHTMLParser, root: LexborNode, out: Outline, anchor: str | None = None) -> list[str]:
    """Warnings, one a witness that disagrees."""
    read, anchors = _read(out)
    told = [w for w in (_contents(tree, root, read, anchors), _headings(root, read, out)) if w]
    del anchor
    return told


def _read(out: Outline) -> tuple[set[str], set[str]]:
    numbers: set[str] = set()
    anchors: set[str] = set()
    todo: list[Node] = list(out.roots)
    while todo:
        node = todo.pop()
        if node.is_basic and node.num:
            numbers.add(node.num)
        if node.anchor:
            anchors.add(node.anchor)
        if not node.is_basic:
            todo.extend(node.children)
    return numbers, anchors


def _contents(tree: LexborHTMLParser, root: LexborNode, read: set[str], anchors: set[str]) -> str | None:
    """Links into this page whose words name an article: a table of contents beside or above the law."""
    named: dict[str, str] = {}
    for link in tree.css('a[href^="#"]')[:MAX_LINKS]:
        heading = headings.read(fold_space(link.text()))
        if heading and heading.rank == "basic" and heading.num and heading.certain and not heading.quoted:
            named.setdefault(heading.num, heading.label)
    del root, anchors
    if len(named) < 5:
        return None
    missing = [label for num, label in named.items() if num not in read]
    return _told("The page's table of contents", len(named), missing)


def _headings(root: LexborNode, read: set[str], out: Outline) -> str | None:
    """Elements h1 to h6 inside the law whose words name an article of the main series."""
    family = out.headings.family
    named: dict[str, str] = {}
    for node in root.css("h1, h2, h3, h4, h5, h6"):
        heading = headings.read(fold_space(node.text(separator=" ")))
        if (
            heading
            and heading.rank == "basic"
            and heading.num
            and heading.family == family
            and heading.certain
            and not heading.quoted
        ):
            named.setdefault(heading.num, heading.label)
    missing = [label for num, label in named.items() if num not in read]
    return _told("The page's own headings", len(named), missing) if named else None


def _told(who: str, count: int, missing: list[str]) -> str | None:
    if not missing:
        return None
    names = re.sub(r"\s+", " ", ", ".join(missing[:MAX_TOLD]))
    more = f" and {len(missing) - MAX_TOLD} more" if len(missing) > MAX_TOLD else ""
    return f"{who} name {count} units; {len(missing)} of them were not read: {names}{more}."
