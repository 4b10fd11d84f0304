"""Whose law a page is about: said by its title, its address, its file's name, else named most often in its text."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pipeline.importing.keys import slug

NAMED = 2  # times that a country must be named where nothing but the text says whose law it is
READ = 50_000  # characters of the text that are searched


def country_of(said: Sequence[str | None], text: str) -> str | None:
    """ISO 3166 code; `said` are title, address and file name, the surest first."""
    for words in said:
        whole = f"-{slug_all(words or '')}-"
        hits = [
            (whole.index(f"-{name}-"), -len(name), code)
            for name, code in _by_slug().items()
            if f"-{name}-" in whole
        ]
        if hits:
            return max(hits, key=lambda h: (-h[1], h[0]))[2]
    counted = [
        (len(re.findall(rf"\b{re.escape(name)}\b", text[:READ])), code)
        for code, names in _countries().items()
        for name in names
    ]
    times, code = max(counted, default=(0, ""))
    return code if times >= NAMED else None


def name_of_country(code: str) -> str | None:
    names = _countries().get(code.upper())
    return names[0] if names else None


def slug_all(words: str) -> str:
    """The words as a slug without its bound of length."""
    return "-".join(filter(None, (slug(w) for w in re.findall(r"[^\W_]+", words))))


@cache
def _countries() -> dict[str, list[str]]:
    return tomllib.loads((files("pipeline.importing") / "countries.toml").read_text(encoding="utf-8"))


@cache
def _by_slug() -> dict[str, str]:
    return {slug_all(name): code for code, names in _countries().items() for name in names}
