"""The lines of a section become entries: what stands before a citation names it, the citation stays as published."""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import pairwise

from pipeline.citations import Citation
from pipeline.citations import read_citations
from pipeline.importing.naming import name_of
from pipeline.importing.page import Line
from pipeline.importing.sections import Section
from pipeline.importing.words import folded
from pipeline.importing.words import tables
from pipeline.importing.words import treaty_article
from pipeline.importing.words import words

NO_LAW = "No law is cited here; say in your own words what the line is."
ONLY_CONVENTION = "Only the Convention is cited here; say which provisions of your law the line is about."
WHOLE = 300  # characters of a line that begins with its citation and is kept whole; a longer one is prose
LEAD_IN = 4  # words of a line that ends in a colon and only leads to the next
TEXT = 15_000  # characters of a citation; a profile's lines have at most 20,000
_OWN = frozenset({"domestic", "ratification", "policy"})
_HYPHEN = re.compile(r"\s?[-–—:]\s*$")
_HEDGE = re.compile(r"(\w+(?:\spresent)?\sin\s(?:the\s)?)$")
_LAST_WORD = re.compile(r"(\w+)\s(?:de\s)?$")
_ARTICLE = re.compile(r"^(?:[Tt]he|[Ll]es?|[Ll]a)\s|^[Ll]['’]")
_HEADED = re.compile(r"^\s?(?:[.:)]|\s[-–—]|[-–—])\s*(?=[^\W\d_“\"‘])")
_OF = re.compile(r"\b(?:of|in|under|by|with|from|to|de|du|par)\s(?:the\s|la\s|le\s)?$")  # a noun came before
_SENTENCE = re.compile(r"(?<=[^\s.]{3}[.!?])\s+(?=[A-ZÀ-ÝА-Я“\"‘])")
_WORD = re.compile(r"[^\W\d_]+")
_LIKE_LAW = re.compile(
    r"(?:\b(?:Art(?:icle)?s?|Sections?|Chapter|Law|Act|Decree|Loi|Décret|Закон|No)\b\.?|§|№)\s?[^\n]{0,40}?\d|\bCode\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry in the making."""

    section: str
    topic: str | None
    text: str | None
    line: Line
    citations: tuple[Citation, ...] = ()  # of domestic law, policies, agreements: what the text cites
    treaty: tuple[int, ...] = ()  # articles of the Budapest Convention
    note: str | None = None
    doubtful: bool = False  # looks as if it cited law, and nothing was read


@dataclass(slots=True)
class _Clause:
    """A part of a line that speaks of one thing; citations' spans count from its beginning."""

    text: str
    own: list[Citation] = field(default_factory=list)
    convention: list[Citation] = field(default_factory=list)


def pieces(section: Section, country: str | None) -> Iterator[Piece]:
    """The entries of a section, in the order of its lines."""
    label: Line | None = None  # a topic that stands on a line of its own
    used = False
    cited = _cited_by_line(section.lines, country)
    for line, citations in zip(section.lines, cited, strict=True):
        if not citations and (line.heading or treaty_article(line.text.rstrip(" :"))):
            if label and not used:
                yield _alone(section, label)
            label, used = line, False
            continue
        if not citations and _leads_in(line.text):
            continue
        made = [p for clause in _clauses(line.text, citations) for p in _of_clause(section, line, clause)]
        if label and (line.bullet or label.heading or not used):
            made = [_labelled(p, label.text.rstrip(" :")) for p in made]
            used = True
        yield from made
    if label and not used:
        yield _alone(section, label)


def _alone(section: Section, line: Line) -> Piece:
    """A line that names a thing and nothing behind it says more."""
    number = treaty_article(line.text)
    return Piece(
        section.name,
        line.text.rstrip(" :"),
        None,
        line,
        treaty=(number,) if number else (),
        note=NO_LAW,
    )


def _cited_by_line(lines: Sequence[Line], country: str | None) -> list[list[Citation]]:
    """The citations of each line, read in one go: a later line may name no act and mean the one before."""
    text = "\n".join(line.text for line in lines)
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    found: list[list[Citation]] = [[] for _ in lines]
    number = 0
    for citation in sorted(read_citations(text, country=country), key=lambda c: c.span):
        while number + 1 < len(lines) and citation.span[0] >= starts[number + 1]:
            number += 1
        start = starts[number]
        found[number].append(replace(citation, span=(citation.span[0] - start, citation.span[1] - start)))
    return found


def _leads_in(text: str) -> bool:
    """`Also see:`, `Decision (extracts):`"""
    return text.endswith(":") and len(text.split()) <= LEAD_IN


def _labelled(piece: Piece, label: str) -> Piece:
    if treaty_article(piece.topic):
        return piece  # it names its own
    number = treaty_article(label)
    treaty = tuple(dict.fromkeys((*((number,) if number else ()), *piece.treaty)))
    return replace(piece, topic=label if number or not piece.topic else piece.topic, treaty=treaty)


# ---- a line into clauses ----


def _clauses(text: str, citations: Sequence[Citation]) -> list[_Clause]:
    """A line as a whole, or cut at its semicolons or sentences where several of them cite law."""
    whole = [_relevant(text, 0, len(text), citations)]
    for at, keep_empty in ((_semicolons(text), True), (_sentences(text), False)):
        cuts = [p for p in at if not any(c.span[0] < p < c.span[1] for c in citations)]
        if not cuts:
            continue
        edges = list(zip([0, *cuts], [*cuts, len(text)], strict=True))
        clauses = [_relevant(text, start, end, citations) for start, end in edges]
        if sum(bool(c.own) for c in clauses) > 1:
            cut = [c for c in clauses if c.own or c.convention or (keep_empty and c.text)]
            return [
                deeper
                for c in cut
                for deeper in (_clauses(c.text, [*c.own, *c.convention]) if keep_empty else [c])
            ]
    return [item for clause in whole for item in _bracketed(clause)]


def _relevant(text: str, start: int, end: int, citations: Sequence[Citation]) -> _Clause:
    """The clause from `start` to `end`, stripped, with the citations that lie in it."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" ;"))
    clause = _Clause(text[start:end].rstrip(" ;"))
    inside = [
        replace(c, span=(c.span[0] - start, c.span[1] - start))
        for c in citations
        if start <= c.span[0] and c.span[1] <= end
    ]
    clause.convention = [c for c in inside if c.act_key == tables()["treaty"]["key"]]
    others = [c for c in inside if c not in clause.convention]
    own = [c for c in others if c.kind in _OWN and not _is_relative(c)]
    clause.own = own or [c for c in others if c.act_name and (c.kind == "treaty" or c.units)]
    return clause


def _is_relative(citation: Citation) -> bool:
    """`subsection 1`: a place in the sentence's own law, which nothing names."""
    return bool(citation.units) and not (
        citation.act_name
        or citation.act_number
        or any(
            u.article or u.chapter or u.division or u.part for u in citation.units if u.unit != "subsection"
        )
    )


def _semicolons(text: str) -> list[int]:
    return [i + 1 for i, c in enumerate(text) if c == ";" and not _inside(text, i)]


def _sentences(text: str) -> list[int]:
    return [m.start() for m in _SENTENCE.finditer(text) if not _inside(text, m.start())]


def _inside(text: str, at: int) -> bool:
    """Whether a place stands in brackets."""
    return text.count("(", 0, at) > text.count(")", 0, at)


_SUCH_AS = re.compile(r".*\b(?:such as|including|namely|notably|tels que|notamment)\s|.*:\s", re.DOTALL)


def _bracketed(clause: _Clause) -> list[_Clause]:
    """`Stalking (Section 360a of CC), Extortion (Section 189 of CC)`: an item for each bracket with a citation."""
    text = clause.text
    spans: list[tuple[int, int, list[Citation]]] = []
    outside: list[Citation] = []
    for c in clause.own:
        opening = text.rfind("(", 0, c.span[0])
        closing = text.find(")", c.span[1])
        if opening < 0 or closing < 0 or (text[opening + 1 : c.span[0]] + text[c.span[1] : closing]).strip():
            outside.append(c)
        else:
            spans.append((opening, closing + 1, [c]))
    if len(spans) < 2 or any(c.span[1] > spans[0][0] for c in outside):
        return [clause]
    at = max((c.span[1] for c in outside), default=0)
    items: list[_Clause] = [_Clause(text[:at], outside)] if outside else []
    first = len(items)
    for opening, end, cited in spans:
        named = text[at:opening]
        named = (
            _SUCH_AS.sub("", named)
            if len(items) == first
            else re.sub(r"^[\s,;]*(?:and|or|et|ou)?\s*", "", named)
        )
        start = opening - len(named)
        moved = [replace(c, span=(c.span[0] - start, c.span[1] - start)) for c in cited]
        items.append(_Clause(text[start:end], moved))
        at = end
    items[-1].convention = clause.convention
    return items


# ---- a clause into an entry ----


def _of_clause(section: Section, line: Line, clause: _Clause) -> Iterator[Piece]:
    named_by_section = treaty_article(section.name)
    if not clause.own:
        yield _without_law(section, line, clause, named_by_section)
        return
    start, end = _span(clause)
    before, after = clause.text[:start], clause.text[end:]
    topic = _topic(before) or _heading_behind(clause, after)
    topic = None if topic and folded(topic) == folded(section.name) else topic
    number = treaty_article(topic) or named_by_section
    yield Piece(
        section.name,
        topic,
        _citation_text(clause, start, end)[:TEXT],
        line,
        tuple(clause.own),
        _articles(number, clause.convention),
    )


def _without_law(section: Section, line: Line, clause: _Clause, number: int | None) -> Piece:
    rest = clause.text
    for c in reversed(clause.convention):
        rest = rest[: c.span[0]] + rest[c.span[1] :]
    topic = name_of(rest) or name_of(clause.text) or section.name
    return Piece(
        section.name,
        topic,
        None,
        line,
        treaty=_articles(treaty_article(topic) or number, clause.convention),
        note=ONLY_CONVENTION if clause.convention else NO_LAW,
        doubtful=not clause.convention and _LIKE_LAW.search(clause.text) is not None,
    )


def _articles(number: int | None, convention: Sequence[Citation]) -> tuple[int, ...]:
    """Articles of the Convention: of the topic, and those that the line names."""
    found = [number] if number else []
    for unit in (u for c in convention for u in c.units):
        first, last = unit.article or "", unit.article_to or unit.article or ""
        if (
            first.isdigit() and last.isdigit() and int(first) <= int(last) <= 48
        ):  # the Convention's last article
            found += range(int(first), int(last) + 1)
    return tuple(dict.fromkeys(found))


def _span(clause: _Clause) -> tuple[int, int]:
    """From the first citation, its hedge included, to the last."""
    start = min(c.span[0] for c in clause.own)
    end = max(c.span[1] for c in clause.own)
    first = min(clause.own, key=lambda c: c.span)
    if first.qualifier and (hedge := _HEDGE.search(clause.text, max(0, start - 40), start)):
        start = hedge.start()
    if text_opens := clause.text.count("(", start, end) - clause.text.count(")", start, end):
        closing = re.match(r"\){1,3}", clause.text[end:])
        end += min(text_opens, len(closing[0])) if closing and text_opens > 0 else 0
    before = _LAST_WORD.search(clause.text, max(0, start - 20), start)
    if before and before[1].lower() in words("joins", "belongs"):
        start = before.start()
    return start, end


def _topic(before: str) -> str | None:
    """What a line calls the matter before it cites: `Illegal access- `, `On data protection, `, `Stalking (`."""
    if not _WORD.search(_ARTICLE.sub("", before)):
        return None
    if hyphen := _HYPHEN.search(before):
        said = before[: hyphen.start()].strip()
        if len(said.split()) <= 16 and not said.endswith((".", ";")):
            return said or None
    if before.endswith("("):
        return name_of(before, title=True)
    verbs = words("name", "cuts")
    named = _OF.search(before) or any(w.lower() in verbs for w in _WORD.findall(before)[1:])
    return name_of(before) if named or before.startswith("On ") else None


def _heading_behind(clause: _Clause, after: str) -> str | None:
    """`Article 243: Unauthorised access`: the heading of the one unit that begins the line."""
    if len(clause.own) != 1 or not clause.own[0].units or not (headed := _HEADED.match(after)):
        return None
    return name_of(after[headed.end() :], title=True)


def _citation_text(clause: _Clause, start: int, end: int) -> str:
    """The words that cite: of a line of law the whole line, of prose the span alone."""
    text = clause.text
    before, after = text[:start], text[end:]
    opens = not _WORD.search(_ARTICLE.sub("", before))
    after_hyphen = _HYPHEN.search(before) is not None
    last = max(clause.own, key=lambda c: c.span)
    if (
        (opens or after_hyphen)
        and _goes_on(after, has_units=bool(last.units))
        and len(text) - start <= WHOLE + (end - start)
    ):
        return text[start:].rstrip(" ;") if after_hyphen else _ARTICLE.sub("", text).rstrip(" ;")
    if _prose_between(clause):
        return "; ".join(text[c.span[0] : c.span[1]] for c in sorted(clause.own, key=lambda c: c.span))
    stop = "." if after.strip() == "." and last.units else ""
    return text[start:end] + stop


def _goes_on(after: str, *, has_units: bool) -> bool:
    """Whether what follows still belongs to the citation: nothing, a full stop, "of the ...", a heading."""
    rest = after.strip(" .,;”\"’')")
    if not rest:
        return True
    verbs = words("name", "cuts")
    if any(w.lower() in verbs for w in _WORD.findall(rest)):
        return False
    first = _WORD.match(rest)
    heading = has_units and _HEADED.match(after) is not None
    return heading or (first is not None and first[0].lower() in words("joins", "goes_on"))


def _prose_between(clause: _Clause) -> bool:
    """Whether words of a sentence stand between the citations: they are not copied."""
    ordered = sorted(clause.own, key=lambda c: c.span)
    for one, two in pairwise(ordered):
        between = _WORD.findall(clause.text[one.span[1] : two.span[0]])
        if any(w.lower() not in words("joins", "between") for w in between):
            return True
    return False
