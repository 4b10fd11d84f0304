"""What the name of an element or of a JSON key says, in any language: a unit of law, its number, a note, no law.

`ArticleNumber`, `article_no` and `article-num` are one name in three spellings; unit words come from the grammar of
headings, so that a language it knows needs nothing here.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from scraper import grammar

_DATA = tomllib.loads(files("scraper.formats").joinpath("element_names.toml").read_text("utf-8"))


def words_of(name: str) -> frozenset[str]:
    """A list of words of element_names.toml."""
    return frozenset(_DATA["words"][name].split())


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_.:\s\d]+")

NUMBER = words_of("number")
HEADING = words_of("heading")
NOTE = words_of("note")
META = words_of("meta")
CONTENTS = words_of("contents")
WEAK = words_of("weak")
PART_OF = words_of("part_of")
# Markup that holds anything; what it is stands in an attribute or in the printed label.
GENERIC = words_of("generic")
TYPED_BY = ("type", "kind", "class", "role", "name", "typ", "art", "unit", "level")
# Words for the basic unit that data use and headings do not.
_MORE = {word: (unit["rank"], unit["kind"]) for unit in _DATA["unit"] for word in unit["words"].split()}
MAX_NAME = 120  # characters of a name that are looked at


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name says; `role` is unit, number, heading, note, meta, contents or empty."""

    role: str = ""
    rank: str = ""  # of a unit: basic, container, annex, or part (below the basic unit)
    kind: str = ""


NOTHING = Meaning()


@lru_cache(maxsize=4_096)
def meaning(name: str) -> Meaning:
    """What the name of an element or key says."""
    tokens = [_plain(t) for t in _CAMEL.split(name[:MAX_NAME]) if t]
    if not tokens:
        return NOTHING
    whole, last = "".join(tokens), tokens[-1]
    for role, known in (("note", NOTE), ("meta", META), ("contents", CONTENTS)):
        if whole in known or (last in known and role == "note") or (len(tokens) == 1 and last in known):
            return Meaning(role)
    if last in NUMBER or whole in NUMBER:
        return Meaning("number")
    if (last in HEADING or whole in HEADING) and (len(tokens) > 1 or last not in grammar.before()):
        return Meaning("heading")
    return _unit(whole) or _unit(last) or (Meaning("heading") if last in HEADING else NOTHING)


@lru_cache(maxsize=4_096)
def says(name: str, words: str) -> bool:
    """Whether a name, or a word of it, is in this list of element_names.toml."""
    tokens = [_plain(t) for t in _CAMEL.split(name[:MAX_NAME]) if t]
    known = words_of(words)
    return "".join(tokens) in known or any(t in known for t in tokens)


def singular(name: str) -> str:
    """`articles` as the name of one of them; other names as they are."""
    for ending, instead in (("ies", "y"), ("s", "")):
        if name.lower().endswith(ending) and len(name) > len(ending) + 2:
            one = name[: -len(ending)] + instead
            if meaning(one).role:
                return one
    return name


def _unit(token: str) -> Meaning | None:
    if token in PART_OF:
        return Meaning("unit", "part", "paragraph")
    said = _MORE.get(token) or grammar.before().get(token) or grammar.after().get(token)
    return Meaning("unit", *said) if said else None


def _plain(token: str) -> str:
    return grammar.fold(unicodedata.normalize("NFKC", token))
