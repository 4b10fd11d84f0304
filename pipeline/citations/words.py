"""Looking words up: which word is a marker of a unit, a level, a month, an act. The words are data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from importlib.resources import files
from typing import Any
from typing import Generic
from typing import TypeVar

MAX_ENDING = 8  # letters that inflection may add to a stem; longer words are other words
_CACHED = 4096  # looked-up words kept; a page has about as many different ones
T = TypeVar("T")


class Lexicon(Generic[T]):
    """Words and stems ("стать*") with what each means. A whole word wins over a stem, a long stem over a short."""

    def __init__(self, entries: dict[str, T]) -> None:
        self._whole = {w: v for w, v in entries.items() if not w.endswith("*")}
        self._stems = {w[:-1]: v for w, v in entries.items() if w.endswith("*")}
        self._look = lru_cache(_CACHED)(self._find)

    def get(self, word: str) -> T | None:
        """What a word means, whatever its case."""
        return self._look(fold(word))

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def _find(self, word: str) -> T | None:
        if (found := self._whole.get(word)) is not None:
            return found
        for size in range(len(word), max(0, len(word) - MAX_ENDING) - 1, -1):
            if (found := self._stems.get(word[:size])) is not None:
                return found
        return None


def fold(word: str) -> str:
    """Lower case, with the Turkish dotted capital as plain i."""
    return word.replace("İ", "i").lower()


@dataclass(frozen=True, slots=True)
class Marker:
    """A word that announces the number of a unit.

    Attributes:
        number: "one", "many" or "any": what the word's form says of how many numbers follow.

    """

    unit: str
    number: str
    container: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A word that announces a level below the article."""

    level: str
    number: str
    part_if_alone: bool
    relative: bool
    only_after: bool
    never_first: bool


@cache
def vocabulary() -> dict[str, Any]:
    """The data file, read once."""
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))


@cache
def markers() -> Lexicon[Marker]:
    """Words of units."""
    return Lexicon(
        {
            word: Marker(entry["unit"], number, entry.get("container", False))
            for entry in vocabulary()["unit"]
            for number in ("any", "many", "one")
            for word in entry[number]
        }
    )


@cache
def levels() -> Lexicon[Level]:
    """Words of levels below the article."""
    rules = vocabulary()["levels"]
    return Lexicon(
        {
            word: Level(
                entry["level"],
                number,
                word in rules["part_if_alone"],
                word in rules["relative"],
                word in rules["only_after"],
                word in rules["never_first"],
            )
            for entry in reversed(vocabulary()["level"])
            for number in ("many", "one")
            for word in entry[number]
        }
    )


@cache
def words(*path: str) -> Lexicon[bool]:
    """A plain list of the data file as a set: `words("act", "gap")`."""
    found: Any = vocabulary()
    for key in path:
        found = found[key]
    return Lexicon(dict.fromkeys(found, True))


@cache
def meanings(*path: str) -> Lexicon[str]:
    """A table of lists of the data file, turned round: word to the key of its list."""
    if path == ("act_heads",):
        heads = ("policy", "treaty", "eu", "instrument", "constitution", "law", "code")
        return Lexicon({word: key for key in heads for word in vocabulary()["act"][key]})
    found: Any = vocabulary()
    for key in path:
        found = found[key]
    return Lexicon({word: key for key, listed in found.items() for word in listed})
