"""Whether a text is in the language that it is said to be in. Answers only where it is sure.

Two languages of one act stand behind addresses that differ by three letters; a portal that answers with the other
one would look like a code in which every word was amended.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LOOKED_AT = 20_000  # characters; enough to be sure, whatever the size of the code
FEW = 300  # letters below which nothing is said
SCRIPT_SHARE = (
    0.5  # of the letters that must be in the language's script: laws quote names and drugs in Latin
)
FOREIGN = 0.02  # share of letters that the language does not have; a quotation brings fewer
NEEDED = 0.002  # share of the letters without which there is no text in the language; true texts have ten times that
SURE = 3.0  # times as many frequent words of another language as of this one
EVIDENCE = 0.02  # share of words that is no accident
_BASE = {
    "LATIN": frozenset("abcdefghijklmnopqrstuvwxyz"),
    "CYRILLIC": frozenset("абвгдежзийклмнопрстуфхцчшщьюя"),
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Language:
    script: str
    letters: frozenset[str]
    must: frozenset[str]
    words: frozenset[str]


@cache
def _known() -> dict[str, _Language]:
    tables = tomllib.loads((files("scraper") / "languages.toml").read_text(encoding="utf-8"))
    return {
        name: _Language(t["script"], *(frozenset(t.get(key, ())) for key in ("letters", "must", "words")))
        for name, t in tables.items()
    }


def other_language(text: str, language: str) -> str | None:
    """What this text is in instead of `language` ("kk", or "Latin letters"); None where it fits or nobody can say."""
    name = language.lower().partition("-")[0]
    wanted = _known().get(name)
    letters = Counter(c for c in text[:LOOKED_AT].lower() if c.isalpha())
    total = letters.total()
    if wanted is None or total < FEW:
        return None
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[_script(letter)] += count
    if scripts[wanted.script] < SCRIPT_SHARE * total:
        return f"{scripts.most_common(1)[0][0].capitalize()} letters"
    words = Counter(_WORD.findall(text[:LOOKED_AT].lower()))
    return _neighbour(name, letters, words)


def _neighbour(name: str, letters: Counter[str], words: Counter[str]) -> str | None:
    """Another language of the same script for which far more speaks."""
    known = _known()
    wanted = known[name]

    def share(some: frozenset[str]) -> float:
        return sum(letters[c] for c in some) / letters.total()

    def spoken(other: str) -> float:
        return sum(words[w] for w in known[other].words) / max(words.total(), 1)

    others = [n for n in known if n != name and known[n].script == wanted.script]
    best = max(others, key=lambda n: share(known[n].must) + spoken(n), default="another language")
    if wanted.script in _BASE:
        own = _BASE[wanted.script] | wanted.letters
        foreign = frozenset(c for c in letters if _script(c) == wanted.script and c not in own)
        if share(foreign) > FOREIGN or (wanted.must and share(wanted.must) < NEEDED):
            return best
    most = max(others, key=spoken, default=name)
    return most if spoken(most) > max(SURE * spoken(name), spoken(name) + EVIDENCE) else None


@cache
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "?").partition(" ")[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name
