"""Choosing the grammar for a note by country, language, script and words, and reading it with that."""

from collections.abc import Mapping
from dataclasses import replace

from db.law import Note
from scraper.normal import fold_space
from scraper.notes import engine
from scraper.notes.guess import languages
from scraper.notes.numbers import act_number
from scraper.notes.vocabulary import vocabulary

# Characters of a note that are read. The longest real one (a code's whole history) has some 8,000; what is longer is
# no note or an attack, and its beginning tells the target and the first acts.
MAX_NOTE = 20_000


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
    note = Note(text)
    for code in languages(printed, country, language):
        words = vocabulary(code)
        if words is None:
            continue
        note = engine.read(text, printed, words, country)
        if note.events:
            break
    return _linked(note, links) if links else note


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
