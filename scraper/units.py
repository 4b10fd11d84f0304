"""The inside of one unit: its blocks become parts, items, letters, statutory notes and placeholders.

A line belongs to the list that it continues; a first number opens a list below; a line without a number after the
items of a part is the part's own (the sanction after a list of circumstances), not the last item's.
"""

import re
from dataclasses import dataclass
from dataclasses import field

from db.law import Note
from db.law import Status
from scraper import enumerators
from scraper import grammar
from scraper.blocks import Block
from scraper.enumerators import Enumerator
from scraper.notes import read_note
from scraper.numbers import Key
from scraper.provisions import Node
from scraper.repeal import has_a_date
from scraper.repeal import is_placeholder

MAX_STEP = 3  # numbers that a list may skip without a word why
STEP_WITH_NOTE = 12  # ... and where a note stands in the gap

_NOTE_HEAD = re.compile(
    rf"^(?P<label>(?:{grammar.alternatives(grammar.words('statutory_note'))})\s*(?:\d+\s*)?[.:])\s*",
    re.IGNORECASE,
)
_NUMBERS_AS_PARTS = frozenset(["1.", "^", "(1)", "o", "1_", "stk", "§", "1-"])


@dataclass(slots=True)
class _Level:
    style: str
    node: Node
    key: Key


