"""Brackets of a note: they nest and hold commas and semicolons, so a note is never split without them."""

_OPEN = "([{<"
_CLOSE = ")]}>"


def groups(text: str) -> list[tuple[int, int]]:
    """The outermost round bracket groups as (start, end), end after the closing bracket; one that never closes runs
    to the end of the text. Linear in the length of the text.
    """
    found = []
    depth, start = 0, 0
    for i, letter in enumerate(text):
        if letter == "(":
            if depth == 0:
                start = i
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
            if depth == 0:
                found.append((start, i + 1))
    if depth:
        found.append((start, len(text)))
    return found


def peel(text: str) -> str:
    """The text without a pair of brackets that encloses it whole: `{Стаття 5 …}`, `(в ред. …)`, `[...]`."""
    text = text.strip()
    for _ in range(3):  # "{(…)}" is the deepest that is printed
        if len(text) < 2 or text[0] not in _OPEN or text[-1] != _CLOSE[_OPEN.index(text[0])]:
            return text
        if not _whole(text):
            return text
        text = text[1:-1].strip()
    return text


def _whole(text: str) -> bool:
    opening, closing = text[0], text[-1]
    depth = 0
    for i, letter in enumerate(text):
        depth += (letter == opening) - (letter == closing)
        if depth == 0:
            return i == len(text) - 1
    return False
