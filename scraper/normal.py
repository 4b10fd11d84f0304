"""Normal forms of text: what is folded before two wordings are compared, and what never is."""

import re
import unicodedata

_SPACE = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+")
_DROPPED = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
)
_QUOTES = str.maketrans({**dict.fromkeys("«»“”„‟″❝❞〝〞", '"'), **dict.fromkeys("‘’‚‛′´`ʼ", "'")})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))


def fold_space(text: str) -> str:
    """White space of every kind folded to single blanks; nothing else touched."""
    return _SPACE.sub(" ", text).strip()


def compare_form(text: str) -> str:
    """The form in which two wordings are compared: NFC, white space, soft hyphens, quotes and dashes folded.

    Lines stay apart, since a new paragraph is a fact of the text. Idempotent.
    """
    text = unicodedata.normalize("NFC", text).translate(_DROPPED).translate(_QUOTES).translate(_DASHES)
    return "\n".join(filter(None, (fold_space(line) for line in text.split("\n"))))
