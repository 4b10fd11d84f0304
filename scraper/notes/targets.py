"""Which unit of law a note speaks of: what stands before the verb, or what an act is said to have put in."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from db.law import NoteTarget
from scraper.notes.numbers import unit_number
from scraper.notes.vocabulary import Unit
from scraper.notes.vocabulary import Verb
from scraper.notes.vocabulary import Words
from scraper.notes.vocabulary import group

MAX_TARGETS = 200  # units of one list that are kept; no amending act names more in one sentence
_HIGHEST_FIRST = ("unit", "container", "point", "part", "item", "letter", "paragraph", "sentence", "act")


class _Token(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def what(self) -> str: ...
    @property
    def verb(self) -> Verb | None: ...


def read_target(
    body: str, tokens: Sequence[_Token], words: Words, *, marked: bool, country: str | None
) -> NoteTarget:
    """The unit before the first verb or act; for an insertion, the unit that was inserted."""
    first = next((t for t in tokens if t.what in ("verb", "ref", "rule")), None)
    head = body[: first.start] if first else body
    verb = first if first and first.what == "verb" else next((t for t in tokens if t.what == "verb"), None)
    if verb and verb.verb and verb.verb.action == "global_replacement":
        return NoteTarget(unit="act", scope="whole text")
    target = units_of(head, words, country=country, scopes=body[: first.end] if first else body)
    if verb is not None and verb.verb is not None:
        stop = next((t.start for t in tokens if t.what in ("ref", "rule") and t.start >= verb.end), len(body))
        then = body[verb.end : stop]
        if verb.verb.action in (
            "inserted",
            "pending",
            "words_inserted",
            "words_substituted",
            "unconstitutional_in_part",
        ):
            target = _merged(target, units_of(then, words, country=country))
        elif target is None and first is verb:
            target = units_of(then, words, country=country)
        if verb.verb.action != "see_also":
            target = target or units_of(body[:stop], words, country=country)
        if target is None and first is not verb:  # "by Law N article 5 was restated"
            before = max((t.end for t in tokens if t.what == "ref" and t.end <= verb.start), default=0)
            target = units_of(body[before : verb.start], words, country=country)
    if target is not None:
        return target
    if first is None:
        return NoteTarget(scope="unit")
    if marked:
        return NoteTarget(unit="act", scope="unit")
    return NoteTarget(scope="preceding paragraph" if any(t.what == "ref" for t in tokens) else "unit")


def _merged(head: NoteTarget | None, inserted: NoteTarget | None) -> NoteTarget | None:
    """An inserted article is the target itself; an inserted part or item belongs to the article named before."""
    if head is None or inserted is None:
        return inserted or head
    if inserted.unit in ("act", None):
        return head
    small = inserted.unit in (
        "part",
        "point",
        "subpoint",
        "item",
        "letter",
        "indent",
        "sentence",
        "paragraph",
    )
    if not small or head.unit in ("act", None):
        return inserted
    number = inserted.number
    if inserted.unit == "part":
        return replace(head, part=number, item=inserted.item or head.item)
    if inserted.unit in ("indent", "sentence", "letter"):
        return replace(
            head,
            extra=(*head.extra, ("paragraph" if inserted.unit == "indent" else inserted.unit, number or "")),
        )
    return replace(head, item=number)


def units_of(region: str, words: Words, *, country: str | None = None, scopes: str = "") -> NoteTarget | None:
    """The units that a stretch of text names, as one target; None where it names none."""
    found: list[tuple[Unit, list[str], re.Match[str]]] = []
    agent = words.agent.search(region)
    plain = region[: agent.start()] if agent else region
    for unit in words.units:
        for m in unit.pattern.finditer(plain):
            if not m[0].strip():
                continue
            found.append((unit, _numbers(m, plain, words), m))
        for m in [m for u, _, m in found if u is unit]:
            plain = plain[: m.start()] + " " * len(m[0]) + plain[m.end() :]
    scope = next((s for p, s in words.scopes if p.search(scopes or region)), "unit")
    if not found:
        return (
            NoteTarget(unit="act", scope=scope)
            if scope in ("heading", "preamble", "table of contents", "whole text", "section numbering")
            else None
        )
    found.sort(key=lambda f: (_HIGHEST_FIRST.index(f[0].level), not f[1]))
    unit, numbers, m = found[0]
    unit_name = unit.unit
    if unit_name == "point" and unit.level == "unit" and country == "KZ":
        unit_name = "part"
    number = unit_number(numbers[0]) if len(numbers) == 1 else None
    raw = numbers[0] if number is not None and number != numbers[0] else None
    extra: list[tuple[str, str]] = []
    if len(numbers) > 1:
        extra.append(
            ("targets", json.dumps([unit_number(n) for n in numbers[:MAX_TARGETS]], ensure_ascii=False))
        )
    low = {u.level: (u.unit, ns[0]) for u, ns, _ in reversed(found[1:]) if ns}
    part, item = _part_and_item(low)
    extra += [
        (low[k][0] if k == "container" else k, unit_number(low[k][1]))
        for k in ("container", "letter", "paragraph", "sentence")
        if k in low
    ]
    return NoteTarget(
        unit=unit_name, number=number, part=part, item=item, scope=scope, raw=raw, extra=tuple(extra)
    )


def _part_and_item(low: dict[str, tuple[str, str]]) -> tuple[str | None, str | None]:
    part, point, item = (unit_number(low[k][1]) if k in low else None for k in ("part", "point", "item"))
    if point is not None and item is not None and part is None:
        return point, item
    return part, item or point


def _numbers(m: re.Match[str], plain: str, words: Words) -> list[str]:
    first = group(m, "number")
    if first is None:
        return []
    numbers = [first]
    at = m.end()
    while len(numbers) < MAX_TARGETS and (next_one := words.more.match(plain, at)):
        numbers.append(group(next_one, "number") or "")
        at = next_one.end()
    return [_ordinal(n, words) for n in numbers]


def _ordinal(printed: str, words: Words) -> str:
    low = printed.lower()
    return next((str(n) for word, n in words.ordinals.items() if re.fullmatch(word, low)), printed)
