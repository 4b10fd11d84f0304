"""Letters folded for finding: what a person types on another keyboard, or without accents, finds the word.

The same folding stands before indexing and before asking; the text that people read is never folded.
"""

import unicodedata

# Letters that are letters of their own in one alphabet and have a neighbour that people type instead. What
# decomposes by Unicode (ё, й, ї, é, ä, ģ) needs no entry.
NEIGHBOURS = {
    # Kazakh, Kyrgyz, Tatar, Bashkir
    "ә": "а",
    "ғ": "г",
    "қ": "к",
    "ң": "н",
    "ө": "о",
    "ұ": "у",
    "ү": "у",
    "һ": "х",
    "і": "и",
    # Ukrainian, Belarusian, Serbian
    "є": "е",
    "ґ": "г",
    "ј": "и",
    # Latin
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ə": "a",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    # Apostrophes inside a word would cut it in two
    "'": "",
    "’": "",
    "ʼ": "",
}

MAX_LETTERS = 20_000  # kept in the table; a hostile page may hold every letter that there is


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each letter when it is first met: accents go, neighbours fold."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        folded = "" if unicodedata.combining(letter) else NEIGHBOURS.get(letter, letter)
        if len(self) < MAX_LETTERS:
            self[number] = folded
        return folded


_letters = _Letters()


def fold(text: str) -> str:
    """Lower case, no accents, compatibility forms resolved, neighbours folded."""
    # Letters for formulas open into capitals, and capitals into letters with accents: open, lower, open.
    opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return opened.translate(_letters)
