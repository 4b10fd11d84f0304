"""Is this the law? Pure: an answer and what was read from it, against the source's contract and the last good reading.

It doubts the capture before it doubts the world. A mark alone (a captcha's script, a login box, the word
"maintenance") never condemns a page whose structure is whole; a missing structure is named after what the page
looks like instead.
"""

import re
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from rapidfuzz.fuzz import token_set_ratio

from db.digests import text_digest
from db.law import SUBSTANTIVE
from db.law import ActFacts
from db.law import Change
from db.law import How
from db.law import Kind
from db.law import Provision
from db.law import Reading
from db.law import Status
from db.records import Capture
from scraper.decode import decode
from scraper.errors import ExtractError
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.languages import other_language
from scraper.marks import look_like
from scraper.marks import visible
from scraper.mojibake import misread
from scraper.parts import is_parts
from scraper.wholeness import is_closed
from scraper.wholeness import torn

BINARY = (b"%PDF", b"PK\x03\x04")
LOST = 0.05  # share of the basic units; measured: of 217 real updates none lost more without being a fault
FEW = 5  # articles: in a short act a share says little
CHANGED = 0.30  # share of the basic units; measured: 1 of 217 real updates changed more
MOVED = 0.20  # by which the median length of a unit may move
ALONE = (
    5  # units that stand for themselves where neither a contract nor an earlier reading says what to expect
)
QUOTED = 3  # units that a block page may quote ...
QUOTED_OF = 10  # ... where at least so many times more are expected
BROKEN_LETTERS = 0.001  # share of replacement characters; sound pages have none, or one in a name
OTHER_TITLE = 50  # of 100: two titles of one act are far above, whatever is put around them
SAMPLE = 20_000  # characters of the law that language and charset are judged by
_AWAY = re.compile(
    r"(?i)(^|[/_.-])(log-?in|log-?on|sign-?in|sso|auth|cas|session|expired|error|errors|404|500|not-?found|"
    r"maintenance|captcha|challenge|blocked|denied|sorry|unavailable)([/_.-]|$)"
)
_HOME = re.compile(
    r"(?i)^/?([a-z]{2,3}(-[a-z]{2})?|home|main|index|default)?/?(index|default|home)?(\.\w{2,5})?/?$"
)
_TAG = re.compile(r"<(script|style)\b[^>]{0,500}>[^<]{0,20000}|<[^<>]{0,2000}>", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A source's contract: what a true page looks like."""

    title: str | None = None
    first: str | None = None  # number of the first and the last article
    last: str | None = None
    at_least: int | None = None  # articles
    language: str | None = None


@dataclass(frozen=True, slots=True)
class LastGood:
    """What the last accepted version was like."""

    units: int  # basic units: articles, sections, §§
    characters: int
    title: str | None
    language: str | None
    as_of: str | None
    numbers: frozenset[str]  # eids of the basic units
    median: float | None = None  # characters of a basic unit with all that is in it
    closed: bool | None = None  # whether its page closed its <html>; None: not known
    lengths: Mapping[str, int] | None = None  # by eid, the characters of each basic unit that is law


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to think that this is not the law."""

    signal: str
    words: str  # for the operator


def doubts(
    capture: Capture,
    reading: Reading | ExtractError,
    expected: Expectation,
    last: LastGood | None,
    *,
    same_run: Mapping[str, str] | None = None,
) -> tuple[Doubt, ...]:
    """Why this should not be taken for the law, the most telling first; empty: it is.

    `same_run` maps text digests of other acts that were read in this run to their names.
    """
    text = _page_text(capture)
    if isinstance(reading, ExtractError):
        return _unread(capture, text, reading, expected)
    structure = _structure(reading, text, expected, last)
    told = expected.first or expected.last or expected.at_least or last
    whole = not structure and (bool(told) or len(basic_units(reading.provisions)) >= ALONE)
    language = expected.language or (last.language if last else None)
    found = [*_status(capture), *_letters(text, _law(reading), language)]
    if not whole:
        if look := look_like(text, bare=False):
            found.append(Doubt(look.signal, f"The page looks like {look.words}."))
        found += _redirected(capture)
    found += _cut(capture, text, last, suspicious=bool(structure) or not told)
    found += structure
    found += _time_and_place(reading, last, same_run or {})
    return tuple({doubt.signal: doubt for doubt in found}.values())


def _page_text(capture: Capture) -> str:
    """The page as text; nothing of what is none (PDF, Word), or of many pages in one."""
    if capture.body.startswith(BINARY) or is_parts(capture.body):
        return ""
    return decode(capture.body, content_type=_header(capture, "content-type")).text


def needs_second_look(changes: Sequence[Change], last: LastGood, reading: Reading) -> Doubt | None:
    """Why these changes, true or not, are believed only when a second, spaced look shows them again."""
    if reading.act.status is Status.REPEALED and any(c.kind is Kind.STATUS for c in changes):
        return Doubt("act_repealed", "The page says that the act is no longer in force.")
    units = max(last.units, 1)
    here = {p.eid for p in reading.provisions}
    # A placeholder that says "repealed" is the page's own word; what vanished without one may be our fault.
    gone = {
        c.old_eid or c.eid for c in changes if c.kind is Kind.REPEALED and c.eid not in here
    } & last.numbers
    if len(gone) > LOST * units:
        return Doubt("mass_loss", f"{len(gone)} of {last.units} articles would be gone at once.")
    substantive = [c for c in changes if c.kind in SUBSTANTIVE]
    unexplained = {c.old_article for c in substantive if c.old_article and not _explained(c)}
    if len(unexplained) > max(CHANGED * units, FEW):
        return Doubt("mass_change", f"{len(unexplained)} of {last.units} articles would be changed at once.")
    if substantive and all(map(_explained, substantive)):
        return None
    return _length_moved(last, reading.provisions)


def _length_moved(last: LastGood, provisions: Sequence[Provision]) -> Doubt | None:
    """Most articles are longer or shorter than they were: a page that is read otherwise, not a law that was amended.

    Only articles that are law in both are measured: a note "repealed" in place of one is no short article.
    """
    if last.lengths is not None:
        lengths = _lengths(provisions)
        both = lengths.keys() & last.lengths.keys()
        moved = sum(lengths[eid] != last.lengths[eid] for eid in both)
        if moved < FEW or moved <= CHANGED * len(both):
            return None
        before = float(median(last.lengths[eid] for eid in both))
        now = float(median(lengths[eid] for eid in both))
    else:  # an older record knows no more than how many characters and units there were
        before = last.median if last.median is not None else last.characters / max(last.units, 1)
        now = (
            _median(provisions)
            if last.median is not None
            else _characters(provisions) / max(len(basic_units(provisions)), 1)
        )
    if before and abs(now - before) > MOVED * before:
        words = f"Articles have a median of {now:.0f} characters where they had {before:.0f}."
        return Doubt("length_moved", words)
    return None


def _explained(change: Change) -> bool:
    """Whether the official note at the provision names the act that changed it: no page of an outage does."""
    return any(act.how is How.READ for act in change.by)


def last_good(
    provisions: Sequence[Provision],
    act: ActFacts,
    *,
    language: str | None,
    as_of: str | None = None,
    body: bytes | None = None,
) -> LastGood:
    """What later readings of this source are measured by, from the last accepted version."""
    units = basic_units(provisions)
    return LastGood(
        units=len(units),
        characters=_characters(provisions),
        title=act.title,
        language=language,
        as_of=as_of or act.as_of,
        numbers=frozenset(p.eid for p in units),
        median=_median(provisions),
        lengths=_lengths(provisions),
        closed=is_closed(decode(body).text) if body else None,
    )


def basic_units(provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """The articles, sections, §§ of an act, those of its annexes too: what is counted and cited."""
    article = {p.eid: p.article for p in provisions}
    return tuple(p for p in provisions if p.article and not (p.parent and article.get(p.parent)))


def _unread(capture: Capture, text: str, error: ExtractError, expected: Expectation) -> tuple[Doubt, ...]:
    """Nothing was read as law: named after what it looks like."""
    found = _status(capture)
    if not capture.body.strip():
        return (*found, Doubt("empty", "The answer is empty."))
    if text:
        if look := look_like(text):
            found.append(Doubt(look.signal, f"The page looks like {look.words}."))
        elif not text.lstrip().startswith(("{", "[")):
            # As printed: in small letters, bytes that were read in a wrong charset cannot be turned back.
            found += _letters(text, _TAG.sub(" ", text[: SAMPLE * 3]), expected.language)
    found += _redirected(capture)
    if how := torn(capture.body, text):
        found.append(Doubt("cut_short", f"The document is cut short: {how}."))
    if not found:
        kinds = {NoText: "no_text", TooComplex: "too_complex", UnknownFormat: "unknown_format"}
        found.append(Doubt(kinds.get(type(error), "no_provisions"), error.what))
    return tuple(found)


def _status(capture: Capture) -> list[Doubt]:
    if capture.status in {200, 203}:
        return []
    return [Doubt("status", f"The server answered with status {capture.status}.")]


def _redirected(capture: Capture) -> list[Doubt]:
    asked, came = urlsplit(capture.url), urlsplit(capture.final_url)
    if (asked.path, asked.query) == (came.path, came.query):
        return []
    if _AWAY.search(came.path) and not _AWAY.search(asked.path):
        return [Doubt("redirected_off_the_act", f"The server sent us on to {came.path[:100]}.")]
    if _HOME.match(came.path) and not _HOME.match(asked.path):
        return [Doubt("redirected_off_the_act", "The server sent us on to its home page.")]
    return []


def _structure(reading: Reading, text: str, expected: Expectation, last: LastGood | None) -> list[Doubt]:
    units = basic_units(reading.provisions)
    found = []
    if not _characters(reading.provisions):
        found.append(Doubt("empty", "There is not one word of law in it."))
    wanted = max(expected.at_least or 0, last.units if last else 0)
    if len(units) <= QUOTED and wanted >= QUOTED_OF * max(len(units), 1):
        words = f"It has {len(units)} articles where {wanted} are expected: a page that quotes the law, not the law."
        found.append(Doubt("quotes_law", words))
    if expected.at_least is not None and len(units) < expected.at_least:
        found.append(
            Doubt(
                "too_few_units", f"It has {len(units)} articles, at least {expected.at_least} are expected."
            )
        )
    found += _ends(units, expected)
    if last and last.numbers and (lost := last.numbers - {p.eid for p in units}):
        if len(lost) > LOST * max(last.units, 1):
            some = ", ".join(sorted(lost)[:5])
            words = f"{len(lost)} of {last.units} articles of the last version are not in it ({some} ...)."
            found.append(Doubt("fewer_than_before", words))
    elif last and len(units) < (1 - LOST) * last.units:
        found.append(
            Doubt("fewer_than_before", f"It has {len(units)} articles, the last version had {last.units}.")
        )
    return found + _title(reading, text, expected, last)


def _ends(units: Sequence[Provision], expected: Expectation) -> list[Doubt]:
    there = {_fold(name) for p in units for name in (p.num, p.label, p.eid) if name}
    return [
        Doubt(signal, f"The {which} article of the contract, {number}, is not in it.")
        for signal, which, number in (
            ("first_missing", "first", expected.first),
            ("last_missing", "last", expected.last),
        )
        if number and _fold(number) not in there
    ]


def _title(reading: Reading, text: str, expected: Expectation, last: LastGood | None) -> list[Doubt]:
    title = reading.act.title
    if expected.title:
        if _fold(expected.title) in _fold(title or "") or _fold(expected.title) in _fold(
            visible(text)[:5000] if text else _law(reading)
        ):
            return []
        shown = f" (it is “{title[:100]}”)" if title else ""
        return [Doubt("title_missing", f"The title does not hold “{expected.title}”{shown}.")]
    if title and last and last.title and token_set_ratio(_names(title), _names(last.title)) < OTHER_TITLE:
        return [Doubt("title_missing", f"The title is “{title[:100]}”, it was “{last.title[:100]}”.")]
    return []


def _letters(text: str, law: str, language: str | None) -> list[Doubt]:
    """What is wrong with the letters: the charset, single ones, or the language."""
    found = []
    broken = text.count("\ufffd")
    if broken > BROKEN_LETTERS * max(len(text), 1) and broken > 1:
        found.append(Doubt("replacement_characters", f"{broken} letters could not be decoded."))
    if wrong := misread(law):
        found.append(Doubt("wrong_charset", f"It was read as {wrong[0]} and looks like {wrong[1]}."))
    elif language and (other := other_language(law, language)):
        found.append(Doubt("wrong_language", f"It is in {other}, not in {language}."))
    return found


def _cut(capture: Capture, text: str, last: LastGood | None, *, suspicious: bool) -> list[Doubt]:
    if how := torn(capture.body, text):
        return [Doubt("cut_short", f"The document is cut short: {how}.")]
    # A person may have saved the piece that matters.
    if is_closed(text) is not False or capture.fetcher == "manual":
        return []
    known = last.closed if last else None
    if known or (known is None and suspicious):
        return [Doubt("cut_short", "The page does not close its <html>: its end did not come.")]
    return []


def _time_and_place(reading: Reading, last: LastGood | None, same_run: Mapping[str, str]) -> list[Doubt]:
    found = []
    now, before = reading.act.as_of, last.as_of if last else None
    if now and before and _DAY.fullmatch(now) and _DAY.fullmatch(before) and now < before:
        found.append(
            Doubt("older_than_last", f"It is the edition of {now}; that of {before} was already accepted.")
        )
    if other := same_run.get(text_digest(reading.provisions)):
        found.append(Doubt("same_text_as_other_act", f"It has the very text of {other}."))
    return found


def _law(reading: Reading) -> str:
    taken, size = [], 0
    for p in reading.provisions:
        taken.append(f"{p.heading or ''} {p.printed}")
        size += len(taken[-1])
        if size > SAMPLE:
            break
    return "\n".join(taken)


def _characters(provisions: Sequence[Provision]) -> int:
    return sum(len(p.text) for p in provisions)


def _median(provisions: Sequence[Provision]) -> float:
    lengths = _lengths(provisions, repealed=True)
    return float(median(lengths.values())) if lengths else 0.0


def _lengths(provisions: Sequence[Provision], *, repealed: bool = False) -> dict[str, int]:
    """By eid, the characters of each basic unit with all that is in it."""
    lengths: dict[str, int] = {}
    inside: dict[str, str] = {}  # eid -> eid of its basic unit
    basic = {p.eid for p in basic_units(provisions) if repealed or p.status is not Status.REPEALED}
    for p in provisions:
        unit = p.eid if p.eid in basic else inside.get(p.parent or "")
        if unit is not None:
            inside[p.eid] = unit
            lengths[unit] = lengths.get(unit, 0) + len(p.text)
    return lengths


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").strip(" .").split())


def _names(title: str) -> str:
    """The long words of a title: "of the" stands in every one."""
    return " ".join(word for word in _fold(title).split() if len(word) > 3) or _fold(title)


def _header(capture: Capture, name: str) -> str | None:
    return next((value for key, value in capture.headers if key.lower() == name), None)
