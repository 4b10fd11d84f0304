"""Words that stand in the place of a text that is gone."""

import re

from scraper import grammar

MAX_LENGTH = 600  # characters; a longer text speaks of a repeal, it is none
MAX_BRACKET = 200

_DATED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|№\s*\d|\b(?:19|20)\d{2}\b|\bNo\.\s*\d")
_WORDS = rf"(?:{grammar.alternatives(grammar.words('repealed'))})(?!\w)"
_STARTS = re.compile(rf"^[\s(\[（【–—-]*{_WORDS}")
_AROUND = ' ()[]（）【】.;,:–—-…"«»'


def is_placeholder(text: str) -> bool:
    """Whether these few words say that there is no text here any more: alone, in brackets, or with the act's date."""
    if len(text) > MAX_LENGTH:
        return False
    folded = grammar.fold(text)
    if folded.strip(_AROUND) in grammar.words("repealed"):
        return True
    if folded[:1] in "([（【" and folded.rstrip(" .;")[-1:] in ")]）】" and len(folded) < MAX_BRACKET:
        return bool(grammar.repealed().search(folded))
    return bool(_STARTS.match(folded)) and has_a_date(text)


def has_a_date(text: str) -> bool:
    """Whether they name the act that did it: then they are a note."""
    return bool(_DATED.search(text))
