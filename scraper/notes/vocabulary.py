"""The words of one language's amendment notes, loaded from words/*.toml and checked when they are first used.

A vocabulary is data: regular expressions for the verbs, the kinds of act, the units and the ways an act is named.
In them `{D}` stands for a date, `{N}` for the number of an act, `{T}` for its kind, `{U}` for the number of a unit,
`{O}` for an ordinal in words, `{C}` for a count in digits or words, `{M}` for the name of a month.
No expression may hold an unbounded gap: what stands between two words is bounded where it is written.
"""

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FLAGS = re.IGNORECASE
_HOLE = re.compile(r"\{[DNTUOC]\}")
# 31.12.2017, 31/12/2017, 2017-12-31, 2017/12/31; the languages add their months.
_DIGIT_DATE = (
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{2}(?!\d)"
)
_UNIT_NUMBER = (
    r"(?:№\s?)?(?:[A-Z]{1,2}[.-])?\d{1,5}(?:<sup>\s*\w{1,3}\s*</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\s?[-‑–.:/]{1,2}\s?\d{1,4}(?!\d)"
    r"|\s?(?:bis|ter|quater|quáter|quinquies|sexies|septies|octies|novies|decies|undecies)\b|[a-zа-яіα-ω]{1,2}(?!\w)){0,4}"
    r"|[IVXLCDMІХ]{1,8}(?:\s?[-‑–]\s?\d{1,3}|[A-Z])?(?!\w)"
)

_MORE = (
    r"\s{0,3}(?:[,;]|\b(?:и|та|і|й|мен|және|and|und|u\.|och|og|et|y|e|i|a|en|ja|si|și|ir|un|ve|έως|και)\b)"
    r"(?:\s{0,3}(?:и|та|і|й|and|und|och|og|et|y|e)\b)?\s{0,3}{U}(?=[\s,;.)]|$)"
)


@dataclass(frozen=True, slots=True)
class Verb:
    pattern: re.Pattern[str]
    action: str
    role: str  # "" | "cancelled_by" | "as_changed_by" | "negative"


@dataclass(frozen=True, slots=True)
class Unit:
    pattern: re.Pattern[str]  # with a group "number" where one is printed
    unit: str
    level: str  # "unit", "container", "part", "item", "letter", "paragraph", "sentence", "scope"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's vocabulary."""

    language: str
    lead: re.Pattern[str]  # what marks a note as one, cut before reading
    months: dict[str, int]
    counts: dict[str, int]  # number words as they stand in rules of entry into force
    ordinals: dict[str, int]
    date: re.Pattern[str]
    refs: tuple[re.Pattern[str], ...]
    acts: tuple[tuple[re.Pattern[str], str], ...]
    verbs: tuple[Verb, ...]
    units: tuple[Unit, ...]
    effect: re.Pattern[str]  # the words that open a rule of entry into force
    effect_words: dict[str, re.Pattern[str]]
    agent: re.Pattern[str]  # what names the place inside an amending act: no target stands after it
    scopes: tuple[tuple[re.Pattern[str], str], ...]
    more: re.Pattern[str]  # a further number of a list of units
    default_action: str | None  # for an act that is named without a verb
    type_after: bool  # the kind of act follows its number and date
    default_type: str | None
    number_types: tuple[tuple[re.Pattern[str], str], ...]  # kinds of act that the number itself tells


@cache
def vocabulary(language: str) -> Words | None:
    """The vocabulary of a language by its code; None where there is none."""
    if not re.fullmatch(r"[a-z]{2,3}", language):
        return None
    file = files("scraper.notes") / "words" / f"{language}.toml"
    if not file.is_file():
        return None
    return _words(language, tomllib.loads(file.read_text(encoding="utf-8")))


def _words(language: str, told: dict[str, object]) -> Words:
    months = _counted(told.get("months"))
    ordinals = _counted(told.get("ordinals"))
    counts = _counted(told.get("counts"))
    date = _DIGIT_DATE
    if "date" in told:
        date = f"{told['date']}|{date}".replace("{M}", _any(months))
    kinds = _table(told, "acts")
    holes = {
        "{D}": ("date", date),
        "{N}": ("number", str(told.get("number", r"[\d\w][\w./-]{0,24}"))),
        "{T}": ("type", "|".join(words for words, _ in kinds)),
        "{U}": ("number", _UNIT_NUMBER + (f"|{_any(ordinals)}" if ordinals else "")),
        "{O}": ("number", _any(ordinals)),
        "{C}": (
            "count",
            r"(?<!\d)\d{1,3}(?!\d)" + "".join(f"|{w}" for w in sorted(counts, key=len, reverse=True)),
        ),
    }

    def compiled(pattern: object) -> re.Pattern[str]:
        named = itertools.count(1)

        def filled(hole: re.Match[str]) -> str:
            group, filling = holes[hole[0]]
            start = r"(?<!\w)" if group == "type" else ""
            return f"{start}(?P<{group}_{next(named)}>{filling})"

        return re.compile(_HOLE.sub(filled, str(pattern).replace("{M}", _any(months))), _FLAGS)

    effect = told.get("effect")
    effect = effect if isinstance(effect, dict) else {}
    return Words(
        language=language,
        lead=compiled(told.get("lead", "(?!)")),
        months=months,
        counts=counts,
        ordinals=ordinals,
        date=re.compile(date, _FLAGS),
        refs=tuple(compiled(p) for p in _list(told, "refs")),
        acts=tuple((compiled(words), kind) for words, kind in kinds),
        verbs=tuple(
            Verb(compiled(v["words"]), str(v.get("action", "amended")), str(v.get("role", "")))
            for v in _dicts(told, "verbs")
        ),
        units=tuple(
            Unit(compiled(u["words"]), str(u["unit"]), str(u.get("level", "unit")))
            for u in _dicts(told, "units")
        ),
        effect=compiled(effect.get("cue", "(?!)")),
        effect_words={key: compiled(value) for key, value in effect.items() if key != "cue"},
        agent=compiled(told.get("agent", "(?!)")),
        scopes=tuple((compiled(words), scope) for words, scope in _table(told, "scopes", "scope")),
        more=compiled(_MORE),
        default_action=str(told["default_action"]) if "default_action" in told else None,
        type_after=bool(told.get("type_after", False)),
        default_type=str(told["default_type"]) if "default_type" in told else None,
        number_types=tuple((compiled(words), kind) for words, kind in _table(told, "number_types")),
    )


def group(match: re.Match[str], name: str) -> str | None:
    """What the first hole of this name caught."""
    for key, value in match.groupdict().items():
        if value is not None and key.startswith(f"{name}_"):
            return str(value)
    return None


def _any(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")" if words else "(?!)"


def _counted(value: object) -> dict[str, int]:
    """A list counts from one, a table says its numbers itself; the words are expressions."""
    if isinstance(value, list):
        return {f"(?:{words})": n for n, words in enumerate(value, 1) if words}
    return {f"(?:{words})": int(n) for n, words in value.items()} if isinstance(value, dict) else {}


def _list(told: dict[str, object], key: str) -> list[object]:
    value = told.get(key, [])
    return value if isinstance(value, list) else []


def _dicts(told: dict[str, object], key: str) -> list[dict[str, object]]:
    return [row for row in _list(told, key) if isinstance(row, dict)]


def _table(told: dict[str, object], key: str, of: str = "type") -> list[tuple[str, str]]:
    return [(str(row["words"]), str(row[of])) for row in _dicts(told, key)]
