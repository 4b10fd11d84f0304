"""From what a sentence cites to the act and the provisions it means; what cannot be found is a finding, not an error.

Pure: acts come from the profile, provisions from a version. Nothing here reads a database or a page.
"""

import re
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from db.law import Provision
from db.law import Status
from pipeline.citations import Citation
from pipeline.citations import Unit
from pipeline.citations import read_citations
from pipeline.profile.model import Act
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.verdicts.act_names import Named
from pipeline.verdicts.act_names import named_after
from pipeline.verdicts.act_names import named_at
from pipeline.verdicts.act_names import named_before
from pipeline.verdicts.act_names import names_in

# A treaty or an act of the Union is watched only where the profile lists it among its acts.
OWN_KINDS = frozenset({"domestic", "ratification", "policy"})
CONTAINERS = ("part", "book", "title", "division", "chapter", "subchapter", "section", "annex", "schedule")


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a citation does not lead to a provision, in a word for programs and a sentence for people."""

    what: str  # "act_unknown", "act_ambiguous", "article_absent", "part_out_of_range", "repealed", "impossible_date"
    words: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One act and the units of it that an entry relies on."""

    text: str  # as it stands in the entry
    act: str | None  # key in the profile
    units: tuple[Unit, ...] = ()
    qualifier: str | None = None
    as_amended: str | None = None  # ISO date the line itself states for its reading of the act
    findings: tuple[Finding, ...] = ()
    ambiguous: bool = False
    candidates: tuple[str, ...] = ()  # keys of the acts that it may mean, where there are several

    def may_mean(self, act: str) -> bool:
        """Whether a change of this act is news for whoever relies on the citation."""
        return act == self.act or act in self.candidates


@dataclass(frozen=True, slots=True)
class Resolved:
    """The provisions of one version that a citation covers."""

    eids: tuple[str, ...]  # document order; the deepest unit that the citation names
    findings: tuple[Finding, ...] = ()


def cited_by(entry: Entry, profile: Profile) -> tuple[Cited, ...]:
    """What an entry cites: its own `cites` where a person corrected the reading, else its sentence as read."""
    if entry.cites is not None:
        return tuple(
            Cited(
                text=entry.text or entry.name,
                act=cite.act,
                units=tuple(u for unit in cite.units for u in _corrected(unit)),
            )
            for cite in entry.cites
        )
    if not entry.text:
        return ()
    citations = read_citations(entry.text, country=profile.country.lower())
    names = names_in(entry.text, profile.acts)
    if not citations:  # no words of law that we read, and yet the act's own name
        whole = {act.key: n for n in names for act in n.acts if len(n.acts) == 1}
        return tuple(Cited(text=entry.text[n.start : n.end], act=key) for key, n in whole.items())
    found = ((c, _meant(entry.text, n, citations, names, profile)) for n, c in enumerate(citations))
    return tuple(_cited(c, acts) for c, acts in found if c.kind in OWN_KINDS or acts)


def _meant(
    text: str, at: int, citations: Sequence[Citation], names: Sequence[Named], profile: Profile
) -> Sequence[Act]:
    """The acts that a citation may mean: as it was read, else by the profile's own names, literally beside it."""
    citation = citations[at]
    start, end = citation.span
    following = citations[at + 1].span[0] if at + 1 < len(citations) else len(text)
    bare = not citation.act_name and not citation.act_number
    near = () if citation.act_number else named_at(text, start, end, names)
    if bare and citation.units:
        near = near or named_after(text, end, following, names)
    if near:
        return near  # nearer than the act that was named before
    if acts := _acts_named(citation, profile):
        return acts
    if citation.act_number:  # the identity of another act
        return ()
    if not bare:
        return named_after(text, start, max(end, following), names)
    other = (c.span[0] for c in citations[at + 1 :] if c.act_name or c.act_number)
    after = named_after(text, end, next(other, len(text)), names)
    if not citation.units:  # "the 1990 Act": an act of its own, though the line does not say which
        return after
    return after or named_before(start, names)


def _corrected(unit: str) -> Iterable[Unit]:
    """A unit written as an eid, "art_148" or "art_147__para_3", as the citation it stands for."""
    steps = [step.partition("_")[::2] for step in unit.split("__")]
    named = dict(steps)
    if "art" in named:
        yield Unit(
            unit="article",
            article=named["art"],
            part=named.get("para"),
            item=named.get("point"),
            letter=named.get("let"),
            raw=unit,
        )
    elif "chp" in named:
        yield Unit(unit="chapter", chapter=named["chp"], raw=unit)


def _cited(citation: Citation, acts: Sequence[Act]) -> Cited:
    findings: tuple[Finding, ...] = ()
    if not acts:
        findings = (Finding("act_unknown", _unknown(citation)),)
    elif len(acts) > 1:
        names = ", ".join(a.key for a in acts)
        findings = (Finding("act_ambiguous", f"{_name(citation)} may be any of {names}"),)
    return Cited(
        text=citation.text,
        act=acts[0].key if len(acts) == 1 else None,
        units=citation.units,
        qualifier=citation.qualifier,
        as_amended=citation.as_amended_date or citation.version_date,
        findings=findings,
        ambiguous=_doubtful(citation),
        candidates=tuple(a.key for a in acts) if len(acts) > 1 else (),
    )


