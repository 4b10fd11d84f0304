"""Letters folded for finding: what a person types on another keyboard, or without accents, finds the word.

The same folding stands before indexing and before asking; the text that people read is never folded.
"""

import unicodedata

# Letters that are letters of their own in one alphabet and have a neighbour that people type instead. What
# decomposes by Unicode (ё, й, ї, é, ä, ģ) needs no entry.
NEIGHBOURS = str.maketrans(
    {
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
)


def fold(text: str) -> str:
    """Lower case, no accents, compatibility forms resolved, neighbours folded."""
    # Letters for formulas open into capitals, and capitals into letters with accents: open, lower, open.
    opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in opened if not unicodedata.combining(c))
    return bare.translate(NEIGHBOURS)
