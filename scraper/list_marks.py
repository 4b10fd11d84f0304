"""The numbers that a browser prints before the items of an ordered list: they stand in no text node."""

from dataclasses import dataclass
from dataclasses import field

from selectolax.lexbor import LexborNode


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
        self._open.append(_List(attributes.get("type") or "1", _int(attributes.get("start"), 1) - 1))

    def close(self) -> None:
        if self._open:
            self._open.pop()

    def next(self, node: LexborNode) -> str:
        if not self._open or self._open[-1].style is None:
            return ""
        current = self._open[-1]
        current.at = _int(node.attributes.get("value"), current.at + 1)
        return _printed(current.at, current.style or "1")


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