def _doubtful(citation: Citation) -> bool:
    """Whether it is in doubt which provisions are meant; what "esp." covers, or a date, moves no provision."""
    if not citation.ambiguous:
        return False
    if not citation.alternatives:
        return citation.effective is None
    meant = {_address(u) for u in citation.units}
    return any(a.units is not None and {_address(u) for u in a.units} != meant for a in citation.alternatives)


def _address(unit: Unit) -> Unit:
    return replace(unit, qualifier=None, heading=None, raw=None)


def _unknown(citation: Citation) -> str:
    if citation.act_name or citation.act_number:
        return f"no act of this profile is called {_name(citation)}"
    return f'beside "{citation.text}" the line names no act of this profile, by its title or one of its names'


def _name(citation: Citation) -> str:
    return f'"{citation.act_name}"' if citation.act_name else (citation.act_number or "")


def _acts_named(citation: Citation, profile: Profile) -> list[Act]:
    """By number first, which is the identity; by name where the line gives none."""
    number = _number(citation.act_number)
    if number:
        same = [a for a in profile.acts if _number(a.number) == number]
        if not same:  # "№217" for 217-III: the series was left out
            same = [a for a in profile.acts if _number(a.number).partition("-")[0] == number]
        dated = [a for a in same if _agree(citation.act_date, a.date)]
        if dated or same:
            return dated or same
    name = _folded(citation.act_name or (citation.act_inherited if citation.units else None))
    if not name:
        return []
    exact = [a for a in profile.acts if any(_folded(n) == name for n in (a.title, *a.names))]
    if exact:
        return exact
    close = [a for a in profile.acts if any(_covers(name, _folded(n)) for n in (a.title, *a.names))]
    dated = [a for a in close if citation.act_date and _agree(citation.act_date, a.date)]
    return dated or close


def _agree(cited: str | None, known: object) -> bool:
    """Whether a date, possibly only a year or a month, is the beginning of the act's own."""
    return bool(cited and known) and str(known).startswith(str(cited))


_COUNTRY = re.compile(
    r"\b(?:of|de|du|des|la|le|the|republic|république|kingdom|state|law|act|on)\b|[\"“”«»'’.,()]",
    re.IGNORECASE,
)


def _folded(name: str | None) -> str:
    """A name as it is compared: no articles, quotes, "of the Republic of"."""
    return " ".join(_COUNTRY.sub(" ", name or "").lower().split())


def _covers(cited: str, known: str) -> bool:
    words, own = set(cited.split()), set(known.split())
    return bool(words and own) and (words <= own or own <= words)


def _number(number: str | None) -> str:
    return re.sub(r"[№\s]|^(?:no?|n)\.?(?=\d)", "", number or "", flags=re.IGNORECASE).upper()


def resolve(units: Sequence[Unit], law: Sequence[Provision]) -> Resolved:
    """The provisions that `units` name in one version; no units at all name the whole act (no eids)."""
    tree = _Tree(law)
    found: dict[str, None] = {}
    findings: list[Finding] = []
    for unit in units:
        eids, finding = tree.unit(unit)
        found.update(dict.fromkeys(eids))
        if finding:
            findings.append(finding)
    order = {p.eid: n for n, p in enumerate(law)}
    return Resolved(tuple(sorted(found, key=lambda e: order[e])), tuple(findings))


def label(unit: Unit) -> str:
    """A unit in the words of a reader: "Art. 147 (3)", "Art. 26-29", "Chapter 7"."""
    if unit.unit in {"chapter", "title", "part", "division"} and not unit.article:
        return f"{unit.unit.capitalize()} {unit.chapter or unit.division or unit.part or ''}".strip()
    sign = {"section": "Section", "paragraph_sign": "§", "article": "Art."}.get(unit.unit, "Art.")
    out = f"{sign} {unit.article or ''}".strip()
    if unit.article_to:
        out += f"-{unit.article_to}"
    for below in (unit.part, unit.item, unit.letter):
        if below:
            out += f" ({below})"
    return out


