"""Whether a text was read in the wrong charset: it then looks like a code in which every letter was amended."""

import re

LOOKED_AT = 20_000  # characters
FEW = 200  # letters below which nothing is said
BETTER = 0.2  # how much more of the text must be common letters after the repair
WHOLE = 0.8  # share of the foreign bytes that make UTF-8: true text of another charset hardly ever does
PAIRS = 10  # such letters below which nothing is said
MIXED = 0.02  # share of words in letters of two scripts ("fьr") that no law has
# Letters that make up more than half of any text in their script; a wrong charset scatters them.
_COMMON = frozenset("eainorstlu" + "оеаинтсрвл" + "аыеінтрлд" + "αοιετσνηυρ")
_REPAIRS = (
    ("latin-1", "cp1251"),
    ("cp1252", "cp1251"),
    ("cp1251", "koi8-r"),
    ("koi8-r", "cp1251"),
    ("cp1251", "cp866"),
    ("cp866", "cp1251"),
    ("latin-1", "iso8859-5"),
    ("latin-1", "cp1253"),
)
# Letters that look like none of the other script: а, е, о, р, с and their like are mixed in by typists.
_MIXED_WORD = re.compile(
    r"(?=\w*[bdfghijklmnqrstuvwz])(?=\w*[бвгджзийлпфцчшщьыъэюя])[^\W\d_]{3,}", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def misread(text: str) -> tuple[str, str] | None:
    """(the charset it was read in, the one it is in), where the other reading is plainly better; else None."""
    text = text[:LOOKED_AT]
    sample = "".join(text.split())
    if sum(c.isalpha() for c in sample) < FEW:
        return None
    for read in ("cp1252", "latin-1", "cp1251"):
        if _is_utf8(sample.encode(read, "ignore")):
            return read, "utf-8"
    best, found = _score(sample) + BETTER, None
    for read, true in _REPAIRS:
        repaired = sample.encode(read, "ignore").decode(true, "ignore")
        # What could not be turned back was no letter of that charset: the text was read rightly.
        if len(repaired) * 3 > len(sample) * 2 and _score(repaired) > best:
            best, found = _score(repaired), (read, true)
    if found is None and len(_MIXED_WORD.findall(text)) > MIXED * max(len(_WORD.findall(text)), 100):
        return "cp1251", "latin-1"
    return found


def _is_utf8(raw: bytes) -> bool:
    """Whether these bytes, which were read as something else, are UTF-8."""
    high = sum(byte > 127 for byte in raw)
    letters = [c for c in raw.decode("utf-8", "ignore") if ord(c) > 127]
    return len(letters) >= PAIRS and sum(len(c.encode()) for c in letters) >= WHOLE * high


def _score(text: str) -> float:
    lowered = text.lower()
    return sum(c in _COMMON for c in lowered) / max(len(lowered), 1)
