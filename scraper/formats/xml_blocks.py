"""A tree of no known markup as blocks: units where `named_units` found them, else paragraphs as they stand."""

import re
from collections.abc import Iterator

from lxml import etree

from scraper.blocks import MAX_BLOCKS
from scraper.blocks import Block
from scraper.blocks import Unit
from scraper.editorial import is_note
from scraper.errors import TooComplex
from scraper.formats.dialect_functions import logical_lines
from scraper.formats.element_names import says
from scraper.formats.element_names import words_of
from scraper.formats.named_units import INLINE
from scraper.formats.named_units import Plan
from scraper.formats.named_units import Seen
from scraper.formats.named_units import means
from scraper.formats.named_units import name_of
from scraper.formats.xml_tree import Element
from scraper.formats.xml_tree import local
from scraper.formats.xml_tree import words
from scraper.normal import fold_space

_ROWS = frozenset({"tr", "row"})
_RAISED = words_of("raised")
_MARKUP = re.compile(r"</(?:p|div|li|span|b|td|h\d)>|<br\s*/?>|<p>", re.IGNORECASE)
# How a number without any sign is printed, so that each depth has a style of its own.
_AT_DEPTH = ("({})", "{})", "{}.")
_CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LINE_ENDS = re.compile(r"[.;:,。；：]$")


