"""What stands under an article's number: parts, items, letters, in brackets, after dots, slashes and words."""

import re
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from pipeline.citations.numbers import han_value
from pipeline.citations.numbers import letter_at
from pipeline.citations.words import Level
from pipeline.citations.words import levels
from pipeline.citations.words import meanings
from pipeline.citations.words import words

MAX_LEVELS = 12  # levels and their lists under one article; no citation comes near
MAX_VALUES = 24  # values in one list ("paras. 1, 2, 3 ...")

_BRACKET = re.compile(r"\s?\(\s?([^\s()][^()]{0,14}?)\s?\)")
_VALUE = re.compile(r"(\d{1,3})([a-zа-яα-ω]{0,2})(?:\^\d|[¹²³⁴⁵⁶⁷⁸⁹])?(?![\w])")
_NESTED = re.compile(r"\s?\(([a-z]{1,2})\)")
_COUNTED_VALUE = re.compile(r"(\d{1,2})\s?(?:er|ère|re|st|nd|rd|th|ème|º|ª)(?!\w)")  # "§ 1er"
_ROMAN = re.compile(r"(?=[ivxlIVXL])(?:x{0,3}(?:ix|iv|v?i{0,3})|X{0,3}(?:IX|IV|V?I{0,3}))(?!\w)")
_BRACKET_TO = re.compile(r"(?:\s?[-–—]\s?|\s(?:to|through|à|bis|a)\s)(?=\()")
_DOT_PART = re.compile(r"\.(\d{1,2})(?![\d])")
_DOT_LETTER = re.compile(r"\.([a-z])(?!\w)")
_DOT_ROMAN = re.compile(r"\.(i{1,3}|iv|v)(?!\w)")
_SLASH_PART = re.compile(r"\s?/\s?(\d{1,2})(?!\d)(?!/)")
_ITEM = re.compile(r"[,]?\s?(\d{1,2})\)")
_LETTER_ITEM = re.compile(r"[,]?\s?[„“\"«»]?([a-zа-яα-ωա-ֆა-ჰ])[”“\"»]?\)")
_WORD = re.compile(r"[^\W\d_]{1,48}(?:-[^\W\d_]{1,48})?")
_GAP = re.compile(r"\.?[\s,]{0,4}")
_SPACE = re.compile(r"\s{0,3}")
_ORDINAL = re.compile(r"(\d{1,2})(?:\s?[-.‑]\s?|\s)?(?:([^\W\d_]{1,4})(?![\w]))?\s?")
_TO = re.compile(r"(?:\s?[-–—]\s?|\s([^\W\d_]{1,4})\s)(?=[\w(])")
_COMMA = re.compile(r"\s?[,;]\s?")
_HAN_LEVEL = re.compile(
    r"\s?(?:第|제)\s?([0-9０-９]{1,3}|[一二三四五六七八九十]{1,4})\s?([項项款号號目항호목])"
)


@dataclass(frozen=True, slots=True)
class Under:
    """The levels under one article."""

    part: str | None = None
    item: str | None = None
    letter: str | None = None


@dataclass(slots=True)
class Below:
    """All that was read under one article: one `Under` for each unit that is meant, and where it ends.

    The other fields are what `below` was told of the article.
    """

    units: list[Under]
    end: int
    doubts: list[tuple[str, list[Under]]] = field(default_factory=list)
    signs: bool = True
    country: str | None = None
    core: int = 0
    many: bool = False


def below(text: str, at: int, country: str | None, *, core: int, many: bool, signs: bool = True) -> Below:
    """Read the levels that follow an article's number at `at`.

    `core` is the number above, `many` whether its marker is a plural: both tell whether "para. 1, 7" goes on
    with paragraphs or with articles. `signs`: a § is a level ("art. 267 § 1"), not a further unit.
    """
    found = Below([Under()], at, signs=signs, country=country, core=core, many=many)
    for _ in range(MAX_LEVELS):
        before = found.end
        for step in (_bracket, _printed, _han, _worded):
            if step(text, found):
                break
        if found.end == before:
            break
    return found


