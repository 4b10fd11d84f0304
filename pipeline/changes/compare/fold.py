"""Which two wordings are one: folding of everything that no lawyer reads as other words.

`spaced` folds white space only: line wrapping is nothing at all. `fold` goes on to case, punctuation, brackets,
hyphens and look-alike letters: what is equal after it, and was not before, is typographic. Digits keep the mark that
stands between them, since 1.5 is not 15 and 5 (2) is not 52.
"""

import re
import unicodedata

# Mapped after folding case, both ways of typing one glyph meet. Within one alphabet the table is one to one, so that
# two words of one language never become the same (ё apart, which print leaves to the reader).
_LOOKALIKE = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕё", "abekmhopctyxijse", strict=True)),
        **dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True)),
    }
)
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]+")
_GROUPED = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)(\W+)(?=\d)")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_HAN_SPACE = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def spaced(text: str) -> str:
    """White space folded to one blank, none beside Han, where it means a wrapped line."""
    return _HAN_SPACE.sub("", " ".join(text.split()))


def fold(text: str) -> str:
    """The letters, digits and signs of a wording and nothing else."""
    text = _SUPERSCRIPT.sub(lambda m: "^" + m[0], text)
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold().translate(_LOOKALIKE)
    text = _GROUPED.sub("", text)
    text = _BETWEEN_DIGITS.sub(_mark, text)
    return text.translate(_SPEAKING)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, Han letter by letter: what similarity is counted in."""
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold().translate(_LOOKALIKE)
    return tuple(_WORD.findall(text))


_KEPT = "%‰§&\x1e\x1f^"
_WORD = re.compile(rf"{_HAN}|[^\W_]+")


def _mark(between: re.Match[str]) -> str:
    marks = "".join(between[1].split())
    if marks in {".", ","}:
        return "\x1f"  # a decimal sign, whichever the country writes
    return "\x1e"


class _Speaking(dict[int, int | None]):
    """A table for `translate` that drops what says nothing, each sign judged once."""

    def __missing__(self, code: int) -> int | None:
        c = chr(code)
        # Combining marks are letters of Indic scripts; currency and mathematical signs are words.
        kept = c.isalnum() or c in _KEPT or unicodedata.category(c) in {"Mn", "Mc", "Sc", "Sm"}
        self[code] = code if kept else None
        return self[code]


_SPEAKING = _Speaking()