@dataclass(slots=True)
class Inside:
    """Fills one node with the blocks that follow its heading."""

    node: Node
    country: str | None = None
    language: str | None = None
    lists: bool = True  # False where numbers at the beginning of a line are part of the text (a policy page)
    _stack: list[_Level] = field(default_factory=list)
    _last: dict[tuple[int, str], Key] = field(default_factory=dict)
    _notes_since: int = 0

    def add(self, block: Block, anchor: str | None) -> None:
        """One more block of this unit, in the order of the document."""
        if block.role == "note":
            self._note(block, anchor)
            return
        if not self.lists or block.row:
            self._plain(block.text)
            return
        if block.quoted:
            (self._stack[-1].node if self._stack else self.node).text.append(block.text)
            return
        head = _NOTE_HEAD.match(block.text)
        if head:
            self._statutory_note(head, block.text, anchor)
            return
        if block.unit and block.unit.counted:
            self._counted(block, anchor)
            return
        readings = enumerators.read(block.text)
        if not readings and block.mark:
            readings = enumerators.read(f"{block.mark} {block.text}")
        for reading in self._placed(readings):
            self._item(reading, anchor)
            return
        self._plain(block.text)

    def note(self, note: Note) -> None:
        """A note that a part of the words of this unit is for."""
        self._target(note).notes.append(note)

    def _placed(self, readings: tuple[Enumerator, ...]) -> list[Enumerator]:
        for exact in (True, False):
            for reading in readings:
                if self._continues(reading, exact=exact):
                    return [reading]
        for reading in readings:
            if reading.first or self._begins(reading):
                return [reading]
        return []

    def _continues(self, reading: Enumerator, *, exact: bool) -> bool:
        """Whether an open list goes on with this number; pops the stack to that list's parent."""
        for depth in range(len(self._stack), -1, -1):
            parent = self._stack[depth - 1].node if depth else self.node
            last = self._last.get((id(parent), reading.style))
            if last is None or not last < reading.key:
                continue
            step = reading.key[0] - last[0]
            allowed = 1 if exact else (STEP_WITH_NOTE if self._notes_since else MAX_STEP)
            if step <= allowed:
                del self._stack[depth:]
                return True
        return False

    def _begins(self, reading: Enumerator) -> bool:
        """A list that does not begin with one: its first items are gone, or this is the rest of a document."""
        if self._stack or self._last:
            return False
        core = reading.key[0]
        return core <= 2 or (self._notes_since > 0 and core <= 9) or (not self.node.text and core <= 40)

    def _item(self, reading: Enumerator, anchor: str | None) -> None:
        parent = self._stack[-1].node if self._stack else self.node
        node = Node(kind=self._kind(reading), num=reading.num, label=reading.label, anchor=anchor)
        parent.children.append(node)
        self._stack.append(_Level(reading.style, node, reading.key))
        self._last[id(parent), reading.style] = reading.key
        self._notes_since = 0
        if not reading.rest:
            return
        if is_placeholder(reading.rest):
            node.status = Status.REPEALED
            if has_a_date(reading.rest):
                node.notes.append(self._read(f"{reading.label} {reading.rest}", {}))
                return
        # A second number on the line: "1. (1) ..." or "(1) a) ...".
        inner = [r for r in enumerators.read(reading.rest) if r.first and r.style != reading.style and r.rest]
        if inner and inner[0].style[0] in "(a1а" and inner[0].style != "1-":
            self._item(inner[0], None)
            return
        node.text.append(reading.rest)

    def _kind(self, reading: Enumerator) -> str:
        above = {level.node.kind for level in self._stack}
        style = reading.style
        if style in _NUMBERS_AS_PARTS or style.startswith("1.1") or (style[0] == "I" and not above):
            wanted: tuple[str, ...] = ("paragraph", "point", "subpoint", "indent")
        elif style[0] in "1一" or style == "(一)":
            wanted = ("point", "subpoint", "indent")
        elif style.strip("().-、") in {"i", "aa", "A"} and above & {"letter"}:
            wanted = ("subpoint", "indent")
        else:
            wanted = ("letter", "subpoint", "indent")
        return next((kind for kind in wanted if kind not in above), "indent")

    def _statutory_note(self, head: re.Match[str], text: str, anchor: str | None) -> None:
        """`Примечание.` is law: definitions and thresholds stand in it."""
        self._stack.clear()
        node = Node(kind="note", label=head["label"].strip(), anchor=anchor)
        self.node.children.append(node)
        self._stack.append(_Level("note", node, (0, ())))
        rest = text[head.end() :]
        readings = [r for r in enumerators.read(rest) if r.first]
        if readings:
            self._item(readings[0], None)
        elif rest:
            node.text.append(rest)

    def _counted(self, block: Block, anchor: str | None) -> None:
        assert block.unit
        self._stack.clear()
        node = Node(kind=block.unit.kind, label=block.unit.label, anchor=anchor, text=[block.text])
        self.node.children.append(node)
        self._stack.append(_Level("counted", node, (0, ())))
        self._last.clear()

    def _plain(self, text: str) -> None:
        while self._stack and self._stack[-1].node.kind not in {"paragraph", "note"}:
            self._stack.pop()
        target = self._stack[-1].node if self._stack else self.node
        if is_placeholder(text) and has_a_date(text) and not target.text and not target.children:
            target.status = Status.REPEALED
            target.notes.append(self._read(text, {}))
            return
        target.text.append(text)

    def _note(self, block: Block, anchor: str | None) -> None:
        self._notes_since += 1
        note = self._read(block.text, block.links)
        for reading in enumerators.read(block.text):
            if is_placeholder(reading.rest) and (
                self._continues(reading, exact=False) or reading.first or self._begins(reading)
            ):
                parent = self._stack[-1].node if self._stack else self.node
                node = Node(
                    self._kind(reading),
                    reading.num,
                    reading.label,
                    anchor=anchor,
                    notes=[note],
                    status=Status.REPEALED,
                )
                parent.children.append(node)
                self._stack.append(_Level(reading.style, node, reading.key))
                self._last[id(parent), reading.style] = reading.key
                return
        self._target(note).notes.append(note)

    def _target(self, note: Note) -> Node:
        """The part that the note names, where this unit has it; else the unit."""
        node = self.node
        for number in (note.target.part, note.target.item):
            found = next((c for c in node.children if c.num == number), None) if number else None
            node = found or node
        return node

    def _read(self, text: str, links: object) -> Note:
        return read_note(
            text, country=self.country, language=self.language, links=links if isinstance(links, dict) else {}
        )
