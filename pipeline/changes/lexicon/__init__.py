"""Words that the rules of significance look for, as data, a file a language."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ru", "kk", "uk", "de", "is", "fr", "zh")
SORTS = (
    "penalty",
    "amount",
    "term",
    "negation",
    "exception",
    "modal",
    "scope",
    "joining",
    "definition",
    "actors",
    "reference",  # words for units of law
    "filler",  # what else stands in a reference
    "month",
)
STEM = 5  # letters that tell one word from another whatever its ending
_SCRIPTS = (
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("latin", re.compile(r"[a-z\u00c0-\u024f]", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, ready to be looked for in text whose case is folded."""

    language: str
    script: str
    patterns: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, float]

    def count(self, sort: str, text: str) -> Counter[str]:
        """How often each word of a sort stands in a text, endings apart."""
        return Counter(found[0][:STEM] for found in self.patterns[sort].finditer(text))

    def has(self, sort: str, text: str) -> bool:
        return self.patterns[sort].search(text) is not None


@cache
def lexicon(language: str) -> Lexicon:
    """The words of one language; KeyError for one that is not among LANGUAGES."""
    if language not in LANGUAGES:
        raise KeyError(language)
    data = tomllib.loads((files("pipeline.changes.lexicon") / f"{language}.toml").read_text(encoding="utf-8"))
    return Lexicon(
        language=language,
        script=data["script"],
        patterns={sort: _pattern(data[sort], data["script"]) for sort in SORTS},
        numbers={word.casefold(): float(value) for word, value in data["number"].items()},
    )


def lexicons(language: str | None, text: str) -> tuple[Lexicon, ...]:
    """The language's own words where it is known, else those of every language in the text's script."""
    code = (language or "").split("-")[0].casefold()
    if code in LANGUAGES:
        return (lexicon(code),)
    counts = {script: len(pattern.findall(text)) for script, pattern in _SCRIPTS}
    script = max(counts, key=lambda s: counts[s])
    return tuple(lex for code in LANGUAGES if (lex := lexicon(code)).script == script)


def _pattern(words: list[str], script: str) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    alternatives = "|".join(_one(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(alternatives if script == "han" else rf"(?<!\w)(?:{alternatives})(?!\w)")


def _one(word: str) -> str:
    return re.escape(word.casefold()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
