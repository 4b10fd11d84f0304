"""How much a change matters: pure rules, each with a name that the alert shows.

Rules rank and explain, they never hide: a change that no rule knows is `wording`. They look at what was struck out and
written anew, with a few words around, in the language of the text.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from db.law import Change
from db.law import Kind
from db.law import Redline
from pipeline.changes.lexicon import Lexicon
from pipeline.changes.lexicon import lexicons
from pipeline.changes.numerals import dates
from pipeline.changes.numerals import numbers
from pipeline.changes.redline import tokens

LEVELS = ("critical", "high", "normal", "low", "none")

RULES: dict[str, tuple[str, str]] = {
    "repealed": ("critical", "the provision is law no more"),
    "status": ("critical", "the act or provision came into force, or lost it"),
    "rewritten": ("critical", "fewer than half of the words stayed"),
    "penalty": ("critical", "words of a penalty changed, or a number or period beside one"),
    "negation": ("critical", "a negation (not, no, without ...) came or went"),
    "restored": ("high", "a repealed number has text again"),
    "inserted": ("high", "a provision that was not there before"),
    "new_part": ("high", "a paragraph, point or letter was added to the article"),
    "part_repealed": ("high", "a paragraph, point or letter of the article is gone"),
    "exception": ("high", "an exception (except, unless, subject to ...) came or went"),
    "amount": ("high", "a sum of money, share or fee changed"),
    "term": ("high", "a period or time limit changed"),
    "modal": ("high", "who may, must or must not (may, shall, is prohibited ...) changed"),
    "scope": ("high", "words of extent (all, only, at least, intentionally; and for or) changed"),
    "definition": ("high", "the changed words stand in a definition"),
    "number": ("high", "another number, of what was not understood"),
    "date": ("normal", "a date or year changed"),
    "actors": ("normal", "an authority, court or office was named, dropped or exchanged"),
    "moved": ("normal", "the same text stands in another chapter or part"),
    "wording": ("normal", "the wording changed"),
    "cross_reference_only": ("low", "only references to other provisions changed"),
    "heading_only": ("low", "only the heading changed"),
    "renumbered": ("low", "the number changed; what else changed is told beside"),
    "spelling": ("low", "one or two letters of a word changed"),
    "typographic": ("none", "only punctuation, case, spacing or look-alike letters changed"),
    "note_only": ("none", "only an editorial note changed"),
}

BESIDE = (
    8  # words between a changed number and the penalty it belongs to ("for a term not exceeding six months")
)
NEAR = 4  # words between a number and its unit
CONTEXT = 12  # unchanged words kept on each side of a change
REFERENCE_NEAR = 4
REWRITTEN = 0.5
REWRITTEN_LENGTH = 8  # words: of fewer, any edit changes half
SPELLING_LETTERS = 2
SPELLING_LENGTH = 5  # letters of a word in which two may be a slip
DEFINED = 400  # characters at the beginning where a definition says that it is one

_BY_KIND = {
    Kind.STATUS: "status",
    Kind.RENUMBERED: "renumbered",
    Kind.MOVED: "moved",
    Kind.TYPOGRAPHIC: "typographic",
    Kind.NOTE: "note_only",
    Kind.HEADING: "heading_only",
}
_WHOLE = {Kind.REPEALED: "repealed", Kind.INSERTED: "inserted", Kind.RESTORED: "restored"}


def weigh(change: Change, language: str | None = None) -> tuple[str, ...]:
    """Names of the rules that fire, weightiest first; never empty."""
    if change.kind in _BY_KIND:
        return (_BY_KIND[change.kind],)
    before, after = change.before or "", change.after or ""
    words = lexicons(language, before + after)
    view = _View(change.redline, words)
    fired: set[str] = set()
    if change.kind in _WHOLE or not before or not after:
        fired.add(_WHOLE.get(change.kind) or ("part_repealed" if not after else "new_part"))
        text = (before or after).casefold()
        fired |= {rule for rule in ("penalty", "exception") if any(lex.has(rule, text) for lex in words)}
    elif view.only_references():
        return ("cross_reference_only",)
    else:
        fired |= _of_edit(view)
        if view.kept < REWRITTEN and view.length >= REWRITTEN_LENGTH:
            fired.add("rewritten")
    if any(lex.has("definition", text[:DEFINED].casefold()) for lex in words for text in (before, after)):
        fired.add("definition")
    return tuple(sorted(fired or {"wording"}, key=list(RULES).index))


def level(names: Sequence[str]) -> str:
    """The highest level among the rules that fired."""
    found = {RULES[name][0] for name in names if name in RULES}
    return next((one for one in LEVELS if one in found), "none")


def _of_edit(view: "_View") -> set[str]:
    fired: set[str] = set()
    for rule in ("negation", "exception"):
        if any(sum(was.values()) != sum(now.values()) for was, now in view.counts(rule)):
            fired.add(rule)
    for rule in ("penalty", "modal", "scope", "actors"):
        if any(was != now for was, now in view.counts(rule)):
            fired.add(rule)
    if view.joined_otherwise():
        fired.add("scope")
    if view.numbers_differ():
        fired |= view.kind_of_number()
    elif not fired and view.slip():
        fired.add("spelling")
    if "penalty" in fired:
        fired -= {"amount", "term", "number"}  # the penalty says it
    return fired


@dataclass(frozen=True)
class _View:
    """A redline as words, changed ones marked, far unchanged ones left out."""

    redline: Redline
    lexicons: tuple[Lexicon, ...]

    @cached_property
    def marked(self) -> list[tuple[str, str]]:
        """(sign, word); "" stands for words left out."""
        found: list[tuple[str, str]] = []
        for sign, piece in self.redline:
            words = [w for w in tokens(piece.casefold()) if w == "§" or any(c.isalnum() for c in w)]
            if sign == "=" and len(words) > 2 * CONTEXT:
                words = [*words[:CONTEXT], "", *words[-CONTEXT:]]
            found.extend((sign, word) for word in words)
        return found

    @cached_property
    def length(self) -> int:
        return max(self._size("-"), self._size("+"))

    @cached_property
    def kept(self) -> float:
        """Share of the words that stayed, 0 to 1."""
        return self._size("") / self.length if self.length else 1.0

    def _size(self, sign: str) -> int:
        pieces = (words for mark, words in self.redline if mark in {"=", sign})
        return sum(1 for words in pieces for w in tokens(words) if any(c.isalnum() for c in w))

    def side(self, sign: str) -> str:
        """The older ("-") or newer ("+") wording around the changes."""
        han = any(lex.script == "han" for lex in self.lexicons)
        return ("" if han else " ").join(word for mark, word in self.marked if mark in {"=", sign})

    def counts(self, sort: str) -> list[tuple[Counter[str], Counter[str]]]:
        was, now = self.side("-"), self.side("+")
        return [(lex.count(sort, was), lex.count(sort, now)) for lex in self.lexicons]

    def changed(self, sign: str) -> list[str]:
        return [word for mark, word in self.marked if mark == sign]

    def joined_otherwise(self) -> bool:
        """`and` where `or` stood, or the other way."""
        for lex in self.lexicons:
            was = {w for w in self.changed("-") if lex.has("joining", w)}
            now = {w for w in self.changed("+") if lex.has("joining", w)}
            if was and now and was != now and len(self.changed("-")) <= CONTEXT:
                return True
        return False

    def numbers_differ(self) -> bool:
        return any(
            numbers(self.changed("-"), lex.numbers) != numbers(self.changed("+"), lex.numbers)
            for lex in self.lexicons
        )

    def kind_of_number(self) -> set[str]:
        found: set[str] = set()
        if self._beside("penalty", BESIDE):
            found.add("penalty")
        if dates(self.changed("-"), self.lexicons) or dates(self.changed("+"), self.lexicons):
            found.add("date")
        found |= {rule for rule in ("amount", "term") if self._beside(rule, NEAR)}
        return found or {"number"}

    def _beside(self, sort: str, reach: int) -> bool:
        """Whether a word of a sort stands within reach of a changed number."""
        for at, (sign, word) in enumerate(self.marked):
            if sign == "=" or not self._is_number(word):
                continue
            near = [w for mark, w in self.marked[max(0, at - reach) : at + reach + 1]]
            han = any(lex.script == "han" for lex in self.lexicons)
            if any(lex.has(sort, ("" if han else " ").join(near)) for lex in self.lexicons):
                return True
        return False

    def only_references(self) -> bool:
        """Nothing but numbers of provisions changed, each after a word for a provision."""
        changed = [at for at, (sign, _) in enumerate(self.marked) if sign != "="]
        if not any(self._is_number(self.marked[at][1]) for at in changed):
            return False
        return all(self._refers(at) for at in changed)

    def _is_number(self, word: str) -> bool:
        return any(numbers([word], lex.numbers) for lex in self.lexicons)

    def _refers(self, at: int) -> bool:
        word = self.marked[at][1]
        if any(
            lex.patterns[sort].fullmatch(word) for sort in ("reference", "filler") for lex in self.lexicons
        ):
            return True
        if not (self._is_number(word) or len(word) == 1):
            return False
        before = [w for _, w in self.marked[max(0, at - REFERENCE_NEAR) : at]]
        return any(lex.patterns["reference"].fullmatch(w) for lex in self.lexicons for w in before)

    def slip(self) -> bool:
        """A word or two with one or two other letters, or joined."""
        was, now = "".join(self.changed("-")), "".join(self.changed("+"))
        if min(len(was), len(now)) < SPELLING_LENGTH or len(self.changed("-")) > 2:
            return False
        return Levenshtein.distance(was, now, score_cutoff=SPELLING_LETTERS) <= SPELLING_LETTERS
