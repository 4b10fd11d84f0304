"""How editors of official texts print their notes, on any site and in any language: evidence of amendments, never law.

A note is a paragraph that as a whole says which act did what ("Modifié par LOI n° ...", "(в ред. Федерального закона
от ...)", "[Ins. by Act 5 of 2010]"), or such words in brackets inside a paragraph. Law that amends other law says
nearly the same: it is told apart by its mood ("is amended by inserting", "дополнить", "queda redactado:"), by what
follows it, and by an act with its number or date, without which nothing here is a note.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files

from scraper import enumerators
from scraper import headings
from scraper.blocks import Block
from scraper.normal import fold_space
from scraper.notes import read_note
from scraper.repeal import is_placeholder

LONGEST = 1_500  # characters of a note in a paragraph of its own, and of a history of many acts
LONGEST_CALLED = 4_000  # of one that its element calls a note
MIN_LEFT = (
    12  # letters of law that stay beside a note; where fewer are left, it stands in the place of the text
)

_KNOWN = re.compile(
    r"^[\[({*_]{0,3}\s*(?:Сноска|Ескерту\b|Примечание\s+(?:ИЗПИ|РЦПИ)|Примечание\.\s+См|Footnote\.|Note by|"
    r"Редакці|Із змінами|\(в ред\.)|^\{.*\}$",
    re.DOTALL,
)
_DATA = tomllib.loads(files("scraper").joinpath("editorial.toml").read_text("utf-8"))
_DONE = "|".join(f"(?:{pattern})" for pattern in _DATA["begins"].values()).replace("\n", "")
_BEGINS = re.compile(rf"[\s\[(（<{{*_]{{0,3}}(?:{_DONE})", re.IGNORECASE)
_GROUP = re.compile(r"[(\[<][^()\[\]<>]{8,300}[)\]>]")
_SWEDISH = re.compile(r"(?<=[.:;])\s+(?:Lag|Förordning|Brottsbalk) \(\d{4}:\d{1,5}\)\.?$")
_DATED = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|№\s?\d|\b(?:1[89]|20)\d{2}\b|\bn[°ºor]\.?\s?\d|\bNo\.?\s?\d|\d+/\d{2,4}",
    re.IGNORECASE,
)
_NO_NOTE = re.compile(_DATA["words"]["never"].replace("\n", ""), re.IGNORECASE)
_NAMES = re.compile(_DATA["words"]["classes"].replace("\n", ""), re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "<": ">", "【": "】", "〔": "〕"}


def is_note(text: str) -> bool:
    """Whether this paragraph as a whole is an editor's note."""
    if _KNOWN.match(text):
        return True
    if len(text) > LONGEST or text.endswith((":", "：")) or not _DIGIT.search(text):
        return False
    bracketed = _in_one_bracket(text)
    if not bracketed and (text[0] == "(" or (text[0].isdigit() and text[1:2] in ".)")):
        return False
    if (
        _BEGINS.match(text)
        and _DATED.search(text)
        and not _NO_NOTE.search(text)
        and not _stands_for_text(text)
    ):
        return True
    return bracketed and not _NO_NOTE.search(text) and _names_an_act(text)


def calls_it_a_note(names: str) -> bool:
    """Whether the class or id of an element calls it a note."""
    return bool(_NAMES.search(names))


def is_called_note(text: str) -> bool:
    """Whether an element that is called a note is one: law may be called so, and is none then."""
    return len(text) <= LONGEST_CALLED and (is_note(fold_space(text)) or _names_an_act(text))


def sorted_out(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with editors' notes told as such, those inside paragraphs taken out of them."""
    out: list[Block] = []
    for block in blocks:
        if block.role != "text":
            out.append(block)
        elif not block.level and is_note(block.text):
            out.append(replace(block, role="note"))
        else:
            out.extend(_without_inner(block))
    return out


def _without_inner(block: Block) -> list[Block]:
    text = block.text
    found = [m for m in _GROUP.finditer(text) if _is_inner(m.group())]
    swedish = _SWEDISH.search(text)
    found += [swedish] if swedish else []
    if not found:
        return [block]
    left = text
    for m in found:
        left = left.replace(m.group(), " ")
    left = re.sub(r"\s+([.;,:。])", r"\1", fold_space(left))
    if not _says_something(left):
        return [block]
    notes = [Block(m.group().strip(), "note", place=block.place) for m in found]
    return [replace(block, text=left, lead=min(block.lead, len(left))), *notes]


def _is_inner(words: str) -> bool:
    return bool(_DATED.search(words) and _BEGINS.match(words)) and not _NO_NOTE.search(words)


def _says_something(left: str) -> bool:
    """Whether more than a number is left: else the bracket stands in the place of a repealed text."""
    heading = headings.read(left)
    if heading is not None:
        left = heading.rest
    for reading in enumerators.read(left):
        left = reading.rest
    return sum(c.isalpha() for c in left) >= MIN_LEFT


def _stands_for_text(text: str) -> bool:
    return is_placeholder(text.strip("()[] "))


def _in_one_bracket(text: str) -> bool:
    closing = _PAIRS.get(text[:1])
    inner = text.rstrip(" .")
    if closing is None or not inner.endswith(closing):
        return False
    depth = 0
    for at, c in enumerate(inner):
        depth += (c == text[0]) - (c == closing)
        if not depth:
            return at == len(inner) - 1
    return False


def _names_an_act(text: str) -> bool:
    note = read_note(text)
    return note.law_text_changed and any(e.act_number or e.date for e in note.events)
