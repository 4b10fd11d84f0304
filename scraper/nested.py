"""`ARTICLE I` with `Section 1` below, as constitutions and compacts of America have it: the sections are the units."""

from collections.abc import Sequence
from dataclasses import replace

from scraper.series import Candidate

MIN_ARTICLES = 2
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
