"""Acts in a sentence: what names one, and how far its name reaches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.citations.act_numbers import act_number_at
from pipeline.citations.markers import qualifier_at
from pipeline.citations.words import markers
from pipeline.citations.words import meanings
from pipeline.citations.words import words

MAX_NAME = 9  # words before the head that may belong to a name
MAX_TITLE = 260  # characters of a title; longer ones are sentences

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_OPEN = "“”\"«„‘'‚"
_CLOSE = "”“\"»’'"
_OF_STATE = re.compile(
    r"(?:\s(?:of|de|du|do|da|del|della|der|des))(?:\s(?:of|the|la|l’|l'))*(?:\s?Republic(?:\sof)?(?:\sthe)?|"
    r"\s?Kingdom\sof(?:\sthe)?|\s?Federation\sof)?\s?[A-ZÀ-ÞŞÇÖÜİ][\w’'-]*(?:\s(?:and\s|of\s|de\s)?[A-ZÀ-ÞŞÇÖÜİ][\w’'-]+){0,3}"
)
_OF_OFFICE = re.compile(
    r"(?:,?\s(?:of|by))(?:\s(?:the|of))*\s(?:President|Government|Cabinet of Ministers|Council of Ministers|Prime Minister|"
    r"Parliament|Minister|Ministry of [A-Z]\w+|Council of Heads of State|Head of State|King|National Assembly|Senate)\b"
)
_CAPITALS = re.compile(r"(?:\s[А-ЯІЇЄҐӘҒҚҢӨҰҮҺΑ-ΩԱ-Ֆ][\w’'-]+){1,3}|\s(?:РК|РФ|РБ|КР|РУз)\b")
_YEAR = re.compile(r",?\s((?:1[789]|20)\d\d)(?![\d/-])")
_TITLE_END = re.compile(
    r"[,;]\s|\.(?:\s|$)|\s\(|\)|\s(?:was|were|is|are|signed|approved|adopted|which|that|has|had|provides?|and\sLaw|No\.|decision|decree)\b|$"
)


@dataclass(slots=True)
class Mention:
    """An act as a sentence names it; its details are added where they stand."""

    start: int
    end: int
    name: str | None
    type: str | None
    category: str
    number: str | None = None
    date: str | None = None
    other_date: str | None = None
    amended: str | None = None
    other_amended: str | None = None
    version: str | None = None
    effective: str | None = None
    bare: bool = False  # no name of its own: only a type, a number or a date


def seeds(text: str) -> Iterator[Mention]:
    """Every mention of an act by a word of its type, in order, none inside another."""
    at = 0
    tokens = list(WORD.finditer(text))
    for i, m in enumerate(tokens):
        if m.start() < at:
            continue
        category = meanings("act_heads").get(m[0])
        if category is None:
            continue
        seed = _seed(text, tokens, i, category, at)
        if seed:
            yield seed
            at = seed.end


def _seed(text: str, tokens: list[re.Match[str]], i: int, category: str, floor: int) -> Mention | None:
    head = tokens[i]
    start = _left(text, tokens, i, floor)
    named = start < head.start()
    capital = head[0][0].isupper()
    end = head.end()
    printed = text[start:end]
    if category == "policy" and not (capital or named):
        return _titled(text, head, category) if _title_follows(text, end) else None
    if category in {"law", "instrument", "eu"}:
        return _law(text, head, start, category, named=named)
    if not capital and not named and text[end : end + 1] != " ":
        return None
    if category == "treaty" and not capital:
        return _document(text, head) if head[0] == "document" else None
    end = _right(text, end, category)
    if not capital and not named and end == head.end():
        return None
    name = text[start:end]
    if category in {"policy", "treaty"}:
        end = _title_end(text, start, end)
        name = text[start:end]
        quoted = _quoted(text, end)
        if quoted and category == "policy":
            name, end = quoted[0], quoted[1]
    mention = Mention(start, end, name, _type_of(printed, category), category)
    if category in {"code", "constitution"}:
        mention.type = None
    return mention


def _law(text: str, head: re.Match[str], start: int, category: str, *, named: bool) -> Mention | None:
    capital = head[0][0].isupper()
    begin = start if named else head.start()
    end = head.end()
    type_ = head[0]
    if m := _OF_OFFICE.match(text, end):
        type_ += text[m.start() : m.end()].replace(" the ", " the ")
        end = m.end()
    if (m := _OF_STATE.match(text, end)) or (m := _CAPITALS.match(text, end)):
        end = m.end()
    if colon := re.compile(r":\s").match(text, end):
        stop = _title_end(text, colon.end(), colon.end())
        if stop - colon.end() > 12:
            return Mention(
                begin, stop, text[colon.end() : stop].strip(), type_, "treaty" if "CIS" in text else category
            )
    if quoted := _quoted(text, end):
        return Mention(begin, quoted[1], quoted[0], _clean_type(type_), category)
    if named:
        year = _YEAR.match(text, head.end())
        stop = year.end() if year else (end if category != "law" or end == head.end() else end)
        mention = Mention(start, stop, text[start:stop], head[0], category)
        mention.date = year[1] if year else None
        return mention
    number = act_number_at(text, _spaces(text, end), bare=True)
    if number is None and not capital:
        return None
    return Mention(begin, end, None, _clean_type(type_), category, bare=True)


def _clean_type(printed: str) -> str:
    return re.sub(r"\s(?:of|by)\sthe\s", lambda m: f" {m[0].split()[0]} the ", printed)


def _spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " (":
        at += 1
    return at


def _left(text: str, tokens: list[re.Match[str]], i: int, floor: int) -> int:
    """Where the name before a head begins: its run of capitals, with the small words between them."""
    start = tokens[i].start()
    best = start
    for j in range(i - 1, max(-1, i - 1 - MAX_NAME), -1):
        word = tokens[j]
        between = text[word.end() : start]
        if word.start() < floor or not re.fullmatch(r"\s|\s?[()]\s|\s\(|,\s(?=[A-Z])|-", between):
            break
        if "," in between and text[start : start + 1].islower():
            break
        low = word[0].lower()
        if meanings("act_heads").get(word[0]) in {"code", "law", "constitution"} and low not in {"decree"}:
            break
        if low in words("act", "inside") or (low in words("join", "and") and word[0].islower()):
            start = word.start()
            continue
        if not word[0][0].isupper() or markers().get(word[0]) or markers().get(word[0] + "."):
            if not _adjective(word[0], tokens[i][0]):
                break
        if low in words("act", "opening") or qualifier_at(text, word.start())[0]:
            break
        start = best = word.start()
    return best


def _adjective(word: str, head: str) -> bool:
    """A lower-case adjective of a Cyrillic or Slavic code: "уголовного кодекса", "trestního zákoníku"."""
    return (
        head[0].islower()
        and re.search(r"(?:[оыи][йме]|ого|ому|ім|ным|ních|ního|ného|ového|nego|ний|ний)$", word) is not None
    )


def _right(text: str, at: int, category: str) -> int:
    end = at
    for _ in range(5):
        m = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
        if m and category == "code" and m[0].lower() in words("act", "subject") and m[0][0].islower():
            end = m.end()
        else:
            break
    last = text[at:end].split()
    while last and last[-1].lower() in {"de", "di", "do", "del", "du", "la"}:
        end -= len(last.pop()) + 1
    if (m := _OF_STATE.match(text, end)) or (m := _CAPITALS.match(text, end)):
        end = m.end()
    return end


def _title_follows(text: str, at: int) -> bool:
    return re.match(r"\s(?:for|of|on)\s", text[at : at + 5]) is not None


def _titled(text: str, head: re.Match[str], category: str) -> Mention | None:
    """`Sectorial program for information security ... for 2011-2014`: a title in lower case at a sentence's start."""
    start = head.start()
    near = text[max(0, start - 60) : start]
    m = re.search(r"(?:^|[.;:•-]\s)((?:[A-Z][\w-]*)(?:\s[\w-]+){0,3}\s)$", near)
    if m is None:
        return None
    begin = start - len(m[1])
    end = _title_end(text, head.end(), head.end())
    return Mention(begin, end, text[begin:end].strip(), head[0].capitalize(), category)


