"""Whether a page already shows what its source's contract says: title, first and last article. Pure."""

import re
from dataclasses import dataclass
from typing import Self

from selectolax.lexbor import LexborHTMLParser

from scraper.plausible import Expectation

LITTLE = 600  # characters of text below which a page without a contract is still a shell
HEADING = 60  # characters from the beginning of a line in which an article's number stands


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows now."""

    title: str
    text: str

    @classmethod
    def of(cls, html: str) -> Self:
        """Of a document that was rendered already."""
        tree = LexborHTMLParser(html)
        for node in tree.css("script, style, noscript, template"):
            node.decompose()
        title = tree.css_first("title")
        return cls(title.text() if title else "", tree.body.text(separator="\n") if tree.body else "")


def kept(shown: Shown, expected: Expectation) -> bool:
    """Whether everything that the contract names can be seen; without a contract, whether there is text at all."""
    if not (expected.title or expected.first or expected.last):
        return len(" ".join(shown.text.split())) > LITTLE
    if expected.title and _fold(expected.title) not in _fold(f"{shown.title} {shown.text}"):
        return False
    return all(_heads_a_line(shown.text, number) for number in (expected.first, expected.last) if number)


def _heads_a_line(text: str, number: str) -> bool:
    """Whether an article of that number begins somewhere: near the beginning of a line, not inside a larger number."""
    whole = re.compile(rf"(?<![0-9A-Za-z.-]){re.escape(number.strip())}(?![0-9A-Za-z]|-\d)", re.IGNORECASE)
    return any(whole.search(line.strip()[:HEADING]) for line in text.splitlines())


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
