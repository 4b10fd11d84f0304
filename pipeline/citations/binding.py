"""Which act a group of units belongs to: the one named behind it, else the one right before it."""

import re

from pipeline.citations.acts import WORD
from pipeline.citations.acts import Mention
from pipeline.citations.spans import Spans
from pipeline.citations.units import Group
from pipeline.citations.words import vocabulary
from pipeline.citations.words import words

MAX_REMARKS = 3
MAX_GAP = 60  # characters between an act and the units it governs

REMARK = re.compile(r"\s?\(([^()]{0,200})\)")
_PUNCTUATION = re.compile(r"[\s,(/]{1,3}")
_ABBREVIATION = re.compile(
    r"(?:[A-ZÀ-ÞΑ-Ω]\w{0,7}[A-ZÀ-Þ]\w{0,2}|[А-ЯІЇЄҐӘҚӨҮ]{2,5}|[a-z]\.\s?[a-z]\.(?:\s?[a-z]\.)?)(?![\w])(?:\s(?:РК|РФ|РБ|КР|України|Украины)\b)?"
)
_ABBREVIATION_BEFORE = re.compile(r"(?<!\w)([A-ZА-ЯІЇ][A-Za-zА-Яа-яІЇ]{0,6}[A-ZА-ЯІЇ])[\s,(:]{1,3}$")
_NOT_ACTS = frozenset(
    {"AND", "OR", "EU", "UN", "UK", "US", "USA", "ICT", "IT", "CERT", "CSIRT", "ISP", "IP", "DNA"}
)
_STATE = re.compile(r"\sof\s(?:the\s)?(?:Republic(?:\sof)?\s)?[A-Z]\w+(?:\s(?:and\s)?[A-Z]\w+)?")
_NEW_SENTENCE = re.compile(r"[.;]\s+[A-ZА-Я]|\n|\d|\band\b")
_LEADING = frozenset(
    {
        "in",
        "at",
        "under",
        "its",
        "the",
        "namely",
        "between",
        "see",
        "including",
        "of",
        "esp",
        "especially",
        "particular",
    }
)


def abbreviated_acts(text: str, units: list[Group], acts: list[Mention]) -> list[Mention]:
    """Acts named by letters beside a unit: "Article 264 bis SCrC", "(Section 1, CMA)", "CCG Art. 255-2".

    Letters alone say nothing of law, so they count only there.
    """
    taken = Spans((a.start, a.end) for a in acts)
    found: list[Mention] = []
    for group in units:
        at = past_link(text, group.end)
        m = _ABBREVIATION.match(text, at)
        if m and m[0] not in _NOT_ACTS and not taken.covers(at):
            state = _STATE.match(text, m.end())
            end = state.end() if state else m.end()
            treaty = m[0].lower() in vocabulary()["treaties"]["abbreviations"]
            name = "Budapest Convention" if treaty else text[at:end]
            found.append(Mention(at, end, name, None, "treaty" if treaty else "code"))
            continue
        near = max(0, group.start - 14)
        before = _ABBREVIATION_BEFORE.search(text[near : group.start])
        if before and before[1] not in _NOT_ACTS and not taken.covers(near + before.start(1)):
            start = near + before.start(1)
            found.append(Mention(start, start + len(before[1]), before[1], None, "code"))
    known: set[int] = set()
    fresh = [m for m in found if not (m.start in known or known.add(m.start))]  # type: ignore[func-returns-value]
    return sorted([*acts, *fresh], key=lambda m: m.start)


def past_link(text: str, at: int) -> int:
    """Where an act's name would begin behind a unit: past remarks in brackets, commas and little words."""
    end = at
    for _ in range(MAX_REMARKS):
        m = REMARK.match(text, end)
        if m is None:
            break
        end = m.end()
    for _ in range(8):  # "of the of the", "of the said Law of": more little words are a sentence
        m = _PUNCTUATION.match(text, end)
        end = m.end() if m else end
        w = WORD.match(text, end)
        if w is None or not w[0].islower() or w[0] not in words("act", "gap"):
            return end
        end = w.end() + (text[w.end() : w.end() + 1] in {"'", "’"})
    return end


def bind(text: str, units: list[Group], acts: list[Mention]) -> dict[int, int]:
    """The index of the act of each group, by the group's index."""
    spans = Spans((a.start, a.end) for a in acts)
    bound: dict[int, int] = {}
    for i, group in enumerate(units):
        at = past_link(text, group.end)
        behind = spans.at(at)
        if behind is not None and acts[behind].start >= group.end:
            bound[i] = behind
            continue
        before = spans.before(group.start)
        if before is not None and _leads(text[acts[before].end : group.start]):
            bound[i] = before
    return bound


def _leads(gap: str) -> bool:
    """Whether an act before a unit governs it: only punctuation and little words between them."""
    bare = REMARK.sub("", gap)
    if len(gap) > MAX_GAP or _NEW_SENTENCE.search(bare):
        return False
    return all(w.lower() in _LEADING or w in words("act", "gap") for w in WORD.findall(bare))
