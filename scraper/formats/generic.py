"""HTML of no known publisher: the law is found by structure, and read by the grammar of headings.

Navigation, banners, related links and footers fall away because the law's headings do not stand in them: the law is
the smallest element that holds them all, and after its last heading only elements of the kinds that stand between
its headings go on with it.
"""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from db.law import Status
from scraper import outline as outlines
from scraper.blocks import Block
from scraper.editorial import sorted_out
from scraper.errors import NoProvisions
from scraper.facts import act_facts
from scraper.facts import status_in
from scraper.formats.language import language_of
from scraper.furniture import drop_idle_lines
from scraper.furniture import furniture
from scraper.html_blocks import Walk
from scraper.layout_tables import layout_tables
from scraper.normal import fold_space
from scraper.outline import Outline
from scraper.outline import Ways
from scraper.page import Draft
from scraper.page import Page
from scraper.reconcile import reconcile
from scraper.shape import looks_like

MAX_CLIMB = 400  # elements between a heading and the body
LINKS = 0.8  # share of linked words from which a block is navigation


class GenericHtml:
    """The reader of last resort for HTML."""

    name = "html"
    version = 2

    def recognises(self, page: Page) -> str | None:
        """Anything with HTML elements in it."""
        head = page.text[:20_000]
        return (
            "it is HTML of no known publisher"
            if re.search(
                r"<(?:html|body|p|div|h[1-6]|table|br|span|article|section|ol|ul)\b", head, re.IGNORECASE
            )
            else None
        )

    def read(self, page: Page) -> Draft:
        """The law on this page, found by structure."""
        body = page.html.body
        if body is None:
            raise NoProvisions(
                f"There is no provision in this document: it looks like {looks_like(page)}.",
                "Look at it in a browser.",
            )
        walk = Walk(furniture(page.html), loose_tables=layout_tables(page.html))
        blocks = sorted_out(walk.run(body))
        drop_idle_lines(blocks)
        language = page.language or language_of(page, blocks)
        ways = Ways(language=language, guess=True)
        first = outlines.outline(blocks, ways)
        if first.units:
            first = _inside_the_law(page.html, blocks, first, ways)
        if not first.units:
            raise NoProvisions(
                f"There is no provision in this document: it looks like {looks_like(page)}.",
                "Look at it in a browser.",
            )
        title = title_of(page.html, first.title)
        act = act_facts(title, first.opening, language)
        act = replace(
            act,
            notes=tuple(first.notes),
            status=status_of_title(title),
        )
        warnings = [*first.warnings, *reconcile(page.html, body, first)]
        return Draft(first.roots, act, language, warnings, first.coverage)


def title_of(tree: LexborHTMLParser, lines: list[str]) -> str | None:
    """The title of the act: the heading above the law, the page's h1, at last its `<title>`."""
    if lines:
        return " ".join(lines)
    for selector in ("h1", "title"):
        node = tree.css_first(selector)
        if node is not None and fold_space(node.text(separator=" ")):
            return fold_space(node.text(separator=" "))
    return None


def status_of_title(title: str | None) -> Status:
    """A title may say that the act is gone; that it does not say so proves nothing."""
    status = status_in(title or "")
    return status if status is Status.REPEALED else Status.UNKNOWN


def _inside_the_law(tree: LexborHTMLParser, blocks: list[Block], first: Outline, ways: Ways) -> Outline:
    """Read again with what stands outside of the law's own element set aside."""
    places = [
        blocks[at].place for at, c in sorted(first.headings.accepted.items()) if c.heading.rank == "basic"
    ]
    if not places or not all(places):
        return first
    parents = _parents(tree, {b.place for b in blocks if b.place})
    known: dict[int, tuple[int, ...]] = {}
    paths = {place: _path(place, parents, known) for place in {b.place for b in blocks if b.place}}
    law = _common(paths, places)
    changed = _outside(blocks, paths, law) + _before_and_after(blocks, paths, law, first)
    if not changed:
        return first
    return outlines.outline(blocks, ways)


def _keep_together(blocks: list[Block], branch: list[tuple[int, ...]], accepted: list[int]) -> bool:
    """Whether each unit stands with its text in one element; where every line has its own, that tells nothing."""
    own = sum(
        branch[at] == branch[at + 1]
        for at, following in pairwise(accepted)
        if at + 1 < following and blocks[at + 1].role == "text"
    )
    alone = sum(at + 1 < following and blocks[at + 1].role == "text" for at, following in pairwise(accepted))
    return own * 2 > alone or not alone


def _parents(tree: LexborHTMLParser, wanted: set[int]) -> dict[int, int]:
    """Element -> element around it, for the elements that blocks stand in."""
    parents: dict[int, int] = {}
    assert tree.root
    for node in tree.root.traverse():
        if node.mem_id in wanted:
            climbing: LexborNode | None = node
            for _ in range(MAX_CLIMB):
                above = climbing.parent if climbing is not None else None
                if climbing is None or above is None or climbing.mem_id in parents:
                    break
                parents[climbing.mem_id] = above.mem_id
                climbing = above
    return parents


def _path(place: int, parents: dict[int, int], known: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """The elements around this one, outermost first; what is known of those around it is not climbed again."""
    below: list[int] = []
    while place not in known and place in parents and len(below) < MAX_CLIMB:
        below.append(place)
        place = parents[place]
    path = known.setdefault(place, (place,))
    for inner in reversed(below):
        path = known[inner] = (*path, inner)
    return path


def _common(paths: dict[int, tuple[int, ...]], places: list[int]) -> tuple[int, ...]:
    """The path of the smallest element that holds (nearly) all headings: one stray heading does not widen it."""
    counts: Counter[tuple[int, ...]] = Counter()
    for place in places:
        path = paths[place]
        for depth in range(1, len(path) + 1):
            counts[path[:depth]] += 1
    needed = len(places) * (0.9 if len(places) >= 20 else 1.0)
    fitting = [path for path, count in counts.items() if count >= needed]
    deepest = max(fitting, key=len)
    # The element of one single heading is no container.
    return deepest[:-1] if deepest in {paths[p] for p in places} else deepest


def _outside(blocks: list[Block], paths: dict[int, tuple[int, ...]], law: tuple[int, ...]) -> int:
    changed = 0
    for block in blocks:
        if block.role == "text" and paths.get(block.place, ())[: len(law)] != law and not _is_title(block):
            block.role = "noise"
            changed += 1
    return changed


def _is_title(block: Block) -> bool:
    return block.level == 1


def _before_and_after(
    blocks: list[Block], paths: dict[int, tuple[int, ...]], law: tuple[int, ...], first: Outline
) -> int:
    """After the last heading, what stands in another branch of the page than any heading before is not law."""
    depth = len(law)
    accepted = sorted(at for at, c in first.headings.accepted.items() if c.heading.rank in {"basic", "annex"})
    last = accepted[-1]
    branch = [paths.get(b.place, ())[: depth + 1] for b in blocks]
    wrapped = (
        len({branch[at] for at in accepted}) == len(accepted) > 2
        and len(paths.get(blocks[last].place, ())) > depth + 1
        and _keep_together(blocks, branch, accepted)
    )
    changed = 0
    for at in range(last + 1, len(blocks)):
        block = blocks[at]
        if block.role != "text":
            continue
        outside = wrapped and branch[at] != branch[last]
        links = block.linked >= LINKS * max(1, len(block.text) - block.text.count(" "))
        if outside or (links and len(block.text) < 300):
            block.role = "noise"
            changed += 1
    return changed
