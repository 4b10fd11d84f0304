"""A redline cut to what a reader of mail needs: the words that changed and a little of what stands around them.

The whole comparison is a click or a command away. A provision of ten pages with one changed figure is shown as
that figure in its sentence.
"""

from alerts import clean
from alerts.payload import ChangePart

AROUND = 90  # characters of unchanged text kept on each side of a change
MAX_PIECE = 700  # characters of one inserted or deleted run; more is said to be more
_GAPS = " \n"
MAX_REDLINE = 1_600  # characters of one provision in a message: about a screen


def pieces(change: ChangePart) -> tuple[tuple[str, str], ...]:
    """("=" | "-" | "+" | "…", words) of one change; "…" stands for words left out and says what they were."""
    shown: list[tuple[str, str]] = []
    left, breaks = MAX_REDLINE, clean.MAX_BREAKS
    raw = change.redline or _whole(change)
    for at, (sign, text) in enumerate(raw):
        said = clean.piece(text, breaks)
        if not said:
            continue
        if left <= 0:
            shown.append(("…", "[the rest is in the full comparison]"))
            break
        if sign == "=":
            kept = _around(said, first=at == 0, last=at == len(raw) - 1)
        else:
            kept = _bare(sign if sign in {"-", "+"} else "=", _cut(said))
        shown += kept
        left -= sum(len(words) for _, words in kept)
        breaks = max(0, breaks - sum(words.count("\n") for _, words in kept))
    return tuple(shown)


def _bare(sign: str, text: str) -> list[tuple[str, str]]:
    """A changed run without the spaces and breaks at its ends, so that its signs stand at its words."""
    lead = text[:1] if text[:1].isspace() else ""
    tail = text[-1:] if text[-1:].isspace() and text.strip() else ""
    return [part for part in (("=", lead), (sign, text.strip()), ("=", tail)) if part[1]]


def _whole(change: ChangePart) -> tuple[tuple[str, str], ...]:
    """Where no redline was made: the old words out, the new words in."""
    if change.before and change.before == change.after:
        return ()  # moved, renumbered: the words are the same
    return tuple((sign, text) for sign, text in (("-", change.before), ("+", change.after)) if text)


def _cut(text: str) -> str:
    if len(text) <= MAX_PIECE:
        return text
    return f"{_to_last_gap(text[:MAX_PIECE], 0)}… [{len(text) - MAX_PIECE:,} more characters]"


def _around(text: str, *, first: bool, last: bool) -> list[tuple[str, str]]:
    """Unchanged text: its end before a change, its beginning after one, both between two."""
    head = "" if first else _head(text)
    tail = "" if last else _tail(text)
    if first and last:
        return [("=", text[: 2 * AROUND]), ("…", "…")] if len(text) > 2 * AROUND else [("=", text)]
    if len(text) <= len(head) + len(tail) + AROUND // 3:  # leaving out three words is no gain
        return [("=", text)]
    return [part for part in (("=", head), ("…", " … "), ("=", tail)) if part[1]]


def _head(text: str) -> str:
    return _to_last_gap(text[:AROUND], AROUND // 2)


def _tail(text: str) -> str:
    cut = text[-AROUND:]
    first = next((at for at, char in enumerate(cut[: AROUND // 2]) if char in _GAPS), None)
    return cut if first is None else cut[first + 1 :]


def _to_last_gap(cut: str, least: int) -> str:
    """Up to the last space or break, so that no word is cut; where there is none beyond `least`, as it is."""
    last = max(cut.rfind(gap) for gap in _GAPS)
    return cut[:last] if last >= least else cut
