"""A tree of law becomes provisions: eids, labels of the basic unit, containers.

Every reader builds `Node`s, whatever its markup; `flatten` alone gives them identity, so that the same law read
from two formats has the same eids.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache

from db.law import Note
from db.law import Provision
from db.law import Status
from scraper.collector import at_rest
from scraper.normal import compare_form
from scraper.normal import fold_space

MAX_DEPTH = 40  # no law nests deeper; a page that does is an attack or a fault of reading

# Akoma Ntoso's short names. The basic unit is "art" in every country: articles, sections and §§ are one thing.
SHORT = {
    "article": "art",
    "section": "art",
    "paragraph_sign": "art",
    "rule": "art",
    "part": "part",
    "book": "book",
    "title": "title",
    "division": "div",
    "chapter": "chp",
    "subchapter": "subchp",
    "subdivision": "subdiv",
    "crossheading": "xhd",
    "preamble": "preamble",
    "annex": "annex",
    "schedule": "sch",
    "transitional": "trans",
    "paragraph": "para",
    "subsection": "para",
    "point": "point",
    "item": "point",
    "letter": "let",
    "subpoint": "subpoint",
    "sentence": "sent",
    "indent": "indent",
    "table": "table",
    "note": "note",  # a statutory note, which is law
}
BASIC = frozenset({"article", "section", "paragraph_sign", "rule"})
CONTAINERS = frozenset(
    {"part", "book", "title", "division", "chapter", "subchapter", "subdivision", "crossheading"}
)


@dataclass(slots=True)
class Node:
    """One unit as a reader found it."""

    kind: str
    num: str | None = None  # normal form; None for the unnumbered
    label: str = ""  # as printed
    heading: str | None = None
    text: list[str] = field(default_factory=list)  # own paragraphs, as printed
    children: list["Node"] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    anchor: str | None = None
    status: Status = Status.IN_FORCE
    series: bool = False  # numbers restart inside: eids and articles below carry this node
    basic: bool | None = None  # says so where the kind alone does not (an annex that is one unit)

    @property
    def is_basic(self) -> bool:
        return self.kind in BASIC if self.basic is None else self.basic


def flatten(roots: Iterable[Node]) -> tuple[Provision, ...]:
    """Provisions in document order, each with an eid that is unique in this document."""
    taken: Counter[str] = Counter()
    found: list[Provision] = []
    with at_rest():
        _walk(roots, _Place(), taken, found)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    parent: str | None = None
    container: str | None = None
    article: str | None = None
    prefix: str = ""  # eid of the series or of the unit that numbers are counted in
    series: str = ""  # heading of the series, put before the labels of its articles
    depth: int = 0


def _walk(nodes: Iterable[Node], at: _Place, taken: Counter[str], found: list[Provision]) -> None:
    unnumbered: Counter[str] = Counter()
    for node in nodes:
        # Counted among its like: a chapter put before it must not give an unnumbered annex another identity.
        unnumbered[node.kind] += not node.num
        position = unnumbered[node.kind]
        eid = _unique(_eid(node, at, position), taken)
        below_article = at.article is not None
        article = at.article if below_article else (_article_label(node, at) if node.is_basic else None)
        printed = "\n".join(map(fold_space, node.text)) if node.text else ""
        text = compare_form("\n".join(node.text)) if node.text else ""
        found.append(
            Provision(
                eid=eid,
                kind=node.kind,
                num=node.num,
                label=node.label,
                heading=fold_space(node.heading) if node.heading else None,
                text=printed if text == printed else text,  # one string, not two, for most of a code
                printed=printed,
                article=article,
                parent=at.parent,
                container=at.container,
                status=node.status,
                anchor=node.anchor,
                notes=tuple(node.notes) if node.notes else (),
            )
        )
        if at.depth >= MAX_DEPTH or not node.children:
            continue
        inside = article is not None
        _walk(
            node.children,
            _Place(
                parent=eid,
                container=at.container if inside else eid,
                article=article,
                prefix=eid if (inside or node.series) else at.prefix,
                series=_series_label(node, at) if node.series and not inside else at.series,
                depth=at.depth + 1,
            ),
            taken,
            found,
        )


def _eid(node: Node, at: _Place, position: int) -> str:
    short = SHORT.get(node.kind, node.kind)
    if node.is_basic and node.kind in BASIC:
        short = "art"
    own = (
        f"{short}_{eid_number(node.num)}"
        if node.num
        else (short if node.kind == "preamble" else f"{short}_nn{position}")
    )
    # An article of the main series is named without its chapter, which may move; containers are named within theirs.
    if node.kind in CONTAINERS and not at.prefix and at.parent:
        return f"{at.parent}__{own}"
    return f"{at.prefix}__{own}" if at.prefix else own


_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[./,;:()\[\]]+")


@lru_cache(maxsize=4096)
def eid_number(num: str) -> str:
    """A number as it stands in an eid: no spaces, no outer punctuation, `^` of a superscript as `~`."""
    inner = _SPACES.sub("", num).replace("^", "~").strip(".,:;()[]")
    return _MARKS.sub("-", inner) or "nn"


def _unique(eid: str, taken: Counter[str]) -> str:
    taken[eid] += 1
    return eid if taken[eid] == 1 else f"{eid}#{taken[eid]}"


def _article_label(node: Node, at: _Place) -> str:
    own = fold_space(node.label) or fold_space(node.heading or "")
    return f"{at.series} {own}".strip() if at.series else own


def _series_label(node: Node, at: _Place) -> str:
    own = fold_space(node.label) or fold_space(node.heading or "")
    return f"{at.series} {own}".strip()
