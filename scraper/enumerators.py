"""The numbers of parts, items and letters below the basic unit: `1.`, `2-1.`, `(1a)`, `1)`, `а)`, `(iv)`, `①`, `一、`.

One line at a time; which list a line continues is decided by `scraper.units`, which knows the lines before it.
"""

import re
import unicodedata
from dataclasses import dataclass

from scraper.numbers import HAN
from scraper.numbers import Key
from scraper.numbers import han_value
from scraper.numbers import roman_value


@dataclass(frozen=True, slots=True)
class Enumerator:
    """One reading of the number at the beginning of a line."""

    style: str  # "1.", "(1)", "1)", "(a)", "(i)", "§" ...: lists of one level share it
    key: Key
    num: str
    label: str  # as printed
    rest: str

    @property
    def first(self) -> bool:
        return self.key == (1, ()) or (self.style.startswith("1.1") and self.key[1][-1][1] == 1)


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_GREEK = ["α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ", "ι", "ια", "ιβ", "ιγ", "ιδ", "ιε", "ιστ", "ιζ", "ιη"]
_GEORGIAN = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
_ARMENIAN = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"
_ARABIC = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_KATAKANA = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
_HANGUL = "가나다라마바사아자차카타파하"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_DIGITS = (
    r"\d{1,3}(?:[-‐‑–]\d{1,2}|\^\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]"
    r"|\s?(?:bis|ter|quater|quinquies|sexies|septies|octies)\b)*[a-zA-Z]{0,2}"
)
_WORD = r"[^\W\d_]"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("(*)", re.compile(rf"[(（](?P<n>{_DIGITS}|{_WORD}{{1,4}}|[{HAN}]{{1,3}})[)）]\.?\s*")),
    ("*)", re.compile(rf"(?P<n>{_DIGITS}|{_WORD}{{1,3}})\s?[)）]\s*")),
    ("*.*.", re.compile(r"(?P<n>\d{1,3}(?:\.\d{1,3}){1,4})\.?(?=\s|$)\s*")),
    ("*.", re.compile(rf"(?P<n>{_DIGITS})\s?\.(?=\s|$|[«\"„“(\[<]|[^\W\d_])(?![^\W\d_]\.[^\W\d_])\s*")),
    ("*.", re.compile(rf"(?P<n>{_WORD}{{1,3}}|[IVXІХ]{{1,6}})\.(?=\s|$)\s*(?:[-–—]\s+)?")),
    (
        "*°",
        re.compile(r"(?P<n>\d{1,3})\s?[°º](?P<more>\s?(?:bis|ter|quater|quinquies))?(?!\w)\.?\s*[-–—]?\s*"),
    ),
    ("*-", re.compile(rf"(?P<n>\d{{1,3}}|{_WORD})\s?[-–—](?=\s|[^\W\d_]{{2}})\s*")),
    ("o", re.compile(rf"(?P<n>[{_CIRCLED}])\s*")),
    ("*、", re.compile(rf"(?P<n>[{HAN}]{{1,3}}|\d{{1,3}})[、．]\s*")),
    ("*_", re.compile(rf"(?P<n>[{HAN}]{{1,3}}|[０-９]{{1,2}}|[{_KATAKANA}])\s+")),
    ("§", re.compile(r"§\s?(?P<n>\d{1,3}[a-z]{0,2})\.\s*")),
    (
        "^",
        re.compile(
            r"(?:\^(?P<n>\d{1,2}(?:bis|ter|quater|[a-z])?)|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹]{1,2}))\s+(?=[^\W\d_a-z])"
        ),
    ),
    ("stk", re.compile(r"(?:Stk|stk)\.\s?(?P<n>\d{1,3})\.?\s*")),
)
_SUPER = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_SPLIT = re.compile(r"^(\d+)(.*)$", re.DOTALL)
# What a line that begins with a letter must go on with to be numbered at all: most lines of law do not.
_LETTERED = re.compile(rf"[^\W\d_]{{1,6}}\s?[)）.\-–—、．]|[{HAN}{_KATAKANA}]{{1,3}}\s|[Ss]tk\.")


