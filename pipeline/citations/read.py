"""A sentence in, its citations out: units and acts are read apart, then each unit finds its act."""

import re
from dataclasses import replace

from pipeline.citations.acts import Mention
from pipeline.citations.acts import seeds
from pipeline.citations.binding import REMARK
from pipeline.citations.binding import abbreviated_acts
from pipeline.citations.binding import bind
from pipeline.citations.dates import Date
from pipeline.citations.dates import dates
from pipeline.citations.details import add_details
from pipeline.citations.keys import act_key
from pipeline.citations.loose import loose_acts
from pipeline.citations.markers import qualifier_at
from pipeline.citations.model import Alternative
from pipeline.citations.model import Citation
from pipeline.citations.model import Unit
from pipeline.citations.spans import Spans
from pipeline.citations.units import Group
from pipeline.citations.units import groups
from pipeline.citations.words import meanings
from pipeline.citations.words import vocabulary

AMENDED_BY = 48  # characters of ", as last amended by the " between an act and the act that amended it

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"\s?(?:[.:]|\s[-–—])\s+([^\W\d_][^\n]{2,600}|[“\"][^\n]{2,600})$")
_BEFORE_HEADING = " •-*–\t"
_QUALIFIED = re.compile(r"(\w+)(?:\spresent)?\sin\s(?:the\s)?$")
_OF_BOOKS = frozenset({"part", "title", "chapter", "division", "schedule", "section"})
_ANY_BOOKS = frozenset(
    {"part", "title", "division"}
)  # in small letters also parts of this page: "see part 5"
_OF_OTHER = re.compile(r"\sof\s(?:the|a|an|this|our|its)\s(?:\w+\s)?([a-z]\w+)")
_PREDICATE = re.compile(r"\s[a-z]")  # "Chapter One covers"
_STRATEGY = re.compile(r"\b(?:strategy|стратеги\w)\b", re.IGNORECASE)
_INTERNATIONAL = re.compile(
    "|".join(rf"\b{re.escape(b)}\b" for b in vocabulary()["treaties"]["bodies"]), re.IGNORECASE
)
_KINDS = {"policy": "policy", "treaty": "treaty", "eu": "eu"}
_RATIFIES = re.compile(r"(?:on|о|про|de|sur la)\s(?:the\s)?(?:ratif|ратиф)", re.IGNORECASE)


def read_citations(text: str, country: str | None = None) -> tuple[Citation, ...]:
    """All citations of a text, in order.

    Lines are read apart; the act named last, and the short names the text defines, are remembered between them.
    `country` (ISO 3166 alpha-2) settles what numbering alone leaves open: whether `Art. 3241` lost a superscript,
    whether a dot is part of a number.
    """
    country = country.upper() if country else None
    found: list[Citation] = []
    inherited: str | None = None
    aliases: dict[str, str | None] = {}
    for line in _LINE.finditer(text):
        for read, alias in _line(line[0], country):
            start, end = (line.start() + place for place in read.span)
            citation = replace(read, span=(start, end), text=text[start:end])
            if citation.units and citation.act_name is None and citation.act_number is None:
                citation = replace(citation, act_inherited=inherited)
            elif citation.act_name is not None:
                citation = replace(citation, act_key=aliases.get(citation.act_name, citation.act_key))
                inherited = citation.act_name if citation.kind != "policy" else inherited
            if alias:
                aliases[alias] = citation.act_key
            found.append(citation)
    return tuple(found)


