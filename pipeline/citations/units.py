"""Units in a sentence: markers, their lists of numbers, ranges, the levels below, the containers around."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.citations.levels import Under, below, level_at, merge, ordinal_at, values_at
from pipeline.citations.model import Alternative, Unit
from pipeline.citations.numbers import DASH, Number, hyphen_may_insert, number_at
from pipeline.citations.superscripts import settle
from pipeline.citations.words import Marker, markers, meanings, words

MAX_NUMBERS = 200  # numbers in one list; longer ones are tables, not citations
MAX_LOOK_AHEAD = 12  # numbers read ahead in search of a marker that follows them ("4, 5 and 6 §§")
_COMMON_LAW_CAP = "cap."  # "Cap. 63" is an act of the revised laws, "cap." a chapter in Romance languages
_SECTION_IS_CONTAINER = frozenset({"FR", "ES", "PT", "IT", "RO", "BE", "MC"})

_CANDIDATE = re.compile(r"[^\W\d_]+|§+|\d|第|제(?=\s?\d)|№")
_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"\s{0,3}")
_AFTER_MARKER = re.compile(r"\s{0,3}(?:\.\s{0,2})?(?:(?:[Nn][oºr°˚]?s?\.?º?|№+|num\.)\s?(?=[\d(]))?\(?\s?")
_RANGE_DASH = re.compile(rf"\s?[{DASH}]\s?")
_COMMA = re.compile(r"\s{0,2}[,;]\s{0,2}")
_GLUE = re.compile(r"\s?[,;/]?\s{0,3}")
_HAN_MARK = re.compile(r"\s?(?:条|條|조)(?:(?:之|の|의)\s?([0-9]{1,2}|[一二三四五六七八九十]{1,3}))?")
_HAN_CHAPTER = re.compile(r"\s?[章장]")
_REVISED = re.compile(r"(?::\d+)?,?\s(?:of\s)?(?:the\s)?(?:Revised\s)?(?:Laws|Statutes|LFN)\b")
_ORDINAL_TAIL = re.compile(r"(?:[.’'-]|\s)?\s?([^\W\d_]{1,5})?(?:[.’']?\s?)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?![\d-])")


@dataclass(slots=True)
class Group:
    """Units that are read in one breath, joined by commas and joining words.

    Attributes:
        qualifier: A word before the first unit.
        doubts: Other readings.
    """

    start: int
    end: int
    units: list[Unit] = field(default_factory=list)
    qualifier: str | None = None
    ambiguous: bool = False
    doubts: list[Alternative] = field(default_factory=list)
    heading_from: int | None = None


@dataclass(frozen=True, slots=True)
class _List:
    marker: Marker
    units: list[Unit]
    start: int
    end: int
    doubts: tuple[Alternative, ...] = ()
    ambiguous: bool = False


def groups(text: str, country: str | None = None) -> Iterator[Group]:
    """The groups of units in a line, in order."""
    at = 0
    while m := _CANDIDATE.search(text, at):
        start = m.start()
        if start and text[start - 1].isalnum() and m[0] not in {"第", "§", "§§"}:
            at = max(m.end(), start + 1)
            continue
        group = _group(text, start, country)
        if group:
            yield group
            at = group.end
        else:
            at = max(_skipped(text, start), m.end())


def _skipped(text: str, at: int) -> int:
    """Past a run of digits that is no unit."""
    while at < len(text) and (text[at].isdigit() or (text[at] in ".-/" and text[at + 1 : at + 2].isdigit())):
        at += 1
    return at


def _group(text: str, at: int, country: str | None) -> Group | None:
    word, begin = qualifier_at(text, at)
    first = _piece(text, begin, country)
    if first is None:
        return None
    group = Group(at, first.end, qualifier=word)
    pending = word if False else None
    _append(group, first, None)
    for _ in range(MAX_NUMBERS):
        joined = _joined(text, group.end, group, country)
        if joined is None:
            break
        piece, qualifier, how = joined
        if qualifier:
            pending = qualifier
            if how != "nested":
                group.ambiguous = True
        _attach(group, piece, pending, how)
    _settle_qualifiers(group)
    return group


def _attach(group: Group, piece: _List, qualifier: str | None, how: str) -> None:
    last = group.units[-1]
    if how == "under" and last.unit == "chapter" and not piece.marker.container:
        group.units.pop()
        units = [replace(u, chapter=last.chapter) for u in piece.units]
        _append(group, replace(piece, units=units), qualifier)
    elif how == "under" and piece.marker.container and last.unit in {"part", "title"}:
        inner = piece.units[0]
        group.units[-1] = replace(last, division=inner.division or inner.chapter or inner.part)
        group.end = piece.end
    elif how == "of" and piece.marker.container:
        inner = piece.units[0]
        if piece.marker.unit == "chapter":
            group.units[:] = [replace(u, chapter=inner.chapter) for u in group.units]
        else:
            name = f"{piece.marker.unit.capitalize()} {inner.part or inner.division or ''}".strip()
            group.units[:] = [replace(u, division=name) for u in group.units]
        group.end = piece.end
    elif (
        how == "under"
        and last.unit in {"part", "title", "division", "schedule"}
        and not piece.marker.container
    ):
        group.units.pop()
        name = f"{last.unit.capitalize()} {last.part or last.division or ''}".strip()
        _append(group, replace(piece, units=[replace(u, division=name) for u in piece.units]), qualifier)
    else:
        _append(group, piece, qualifier)


def _append(group: Group, piece: _List, qualifier: str | None) -> None:
    group.units.extend(replace(u, qualifier=qualifier) if qualifier else u for u in piece.units)
    group.end = piece.end
    group.ambiguous = group.ambiguous or piece.ambiguous
    group.doubts.extend(piece.doubts)


def _settle_qualifiers(group: Group) -> None:
    """How far a word in the middle reaches: "partly" over all that follows, "esp." over the next only.

    Both are doubtful when more units follow; the other reading is kept.
    """
    at = next((i for i, u in enumerate(group.units) if u.qualifier), None)
    if at is None:
        return
    word = group.units[at].qualifier
    head, first, rest = group.units[:at], group.units[at], group.units[at + 1 :]
    if not rest:
        group.ambiguous = bool(group.doubts)
        return
    near = [*head, first, *(replace(u, qualifier=None) for u in rest)]
    far = [*head, first, *(replace(u, qualifier=word) for u in rest)]
    group.units, other = (near, far) if word == "esp" else (far, near)
    group.ambiguous = True
    group.doubts.append(Alternative(f"scope of '{word}'", tuple(other)))


def qualifier_at(text: str, at: int) -> tuple[str | None, int]:
    """A qualifying word at `at`, and where what it qualifies begins; (None, at) when there is none."""
    m = _WORD.match(text, at)
    if m is None:
        return None, at
    second = _WORD.match(text, _SPACE.match(text, m.end()).end())  # type: ignore[union-attr]
    third = _WORD.match(text, _SPACE.match(text, second.end()).end()) if second else None  # type: ignore[union-attr]
    for last in (third, second, m):
        if last is None:
            continue
        word = meanings("qualifier").get(" ".join(text[at : last.end()].split()))
        if word:
            end = last.end()
            end += text[end : end + 1] in {".", ":", ","}
            end = _SPACE.match(text, end).end()  # type: ignore[union-attr]
            if text[end : end + 4].lower() == "the ":
                end += 4
            return word, end
    return None, at


def _joined(text: str, at: int, group: Group, country: str | None) -> tuple[_List, str | None, str] | None:
    """What goes on after a list: the next list, the word that qualifies it, and how it is joined."""
    glue = _GLUE.match(text, at)
    end = glue.end() if glue else at
    if end == at and text[at : at + 1] not in {"§", "("}:
        return None
    how = "list" if ";" in text[at:end] else "under"
    for _ in range(6):  # joining words in a row: "as well as in the"
        m = _WORD.match(text, end)
        if m is None:
            break
        low = m[0].lower()
        if qualifier_at(text, end)[0] or _piece_begins(text, end):
            break
        if low in words("join", "and") and low != "of":
            how = "list"
        elif low in {"of", "in", "du", "de", "des", "del", "der", "van", "do", "da", "w", "главы", "к"}:
            how = "of" if how == "under" else how
        elif low in {"the", "l", "under", "with", "by"}:
            pass
        else:
            return None
        end = _GLUE.match(text, m.end()).end()  # type: ignore[union-attr]
        if text[m.end() : m.end() + 1] in {"'", "’"}:
            end = m.end() + 1
    word, begin = qualifier_at(text, end)
    piece = _piece(text, begin, country, group.units[-1])
    if piece is None:
        return None
    if how == "of" and not piece.marker.container:
        return None
    if how == "under" and "," in text[at:begin] and group.units[-1].article and piece.marker.container:
        how = "list"
    return piece, word, how


def _piece_begins(text: str, at: int) -> bool:
    return _marker_at(text, at) is not None


def _marker_at(text: str, at: int) -> tuple[Marker, str, int] | None:
    """A unit's word at `at`: its meaning, the word, where it ends."""
    for sign in ("§§", "§"):
        if text.startswith(sign, at):
            return markers().get(sign), sign, at + len(sign)  # type: ignore[return-value]
    m = _WORD.match(text, at)
    if m is None:
        return None
    stop = text[m.end() : m.end() + 1] == "."
    if stop and (found := markers().get(m[0] + ".")):
        return found, m[0] + ".", m.end() + 1
    if found := markers().get(m[0]):
        return found, m[0], m.end() + stop
    return None


