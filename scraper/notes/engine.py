"""Reads a note of any language that says "target, verb, acts": one scan for tokens, one pass over them.

The vocabulary says what verbs, acts and rules look like; this file only knows how they stand together: a verb holds for
the acts after it until the next verb, a rule of entry into force belongs to the act before it, a kind of act is
inherited along a list. Every expression is bounded and each runs once over the text, so the time is linear.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from db.law import Effective
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from scraper.notes.actions import changes_words
from scraper.notes.brackets import groups
from scraper.notes.brackets import peel
from scraper.notes.dates import iso_date
from scraper.notes.numbers import act_number
from scraper.notes.rules import read_rule
from scraper.notes.targets import read_target
from scraper.notes.vocabulary import Verb
from scraper.notes.vocabulary import Words
from scraper.notes.vocabulary import group

# What is quoted is the law's or an act's words, never the note's own.
_QUOTED = re.compile(r"«[^«»]{0,400}»|“[^“”]{0,400}”|„[^„“”\"]{0,400}[“”\"]|\"[^\"]{0,400}\"")
_QUOTE_MARKS = '«»“”„" '
_JOINED = re.compile(r"[\s,](?:и|та|і|й|және|и\s+|and|und|y|e|et|i|a|și|og|och|en)\s(?:se\s|a\s)?$")
_RULE_ENDS = re.compile(r"[;:(){}\[\]…]|,\s*(?=№|з\s+урахув|с\s+уч[её]том)|\s[-–—]\s")
_BLANKED = re.compile(r"\s{12,}")  # where an act was taken out
MAX_LOOSE_RULES = 200  # the longest history of one act names some eighty acts
MAX_RULE = 400  # characters of a rule that stands without brackets; the longest seen has 160
MAX_REST = 60  # letters beside the acts in a note that only names them: sections, gazettes, brackets
REST_FOR_EACH = 16  # and for each act of a long list
_MAX_OLD_NEW = 200  # characters of replaced words that an event keeps; a note quotes words, not articles


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the note that means something."""

    start: int
    end: int
    what: str  # "ref", "verb", "act", "rule"
    match: re.Match[str] | None = None
    verb: Verb | None = None
    act: str = ""
    rule: Effective | None = None


@dataclass(slots=True)
class _Pass:
    """What is known while the tokens are walked."""

    events: list[NoteEvent] = field(default_factory=list)
    undecided: list[int] = field(default_factory=list)  # events whose verb comes later
    verb: Verb | None = None
    act: str | None = None
    rule: Effective | None = None  # stood before any act
    role: str = ""
    fresh: bool = False  # whether the verb still waits for its first act


def read(raw: str, text: str, words: Words, country: str | None) -> Note:
    """The note as target and events; no events where nothing was said to have been done by an act."""
    body = peel(text)
    led = words.lead.match(body)
    body = peel(body[led.end() :]) if led else body
    tokens = scan(body, words)
    first = next((t.verb for t in tokens if t.verb), None)
    if first is not None and first.role == "negative":
        return Note(raw, NoteTarget(scope="unit"))
    events = _with_words(_walk(tokens, words, body) or _instruction(tokens), body)
    if not events:
        tokens = [t for t in tokens if t.what != "ref"]
    target = read_target(body, tokens, words, marked=led is not None or text[:1] == "{", country=country)
    return Note(raw, target, tuple(events), changes_words(tuple(e.action for e in events)))


def scan(body: str, words: Words) -> list[Token]:
    """The tokens in the order of the text; none overlaps another."""
    taken: list[Token] = []
    plain = _QUOTED.sub(lambda m: m[0][0] + " " * (len(m[0]) - 2) + m[0][-1], body)
    for start, end in groups(plain):
        rule = read_rule(body[start:end], words)
        if rule is not None and not _names_an_act(plain[start:end], words):
            taken.append(Token(start, end, "rule", rule=rule))
    plain = _blank(plain, taken)
    refs = [Token(*m.span(), "ref", m) for m in _matches(plain, words.refs)]
    taken += refs
    plain = _blank(plain, refs)
    free = list(_loose_rules(body, plain, words))
    taken += free
    plain = _blank(plain, free)
    verbs: list[Token] = []
    for verb in words.verbs:
        verbs += [
            Token(*m.span(), "verb", m, verb=verb)
            for m in verb.pattern.finditer(plain)
            if m[0] and not any(m.start() < t.end and t.start < m.end() for t in verbs)
        ]
    taken += verbs
    acts: list[Token] = []
    for pattern, kind in words.acts:
        found = [Token(*m.span(), "act", m, act=kind) for m in pattern.finditer(plain) if m[0]]
        acts += found
        plain = _blank(plain, found)
    return sorted(taken + acts, key=lambda t: (t.start, -t.end))


def _names_an_act(bracket: str, words: Words) -> bool:
    """Whether a bracket tells of acts and verbs itself: the whole note may stand in round brackets."""
    return any(
        v.pattern.search(bracket) for v in words.verbs if not v.role and v.action != "see_also"
    ) and any(p.search(bracket) for p in words.refs)


def _matches(plain: str, patterns: Iterable[re.Pattern[str]]) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for pattern in patterns:
        fresh = [m for m in pattern.finditer(plain) if m[0]]
        found += fresh
        plain = _blank(plain, [Token(*m.span(), "ref") for m in fresh])
    return sorted(found, key=re.Match[str].start)


def _blank(plain: str, tokens: Iterable[Token]) -> str:
    pieces, at = [], 0
    for t in sorted(tokens, key=lambda t: t.start):
        if t.start >= at:
            pieces += [plain[at : t.start], " " * (t.end - t.start)]
            at = t.end
    return "".join(pieces) + plain[at:]


