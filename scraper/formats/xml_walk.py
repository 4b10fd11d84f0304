"""The walk over a sorted document: every word goes to exactly one of text, heading, note, noise.

One pass with stacks of its own, never recursion: a hostile document cannot exhaust ours.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from lxml import etree

from db.law import Note
from db.law import Status
from scraper.formats.dialect_functions import CUTTERS
from scraper.formats.xml_notes import in_force_from
from scraper.formats.xml_notes import note_of
from scraper.formats.xml_paths import compiled
from scraper.formats.xml_paths import texts
from scraper.formats.xml_sort import Found
from scraper.formats.xml_sort import Sorted
from scraper.formats.xml_tree import Element
from scraper.normal import fold_space
from scraper.provisions import CONTAINERS
from scraper.provisions import Node

_AT_THE_END = frozenset(
    {"annex", "schedule", "conclusion"}
)  # never inside a chapter that a flat heading opened
MAX_DROPPED = 200  # pieces of noise kept for `extract --coverage`
MAX_PIECE = 120  # characters of each


@dataclass(slots=True)
class _Frame:
    """A unit whose element is open, and the flat units that now hold what follows in it."""

    found: Found | None
    flats: list[Found] = field(default_factory=list)
    starts: re.Pattern[str] | None = None  # the printed number still to be taken from its first line
    raw: list[str] = field(default_factory=list)  # the text verbatim, for a unit that is cut by a function

    @property
    def node(self) -> Node | None:
        if self.flats:
            return self.flats[-1].node
        return self.found.node if self.found else None


@dataclass(slots=True)
class _Context:
    """Where the words of an open element go."""

    mode: str  # "text", "quoted", "label", "heading", "note", "noise", "outside"
    pieces: list[str] | None = None  # collects a note or a piece of noise
    owner: Node | None = None  # whose label or heading it is
    opens: bool = False  # this element began the mode
    inner: "_Context | None" = None  # the same for the elements inside, which did not begin it


_SILENT = frozenset({"note", "noise", "outside"})
_COLLECTED = frozenset({"note", "noise", "outside", "referred"})
_PARTS = frozenset({"label", "heading"})
_WORDS = frozenset({"text", "quoted"})
_LEFT = _WORDS | _PARTS


class Walk:
    """One document on its way to a tree of nodes."""

    def __init__(self, sorted_: Sorted, language: str | None, country: str | None = None) -> None:
        self.sorted = sorted_
        self.language = language
        self.country = country
        self._cut = [re.compile(p) for p in sorted_.dialect.cut]
        self._note_from = compiled([e] if (e := sorted_.dialect.note_from) else [])
        self.roots: list[Node] = []
        self.act_notes: list[Note] = []
        self.warnings: list[str] = []
        self.dropped: list[str] = []
        self.counts: Counter[str] = Counter()
        self._frames = [_Frame(None)]
        self._contexts = [_Context("text")]
        self._roles: list[str | None] = []
        self._line: list[str] = []
        self._made: list[tuple[Found, Node | None]] = []  # each unit with its parent
        self._noted: set[tuple[int, str]] = set()  # the same note, pointed at twice in one unit, is one
        self._loose = 0

    def nodes(self) -> Iterator[Node]:
        """Every unit of the tree that an element of the document stands for."""
        return (found.node for found, _ in self._made)

    def by_element(self) -> dict[Element, Node]:
        """The unit that an element is, for every unit that has its place in the tree."""
        placed = {id(node) for node in self.nodes()}
        return {e: f.node for e, f in self.sorted.units.items() if id(f.node) in placed}

    def run(self) -> None:
        root, superscripts = self.sorted.root, bool(self.sorted.dialect.superscript)
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element)
                if text := element.text:
                    self._text(self.sorted.shown(element, text) if superscripts else text)
            else:
                self._end(element)
                if (tail := element.tail) and element is not root:
                    self._text(tail)
        self._flush()
        self._finish()

    # elements

    def _start(self, element: Element) -> None:
        now = self._contexts[-1]
        role = self.sorted.role(element)
        self._roles.append(role)
        context: _Context | None = None
        if now.mode in _SILENT:
            if role in {"block", "spaced"} and now.pieces is not None:
                now.pieces.append(" ")
        elif element in self.sorted.pointers:
            self._note(self.sorted.pointers[element], now.owner)
            context = _Context("noise", [], opens=True)
        elif role in _COLLECTED:
            mode = "note" if role == "referred" else str(role)
            context = _Context(mode, None if role == "referred" else [], now.owner, opens=True)
        elif now.mode in _PARTS:
            pass
        elif role == "quoted":
            self._flush()
            context = _Context("quoted", opens=now.mode != "quoted")
        elif now.mode == "text" and element in self.sorted.parts:
            part, owner = self.sorted.parts[element]
            if element in self.sorted.units:  # a unit that is nothing but its label
                self._open(element)
            context = _Context(part, None, owner, opens=True)
        elif now.mode == "text" and element in self.sorted.units:
            self._open(element)
        elif role == "block":
            self._flush()
        elif role == "spaced":
            self._line.append(" ")
        self._contexts.append(context or _inside(now))

    def _end(self, element: Element) -> None:
        done = self._contexts.pop()
        role = self._roles.pop()
        if done.opens and done.mode == "note" and done.pieces is not None:
            self._note(fold_space("".join(done.pieces)), done.owner, element)
        elif done.opens and done.mode == "noise" and done.pieces:
            self._drop("".join(done.pieces))
        if done.opens or done.mode in _LEFT:
            self._leave(element, done, role)

    def _leave(self, element: Element, done: _Context, role: str | None) -> None:
        unit = self.sorted.units.get(element)
        if unit and self._frames[-1].found is unit and self._contexts[-1].mode == "text":
            self._close(unit)
            return
        flats = self._frames[-1].flats
        while flats and flats[-1].scope is element:
            self._flush()
            flats.pop()
        if done.mode in _WORDS:
            if role in {"block", "quoted"}:
                self._flush()
            elif role == "spaced":
                self._line.append(" ")

    # units

    def _open(self, element: Element) -> None:
        self._flush()
        found = self.sorted.units[element]
        around = self._frames[-1]
        if found.node.kind in _AT_THE_END:
            around.flats.clear()
        if found.rule.flat:
            while around.flats and around.flats[-1].level >= found.level:
                around.flats.pop()
            found.scope = element.getparent()
        parent = around.node
        (parent.children if parent else self.roots).append(found.node)
        self._made.append((found, parent))
        starts = re.compile(found.rule.starts) if found.rule.starts else None
        self._frames.append(_Frame(found, starts=starts))

    def _close(self, found: Found) -> None:
        self._flush()
        frame = self._frames.pop()
        if found.rule.cut:
            text = "".join(frame.raw).strip()  # the indentation of the markup is not the law's
            cut = CUTTERS[found.rule.cut](text)
            found.node.text += cut.own
            found.node.children += cut.units
            self.counts["text"] -= cut.labels
            self.counts["heading"] += cut.labels
        if found.rule.flat:
            self._frames[-1].flats.append(found)

    # words

    def _text(self, text: str) -> None:
        now = self._contexts[-1]
        frame = self._frames[-1]
        if now.mode in _WORDS:
            if frame.found and frame.found.rule.cut and not frame.flats:
                frame.raw.append(text)
                self.counts["text"] += _size(text)
            else:
                self._line.append(text)
            return
        if now.pieces is not None:
            now.pieces.append(text)
        if now.mode != "outside":
            self.counts["heading" if now.mode == "label" else now.mode] += _size(text)

    def _flush(self) -> None:
        """The line in hand becomes a paragraph of the unit that is open."""
        if not self._line:
            return
        line = fold_space("".join(self._line))
        self._line.clear()
        if not line:
            return
        for pattern in self._cut:
            line = self._without_marks(pattern, line)
        frame = self._frames[-1]
        if frame.starts and (printed := frame.starts.match(line)):
            self.counts["heading"] += _size(printed[0])
            line = line[printed.end() :].strip()
            frame.starts = None
        node = frame.node
        if node is None:
            self.counts["noise"] += _size(line)
            self._loose += 1
            self._drop(line)
            return
        if line:
            self.counts["text"] += len(line) - line.count(" ")
            node.text.append(line)

    def _without_marks(self, pattern: re.Pattern[str], line: str) -> str:
        for found in pattern.findall(line):
            self.counts["noise"] += _size(found)
            self._drop(found)
        return fold_space(pattern.sub("", line))

    def _note(self, raw: str, owner: Node | None, element: Element | None = None) -> None:
        if not raw:
            return
        frame = self._frames[-1]
        # At the end of a unit whose parts only follow each other, a note speaks of the unit, not of its last part.
        node = owner or (frame.found.node if frame.found else frame.node)
        notes = node.notes if node else self.act_notes
        if (id(node), raw) in self._noted:
            return
        self._noted.add((id(node), raw))
        note = note_of(raw, self.country, self.language)
        if self._note_from and element is not None and note.events:
            note = in_force_from(note, next(texts(self._note_from, element), None))
        notes.append(note)

    def _drop(self, text: str) -> None:
        piece = fold_space(text)[:MAX_PIECE]
        if piece and len(self.dropped) < MAX_DROPPED:
            self.dropped.append(piece)

    # what only the whole tree tells

    def _finish(self) -> None:
        dialect = self.sorted.dialect
        gone = re.compile(dialect.repealed) if dialect.repealed else None
        blank = re.compile(dialect.blank) if dialect.blank else None
        parents = {id(found.node): parent for found, parent in self._made}
        holding: set[int] = set()
        for found, _ in self._made:
            self._settle(found.node, gone, blank)
            if found.node.is_basic and found.rule.basic != "if_alone":
                above = parents[id(found.node)]
                while above is not None and id(above) not in holding:
                    holding.add(id(above))
                    above = parents[id(above)]
        for found, _ in self._made:
            if found.rule.basic == "if_alone":
                found.node.basic = id(found.node) not in holding
                found.node.series = not found.node.basic and found.node.kind not in CONTAINERS
        if self._loose:
            self.warnings.append(f"{self._loose} lines stand outside of any unit and were left out.")

    def _settle(self, node: Node, gone: re.Pattern[str] | None, blank: re.Pattern[str] | None) -> None:
        """A unit of which only a mark is left is repealed; the mark is kept, a dash is no text."""
        if blank and not node.children and len(node.text) == 1 and blank.search(node.text[0]):
            self.counts["text"] -= _size(node.text[0])
            self.counts["noise"] += _size(node.text[0])
            self._drop(node.text[0])
            node.text.clear()
        if gone and not node.children and node.status is Status.IN_FORCE:
            text = " ".join(node.text)
            if gone.search(text) or (not text and gone.search(node.heading or "")):
                node.status = Status.REPEALED


def _inside(around: _Context) -> _Context:
    """The context of an element that begins nothing of its own."""
    if not around.opens:
        return around
    if around.inner is None:
        around.inner = _Context(around.mode, around.pieces, around.owner)
    return around.inner


def _size(text: str) -> int:
    return len("".join(text.split()))
