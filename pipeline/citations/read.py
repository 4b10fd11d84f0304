"""A sentence in, its citations out: units and acts are read apart, then each unit finds its act."""

import re
from dataclasses import replace

from pipeline.citations.act_numbers import act_number_at
from pipeline.citations.act_numbers import signs
from pipeline.citations.acts import WORD
from pipeline.citations.acts import Mention
from pipeline.citations.acts import seeds
from pipeline.citations.dates import dates
from pipeline.citations.details import add_details
from pipeline.citations.keys import act_key
from pipeline.citations.model import Alternative
from pipeline.citations.model import Citation
from pipeline.citations.model import Unit
from pipeline.citations.units import Group
from pipeline.citations.units import groups
from pipeline.citations.words import vocabulary
from pipeline.citations.words import words

MAX_LINK = 260  # characters between a unit and its act, with one remark in brackets

_LINE = re.compile(r"[^\n]+")
_REMARK = re.compile(r"\s?\(([^()]{0,200})\)")
_ABBREVIATION = re.compile(
    r"(?:[A-ZÀ-ÞΑ-Ω][\w]{0,7}[A-ZÀ-Þ]\w{0,2}|[А-ЯІЇЄҐӘҚӨҮ]{2,5})(?![\w])(?:\s(?:РК|РФ|РБ|КР|України|Украины|Armenia))?"
)
_HEADING = re.compile(r"\s?(?:[.:]|\s[-–—])\s+([A-ZА-ЯІЇЄa-z“\"][^\n]{2,200})$")
_TRIGGER = re.compile(r"\b(?:signed|ratified|adopted|amendments?|amended)\b", re.IGNORECASE)


def read_citations(text: str, country: str | None = None) -> tuple[Citation, ...]:
    """All citations of a text, in order. Lines are read apart; the last act named is remembered between them.

    `country` (ISO 3166 alpha-2) settles what numbering alone leaves open: whether `Art. 3241` lost a superscript,
    whether a dot is part of a number.
    """
    country = country.upper() if country else None
    found: list[Citation] = []
    inherited: str | None = None
    for line in _LINE.finditer(text):
        for citation in _line(line[0], country):
            start, end = (line.start() + place for place in citation.span)
            if citation.act_name is None and citation.units and not citation.act_number:
                citation = replace(citation, act_inherited=inherited)
            elif citation.act_name is not None and citation.kind != "policy":
                inherited = citation.act_name
            found.append(replace(citation, span=(start, end), text=text[start:end]))
    return tuple(found)


def _line(text: str, country: str | None) -> list[Citation]:
    acts = _acts(text, country)
    units = [g for g in groups(text, country) if not _inside(g, acts)]
    acts = _with_abbreviations(text, units, acts)
    bound = _bind(text, units, acts)
    citations = [_of_units(text, g, bound.get(id(g)), country) for g in units]
    used = {id(a) for a in bound.values()}
    citations += [_of_act(text, a, country) for a in acts if id(a) not in used]
    return sorted(citations, key=lambda c: c.span)


def _acts(text: str, country: str | None) -> list[Mention]:
    found = list(seeds(text))
    for i, mention in enumerate(found):
        limit = found[i + 1].start if i + 1 < len(found) else len(text)
        add_details(text, mention, _limit(found, i, limit, text), country)
    merged: list[Mention] = []
    for mention in found:
        if merged and mention.start < merged[-1].end:
            continue
        if merged and _same_act(text, merged[-1], mention):
            _merge(merged[-1], mention)
        elif (
            mention.name
            or mention.number
            or mention.date
            or (mention.type
            and " of " in text[mention.start : mention.end])
        ):
            merged.append(mention)
    return sorted([*merged, *_loose(text, merged, country)], key=lambda m: m.start)


def _limit(found: list[Mention], i: int, limit: int, text: str) -> int:
    """A bare type right behind a name only repeats it: "Data Protection Act (Act No. 32 of 2018)"."""
    return limit


def _same_act(text: str, first: Mention, second: Mention) -> bool:
    """Whether a second mention only says more of the first: its number, its approving instrument."""
    between = text[first.end : second.start]
    if not second.bare or first.bare:
        if not (first.category == "policy" and second.category == "instrument" and second.name is None):
            return False
    if first.number:
        return False
    return (
        re.fullmatch(r"[\s,.(:]{0,3}(?:(?:approved|enacted|adopted|established)\sby\s)?", between) is not None
    )


def _merge(first: Mention, second: Mention) -> None:
    first.end = second.end
    first.type = second.type or first.type
    first.number = second.number
    first.date = second.date or first.date
    first.amended = first.amended or second.amended
    if second.category in {"instrument", "law"} and first.category == "policy":
        first.category = second.category


