"""The acts that a profile cites, each once, whatever it is called: by number and date, by kind of code, by name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache

from pipeline.citations import Citation
from pipeline.importing.keys import Keys
from pipeline.importing.keys import act_slug
from pipeline.importing.keys import slug
from pipeline.importing.words import act_type
from pipeline.importing.words import folded
from pipeline.importing.words import tables

_CODES = frozenset({"code", "constitution"})
_CODE = re.compile(r"[a-z-]+-code|constitution")
_ON = re.compile(r"(?:on|about|concerning|sur|relati\w+)\s", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:[Tt]he|[Ll]es?|[Ll]a)\s+")
_STATE = re.compile(r"\b(?:of|de|du|the|la|le|republic|kingdom|state|law|act|on)\b")


@dataclass(slots=True)
class GatheredAct:
    """One act, under all names by which the lines cite it."""

    names: list[str] = field(default_factory=list)
    type: str | None = None
    number: str | None = None
    date: str | None = None
    kind: str = "domestic"
    identities: set[str] = field(default_factory=set)  # keys of the citations that name it
    key: str = ""
    links: list[str] = field(default_factory=list)  # where the page's own links to it lead

    @property
    def title(self) -> str:
        """Its name, with its type where the name does not say what it is."""
        name = max(self.names, key=len, default="")
        if not name:
            return f"{(self.type or 'act').capitalize()} {self.number or self.date or ''}".strip()
        named = act_type(None, name) is not None and not _ON.match(name)
        if self.type and not named:
            return f"{self.type.capitalize()} {name}"
        return name


def gather(citations: Iterable[Citation]) -> list[GatheredAct]:
    """The acts in the order in which they are first cited, each with a key of its own."""
    found: list[GatheredAct] = []
    numbered: list[Citation] = []
    for citation in citations:
        if citation.act_key == tables()["treaty"]["key"] or not (citation.act_name or citation.act_number):
            continue
        numbered.append(citation)
    for citation in numbered:
        act = next((a for a in found if _is(a, citation)), None)
        if act is None:
            act = GatheredAct(kind=citation.kind)
            found.append(act)
        _learn(act, citation)
    keys = Keys("act")
    for act in found:
        names = [act_slug(n) for n in act.names]
        identity = next((i for i in sorted(act.identities) if act.type in _CODES), None)
        number = slug(act.number or "")
        short = min((n for n in names if n), key=len, default=None)
        plain = identity or short or f"{act.type or 'act'}-{number or act.date}"
        act.key = keys.take(
            plain, f"{plain[:50]}-{number or slug(act.date or '')}" if number or act.date else None
        )
    return found


def link(act: GatheredAct, citation: Citation, links: Iterable[tuple[str, str]]) -> None:
    """Note where the links lead that stand on the words of this citation."""
    cited = folded(citation.text)
    for words, address in links:
        linked = folded(words)
        on_it = len(linked) > 3 and (linked in cited or any(folded(n) in linked for n in act.names))
        if on_it and address not in act.links:
            act.links.append(address)


def act_of(acts: Iterable[GatheredAct], citation: Citation) -> GatheredAct | None:
    """Which of the gathered acts a citation means; one that names none means the act named last."""
    known = list(acts)
    if citation.act_name or citation.act_number:
        return next((a for a in known if _is(a, citation)), None)
    name = _plain(citation.act_inherited)
    return next((a for a in known if name and name in map(_plain, a.names)), None)


def _is(act: GatheredAct, citation: Citation) -> bool:
    number = _number(citation.act_number)
    if number and act.number:
        return number == _number(act.number) and _agree(act.date, citation.act_date)
    if not _agree(act.date, citation.act_date):
        return False
    if _identity(citation) in act.identities:
        return True
    return _plain(citation.act_name) in map(_plain, act.names) and bool(citation.act_name)


def _agree(one: str | None, two: str | None) -> bool:
    return not one or not two or one.startswith(two) or two.startswith(one)


def _identity(citation: Citation) -> str | None:
    """What the reading of citations makes of a name that it knows: CPC is the criminal-procedure-code."""
    return citation.act_key.partition("/")[2] if citation.act_key and citation.act_name else None


def _learn(act: GatheredAct, citation: Citation) -> None:
    name = _ARTICLE.sub("", citation.act_name or "")
    if name and name not in act.names:
        act.names.append(name)
    act.number = act.number or citation.act_number
    act.date = max(filter(None, (act.date, citation.act_date)), key=len, default=None)
    act.type = act.type or act_type(citation.act_type, citation.act_name)
    if identity := _identity(citation):
        act.identities.add(identity)
        if _CODE.fullmatch(identity):  # CPC says "code" to those who know it
            act.type = act.type or act_type(None, identity.replace("-", " "))


@lru_cache(maxsize=4096)
def _number(number: str | None) -> str:
    return re.sub(r"[№\s]|^(?:no?|n)\.?(?=\d)", "", number or "", flags=re.IGNORECASE).upper()


@lru_cache(maxsize=4096)
def _plain(name: str | None) -> str:
    return " ".join(_STATE.sub(" ", folded(name or "")).split())