def level_at(text: str, at: int) -> tuple[Level, str, int] | None:
    """A word of a level at `at`: its meaning, the word, and where it ends (with its full stop)."""
    for sign in ("§§", "§"):
        if text.startswith(sign, at):
            level = levels().get(sign)
            return (level, sign, at + len(sign)) if level else None
    for sign in ("n.º", "n.os", "nº"):
        if text[at : at + len(sign)].lower() == sign and (level := levels().get(sign)):
            return level, sign, at + len(sign)
    m = _WORD.match(text, at)
    if m is None:
        return None
    stop = text[m.end() : m.end() + 1] == "."
    if stop and (level := levels().get(m[0] + ".")):
        return level, m[0].lower() + ".", m.end() + 1
    if level := levels().get(m[0]):
        return level, m[0].lower(), m.end() + stop
    return None


def values_at(
    text: str, at: int, level: Level, *, core: int, many: bool, alone: bool
) -> tuple[list[Under], int]:
    """The values after a level's word, as units; empty when there is none."""
    found: list[Under] = []
    end = at
    last = 0
    while len(found) < MAX_VALUES:
        read = _value(text, end if not found else _separated(text, end), level, alone=alone)
        if read is None or (found and not _goes_on(text, end, read, level, last, core, many=many)):
            break
        under, after, number = read
        if found and after <= end:
            break
        under, after = _to(text, under, after, level, alone=alone)
        found.append(under)
        end, last = after, number
    return found, end


def _to(text: str, first: Under, at: int, level: Level, *, alone: bool) -> tuple[Under, int]:
    """`Z 1 bis 4`, `lit. a-e`: a range of values stays one value, as printed."""
    m = _TO.match(text, at)
    last = _value(text, m.end(), level, alone=alone) if m else None
    if last is None or (m and m[1] and m[1].lower() not in words("join", "range")):
        return first, at
    ranged = _ranged(first, last[0])
    return (ranged, last[1]) if ranged != first and last[2] >= 0 else (first, at)


def ordinal_at(text: str, at: int) -> tuple[str, int] | None:
    """An ordinal before a word: "second", "4th", "2.", "3-"; the number as digits and where the next word begins."""
    m = _WORD.match(text, at)
    if m:
        value = meanings("ordinal").get(m[0])
        return (value, _SPACE.match(text, m.end()).end()) if value else None  # type: ignore[union-attr]
    m = _ORDINAL.match(text, at)
    if m is None:
        return None
    if m[2] and m[2].lower() not in words("number", "ordinal_ends"):
        return m[1], m.start(2)
    return m[1], m.end()


def _separated(text: str, at: int) -> int:
    """Where the next value of a list begins after a comma, a joining word or both; `at` itself if none."""
    m = _COMMA.match(text, at)
    end = m.end() if m else at
    spaced = _SPACE.match(text, end).end()  # type: ignore[union-attr]
    w = _WORD.match(text, spaced)
    if w and w[0].lower() in words("join", "and"):
        end = _SPACE.match(text, w.end()).end()  # type: ignore[union-attr]
    return end


def _goes_on(
    text: str, at: int, read: tuple[Under, int, int], level: Level, last: int, core: int, *, many: bool
) -> bool:
    under, after, number = read
    start = _separated(text, at)
    if start == at:
        return False
    if text[start : start + 1] == "(" or (under.letter and not under.part):
        return True
    if level.number == "many":
        return True
    tail = _WORD.match(text, _SPACE.match(text, after).end())  # type: ignore[union-attr]
    if tail and (tail[0].lower() in words("number", "counted") or tail[0] in levels()):
        return False
    return not many and last < number < max(core, 2) and number <= 20


