"""Numbers and dates of acts that stand without a name: "№545-IV (as amended on 10.07.2012)", "signed on ..."."""

import re

from pipeline.citations.act_numbers import act_number_at
from pipeline.citations.act_numbers import next_sign
from pipeline.citations.acts import Mention
from pipeline.citations.dates import dates
from pipeline.citations.details import add_details
from pipeline.citations.spans import Spans
from pipeline.citations.words import markers

BEFORE = 32  # characters before a number in which its date may stand: "September 28, 2018, "
CLAUSE = 60  # characters behind "signed" or "amended" in which the date must stand

_TRIGGER = re.compile(r"\b(?:signed|ratified|adopted|amendments?|amended)\b", re.IGNORECASE)
_LEAD = re.compile(r"\w+\s(?:as of|on|in|of|by)\s(?:the\s)?")
_ONLY_DATE = re.compile(r",?\s?(?:г\.?|года|р\.?|року)?\s?")
_WORD = re.compile(r"[^\W\d_]+\.?")


def loose_acts(text: str, taken: list[tuple[int, int]], country: str | None) -> list[Mention]:
    """Mentions outside the places already `taken`."""
    found = _numbered(text, Spans(taken), country)
    spans = Spans([*taken, *((m.start, m.end) for m in found)])
    return [*found, *_dated(text, spans, country)]


def _numbered(text: str, spans: Spans, country: str | None) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while (start := next_sign(text, at)) is not None:
        number = act_number_at(text, start)
        at = start + 1
        if number is None or spans.covers(start) or _marks_unit(text, start):
            continue
        mention = Mention(start, number.end, None, None, "law", number.value, number.year, bare=True)
        _date_before(text, mention, country)
        add_details(text, mention, [], country)
        found.append(mention)
        at = max(at, mention.end)
    return found


def _dated(text: str, spans: Spans, country: str | None) -> list[Mention]:
    found: list[Mention] = []
    for m in _TRIGGER.finditer(text):
        start = m.start()
        if spans.covers(start) or spans.ends_near(start, 3):
            continue
        clause = text[start : start + CLAUSE]
        near = [d for d in dates(clause, country) if _LEAD.fullmatch(clause[: d.start])]
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


def _marks_unit(text: str, at: int) -> bool:
    """Whether the sign belongs to a unit: "art. No. 243", "articles no. 243"."""
    near = _WORD.findall(text[max(0, at - 14) : at])
    return bool(near) and (near[-1] in markers() or near[-1].rstrip(".") in markers())


def _date_before(text: str, mention: Mention, country: str | None) -> None:
    """`July 5, 2004, №567-II`: the date right before a number."""
    begin = max(0, mention.start - BEFORE)
    for date in dates(text[begin : mention.start], country):
        if _ONLY_DATE.fullmatch(text[begin + date.end : mention.start]):
            mention.date, mention.other_date = date.iso, date.other
            mention.start = begin + date.start
            return
