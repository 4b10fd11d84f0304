"""The law of Valdoria, a country that does not exist: two codes in two languages, before and after an amending law.

The texts are data, in `laws/NUMBER.LANGUAGE.toml`; an article that stands only before or only after says so.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """One article; its parts stand as the reader sees them."""

    number: str
    heading: str
    parts: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Chapter:
    number: str
    heading: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One code in one language at one moment."""

    title: str
    requisite: str
    article: str  # the word for one
    chapter: str
    chapters: tuple[Chapter, ...]


@cache
def code(number: str, language: str, *, amended: bool) -> Code:
    file = resources.files("pipeline.demo") / "laws" / f"{number}.{language}.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    other = "before" if amended else "after"
    return Code(
        title=told["title"],
        requisite=told["requisite"],
        article=told["article"],
        chapter=told["chapter"],
        chapters=tuple(_chapter(c, other) for c in told["chapters"]),
    )


def _chapter(told: dict[str, Any], other: str) -> Chapter:
    articles = (a for a in told["articles"] if a.get("only") != other)
    return Chapter(
        told["number"],
        told["heading"],
        tuple(Article(a["number"], a["heading"], tuple(a["parts"]), a.get("note")) for a in articles),
    )