def _loose_rules(body: str, plain: str, words: Words) -> Iterable[Token]:
    """Rules of entry into force that stand without brackets: up to the next mark or act."""
    at = 0
    for _ in range(MAX_LOOSE_RULES):
        m = words.effect.search(plain, at)
        if m is None or not m[0]:
            return
        end = min(len(plain), m.end() + MAX_RULE)
        stop = _RULE_ENDS.search(plain, m.end(), end)
        end = stop.start() if stop else end
        gap = _BLANKED.search(plain, m.end(), end)
        end = gap.start() if gap else end
        rule = read_rule(body[m.start() : end], words)
        if rule is not None and (rule.kind != "rule" or rule.from_):
            if rule.kind == "date" and (day := words.date.search(body, m.start(), end)):
                end = day.end()
            yield Token(m.start(), end, "rule", rule=rule)
        at = max(end, m.end())


def _walk(tokens: list[Token], words: Words, body: str) -> list[NoteEvent]:
    now = _Pass()
    for i, token in enumerate(tokens):
        if token.what == "act":
            now.act = token.act
        elif token.what == "verb" and token.verb is not None:
            joined = _JOINED.search(body, max(0, token.start - 8), token.start) is not None
            _take_verb(now, token.verb, joined=joined)
        elif token.what == "rule":
            _take_rule(now, token.rule)
        elif token.match is not None:
            act = group(token.match, "type")
            kind = _kind(act, words) if act else now.act
            if words.type_after:
                kind = next((t.act for t in tokens[i:] if t.what == "act"), kind)
            _take_ref(now, token.match, kind, words)
    if now.undecided and words.default_action and _is_bare(body, tokens):
        for i in now.undecided:
            now.events[i] = replace(now.events[i], action=words.default_action)
    return [e for e in now.events if e.action]


def _is_bare(body: str, tokens: list[Token]) -> bool:
    """Whether a text is little more than the naming of acts: only then does an act without a verb say "amended"."""
    named = sum(t.what == "ref" for t in tokens)
    return len(_blank(body, tokens).replace(" ", "")) <= max(MAX_REST, REST_FOR_EACH * named)


def _kind(printed: str, words: Words) -> str | None:
    return next((kind for pattern, kind in words.acts if pattern.fullmatch(printed)), None)


def _take_verb(now: _Pass, verb: Verb, *, joined: bool) -> None:
    if verb.role in ("cancelled_by", "as_changed_by"):
        now.role = verb.role if now.events else ""
        if not now.events:
            now.verb = verb
        return
    if now.undecided and now.verb is None:
        for i in now.undecided:
            now.events[i] = replace(now.events[i], action=verb.action)
        now.undecided.clear()
    if verb.role == "other_language":
        now.role = verb.role
    if not _overrides(now, verb, joined=joined):
        now.verb = verb
        now.fresh = True


def _overrides(now: _Pass, later: Verb, *, joined: bool) -> bool:
    """Whether the verb before says more than the one that follows it: "foreseen in the wording of", "throughout the
    text, words replaced", "paragraph 5 is amended and 6 is added by one and the same act".
    """
    if now.verb is None:
        return False
    if now.verb.action == "global_replacement" and later.action.startswith("words_"):
        return True  # for every further act of the note as well
    if not now.fresh:
        return False
    if joined and now.verb.action == "amended" and later.action in ("inserted", "repealed"):
        return True
    return now.verb.action == "pending"


def _take_rule(now: _Pass, rule: Effective | None) -> None:
    if not now.events:
        now.rule = rule
    elif now.events[-1].effective is None:
        now.events[-1] = replace(now.events[-1], effective=rule)


def _take_ref(now: _Pass, m: re.Match[str], kind: str | None, words: Words) -> None:
    printed, date = group(m, "number"), group(m, "date")
    year = re.search(r"/(\d{4})\Z", printed) if printed else None
    day = iso_date(date, words, year=year[1] if year else None) if date else None
    if date and day is None and printed is None:
        return
    number = act_number(printed) if printed else None
    if now.role in ("cancelled_by", "as_changed_by"):
        told = [(now.role, json.dumps({"number": number, "date": day}, ensure_ascii=False))]
        if now.role == "cancelled_by":
            told.insert(0, ("status", "lost force"))
        now.events[-1] = replace(now.events[-1], extra=(*now.events[-1].extra, *told))
        now.role = ""
        return
    if kind is None and number is not None:
        kind = next((t for p, t in words.number_types if p.search(number)), words.default_type)
    extra = (("text", "other language"),) if now.role == "other_language" else ()
    now.role = ""
    if now.verb is None:
        now.undecided.append(len(now.events))
    action = now.verb.action if now.verb else ""
    now.fresh = False
    raw = printed if printed and printed != number else None
    now.events.append(NoteEvent(action, kind, number, day, now.rule, raw, extra=extra))
    now.rule = None


def _instruction(tokens: list[Token]) -> list[NoteEvent]:
    """The text of an amending act quoted without its number: it says which words give way to which."""
    if any(t.what == "ref" for t in tokens):
        return []
    verbs = [t.verb.action for t in tokens if t.verb and t.verb.action.startswith("words_")]
    return [NoteEvent(verbs[0])] if verbs else []


def _with_words(events: list[NoteEvent], body: str) -> list[NoteEvent]:
    """Replaced words, where the note quotes exactly the old ones and the new ones."""
    quoted = [m[0].strip(_QUOTE_MARKS) for m in _QUOTED.finditer(body)]
    if len(quoted) != 2 or max(map(len, quoted)) > _MAX_OLD_NEW:
        return events
    told = (("old", quoted[0]), ("new", quoted[1]))
    return [
        replace(e, extra=(*e.extra, *told)) if e.action in ("global_replacement", "words_substituted") else e
        for e in events
    ]
