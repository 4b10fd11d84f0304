"""A view as plain text: the twin of the HTML mail, and what standard output and short services get.

Wrapped at 78 columns; addresses, hashes and commands are never broken. Redlines carry signs, so that nothing
depends on colour: [-words that went-] {+words that came+}.
"""

import unicodedata
from collections.abc import Iterator

from alerts.view import Block
from alerts.view import Facts
from alerts.view import Notice
from alerts.view import Redlined
from alerts.view import Section
from alerts.view import Sentence
from alerts.view import Steps
from alerts.view import View
from alerts.view import Words

WIDTH = 78  # columns: quoted once in a reply, a line still fits a terminal
_SIGNS = {"-": ("[-", "-]"), "+": ("{+", "+}"), "=": ("", ""), "…": ("", "")}


def plain(view: View, *, top: bool = True) -> str:
    """The whole view as text that ends with a line break."""
    lines = [*(_title(view) if top else ())]
    for section in view.sections:
        lines += _section(section)
    lines += ["", "-- ", *view.foot] if top else []
    return "\n".join(lines).strip("\n") + "\n"


def _title(view: View) -> list[str]:
    return [view.kicker.upper(), *wrap(view.title), "=" * min(WIDTH, max(columns(view.title), 3))]


def _section(section: Section) -> list[str]:
    lines = [""]
    if section.heading:
        lines += [*wrap(section.heading), "-" * min(WIDTH, columns(section.heading))]
    for at, block in enumerate(section.blocks):
        if at and isinstance(block, Sentence | Redlined | Words):
            lines.append("")
        lines += _block(block)
    return lines


def _block(block: Block) -> list[str]:
    match block:
        case Notice():
            return wrap(f"*** {block.words} ***")
        case Words():
            return wrap(block.words)
        case Sentence():
            return list(_sentence(block))
        case Redlined():
            return list(_redlined(block))
        case Facts():
            return [
                part for row in block.rows for part in wrap(f"{row.name}: {row.value}", hang="  ")
            ] + _links(block)
        case Steps():
            return list(_steps(block))


def _links(facts: Facts) -> list[str]:
    """Addresses that are not their own words."""
    return [
        part
        for row in facts.rows
        if row.url and row.url != row.value
        for part in wrap(f"{row.name}, on the web: {row.url}", hang="  ")
    ]


def _sentence(line: Sentence) -> Iterator[str]:
    verdict = f"[{line.sign} {line.verdict}] " if line.verdict else ""
    yield from wrap(f"{verdict}{line.place}")
    if line.text:
        yield from wrap(f"“{line.text}”", lead="    ", hang="    ")
    if line.treaty:
        yield from wrap(f"Treaty: {line.treaty}", lead="    ", hang="      ")
    if line.because:
        yield from wrap(f"Because of: {line.because}", lead="    ", hang="      ")


def _redlined(change: Redlined) -> Iterator[str]:
    yield from wrap(f"{change.label} — {change.kind}", hang="  ")
    if change.why:
        yield from wrap(f"Why it matters: {'; '.join(change.why)}", lead="  ", hang="    ")
    text = "".join(f"{_SIGNS[sign][0]}{said}{_SIGNS[sign][1]}" for sign, said in change.pieces)
    for paragraph in text.split("\n"):
        if paragraph.strip():
            yield from wrap(paragraph, lead="    ", hang="    ")
    if change.url:
        yield from wrap(f"Official text: {change.url}", lead="  ", hang="    ")


def _steps(steps: Steps) -> Iterator[str]:
    for step in steps.steps:
        yield from wrap(step.words, lead="* ", hang="  ")
        if step.command:
            yield f"    {step.command}"
        if step.url:
            yield f"    {step.url}"


def columns(text: str) -> int:
    """How many columns a terminal gives to `text`: two for the characters of Chinese, Japanese and Korean."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def wrap(text: str, *, lead: str = "", hang: str = "") -> list[str]:
    """`text` in lines of at most WIDTH columns, broken at spaces; only writing without spaces is broken within."""
    lines: list[str] = []
    current, room = lead, WIDTH - columns(lead)
    empty = True
    for word in text.split():
        for part in _parts(word, WIDTH - columns(hang)):
            need = columns(part) + (0 if empty else 1)
            if need > room and not empty:
                lines.append(current)
                current, room, empty = hang, WIDTH - columns(hang), True
                need = columns(part)
            current += part if empty else f" {part}"
            room, empty = room - need, False
    return [*lines, current] if not empty or not lines else lines


def _parts(word: str, most: int) -> Iterator[str]:
    """A word whole where it fits or must stay whole (addresses, hashes), else in pieces that fit."""
    if columns(word) <= most or word.isascii():
        yield word
        return
    part, used = "", 0
    for char in word:
        wide = columns(char)
        if part and used + wide > most:
            yield part
            part, used = "", 0
        part, used = part + char, used + wide
    yield part
