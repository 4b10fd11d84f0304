"""The numbers that a browser prints before the items of an ordered list: they stand in no text node."""

import re
from dataclasses import dataclass
from dataclasses import field

from selectolax.lexbor import LexborNode

_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|disc|[a-z]+-(?:alpha|latin|roman)|decimal)\b", re.IGNORECASE
)
_STYLES: dict[str, str | None] = {
    "none": None, "disc": None, "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
    "upper-latin": "A", "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip


@dataclass(slots=True)
class _List:
    style: str | None  # "1", "a", "A", "i", "I"; None for bullets
    at: int


@dataclass(slots=True)
class ListMarks:
    """Counts the items of lists inside lists."""

    _open: list[_List] = field(default_factory=list)

    def open(self, node: LexborNode) -> None:
        if node.tag == "ul":
            self._open.append(_List(None, 0))
            return
        attributes = node.attributes
        style = _styled(attributes.get("style") or "", attributes.get("type") or "1")
        self._open.append(_List(style, _int(attributes.get("start"), 1) - 1))

    def close(self) -> None:
        if self._open:
            self._open.pop()

    def next(self, node: LexborNode) -> str:
        if not self._open or self._open[-1].style is None:
            return ""
        current = self._open[-1]
        current.at = _int(node.attributes.get("value"), current.at + 1)
        return _printed(current.at, current.style or "1")


def _styled(style: str, otherwise: str) -> str | None:
    """What CSS on the element itself says of the numbers; a style sheet is not read."""
    found = _STYLE.search(style)
    return _STYLES.get(found.group(1).lower(), otherwise) if found else otherwise


def _int(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def _printed(number: int, style: str) -> str:
    if style in "aA" and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if style == 'A' else letter}."
    if style in "iI" and 0 < number < 40:
        roman = (
            "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
        )
        return f"{roman.upper() if style == 'I' else roman}."
    return f"{number}."
