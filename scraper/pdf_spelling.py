"""A word at the end of a line with a hyphen: divided by the printer, or written so? The document itself knows. Pure."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import pairwise

HYPHEN = re.compile(r"(?<=\w)[-‐\u00ad\ufffe]$")
SOFT = "\u00ad"  # what only a divided word has
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LEFT = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*$")


class Spelling:
    """The words that a document writes without breaking them."""

    def __init__(self, lines: Iterable[str]) -> None:
        texts = list(lines)
        self.words = set(_unbroken(texts))
        self.compounds = {word.rpartition("-")[0] for word in self.words if "-" in word}
        votes = [self._known(a, b) for a, b in pairwise(texts) if HYPHEN.search(a) and b[:1].islower()]
        # Some programs break lines at a word's own hyphen only; in their documents no divided word is ever met whole.
        self.divides = votes.count(True) >= votes.count(False)

    def joined(self, words: str, more: str) -> str:
        """Two lines as one; a hyphen before a figure or a capital is the word's own."""
        if not words:
            return more
        if not HYPHEN.search(words):
            return f"{words} {more}"
        return words[:-1] + ("" if self._is_divided(words, more) else "-") + more

    def _is_divided(self, words: str, more: str) -> bool:
        if words.endswith(SOFT):
            return True
        if not more[:1].islower():
            return False
        known = self._known(words, more)
        return self.divides if known is None else known

    def _known(self, words: str, more: str) -> bool | None:
        """Whether the document writes the whole word in one; None where it writes neither form."""
        left, right = _LEFT.search(words[:-1]), _WORD.match(more)
        if left is None or right is None:
            return None
        first, second = left[0].lower().replace("‐", "-"), right[0].lower().replace("‐", "-")
        if first + second in self.words:
            return True
        return False if f"{first}-{second}" in self.words or first in self.compounds else None


def _unbroken(texts: Iterable[str]) -> Iterator[str]:
    """Every word but those that a line begins or ends with in the middle."""
    broken = False
    for text in texts:
        found = [word.lower().replace("‐", "-") for word in _WORD.findall(text)]
        ends = bool(HYPHEN.search(text))
        yield from found[1 if broken else 0 : len(found) - 1 if ends else len(found)]
        broken = ends
