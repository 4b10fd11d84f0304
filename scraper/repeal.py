"""Words that stand in the place of a text that is gone."""

import re

from scraper import grammar

MAX_LENGTH = 600  # characters; a longer text speaks of a repeal, it is none

_DATED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|№\s*\d")


def is_repealed(text: str) -> bool:
    """Whether these few words say that there is no text here any more."""
    return len(text) < MAX_LENGTH and bool(grammar.repealed().search(grammar.fold(text)))


def has_a_date(text: str) -> bool:
    """Whether they name the act that did it: then they are a note."""
    return bool(_DATED.search(text))
