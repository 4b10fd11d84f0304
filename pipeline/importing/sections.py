"""A page's lines under the headings of the template: in any order, glued or not, in English or French."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cache

from pipeline.importing.errors import NoProfile
from pipeline.importing.page import Line
from pipeline.importing.page import Published
from pipeline.importing.words import Heading
from pipeline.importing.words import folded
from pipeline.importing.words import heading_by_words
from pipeline.importing.words import headings
from pipeline.importing.words import tables

LINES_THAT_CITE = 2  # without one heading of the template, a page with fewer is no profile
_UPDATED = re.compile(
    r"Last updated?\s*:?\s*(\d{1,2}[/.]\d{1,2}[/.]\d{4})|Dernière mise à jour\s*:?\s*(\S{8,10})"
)


@dataclass(slots=True)
class Section:
    """What stands under one heading."""

    name: str
    role: str
    parent: str | None = None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sections:
    """A page taken apart by its headings."""

    found: tuple[Section, ...]
    templated: bool  # False: none of the template's headings is there
    updated: str | None = None  # as printed

    @property
    def with_lines(self) -> tuple[Section, ...]:
        return tuple(s for s in self.found if s.role != "skipped" and s.lines)

    @property
    def empty(self) -> tuple[str, ...]:
        """Headings under which nothing stands, not even another heading."""
        parents = {s.parent for s in self.found if s.lines}
        return tuple(
            s.name for s in self.found if s.role != "skipped" and not s.lines and s.name not in parents
        )


def sections(page: Published) -> Sections:
    """The sections of a page; raises NoProfile for the view of a page that leaves the legislation out."""
    found: dict[str, Section] = {}
    here: Section | None = None
    before: list[Line] = []
    updated = None
    for line in page.lines:
        if footer := _is_footer(line.text):
            here = found.setdefault("footer", Section("footer", "skipped"))
        for piece in _unglued(line) if not footer else ():
            if isinstance(piece, Heading):
                here = found.setdefault(piece.name, Section(piece.name, piece.role, piece.parent))
            elif here is None:
                before.append(replace(line, text=piece))
            else:
                here.lines.append(replace(line, text=piece))
        updated = updated or next((m[1] or m[2] for m in [_UPDATED.search(line.text)] if m), None)
    known = [s for s in found.values() if s.name != "footer"]
    if not any(s.role != "skipped" for s in known):
        _refuse_a_status_alone(known)
        return Sections(_by_markup(before), templated=False, updated=updated)
    _refuse_the_tab_view(known)
    return Sections(tuple(found.values()), templated=True, updated=updated)


def _refuse_a_status_alone(known: list[Section]) -> None:
    if known:
        raise NoProfile(
            "This text ends before the first section of the profile: only the status under the Convention is in it.",
            "Copy the whole page, down to the sources and links.",
        )


def _refuse_the_tab_view(known: list[Section]) -> None:
    later = [s.name for s in known if s.role == "after"]
    if later and not any(s.role == "legislation" for s in known):
        raise NoProfile(
            f"This is a view of the page that leaves the law out: it has “{later[0]}” but no “Cybercrime legislation”. "
            "It does not mean that the country has none.",
            "Open the tab or the section on legislation and save the page again, or copy the printed version's text.",
        )


def _is_footer(text: str) -> bool:
    return text.startswith(tuple(tables()["footer"]["begins"]))


@cache
def _glue() -> re.Pattern[str]:
    """Any heading, longest first, whatever the blanks in it."""
    variants = sorted((v for h in headings() for v in h.variants), key=len, reverse=True)
    return re.compile("|".join(r"\s*".join(map(re.escape, re.split(r"\s+", v))) for v in variants))


def _unglued(line: Line) -> Iterator[Heading | str]:
    """A line as headings and the text between them. An item of a list that has a heading's words is none."""
    text = line.text
    if (whole := heading_by_words().get(folded(text))) and (line.heading or not line.bullet):
        yield whole
        return
    start = 0
    for m in _glue().finditer(text):
        left = m.start() == start or not (text[m.start() - 1].isspace() or text[m.start() - 1] in "“\"'‘(-")
        right = m.end() == len(text.rstrip(" :")) or text[m.end() : m.end() + 1].isupper()
        heading = heading_by_words().get(folded(m[0]))
        if line.bullet and not line.heading and len(m[0]) == len(text):
            continue
        if not (left and right and heading):
            continue
        if said := text[start : m.start()].strip():
            yield said
        yield heading
        start = m.end()
    if rest := text[start:].strip(" :") if start else text.strip():
        yield rest


def _by_markup(lines: list[Line]) -> tuple[Section, ...]:
    """A page without the template: its own headings, else all of it under one name."""
    here = Section(tables()["other"]["section"], "other")
    found: dict[str, Section] = {here.name: here}
    for line in lines:
        if line.heading:
            name = line.text.rstrip(" :")
            here = found.setdefault(name, Section(name, "other"))
        else:
            here.lines.append(line)
    return tuple(found.values())