def _value(text: str, at: int, level: Level, *, alone: bool) -> tuple[Under, int, int] | None:
    """One value of a level: "3", "(3)", "3a", "7.a", "1(a)", "a)", "«а»", "iv"."""
    m = _BRACKET.match(text, at)
    inner = m[1] if m else None
    if m and inner is not None:
        if v := _VALUE.fullmatch(inner):
            letter = _NESTED.match(text, m.end()) if level.level in {"part", "item"} else None
            under = _placed(level, v[0], alone=alone)
            if letter:
                return replace(under, letter=letter[1]), letter.end(), int(v[1])
            return under, m.end(), int(v[1])
        if len(inner) <= 2 and letter_at(inner, 0):
            return _lettered(level, inner), m.end(), 0
        if _ROMAN.fullmatch(inner):
            return _placed(level, inner, alone=alone), m.end(), 0
        return None
    quoted = text[at : at + 1] in set("«„“\"'‘")
    start = at + quoted
    if o := _COUNTED_VALUE.match(text, start):
        return _placed(level, o[1], alone=alone), o.end(), int(o[1])
    if (w := _WORD.match(text, start)) and (ordinal := meanings("ordinal").get(w[0])) and len(w[0]) > 3:
        return _placed(level, ordinal, alone=alone), w.end(), int(ordinal)
    if v := _VALUE.match(text, start):
        end = v.end()
        under = _placed(level, v[0], alone=alone)
        if level.level in {"part", "item"} and (
            d := _DOT_LETTER.match(text, end) or _NESTED.match(text, end)
        ):
            if r := _DOT_ROMAN.match(text, d.end()):
                return Under(part=v[0], item=r[1], letter=d[1]), r.end(), int(v[1])
            return Under(part=v[0], letter=d[1]), d.end(), int(v[1])
        end += text[end : end + 1] in {")", "º", "°"} and not _open(text, start)
        return under, end + quoted * (text[end : end + 1] in set("»”“\"'’")), int(v[1])
    if (found := letter_at(text, start)) and (quoted or text[found.end() : found.end() + 1] != "'"):
        if level.level != "letter" and not quoted and text[found.end() : found.end() + 1] not in {")", ""}:
            return _roman(text, start, level, alone=alone)
        end = found.end()
        end += quoted * (text[end : end + 1] in set("»”“\"'’"))
        end += text[end : end + 1] == ")" and not _open(text, start)
        return _lettered(level, found[1]), end, 0
    return _roman(text, start, level, alone=alone)


def _roman(text: str, at: int, level: Level, *, alone: bool) -> tuple[Under, int, int] | None:
    m = _ROMAN.match(text, at)
    return (_placed(level, m[0], alone=alone), m.end(), 0) if m and m[0] else None


def _placed(level: Level, value: str, *, alone: bool) -> Under:
    name = "part" if level.part_if_alone and alone else level.level
    if name == "sentence":
        return Under()
    return Under(**{name: value})


def _lettered(level: Level, value: str) -> Under:
    return Under() if level.level == "sentence" else Under(letter=value)


def _open(text: str, at: int) -> bool:
    """Whether a bracket opened shortly before `at` is still open."""
    near = text[max(0, at - 160) : at]
    return near.count("(") > len(re.findall(r"(?<!\s\w)\)", near))


def merge(above: Under, under: Under) -> Under:
    """Add a level to what was read before it."""
    if under.part and above.part and not under.item:
        under = replace(under, part=None, item=under.part)
    return Under(under.part or above.part, under.item or above.item, under.letter or above.letter)


def _bracket(text: str, found: Below) -> bool:
    """`(3)`, `(1) (d)`, `(4/5)`, `(1), (2) and (4)`."""
    m = _BRACKET.match(text, found.end)
    if m is None:
        return False
    inner = m[1]
    above = found.units[-1]
    if s := re.fullmatch(r"(\d{1,3})\s?/\s?(\d{1,3})", inner):
        found.doubts.append(("one unit numbered with a slash", [merge(above, Under(part=inner))]))
        found.doubts.append((f"items {s[1]}) and {s[2]})", [Under(above.part, v) for v in s.groups()]))
        found.units[-1:] = [merge(above, Under(part=v)) for v in s.groups()]
        found.end = m.end()
        return True
    listed = [p.strip() for p in re.split(r"\s?[,;]\s?|\s(?:and|or|et|und|y|e|и|i|та)\s", inner)]
    read = [_bracketed(p, above) for p in listed]
    if not all(read):
        return False
    units = [merge(above, u) for u in read if u]
    end = m.end()
    while len(units) < MAX_VALUES:
        start = _separated(text, end)
        dash = _BRACKET_TO.match(text, end)
        nxt = _BRACKET.match(text, dash.end() if dash else start)
        if (start == end and not dash) or nxt is None or text[nxt.start() : nxt.start() + 1] != "(":
            break
        sibling = _bracketed(nxt[1], above)
        if sibling is None or _kind(sibling) != _kind(read[-1]):
            break
        if dash:
            units[-1] = _ranged(units[-1], merge(above, sibling))
        else:
            units.append(merge(above, sibling))
        end = nxt.end()
    found.units[-1:] = units
    found.end = _postfix(text, end)
    return True


