"""Is this line the heading of a unit of law? One line at a time, in every language and script of grammar.toml.

What a line looks like is told here; whether it truly is a heading is decided where all lines are known
(`scraper.series`): a cross-reference that happens to begin a line looks just the same.
"""

import re
from dataclasses import dataclass
from dataclasses import replace
from functools import cache

from scraper import grammar
from scraper import numbers
from scraper.numbers import HAN
from scraper.numbers import Key

LONGEST_HEADING = 700  # characters; titles of articles are long in some codes, never as long as this


@dataclass(frozen=True, slots=True)
class Heading:
    """A line read as a heading."""

    rank: str  # "basic", "container", "annex" or "transitional"
    kind: str  # "article", "chapter" ...
    family: str  # the marker by which units of one series know each other
    num: str | None
    key: Key | None
    label: str  # marker and number as printed
    rest: str  # what follows on the line
    certain: bool  # False where the line reads on like a sentence: a cross-reference, most likely
    quoted: bool = False  # stands in quotation marks: law that this law writes into another


_OPENING = "«\"„“‘'‹「『”"
_TOKEN = re.compile(r"§§?|[^\s\d§(.,:;№<>|/\u2013\u2014-]+(?:[’'][^\s\d(.,:;]+)?\.?")
_GAP = re.compile(r"[\s\u00a0]*(?:№|N[o°º]?\.?|nr\.?|n\.º|:)?[\s\u00a0]*\(?", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"(?:-(?:ci|cı|cu|cü)(?!\w))?(?P<hyphen>\s?[-‑‐]\s?)?(?P<dot>\.)?\s*")
_SEPARATOR = re.compile(r"[\s.:।)\u2013\u2014\u00a0-]*")
_REFERENCE = re.compile(
    r"(?:absatz|abs\.|satz|nr\.|nummer|buchstabe|lit\.|annex\s|lid\b|stk\.|mgr\.|málsl\.|alinéa|al\.|paragraphs?\b|"
    r"paragraf\w*\b|subsections?\b|и\s|to\s|and\s|or\s|of\s|bis\s|und\s|oder\s)",
    re.IGNORECASE,
)
_HAN_HEAD = re.compile(
    rf"第\s*(?P<n>[0-9０-９{HAN}]+(?:\s*[-‐－—]\s*[0-9０-９]+)*)\s*(?P<unit>[條条章編编節节款目巻部])"
    rf"(?P<tail>(?:\s*[之のノ]\s*[0-9０-９{HAN}]+)*)"
)
_HAN_KIND = {
    "條": ("basic", "article"),
    "条": ("basic", "article"),
    "章": ("container", "chapter"),
    "編": ("container", "part"),
    "编": ("container", "part"),
    "部": ("container", "part"),
    "節": ("container", "division"),
    "节": ("container", "division"),
    "款": ("container", "subdivision"),
    "目": ("container", "subdivision"),
    "巻": ("container", "book"),
}
_HANGUL_HEAD = re.compile(r"제\s*(?P<n>\d+)\s*(?P<unit>[조장편절관])(?P<tail>(?:의\s*\d+)*)")
_HANGUL_KIND = {
    "조": ("basic", "article"),
    "장": ("container", "chapter"),
    "편": ("container", "part"),
    "절": ("container", "division"),
    "관": ("container", "subdivision"),
}
_SAME = {"§§": "§", "sec": "section", "чл": "член"}  # one series is written both ways in one act
# Russian puts these after a number only where it speaks of them.
_POINTED_AT = frozenset({"часть", "частина", "глава", "раздел", "розділ", "статья"})
_SIGN_LETTER = re.compile(r"\s([a-zæøå])(?=\.|$|\s[^\W\d_a-zæøå])")  # "§ 5 a. Title", never "§ 5 a person"
_SPACED_LETTER = re.compile(r"\s([a-zåäö])(?=\s?§|\skap\b)")
_LETTER_AFTER = re.compile(r"\.?\s([a-z])\.(?=\s|$)")
_TRANSITIONAL = tuple(
    sorted((grammar.fold(w) for w in grammar.table()["transitional"]["words"]), key=len, reverse=True)
)
_TAIL_NUMBER = re.compile(rf"[0-9０-９{HAN}]+")