def _shapes(*names: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((shape, pattern) for shape, pattern in _PATTERNS if shape in names)


_BY_FIRST = {
    **dict.fromkeys("(（", _shapes("(*)")),
    **dict.fromkeys(_CIRCLED, _shapes("o")),
    **dict.fromkeys("^¹²³⁴⁵⁶⁷⁸⁹", _shapes("^")),
    "§": _shapes("§"),
}
_BY_DIGIT = _shapes("*)", "*.*.", "*.", "*°", "*-", "*、", "*_")
_BY_LETTER = _shapes("*)", "*.", "*-", "*、", "*_", "stk")


def read(text: str) -> tuple[Enumerator, ...]:
    """All readings of the number that this line begins with; more than one where `(i)` may be a letter, too."""
    if not text:
        return ()
    first = text[0]
    patterns = _BY_FIRST.get(first)
    if patterns is None and first.isdigit():
        patterns = _BY_DIGIT
    if patterns is None:
        if not _LETTERED.match(text):
            return ()
        patterns = _BY_LETTER
    for shape, pattern in patterns:
        found = pattern.match(text)
        if found:
            readings = tuple(_readings(shape, found, text))
            if readings:
                return readings
    return ()


def _readings(shape: str, found: re.Match[str], text: str) -> list[Enumerator]:
    printed, rest = found["n"], text[found.end() :]
    if shape == "^":
        return [_numbered("^", printed or found["raised"].translate(_SUPER), found.group().strip(), rest)]
    label = found.group().strip().rstrip("-–—").strip() if shape != "*-" else found.group().strip()
    if shape == "o":
        return [
            Enumerator("o", (_CIRCLED.index(printed) + 1, ()), str(_CIRCLED.index(printed) + 1), label, rest)
        ]
    if shape == "*.*.":
        pieces = [int(p) for p in printed.split(".")]
        key: Key = (pieces[0], tuple((1, p, "") for p in pieces[1:]))
        return [Enumerator("1" + ".1" * (len(pieces) - 1) + ".", key, printed, label, rest)]
    if printed[0].isdigit():
        return [_numbered(shape, printed + (found.groupdict().get("more") or ""), label, rest)]
    if shape == "*-" and printed not in _ARABIC:
        return []  # a dash after a Latin letter is a sentence
    out = []
    han = han_value(printed) if printed[0] in HAN else None
    if han is not None:
        out.append(Enumerator(shape.replace("*", "一"), (han, ()), str(han), label, rest))
    out.extend(_roman(shape, printed, label, rest))
    out.extend(_letter(shape, printed, label, rest))
    return out


def _numbered(shape: str, printed: str, label: str, rest: str) -> Enumerator:
    normal = (
        unicodedata.normalize("NFKC", printed) if not printed.isascii() and printed.isdigit() else printed
    )
    normal = re.sub(r"[‐‑–]", "-", normal)
    normal = re.sub(r"([¹²³⁴⁵⁶⁷⁸⁹])", lambda m: "^" + m.group().translate(_SUPER), normal).strip()
    split = _SPLIT.match(normal)
    assert split
    suffix: list[tuple[int, int, str]] = [
        (1, int(piece), "") if piece.isdigit() else (2, 1, piece.casefold())
        for piece in re.findall(r"\d+|[^\W\d_]+", split[2])
    ]
    return Enumerator(
        shape.replace("*", "1"), (int(split[1]), tuple(suffix)), re.sub(r"\s+", "", normal), label, rest
    )


def _roman(shape: str, printed: str, label: str, rest: str) -> list[Enumerator]:
    value = roman_value(printed)
    if not value or value > 60 or any(c not in "ivxlIVXLІХ" for c in printed):
        return []
    style = shape.replace("*", "i" if printed.islower() else "I")
    return [Enumerator(style, (value, ()), printed, label, rest)]


def _letter(shape: str, printed: str, label: str, rest: str) -> list[Enumerator]:
    lower = printed.casefold() if printed != "ς" else printed
    for alphabet, sign in _ALPHABETS:
        if lower in alphabet:
            sign_cased = sign.upper() if printed.isupper() and printed != lower else sign
            style = shape.replace("*", sign_cased)
            return [Enumerator(style, (alphabet.index(lower) + 1, ()), printed, label, rest)]
    if len(lower) == 2 and lower[0] == lower[1] and lower[0] in _LATIN:
        key: Key = (_LATIN.index(lower[0]) + 1, ())
        return [Enumerator(shape.replace("*", "aa"), key, printed, label, rest)]
    return []


_ALPHABETS: tuple[tuple[list[str], str], ...] = (
    (list(_LATIN), "a"), (list(_UKRAINIAN), "а"), (list(_RUSSIAN), "а"), (_GREEK, "α"), (list(_GEORGIAN), "ა"),
    (list(_ARMENIAN), "ա"), (list(_ARABIC), "أ"), (list(_KATAKANA), "イ"), (list(_HANGUL), "가"),
)  # fmt: skip
