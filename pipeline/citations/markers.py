"""The words around a number that make it a unit: markers before and after it, qualifiers, little words between."""

import re
from typing import NamedTuple

from pipeline.citations.words import Marker
from pipeline.citations.words import markers
from pipeline.citations.words import meanings
from pipeline.citations.words import words

WORD = re.compile(r"[^\W\d_]{1,48}")  # no marker is longer; a word without end is read in pieces
_SPACE = re.compile(r"\s{0,3}")
_SIGN = re.compile(r"§+(?::\S{1,3})?")
_AFTER = re.compile(
    r"(?:s\s)?\s{0,3}(?:\.(?:s\s)?\s{0,2})?(?:(?:[Nn][oºr°˚]?s?\.?º?|№+|num\.)\s?(?=[\d(]))?\(?\s?"
)
_BARE_S = re.compile(r"\s\d")  # "s 477.1", as courts write it
_ENDING = re.compile(r"[-‑’'.]?\s?([^\W\d_]{1,5})\.?\s")
_NOT_ABBREVIATED = frozenset({"IT", "RO", "MD", "ES", "PT", "SE"})  # where "Cap." is a chapter


class Found(NamedTuple):
    """A marker with the word that is printed and its place."""

    marker: Marker
    printed: str
    start: int
    end: int


def past_space(text: str, at: int) -> int:
    """The place behind at most three blanks."""
    m = _SPACE.match(text, at)
    return m.end() if m else at


def word_at(text: str, at: int) -> str:
    """The word that begins at `at`, or nothing."""
    m = WORD.match(text, at)
    return m[0] if m else ""


def marker_at(text: str, at: int, country: str | None = None) -> Found | None:
    """A unit's word that begins at `at`, with its full stop."""
    for sign in ("§§", "§"):
        if text.startswith(sign, at) and (marker := markers().get(sign)):
            return Found(marker, sign, at, at + len(sign))
    m = WORD.match(text, at)
    if m is None:
        return None
    stop = text[m.end() : m.end() + 1] == "."
    before = text[at - 1] if at else ""
    if stop and before != "." and (marker := markers().get(m[0] + ".")):
        if m[0] == "Cap" and country not in _NOT_ABBREVIATED:
            return None
        return Found(marker, m[0] + ".", at, m.end() + 1)
    if m[0] in {"s", "ss"} and before in {"", " ", "("} and _BARE_S.match(text, m.end()):
        return Found(Marker("section", "any", container=False), m[0], at, m.end())
    if marker := markers().get(m[0]):
        return Found(marker, m[0], at, m.end() + stop)
    return None


def number_begins(text: str, found: Found) -> int:
    """Where the number of a marker begins: past "No.", a bracket, and the slips "Art. Art. 29", "Art. of 12"."""
    begin = _past(text, found.end)
    for _ in range(3):
        again = marker_at(text, begin)
        slip = WORD.match(text, begin)
        if again and again.marker.unit == found.marker.unit:
            begin = _past(text, again.end)
        elif slip and (slip[0] in {"nos", "numbers", "number"} or (slip[0] == "of" and _abbreviated(found))):
            begin = _past(text, slip.end())
        else:
            break
    return begin


def _abbreviated(found: Found) -> bool:
    return found.marker.number == "any" and found.printed[0].isalpha()


def _past(text: str, at: int) -> int:
    m = _AFTER.match(text, at)
    return m.end() if m else at


def marker_after(text: str, at: int) -> Found | None:
    """A marker right behind a number that ends at `at`: "-бап", ". gr.", " §", "-րդ հոդված", " üncü madde"."""
    begin = at
    if text[begin : begin + 1] == ".":
        begin += 1
    starts = [past_space(text, begin)]
    if text[at : at + 1] in {"-", "‑"}:
        starts.append(at + 1)
    ending = _ENDING.match(text, at)
    if ending and ending[1].lower() in words("number", "ordinal_ends"):
        starts.append(ending.end())
    for start in starts:
        if m := _SIGN.match(text, start):
            behind = past_space(text, m.end())
            if text[behind : behind + 1].isdigit() and ":" not in m[0]:
                continue  # "5 § 2" is article 5 with its part
            return Found(Marker("paragraph_sign", "any", container=False), m[0], start, m.end())
        if found := _word_after(text, start):
            return found
    return None


def _word_after(text: str, start: int) -> Found | None:
    m = WORD.match(text, start)
    if m is None:
        return None
    stop = text[m.end() : m.end() + 1] == "."
    for word, end in ((m[0] + ".", m.end() + 1), (m[0], m.end() + stop)):
        if (word.endswith(".") and not stop) or word not in words("after", "words"):
            continue
        if word.lower().startswith("paragraf"):
            return Found(Marker("paragraph_sign", "any", container=False), word, start, end)
        if marker := markers().get(word):
            return Found(marker, word, start, end)
    return None


def qualifier_at(text: str, at: int) -> tuple[str | None, int]:
    """A qualifying word at `at`, and where what it qualifies begins; (None, at) when there is none."""
    ends: list[int] = []
    begin = at
    for _ in range(3):  # the longest are of three words: "in het bijzonder"
        m = WORD.match(text, begin)
        if m is None:
            break
        ends.append(m.end())
        begin = past_space(text, m.end())
    for end in reversed(ends):
        word = meanings("qualifier").get(" ".join(text[at:end].split()))
        if word:
            after = end + (text[end : end + 1] in {".", ":", ","})
            after = past_space(text, after)
            return word, after + 4 * (text[after : after + 4].lower() == "the ")
    return None, at


def after_between(text: str, at: int) -> bool:
    """Whether "between" stands right before a marker, so that "and" makes a range."""
    near = WORD.findall(text[max(0, at - 24) : at])[-2:]
    return any(w.lower() in words("join", "between") for w in near)
