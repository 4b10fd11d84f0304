"""Paragraphs without markup become a draft of law: the end of the road for plain text, PDF and Word."""

from collections.abc import Sequence
from dataclasses import replace

from scraper import outline as outlines
from scraper.blocks import Block
from scraper.editorial import sorted_out
from scraper.errors import NoProvisions
from scraper.facts import act_facts
from scraper.formats.language import by_letters
from scraper.formats.language import by_words
from scraper.outline import Ways
from scraper.page import Draft
from scraper.page import Page
from scraper.shape import looks_like


def prose(page: Page, blocks: Sequence[Block], *, title: str | None = None) -> Draft:
    """The tree that the grammar of headings finds in these paragraphs; raises NoProvisions."""
    blocks = sorted_out(blocks)
    words = [b.text for b in blocks if b.role == "text"]
    sample = " ".join(words[:80]).lower()
    language = page.language or by_letters(sample) or by_words(sample)
    out = outlines.outline(list(blocks), Ways(language=language, guess=True))
    if not out.units:
        binary = page.body.startswith((b"%PDF", b"PK\x03\x04"))
        looks = "words without a heading of law" if binary else looks_like(page)
        raise NoProvisions(
            f"There is no provision in this document: it looks like {looks}.", "Look at the file."
        )
    act = act_facts(title or (words[0] if words else None), out.opening, language)
    return Draft(out.roots, replace(act, notes=tuple(out.notes)), language, out.warnings, out.coverage)
