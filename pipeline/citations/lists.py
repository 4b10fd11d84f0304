"""A list of numbers with one marker: "Articles 2, 7, 14/3 (b) and 22 to 29", "4, 5 och 6 §§", 第285条第2項."""

import re
from dataclasses import dataclass
from dataclasses import replace

from pipeline.citations.levels import Below
from pipeline.citations.levels import Under
from pipeline.citations.levels import below
from pipeline.citations.levels import level_at
from pipeline.citations.markers import Found
from pipeline.citations.markers import after_between
from pipeline.citations.markers import marker_after
from pipeline.citations.markers import marker_at
from pipeline.citations.markers import number_begins
from pipeline.citations.markers import past_space
from pipeline.citations.markers import word_at
from pipeline.citations.model import Alternative
from pipeline.citations.model import Unit
from pipeline.citations.numbers import DASH
from pipeline.citations.numbers import Number
from pipeline.citations.numbers import hyphen_may_insert
from pipeline.citations.numbers import number_at
from pipeline.citations.superscripts import settle
from pipeline.citations.words import Marker
from pipeline.citations.words import markers
from pipeline.citations.words import meanings
from pipeline.citations.words import vocabulary
from pipeline.citations.words import words

MAX_NUMBERS = 200  # numbers in one list; longer ones are tables, not citations
MAX_LOOK_AHEAD = 40  # numbers read ahead in search of a marker that follows them
_BLANK_LETTER = frozenset(
    {"DK", "NO", "SE", "FI", "IS", "FO", "AX"}
)  # where "9 a §" and "§ 263 a" are one number
# Where inserted articles bear a letter, which translations put in brackets: "Section 1(a)" for 1 a §.
_LETTER_INSERTS = frozenset({"AT", "DE", "CH", "LI", "FI", "SE", "NO", "DK", "IS", "SK", "CZ"})
_A_IS_AND = frozenset({"CZ", "SK", "PL"})  # where "a" joins; elsewhere it is the Romance "to"

_DASH = re.compile(rf"\s?[{DASH}]\s?")
_COMMA = re.compile(r"\s{0,2}[,;]\s{0,2}")
_LETTER = re.compile(r"\s([a-zåäö])(?=[\s,.;)(]|§|$)")
_HEADED = re.compile(r"\s[-–—]\s[^\W\d][^,;()\d]{2,80}[,;]\s(?:and\s)?(?=\d{1,4}[^\s,;]{0,4}\s[-–—]\s)")
_GR_LETTER = re.compile(r"\s([a-z])(?=[.,;\s)]|$)\.?")
_SERIES = re.compile(r"(?:LO|[LRDA])\.?\s?\d")
_STRAY = re.compile(r"\d{1,2}[a-z](?!\w)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?![\d-])")
_DATE_TAIL = re.compile(r"[./]\d{1,2}[./]\d{2}|/7\s?[^\s(,;.]")
_NETWORK = re.compile(r"/7\b")
_REVISED = re.compile(r"(?::\d+)?,?\s(?:of\s)?(?:the\s)?(?:Revised\s)?(?:Laws|Statutes|LFN)\b")
_THOUSANDS = re.compile(r"[,.]\d{3}")
_HAN_MARK = re.compile(r"\s?(?:条|條|조)(?:(?:之|の|의)\s?([0-9]{1,2}|[一二三四五六七八九十]{1,3}))?")
_HAN_CHAPTER = re.compile(r"\s?[章장]")
_PRONOUN_TAIL = (" of ", " in ", " del", " du ", " de ", " of\n")


@dataclass(frozen=True, slots=True)
class Listed:
    """The units of one list and where it stands."""

    marker: Marker
    units: list[Unit]
    start: int
    end: int
    doubts: tuple[Alternative, ...] = ()
    ambiguous: bool = False


def list_at(text: str, at: int, country: str | None) -> Listed | None:
    """A marker at `at` and the numbers after it."""
    found = marker_at(text, at, country)
    if found is None:
        return None
    reader = _Reader(text, found, country)
    return reader.read(number_begins(text, found))


