"""What a title block says of its act: type, number, date, in the languages of the notes."""

import re
from collections.abc import Iterable
from dataclasses import replace

from db.law import ActFacts
from db.law import Status
from scraper.notes.dates import iso_date
from scraper.notes.numbers import act_number
from scraper.notes.vocabulary import vocabulary

LONGEST_LINE = 600  # characters of a line of requisites
LANGUAGES = ("ru", "kk", "uk", "en")  # tried where the page does not say its own

_TYPES = (
    ("constitution", r"конституци|constitution|verfassung|constitución|konstitu|конституція"),
    ("code", r"кодекс|\bcode\b|gesetzbuch|código|codice"),
    ("law", r"\bзакон|\blaw\b|\bact\b|заң|gesetz|\bloi\b|\bley\b|\blegge\b|\bustawa|\blag\b|\blög\b"),
    ("decree", r"\bуказ|\bdecree\b|жарлы|décret|decreto|verordnung"),
    ("resolution", r"постановлени|\bresolution\b|қаулы|постанова"),
    ("order", r"\bприказ|\border\b|бұйры|\bнаказ"),
    ("regulation", r"\bregulations?\b|положени[ея]|правила|\brules\b"),
)
_NUMBER = re.compile(r"(?:№|\bN[o°º]\.?|\bNo\.|nr\.)\s*(?P<n>\d[\w/.-]*(?:-[\wІ]+)?)", re.IGNORECASE)
_DATES = (
    re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}"),
    re.compile(r"\d{4}-\d{2}-\d{2}"),
    re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]{3,12}\s+\d{4}"),
    re.compile(r"\d{4}\s+(?:жыл\w*|год\w*|року)\s+\d{1,2}\s+[^\W\d_]{3,14}"),
    re.compile(r"[A-Z][a-z]{2,9}\s+\d{1,2},?\s+\d{4}"),
)


def act_facts(title: str | None, lines: Iterable[str], language: str | None) -> ActFacts:
    """Facts from the title and from the lines of requisites near it; the first line that has a number wins."""
    facts = ActFacts(title=title or None, type=act_type(title or ""))
    for line in lines:
        if len(line) > LONGEST_LINE:
            continue
        number = _NUMBER.search(line)
        day = day_in(line, language)
        if number and facts.number is None:
            facts = replace(facts, number=act_number(number["n"].rstrip(".")), date=facts.date or day)
        elif day and facts.date is None:
            facts = replace(facts, date=day)
        if facts.type is None:
            facts = replace(facts, type=act_type(line))
        if facts.number and facts.date:
            break
    return facts


def act_type(text: str) -> str | None:
    """The kind of act that these words name, in English; None where they name none."""
    found = [(m.start(), name) for name, pattern in _TYPES if (m := re.search(pattern, text, re.IGNORECASE))]
    return min(found)[1] if found else None


def day_in(text: str, language: str | None) -> str | None:
    """The first day of the calendar in this line, ISO 8601."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            for code in dict.fromkeys((language, *LANGUAGES)):
                day = iso_date(
                    re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", found.group()), vocabulary(code) if code else None
                )
                if day:
                    return day
    return None


_STATUS = (
    (
        Status.REPEALED,
        (
            r"утративш\w+ силу|утратил\w* силу|күшін жойған|invalidated|втратив чинність|не чинний|"
            r"no longer in force|repealed"
        ),
    ),
    (Status.NOT_YET, r"не введен\w* в действие|қолданысқа енгізілмеген|not yet in force|не набрав чинності"),
    (Status.IN_FORCE, r"обновленн|новый|действующ|жаңартылған|жаңа\b|updated|\bnew\b|чинний|in force"),
)  # fmt: skip


def status_in(text: str) -> Status:
    """What a status mark of a page means."""
    for status, pattern in _STATUS:
        if re.search(pattern, text, re.IGNORECASE):
            return status
    return Status.UNKNOWN
