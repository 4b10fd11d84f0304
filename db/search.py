"""Finding words in all law and all alerts, whatever keyboard they are typed on.

Everything is indexed in the transaction that writes it. A text is indexed once, however many versions and sources
hold it; hits are led back to the newest place where it stands.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from db.connection import Connection
from db.folding import fold

MAX_TERMS = 16  # a question has no more words; each costs a walk through the index
PREFIX_FROM = (
    4  # letters: longer words find their inflected forms ("штраф" finds "штрафом"), shorter only themselves
)
HEADING_WEIGHT = 4.0  # a word in a heading says more about an article than the same word in its text
AROUND = 14  # words of a snippet on each side of the word found

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or one phrase in quotes, folded."""

    words: tuple[str, ...]
    prefix: bool


def index_text(connection: Connection, text_id: int, heading: str | None, text: str) -> None:
    connection.run(
        "insert into text_search (rowid, heading, words) values (?, ?, ?)",
        (text_id, _cut(heading or ""), _cut(text)),
    )


def index_alert(connection: Connection, alert_id: int, subject: str, words: str) -> None:
    connection.run(
        "insert into alert_search (rowid, subject, words) values (?, ?, ?)",
        (alert_id, _cut(subject), _cut(words)),
    )


def _cut(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def terms(question: str) -> tuple[Term, ...]:
    """What a person asks for: all of the words, each also as the beginning of a longer one; quotes ask exactly."""
    found = []
    for phrase, word in _TERM.findall(question):
        words = tuple(_WORD.findall(fold(phrase or word)))
        if words:
            prefix = not phrase and (word.endswith("*") or len(words[-1]) >= PREFIX_FROM)
            found.append(Term(words, prefix))
    return tuple(found[:MAX_TERMS])


def match_text(wanted: Iterable[Term]) -> str:
    """In FTS5's language; words hold letters and digits only, so nothing of it can be spoken by the asker."""
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.prefix else ""}' for term in wanted)


def snippet(text: str, wanted: Iterable[Term]) -> tuple[tuple[bool, str], ...]:
    """The words around the first that was found, in pieces: (found?, as printed)."""
    sought = [(word, term.prefix and word == term.words[-1]) for term in wanted for word in term.words]
    words = list(_WORD.finditer(text))
    hits = [n for n, word in enumerate(words) if _is_sought(fold(word.group()), sought)]
    if not words:
        return ()
    first = hits[0] if hits else 0
    low, high = max(0, first - AROUND), min(len(words) - 1, first + AROUND)
    start = words[low].start() if low else 0
    end = words[high].end() if high < len(words) - 1 else len(text)
    pieces = list(_pieces(text, start, end, [words[n].span() for n in hits if low <= n <= high]))
    return tuple(([(False, "… ")] if low else []) + pieces + ([(False, " …")] if end < len(text) else []))


def _is_sought(word: str, sought: Iterable[tuple[str, bool]]) -> bool:
    return any(word == one or (prefix and word.startswith(one)) for one, prefix in sought)


def _pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    at = start
    for low, high in spans:
        if low > at:
            yield False, text[at:low]
        yield True, text[low:high]
        at = high
    if at < end:
        yield False, text[at:end]