def _loose(text: str, taken: list[Mention], country: str | None) -> list[Mention]:
    """Numbers and dates of acts that no name stands before: "№545-IV (as amended on 10.07.2012)"."""
    found: list[Mention] = []
    at = 0
    while (start := signs(text, at)) is not None:
        number = act_number_at(text, start)
        at = start + 1
        if number is None or _covered(start, taken) or _after_marker(text, start):
            continue
        mention = Mention(start, number.end, None, None, "law", number.value, number.year, bare=True)
        _date_before(text, mention, country)
        add_details(text, mention, len(text), country)
        found.append(mention)
        at = max(at, mention.end)
    for m in _TRIGGER.finditer(text):
        if _covered(m.start(), [*taken, *found]) or any(a.end <= m.start() <= a.end + 3 for a in taken):
            continue
        start = m.start()
        clause = text[start : start + 60]
        near = [
            d
            for d in dates(clause, country)
            if re.fullmatch(r"\w+\s(?:as of|on|in|of|by)\s(?:the\s)?", clause[: d.start])
        ]
        if not near:
            continue
        amended = m[0].lower().startswith("amend")
        mention = Mention(start, start + near[0].end, None, None, "law" if amended else "treaty", bare=True)
        if amended:
            mention.amended, mention.other_amended = near[0].iso, near[0].other
        else:
            mention.date, mention.other_date = near[0].iso, near[0].other
        found.append(mention)
    return found


def _after_marker(text: str, at: int) -> bool:
    from pipeline.citations.words import markers

    near = re.findall(r"[^\W\d_]+\.?", text[max(0, at - 14) : at])
    return bool(near and (markers().get(near[-1]) or markers().get(near[-1].rstrip("."))))


def _date_before(text: str, mention: Mention, country: str | None) -> None:
    """`July 5, 2004, №567-II`: the date right before a number."""
    begin = max(0, mention.start - 32)
    for date in dates(text[begin : mention.start], country):
        if re.fullmatch(r",?\s?(?:г\.?|года|р\.?|року)?\s?", text[begin + date.end : mention.start]):
            mention.date, mention.other_date = date.iso, date.other
            mention.start = begin + date.start


def _covered(at: int, taken: list[Mention]) -> bool:
    return any(m.start <= at < m.end for m in taken)


def _inside(group: Group, acts: list[Mention]) -> bool:
    return any(a.start <= group.start < a.end for a in acts)


def _with_abbreviations(text: str, units: list[Group], acts: list[Mention]) -> list[Mention]:
    """Short names count as acts only beside a unit: "Article 264 bis SCrC", "(Section 1, CMA)", "CCG Art. 255-2"."""
    found = list(acts)
    for group in units:
        at = _past_link(text, group.end)
        m = _ABBREVIATION.match(text, at)
        if m and not _covered(at, found):
            end = m.end()
            state = re.compile(r"\sof\s(?:the\s)?(?:Republic(?:\sof)?\s)?[A-Z]\w+").match(text, end)
            end = state.end() if state else end
            category = "treaty" if m[0].lower() in vocabulary()["treaties"]["abbreviations"] else "code"
            name = "Budapest Convention" if category == "treaty" else text[at:end]
            found.append(Mention(at, end, name, None, category))
            continue
        before = re.search(
            r"(?<!\w)([A-Z][A-Za-z]{0,6}[A-Z])[\s,(:]{1,3}$", text[max(0, group.start - 14) : group.start]
        )
        if before and not _covered(group.start - len(before[0]), found):
            start = group.start - len(before[0])
            found.append(Mention(start, start + len(before[1]), before[1], None, "code"))
    return sorted(found, key=lambda m: m.start)


def _past_link(text: str, at: int) -> int:
    """Where an act's name would begin behind a unit: past remarks in brackets, commas and little words."""
    end = at
    while (m := _REMARK.match(text, end)) and end - at < MAX_LINK:
        end = m.end()
    for _ in range(8):
        m2 = re.compile(r"[\s,(/]{1,3}").match(text, end)
        if m2:
            end = m2.end()
        w = WORD.match(text, end)
        if w is None or not (w[0].lower() in words("act", "gap") and w[0].islower()):
            return end
        end = w.end() + (text[w.end() : w.end() + 1] in {"'", "’"})
    return end


def _bind(text: str, units: list[Group], acts: list[Mention]) -> dict[int, Mention]:
    """Which act each group of units belongs to: the one that follows it, else the one right before it."""
    bound: dict[int, Mention] = {}
    for group in units:
        at = _past_link(text, group.end)
        after = next(
            (a for a in acts if a.start <= at < max(a.end, a.start + 1) and a.start >= group.end), None
        )
        if after is not None and not re.match(r"[\s,]*\band\b", text[group.end : after.start]):
            bound[id(group)] = after
            continue
        before = [a for a in acts if a.end <= group.start]
        if before and _leads(text[before[-1].end : group.start]):
            bound[id(group)] = before[-1]
    return bound