def list_before_marker(text: str, at: int, country: str | None) -> Listed | None:
    """Numbers at `at` whose marker stands behind them: "205-бап", "4, 5 och 6 §§", "375/A. §"."""
    begin = at
    for _ in range(MAX_LOOK_AHEAD):
        number = number_at(text, begin, country, roman=False)
        if number is None:
            return None
        end = number.end
        if (letter := _LETTER.match(text, end)) and marker_after(text, letter.end()):
            end = letter.end()
        if (dash := _DASH.match(text, end)) and (last := number_at(text, dash.end(), country, roman=False)):
            end = last.end
        found = marker_after(text, number.end) or marker_after(text, end)
        if found:
            return _collected(text, at, found, country)
        nxt = _next_number(text, end)
        if nxt is None:
            return None
        begin = nxt
    return None


def han_list_at(text: str, at: int, country: str | None) -> Listed | None:
    """第285条の二第2項, 第十二章."""
    number = number_at(text, past_space(text, at + 1), country)
    if number is None:
        return None
    if m := _HAN_CHAPTER.match(text, number.end):
        marker = Marker("chapter", "one", container=True)
        return Listed(marker, [Unit("chapter", chapter=number.value, raw=number.raw)], at, m.end())
    m = _HAN_MARK.match(text, number.end)
    if m is None:
        return None
    marker = Marker("article", "one", container=False)
    if m[1]:
        inserted = number_at(m[1], 0)
        raw = text[number.start : m.end()]
        number = replace(number, value=f"{number.value}-{inserted.value if inserted else m[1]}", raw=raw)
    tail = below(text, m.end(), country, core=number.core, many=False)
    return Listed(marker, [make_unit(marker, number, None, u) for u in tail.units], at, tail.end)


def make_unit(marker: Marker, number: Number, last: Number | None, under: Under) -> Unit:
    """A unit of a marker's kind; a container's number stands in the field of its own."""
    raw = number.raw
    value = number.value if last is None else f"{number.value}-{last.value}"
    if marker.unit == "chapter":
        return Unit("chapter", chapter=value, raw=raw)
    if marker.unit == "part":
        return Unit("part", part=value, raw=raw)
    if marker.container:
        return Unit(marker.unit, division=value, raw=raw)
    end = last.value if last else None
    return Unit(marker.unit, number.value, end, under.part, under.item, under.letter, raw=raw)


