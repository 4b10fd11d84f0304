"""An act in several documents (`scraper.parts`): each is read by its own format, then they are joined by number.

Of an article that stands in two parts the later part counts, so that a newer page of one chapter can be laid over an
older page of the whole.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace

from db.law import ActFacts
from db.law import Coverage
from scraper import numbers
from scraper.errors import ExtractError
from scraper.facts import act_facts
from scraper.normal import fold_space
from scraper.page import Draft
from scraper.page import Page
from scraper.parts import PartDocument
from scraper.parts import is_parts
from scraper.parts import unpack
from scraper.provisions import CONTAINERS
from scraper.provisions import Node

MAX_LINES = 20  # of a contents page in which the requisites of the act are looked for

Chain = tuple[Node, ...]  # containers above a unit, outermost first
Key = tuple[str, str]
Order = tuple[int, int, tuple[tuple[int, int, str], ...]]


class Joined:
    """The format "parts"."""

    name = "parts"
    version = 1

    def recognises(self, page: Page) -> str | None:
        return "several documents packed as the parts of one act" if is_parts(page.body) else None

    def read(self, page: Page) -> Draft:
        """One tree from all parts; raises ExtractError where one of them is no law: half an act is no act."""
        parts = unpack(page.body)
        contents = [part for part in parts if part.role == "contents"]
        drafts = [_read(part, page) for part in parts if part.role != "contents"]
        if not drafts:
            raise ExtractError("There are no parts in this act.", "Add its pages.")
        language = page.language or next((d.language for d in drafts if d.language), None)
        return Draft(
            roots=_joined(drafts),
            act=_named(contents[0], language, _facts(drafts)) if contents else _facts(drafts),
            language=next((d.language for d in drafts if d.language), None),
            warnings=[w for d in drafts for w in d.warnings],
            coverage=_coverage(d.coverage for d in drafts),
        )


def _read(part: PartDocument, page: Page) -> Draft:
    from scraper.formats import formats

    one = Page(part.body, part.url or page.url, part.content_type, part.name, page.language, page.charset)
    for candidate in formats():
        if not isinstance(candidate, Joined) and candidate.recognises(one):
            try:
                return candidate.read(one)
            except ExtractError as error:
                raise type(error)(f"{part.name}: {error.what}", error.hint) from error
    raise ExtractError(f"{part.name} is of no format that can be read.", "Leave it out, or save it as HTML.")


def _joined(drafts: Iterable[Draft]) -> list[Node]:
    units: dict[Key, tuple[Order, Chain, Node]] = {}
    for draft in drafts:
        for place, (own, node) in enumerate(_units(draft.roots, ())):
            key = (node.kind, node.num or node.label or node.heading or str(place))
            known = units.get(key)
            # A fragment may begin below its chapter's heading.
            chain = known[1] if known and not own else own
            units[key] = (_order(node, len(units)), chain, node)
    roots: list[Node] = []
    opened: dict[tuple[Key, ...], Node] = {}
    for _, chain, node in sorted(units.values(), key=lambda unit: unit[0]):
        _place(roots, opened, chain).append(node)
    return roots


def _units(nodes: Iterable[Node], above: Chain) -> Iterator[tuple[Chain, Node]]:
    """The units below the containers; a container with no unit in it stays as it is."""
    for node in nodes:
        if node.kind in CONTAINERS and not node.is_basic and not node.series and node.children:
            yield from _units(node.children, (*above, node))
        else:
            yield above, node


def _order(node: Node, place: int) -> Order:
    """The main series by its numbers; a preamble first, annexes and the unnumbered last, as they came."""
    if node.kind == "preamble":
        return (0, 0, ())
    number = numbers.read(node.num) if node.num and node.is_basic and not node.series else None
    if number is None:
        return (2, place, ())
    return (1, *number.key)


def _place(roots: list[Node], opened: dict[tuple[Key, ...], Node], chain: Chain) -> list[Node]:
    """Where a unit belongs: below its containers, which are opened when first needed."""
    path: tuple[Key, ...] = ()
    here = roots
    for container in chain:
        path = (*path, (container.kind, container.num or container.heading or ""))
        if path not in opened:
            opened[path] = _empty(container)
            here.append(opened[path])
        here = opened[path].children
    return here


def _empty(container: Node) -> Node:
    return Node(
        kind=container.kind,
        num=container.num,
        label=container.label,
        heading=container.heading,
        text=container.text,
        notes=container.notes,
        anchor=container.anchor,
        status=container.status,
        basic=container.basic,
    )


def _facts(drafts: Iterable[Draft]) -> ActFacts:
    """What any part says of the act, the later ones first; notes of all of them."""
    known = [d.act for d in drafts]
    titled = next((a for a in reversed(known) if a.title), known[-1])
    return replace(titled, notes=tuple(dict.fromkeys(n for a in known for n in a.notes)))


def _named(contents: PartDocument, language: str | None, known: ActFacts) -> ActFacts:
    """The act is named by the contents page, where that has a title; a part may be titled after itself."""
    tree = Page(contents.body, contents.url, contents.content_type).html
    titles = (tree.css_first("h1"), tree.css_first("title"))
    title = next((words for t in titles if t and (words := fold_space(t.text()))), None)
    if title is None:
        return known
    lines = (fold_space(node.text()) for node in tree.css("h2, h3, p")[:MAX_LINES])
    told = act_facts(title, lines, language)
    return replace(
        known,
        title=title,
        type=told.type or known.type,
        number=told.number or known.number,
        date=told.date or known.date,
    )


def _coverage(parts: Iterable[Coverage]) -> Coverage:
    found = list(parts)
    return Coverage(
        text=sum(c.text for c in found),
        heading=sum(c.heading for c in found),
        note=sum(c.note for c in found),
        noise=sum(c.noise for c in found),
        dropped=tuple(piece for c in found for piece in c.dropped)[:200],
    )
