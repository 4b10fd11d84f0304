"""The pure functions that a dialect may name, where a publisher gives text that no markup divides."""

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from types import MappingProxyType

from scraper.formats.labels import number_of
from scraper.normal import fold_space
from scraper.provisions import Node


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut in pieces: its own paragraphs, and the units found in it."""

    own: list[str] = field(default_factory=list)
    units: list[Node] = field(default_factory=list)
    labels: int = 0  # characters without white space that became labels


Cutter = Callable[[str], Cut]

_CJK = r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}])[ \t\u3000]+|[ \t\u3000]+(?=[{_CJK}])")
_CHINESE = "〇零一二三四五六七八九十百"
_MARKS = (  # a number at a line's start, outermost first
    ("point", re.compile(rf"\s*([{_CHINESE}]+、)")),
    ("letter", re.compile(rf"\s*([（(][{_CHINESE}]+[）)])")),
    ("subpoint", re.compile(r"\s*([０-９\d]{1,3}[．.、](?!\d))")),
    ("indent", re.compile(r"\s*([（(][０-９\d]{1,3}[）)])")),
)
_ENDS = ("。", "：", "；", "！", "？")
_ALWAYS_ENDS = ("：",)  # what follows is the list
_NOT_A_START = ("但", "其", "並", "而", "惟")  # a sentence that leans on the one before it
WRAP_COLUMNS = range(60, 68)  # the width in half columns at which such sources break lines by machine
UNBREAKABLE = 24  # half columns: a number or a foreign word at the end moves to the next line as a whole
NEAR = 3  # half columns: a wide sign or a closing mark may not have fitted any more


def cjk_clauses(text: str) -> Cut:
    """Chinese law printed in lines: paragraphs (項), numbered items (款) and sub-items (目), hard wraps undone.

    Lines that a machine broke at a fixed width are put together again, so that the same words give the same
    units whether they were wrapped or not.
    """
    lines = logical_lines(text)
    if len(lines) == 1 and re.fullmatch(r"[（(].{1,6}[）)]", lines[0]):
        return Cut(own=lines)  # "(deleted)": no paragraph, a mark in the place of one
    cut = Cut()
    open_units: list[tuple[int, Node]] = []
    labels = 0
    for line in lines:
        depth, mark = _mark(line)
        if not mark:
            open_units = [(0, Node("paragraph", num=str(len(cut.units) + 1), text=[line]))]
            cut.units.append(open_units[0][1])
            continue
        if not open_units:
            open_units = [(0, Node("paragraph", num="1"))]
            cut.units.append(open_units[0][1])
        while open_units[-1][0] >= depth:
            open_units.pop()
        label = mark.strip()
        labels += len(label)
        node = Node(_MARKS[depth - 1][0], num=number_of(label), label=label, text=[line[len(mark) :].strip()])
        open_units[-1][1].children.append(node)
        open_units.append((depth, node))
    return Cut(cut.own, cut.units, labels)


def unspaced_cjk(text: str) -> str:
    """White space beside a Han character carries no meaning: it comes from justifying lines."""
    return fold_space(_SPACE_AT_CJK.sub("", text))


def _mark(line: str) -> tuple[int, str]:
    for depth, (_, pattern) in enumerate(_MARKS, 1):
        if found := pattern.match(line):
            return depth, found[0]
    return 0, ""


def logical_lines(text: str) -> list[str]:
    """Lines as written, machine-made breaks undone, white space beside Han characters gone."""
    raw = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    width = _wrapped_at(raw)
    done: list[str] = []
    before = ""
    for line in raw:
        if done and width and _continues(before, line, width):
            done[-1] = _join(done[-1], line.strip())
        else:
            done.append(line.strip())
        before = line
    return [u for u in map(unspaced_cjk, done) if u]


def _wrapped_at(lines: list[str]) -> int:
    """The column at which a machine broke these lines; 0 where none did."""
    width = max(map(_columns, lines), default=0)
    return width if width in WRAP_COLUMNS else 0


def _continues(before: str, line: str, width: int) -> bool:
    """Whether a machine, not the law, began this line. A line that is not full was ended on purpose."""
    end = before.strip()[-1:]
    if _mark(line)[1]:
        return end not in _ENDS and end in {"，", "、", "第", "及", "或"}
    if line[0].isspace():
        return True  # what runs on inside an item is indented
    if end not in _ENDS:
        return _columns(before) > width - UNBREAKABLE
    if end in _ALWAYS_ENDS or _columns(before) <= width - NEAR:
        return False
    return end == "；" or line.strip().startswith(_NOT_A_START)


def _join(first: str, second: str) -> str:
    """Two halves of a line; between two words in Latin letters the break stood for a blank."""
    both = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii() and second[:1].isalpha()
    return f"{first} {second}" if both else first + second


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


CUTTERS: Mapping[str, Cutter] = MappingProxyType({"cjk_clauses": cjk_clauses})
