"""A published sentence with one citation in it changed: numbers, lists, dates, the name of an act. Pure.

Nothing is believed of a change of words until the sentence has been read again: a candidate counts only where the
citations of the new sentence are exactly those wished for, and every other one is what it was. Where no candidate or
more than one reads so, there is no answer, and the caller asks a person.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from itertools import pairwise
from itertools import product

from pipeline.citations import Citation
from pipeline.citations import Unit
from pipeline.citations import read_citations
from pipeline.citations.dates import dates
from pipeline.edits.date_forms import written_like

MAX_CANDIDATES = (
    60  # sentences tried for one change; a number stands a few times in a line, a hostile one thousands
)
MAX_LINE = 4_000  # characters of a sentence that is edited; the longest line known has 900

_MARKER = r"(?:[^\W\d_]{1,14}\.?\s?|§+\s?)"  # "Art. ", "Articles ", "§", "esp. "
_BELOW = r"(?:\s?\([^()\n]{1,20}\))*"
_AND = r"and|or|und|oder|sowie|et|ou|y|e|i|a|oraz|og|och|en|и|или|та|і|және|&"
_DASH = r"\s?[-–—]\s?"  # all of them are printed between numbers
_JOIN = rf"(?:\s*[,;/]\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND})\s+)"

_QUOTES = frozenset("\"'“”„«»‘’")

Shape = tuple[object, ...]


def shape(citation: Citation, units: Sequence[Unit] | None = None, **other: str | None) -> Shape:
    """What makes two citations one, whatever their words and place."""
    facts = {
        "name": citation.act_name,
        "type": citation.act_type,
        "number": citation.act_number,
        "date": citation.act_date,
        "amended": citation.as_amended_date,
        "version": citation.version_date,
        "qualifier": citation.qualifier,
        "kind": citation.kind,
        "ambiguous": citation.ambiguous,
        "inherited": citation.act_inherited,
    } | other
    return (*facts.values(), tuple(map(unit_shape, citation.units if units is None else units)))


def unit_shape(unit: Unit) -> Shape:
    numbers = (unit.article, unit.article_to, unit.part, unit.item, unit.letter, unit.chapter, unit.division)
    return (unit.unit, *(n.lower() if n else None for n in numbers), unit.qualifier)


def with_units(text: str, country: str | None, at: int, place: int, wanted: Sequence[Unit]) -> str | None:
    """The sentence whose citation `at` has `wanted` in the place of its unit `place`; None where that is not sure."""
    read = read_citations(text, country)
    if len(text) > MAX_LINE or at >= len(read) or place >= len(read[at].units):
        return None
    citation = read[at]
    units = (*citation.units[:place], *wanted, *citation.units[place + 1 :])
    if not units:
        return None
    wish = [shape(c) for c in read]
    wish[at] = shape(citation, units)
    if wanted:
        tried = _renumbered(text, citation, citation.units[place], wanted)
    else:
        tried = _dropped(text, citation, citation.units[place])
    # Of several ways to drop a unit the first is the tidiest; a number is put in one place or nowhere.
    fit = [one for one in dict.fromkeys(islice(tried, MAX_CANDIDATES)) if _reads(one, country, wish)]
    if not wanted:
        return fit[0] if fit else None
    return fit[0] if len(fit) == 1 else None


def with_date(text: str, country: str | None, at: int, day: str) -> str | None:
    """The sentence whose citation `at` states the act's text of `day` (ISO), in the form its own date has."""
    read = read_citations(text, country)
    if len(text) > MAX_LINE or at >= len(read):
        return None
    citation = read[at]
    stated = citation.as_amended_date or citation.version_date
    if stated is None:
        return None
    field = "amended" if citation.as_amended_date else "version"
    fit = []
    start, end = citation.span
    for date in dates(text[start:end], country):
        printed = text[start + date.start : start + date.end]
        written = written_like(printed, stated, day) if date.iso == stated else None
        if written is None:
            continue
        one = text[: start + date.start] + written + text[start + date.end :]
        wish = [shape(c) for c in read]
        wish[at] = shape(citation, None, **{field: day[: len(stated)]})
        if one != text and _reads(one, country, wish):
            fit.append(one)
    return fit[0] if len(fit) == 1 else None


def with_act(text: str, country: str | None, at: int, title: str) -> str | None:
    """The sentence whose citation `at` names the act `title`; its units stay, and so does every other citation.

    None where the line says more of the act than its name: a number, a date or quotes would be wrong of another act.
    """
    read = read_citations(text, country)
    if len(text) > MAX_LINE or at >= len(read) or not read[at].act_name:
        return None
    old = read[at]
    name, (start, end) = old.act_name or "", old.span
    begin = text.find(name, start, end)
    more = (old.act_number, old.act_date, old.as_amended_date, old.version_date, old.effective)
    if begin < 0 or any(more) or text[begin - 1 : begin] in _QUOTES or text[begin : begin + 1] in _QUOTES:
        return None
    one = text[:begin] + title + text[begin + len(name) :]
    again = read_citations(one, country)
    if len(again) != len(read) or again[at].act_name not in {title, re.sub(r"\s*\(\d{4}\)$", "", title)}:
        return None
    same = all(shape(a) == shape(b) for n, (a, b) in enumerate(zip(read, again, strict=True)) if n != at)
    units = tuple(map(unit_shape, again[at].units)) == tuple(map(unit_shape, old.units))
    return one if same and units else None


