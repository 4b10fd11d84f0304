"""Normal forms of text: what is folded before two wordings are compared, and what never is."""

import re
import unicodedata

_SPACE = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+")
_FOLDS: dict[str, str] = {
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff", ""),
    **dict.fromkeys("«»“”„‟″❝❞〝〞", '"'),
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
}
# One search for what is rare costs a tenth of translating every letter of a code.
_FOLDED = re.compile("[" + "".join(map(re.escape, _FOLDS)) + "]")


def fold_space(text: str) -> str:
    """White space of every kind folded to single blanks; nothing else touched."""
    if "\u200b" in text or "\u2060" in text or "\ufeff" in text:  # white space to us, not to str.split
        return _SPACE.sub(" ", text).strip()
    return " ".join(text.split())


def compare_form(text: str) -> str:
    """The form in which two wordings are compared: NFC, white space, soft hyphens, quotes and dashes folded.

    Lines stay apart, since a new paragraph is a fact of the text. Idempotent.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _FOLDED.sub(lambda found: _FOLDS[found.group()], text)
    return "\n".join(filter(None, (fold_space(line) for line in text.split("\n"))))