def _piece(text: str, at: int, country: str | None, before: Unit | None = None) -> _List | None:
    """One list with its marker, whichever side the marker stands on, and the levels named before it."""
    if text.startswith(("第", "제"), at):
        return _han_list(text, at, country)
    if text[at : at + 1].isdigit() and (found := _marker_after(text, at, country)):
        return found
    if found := _list(text, at, country):
        return found
    return _levels_first(text, at, country, before)


def _list(text: str, at: int, country: str | None) -> _List | None:
    """A marker and the numbers after it."""
    found = _marker_at(text, at)
    if found is None:
        return _tenth_section(text, at)
    marker, printed, end = found
    if not _is_marker_here(marker, printed, text, at, country):
        return None
    begin = _AFTER_MARKER.match(text, end).end()  # type: ignore[union-attr]
    for _ in range(3):  # typing slips: "Art. Art. 29", "Art. of 12"
        again = _marker_at(text, begin)
        slip = _WORD.match(text, begin)
        if again and again[0].unit == marker.unit:
            begin = _AFTER_MARKER.match(text, again[2]).end()  # type: ignore[union-attr]
        elif slip and slip[0] in {"of", "nos", "numbers", "number"}:
            begin = _AFTER_MARKER.match(text, slip.end()).end()  # type: ignore[union-attr]
        else:
            break
    between = _after_between(text, at)
    return _numbers(text, at, begin, marker, country, printed=printed, between=between)


