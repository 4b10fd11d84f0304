"""What is said of an act behind its name: number, dates, amendments, version, entry into force."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.citations.act_numbers import act_number_at
from pipeline.citations.acts import WORD
from pipeline.citations.acts import Mention
from pipeline.citations.dates import Date
from pipeline.citations.dates import date_at
from pipeline.citations.dates import day_month_at
from pipeline.citations.markers import marker_after
from pipeline.citations.titles import MAX_TITLE
from pipeline.citations.titles import VERBS
from pipeline.citations.titles import alias_at
from pipeline.citations.titles import quoted_at
from pipeline.citations.words import markers
from pipeline.citations.words import meanings
from pipeline.citations.words import words

MAX_DETAILS = 60  # words that may stand between a name and its last detail
_PUNCTUATION = re.compile(r"[\s,:()\[\]–—/\"“”«»‘’'-]+")
_SENTENCE = re.compile(r"\.\s{1,2}(?=[A-ZА-ЯЁІЇЄ“\"])|[;\n]|\.$")
_PAST_NAME = frozenset({",", ".", ";", "(", '"', "”", "»", "/", ":"})
_IN_BRACKETS = re.compile(r"\(\d{1,5}/\d{4}\)")  # "Criminal Code (39/1889)"
_CLOSING = re.compile(r"\s?\)")
_YEAR_BEFORE = re.compile(r"((?:1[89]|20)\d\d)\s$")
_SAYILI_BEFORE = re.compile(r"(?<!\d)(\d{2,5})\ssayılı\s$")
_EVI_BEFORE = re.compile(r"((?:19|20)\d\d)\.\s?évi\s([IVXLC]{1,8})\.?\s$")
_EU_MARK = frozenset({"EU", "EC", "EEC", "CE", "UE", "EG", "JHA", "CELEX"})
_TITLE_STOP = re.compile(
    r"[,;.]\s|[,;.]$|\s\((?!(?!\d{4}\))\w{2,8}\))|\)(?!\w)|\s(?:no|nr|n°|№|No|Nr|N)[.°º]?\s?\d"
    r"|\s(?:of|du|de|vom|от|dated)\s\d{1,2}[\s.]|\s(?:" + VERBS + r")\b"
    r"|\sand\s(?:the\s)?(?:[A-Z][\w-]*\s){0,3}(?:Law|Act|Code)\b|$"
)
_NUMBER_BEFORE = re.compile(r"(?<![\d/.])((?:19|20)\d\d/\d{1,5}|\d{1,5}/(?:19|20)\d\d)\s(?:numbered\s)?$")


def add_details(text: str, mention: Mention, starts: Sequence[int], country: str | None) -> None:
    """Read on from the end of a mention, as long as only its details stand there.

    `starts`, in order, are the places where other mentions may begin: reading stops at the next of them.
    """
    _before(text, mention)
    _Details(text, mention, starts, country).read()


def _before(text: str, mention: Mention) -> None:
    near = text[max(0, mention.start - 14) : mention.start]
    if m := _NUMBER_BEFORE.search(near):
        mention.number = m[1]
        years = re.findall(r"(?:19|20)\d\d", m[1])
        mention.date = years[0]
        mention.start -= len(m[0])
    elif m := _SAYILI_BEFORE.search(near):
        mention.number = m[1]
        mention.start -= len(m[0])
    elif m := _EVI_BEFORE.search(text[max(0, mention.start - 24) : mention.start]):
        mention.number, mention.date = f"{m[2]} of {m[1]}", m[1]
        mention.start -= len(m[0])
    elif (m := _YEAR_BEFORE.search(near)) and not re.search(r"\d\s?[-–/]\s?$", near[: m.start()]):
        mention.date = mention.date or m[1]
        mention.start -= len(m[0])


class _Details:
    def __init__(self, text: str, mention: Mention, starts: Sequence[int], country: str | None) -> None:
        self.starts = starts
        self.text, self.mention, self.country = text, mention, country
        self.sense = "enacted"
        self.end = mention.end
        self.years: list[str | None] = []

    def _limit(self, at: int) -> int:
        i = bisect_left(self.starts, at)
        return self.starts[i] if i < len(self.starts) else len(self.text)

    def read(self) -> None:
        at = self.mention.end
        last = "name"
        limit = self._limit(at)
        for _ in range(MAX_DETAILS):
            if alias := alias_at(self.text, at):
                self.mention.alias = self.mention.alias or alias[0]
                at = self.end = alias[1]
                continue
            at, stop = self._skip(at, limit)
            if stop or at >= limit:
                break
            taken = self._take_date(at) or self._take_number(at, last) or self._take_title(at, last)
            if taken:
                at, last = taken
                self.end = at
                limit = max(limit, self._limit(at))
                continue
            word = WORD.match(self.text, at)
            if word is None or not self._passes(word):
                break
            adjective = last == "name" and word.start() <= self.mention.end + 1 and word[0][0].isupper()
            if not adjective and word[0] not in _EU_MARK and word[0].lower() not in words("act", "gap"):
                last = "word"
            at = word.end()
            if self.text[at : at + 1] == "." and not _SENTENCE.match(self.text, at):
                at += 1
        self.mention.amended_by_next = self.sense == "amended" and at >= limit
        self.mention.end = max(self.mention.end, self.end)
        close = _CLOSING.match(self.text, self.mention.end)
        inside = self.text[self.mention.start : self.mention.end]
        if close and inside.count("(") > inside.count(")"):
            self.mention.end = close.end()

    def _take_date(self, at: int) -> tuple[int, str] | None:
        date = self._date(at)
        if date is None:
            return None
        self._keep(date)
        return date.end, "date"

    def _take_number(self, at: int, last: str) -> tuple[int, str] | None:
        bare = last == "name" and (self._may_be_bare() or _IN_BRACKETS.match(self.text, at - 1) is not None)
        number = act_number_at(self.text, at, bare=bare)
        if number is None or (not number.signed and marker_after(self.text, number.end)):
            return None
        if self.sense == "amended":
            self.years.append(number.year)
            if self.mention.amended is None and number.year:
                self.mention.amended = number.year
        elif self.mention.number is None:
            self.mention.number = number.value
            if number.year and self.mention.date is None:
                self.mention.date = number.year
        return number.end, "number"

    def _take_title(self, at: int, last: str) -> tuple[int, str] | None:
        """`Law No. 2004-575 of 21 June 2004 on confidence in the digital economy`: the title behind the details."""
        m = self.mention
        word = WORD.match(self.text, at)
        if (
            word is None
            or last == "word"
            or m.name is not None
            or m.category == "treaty"
            or self.text[at - 2 : at - 1] in _PAST_NAME
        ):
            return None
        if word[0].lower() not in words("act", "title_start") or self._names_date(word):
            return None
        if quoted := quoted_at(self.text, at - 1):
            m.name = quoted[0]
            return quoted[1], "name"
        stop = _TITLE_STOP.search(self.text, word.end(), word.end() + MAX_TITLE)
        if stop is None:
            return None
        end = stop.end() if stop[0] == ")" else stop.start()
        m.name = self.text[at:end]
        return end, "title"

    def _names_date(self, word: re.Match[str]) -> bool:
        """Whether a word like "on" or "of" only leads to a date: "signed on 5 May 2012"."""
        begin = word.end() + 1
        if WORD.match(self.text, begin) and self.text[begin : begin + 4].lower() == "the ":
            begin += 4
        return date_at(self.text, begin, self.country, year_alone=True) is not None

    def _skip(self, at: int, limit: int) -> tuple[int, bool]:
        if m := _SENTENCE.match(self.text, at):
            after = WORD.match(self.text, m.end())
            goes_on = (
                m[0].startswith(".")
                and self.mention.number is None
                and self.mention.date is None
                and (self.mention.category in {"policy", "treaty"} or self.mention.name is not None)
            )
            if not (goes_on and after and self._instrument(after[0])):
                return at, True
            return m.end(), False
        m = _PUNCTUATION.match(self.text, at, limit)
        if m is None:
            return at, False
        if ")" in m[0]:
            self.sense = "enacted"
        if "\n" in m[0]:
            return at, True
        return m.end(), False

    def _instrument(self, word: str) -> bool:
        return meanings("act_heads").get(word) == "instrument" or word.lower() in words("act", "making")

    def _may_be_bare(self) -> bool:
        return self.mention.category in {"law", "instrument", "eu"}

    def _date(self, at: int) -> Date | None:
        m = self.mention
        if m.number and m.date and len(m.date) == 4 and (day := day_month_at(self.text, at, m.date)):
            return day
        near = self.text[max(0, at - 12) : at].lower()
        alone = (
            self.text[at - 1 : at] == "(" or re.search(r"(?:from|of|in|since|dated|:|,)\s$", near) is not None
        )
        date = date_at(self.text, at, self.country, year_alone=alone)
        if date and len(date.iso) == 4 and re.match(r"\s?[-–]\s?\d", self.text[date.end : date.end + 4]):
            return None
        return date

    def _keep(self, date: Date) -> None:
        m = self.mention
        if self.sense == "amended":
            m.amended, m.other_amended = date.iso, date.other
        elif self.sense == "in_force":
            m.effective = m.effective or date.iso
        elif self.sense == "version":
            m.version = m.version or date.iso
        elif self.sense == "proposed":
            m.other_date = m.other_date or date.iso
        elif m.date is None or (len(m.date) < 10 and date.iso.startswith(m.date[:4])) or len(m.date) == 4:
            m.date = date.iso
            m.other_date = m.other_date or date.other
        if self.sense != "amended":
            self.sense = "enacted"

    def _passes(self, word: re.Match[str]) -> bool:
        """Whether a word may stand between an act and its details; some say what the next date means."""
        low = word[0].lower()
        if low in words("act", "breaks") and word[0][0].isupper():
            return False
        for sense, listed in (
            ("amended", "amending"),
            ("in_force", "in_force"),
            ("version", "version"),
            ("proposed", "proposed"),
        ):
            if low in words("act", listed):
                self.sense = sense
                return True
        if low in words("act", "making"):
            if self.sense in {"proposed", "in_force"}:
                self.sense = "enacted"
            return True
        if low in words("act", "gap") or self._instrument(word[0]):
            return True
        if markers().get(word[0]) and word[0][0].isupper():
            return False
        return low != "for" and word[0][0].isupper()