def _reads(text: str, country: str | None, wish: Sequence[Shape]) -> bool:
    return [shape(c) for c in read_citations(text, country)] == list(wish)


def _places(text: str, citation: Citation, number: str) -> list[tuple[int, int]]:
    """Where a number stands in a citation's words."""
    pattern = re.compile(rf"(?<![^\W_]){re.escape(number)}(?![^\W_])", re.IGNORECASE)
    return [m.span() for m in islice(pattern.finditer(text, *citation.span), MAX_CANDIDATES)]


FIELDS = ("article", "article_to", "part", "item", "letter", "chapter", "division")


def _renumbered(text: str, citation: Citation, old: Unit, wanted: Sequence[Unit]) -> Iterator[str]:
    if old.article_to or len(wanted) > 1:
        yield from _listed(text, citation, old, wanted)
        return
    (new,) = wanted
    moved = [(getattr(old, f), getattr(new, f)) for f in FIELDS if getattr(old, f) != getattr(new, f)]
    if any(not was or not is_ for was, is_ in moved):
        return
    for places in product(*(_places(text, citation, was) for was, _ in moved)):
        steps = sorted(zip(places, (is_ for _, is_ in moved), strict=True), reverse=True)
        if any(left[0][0] < right[0][1] for left, right in pairwise(steps)):
            continue  # one place cannot hold two numbers
        one = text
        for (start, end), number in steps:
            one = one[:start] + number + one[end:]
        yield one


def _listed(text: str, citation: Citation, old: Unit, wanted: Sequence[Unit]) -> Iterator[str]:
    """A range, or a number, that becomes a list: "20-21" becomes "20, 21-1"."""
    first, last = re.escape(old.article or ""), re.escape(old.article_to or "")
    pattern = (
        rf"(?<![^\W_]){first}(\s?[-–—]\s?){last}(?![^\W_])" if last else rf"(?<![^\W_]){first}()(?![^\W_])"
    )  # dashes
    for found in islice(re.finditer(pattern, text[: citation.span[1]]), MAX_CANDIDATES):
        if found.start() < citation.span[0]:
            continue
        dash = found[1] or "-"
        numbers = [f"{u.article}{dash}{u.article_to}" if u.article_to else f"{u.article}" for u in wanted]
        yield text[: found.start()] + ", ".join(numbers) + text[found.end() :]


def _dropped(text: str, citation: Citation, unit: Unit) -> Iterator[str]:
    """The sentence without a unit, its commas and its "and" with it; the tidiest form first."""
    number = unit.article or unit.chapter or unit.part or ""
    start, end = citation.span
    number_ = re.escape(number)
    if unit.article_to:
        number_ += rf"{_DASH}{re.escape(unit.article_to)}"
    alone = rf"(?<![^\W_]){number_}(?![^\W_]){_BELOW}"
    # "A, B and C" without C is "A and B"; without B, "A and C"; without A, "B and C".
    last = re.compile(
        rf"(?P<comma>\s*,\s*)(?P<kept>{_MARKER}{{0,2}}[^\W_][\w^~.-]*{_BELOW})"
        rf"(?P<and>\s*,?\s+(?:{_AND})\s+){_MARKER}{{0,2}}{alone}"
    )
    for found in islice(last.finditer(text, start, end), MAX_CANDIDATES):
        yield text[: found.start()] + found["and"].replace(",", "") + found["kept"] + text[found.end() :]
    for pattern in (
        rf"{_JOIN}{_MARKER}{{0,2}}{alone}",  # ", B": the rest stays joined as it was
        rf"{_MARKER}{alone}{_JOIN}(?={_MARKER})",  # "Art. A and " before another "Art."
        rf"{_MARKER}{{2}}{alone}{_JOIN}(?={_MARKER})",  # with a word that qualified it
        rf"{alone}{_JOIN}",  # "A, " behind the one "Art." of them all
    ):
        for found in islice(re.finditer(pattern, text[:end]), MAX_CANDIDATES):
            if found.start() >= start:
                yield text[: found.start()] + text[found.end() :]


def unit_at(unit: Unit, numbers: Sequence[str]) -> Unit | None:
    """The unit with other numbers, from the article down; None where it has not as many levels."""
    levels = [f for f in ("article", "part", "item", "letter") if getattr(unit, f)]
    if unit.chapter and not unit.article:
        levels = ["chapter"]
    if len(levels) != len(numbers):
        return None
    return replace(unit, raw=None, **dict(zip(levels, numbers, strict=True)))