def _is_marker_here(marker: Marker, printed: str, text: str, at: int, country: str | None) -> bool:
    low = printed.lower()
    if low == _COMMON_LAW_CAP and (printed[0] == "C" and country not in {"IT", "RO", "MD", "ES", "PT", "SE"}):
        return False
    if low in {"part", "parts"} and text[at].islower() and marker.container:
        return True
    return not (low == "del" and marker.container)


def _after_between(text: str, at: int) -> bool:
    near = _WORD.findall(text[max(0, at - 24) : at])[-2:]
    return any(w.lower() in words("join", "between") for w in near)


def _numbers(
    text: str,
    start: int,
    begin: int,
    marker: Marker,
    country: str | None,
    *,
    printed: str = "",
    between: bool = False,
) -> _List | None:
    numbers: list[tuple[Number, Number | None]] = []
    units: list[Unit] = []
    doubts: list[Alternative] = []
    ambiguous = False
    end = begin
    many = marker.number == "many"
    while len(numbers) < MAX_NUMBERS:
        number = _number(text, begin, marker, country, first=not numbers)
        if number is None or (numbers and not _continues(text, number, numbers[-1][0], marker)):
            break
        if not numbers and not _plausible_first(text, number, marker):
            return None
        last, end = _range_end(text, number.end, number, marker, country, between=between)
        numbers.append((number, last))
        tail = below(text, end, country, core=number.core, many=many)
        end = tail.end
        made = [_unit(marker, number, last, u) for u in tail.units]
        for what, others in tail.doubts:
            ambiguous = True
            alternative = [_unit(marker, number, last, u) for u in others]
            doubts.append(Alternative(what, (*units, *alternative)))
        units += made
        nxt = _next_number(text, end)
        if nxt is None:
            break
        begin = nxt
    if not numbers:
        return None
    settled, more = settle(text, units, numbers, country)
    return _List(marker, settled, start, end, (*doubts, *more), ambiguous or bool(more))


