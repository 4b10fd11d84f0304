"""An HTML page as blocks: one walk over the nodes, no recursion, no selector asked inside the walk.

What a dialect knows of elements is laid down beforehand as marks by the identity of the node (one query a rule).
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from selectolax.lexbor import LexborNode

from scraper.blocks import MAX_BLOCKS
from scraper.blocks import Block
from scraper.blocks import Role
from scraper.errors import TooComplex
from scraper.html_tags import BLOCK
from scraper.html_tags import LEVEL
from scraper.html_tags import SKIP
from scraper.html_tags import STRONG
from scraper.list_marks import ListMarks
from scraper.normal import fold_space
from scraper.wrapped import paragraphs

MAX_SECONDS = 60.0  # for one walk; the largest page that is read at all takes a tenth of it
CHECK_EVERY = 20_000  # nodes between two looks at the clock

_CELL = "\x1f"
_TITLE = "\x1e"
_RAISED = re.compile(r"\d{1,2}(?:bis|ter|quater|quinquies|[a-z])")  # of a Swiss paragraph
_ACT_NUMBER = re.compile(r"№\s*\d[\w/-]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the rules of a dialect say of one element."""

    role: Role | None = None
    skip: bool = False
    starts: bool = False  # a new block begins here, whatever the element is
    unit: int | None = None  # index of the rule that makes a unit of it
    title: bool = False  # holds the title of the unit that begins in this block
    lead: bool = False  # sets its words apart as the head of the block


@dataclass(slots=True)
class _Frame:
    node: LexborNode
    block: bool = False
    strong: bool = False
    role: Role | None = None
    level: int = 0
    table: bool = False
    cell: bool = False
    unit: int | None = None
    title: bool = False


@dataclass(slots=True)
class _Buffer:
    parts: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    linked: int = 0
    bold: int = 0
    size: int = 0
    lead: int = 0
    leading: bool = True


