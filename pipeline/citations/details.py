"""What is said of an act behind its name: number, dates, amendments, version, entry into force."""

import re

from pipeline.citations.act_numbers import act_number_at
from pipeline.citations.acts import WORD
from pipeline.citations.acts import Mention
from pipeline.citations.dates import Date
from pipeline.citations.dates import date_at
from pipeline.citations.words import markers
from pipeline.citations.words import meanings
from pipeline.citations.words import words

MAX_DETAILS = 60  # words that may stand between a name and its last detail
_PUNCTUATION = re.compile(r"[\s,:()\[\]–—/\"“”«»‘’'-]+")
_SENTENCE = re.compile(r"\.\s{1,2}(?=[A-ZА-ЯЁІЇЄ“\"])|[;\n]|\.$")
_YEAR_BEFORE = re.compile(r"((?:1[89]|20)\d\d)\s$")
_NUMBER_BEFORE = re.compile(r"(?<![\d/.])((?:19|20)\d\d/\d{1,5}|\d{1,5}/(?:19|20)\d\d)\s(?:numbered\s)?$")


def add_details(text: str, mention: Mention, limit: int, country: str | None) -> None:
    """Read on from the end of a mention up to `limit`, as long as only its details stand there."""
    _before(text, mention)
    reader = _Details(text, mention, country)
    reader.read(limit)


def _before(text: str, mention: Mention) -> None:
    near = text[max(0, mention.start - 14) : mention.start]
    if m := _NUMBER_BEFORE.search(near):
        mention.number = m[1]
        years = re.findall(r"(?:19|20)\d\d", m[1])
        mention.date = years[0]
        mention.start -= len(m[0])
    elif (m := _YEAR_BEFORE.search(near)) and not re.search(r"\d\s?[-–/]\s?$", near[: m.start()]):
        mention.date = mention.date or m[1]
        mention.start -= len(m[0])


class _Details:
    def __init__(self, text: str, mention: Mention, country: str | None) -> None:
        self.text, self.mention, self.country = text, mention, country
        self.sense = "enacted"
        self.depth = 0
        self.end = mention.end
        self.strong = False  # the date so far has a day or follows a word of enacting

    def read(self, limit: int) -> None:
        at = self.mention.end
        last = ""
        for _ in range(MAX_DETAILS):
            at, stop = self._skip(at, limit)
            if stop or at >= limit:
                break
            if (date := self._date(at, last)) is not None:
                self._keep(date)
                at = self.end = date.end
                last = "date"
                continue
            number = act_number_at(self.text, at, bare=last in {"name", "type", ""} and self._may_be_bare(at))
            if number is not None:
                if self.mention.number is None and self.sense != "amended":
                    self.mention.number = number.value
                    if number.year and self.mention.date is None:
                        self.mention.date = number.year
                at = self.end = number.end
                last = "number"
                continue
            word = WORD.match(self.text, at)
            if word is None or not self._passes(word, last):
                break
            last = "word"
            at = word.end()
            if self.text[at : at + 1] == "." and not self.text[at : at + 2].strip(". ").isupper():
                at += 1
        self._title()
        self.mention.end = max(self.mention.end, self.end)
        close = re.compile(r"\s?\)").match(self.text, self.mention.end)
        inside = self.text[self.mention.start : self.mention.end]
        if close and inside.count("(") > inside.count(")"):
            self.mention.end = close.end()

    def _skip(self, at: int, limit: int) -> tuple[int, bool]:
        if m := _SENTENCE.match(self.text, at):
            after = WORD.match(self.text, m.end())
            goes_on = (
                m[0].startswith(".")
                and self.mention.number is None
                and self.mention.category in {"policy", "treaty"}
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

    def _may_be_bare(self, at: int) -> bool:
        return self.text[at : at + 1].isdigit() or self.mention.category in {"law", "instrument"}

    def _date(self, at: int, last: str) -> Date | None:
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

    def _passes(self, word: re.Match[str], last: str) -> bool:
        """Whether a word may stand between an act and its details; some say what the next date means."""
        low = word[0].lower()
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
        if low in {"for"}:
            return False
        return word[0][0].isupper()

    def _title(self) -> None:
        """`Law No. 2004-575 of 21 June 2004 on confidence in the digital economy`: the title behind the details."""
        m = self.mention
        if m.name is not None or m.category == "treaty":
            return
        for at in (self.end, m.end):
            begin = re.compile(r"\s").match(self.text, at)
            word = WORD.match(self.text, begin.end()) if begin else None
            if word and word[0].lower() in words("act", "title_start") and begin:
                stop = re.compile(r"[,;.]\s|[.,;]$|\s\((?!\w{2,8}\))|\)(?!\w)|$").search(
                    self.text, word.end()
                )
                end = stop.end() if stop and stop[0] == ")" else stop.start() if stop else len(self.text)
                m.name = self.text[begin.end() : end]
                m.end = self.end = max(self.end, end)
                if tail := re.compile(r"\s\(((?:19|20)\d\d)\)").match(self.text, end):
                    m.date = m.date or tail[1]
                    m.end = self.end = tail.end()
                return
