"""On which line of a TOML file a key stands, so that a mistake can be shown where it was made.

The text is valid TOML already; what stands inside strings, comments and values of several lines is no key.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_NAMES = re.compile(_PART)
# What decides whether a line break ends a value: strings of all four kinds, comments, brackets.
_PIECE = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|[\[{]|[\]}]",
    re.DOTALL,
)

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
    for number, statement in _statements(text):
        if table := _TABLE.match(statement):
            here = _table(_parts(table[2]), many=table[1] == "[[", counts=counts)
            found.setdefault(here, number)
        elif key := _KEY.match(statement):
            found.setdefault(here + _parts(key[1]), number)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Headers and assignments with the line on which each begins; a value may run over many lines."""
    start, number, depth, at = 0, 1, 0, 0
    for end in _breaks(text):
        depth += sum(_step(piece[0]) for piece in _PIECE.finditer(text, at, end))
        at = end + 1
        if depth <= 0:
            yield number, text[start:end]
            number += text.count("\n", start, end) + 1
            start, depth = end + 1, 0


def _breaks(text: str) -> Iterator[int]:
    """The ends of lines that stand in no string."""
    strings = (m for m in _PIECE.finditer(text) if m[0][0] in "\"'")
    inside = next(strings, None)
    for found in re.finditer(r"\n|\Z", text):
        at = found.start()
        while inside is not None and inside.end() <= at:
            inside = next(strings, None)
        if inside is None or at < inside.start():
            yield at


def _step(piece: str) -> int:
    return 1 if piece in "[{" else -1 if piece in "]}" else 0


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _NAMES.findall(dotted))


def _table(parts: tuple[str, ...], *, many: bool, counts: dict[Path, int]) -> Path:
    """The path that a table header opens; arrays of tables already opened stand at their newest element."""
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if many:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