def read(text: str) -> Heading | None:
    """The heading that this line looks like, or None."""
    if not text or len(text) > 6000:
        return None
    start = 0
    while start < len(text) and text[start] in _OPENING:
        start += 1
    quoted = start > 0
    if start == len(text):
        return None
    first = text[start]
    if first == "第":
        return _east(text, start, _HAN_HEAD, _HAN_KIND, quoted=quoted)
    if first == "제":
        return _east(text, start, _HANGUL_HEAD, _HANGUL_KIND, quoted=quoted)
    if first in "(（":
        return None
    if first.isdigit() or first in "IVXLІХ[" or first.isupper():
        found = _number_first(text, start, quoted=quoted)
        if found or first.isdigit():
            return found
    if grammar.fold(first) not in _first_letters():
        return None
    return _transitional(text, start, quoted=quoted) or _marker_first(text, start, quoted=quoted)


@cache
def _first_letters() -> frozenset[str]:
    """Letters that some marker begins with: no other line can be a heading by its first word."""
    return frozenset(word[0] for word in (*grammar.before(), *_TRANSITIONAL))


def _marker_first(text: str, start: int, *, quoted: bool) -> Heading | None:
    token = _TOKEN.match(text, start)
    if token is None:
        return None
    marker, end = _known(grammar.before(), text, token)
    if marker is None:
        return None
    rank, kind = marker
    family = grammar.fold(text[start:end]).rstrip(".")
    family = _SAME.get(family, family)
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    number = numbers.read(text, at)
    if number is None:
        return _unnumbered(text, rank, kind, family, end, quoted=quoted)
    if number.printed.isalpha() and not number.printed.isupper() and number.key[0] and rank == "annex":
        return None
    if number.end < len(text) and text[number.end].isalpha() and number.printed.isalnum():
        return None  # "Article 5th" is a reading of nothing we know
    if family == "§" and (letter := _SIGN_LETTER.match(text, number.end)):
        key = (number.key[0], (*number.key[1], (2, 1, letter.group(1))))
        number = replace(number, normal=number.normal + letter.group(1), key=key, end=letter.end())
    closed = at > 0 and text[at - 1] == "(" and text[number.end : number.end + 1] == ")"
    sep = _SEPARATOR.match(text, number.end)
    rest_at = sep.end() if sep else number.end
    rest = text[rest_at:]
    between = text[number.end : rest_at]
    label_end = number.end + (1 if closed else 0)
    certain = _is_annex(text) if rank == "annex" else _is_certain(text, rest, between, family)
    return Heading(
        rank, kind, family, number.normal, number.key, text[start:label_end].strip(), rest, certain, quoted
    )


def _is_certain(text: str, rest: str, between: str, family: str) -> bool:
    if not rest:
        return not text.endswith((",", ";"))
    if rest.endswith(";") and len(text) < 160 and "." not in rest:
        return False  # an item of a list of articles
    if rest[0] in ",;" or between.strip().startswith((",", ";")):
        return False
    if rest[0].islower() and not (between.strip() and not family.startswith("§") and "." in between):
        return False
    return not (_REFERENCE.match(rest) and "." not in between)


def _is_annex(text: str) -> bool:
    return len(text) <= 200 and not text.endswith(
        (".", ";", ",")
    )  # "Приложение 1 к Правилам" goes on in lower case


def _unnumbered(text: str, rank: str, kind: str, family: str, end: int, *, quoted: bool) -> Heading | None:
    """An annex that is the only one carries no number; neither do "GENERAL PART" and its like."""
    rest = text[end:].strip(" .:—–-")
    if rank == "annex" and len(text) <= 160 and not text.endswith((".", ";", ",")):
        return Heading(rank, kind, family, None, None, text[:end].strip(), rest, not rest, quoted)
    return None


