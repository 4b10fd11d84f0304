"""Units in a sentence: lists that are read in one breath, the containers around them, the words that qualify them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from pipeline.citations.levels import Under
from pipeline.citations.levels import level_at
from pipeline.citations.levels import merge
from pipeline.citations.levels import ordinal_at
from pipeline.citations.levels import values_at
from pipeline.citations.lists import Listed
from pipeline.citations.lists import han_list_at
from pipeline.citations.lists import list_at
from pipeline.citations.lists import list_before_marker
from pipeline.citations.markers import marker_at
from pipeline.citations.markers import past_space
from pipeline.citations.markers import qualifier_at
from pipeline.citations.markers import word_at
from pipeline.citations.model import Alternative
from pipeline.citations.model import Unit
from pipeline.citations.words import Marker
from pipeline.citations.words import words

MAX_LISTS = 200  # lists in one group; a longer one is a register, and is read on as a new group
MAX_CHAIN = 4  # levels named before an article: "lit. a) pct. 2 alin. (1) art. 360"

_CANDIDATE = re.compile(r"[^\W\d_第]+|§+|\d|第")
_GLUE = re.compile(r"\s?[,;/]?\s{0,3}")
_DIGIT_RUN = re.compile(r"(?:\d+[,;]\s?)*\d+(?:[.\-/]\d+)*")


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

    def add(self, piece: Listed, qualifier: str | None) -> None:
        """Append a list's units."""
        self.units.extend(replace(u, qualifier=qualifier) if qualifier else u for u in piece.units)
        self.end = piece.end
        self.ambiguous = self.ambiguous or piece.ambiguous
        self.doubts.extend(piece.doubts)


def groups(text: str, country: str | None = None) -> Iterator[Group]:
    """The groups of units in a line, in order."""
    at = 0
    while m := _CANDIDATE.search(text, at):
        start = m.start()
        glued = start > 0 and text[start - 1].isalnum() and m[0][0] not in "第§"
        group = None if glued else _group(text, start, country)
        if group:
            yield group
            at = group.end
        else:
            digits = _DIGIT_RUN.match(text, start)
            at = max(m.end(), digits.end() if digits else 0)


def _group(text: str, at: int, country: str | None) -> Group | None:
    word, begin = qualifier_at(text, at)
    first = _piece(text, begin, country, None)
    if first is None:
        return None
    group = Group(at, first.end, qualifier=word)
    group.add(first, None)
    pending: str | None = None
    for _ in range(MAX_LISTS):
        joined = _joined(text, group, country)
        if joined is None:
            break
        piece, qualifier, how = joined
        pending = qualifier or pending
        _attach(group, piece, pending, how)
    _settle_qualifiers(group)
    return group


def _attach(group: Group, piece: Listed, qualifier: str | None, how: str) -> None:
    """Add a list to a group; a container joined by "of" or a comma only says where the others stand."""
    last, inner = group.units[-1], piece.units[0]
    if piece.marker.container and how == "of":
        group.units[:] = [_within(u, inner) for u in group.units]
        group.end = piece.end
    elif how == "of" and not piece.marker.container:
        group.units.pop()
        under = Under(part=last.part)  # "part 2 of Article 361"
        group.add(replace(piece, units=[_with(u, under) for u in piece.units]), qualifier)
    elif piece.marker.container and how == "under" and last.unit in {"part", "title"}:
        group.units[-1] = replace(last, division=_number_of(inner))
        group.end = piece.end
    elif how == "under" and not last.article and last.unit in _CONTAINERS and not piece.marker.container:
        group.units.pop()
        group.add(replace(piece, units=[_within(u, last) for u in piece.units]), qualifier)
    else:
        group.add(piece, qualifier)


_CONTAINERS = frozenset({"chapter", "part", "title", "division", "schedule"})


def _number_of(container: Unit) -> str | None:
    return container.chapter or container.part or container.division


def _within(unit: Unit, container: Unit) -> Unit:
    if container.unit == "chapter":
        return replace(unit, chapter=container.chapter)
    number = _number_of(container) or ""
    name = number if " " in number else f"{container.unit.capitalize()} {number}".strip()
    return replace(unit, division=name)


def _settle_qualifiers(group: Group) -> None:
    """How far a word in the middle reaches: "partly" over all that follows, "esp." over the next only.

    Both are doubtful when more units follow; the other reading is kept.
    """
    at = next((i for i, u in enumerate(group.units) if u.qualifier), None)
    if at is None or at + 1 == len(group.units):
        return
    word = group.units[at].qualifier
    head, first, rest = group.units[:at], group.units[at], group.units[at + 1 :]
    near = [*head, first, *(replace(u, qualifier=None) for u in rest)]
    far = [*head, first, *(replace(u, qualifier=word) for u in rest)]
    group.units, other = (near, far) if word == "esp" else (far, near)
    group.ambiguous = True
    group.doubts.append(Alternative(f"scope of '{word}'", tuple(other)))