def _leads(gap: str) -> bool:
    """Whether an act before a unit governs it: only punctuation and little words between them."""
    if len(gap) > 60 or re.search(r"[.;]\s+[A-ZА-Я]|\n", gap):
        return False
    rest = [w.lower() for w in WORD.findall(_REMARK.sub("", gap))]
    known = {
        "in",
        "at",
        "under",
        "its",
        "the",
        "namely",
        "between",
        "see",
        "including",
        "and",
        "of",
        "esp",
        "especially",
        "particular",
    }
    return (
        all(w in known or w in words("act", "gap") for w in rest)
        and not re.search(r"\d", gap)
        and "and" not in rest
    )


def _of_units(text: str, group: Group, act: Mention | None, country: str | None) -> Citation:
    start, end = group.start, group.end
    units = tuple(group.units)
    qualifier = group.qualifier
    if act:
        start, end = min(start, act.start), max(end, act.end)
        if act.end <= group.start and qualifier:
            units = tuple(replace(u, qualifier=u.qualifier or qualifier) for u in units)
            qualifier = None
    alternatives = list(group.doubts)
    ambiguous = group.ambiguous or bool(alternatives)
    effective = None
    remark = _REMARK.match(text, group.end)
    if remark and re.search(r"\bforce\b|effect", remark[1]):
        year = re.search(r"(?:19|20)\d\d", remark[1])
        near = dates(remark[1], country)
        effective = near[0].iso if near else year[0] if year else None
        ambiguous = ambiguous or len(units) > 1
        end = max(end, remark.end())
    elif remark and re.search(r"\bversion\b", remark[1]) and (near := dates(remark[1], country)):
        version = near[0].iso
        base = _of_act(text, act, country) if act else Citation("", (start, end))
        return replace(
            base, span=(start, max(end, remark.end())), units=units, qualifier=qualifier, version_date=version
        )
    if act is None:
        units = _headed(text, group, units)
        amended = None
        if remark and re.search(r"amend", remark[1]) and (near := dates(remark[1], country)):
            amended = near[0].iso
        return Citation(
            "",
            (start, end),
            units=units,
            qualifier=qualifier,
            ambiguous=ambiguous,
            alternatives=tuple(alternatives),
            effective=effective,
            as_amended_date=amended,
        )
    base = _of_act(text, act, country)
    return replace(
        base,
        span=(start, end),
        units=units,
        qualifier=qualifier,
        effective=effective or base.effective,
        ambiguous=ambiguous or base.ambiguous,
        alternatives=(*alternatives, *base.alternatives),
    )


def _headed(text: str, group: Group, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The heading behind a single unit that begins a line: "Article 243: Unauthorised access"."""
    m = _HEADING.match(text, group.end)
    if len(units) == 1 and m and not text[: group.start].strip(" •-*\t"):
        return (replace(units[0], heading=m[1].rstrip(" .;")),)
    return units


_KINDS = {"policy": "policy", "treaty": "treaty", "eu": "eu"}


def _of_act(text: str, act: Mention, country: str | None) -> Citation:
    kind = _KINDS.get(act.category, "domestic")
    name = act.name.strip(" ,") if act.name else None
    low = (name or "").lower()
    if low.startswith(("on ratification", "о ратификации", "on the ratification", "про ратифікацію")):
        kind = "ratification"
    if any(t in low for t in vocabulary()["treaties"]["names"]):
        kind = "treaty"
    date = act.date
    if act.number in vocabulary()["eu_acts"]:
        kind, date = "eu", vocabulary()["eu_acts"][act.number]
    alternatives = []
    if act.other_date:
        alternatives.append(Alternative("another date of the act", act_date=act.other_date))
    if act.other_amended:
        alternatives.append(Alternative("month-first date", as_amended_date=act.other_amended))
    start, end = act.start, act.end
    qualifier = None
    from pipeline.citations.markers import qualifier_at

    if m := re.search(r"(\w+)(?:\spresent)?\sin\s(?:the\s)?$", text[max(0, start - 40) : start]):
        qualifier = qualifier_at(m[1], 0)[0]
    return Citation(
        "",
        (start, end),
        name,
        act_key(country, kind, name, act.type, act.number, date),
        act.type,
        act.number,
        date,
        act.amended,
        act.version,
        act.effective,
        (),
        qualifier,
        kind,
        bool(alternatives),
        tuple(alternatives),
    )
