"""`ARTICLE I` with `Section 1` below, as constitutions and compacts of America have it: the sections are the units."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from scraper.blocks import Block
from scraper.headings import Heading
from scraper.numbers import roman_value
from scraper.series import PLAIN
from scraper.series import Candidate

MIN_ARTICLES = 2
LONGEST_DIVISION = 200  # characters of the title of a division in capitals
NEAR = 3  # blocks from it to its first article
_DIVISION = re.compile(r"(?P<n>[IVXLC]{1,8})\s?[.)–—-]\s*(?P<rest>.+)")
_ROMAN = frozenset("IVXLC")


def articles_as_containers(found: Sequence[Candidate]) -> list[Candidate]:
    """Articles with roman numbers become containers where sections begin again inside them."""
    articles = [
        c
        for c in found
        if c.weight and c.heading.rank == "basic" and c.heading.kind == "article" and _is_roman(c)
    ]
    if len(articles) < MIN_ARTICLES:
        return list(found)
    others = [c for c in found if c.weight and c.heading.rank == "basic" and c.heading.kind == "article"]
    opened = set()
    above: Candidate | None = None
    firsts = 0
    for c in found:
        if c.weight and c.heading.rank == "basic":
            if c.heading.kind == "article":
                above = c
            elif c.heading.family in {"section", "§"} and c.heading.certain and above is not None:
                opened.add(above.at)
                firsts += c.heading.key == (1, ())
    if len(others) != len(articles) or firsts < MIN_ARTICLES or len(opened) * 2 <= len(articles):
        return list(found)
    ours = {c.at for c in articles if c.at in opened}
    return [
        replace(c, heading=replace(c.heading, rank="container", kind="title")) if c.at in ours else c
        for c in found
    ]


def _is_roman(c: Candidate) -> bool:
    return bool(c.heading.num) and set(c.heading.num or "") <= _ROMAN


def divisions_in_capitals(blocks: Sequence[Block], found: Sequence[Candidate]) -> list[Candidate]:
    """`II. ORGANS` between articles: a roman number and capitals, as laws of the Balkans divide themselves."""
    basics = [c.at for c in found if c.weight and c.heading.rank == "basic"]
    taken = {c.at for c in found}
    divisions: list[Candidate] = []
    for at, block in enumerate(blocks):
        if (
            block.role != "text"
            or at in taken
            or len(block.text) > LONGEST_DIVISION
            or not block.text.isupper()
        ):
            continue
        read = _DIVISION.match(block.text)
        value = roman_value(read["n"]) if read else 0
        following = bisect_left(basics, at)
        if not read or not value or following == len(basics) or basics[following] - at > NEAR:
            continue
        label = f"{read['n']}."
        heading = Heading(
            "container", "division", "roman", read["n"], (value, ()), label, read["rest"], certain=True
        )
        divisions.append(Candidate(at, heading, PLAIN))
    values = [c.heading.key for c in divisions if c.heading.key]
    if len(divisions) < MIN_ARTICLES or values != sorted(values):
        return list(found)
    return sorted([*found, *divisions], key=lambda c: c.at)
