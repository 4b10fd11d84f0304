"""Acts in a sentence: what names one, and how far its name reaches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.citations.act_numbers import act_number_at
from pipeline.citations.dates import date_at
from pipeline.citations.markers import qualifier_at
from pipeline.citations.titles import MAX_TITLE
from pipeline.citations.titles import TITLE_GOES_ON
from pipeline.citations.titles import quoted_at
from pipeline.citations.titles import title_end
from pipeline.citations.words import markers
from pipeline.citations.words import meanings
from pipeline.citations.words import words

MAX_NAME = 9  # words before the head that may belong to a name

WORD = re.compile(r"[^\W\d_]{1,48}(?:[-’'][^\W\d_]{1,48}){0,4}")
_OPEN = "“”\"«„‘'‚"
_CLOSE = "”“\"»’'"
_OF_STATE = re.compile(
    r"(?:\s(?:of|de|du|do|da|del|della|der|des))(?:\s(?:of|the|la|l’|l'))*(?:\s?Republic(?:\sof)?(?:\sthe)?|"
    r"\s?Kingdom\sof(?:\sthe)?|\s?Federation\sof)?\s?(?!Nos?\b|Nr\b)[A-ZÀ-ÞŞÇÖÜİ][\w’'-]*"
    r"(?:\s(?:and\s|of\s|de\s)?(?!Nos?\b|Nr\b|Art|Sec|Law\b|Act\b)[A-ZÀ-ÞŞÇÖÜİ][\w’'-]+){0,3}"
)
_OF_OFFICE = re.compile(
    r"(?:,?\s(?:of|by))(?:\s(?:the|of))*\s(?:President|Government|Cabinet of Ministers|Council of Ministers|"
    r"Prime Minister|Parliament|Minister|Ministry of [A-Z]\w+|Council of Heads of State|Head of State|"
    r"King|National Assembly|Senate)\b"
)
_CAPITALS = re.compile(r"(?:\s[А-ЯІЇЄҐӘҒҚҢӨҰҮҺΑ-ΩԱ-Ֆ][\w’'-]+){1,3}|\s(?:РК|РФ|РБ|КР|РУз)\b")
_YEAR = re.compile(r",?\s((?:1[789]|20)\d\d)(?![\d/-])")
_ON = re.compile(r"\son\s")
_DOCUMENT_END = re.compile(r"\s(?:ratified|signed|adopted)\b|[.,;]|$")
_COLON = re.compile(r":\s")
_ROMAN = re.compile(r"[IVXLC]+$")


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
    amended_by_next: bool = False  # the next mention is the act that amended this one
    alias: str | None = None  # the short name that the text gives it


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
    capital = head[0][0].isupper()
    end = head.end()
    if (
        category == "code"
        and i + 1 < len(tokens)
        and tokens[i + 1].start() == end + 1
        and _is_law(text, tokens[i + 1])
    ):
        return None  # "Criminal Code Act 1995": the law is the head
    if category == "policy" and not capital:
        return _apposed(text, head, floor) or _titled(text, head, category)
    start = _left(text, tokens, i, floor)
    named = start < head.start()
    if category in {"law", "instrument", "eu"}:
        return _law(text, head, start, category, named=named)
    if category == "treaty" and not capital:
        return _document(text, head) if head[0] == "document" else None
    end = _right(text, end, category)
    if not capital and not named and end == head.end():
        return None
    name = text[start:end]
    type_ = None
    if category in {"policy", "treaty"}:
        type_ = text[start : head.end()] if category == "policy" and named else head[0]
        quoted = quoted_at(text, end) if category == "policy" else None
        end = quoted[1] if quoted else title_end(text, end) if TITLE_GOES_ON.match(text, end) else end
        name = quoted[0] if quoted else text[start:end]
    return Mention(start, end, name, type_, category)


def _is_law(text: str, word: re.Match[str]) -> bool:
    law = word[0][0].isupper() and meanings("act_heads").get(word[0]) == "law"
    return law and act_number_at(text, word.end() + 1) is None


def _apposed(text: str, head: re.Match[str], floor: int) -> Mention | None:
    """`Kazakhstan 2030 - Prosperity ..., the message of the President`: the name is the clause before."""
    office = _OF_OFFICE.match(text, head.end())
    if head[0] not in words("act", "apposed") or office is None:
        return None
    near = text[max(floor, head.start() - MAX_TITLE) : head.start()]
    m = re.search(r"(?:^|[.;:•]\s|-\s(?=[A-Z]\w+\s\d))([A-Z][^.;:•\n]*),\s(?:the\s|a\s)?$", near)
    if m is None:
        return None
    start = head.start() - len(near) + m.start(1)
    type_ = text[head.start() : office.end()].capitalize().replace("president", "President")
    return Mention(start, office.end(), m[1], type_, "policy")


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
    if colon := _COLON.match(text, end):
        stop = title_end(text, colon.end())
        if stop - colon.end() > 12:
            return Mention(begin, stop, text[colon.end() : stop].strip(), type_, category)
    if quoted := quoted_at(text, end):
        return Mention(begin, quoted[1], quoted[0], _clean_type(type_), category)
    following = act_number_at(text, _spaces(text, end), bare=True)
    if named and not capital and not following and not _dated(text, end):
        return None  # "procedural law", "production order"
    if named:
        year = _YEAR.match(text, head.end())
        stop = year.end() if year else end
        mention = Mention(start, stop, text[start:stop], head[0], category)
        mention.date = year[1] if year else None
        return mention
    if following is None and not capital and not _dated(text, end):
        return None
    return Mention(begin, end, None, _clean_type(type_), category, bare=True)


def _dated(text: str, at: int) -> bool:
    """Whether a date follows behind at most two little words: "loi du 28 novembre 2000", "ustawa z dnia ..."."""
    begin = at
    for _ in range(3):
        begin += text[begin : begin + 1] == " "
        if date_at(text, begin):
            return True
        m = WORD.match(text, begin)
        if m is None or m[0] not in words("act", "gap"):
            return False
        begin = m.end()
    return False


def _clean_type(printed: str) -> str:
    return re.sub(r"\s(?:of|by)\sthe\s", lambda m: f" {m[0].split()[0]} the ", printed)


def _spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " (":
        at += 1
    return at


_BEFORE_THE = frozenset({"of", "on", "in", "for", "to", "against", "with"})


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
        category = meanings("act_heads").get(word[0])
        if category in {"code", "law", "constitution"} and not (category == "code" and j == i - 1):
            break
        if low == "the" and (j == 0 or tokens[j - 1][0] not in _BEFORE_THE):
            break
        if _ROMAN.match(word[0]):
            break
        if low in words("act", "inside") or (low in words("join", "and") and word[0].islower()):
            start = word.start()
            continue
        name_like = word[0][0].isupper() and word[0] not in markers() and word[0] + "." not in markers()
        if not name_like and not _adjective(word[0], tokens[i][0]):
            break
        if low in words("act", "opening") or qualifier_at(text, word.start())[0]:
            break
        start = best = word.start()
    inside = text[best : tokens[i].start()]
    close = inside.find(")")
    if close >= 0 and "(" not in inside[:close]:
        return best + close + 1 + len(inside[close + 1 :]) - len(inside[close + 1 :].lstrip())
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


def _titled(text: str, head: re.Match[str], category: str) -> Mention | None:
    """`Sectorial program for information security ... for 2011-2014`: a title in lower case at a sentence's start."""
    start = head.start()
    if not re.match(r"\s(?:for|of|on)\s", text[head.end() : head.end() + 5]):
        return None
    near = text[max(0, start - 60) : start]
    m = re.search(r"(?:^|[.;:•-]\s)((?:[A-Z][\w-]*)(?:\s[\w-]+){0,3}\s)$", near)
    if m is None:
        return None
    begin = start - len(m[1])
    end = title_end(text, head.end())
    type_ = "Programme" if head[0].startswith("program") else head[0].capitalize()
    return Mention(begin, end, text[begin:end].strip(), type_, category)


def _document(text: str, head: re.Match[str]) -> Mention | None:
    """`the previous document on cooperation ... ratified on June 1, 2001`: an agreement that goes unnamed."""
    m = _ON.match(text, head.end())
    stop = _DOCUMENT_END.search(text, m.end(), m.end() + MAX_TITLE) if m else None
    if m is None or stop is None:
        return None
    return Mention(head.start(), stop.start(), text[m.end() : stop.start()], "Agreement", "treaty")
