"""On which line of a TOML file a key stands, so that a mistake can be shown where it was made."""

import re
from collections.abc import Sequence

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_MULTI = ('"""', "'''")

Path = tuple[str | int, ...]


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The 1-based line of `path` ("acts", 0, "sources", 1, "url"), else of the nearest thing around it."""
    lines = _lines(text)
    wanted = tuple(path)
    while wanted:
        if wanted in lines:
            return lines[wanted]
        wanted = wanted[:-1]
    return None


def _lines(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    closing: str | None = None  # inside a multi-line string nothing is a key
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            closing = None if closing in line else closing
            continue
        if table := _TABLE.match(line):
            here = _table(table[2], many=table[1] == "[[", counts=counts)
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault(here + _parts(key[1]), number)
            value = line[key.end() :]
            closing = next((q for q in _MULTI if value.count(q) == 1), None)
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(p.strip().strip("\"'") for p in re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", dotted))


def _table(dotted: str, *, many: bool, counts: dict[Path, int]) -> Path:
    """The path that a table header opens; arrays of tables already opened stand at their newest element."""
    path: Path = ()
    parts = _parts(dotted)
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if many:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