def _joined(text: str, group: Group, country: str | None) -> tuple[Listed, str | None, str] | None:
    """What goes on after a group: the next list, the word that qualifies it, and how it is joined.

    "list": one more; "under": a comma or nothing, so that a container is an address; "of": inside what follows.
    """
    at = group.end
    glue = _GLUE.match(text, at)
    end = glue.end() if glue else at
    if end == at and text[at : at + 1] != "§":
        return None
    how = "list" if ";" in text[at:end] else "under"
    for _ in range(6):  # joining words in a row: "as well as in the"
        word = word_at(text, end)
        if not word or qualifier_at(text, end)[0] or marker_at(text, end):
            break
        if word in words("join", "of"):
            how = "of" if how == "under" else how
        elif word in words("join", "and"):
            how = "list"
        elif word not in words("join", "filler"):
            break
        behind = end + len(word)
        m = _GLUE.match(text, behind)
        end = behind + 1 if text[behind : behind + 1] in {"'", "’"} else m.end() if m else behind
    qualifier, begin = qualifier_at(text, end)
    piece = _piece(text, begin, country, group.units[-1])
    if piece is None or (how == "of" and not piece.marker.container and group.units[-1].unit != "part"):
        return None
    comma = "," in text[at:begin]
    if comma and how == "under" and piece.marker.container and group.units[-1].article:
        how = "list"
    return piece, qualifier, how


def _piece(text: str, at: int, country: str | None, before: Unit | None) -> Listed | None:
    """One list with its marker, whichever side the marker stands on, and the levels named before it."""
    if text.startswith(("第", "제"), at):
        return han_list_at(text, at, country)
    if text[at : at + 1].isdigit() and (found := list_before_marker(text, at, country)):
        return found
    return list_at(text, at, country) or _division(text, at) or _levels_first(text, at, country, before)


def _division(text: str, at: int) -> Listed | None:
    """`at Tenth Section between the articles 243 and 246`: a division named by an ordinal word."""
    begin = at
    if word_at(text, at).lower() in {"at", "in", "under"}:
        begin = past_space(text, at + len(word_at(text, at)))
    ordinal = ordinal_at(text, begin)
    if ordinal is None or not text[begin].isupper():
        return None
    found = marker_at(text, ordinal[1])
    if found is None or found.marker.number == "many":
        return None
    marker = Marker("division", "one", container=True)
    return Listed(marker, [Unit("division", division=text[begin : found.end])], at, found.end)


def _levels_first(text: str, at: int, country: str | None, before: Unit | None) -> Listed | None:
    """`subparagraphs 1.d and 1.e of Article 9`, `п. 2 ч. 3 ст. 205`, `1. mgr. 228. gr.`, `subsection 1`."""
    unders = [Under()]
    end = at
    for _ in range(MAX_CHAIN):
        read = _level_before(text, end)
        if read is None:
            break
        here, end = read
        unders = [merge(h, u) for h in here for u in unders]
        link = _link_end(text, end)
        found = list_at(text, link, country) if link > end else None
        if found is None and text[link : link + 1].isdigit():
            found = list_before_marker(text, link, country)
        if found and not found.marker.container:
            return replace(found, units=[_with(u, x) for u in found.units for x in unders], start=at)
        if found or link == end:
            break
        end = link
    return None if end == at else _relative(text, at, before)


def _level_before(text: str, at: int) -> tuple[list[Under], int] | None:
    """A level's word and values that begin at `at`: the values, and where they end."""
    ordinal = ordinal_at(text, at)
    if ordinal and (word := level_at(text, ordinal[1])):
        level, _, end = word
        if level.level == "sentence":
            return [Under()], end
        if not (level.only_after and text[at].isdigit()):
            name = "part" if level.part_if_alone else level.level
            return [Under(**{name: ordinal[0]})], end
    word = level_at(text, at)
    if word is None or word[0].never_first:
        return None
    level, _, end = word
    read, after = values_at(text, past_space(text, end), level, core=9999, many=False, alone=True)
    return (read, after) if read else None


def _link_end(text: str, at: int) -> int:
    """Past the little words between a level and its article."""
    m = _GLUE.match(text, at)
    end = m.end() if m else at
    for _ in range(3):
        word = word_at(text, end)
        small = word in words("join", "of") or word in words("join", "filler") or word in words("act", "gap")
        if not word or not small:
            break
        end += len(word)
        end = past_space(text, end + (text[end : end + 1] in {"'", "’"}))
    return end


def _with(unit: Unit, under: Under) -> Unit:
    """A unit with the levels that were named before it."""
    part, item = under.part or unit.part, under.item or unit.item
    if under.part and unit.part:
        part, item = unit.part, under.item or under.part
    return replace(unit, part=part, item=item, letter=under.letter or unit.letter)


def _relative(text: str, at: int, before: Unit | None) -> Listed | None:
    """A level with no article: "subsection 1" of the article the sentence speaks of.

    Behind an article whose own level stands later ("Article 24, subparagraph 7.a, subparagraph 2.c"), its article
    was lost: numbers under one article go up.
    """
    found = level_at(text, at)
    if found is None:
        return None
    level, printed, end = found
    lost = before is not None and before.article is not None and before.part is not None
    if not level.relative and not (lost and not level.only_after and len(printed) > 4):
        return None
    read, end = values_at(text, past_space(text, end), level, core=9999, many=False, alone=True)
    if not read or (text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()):
        return None
    name = "subsection" if printed.startswith("sub") else "paragraph"
    if lost and before:
        name = before.unit
    units = [Unit(name, None, None, u.part, u.item, u.letter) for u in read]
    doubts: tuple[Alternative, ...] = ()
    if lost and before:
        same = tuple(replace(u, article=before.article) for u in units)
        doubts = (Alternative("of the article named before", same),)
    return Listed(Marker(name, "any", container=False), units, at, end, doubts, ambiguous=lost)