def _number(text: str, at: int, marker: Marker, country: str | None, *, first: bool) -> Number | None:
    found = number_at(text, at, country, dots=marker.unit == "section", roman=first or marker.container)
    if found or not first:
        return found
    m = _WORD.match(text, at)
    value = meanings("ordinal").get(m[0]) if m else None
    if m and value and marker.unit != "section" and marker.number == "one":
        return Number(value, int(value), at, m.end(), m[0])
    if m and marker.container and len(m[0]) == 1 and m[0].isupper() and m[0] not in "I":
        return Number(m[0], 0, at, m.end())
    return None


def _plausible_first(text: str, number: Number, marker: Marker) -> bool:
    """Not a year, a decimal of money or a pronoun: "Article 2014 of" may be one, "section I will" is none."""
    after = text[number.end : number.end + 2]
    if number.core == 0 and len(number.value) == 1 and after[:1] == " " and after[1:].islower():
        return text[number.end : number.end + 4].lower() in {" of ", " in ", " del", " du ", " de "}
    if _counted(text, number.end) and marker.number != "one":
        return False
    if marker.unit == "chapter" and _REVISED.match(text, number.end):
        return False
    return not (
        after[:1] in {",", "."} and after[1:].isdigit() and text[number.end + 1 : number.end + 4].isdigit()
    )


def _counted(text: str, at: int) -> bool:
    m = _WORD.match(text, _SPACE.match(text, at).end())  # type: ignore[union-attr]
    if text[at : at + 3].strip()[:1] in {"%", "€", "$", "£"}:
        return True
    return bool(m and (m[0].lower() in words("number", "counted") or meanings("month").get(m[0])))


def _continues(text: str, number: Number, before: Number, marker: Marker) -> bool:
    """Whether a bare number goes on with the list: not a year, a date, a count, the network "24/7"."""
    if _counted(text, number.end):
        return False
    if _YEAR.match(text, number.start) and before.core < 1000 and number.core > 1700:
        return False
    tail = text[number.end : number.end + 12]
    if re.match(r"[./]\d{1,2}[./]\d{2}", tail) or re.match(r"/7\s?[^\s(]", tail):
        return False
    if level_at(text, number.start):
        return False
    follower = _WORD.match(text, _SPACE.match(text, number.end).end())  # type: ignore[union-attr]
    if follower is None or not follower[0].islower() or marker.number != "one":
        return True
    low = follower[0]
    known = low in words("join", "and") or low in words("act", "gap") or low in words("join", "range")
    return (
        known
        or low in {"are", "do", "does", "provide", "criminalise", "apply", "above"}
        or bool(level_at(text, follower.start()))
    )


def _next_number(text: str, at: int) -> int | None:
    """Where the next bare number of a list may begin: after a comma, a joining word, or both."""
    m = _COMMA.match(text, at)
    end = m.end() if m else _SPACE.match(text, at).end()  # type: ignore[union-attr]
    w = _WORD.match(text, end)
    if w and w[0].lower() in words("join", "and"):
        end = _SPACE.match(text, w.end()).end()  # type: ignore[union-attr]
    elif m is None and not (end > at and re.match(r"\d{1,2}[a-z](?!\w)", text[end : end + 4])):
        return None
    return end if text[end : end + 1].isdigit() or re.match(r"[LRDA]\.?\s?\d", text[end : end + 4]) else None


