"""What a page looks like that is no law: a captcha, a maintenance page, a script shell ...

The marks are data (marks.toml). A mark alone condemns nothing: a normal page may carry a captcha's script or a
login box. Whoever asks here already knows that the structure of the law is missing or not whole.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from selectolax.lexbor import LexborHTMLParser

READ = 400_000  # characters of a page that are looked at; a block page is small
SHORT = (
    6_000  # characters of visible text; where a little reads as law, marks count only in a page of that size
)
MENUS = 30_000  # the same where nothing reads as law: portals have menus of many thousand characters
TITLE = 80  # characters of a title in which a bare 404 says something
SHELL = 600  # characters of visible text that a script shell may have (menus, the name of the system)
_NOT_SHOWN = "script, style, noscript, template, svg"
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|title|div|p|script|meta|h1)\b", re.IGNORECASE)
_NUMBER_404 = re.compile(r"(?<![\w.-])404(?![\w.-])")
_FOLD = str.maketrans({"ё": "е", "Ё": "е", "İ": "i", "’": "'", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like, and by what that was seen."""

    signal: str
    words: str  # "a captcha (by "введите символы")"


@dataclass(frozen=True, slots=True)
class _Marks:
    signal: str
    words: str
    source: tuple[str, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    select: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page taken apart for looking."""

    source: str
    title: str
    text: str
    hidden: str  # what stands in <noscript>
    scripts: int
    tree: LexborHTMLParser | None


@cache
def _all_marks() -> tuple[_Marks, ...]:
    tables = tomllib.loads((files("scraper") / "marks.toml").read_text(encoding="utf-8"))
    return tuple(
        _Marks(
            signal=signal,
            words=table["words"],
            source=tuple(table.get("source", ())),
            title=tuple(table.get("title", ())),
            text=tuple(table.get("text", ())),
            select=", ".join(table.get("select", ())),
        )
        for signal, table in tables.items()
    )


def look_like(text: str, *, bare: bool = True) -> Look | None:
    """What this document looks like instead of law; None where it gives no sign.

    `bare` says that nothing in it reads as law. Where something does, only words in a short page count, not what a
    page of law may have in its margin: a captcha, a login box.
    """
    shown = _take_apart(text[:READ])
    if not shown.text and not shown.scripts and not shown.hidden:
        return Look("empty", "an empty page")
    if len(shown.text) > (MENUS if bare else SHORT):
        return None
    for marks in _all_marks():
        if by := _seen(marks, shown, bare=bare):
            return Look(marks.signal, f"{marks.words} (by “{by}”)")
    if bare and _is_shell(shown):
        return Look("script_shell", "an empty page that a script would fill in a browser")
    return None


def visible(text: str) -> str:
    """The words that a reader of this document sees, in lower case, as far as READ goes."""
    return _take_apart(text[:READ]).text


def _seen(marks: _Marks, shown: _Shown, *, bare: bool) -> str | None:
    """The first mark that this page bears."""
    if marks.signal == "script_shell":
        # A <noscript> that asks for JavaScript stands on many a good page; it says something where little else does.
        little = _is_shell(shown) or (shown.tree is None and len(shown.text) <= SHELL)
        return _first(marks.text, f"{shown.hidden} {shown.text}") if little else None
    if (
        by := _first(marks.source, shown.source)
        or _first(marks.title, shown.title)
        or _first(marks.text, shown.text)
    ):
        return by
    if marks.signal == "soft_404" and len(shown.title) <= TITLE and _NUMBER_404.search(shown.title):
        return "404"
    if bare and marks.select and shown.tree is not None:
        found = shown.tree.css_first(marks.select)
        return f"<{found.tag}>" if found is not None else None
    return None


def _first(marks: tuple[str, ...], text: str) -> str | None:
    return next((mark for mark in marks if mark in text), None)


def _is_shell(shown: _Shown) -> bool:
    return shown.scripts > 0 and len(shown.text) <= SHELL


def _take_apart(text: str) -> _Shown:
    if not _HTML.search(text[:5000]):
        plain = _fold(text)
        return _Shown(plain, plain[:200], plain, "", 0, None)
    tree = LexborHTMLParser(text)
    scripts = len(tree.css("script"))
    hidden = " ".join(node.text(separator=" ") for node in tree.css("noscript"))
    title = " ".join(node.text(separator=" ") for node in tree.css("title, h1, h2"))
    for node in tree.css(_NOT_SHOWN):
        node.decompose()
    body = tree.body.text(separator=" ") if tree.body is not None else ""
    return _Shown(_fold(text), _fold(title), _fold(body), _fold(hidden), scripts, tree)


def _fold(text: str) -> str:
    return " ".join(text.translate(_FOLD).lower().split())
