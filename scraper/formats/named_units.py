"""Finds which elements are units of law in XML of no known publisher: by name, by number, by their first words."""

import re
from collections import Counter
from dataclasses import dataclass
from dataclasses import field

from lxml import etree

from scraper import headings
from scraper.blocks import Unit
from scraper.formats.element_names import GENERIC
from scraper.formats.element_names import TYPED_BY
from scraper.formats.element_names import WEAK
from scraper.formats.element_names import Meaning
from scraper.formats.element_names import meaning
from scraper.formats.element_names import says
from scraper.formats.element_names import words_of
from scraper.formats.labels import number_of
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import local
from scraper.formats.xml_tree import words
from scraper.normal import fold_space

MAX_LABEL = 80  # characters of a printed label; longer is text
MAX_HEADING = 700  # characters of a heading, as in the grammar of headings
MAX_LETTERS = 8  # characters of a label without figures: (viii)
FIRST_CHILDREN = 5  # among which the number and the heading of a unit stand
MIN_WEAK = 2  # units that are told by their numbers alone
# The more a name is that of the basic unit; what stands inside of a stronger one is a part of it.
STRENGTH = {"article": 3, "paragraph_sign": 2, "section": 1, "rule": 0}
_NUMBER_KEYS = ("num", "number", "no", "nr", "n", "label", "nummer", "numero", "designation")
INLINE = words_of("inline")
_BARE = re.compile(r"(?P<label>(?P<num>\d{1,5}[a-zA-Z]{0,3}(?:[-.]\d{1,3})*)[.)]?)\s+(?=\S)")
_HAS_NUMBER = re.compile(r"\d|^[IVXLCDM]+\b|[一二三四五六七八九十]")


@dataclass(slots=True)
class Seen:
    """One element with what is known of it as a unit."""

    rank: str
    unit: Unit
    sig: str
    consumed: frozenset[Element] = frozenset()  # its label and heading: no text
    begins: bool = False  # the label was read from the beginning of its text
    printed: str = ""  # label and heading as they stand, with what parts them; of a beginning the label alone
    weak: bool = False


@dataclass(slots=True)
class Plan:
    """Every unit of the document, by element."""

    seen: dict[Element, Seen] = field(default_factory=dict)
    basic: int = 0


def name_of(element: Element) -> str:
    """The name that tells what an element is: its own, or for `<div class="article">` the attribute's."""
    name = local(element.tag)
    if name.lower() in GENERIC:
        for key in TYPED_BY:
            said = (element.get(key) or "").split()
            for word in said[:4]:
                if meaning(word).role:
                    return word
    return name


def means(element: Element) -> Meaning:
    return meaning(name_of(element))


def plan(root: Element) -> Plan:
    """The units of a document; none where names and numbers tell nothing."""
    found: dict[Element, Seen] = {}
    quoted = {e for top in root.iter("*") if says(local(top.tag), "quoted") for e in top.iterdescendants("*")}
    for element in root.iter("*"):
        seen = None if element in quoted else _seen(element)
        if seen is not None:
            found[element] = seen
    strong = {e: s for e, s in found.items() if s.rank == "basic" and not s.weak}
    if strong:
        _settle(strong)
    else:
        _promote(found)
    for element, seen in list(found.items()):
        inside = seen.rank in {"container", "annex"} and _inside_basic(element, found)
        if seen.weak or inside:
            seen.rank = "part"
    # Numbers of orders and gazettes in the data about an act are no parts of it.
    found = {e: s for e, s in found.items() if s.rank != "part" or _inside_law(e, found)}
    return Plan(found, sum(s.rank == "basic" for s in found.values()))


def _seen(element: Element) -> Seen | None:
    if not len(element) and not element.text:
        return None
    name = name_of(element)
    said = meaning(name)
    generic = local(element.tag).lower() in GENERIC
    typed = generic and name != local(element.tag)
    weak = not said.role or said.rank == "part" or (generic and not typed and said.rank != "basic")
    if said.role not in {"", "unit"}:
        return None
    label, heading = _child(element, "number"), _child(element, "heading")
    title = spaced(heading) if heading is not None else ""
    inner = _child(heading, "number") if label is None and heading is not None else None
    numbered = inner if label is None else label
    printed = words(numbered) if numbered is not None else _attribute(element)
    if inner is not None and title.startswith(printed):
        title = title[len(printed) :].strip()
    consumed = frozenset(_whole(e, element) for e in (label, heading) if e is not None)
    rank, kind = said.rank, said.kind
    lettered = label is not None and weak and 0 < len(printed) <= MAX_LETTERS
    if said.rank == "annex" and numbered is not None:
        return Seen("annex", Unit(said.kind, number_of(printed), printed, title or None), name, consumed)
    if printed and len(printed) <= MAX_LABEL and (lettered or _HAS_NUMBER.search(printed)):
        head = headings.read(f"{printed} ") if not printed[:1].isdigit() or weak else None
        if head and head.certain and head.num and (weak or not rank):
            rank, kind, weak = head.rank, head.kind, False
        if not rank and not weak:
            return None
        num = (head.num if head else None) or number_of(printed)
        return Seen(
            rank or "part",
            Unit(kind or "paragraph", num, printed, title or None),
            name,
            consumed,
            weak=weak,
        )
    if said.rank in {"basic", "container", "annex"}:
        return _by_words(element, said, heading, title, name)
    return None