class _Reader:
    """Reads one list; keeps what its numbers have in common."""

    def __init__(self, text: str, found: Found, country: str | None) -> None:
        self.text, self.found, self.country = text, found, country
        self.marker = found.marker
        self.many = found.marker.number == "many"
        self.dots = found.marker.unit == "section" or found.marker.container
        self.between = after_between(text, found.start)
        self.numbers: list[tuple[Number, Number | None]] = []
        self.units: list[Unit] = []
        self.doubts: list[Alternative] = []

    def read(self, begin: int) -> Listed | None:
        end = begin
        while len(self.numbers) < MAX_NUMBERS:
            number = self._number(begin)
            if number is None:
                break
            last, end = range_end(
                self.text, number, self.marker, self.country, between=self.between, dots=self.dots
            )
            self.numbers.append((number, last))
            nothing = Below([Under()], end)
            tail = nothing if self.marker.container else self._below(end, number)
            end = tail.end
            self._keep(number, last, tail)
            following = self._past_heading(end) or _next_number(self.text, end)
            if following is None:
                break
            begin = following
        if not self.numbers:
            return None
        self._maybe_letters()
        units, more = settle(self.text, self.units, self.numbers, self.country)
        doubts = (*self.doubts, *more)
        return Listed(
            self.marker, units, self.found.start, end, doubts, bool(doubts) or self._maybe_inserted()
        )

    def _past_heading(self, at: int) -> int | None:
        """`Articles 284 - Illegal access, 285 - Malware`: the next number behind a heading."""
        m = _HEADED.match(self.text, at) if self.many else None
        return m.end() if m else None

    def _below(self, at: int, number: Number) -> Below:
        signs = self.marker.unit != "paragraph_sign"
        return below(self.text, at, self.country, core=number.core, many=self.many, signs=signs)

    def _keep(self, number: Number, last: Number | None, tail: Below) -> None:
        for what, others in tail.doubts:
            other = [make_unit(self.marker, number, last, u) for u in others]
            self.doubts.append(Alternative(what, (*self.units, *other)))
        self.units += [make_unit(self.marker, number, last, u) for u in tail.units]

    def _maybe_letters(self) -> None:
        """`Section 118 (a)` is 118a where inserted articles bear a letter, and letter (a) of 118 elsewhere."""
        if self.country not in _LETTER_INSERTS or self.marker.container:
            return
        glued = [
            replace(u, article=f"{u.article}{u.letter}", letter=None)
            if u.letter and not (u.part or u.item) and (u.article or "").isdigit() and len(u.letter) == 1
            else u
            for u in self.units
        ]
        if glued != self.units:
            self.doubts.append(Alternative("a letter that belongs to the number", tuple(glued)))

    def _maybe_inserted(self) -> bool:
        """Whether "Article 9-10", in the singular, could be an inserted article 9-10 in this country."""
        if self.marker.number != "one" or len(self.numbers) != 1 or not hyphen_may_insert(self.country):
            return False
        number, last = self.numbers[0]
        tight = last is not None and last.start - number.end == 1
        if not (tight and last and last.value.isdigit() and last.core - number.core < 10):
            return False
        whole = Unit(self.marker.unit, f"{number.value}-{last.value}")
        self.doubts.append(Alternative("an inserted article, not a range", (whole,)))
        return True

    def _number(self, at: int) -> Number | None:
        first = not self.numbers
        number = number_at(
            self.text, at, self.country, dots=self.dots, roman=first or self.marker.container
        ) or (self._worded(at) if first else None)
        if number is None:
            return None
        if self.marker.unit == "paragraph_sign" or self.country in _BLANK_LETTER:
            number = self._with_letter(number)
        if first:
            return number if self._plausible(number) else None
        return number if self._continues(number, self.numbers[-1][0]) else None

    def _with_letter(self, number: Number) -> Number:
        """`§ 263 a`: a letter behind a blank, where the language has no word "a" or the country writes so."""
        m = _LETTER.match(self.text, number.end)
        if m is None or not number.value.isdigit() or self.marker.number == "many":
            return number
        if self.country not in _BLANK_LETTER and m[1] in "aeiouyz":
            return number
        raw = self.text[number.start : m.end()]
        return replace(number, value=number.value + m[1], end=m.end(), raw=raw)

    def _worded(self, at: int) -> Number | None:
        """`Article One`, `article premier`, `Part C`."""
        word = word_at(self.text, at)
        value = meanings("ordinal").get(word) if word else None
        if value and self.marker.unit != "section" and self.marker.number == "one":
            return Number(value, int(value), at, at + len(word), word)
        if self.marker.container and len(word) == 1 and word.isupper() and word != "I":
            return Number(word, 0, at, at + 1)
        return None

    def _plausible(self, number: Number) -> bool:
        """Not a count, a sum of money, a pronoun: "section I will", "articles 5 years ago", "part 2,000"."""
        text, end = self.text, number.end
        after = text[end : end + 2]
        if number.core == 0 and len(number.value) == 1 and (after[1:].islower() or after[:1] == "."):
            return text[end : end + 4].lower() in _PRONOUN_TAIL
        if counted(text, end) and self.marker.number != "one":
            return False
        if self.marker.unit == "chapter" and _REVISED.match(text, end):
            return False
        return not _THOUSANDS.match(text, end)

    def _continues(self, number: Number, before: Number) -> bool:
        """Whether a bare number goes on with the list: not a year, a date, a count, the network "24/7"."""
        text = self.text
        if counted(text, number.end) or _DATE_TAIL.match(text, number.end):
            return False
        if _YEAR.match(text, number.start) and before.core < 1000:
            return False
        if level_at(text, number.start):
            return False
        follower = word_at(text, past_space(text, number.end))
        if not follower or not follower[0].islower() or self.marker.number != "one":
            return True
        known = any(follower in words(*path) for path in (("join", "and"), ("join", "range"), ("act", "gap")))
        verbs = {"are", "do", "does", "provide", "criminalise", "criminalize", "apply", "above", "punish"}
        return known or follower in verbs or meanings("act_heads").get(follower) is not None


def counted(text: str, at: int) -> bool:
    """Whether what follows shows that a number counts or measures something: years, cases, euros, a month."""
    begin = past_space(text, at)
    if text[begin : begin + 1] in {"%", "€", "$", "£"}:
        return True
    word = word_at(text, begin)
    return bool(word) and (word in words("number", "counted") or meanings("month").get(word) is not None)


