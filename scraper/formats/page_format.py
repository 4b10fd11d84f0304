"""A watched page that is no act: a profile, a policy, a court's page. Each heading is a unit."""

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from db.law import ActFacts
from scraper.errors import NoProvisions
from scraper.errors import NoText
from scraper.formats.generic import title_of
from scraper.formats.language import language_of
from scraper.furniture import furniture
from scraper.grammar import alternatives
from scraper.grammar import words
from scraper.headed import headed_outline
from scraper.html_blocks import Walk
from scraper.outline import Ways
from scraper.page import Draft
from scraper.page import Page
from scraper.shape import looks_like

MIN_HEADINGS = 3  # of a page that is taken for a policy without being told so
MIN_PROSE = 1_200  # characters of sentences on such a page
MAIN = ("main article", "article", "main", "[role=main]", "#content", ".content", "#main")

_LEGAL = re.compile(rf"\b(?:{alternatives(words('legal'))})", re.IGNORECASE)


class PlainPage:
    """The format `page`."""

    name = "page"
    version = 1

    def recognises(self, page: Page) -> str | None:
        """A page of sentences under headings, with a title that speaks of terms, policies or notices."""
        if "<" not in page.text[:20_000]:
            return None
        tree = page.html
        title = f"{title_of(tree, []) or ''} {_text(tree, 'title')}"
        root = _main(tree)
        if root is None or not _LEGAL.search(title):
            return None
        prose = sum(len(p.text()) for p in root.css("p, li") if len(p.text()) > 60)
        count = len(root.css("h1, h2, h3, h4, h5, h6"))
        if count < MIN_HEADINGS or prose < MIN_PROSE:
            return None
        return f"it is a page of {count} headings over text, no numbered law"

    def read(self, page: Page) -> Draft:
        """Headings with what stands under them."""
        root = _main(page.html)
        if root is None:
            raise NoText("There is no text in this document.")
        blocks = Walk(furniture(page.html)).run(root)
        language = page.language or language_of(page, blocks)
        out = headed_outline(blocks, Ways(language=language, lists=False))
        if not any(n.text or n.children for n in out.roots):
            raise NoProvisions(
                f"There is no text in this document: it looks like {looks_like(page)}.",
                "Look at it in a browser.",
            )
        act = replace(ActFacts(), title=title_of(page.html, out.title), notes=tuple(out.notes))
        return Draft(out.roots, act, language, out.warnings, out.coverage)


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node is not None else ""


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that says it is the content, if it holds most of the headings; else the body."""
    body = tree.body
    if body is None:
        return None
    every = len(body.css("h1, h2, h3, h4, h5, h6"))
    for selector in MAIN:
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].css("h1, h2, h3, h4, h5, h6")) * 2 >= every > 0:
            return found[0]
    return body