def _ranged(first: Under, last: Under) -> Under:
    for name in ("letter", "item", "part"):
        a, b = getattr(first, name), getattr(last, name)
        if a != b:
            return replace(first, **{name: f"{a}-{b}"})
    return first


def _kind(under: Under | None) -> str:
    return "letter" if under and under.letter else "item" if under and under.item else "part"


def _bracketed(inner: str, above: Under) -> Under | None:
    if v := _VALUE.fullmatch(inner):
        return Under(part=v[0]) if above.part is None else Under(item=v[0])
    if above.letter and _ROMAN.fullmatch(inner) and inner != above.letter:
        return Under(item=inner)
    if letter_at(inner, 0) and len(inner) <= 2:
        return Under(letter=inner)
    if _ROMAN.fullmatch(inner):
        return Under(item=inner) if above.letter or above.part else Under(part=inner)
    return None


def _postfix(text: str, at: int) -> int:
    """Past a level's word that only repeats what its brackets said: "(1) bekezdés"."""
    gap = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    word = level_at(text, gap)
    if word is None or gap == at:
        return at
    after = _SPACE.match(text, word[2]).end()  # type: ignore[union-attr]
    return at if text[after : after + 1].isdigit() or text[after : after + 1] == "(" else word[2]


def _printed(text: str, found: Below) -> bool:
    """`.2`, `.d`, `/7`, `/4th para.`, ` 1)`, ` a)`."""
    above = found.units[-1]
    if m := _DOT_PART.match(text, found.end):
        return _add(found, [merge(above, Under(part=m[1]))], m.end())
    if m := _DOT_LETTER.match(text, found.end):
        closes = text[m.end() : m.end() + 1] == ")" and not _open(text, m.start())
        return _add(found, [merge(above, Under(letter=m[1]))], m.end() + closes)
    if m := _SLASH_PART.match(text, found.end):
        end = m.end()
        if (o := ordinal_at(text, m.start(1))) and (word := level_at(text, o[1])):
            end = word[2]
        return _add(found, [merge(above, Under(part=m[1]))], end)
    if not _open(text, found.end):
        if m := _ITEM.match(text, found.end):
            return _add(found, [merge(above, Under(item=m[1]))], m.end())
        if m := _LETTER_ITEM.match(text, found.end):
            return _add(found, [merge(above, Under(letter=m[1]))], _postfix(text, m.end()))
    return False


def _add(found: Below, units: list[Under], end: int) -> bool:
    found.units[-1:] = units
    found.end = end
    return True


def _han(text: str, found: Below) -> bool:
    """第2項第1款: 項 is the part, 款 the item; in mainland China 款 is the part and 项 the item."""
    m = _HAN_LEVEL.match(text, found.end)
    if m is None:
        return False
    value = m[1] if m[1][0] not in "一二三四五六七八九十" else str(han_value(m[1]))
    name = "part" if m[2] in "項항" or (m[2] == "款" and found.country != "TW") else "item"
    return _add(found, [merge(found.units[-1], Under(**{name: value}))], m.end())


def _worded(text: str, found: Below) -> bool:
    """`para. 3`, `Abs. 1`, `paras. 3 or 3a`, `second paragraph`, `2 momentti`, `3-бөлігі`."""
    at = _GAP.match(text, found.end).end()  # type: ignore[union-attr]
    above = found.units[-1]
    word = level_at(text, at)
    if word and (found.signs or "§" not in word[1]):
        level, printed, end = word
        end = _SPACE.match(text, end).end()  # type: ignore[union-attr]
        alone = above.part is None
        read, end = values_at(text, end, level, core=found.core, many=found.many, alone=alone)
        if not read or (printed in {"s", "z", "a", "i", "p", "c", "d"} and not text[at].isupper() and alone):
            return False
        if above.part and read[0].part and "," in text[found.end : at]:
            if _number(read[0].part) > _number(above.part):
                found.units.extend(read)
                found.end = end
                return True
            return False
        return _add(found, [merge(above, u) for u in read], end)
    ordinal = ordinal_at(text, at)
    if ordinal and (word := level_at(text, ordinal[1])):
        level, _, end = word
        value = ordinal[0]
        if level.level == "sentence":
            return _add(found, [above], end)
        alone = above.part is None
        return _add(found, [merge(above, _placed(level, value, alone=alone))], end)
    return False


def _number(value: str) -> int:
    m = re.match(r"\d+", value)
    return int(m[0]) if m else 0