def _next_number(text: str, at: int) -> int | None:
    """Where the next bare number of a list begins: after a comma, a joining word, or both."""
    m = _COMMA.match(text, at)
    end = m.end() if m else past_space(text, at)
    word = word_at(text, end)
    if word and word in words("join", "and"):
        end = past_space(text, end + len(word))
    elif m is None and not (end > at and _STRAY.match(text, end)):
        return None
    return end if text[end : end + 1].isdigit() or _SERIES.match(text, end) else None


def range_end(
    text: str, first: Number, marker: Marker, country: str | None, *, between: bool, dots: bool
) -> tuple[Number | None, int]:
    """The last number of a range that begins with `first`, and where it ends; (None, ...) if there is none."""
    at = first.end
    if m := _DASH.match(text, at):
        last = number_at(text, m.end(), country, dots=dots)
        if last and _later(first, last) and not _NETWORK.match(text, last.end):
            return last, last.end
        return None, at
    begin = past_space(text, at)
    word = word_at(text, begin)
    if not word or begin == at or not _is_range_word(word.lower(), marker, country, between=between):
        return None, at
    begin = past_space(text, begin + len(word))
    for _ in range(2):  # "Article 5 to Article 9", "de l'article 5 à l'article 9"
        again = marker_at(text, begin)
        article = word_at(text, begin)
        if again:
            begin = number_begins(text, again)
        elif article.lower() in {"the", "l", "el"}:
            begin += len(article) + 1
    last = number_at(text, begin, country, dots=dots)
    if last is None or not _later(first, last) or counted(text, last.end):
        return None, at
    return last, last.end


def _is_range_word(low: str, marker: Marker, country: str | None, *, between: bool) -> bool:
    if between and low in words("join", "and"):
        return True
    if low == "a":
        czech = country in _A_IS_AND or (country is None and marker.unit == "paragraph_sign")
        return not czech
    return low in words("join", "range")


def _later(first: Number, last: Number) -> bool:
    """Whether a range may end there: a greater number, or the same with a later suffix."""
    if first.core == 0 or last.core == 0:
        return first.core == last.core and first.value != last.value
    if last.core != first.core:
        return last.core > first.core
    return _rank(last.value) > _rank(first.value)


def _rank(value: str) -> list[tuple[int, str]]:
    """A sort key: numbers by size, Latin suffixes in their own order, letters by the alphabet."""
    latin: list[str] = vocabulary()["number"]["latin"]
    pieces = re.findall(r"\d+|[^\W\d_]+", value)
    return [(int(p), "") if p.isdigit() else (latin.index(p), "") if p in latin else (0, p) for p in pieces]


def _collected(text: str, at: int, found: Found, country: str | None) -> Listed | None:
    numbers: list[tuple[Number, Number | None]] = []
    begin = at
    while begin < found.start:
        number = number_at(text, begin, country, roman=False)
        if number is None or number.end > found.start:
            break
        letter = _LETTER.match(text, number.end)
        if letter and letter.end() <= found.start:
            raw = text[begin : letter.end()]
            number = replace(number, value=number.value + letter[1], end=letter.end(), raw=raw)
        last, stop = range_end(text, number, found.marker, country, between=False, dots=False)
        numbers.append((number, last))
        nxt = _next_number(text, stop)
        if nxt is None or nxt >= found.start:
            break
        begin = nxt
    if not numbers:
        return None
    end = found.end
    if found.printed.lower() == "gr." and (m := _GR_LETTER.match(text, end)):
        number, last = numbers[-1]
        numbers[-1] = (replace(number, value=number.value + m[1], raw=text[number.start : m.end()]), last)
        end = m.end()
    if found.marker.container:
        return Listed(found.marker, [make_unit(found.marker, n, k, Under()) for n, k in numbers], at, end)
    tail = below(text, end, country, core=9999, many=False)
    marker = markers().get(found.printed) or found.marker
    marker = found.marker if marker.container else marker
    units = [make_unit(found.marker, n, k, u) for n, k in numbers for u in tail.units]
    return Listed(marker, units, at, tail.end)