def _range_end(
    text: str, at: int, first: Number, marker: Marker, country: str | None, *, between: bool
) -> tuple[Number | None, int]:
    if m := _RANGE_DASH.match(text, at):
        last = number_at(text, m.end(), country, dots=marker.unit == "section")
        if last and _after(first, last) and not re.match(r"/7\b", text[last.end : last.end + 3]):
            return last, last.end
        return None, at
    gap = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    w = _WORD.match(text, gap)
    if w is None or gap == at:
        return None, at
    low = w[0].lower()
    is_range = low in words("join", "range") and not (low == "a" and country in {"CZ", "SK", "PL"})
    is_range = is_range and not (low == "a" and country is None and marker.unit == "paragraph_sign")
    if not is_range and not (between and low in words("join", "and")):
        return None, at
    begin = _SPACE.match(text, w.end()).end()  # type: ignore[union-attr]
    for _ in range(2):
        again = _marker_at(text, begin)
        skip = _WORD.match(text, begin)
        if again:
            begin = _AFTER_MARKER.match(text, again[2]).end()  # type: ignore[union-attr]
        elif skip and skip[0].lower() in {"the", "l", "el", "art"}:
            begin = skip.end() + 1
    last = number_at(text, begin, country, dots=marker.unit == "section")
    if last is None or not _after(first, last) or _counted(text, last.end):
        return None, at
    return last, last.end


def _after(first: Number, last: Number) -> bool:
    """Whether a range may end there: a greater number, or the same with a later suffix."""
    if first.core == 0 or last.core == 0:
        return first.core == last.core and first.value != last.value
    if last.core != first.core:
        return last.core > first.core
    return last.value != first.value and _rank(last.value) > _rank(first.value)


def _rank(value: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(p), "") if p.isdigit() else (0, p) for p in re.findall(r"\d+|\D+", value))


def _unit(marker: Marker, number: Number, last: Number | None, under: Under) -> Unit:
    raw = number.raw
    if marker.unit == "chapter":
        return Unit(
            "chapter", chapter=number.value if last is None else f"{number.value}-{last.value}", raw=raw
        )
    if marker.unit == "part":
        return Unit("part", part=number.value, raw=raw)
    if marker.container:
        return Unit(marker.unit, division=number.value, raw=raw)
    return Unit(
        marker.unit,
        number.value,
        last.value if last else None,
        under.part,
        under.item,
        under.letter,
        raw=raw,
    )


def _tenth_section(text: str, at: int) -> _List | None:
    """`Tenth Section ... articles 243 and 246`: a division named by an ordinal word."""
    ordinal = ordinal_at(text, at)
    if ordinal is None or text[at].isdigit():
        return None
    found = _marker_at(text, ordinal[1])
    if found is None or found[0].number == "many" or not text[at].isupper():
        return None
    name = text[at : found[2]]
    marker = Marker("division", "one", container=True)
    return _List(marker, [Unit("division", division=name)], at, found[2])


def _marker_after(text: str, at: int, country: str | None) -> _List | None:
    """`205-бап`, `4, 5 och 6 §§`, `375/A. §`, `4 kap. 9 c §`: the marker stands behind its numbers."""
    begin = at
    for _ in range(MAX_LOOK_AHEAD):
        number = number_at(text, begin, country, roman=False)
        if number is None:
            return None
        end = number.end
        letter = re.match(r"\s([a-z])(?=\s?§)", text[end : end + 5])
        dash = _RANGE_DASH.match(text, end)
        found = _word_after(text, end + (2 if letter else 0))
        if found:
            return _listed_before(text, at, found, country)
        if dash and (last := number_at(text, dash.end(), country, roman=False)):
            if found := _word_after(text, last.end):
                return _listed_before(text, at, found, country)
            end = last.end
        nxt = _next_number(text, end)
        if nxt is None:
            return None
        begin = nxt
    return None