class Blocks:
    """One pass over a tree; `run` gives the blocks in the order of the document."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._out: list[Block] = []
        self._inside_law = 0  # whether an element of a basic unit or an annex is open
        self._after_law = False  # such a unit has been closed: what stands alone now is none of its words
        self._again: re.Pattern[str] | None = (
            None  # its number, printed a second time before the text of a unit
        )
        self._mark = ""  # the number that the next paragraph bears

    def run(self, root: Element) -> list[Block]:
        # A stack of iterators instead of recursion: documents may nest deeper than Python may call.
        stack = [self._visit(root)]
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
            else:
                stack.append(self._visit(following))
        return self._out

    def _visit(self, element: Element) -> Iterator[Element]:
        seen = self._plan.seen.get(element)
        role = means(element).role
        if role in {"meta", "contents"} and seen is None and not self._holds_units(element):
            self._add(words(element), role="noise")
            return
        if role == "note" or (not self._inside_law and says(name_of(element), "amendments")):
            text = words(element)
            if says(name_of(element), "sure_notes") or is_note(text) or not self._inside_law:
                self._add(text, role="note")
                return
        if seen is not None and seen.rank != "cut":
            self._begin(element, seen)
        if local(element.tag).lower() in _ROWS:
            self._add(" ".join(filter(None, (words(c) for c in element.iterchildren("*")))), row=True)
            return
        opens = seen is not None and seen.rank in {"basic", "annex"} and not self._inside_law
        self._inside_law += opens
        yield from self._inside(element, seen)
        self._inside_law -= opens
        self._after_law = self._after_law or opens

    def _begin(self, element: Element, seen: Seen) -> None:
        unit = seen.unit
        if seen.rank == "part":
            if seen.begins:
                self._mark = seen.printed
                return
            depth = sum(self._is_part(e) for e in element.iterancestors())
            self._mark = _AT_DEPTH[min(depth, 2)].format(unit.label) if unit.label.isalnum() else unit.label
            return
        printed = seen.printed or " ".join(filter(None, (unit.label, unit.heading)))
        self._mark, self._again = "", re.compile(rf"{re.escape(unit.label)}[.)]?\s+(?=\S)")
        self._add(printed, unit=unit)

    def _inside(self, element: Element, seen: Seen | None) -> Iterator[Element]:
        """The words of an element as paragraphs; children that are paragraphs of their own are visited."""
        skip = seen.consumed if seen else frozenset()
        cut = seen.printed if seen and seen.begins else ""
        line = [element.text or ""]
        for child in element.iterchildren("*"):
            if child in skip:
                self._taken(child, seen, line)
            elif self._inline(child, element):
                line.append(_shown(child))
            else:
                cut = self._line(line, cut)
                if cut and not child.text and not len(child):
                    yield child
                elif cut and len(child) == 0:
                    cut = self._line([child.text or ""], cut)
                else:
                    if cut:
                        self._plan.seen.setdefault(
                            child, Seen("cut", Unit("paragraph", None, cut), "", begins=True, printed=cut)
                        )
                        cut = ""
                    yield child
            line.append(child.tail or "")
        self._line(line, cut)

    def _taken(self, child: Element, seen: Seen | None, line: list[str]) -> None:
        """A child that holds a number or a heading; the heading of a part begins its text."""
        role = means(child).role
        if seen and seen.rank == "part" and role != "number" and seen.unit.heading:
            line.append(f"{seen.unit.heading} ")
        elif role == "meta":
            self._add(words(child), role="noise")

    def _inline(self, child: Element, parent: Element) -> bool:
        """Whether its words belong to the line around it."""
        if child in self._plan.seen or means(child).role in {"note", "contents"}:
            return False
        if local(child.tag).lower() in INLINE:
            return True
        if len(child) and any(g in self._plan.seen for g in child.iterdescendants()):
            return False
        before = child.getprevious()
        around = (parent.text if before is None else before.tail) or ""
        return bool(
            (child.tail or "").strip() or (around.strip() and not around.rstrip().endswith((":", ".", ";")))
        )

    def _line(self, line: list[str], cut: str) -> str:
        """The line in hand as blocks; gives back what is still to be cut from the text's beginning."""
        text = "".join(line)
        line.clear()
        if not text.strip():
            return cut
        if _MARKUP.search(text):
            parsed = etree.fromstring(f"<div>{text}</div>", etree.HTMLParser(huge_tree=False))
            if parsed is not None:
                self._out += Blocks(Plan()).run(parsed)
                return ""
        for piece in _pieces(text):
            shown = fold_space(piece)
            if cut and shown.startswith(cut):
                shown, cut = shown[len(cut) :].strip(), ""
            self._add(shown)
        return ""

    def _add(self, text: str, **said: object) -> None:
        shown = fold_space(text)
        if not shown and not said.get("unit"):
            return
        if len(self._out) >= MAX_BLOCKS:
            raise TooComplex(
                f"The document has more than {MAX_BLOCKS:,} paragraphs.", "Fetch the act in parts."
            )
        if self._again and not said:
            again, self._again = self._again.match(shown), None
            if again:
                self._out.append(Block(again[0].strip(), "noise"))
                shown = shown[again.end() :]
        if self._mark and not said.get("unit") and said.get("role", "text") == "text":
            shown, self._mark = f"{self._mark} {shown}", ""
        if self._after_law and not self._inside_law and not said:
            said, self._after_law = {"unit": Unit("crossheading", None, shown)}, False
        block = Block(shown, **said)  # type: ignore[arg-type]
        self._out.append(block)

    def _is_part(self, element: Element) -> bool:
        seen = self._plan.seen.get(element)
        return seen is not None and seen.rank == "part"

    def _holds_units(self, element: Element) -> bool:
        return any(e in self._plan.seen for e in element.iterdescendants("*"))


def _shown(element: Element) -> str:
    text = "".join(map(str, element.itertext()))
    raised = local(element.tag).lower() in _RAISED and text.strip().isdecimal()
    return f"^{text.strip()}" if raised else text


def _pieces(text: str) -> list[str]:
    """Lines that the law made; where a machine wrapped or indented the text, it is one paragraph."""
    if _CJK.search(text):
        return logical_lines(text)
    lines = [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
    if len(lines) < 2:
        return [text]
    ended = sum(bool(_LINE_ENDS.search(line.rstrip())) for line in lines[:-1])
    return lines if ended * 5 >= 4 * (len(lines) - 1) else [text]
