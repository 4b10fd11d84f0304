"""The grammar of headings as it stands in grammar.toml, ready to be asked. Only this module opens that file."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(files("scraper").joinpath("grammar.toml").read_text("utf-8"))


@cache
def before() -> dict[str, tuple[str, str]]:
    """Marker word -> (rank, kind) for markers that precede their number."""
    return _markers("basic", "container", "annex")


@cache
def after() -> dict[str, tuple[str, str]]:
    """Marker word -> (rank, kind) for markers that follow their number."""
    return _markers("basic_after", "container_after", "annex_after")


def _markers(*names: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for name in names:
        for kind, words in table()[name].items():
            for word in words:
                # The first meaning stands: "section" is the unit of English law before it is a container.
                found.setdefault(fold(word), (name.removesuffix("_after"), kind))
    return found


@cache
def ordinals() -> dict[str, int]:
    """A number as a word -> the number."""
    found: dict[str, int] = {}
    for words in table()["ordinals"].values():
        for position, word in enumerate(words, 1):
            found.setdefault(fold(word), position)
    found[fold("unique")] = 1
    found[fold("seconde")] = 2
    for single in ("única", "único", "unico", "unica"):
        found[fold(single)] = 1
    return found


@cache
def words(name: str) -> frozenset[str]:
    return frozenset(fold(w) for w in table()["words"][name])


@cache
def repealed() -> re.Pattern[str]:
    """Words that stand in the place of a text that is gone."""
    return re.compile(rf"(?<!\w)(?:{alternatives(words('repealed'))})(?!\w)")


def alternatives(options: Iterable[str]) -> str:
    """Words as one part of a pattern, longest first, white space of any length."""
    ordered = sorted(options, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def fold(word: str) -> str:
    """Lower case in any script; the tonos of capitals and one apostrophe for all."""
    folded = unicodedata.normalize("NFC", word).casefold().replace("\u0307", "")
    return folded.replace("’", "'").replace("ʼ", "'")
