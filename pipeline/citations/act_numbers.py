"""The number of an act: `545-IV`, `161/2003`, `2013/40/EU`, `32 of 2018`, `C of 2012`, `53-07`, `226-V ҚРЗ`."""

import re
from dataclasses import dataclass

_SIGN = re.compile(
    r"(?:№|#|[Nn](?:os?|rs?|r|úm|um)?\s?[.°º˚]{1,2}|[Nn][oº°˚]\b|N[or]\b|[Nn]umber|[Čč]\.|[Čč]íslo|бр\.|sp\.|[Nn]r|poz\.|αριθ(?:μ)?\.?"
    r"|αρ\.|[Nn]\b(?=\s?\d))\s{0,2}[:.]?\s{0,2}"
)
_ROMAN = r"[IVXLCМІХ]{1,8}"
_TOKEN = re.compile(
    r"\d{1,6}/(?=\d{1,2}\s[A-Z])"  # the date behind a slash: 296/23 May 2013
    r"|\d{1,3}(?:[,.]\d{3})+(?:/\d{2,4})?(?![\d])"  # thousands: 2,848/1940
    r"|(?:19|20)\d\d/\d{1,4}(?:/[A-Z]{2,7})?(?![\d.])"  # year first: 2013/40/EU
    r"|\d{1,6}\s(?:of|az|з)\s(?:19|20)\d\d(?!\d)"  # 32 of 2018
    r"|\d{1,6}(?:[-‐‑–](?:"
    + _ROMAN
    + r"[QDКЗСЕ]{0,2}|[A-Z]{1,3}|[А-ЯҚІ]{1,4}|\d{1,4})){1,3}(?:\s?ҚРЗ|\s?ЗРК)?(?![\w])"
    r"|\d{1,6}/(?:19|20)\d\d/?(?![\d])|\d{1,6}/\d{1,4}(?![\d/])|\d{1,6}[a-zA-Z]?(?![\w])"
)
_ROMAN_OF = re.compile(r"([IVXLC]{1,8})\sof\s((?:19|20)\d\d)(?!\d)")
_EVI = re.compile(r"((?:19|20)\d\d)\.\s?évi\s([IVXLC]{1,8})\.?")
_SFS = re.compile(r"\(?((?:17|18|19|20)\d\d:\d{1,4})\)?")
_LOOKALIKES = str.maketrans("ІХМ", "IXM")


@dataclass(frozen=True, slots=True)
class ActNumber:
    """An act's number with its place; `year` where the number itself names one."""

    value: str
    start: int
    end: int
    year: str | None = None
    signed: bool = True


def act_number_at(text: str, at: int, *, bare: bool = False) -> ActNumber | None:
    """The number that begins at `at` with its sign (№, No., n°); `bare`: also without one."""
    if (m := _EVI.match(text, at)) is not None:
        return ActNumber(f"{m[2]} of {m[1]}", at, m.end(), m[1])
    if (m := _SFS.match(text, at)) is not None:
        return ActNumber(m[1], at, m.end(), m[1][:4])
    sign = _SIGN.match(text, at)
    if sign is None and not bare:
        return None
    begin = sign.end() if sign else at
    if m := _ROMAN_OF.match(text, begin):
        return ActNumber(m[0], at, m.end(), m[2], signed=sign is not None)
    if sign is None and at and (text[at - 1].isalnum() or text[at - 1] in "/.-"):
        return None
    m = _TOKEN.match(text, begin)
    if m is None:
        return None
    value, end = m[0], m.end()
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+(?:/\d{2,4})?", value):
        value = re.sub(r"[,.]", "", value)
    value = value.rstrip("/")
    plain = value.isdigit()
    if sign is None and plain and re.fullmatch(r"(?:1[789]|20)\d\d", value):
        return None
    if sign is None and plain and re.match(r"[./-]\d", text[end : end + 2]):
        return None
    head, _, tail = value.rpartition("-")
    if head and not tail.isdigit() and tail[0] in "ІХМVIXLC":
        value = f"{head}-{tail.translate(_LOOKALIKES)}"
    return ActNumber(value, at, end, _year(value), signed=sign is not None)


def next_sign(text: str, at: int) -> int | None:
    """The next place where a number sign and a digit stand."""
    while m := _NEXT.search(text, at):
        if not (m.start() and text[m.start() - 1].isalnum()):
            return m.start()
        at = m.end()
    return None


_NEXT = re.compile(r"(?:№|[Nn][o°º˚r]\.?|[Nn]\.)\s{0,2}\d")


def _year(value: str) -> str | None:
    if m := re.match(r"((?:19|20)\d\d)/\d", value):
        return m[1]
    if m := re.search(r"(?:/|\sof\s)((?:18|19|20)\d\d)$", value):
        return m[1]
    return None