def _number_first(text: str, start: int, *, quoted: bool) -> Heading | None:
    """`467-бап.`, `9 c §`, `1. gr.`, `375/A. §`, `II. kafli`, `FIRST SCHEDULE`, `ОБЩАЯ ЧАСТЬ`."""
    at = start
    while text[at : at + 1] == "[":
        at += 1  # Icelandic law marks inserted words with brackets
    number = numbers.read(text, at)
    if number is None:
        return _adjective_first(text, start, quoted=quoted)
    end = number.end
    spaced_letter = _SPACED_LETTER.match(text, end)
    normal, key = number.normal, number.key
    if spaced_letter:
        end = spaced_letter.end()
        normal += spaced_letter.group(1)
        key = (key[0], (*key[1], (2, 1, spaced_letter.group(1))))
    after = _AFTER_NUMBER.match(text, end)
    token = _TOKEN.match(text, after.end() if after else end)
    if token is None:
        return None
    marker, token_end = _known(grammar.after(), text, token)
    if marker is None:
        return None
    word = grammar.fold(text[token.start() : token_end]).rstrip(".")
    if word in _POINTED_AT and not (after and after["hyphen"]):
        return None  # "1. Часть первая ..." is a point that speaks of a part; "1-бөлім" is a heading
    letter = _LETTER_AFTER.match(text, token_end)
    if letter and word == "gr":
        normal, key = normal + letter.group(1), (key[0], (*key[1], (2, 1, letter.group(1))))
        token_end = letter.end()
    sep = _SEPARATOR.match(text, token_end)
    rest_at = sep.end() if sep else token_end
    rest = text[rest_at:]
    certain = _is_certain(text, rest, text[token_end:rest_at], "" if word in {"бап", "gr"} else "§")
    label = text[at:token_end].strip()
    return Heading(marker[0], marker[1], f"~{word}", normal, key, label, rest, certain, quoted)


def _adjective_first(text: str, start: int, *, quoted: bool) -> Heading | None:
    """`ОБЩАЯ ЧАСТЬ`, `Загальна частина`, `Besonderer Teil`, `Second Schedule`: a word, then a marker, then nothing."""
    if len(text) - start > 60:
        return None
    parts = text[start:].split()
    if not 2 <= len(parts) <= 4:
        return None
    word = grammar.fold(parts[1].rstrip(".:"))
    marker = grammar.before().get(word) or grammar.after().get(word)
    if marker is None or marker[0] == "basic":
        return None
    number = numbers.read(parts[0].rstrip("."))
    named = number if number and number.printed == parts[0].rstrip(".") else None
    whole = text[start:].strip()
    if not whole.isupper() and len(parts) > 2:
        return None
    num, key = (named.normal, named.key) if named else (None, None)
    return Heading(marker[0], marker[1], f"{marker[1]}?", num, key, whole, "", True, quoted)


def _known(
    markers: dict[str, tuple[str, str]], text: str, token: re.Match[str]
) -> tuple[tuple[str, str] | None, int]:
    word = grammar.fold(token.group())
    found, end = markers.get(word), token.end()
    if found is None and word.endswith("."):
        found, end = markers.get(word[:-1]), token.end() - 1
    if found is None:
        following = _TOKEN.match(text, token.end() + 1) if token.end() < len(text) else None
        if following:
            pair = grammar.fold(f"{token.group()} {following.group()}")
            found, end = markers.get(pair.rstrip(".")), following.end()
    return found, end


def _transitional(text: str, start: int, *, quoted: bool) -> Heading | None:
    if len(text) > 120:
        return None
    folded = grammar.fold(text[start : start + 80])
    if not folded.startswith(_TRANSITIONAL):
        return None
    for word in _TRANSITIONAL:
        if folded.startswith(word):
            rest = text[start + len(word) :].strip()
            number = numbers.read(rest.lstrip("( "), 0) if rest else None
            if rest and rest[:1].islower() and number is None:
                return None
            label_end = start + len(word)
            if number:
                label_end = text.find(number.printed, label_end) + len(number.printed)
            return Heading(
                "transitional",
                "transitional",
                word,
                number.normal if number else None,
                number.key if number else None,
                text[start:label_end],
                text[label_end:].lstrip(" .:—–-"),
                True,
                quoted,
            )
    return None


def _east(
    text: str, start: int, pattern: re.Pattern[str], kinds: dict[str, tuple[str, str]], *, quoted: bool
) -> Heading | None:
    found = pattern.match(text, start)
    if found is None:
        return None
    pieces = [numbers.han_value(n) for n in _TAIL_NUMBER.findall(found["n"] + " " + found["tail"])]
    values = [v for v in pieces if v is not None]
    if not values:
        return None
    rank, kind = kinds[found["unit"]]
    following = text[found.end() : found.end() + 1]
    rest = text[found.end() :].strip()
    # "第三条の規定" reads on; a heading is followed by a space, a bracket or nothing.
    certain = not following or following.isspace() or following in "（(【〔"
    key: Key = (values[0], tuple((1, v, "") for v in values[1:]))
    label = text[start : found.end()]
    return Heading(
        rank, kind, f"第{found['unit']}", "-".join(map(str, values)), key, label, rest, certain, quoted
    )
