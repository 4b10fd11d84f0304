"""Keys that stay: made from what a line or an act is called, the same whenever the same page is imported."""

import re
import unicodedata

from pipeline.importing.words import words

WORDS = 8  # of a key; more make it no clearer
LENGTH = 60  # characters, below the bound of a profile's keys with room for a counter
_LITTLE = re.compile(
    r"^(?:the|a|an|on|law on|law of|act on|sur|la|le|les|de la|du|loi sur|l)[\s'’]+", re.IGNORECASE
)
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def slug(text: str) -> str:
    """Small Latin letters, digits and hyphens; empty where nothing of that kind is in the text."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘")
    found = re.findall(r"[a-z0-9]+", plain)
    taken: list[str] = []
    for word in found[:WORDS]:
        if len("-".join([*taken, word])) > LENGTH:
            break
        taken.append(word)
    while len(taken) > 1 and len(taken) < len(found) and taken[-1] in words("name", "little"):
        taken.pop()
    return "-".join(taken)


def act_slug(name: str) -> str:
    """An act's key: its name without "On", "The", "of the Republic of ..."."""
    name = STATE.sub("", name).strip()
    for _ in range(2):
        name = _LITTLE.sub("", name)
    return slug(name)


STATE = re.compile(
    r",?\s(?:(?:of|in)\s(?:the\s)?)?(?:Republic|Kingdom|Principality|Grand Duchy|Federal Republic)\s(?:of\s)?(?:the\s)?"
    r"[A-ZÀ-Ý][\w-]+(?:\s[A-ZÀ-Ý][\w-]+)?"
)


class Keys:
    """Keys of one kind in one file: no two alike."""

    def __init__(self, instead: str) -> None:
        self._instead = instead  # where a text gives no letters
        self._taken: set[str] = set()

    def take(self, *candidates: str | None) -> str:
        """The first candidate that is free, else the first with a counter."""
        slugs = [s for s in candidates if s] or [self._instead]
        for key in slugs:
            if key not in self._taken:
                self._taken.add(key)
                return key
        number = 2
        while f"{slugs[0]}-{number}" in self._taken:
            number += 1
        self._taken.add(key := f"{slugs[0]}-{number}")
        return key
