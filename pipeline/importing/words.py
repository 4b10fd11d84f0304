"""The words by which a published profile is taken apart, from words.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the template."""

    name: str
    role: str  # "skipped", "before", "legislation", "after": where it stands to the legislation
    parent: str | None
    variants: tuple[str, ...]


@cache
def tables() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.importing") / "words.toml").read_text(encoding="utf-8"))


@cache
def headings() -> tuple[Heading, ...]:
    return tuple(
        Heading(t["name"], t["role"], t.get("parent"), (t["name"], *t["variants"]))
        for t in tables()["headings"]
    )


@cache
def heading_by_words() -> dict[str, Heading]:
    return {folded(v): h for h in headings() for v in h.variants}


@cache
def words(table: str, key: str) -> frozenset[str]:
    return frozenset(tables()[table][key])


@cache
def _articles() -> dict[str, int]:
    treaty = tables()["treaty"]
    return {folded(topic): int(n) for n, topics in treaty.items() if n.isdigit() for topic in topics}


def treaty_article(topic: str | None) -> int | None:
    """The article of the Budapest Convention that is treated under this topic."""
    return _articles().get(folded(topic)) if topic else None


def folded(text: str) -> str:
    """Words as they are compared: no case, no punctuation, no s of a plural."""
    return " ".join(w.removesuffix("s") for w in re.findall(r"[^\W_]+", text.casefold()))


def act_type(printed: str | None, name: str | None) -> str | None:
    """The type of an act: by what it is called where it stands, else by a word of its name."""
    kinds: dict[str, list[str]] = tables()["types"]
    for source in (printed, name):
        found = re.findall(r"[^\W\d_]+", (source or "").lower())
        for kind, signs in kinds.items():
            if any(w in signs for w in found):
                return kind
    return None