class _Tree:
    """A version as it is asked: numbers of basic units, children, containers."""

    def __init__(self, law: Sequence[Provision]) -> None:
        self.by_eid = {p.eid: p for p in law}
        self.children: dict[str | None, list[Provision]] = {}
        self.basic: dict[str, list[Provision]] = {}  # number -> the units of the main series first
        self.order: list[Provision] = []
        for p in law:
            self.children.setdefault(p.parent, []).append(p)
            if p.num and p.article is not None and not self._inside_article(p):
                self.basic.setdefault(_key(p.num), []).append(p)
                self.order.append(p)

    def _inside_article(self, p: Provision) -> bool:
        parent = self.by_eid.get(p.parent or "")
        return parent is not None and parent.article is not None

    def unit(self, unit: Unit) -> tuple[list[str], Finding | None]:
        if unit.article:
            if unit.article_to:
                return self._range(unit)
            return self._article(unit)
        number = unit.chapter or unit.division or unit.part
        if number and unit.unit in CONTAINERS:
            return self._container(unit, number)
        return [], Finding("not_understood", f"{unit.raw or unit.unit} names no unit that can be looked up")

    def _article(self, unit: Unit) -> tuple[list[str], Finding | None]:
        article = self._basic(unit.article or "")
        if article is None:
            return [], Finding("article_absent", f"there is no {label(unit)} in the act as it was read")
        if article.status is Status.REPEALED:
            return [article.eid], Finding("repealed", f"{label(unit)} is repealed")
        at, missing = article, None
        for below in (unit.part, unit.item, unit.letter):
            if not below:
                continue
            deeper = [self._below(at, piece) for piece in _alternatives(below)]
            hits = [p for p in deeper if p]
            if len(hits) < len(deeper):
                missing = Finding("part_out_of_range", f"{article.label} has no {label(unit)}")
                break
            if len(hits) > 1:  # "1 (4/5)": both items
                return [p.eid for p in hits], None
            at = hits[0]
        if at.status is Status.REPEALED and missing is None:
            return [at.eid], Finding("repealed", f"{label(unit)} is repealed")
        return [at.eid], missing

    def _below(self, parent: Provision, number: str) -> Provision | None:
        """The child of that number, whatever its kind; one step further down where the parts are unnumbered."""
        children = self.children.get(parent.eid, [])
        for child in children:
            if child.num and _key(child.num) == _key(number):
                return child
        for child in children:
            for grandchild in self.children.get(child.eid, []):
                if not child.num and grandchild.num and _key(grandchild.num) == _key(number):
                    return grandchild
        return None

    def _range(self, unit: Unit) -> tuple[list[str], Finding | None]:
        first, last = self._basic(unit.article or ""), self._basic(unit.article_to or "")
        if first is None or last is None:
            inside = [p.eid for p in self.order if _between(unit.article or "", p.num, unit.article_to or "")]
            gone = unit.article if first is None else unit.article_to
            return inside, Finding("article_absent", f"there is no Art. {gone} in the act as it was read")
        start, end = self.order.index(first), self.order.index(last)
        covered = self.order[start : end + 1]
        dead = [p.label for p in covered if p.status is Status.REPEALED]
        finding = Finding("repealed", f"of {label(unit)}, {', '.join(dead)} repealed") if dead else None
        return [p.eid for p in covered], finding

    def _container(self, unit: Unit, number: str) -> tuple[list[str], Finding | None]:
        kinds = {unit.unit} if unit.unit != "section" else {"section", "title", "division"}
        hits = [
            p
            for p in self.by_eid.values()
            if p.article is None and p.kind in kinds and p.num and _same_number(p.num, number)
        ]
        if not hits:
            return [], Finding("article_absent", f"there is no {label(unit)} in the act as it was read")
        if len(hits) > 1:
            return [p.eid for p in hits], Finding(
                "ambiguous_unit", f"the act has {len(hits)} units called {label(unit)}"
            )
        return [hits[0].eid], None

    def _basic(self, number: str) -> Provision | None:
        found = self.basic.get(_key(number))
        return found[0] if found else None


def _alternatives(below: str) -> list[str]:
    return [piece for piece in re.split(r"[/,]", below) if piece]


def _key(number: str) -> str:
    """A number as it is looked up: no spaces or brackets, Cyrillic letters that look Latin folded."""
    folded = number.translate(_LOOK_ALIKE).replace("~", "^")
    return re.sub(r"[\s().]+", "", folded).lower()


_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХІавекмнорстухі", "ABEKMHOPCTYXIabekmhopctyxi")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _same_number(a: str, b: str) -> bool:
    return _key(a) == _key(b) or (_value(a) is not None and _value(a) == _value(b))


def _value(number: str) -> int | None:
    """Arabic or roman, so that "Chapter 7" meets "Chapter VII"."""
    key = _key(number)
    if key.isdigit():
        return int(key)
    if not key or any(c not in _ROMAN for c in key):
        return None
    values = [_ROMAN[c] for c in key]
    return sum(-v if values[i + 1 : i + 2] and values[i + 1] > v else v for i, v in enumerate(values))


def _between(first: str, number: str | None, last: str) -> bool:
    start, here, end = _head(first), _head(number or ""), _head(last)
    return None not in (start, here, end) and start <= here <= end  # type: ignore[operator]  # None is out


def _head(number: str) -> int | None:
    found = re.match(r"\d+", number)
    return int(found[0]) if found else None


def touches(cited: Container[str], changed: str, parents: Mapping[str, str | None]) -> bool:
    """Whether a change at `changed` lies at or below a cited provision; a cited chapter covers its articles."""
    at: str | None = changed
    while at is not None:
        if at in cited:
            return True
        at = parents.get(at)
    return False


def parents_of(*versions: Sequence[Provision]) -> dict[str, str | None]:
    """Who stands above whom, in any of the versions: what vanished still has its place in the older one."""
    return {p.eid: p.parent for law in versions for p in law}
