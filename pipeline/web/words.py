"""What templates say things with: dates in a zone, languages and their direction, both sides of a redline."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from alerts import clean
from alerts import words
from db.law import Redline
from pipeline.changes.weigh import RULES

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi", "ug", "sd", "arc", "syr"})
_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")

# (sign, word, class)
VERDICTS = {
    "holds": ("✓", "holds"),
    "changed": ("!", "changed"),
    "broken": ("✗", "broken"),
    "uncertain": ("?", "uncertain"),
    "no_law": ("·", "cites no law"),
}
OUTCOMES = {
    "first": "first reading",
    "unchanged": "unchanged",
    "changed": "changed",
    "held": "held",
    "failed": "failed",
    "gone": "gone",
    "": "not looked at yet",
}
ALERT_KINDS = {
    "change": "change of the law",
    "in_force": "takes effect",
    "cross_check": "sources disagree",
    "operator": "about the watch",
    "heartbeat": "proof of quiet",
    "closed": "closed itself",
}
LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fr": "French", "he": "Hebrew", "hy": "Armenian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ky": "Kyrgyz", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sv": "Swedish", "tg": "Tajik",
    "tr": "Turkish", "uk": "Ukrainian", "uz": "Uzbek", "zh": "Chinese",
}  # fmt: skip


def language(code: str | None) -> str:
    """Such as "Russian"; the code where we have no name for it."""
    return LANGUAGES.get((code or "").lower(), code or "language not known")


def tongue(code: str | None) -> dict[str, str]:
    """The `lang` and `dir` of foreign text; its own letters decide the direction where the language is not known."""
    if not code or not _LANGUAGE.match(code):
        return {"dir": "auto"}
    base = code.lower().split("-")[0]
    return {"lang": code, "dir": "rtl" if base in RIGHT_TO_LEFT else "ltr"}


def time(at: datetime | str | None, zone: str) -> str:
    """Such as "20 November 2026, 06:12"; the page says its zone once."""
    said = words.moment(at.isoformat() if isinstance(at, datetime) else at, zone)
    return said.removesuffix(f" ({zone})")


def iso(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else ""


def iso_or_none(at: datetime | None) -> str | None:
    return iso(at) or None


def local_day(at: datetime | None, zone: str) -> str:
    """The day alone, in the zone."""
    return time(at, zone).partition(",")[0]


def sides(redline: Redline | Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """The pieces of the old wording and of the new one, for side by side."""
    pieces = [(sign, text) for sign, text in redline]
    return {
        "old": [p for p in pieces if p[0] in {"=", "-"}],
        "new": [p for p in pieces if p[0] in {"=", "+"}],
    }


def marked(redline: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces with the spaces at the ends of what was struck out or written anew outside the marks."""
    found: list[tuple[str, str]] = []
    for sign, text in redline:
        bare = text.strip()
        if sign == "=" or not bare:
            found.append((sign, text))
            continue
        start = text.index(bare)
        around = (("=", text[:start]), (sign, bare), ("=", text[start + len(bare) :]))
        found += [piece for piece in around if piece[1]]
    return found


_UNITS = {
    "art": "Art. {}", "sec": "s. {}", "para": "({})", "point": "point {}", "let": "letter {}", "letter": "letter {}",
    "chp": "chapter {}", "part": "part {}", "annex": "annex {}", "sched": "schedule {}",
}  # fmt: skip


def unit(eid: str) -> str:
    """Such as "Art. 4 (1)" for art_4__para_1; what is not known by its kind stays as it is."""
    said = []
    for step in eid.split("__"):
        kind, _, number = step.partition("_")
        if kind not in _UNITS or not number:
            return clean.line(eid)
        said.append(_UNITS[kind].format(clean.line(number)))
    return " ".join(said)


def capital(text: str | None) -> str:
    """A sentence of ours, or a reason, as the beginning of a line."""
    said = clean.words(text)
    return said[:1].upper() + said[1:]


def without(subject: str, profile: str) -> str:
    """The subject of an alert on its profile's own page: the profile need not be said again."""
    rest = subject.removeprefix(f"{clean.line(profile)}: ")
    return rest[:1].upper() + rest[1:]


def level(rules: Iterable[str]) -> str:
    """The heaviest level among the rules that fired."""
    order = ("critical", "high", "normal", "low", "none")
    found = {RULES[r][0] for r in rules if r in RULES}
    return next((name for name in order if name in found), "normal")


def segment(text: Any) -> str:
    """A part of an address, escaped whole."""
    return quote(str(text), safe="")


def size(count: int) -> str:
    """Bytes for people."""
    if count < 1_000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1_000:,.1f} kB"
    return f"{count / 1_000_000:,.1f} MB"


def act_facts(act: Any) -> str:
    """Such as "code 226-V of 3 July 2014"."""
    parts = [clean.line((act.type or "").replace("_", " ")), clean.line(act.number)]
    said = " ".join(p for p in parts if p)
    return f"{said} of {words.day(act.date)}".strip() if act.date else said
