"""Numbers that lost something in copying: a superscript (`216¹` -> `2161`), a stray space (`42 2b`)."""

import re
from dataclasses import replace

from pipeline.citations.model import Alternative
from pipeline.citations.model import Unit
from pipeline.citations.numbers import Number

# Countries that print inserted articles with a superscript, which plain text loses.
_SUPERSCRIPT = frozenset({"EE", "GE", "LV", "LT", "RO", "MD", "PL", "IS", "FI", "BY", "UA", "RU", "MK"})
SHORTEST = 1000  # numbers from here on are doubtful: few acts but civil codes have a thousand articles
_SPLIT_TAIL = re.compile(r"\d{1,2}[a-z]$")


def settle(
    text: str, units: list[Unit], numbers: list[tuple[Number, Number | None]], country: str | None
) -> tuple[list[Unit], list[Alternative]]:
    """Mend what was lost; the literal reading stays as the alternative."""
    mended = _joined(text, units, numbers)
    doubts = (
        [Alternative("literal: a blank inside a number was taken as a slip", tuple(units))] if mended else []
    )
    units = mended or units
    raised = [_raised(units, i, country) for i in range(len(units))]
    if raised != units:
        doubts.append(Alternative("literal: a lost superscript was taken for granted", tuple(units)))
        units = raised
    return units, doubts


def _joined(text: str, units: list[Unit], numbers: list[tuple[Number, Number | None]]) -> list[Unit] | None:
    """`422a, 42 2b, 422c`: two numbers with only a blank between them are one that fits its neighbours."""
    if len(units) != len(numbers):
        return None
    for i in range(len(numbers) - 1):
        a, b = numbers[i][0], numbers[i + 1][0]
        if text[a.end : b.start].strip() or a.end == b.start or not _SPLIT_TAIL.match(b.value):
            continue
        whole = a.value + b.value
        core = int(re.match(r"\d+", whole)[0])  # type: ignore[index]
        near = [n.core for n, _ in (*numbers[max(0, i - 1) : i], *numbers[i + 2 : i + 3])]
        if near and all(abs(core - n) <= 3 for n in near):
            unit = replace(units[i + 1], article=whole, raw=text[a.start : b.end])
            return [*units[:i], unit, *units[i + 2 :]]
    return None


def _raised(units: list[Unit], i: int, country: str | None) -> Unit:
    """`§ 2161` as 216^1: in countries that print superscripts, or between neighbours that say so."""
    unit = units[i]
    last = unit.article_to or ""
    if (
        country in _SUPERSCRIPT
        and last.isdigit()
        and int(last) >= SHORTEST
        and _int(unit.article or "") < SHORTEST
    ):
        return replace(unit, article_to=f"{last[:-1]}^{last[-1]}", raw=f"{unit.article}-{last}")
    number = unit.article or ""
    if not number.isdigit() or len(number) < 3 or unit.raw or number.endswith("0"):
        return unit
    before = units[i - 1].article if i else None
    after = units[i + 1].article if i + 1 < len(units) else None
    core = number[:-1]
    between = before == core and after is not None and _int(after) < int(number)
    alone = country in _SUPERSCRIPT and int(number) >= SHORTEST and not unit.article_to
    if not between and not alone:
        return unit
    return replace(unit, article=f"{core}^{number[-1]}", raw=number)


def _int(value: str) -> int:
    m = re.match(r"\d+", value)
    return int(m[0]) if m else 0
