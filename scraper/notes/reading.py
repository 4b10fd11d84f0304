"""Choosing the grammar for a note by country, language, script and words, and reading it with that."""

from collections.abc import Mapping
from dataclasses import replace

from db.law import Note
from scraper.normal import fold_space
from scraper.notes import american
from scraper.notes import asian
from scraper.notes import british
from scraper.notes import engine
from scraper.notes import german
from scraper.notes import marks
from scraper.notes import swedish
from scraper.notes.guess import languages
from scraper.notes.numbers import act_number
from scraper.notes.vocabulary import vocabulary

# Characters of a note that are read. The longest real one (a code's whole history) has some 8,000; what is longer is
# no note or an attack, and its beginning tells the target and the first acts.
MAX_NOTE = 20_000

# Countries whose notes are no sentences, and the grammars that are tried for them.
_READERS = {
    **dict.fromkeys(("DE", "AT", "CH", "LI"), ("german",)),
    **dict.fromkeys(("TW", "CN", "JP", "KR", "HK", "MO"), ("asian",)),
    **dict.fromkeys(("GB", "UK", "IE", "NZ", "AU", "MT", "SG", "IN"), ("british",)),
    **dict.fromkeys(("US", "CA"), ("american",)),
    "SE": ("swedish",),
}
_ALL = ("marks", "asian", "swedish", "american", "german", "british")


def read_note(
    text: str,
    *,
    country: str | None = None,
    language: str | None = None,
    links: Mapping[str, str] | None = None,
) -> Note:
    """An editorial note read as a target and events, or, for text that is none, a note without events.

    Country and language only help to choose the grammar. `links` maps the numbers of acts as the page prints them to
    the addresses they link to. Never raises; reads at most MAX_NOTE characters.
    """
    printed = fold_space(text[:MAX_NOTE])
    country = country.upper() if country else None
    note = _own_grammar(text, printed, country) or _sentences(text, printed, country, language)
    return _linked(note, links) if links else note


def _own_grammar(raw: str, printed: str, country: str | None) -> Note | None:
    """Countries whose notes are no sentences: marks, credits, labelled annotations, era dates."""
    readers = _ALL if country is None else _READERS.get(country, ("marks",))
    for name in readers:
        note = _read_as(name, raw, printed, country)
        if note is not None:
            return note
    return None


def _read_as(name: str, raw: str, printed: str, country: str | None) -> Note | None:
    if name == "american":
        return american.read(raw, printed, country)
    grammars = {
        "marks": marks.read,
        "asian": asian.read,
        "swedish": swedish.read,
        "german": german.read,
        "british": british.read,
    }
    return grammars[name](raw, printed)


def _sentences(raw: str, printed: str, country: str | None, language: str | None) -> Note:
    note = Note(raw)
    for code in languages(printed, country, language):
        words = vocabulary(code)
        if words is None:
            continue
        read = engine.read(raw, printed, words, country)
        if read.events:
            return read
        if note == Note(raw):
            note = read
    return note


def _linked(note: Note, links: Mapping[str, str]) -> Note:
    by_number = {_key(printed): address for printed, address in links.items()}
    return replace(
        note,
        events=tuple(
            replace(e, link=by_number.get(_key(e.act_number))) if e.act_number else e for e in note.events
        ),
    )


def _key(printed: str) -> str:
    return act_number(printed.replace("№", " ").replace("N ", " ")).replace(" ", "").upper()
