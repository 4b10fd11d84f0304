"""A profile's TOML as text, with comments for the person who goes on from there."""

import re
from collections.abc import Iterable
from collections.abc import Sequence

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def quoted(text: str) -> str:
    """A basic string of TOML."""
    out = []
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif c < " " or c == "\x7f":
            out.append({"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(c, f"\\u{ord(c):04x}"))
        elif "\ud800" <= c <= "\udfff":
            out.append("\ufffd")  # half a letter: TOML, being UTF-8, cannot hold it
        else:
            out.append(c)
    return f'"{"".join(out)}"'


def listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(quoted(t) for t in texts)}]"


def dated(date: str) -> str:
    """A whole day as TOML's date, a month or a year as text."""
    if _DAY.fullmatch(date):
        import datetime

        try:
            datetime.date.fromisoformat(date)
        except ValueError:
            return quoted(date)
        return date
    return quoted(date)


def comment(text: str, indent: str = "") -> str:
    """Lines of comment; nothing in `text` can end them."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return f"# {indent}{' '.join(plain.split())}"


def table(name: str, pairs: Sequence[tuple[str, str | None]], above: Sequence[str] = ()) -> list[str]:
    """`[[name]]` with the pairs that have a value (already written as TOML)."""
    lines = [*above, f"[[{name}]]"]
    lines += [f"{key} = {value}" for key, value in pairs if value is not None]
    return [*lines, ""]