@dataclass(slots=True)
class Walk:
    """The state of one walk; `blocks` is its result."""

    marks: Mapping[int, Mark]
    loose_tables: frozenset[int] = frozenset()  # tables for layout: their cells are read as blocks
    note_starts: re.Pattern[str] | None = None  # how notes begin on this site
    bridges: bool = True  # a link between two pieces of a note is part of the note
    blocks: list[Block] = field(default_factory=list)
    _stack: list[_Frame] = field(default_factory=list)
    _buffers: dict[Role, _Buffer] = field(default_factory=dict)
    _outer: list[str] = field(default_factory=list)
    _strong: int = 0
    _level: int = 0
    _tables: int = 0
    _pre: int = 0
    _href: str = ""
    _unit: int | None = None
    _units: dict[int, int] = field(default_factory=dict)  # position in blocks -> rule
    _lists: ListMarks = field(default_factory=ListMarks)
    _mark: str = ""
    _role: Role = "text"
    _root: int = 0

    def run(self, root: LexborNode) -> list[Block]:
        """Everything inside this element."""
        started, seen = time.monotonic(), 0
        self._root = root.mem_id
        node: LexborNode | None = root.first_child
        while node is not None:
            seen += 1
            if seen % CHECK_EVERY == 0 and time.monotonic() - started > MAX_SECONDS:
                raise TooComplex(f"Reading the page took more than {MAX_SECONDS:.0f} seconds.")
            below = self._enter(node)
            if below is not None:
                node = below
                continue
            node = self._onwards(node)
        self._flush()
        return self.blocks

    def rule_of(self, position: int) -> int | None:
        """Which unit rule of the dialect made the block at this position."""
        return self._units.get(position)

    def _onwards(self, node: LexborNode) -> LexborNode | None:
        while True:
            following = node.next
            if following is not None:
                return following
            if not self._stack:
                return None
            node = self._leave()

    def _enter(self, node: LexborNode) -> LexborNode | None:
        if node.is_text_node:
            self._text(node.text_content or "")
            return None
        if not node.is_element_node:
            return None
        tag = node.tag or ""
        mark = self.marks.get(node.mem_id) if self.marks else None
        if tag in SKIP or (mark and mark.skip):
            return None
        if tag == "br":
            self._break()
            return None
        if mark and mark.starts:
            self._flush()
        frame = _Frame(node)
        if tag in BLOCK:
            self._open_block(tag, node, frame)
        elif tag in STRONG:
            frame.strong = True
            self._strong += 1
        elif tag in {"td", "th"}:
            frame.cell = self._open_cell()
            frame.block = not frame.cell
        elif tag == "sup":
            self._superscript(node, mark)
            return None
        elif tag == "a":
            self._link(node)
        elif node.id:
            self._anchor(node.id)
        if mark:
            self._obey(mark, frame)
        child: LexborNode | None = node.first_child
        if child is None:
            if frame.unit is not None:
                self._unit = frame.unit
            self._close(frame)
            return None
        self._stack.append(frame)
        return child

    def _open_block(self, tag: str, node: LexborNode, frame: _Frame) -> None:
        frame.block = True
        if self._tables and tag not in {"tr", "table"}:
            frame.block = False  # a paragraph inside a cell is a part of the row
            self._put(" ")
        else:
            self._flush()
        if node.id:
            self._outer.append(node.id)
        if tag in LEVEL:
            frame.level = self._level
            self._level = LEVEL[tag]
        elif tag == "table":
            frame.table = node.mem_id not in self.loose_tables
            self._tables += frame.table
        elif tag == "pre":
            self._pre += 1
        elif tag in {"ol", "ul"}:
            self._lists.open(node)
        elif tag == "li":
            self._mark = self._lists.next(node)

    def _open_cell(self) -> bool:
        if not self._tables:
            self._flush()
            return False
        self._put(_CELL)
        return True

    def _obey(self, mark: Mark, frame: _Frame) -> None:
        follows = mark.role == "note" and self.note_starts and "note" in self._buffers
        if follows and self.note_starts and self.note_starts.match(fold_space(frame.node.text() or "")):
            self._flush()  # a second note on the same line
        if mark.role and mark.role != self._role:
            frame.role = self._role
            self._role = mark.role
        if mark.unit is not None:
            frame.unit = mark.unit
            self._unit = mark.unit
        if mark.lead and not frame.strong:
            frame.strong = True
            self._strong += 1
        if mark.title:
            frame.title = True
            self._put(_TITLE)

    def _leave(self) -> LexborNode:
        frame = self._stack[-1]
        self._close(frame)
        self._stack.pop()
        return frame.node

    def _close(self, frame: _Frame) -> None:
        tag = frame.node.tag
        if frame.title:
            self._put(_TITLE)
        if frame.block:
            self._flush()
        if frame.strong:
            self._strong -= 1
        if frame.role:
            self._role = frame.role
        if tag in LEVEL:
            self._level = frame.level
        elif tag == "table":
            self._tables -= frame.table
        elif tag == "pre":
            self._pre -= 1
        elif tag in {"ol", "ul"}:
            self._lists.close()
        elif tag == "a":
            self._href = ""

    def _link(self, node: LexborNode) -> None:
        attributes = node.attributes
        for name in (attributes.get("id"), attributes.get("name")):
            if name:
                self._anchor(name)
        self._href = (attributes.get("href") or "").strip()
        if self._role == "text" and self.bridges and self._buffers.get("note") and self._joins(node):
            self._buffers["note"].parts.append(node.text() or "")
            self._buffers["note"].links[fold_space(node.text() or "")] = self._href
            self._href = "\0"

    @staticmethod
    def _is_blank(node: LexborNode) -> bool:
        return bool(node.is_text_node) and not (node.text_content or "").strip()

    def _joins(self, node: LexborNode) -> bool:
        """A link that follows a piece of a note and is followed by one, or by the end of the line."""
        before, following = node.prev, node.next
        while before is not None and self._is_blank(before):
            before = before.prev
        while following is not None and self._is_blank(following):
            following = following.next
        if before is None or not self._is_note(before):
            return False
        return (
            following is None or self._is_note(following) or following.tag == "br" or following.tag in BLOCK
        )

    def _is_note(self, node: LexborNode) -> bool:
        mark = self.marks.get(node.mem_id)
        return bool(mark and mark.role == "note")

    def _superscript(self, node: LexborNode, mark: Mark | None) -> None:
        inner = (node.text() or "").strip()
        if mark and mark.role and mark.role != "text":
            buffer = self._buffer(mark.role)
            buffer.parts.append(f" {inner} ")
        elif inner.isdigit() or _RAISED.fullmatch(inner):
            self._put(f"^{inner}")
        else:
            self._put(inner)

    def _break(self) -> None:
        if self._role != "text" or self._tables:
            self._put("\n")
        else:
            self._flush()

    def _anchor(self, name: str) -> None:
        self._buffer(self._role).anchors.append(name)

    def _buffer(self, role: Role) -> _Buffer:
        buffer = self._buffers.get(role)
        if buffer is None:
            buffer = self._buffers[role] = _Buffer()
        return buffer

    def _put(self, text: str) -> None:
        buffer = self._buffers.get(self._role)
        if buffer is not None:
            buffer.parts.append(text)
        elif text.strip():
            self._buffer(self._role).parts.append(text)

    def _text(self, text: str) -> None:
        if self._href == "\0":
            return  # a link that a note has taken already
        buffer = self._buffers.get(self._role)
        if buffer is None:
            if not text or text.isspace():
                return
            buffer = self._buffers[self._role] = _Buffer()
        buffer.parts.append(text)
        length = len(text) - text.count(" ")
        buffer.size += length
        if self._strong:
            buffer.bold += length
            if buffer.leading:
                buffer.lead = buffer.size
        elif not text.isspace():
            buffer.leading = False
        if self._href:
            buffer.linked += length
            if self._role == "note":
                buffer.links[fold_space(text)] = self._href

    def _flush(self) -> None:
        if not self._buffers:
            return
        for role, buffer in self._buffers.items():
            raw = "".join(buffer.parts)
            title = ""
            if _TITLE in raw:
                pieces = raw.split(_TITLE)
                title, raw = fold_space("".join(pieces[1::2])), "".join(pieces)
            if _CELL in raw:
                raw = " | ".join(filter(None, map(fold_space, raw.split(_CELL))))
            if self._pre and role == "text" and "\n" in raw:
                self._add_lines(raw, buffer)
                continue
            text = fold_space(raw)
            if not text:
                self._outer.extend(buffer.anchors)
                continue
            self._add(role, text, buffer, title)
        self._buffers = {}

    def _add_lines(self, raw: str, buffer: _Buffer) -> None:
        """Typewritten law: its lines are its paragraphs."""
        pieces = list(paragraphs(raw))
        buffer.linked //= max(1, len(pieces))
        for at, piece in enumerate(pieces):
            if at:
                buffer.lead = buffer.bold = 0
                buffer.anchors = []
            self._add("text", piece, buffer, "")

    def _add(self, role: Role, text: str, buffer: _Buffer, title: str) -> None:
        if len(self.blocks) >= MAX_BLOCKS:
            raise TooComplex(f"The page has more than {MAX_BLOCKS:,} paragraphs.")
        outer, self._outer = self._outer, []
        if role == "text" and self._unit is not None:
            self._units[len(self.blocks)] = self._unit
            self._unit = None
        place = self._stack[-1].node.mem_id if self._stack else self._root
        self.blocks.append(
            Block(
                text=text,
                role=role,
                level=self._level if role == "text" else 0,
                strong=0 < buffer.size <= buffer.bold + 2,
                lead=buffer.lead,
                title=title,
                mark=self._mark if role == "text" else "",
                anchors=(*outer[::-1], *buffer.anchors),
                links=_with_numbers(buffer.links) if role == "note" else {},
                linked=buffer.linked,
                row=self._tables > 0,
                place=place,
            )
        )
        if role == "text":
            self._mark = ""


def _with_numbers(links: dict[str, str]) -> dict[str, str]:
    """Links by their words, and by the number of the act alone where the words hold more than that."""
    for words, address in list(links.items()):
        number = _ACT_NUMBER.search(words)
        if number and number.group() != words:
            links.setdefault(number.group(), address)
    return links
