"""Chosen headings and the blocks between them become nodes: containers, units, annexes, preamble, signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from db.law import Note
from db.law import Status
from scraper import enumerators
from scraper import grammar
from scraper import habits
from scraper.blocks import Block
from scraper.finished import holds_only_text
from scraper.finished import mark_repealed
from scraper.headings import LONGEST_HEADING
from scraper.headings import Heading
from scraper.notes import read_note
from scraper.provisions import BASIC
from scraper.provisions import Node
from scraper.repeal import has_a_date
from scraper.repeal import is_placeholder
from scraper.series import Candidate
from scraper.series import Chosen
from scraper.slug import slug
from scraper.titles import RUN_IN
from scraper.titles import TitleLines
from scraper.titles import runs_titles_in
from scraper.titles import title_lines
from scraper.units import Inside

if TYPE_CHECKING:
    from scraper.outline import Ways

MAX_TITLE_LINES = 6  # lines that the heading of one chapter may be broken into

_BRACKETED = re.compile(r"^[（(【].{1,120}[）)】]$")
_TITLE_IN_BRACKETS = re.compile(r"[（(【〔](?P<title>[^）)】〕]{1,80})[）)】〕]\s*")
_NO_TITLES_ON_LINE = frozenset(["~§"])  # Nordic and Hungarian law: the text begins after the sign


@dataclass(slots=True)
class Builder:
    """One pass over the blocks of a document."""

    blocks: Sequence[Block]
    chosen: Chosen
    ways: "Ways"
    title: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    where: dict[int, str] = field(default_factory=dict)  # block -> text, heading, note or noise
    _roots: list[Node] = field(default_factory=list)
    _containers: list[Node] = field(default_factory=list)
    _parent_kind: dict[str, str] = field(default_factory=dict)
    _unit: Inside | None = None
    _titled: Node | None = None  # a container whose heading may go on in the next block
    _title_lines: int = 0
    _title_place: int = 0
    _short_titles: bool = False
    _waiting: str | None = None  # a title that stands before its article
    _anchor: re.Pattern[str] | None = None
    _series: frozenset[str] = frozenset()
    _lines: TitleLines = field(default_factory=TitleLines)
    _run_in: bool = False

    def build(self) -> list[Node]:
        self._anchor = re.compile(self.ways.anchor) if self.ways.anchor else None
        self._series = self.ways.restart | habits.restarting_kinds(self.chosen)
        titles_below = habits.titles_stand_below(self.blocks, self.chosen)
        self._short_titles = habits.titles_end_with_a_dot(self.blocks, self.chosen)
        if self.ways.guess:
            self._run_in = runs_titles_in(self.chosen)
            if not titles_below:
                self._lines = title_lines(self.blocks, self.chosen)
        signed = habits.signature(self.blocks, self.chosen)
        for at, block in enumerate(self.blocks):
            if block.role == "noise" or at in self.chosen.contents or self._is_contents_word(at, block):
                self.where[at] = "noise"
            elif at in self.chosen.repeats and self._unit is not None:
                self.where[at] = "text"
                self._unit.add(Block(self.chosen.repeats[at].heading.rest), None)
            elif at in self.chosen.accepted:
                self.where[at] = "heading"
                self._open(at, self.chosen.accepted[at])
            elif block.role == "note":
                self.where[at] = "note"
                self._note(block)
            elif at in signed:
                self._sign(block)
            else:
                self._text(at, block, titles_below=titles_below)
        self._finish()
        return self._roots

    def _is_contents_word(self, at: int, block: Block) -> bool:
        return (
            len(block.text) < 40
            and any(n in self.chosen.contents for n in range(at + 1, at + 4))
            and grammar.fold(block.text.strip(" .:")) in grammar.words("contents")
        )

    # headings

    def _open(self, at: int, c: Candidate) -> None:
        h, block = c.heading, self.blocks[at]
        self._titled, self._title_lines = None, 0
        node = Node(kind=h.kind, num=h.num, label=h.label, anchor=self._anchor_of(block))
        if block.unit:
            node.heading, node.basic = block.unit.heading, block.unit.basic
            node.series = block.unit.series
        if h.rank == "basic":
            node.basic = True if h.kind not in BASIC else node.basic
            self._restart(at)
            if self._containers and self._containers[0].kind == "transitional" and self._containers[0].num:
                self._containers.clear()  # the last articles of the act go on after its "geçici madde"
            self._place(node)
            self._unit = self._inside(node)
            if self._waiting:
                node.heading, self._waiting = self._waiting, None
            self._rest(at, h, block, node)
            if block.level:  # a title that a line break divides stands in one element
                self._titled, self._title_place = node, block.place
        elif h.rank == "container":
            self._open_container(node, h.rest, block)
        else:
            self._open_apart(at, node, h, block)

    def _open_container(self, node: Node, rest: str, block: Block) -> None:
        kinds = [c.kind for c in self._containers]
        if node.kind in kinds:
            del self._containers[kinds.index(node.kind) :]
        elif node.kind in self._parent_kind:
            above = self._parent_kind[node.kind]
            keep = kinds.index(above) + 1 if above in kinds else self._apart_depth()
            del self._containers[keep:]
        self._parent_kind.setdefault(node.kind, self._containers[-1].kind if self._containers else "")
        node.series = node.series or node.kind in self._series
        node.heading = node.heading or rest or None
        self._put(node)
        self._containers.append(node)
        self._unit = None
        self._titled, self._title_lines, self._title_place = node, 0, block.place

    def _apart_depth(self) -> int:
        return (
            1 if self._containers and self._containers[0].kind in {"annex", "schedule", "transitional"} else 0
        )

    def _open_apart(self, at: int, node: Node, h: Heading, block: Block) -> None:
        """An annex, a schedule, transitional provisions: numbers begin again, at the root of the tree."""
        if h.rank == "transitional" and h.num:
            group = self._containers[0] if self._containers else None
            # "Ákvæði til bráðabirgða" and its "IV.": a group that bears a heading takes the numbers below it.
            headed = group is not None and group.kind == "transitional" and bool(group.label)
            if group is None or not (headed or group.num == slug(h.family)):
                group = Node("transitional", slug(h.family), series=True)
                self._containers = [group]
                self._roots.append(group)
            node.basic = True
            group.children.append(node)
            self._unit = self._inside(node)
            if h.rest and habits.words_follow(self.blocks, self.chosen, at):
                node.heading = h.rest.rstrip(" .:—–-")
            elif h.rest:
                self.where[at] = "text"
                self._unit.add(Block(h.rest), None)
            return
        self._containers.clear()
        self._parent_kind.clear()
        node.series = True
        node.heading = h.rest.rstrip(" .:—–-") or None
        self._roots.append(node)
        self._containers.append(node)
        self._unit = None
        self._titled, self._title_lines, self._title_place = node, 0, block.place

    def _restart(self, at: int) -> None:
        """Numbers begin again where no container says so: the second body of the same document."""
        if at not in self.chosen.restarts or any(c.series for c in self._containers):
            return
        if self._containers and not any(n.is_basic for n in self._containers[-1].children):
            return
        heading = self.blocks[at - 1].text if at and self.blocks[at - 1].by_looks else None
        node = Node(kind="part", label="", heading=heading, series=True)
        self._containers.clear()
        self._roots.append(node)
        self._containers.append(node)
        self.warnings.append(f"Numbers begin again at “{self.blocks[at].text[:60]}”; they are kept apart.")

    # what follows a number on its line

    def _rest(self, at: int, h: Heading, block: Block, node: Node) -> None:
        rest = h.rest.strip()
        if not rest:
            return
        assert self._unit
        if is_placeholder(rest):
            node.status = Status.REPEALED
            if has_a_date(rest):
                node.notes.append(self._read(f"{h.label} {rest}", block))
                return
            node.text.append(rest)
            self.where[at] = "heading"
            return
        if block.title and rest.startswith(block.title):
            node.heading = block.title
            rest = rest[len(block.title) :].strip()
            if rest:
                self.where[at] = "text"
                self._unit.add(Block(rest), None)
        elif h.kind == "paragraph":  # a point of a decree has no title
            self.where[at] = "text"
            self._unit.add(Block(rest), None)
        elif self._run_in and (run := RUN_IN.match(rest)) and not enumerators.read(rest):
            node.heading = run["title"]
            self.where[at] = "text"
            self._unit.add(Block(run["body"]), None)
        elif h.family[0] in "第제":
            self._rest_in_the_east(rest, node, at)
        elif self._is_title(at, rest, block) and (
            h.family not in _NO_TITLES_ON_LINE or block.by_looks or habits.is_short(rest)
        ):
            node.heading = rest
        else:
            self.where[at] = "text"
            self._unit.add(Block(rest), None)

    def _rest_in_the_east(self, rest: str, node: Node, at: int) -> None:
        """A title stands in brackets after the number, or on the line before; everything else is text."""
        assert self._unit
        found = _TITLE_IN_BRACKETS.match(rest)
        if found:
            node.heading = found["title"]
            rest = rest[found.end() :].strip()
        elif self.blocks[at].level and node.heading is None and not rest.endswith("。"):
            node.heading, rest = rest, ""
        if rest:
            self.where[at] = "text"
            self._unit.add(Block(rest), None)

    def _is_title(self, at: int, rest: str, block: Block) -> bool:
        if len(rest) > LONGEST_HEADING or any(r.first and r.style != "*-" for r in enumerators.read(rest)):
            return False
        if block.level or block.strong or block.unit:
            return True
        ended = rest.endswith((".", ";", "。", "；"))
        if not habits.words_follow(self.blocks, self.chosen, at):
            return not ended and len(rest) < 200
        following = self.blocks[at + 1].text if self.blocks[at + 1].role == "text" else ""
        if any(r.key == (2, ()) for r in enumerators.read(following)):
            return False  # "§ 1. Loven gælder." and then "Stk. 2.": the first part bears no number
        if rest.endswith((":", "：")):
            return not enumerators.read(self.blocks[at + 1].text) and len(rest) <= 120
        return (self._short_titles and len(rest) <= 120) if ended else len(rest) <= 400

    # text and notes

    def _text(self, at: int, block: Block, *, titles_below: bool) -> None:
        if at in self._lines.above:
            self._waiting = block.text.strip("（）()【】") if _BRACKETED.match(block.text) else block.text
            self._titled = None
            self.where[at] = "heading"
            return
        if at in self._lines.between:
            self.where[at] = "heading"
            self._open_container(
                Node("crossheading", label=block.text, anchor=self._anchor_of(block)), "", block
            )
            return
        if self._goes_on(block):
            assert self._titled
            self._titled.heading = f"{self._titled.heading or ''} {block.text}".strip()
            self._title_lines += 1
            self.where[at] = "heading"
            return
        self._titled = None
        following = self.chosen.accepted.get(at + 1)
        if (
            following
            and following.heading.rank == "basic"
            and _BRACKETED.match(block.text)
            and not following.heading.rest.startswith("(")
        ):
            self._waiting = block.text.strip("（）()【】")
            self.where[at] = "heading"
            return
        self.where[at] = "text"
        if self._unit is not None:
            node = self._unit.node
            empty = not node.heading and not node.text and not node.children and node.is_basic
            if (
                empty
                and len(block.text) <= LONGEST_HEADING
                and self._is_title_line(at, block, titles_below=titles_below)
            ):
                node.heading = block.text
                self.where[at] = "heading"
                return
            self._unit.add(block, self._anchor_of(block))
        elif self._containers:
            self._unit = self._inside(self._containers[-1])
            self._unit.add(block, self._anchor_of(block))
        else:
            self._before(at, block)

    def _is_title_line(self, at: int, block: Block, *, titles_below: bool) -> bool:
        if enumerators.read(block.text) or block.row:
            return False
        if block.level or block.strong:
            return True
        return (
            titles_below and habits.is_short(block.text) and habits.words_follow(self.blocks, self.chosen, at)
        )

    def _goes_on(self, block: Block) -> bool:
        """Whether this block is more of the heading of the container that has just begun."""
        node = self._titled
        if node is None or self._title_lines >= MAX_TITLE_LINES or len(block.text) > 300 or block.row:
            return False
        if block.place and block.place == self._title_place and block.level:
            return True
        if node.is_basic:
            return False
        if enumerators.read(block.text):
            return False
        if block.by_looks or (block.text.isupper() and len(block.text) > 3):
            return not node.heading or self._title_lines > 0 or block.text.isupper()
        return not node.heading and habits.is_short(block.text) and len(block.text) < 120

    def _before(self, at: int, block: Block) -> None:
        """What stands before the first unit: the title, then the preamble."""
        if block.level == 1 and not self._roots:
            self.title.append(block.text)
            self.where[at] = "heading"
            return
        if not self._roots or self._roots[-1].kind != "preamble":
            self._roots.append(Node("preamble", anchor=self._anchor_of(block)))
        self._roots[-1].text.append(block.text)

    def _note(self, block: Block) -> None:
        self._titled = None
        if self._unit is not None:
            self._unit.add(block, self._anchor_of(block))
        elif self._containers:
            self._containers[-1].notes.append(self._read(block.text, block))
        else:
            self.notes.append(self._read(block.text, block))

    def _sign(self, block: Block) -> None:
        if not self._roots or self._roots[-1].kind != "signature":
            self._roots.append(Node("signature", num=None, anchor=self._anchor_of(block)))
            self._unit = None
            self._containers.clear()
        self._roots[-1].text.append(block.text)

    # small things

    def _inside(self, node: Node) -> Inside:
        return Inside(node, self.ways.country, self.ways.language, lists=self.ways.lists)

    def _place(self, node: Node) -> None:
        self._put(node)

    def _put(self, node: Node) -> None:
        (self._containers[-1].children if self._containers else self._roots).append(node)

    def _anchor_of(self, block: Block) -> str | None:
        if self._anchor is None:
            return block.anchors[0] if block.anchors else None
        return next((a for a in block.anchors if self._anchor.search(a)), None)

    def _read(self, text: str, block: Block) -> Note:
        return read_note(text, country=self.ways.country, language=self.ways.language, links=block.links)

    def _finish(self) -> None:
        if self._waiting and self._unit:
            self._unit.add(Block(self._waiting), None)
        todo = list(self._roots)
        while todo:
            node = todo.pop()
            todo.extend(node.children)
            if node.is_basic:
                mark_repealed(node)
            elif node.kind not in {"preamble", "signature"} and holds_only_text(node):
                node.series = True
                parts = [
                    c for c in node.children if c.kind == "paragraph" and c.num and not c.num[0].isdigit()
                ]
                if node.kind == "transitional" and parts:
                    for part in parts:  # "Ákvæði til bráðabirgða IV." is a unit of its own
                        part.basic = True
                else:
                    node.basic = True