def _line(text: str, country: str | None) -> list[tuple[Citation, str | None]]:
    """The citations of one line, each with the short name it gives its act."""
    acts = _acts(text, country)
    taken = Spans((a.start, a.end) for a in acts)
    units = [g for g in groups(text, country) if not taken.covers(g.start)]
    places = [*((a.start, a.end) for a in acts), *((g.start, g.end) for g in units)]
    acts = sorted([*acts, *loose_acts(text, places, country)], key=lambda m: m.start)
    taken = Spans((a.start, a.end) for a in acts)
    units = [g for g in units if not taken.covers(g.start)]
    acts = abbreviated_acts(text, units, acts)
    bound = bind(text, units, acts)
    units, bound = _cited(text, units, bound)
    read: list[tuple[Citation, str | None]] = []
    for i, group in enumerate(units):
        act = acts[bound[i]] if i in bound else None
        read.append((_of_units(text, group, act, country), act.alias if act else None))
    used = set(bound.values())
    read += [(_of_act(text, a, country), a.alias) for i, a in enumerate(acts) if i not in used and _says(a)]
    return sorted(read, key=lambda c: c[0].span)


def _cited(text: str, units: list[Group], bound: dict[int, int]) -> tuple[list[Group], dict[int, int]]:
    """Without the parts of other things than acts: "Part 2 of the training", "Chapter 3 of the report"."""
    kept: list[Group] = []
    places: dict[int, int] = {}
    for i, group in enumerate(units):
        loose = i not in bound and group.units[-1].unit in _OF_BOOKS
        other = _OF_OTHER.match(text, group.end) if loose else None
        if other and meanings("act_heads").get(other[1]) is None:
            continue
        if loose and group.units[-1].unit in _ANY_BOOKS and text[group.start].islower():
            continue
        if loose and (group.units[-1].raw or "").isalpha() and _PREDICATE.match(text, group.end):
            continue
        if i in bound:
            places[len(kept)] = bound[i]
        kept.append(group)
    return kept, places


def _says(act: Mention) -> bool:
    """Whether a mention without units names one act: not "the Convention", "this Policy"."""
    generic = act.category in {"policy", "treaty", "code"} and " " not in (act.name or " ")
    return not generic or bool(act.number or act.date)


def _acts(text: str, country: str | None) -> list[Mention]:
    """The acts of a line with their details; a second mention that only adds to the first is merged into it."""
    found = list(seeds(text))
    starts = [m.start for m in found]
    merged: list[Mention] = []
    end = 0
    for mention in found:
        if mention.start < end:
            continue
        add_details(text, mention, starts, country)
        if mention.start < end:
            continue
        end = mention.end
        if merged and merged[-1].amended_by_next and mention.start - merged[-1].end <= AMENDED_BY:
            merged[-1].amended = merged[-1].amended or mention.date
            merged[-1].end, merged[-1].amended_by_next = mention.end, mention.amended_by_next
        elif merged and _same_act(text, merged[-1], mention):
            _merge(text, merged[-1], mention)
        elif mention.name or mention.number or mention.date or (mention.type and " of " in mention.type):
            merged.append(mention)
    return merged


_ADDS = re.compile(r"[\s,.(:]{0,3}(?:(?:approved|enacted|adopted|established)\sby\s)?(?:the\s)?")


def _same_act(text: str, first: Mention, second: Mention) -> bool:
    """Whether a second mention only says more of the first: its number, its approving instrument."""
    approves = first.category == "policy" and second.category == "instrument" and second.name is None
    if first.number or first.bare or not (second.bare or approves):
        return False
    return _ADDS.fullmatch(text[first.end : second.start]) is not None


def _merge(text: str, first: Mention, second: Mention) -> None:
    first.end = second.end
    inside = text[first.start : first.end]
    if inside.count("(") > inside.count(")") and text[first.end : first.end + 1] == ")":
        first.end += 1
    first.alias = first.alias or second.alias
    first.type = second.type or first.type
    first.number = second.number
    first.date = second.date or first.date
    first.amended = first.amended or second.amended
    if (
        second.category in {"instrument", "law"}
        and first.category == "policy"
        and not _STRATEGY.search(first.name or "")
    ):
        first.category = second.category