def _word_after(text: str, at: int) -> tuple[Marker, int, int] | None:
    """A marker right behind a number: its meaning, where it begins, where it ends."""
    m = re.match(r"\.?\s?", text[at : at + 2])
    begin = at + (m.end() if m else 0)
    tail = re.match(r"[-‑’']?([^\W\d_]{1,5})\.?\s", text[at : at + 9])
    starts = [begin]
    if text[at : at + 1] in {"-", "‑"}:
        starts.append(at + 1)
    if tail and tail[1].lower() in words("number", "ordinal_ends"):
        starts.append(at + tail.end())
    tail = re.match(r"[-\s.]?\s?([^\W\d_]{1,5})\s", text[at : at + 9])
    if tail and tail[1].lower() in words("number", "ordinal_ends"):
        starts.append(at + tail.end())
    for start in starts:
        if text.startswith("§", start):
            end = re.compile(r"§+(?::\S{1,3})?").match(text, start).end()  # type: ignore[union-attr]
            if re.match(r"\s?\d", text[end : end + 2]):
                continue
            return Marker("paragraph_sign", "any", container=False), start, end
        m2 = _WORD.match(text, start)
        if m2 is None:
            continue
        stop = text[m2.end() : m2.end() + 1] == "."
        for word, end in ((m2[0] + ".", m2.end() + 1), (m2[0], m2.end() + stop)):
            if (not word.endswith(".") or stop) and word in words("after"[:5], "words"):
                marker = markers().get(word)
                if word.lower().startswith("paragraf"):
                    marker = Marker("paragraph_sign", "any", container=False)
                if marker and not re.match(r"\s\d", text[end : end + 2] if marker.unit != "chapter" else ""):
                    return marker, start, end
                if marker:
                    return marker, start, end
    return None


def _listed_before(text: str, at: int, found: tuple[Marker, int, int], country: str | None) -> _List | None:
    marker, start, end = found
    units: list[Unit] = []
    begin = at
    tail = below(text, end, country, core=9999, many=False)
    while begin < start:
        number = number_at(text, begin, country, roman=False)
        if number is None or number.end > start:
            break
        stop = number.end
        if letter := re.match(r"\s([a-z])(?=[\s,]|$)", text[stop : min(start + 1, stop + 3)]):
            number = replace(number, value=number.value + letter[1], end=stop + 2, raw=text[begin : stop + 2])
            stop += 2
        last, stop = _range_end(text, stop, number, marker, country, between=False)
        here = tail.units if begin == at or True else [Under()]
        units += [_unit(marker, number, last, u) for u in here]
        nxt = _next_number(text, stop)
        if nxt is None or nxt >= start:
            break
        begin = nxt
    if not units:
        return None
    after = tail.end
    if (
        m := re.match(r"\s([a-z])(?=\.|,|\s|$)\.?", text[end : end + 4])
        if text[start:end].lower() == "gr."
        else None
    ):
        units = [replace(u, article=f"{u.article}{m[1]}", raw=text[at : end + m.end()]) for u in units]
        after = below(text, end + m.end(), country, core=9999, many=False).end
    return _List(marker, units, at, after)


def _levels_first(text: str, at: int, country: str | None, before: Unit | None) -> _List | None:
    """`subparagraphs 1.d and 1.e of Article 9`, `п. 2 ч. 3 ст. 205`, `1. mgr. 228. gr.`, `subsection 1`."""
    unders = [Under()]
    relative: str | None = None
    end = at
    for _ in range(4):
        read = _level_before(text, end)
        if read is None:
            break
        here, word, end = read
        if not relative and word:
            relative = word
        unders = [merge(h, u) for h in here for u in unders]
        link = _link_end(text, end)
        found = _list(text, link, country) if link > end or end == at else None
        if found is None and text[link : link + 1].isdigit():
            found = _marker_after(text, link, country)
        if found and not found.marker.container and not found.units[0].unit.startswith("sub"):
            units = [_with(u, x) for u in found.units for x in unders]
            return replace(found, units=units, start=at)
        if found:
            break
        if _level_before(text, link) is None:
            break
        end_before, end = end, link
        if link == end_before:
            break
    if end == at:
        return None
    return _relative(text, at, before, relative)