def _title_end(text: str, start: int, at: int) -> int:
    stop = _TITLE_END.search(text, at, min(len(text), at + MAX_TITLE))
    return stop.start() if stop else min(len(text), at + MAX_TITLE)


def _document(text: str, head: re.Match[str]) -> Mention | None:
    m = re.compile(r"\son\s").match(text, head.end())
    if m is None:
        return None
    end = re.compile(r"\s(?:ratified|signed|adopted)\b|[.,;]|$").search(text, m.end()).start()  # type: ignore[union-attr]
    return Mention(head.start(), end, text[m.end() : end], "Agreement", "treaty")


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    """A quoted title after a type; a quote that is never closed ends where a date or a full stop begins."""
    m = re.compile(r",?\s?(?:concerning\s|named\s|entitled\s|“)?([“\"«„‘'‚”])").match(text, at)
    if m is None:
        return None
    begin = m.end()
    close = re.compile(r"\s?[”“\"»](?!\w)|’(?!\w)").search(text, begin, begin + MAX_TITLE)
    open_end = re.compile(r",\s(?:[A-Z][a-z]+\s\d{1,2},\s\d{4}|\d{1,2}\s[A-Z]|№|No)|[.;](?:\s|$)|$").search(
        text, begin, begin + MAX_TITLE
    )
    if close and (open_end is None or close.start() <= open_end.start() or m[1] in "«"):
        return text[begin : close.start()].strip(), close.end()
    if open_end is None or open_end.start() <= begin:
        return None
    return text[begin : open_end.start()].strip(' "”'), open_end.start()


def _type_of(printed: str, category: str) -> str | None:
    return printed if category in {"policy", "treaty"} and len(printed) < 60 else None