def _of_units(text: str, group: Group, act: Mention | None, country: str | None) -> Citation:
    """A citation of units, with what a remark in brackets behind them says."""
    start, end = group.start, group.end
    units, qualifier = tuple(group.units), group.qualifier
    base = Citation("", (start, end))
    if act:
        base = _of_act(text, act, country)
        start, end = min(start, act.start), max(end, act.end)
        if act.end <= group.start:
            units = tuple(replace(u, qualifier=u.qualifier or qualifier) for u in units)
            qualifier = None
    else:
        units = _headed(text, group, units)
    citation = replace(
        base,
        span=(start, end),
        units=units,
        qualifier=qualifier or base.qualifier,
        ambiguous=base.ambiguous or group.ambiguous,
        alternatives=(*group.doubts, *base.alternatives),
    )
    return _with_remark(text, group, citation, country)


def _with_remark(text: str, group: Group, citation: Citation, country: str | None) -> Citation:
    """`Art.77-80 (entry into force in 2018)`, `Chapter 7 (version of July 2014)`, `(as amended on 24.09.2010)`."""
    remark = REMARK.match(text, group.end)
    if remark is None:
        return citation
    date = _date_in(remark[1], country)
    low = remark[1].lower()
    if date is None:
        return citation
    citation = replace(citation, span=(citation.span[0], max(citation.span[1], remark.end())))
    if "force" in low or "effect" in low:
        doubtful = citation.ambiguous or len(citation.units) > 1
        return replace(citation, effective=date.iso, ambiguous=doubtful)
    if "version" in low or "wording" in low:
        return replace(citation, version_date=date.iso)
    if "amend" in low or "ред" in low:
        return replace(citation, as_amended_date=date.iso)
    return citation


def _date_in(words: str, country: str | None) -> Date | None:
    found = dates(words, country)
    if found:
        return found[0]
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)
    return Date(year[0], year.start(), year.end()) if year else None


def _headed(text: str, group: Group, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The heading behind a single unit that begins a line: "Article 243: Unauthorised access"."""
    if len(units) != 1 or group.qualifier or text[: group.start].strip(_BEFORE_HEADING):
        return units
    m = _HEADING.match(text, group.end)
    return (replace(units[0], heading=m[1].rstrip(" .;:")),) if m else units


def _of_act(text: str, act: Mention, country: str | None) -> Citation:
    """A citation of an act as a whole."""
    name = act.name.strip(" ,") if act.name else None
    kind = _kind(act, name, text[act.start : act.end])
    date = act.date
    if act.number in vocabulary()["eu_acts"]:
        kind, date = "eu", vocabulary()["eu_acts"][act.number]
    alternatives: list[Alternative] = []
    if act.other_date:
        alternatives.append(Alternative("another date of the act", act_date=act.other_date))
    if act.other_amended:
        alternatives.append(Alternative("month-first date", as_amended_date=act.other_amended))
    before = _QUALIFIED.search(text[max(0, act.start - 40) : act.start])
    return Citation(
        text="",
        span=(act.start, act.end),
        act_name=name,
        act_key=act_key(country, kind, name, act.type, act.number),
        act_type=act.type,
        act_number=act.number,
        act_date=date,
        as_amended_date=act.amended,
        version_date=act.version,
        effective=act.effective,
        qualifier=qualifier_at(before[1], 0)[0] if before else None,
        kind=kind,
        ambiguous=bool(alternatives),
        alternatives=tuple(alternatives),
    )


def _kind(act: Mention, name: str | None, printed: str) -> str:
    if name and _RATIFIES.match(name):
        return "ratification"
    if name and any(t in name.lower() for t in vocabulary()["treaties"]["names"]):
        return "treaty"
    if act.category in {"instrument", "policy"} and _INTERNATIONAL.search(f"{act.type} {name} {printed}"):
        return "treaty"
    if act.category == "policy" and act.number and not _STRATEGY.search(name or ""):
        return "domestic"  # a programme that a numbered instrument approved is that instrument
    return _KINDS.get(act.category, "domestic")