def _level_before(text: str, at: int) -> tuple[list[Under], str | None, int] | None:
    """A level's word and values at `at`: the values, the word if it may stand alone, where they end."""
    ordinal = ordinal_at(text, at)
    if ordinal and (word := level_at(text, ordinal[1])):
        level, _, end = word
        if level.level == "sentence" or not (level.only_after and text[at].isdigit()):
            name = "part" if level.part_if_alone else level.level
            return [Under(**{name: ordinal[0]}) if name != "sentence" else Under()], None, end
    if text[at : at + 1].isdigit() and (o := re.compile(r"(\d{1,2})[.-]?\s?").match(text, at)):
        word = level_at(text, o.end())
        if word and not word[0].only_after and word[0].level != "sentence":
            return [Under(**{word[0].level: o[1]})], None, word[2]
    word = level_at(text, at)
    if word is None:
        return None
    level, printed, end = word
    end = _SPACE.match(text, end).end()  # type: ignore[union-attr]
    read, after = values_at(text, end, level, core=9999, many=False, alone=True)
    if not read:
        return None
    return read, printed if level.relative else None, after


_LINKS = frozenset(
    "of to in the de du des del la l el der des von van het do da dos das della dello dell al din lui к и w z zu zum"
    " art en".split()
) - {"art", "и", "к"}


def _link_end(text: str, at: int) -> int:
    """Past the little words between a level and its article."""
    end = _GLUE.match(text, at).end()  # type: ignore[union-attr]
    for _ in range(3):
        m = _WORD.match(text, end)
        if m is None or m[0].lower() not in _LINKS:
            break
        end = m.end() + (text[m.end() : m.end() + 1] in {"'", "’"})
        end = _SPACE.match(text, end).end()  # type: ignore[union-attr]
    return end


def _with(unit: Unit, under: Under) -> Unit:
    inner = Under(unit.part, unit.item, unit.letter)
    part = under.part
    item = under.item
    if part and inner.part:
        item, part = item or part, inner.part
    return replace(
        unit, part=part or inner.part, item=item or inner.item, letter=under.letter or inner.letter
    )


def _relative(text: str, at: int, before: Unit | None, word: str | None) -> _List | None:
    """A level with no article: "subsection 1" of the article the sentence speaks of."""
    found = level_at(text, at)
    if found is None:
        return None
    level, printed, end = found
    lost = before is not None and before.part is not None and before.article is not None
    if not level.relative and not (lost and level.level != "letter" and not level.only_after):
        return None
    begin = _SPACE.match(text, end).end()  # type: ignore[union-attr]
    read, end = values_at(text, begin, level, core=9999, many=False, alone=True)
    if not read:
        return None
    name = "subsection" if printed.startswith("sub") and level.relative else "paragraph"
    if lost:
        name = before.unit if before else name
    if before is None or not lost:
        name = {"paragraphs": "paragraph", "subsections": "subsection"}.get(printed, name)
    marker = Marker(name, "any", container=False)
    units = [Unit(name, None, None, u.part, u.item, u.letter) for u in read]
    return _List(marker, units, at, end, ambiguous=lost)


def _han_list(text: str, at: int, country: str | None) -> _List | None:
    """第285条の二第2項、第286条."""
    number = number_at(text, _SPACE.match(text, at + 1).end(), country)  # type: ignore[union-attr]
    if number is None:
        return None
    if m := _HAN_CHAPTER.match(text, number.end):
        marker = Marker("chapter", "one", container=True)
        return _List(marker, [Unit("chapter", chapter=number.value, raw=number.raw)], at, m.end())
    m = _HAN_MARK.match(text, number.end)
    if m is None:
        return None
    marker = Marker("article", "one", container=False)
    if m[1]:
        inserted = number_at(m[1], 0)
        raw = text[number.start : m.end()]
        number = replace(number, value=f"{number.value}-{inserted.value if inserted else m[1]}", raw=raw)
    tail = below(text, m.end(), country, core=number.core, many=False)
    return _List(marker, [_unit(marker, number, None, u) for u in tail.units], at, tail.end)


def range_doubt(units: list[Unit], country: str | None) -> bool:
    """Whether a hyphenated range may be an inserted article in this country: small numbers only."""
    return hyphen_may_insert(country) and any(u.article_to for u in units)