def _by_words(element: Element, said: Meaning, heading: Element | None, title: str, name: str) -> Seen | None:
    """The number at the beginning of the heading or of the text."""
    first = title or _beginning(element)
    head = headings.read(first[:MAX_HEADING])
    consumed = frozenset([_whole(heading, element)]) if heading is not None else frozenset()
    if head and head.num and head.rank == said.rank:
        unit = Unit(said.kind, head.num, head.label, (head.rest or None) if title else None)
        printed = title or _without(first[:MAX_HEADING], head.rest)
        return Seen(said.rank, unit, name, consumed, begins=not title, printed=printed)
    bare = _BARE.match(first)
    if bare and said.rank == "basic":
        rest = first[bare.end() :] if title else None
        return Seen(
            "basic",
            Unit(said.kind, bare["num"], bare["label"], rest or None),
            name,
            consumed,
            begins=not title,
            printed=title or bare[0].strip(),
        )
    if title and head and head.rank == said.rank == "annex":
        unit = Unit(said.kind, None, head.label, head.rest or None)
        return Seen("annex", unit, name, consumed, printed=title)
    if title and said.rank != "basic":
        num = head.num if head else number_of(title) if _HAS_NUMBER.search(title[:MAX_LABEL]) else None
        return Seen(said.rank, Unit(said.kind, num, title), name, consumed)
    return None


def _without(text: str, rest: str) -> str:
    """What stands before the rest of a text."""
    return text[: text.rfind(rest)].strip() if rest and rest in text else text


def _child(element: Element, role: str) -> Element | None:
    """The child that holds the number or the heading; it may stand in the unit's own metadata."""
    for at, child in enumerate(element.iterchildren("*")):
        if at >= FIRST_CHILDREN:
            return None
        if means(child).role == "meta":
            found = next((e for e in child.iterchildren("*") if _plays(e, role)), None)
            if found is not None:
                return found
        elif _plays(child, role):
            return child
    return None


def spaced(element: Element) -> str:
    """The words of an element; its paragraphs and lines are parted, inline markup is not."""
    if not len(element):
        return words(element)
    out: list[str] = []
    for event, at in etree.iterwalk(element, events=("start", "end")):
        name = local(at.tag).lower()
        gap = " " if at is not element and (name == "br" or name not in INLINE) else ""
        out += [gap, at.text or ""] if event == "start" else [gap, "" if at is element else at.tail or ""]
    return fold_space("".join(out))


def _whole(part: Element, unit: Element) -> Element:
    """The child of the unit in which a part of it stands: metadata is no text, whatever else is in it."""
    above = part.getparent()
    return part if above is None or above is unit else above


def _plays(element: Element, role: str) -> bool:
    said = means(element)
    title = role == "heading" and local(element.tag).lower() == "title" and said.rank == "container"
    if said.role != role and not title:
        return False
    text = words(element)
    return bool(text) and len(text) <= (MAX_LABEL if role == "number" else MAX_HEADING)


def _attribute(element: Element) -> str:
    for key in _NUMBER_KEYS:
        for name in (key, key.capitalize()):
            if (value := element.get(name)) and len(value) <= MAX_LABEL // 2:
                return value.strip()
    return ""


def _beginning(element: Element) -> str:
    at: Element | None = element
    for _ in range(FIRST_CHILDREN):
        if at is None:
            return ""
        if at.text and at.text.strip():
            return words(at)
        at = next(iter(at.iterchildren("*")), None)
    return ""


def _settle(strong: dict[Element, Seen]) -> None:
    """Of units inside of units the stronger name is the basic one: sections hold articles, articles hold sections."""
    pairs: Counter[tuple[str, str]] = Counter()
    around: dict[Element, Element] = {}
    for element, seen in strong.items():
        outer = next((e for e in element.iterancestors() if e in strong), None)
        if outer is not None:
            around[element] = outer
            pairs[(strong[outer].sig, seen.sig)] += 1
    strength = {s.sig: STRENGTH.get(s.unit.kind, 0) for s in strong.values()}
    holders = {outer for outer, inner in pairs if strength[inner] > strength[outer]}
    for element, seen in strong.items():
        outer = around.get(element)
        if seen.sig in holders:
            seen.rank = "container"
            seen.unit = Unit("division", seen.unit.num, seen.unit.label, seen.unit.heading)
        elif outer is not None and strong[outer].sig not in holders:
            seen.rank = "part"


def _promote(found: dict[Element, Seen]) -> None:
    """No name says what the basic unit is: it is the outermost of what is numbered again and again."""
    counts: Counter[str] = Counter()
    for element, seen in found.items():
        if seen.weak and not any(e in found and found[e].weak for e in element.iterancestors()):
            counts[seen.sig] += 1
    named = [sig for sig in counts if sig.lower() in WEAK or meaning(sig).role]
    best = max(named or counts, key=lambda sig: counts[sig], default=None)
    if best is None or counts[best] < MIN_WEAK:
        return
    for element, seen in found.items():
        if seen.sig == best and not any(e in found and found[e].sig == best for e in element.iterancestors()):
            seen.rank, seen.weak = "basic", False
            seen.unit = Unit("article", seen.unit.num, seen.unit.label, seen.unit.heading)


def _inside_law(element: Element, found: dict[Element, Seen]) -> bool:
    return any(e in found and found[e].rank in {"basic", "annex"} for e in element.iterancestors())


def _inside_basic(element: Element, found: dict[Element, Seen]) -> bool:
    return any(e in found and found[e].rank == "basic" for e in element.iterancestors())
