"""Provisions as trees of units, with the few derived texts that comparing asks of them."""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from functools import cached_property

from db.law import Provision
from db.law import Status
from pipeline.changes.compare.fold import fold
from pipeline.changes.compare.fold import spaced
from pipeline.changes.compare.fold import words

SHINGLE = 3  # words; measured on real renumberings, see docs
MAX_WORDS = 20_000  # of one unit that similarity looks at: a longer one is a table, told by its beginning
_SPOKEN = re.compile(r"[^\W_]")
_COUNTER = re.compile(r"#\d+")


class Unit:
    """One provision with what stands under it."""

    def __init__(self, provision: Provision, position: int) -> None:
        self.provision = provision
        self.position = position
        self.children: list[Unit] = []

    def __repr__(self) -> str:
        return f"Unit({self.provision.eid})"

    def __iter__(self) -> Iterator["Unit"]:
        """Itself and all below it, in document order."""
        stack = [self]
        while stack:
            unit = stack.pop()
            yield unit
            stack.extend(reversed(unit.children))

    @cached_property
    def key(self) -> str | None:
        """What a person would call its number; None where it has none. Two wordings of one article share it."""
        p = self.provision
        if p.num:
            return fold(_COUNTER.sub("", p.eid))
        named = fold(p.article if p.article and p.article.endswith(p.label) else p.label)
        return f"named {named}" if named else None

    @cached_property
    def number(self) -> str | None:
        """Its number alone, among its siblings."""
        return fold(self.provision.num) if self.provision.num else None

    @cached_property
    def title(self) -> str:
        """Its heading; where headings are not numbered, the label is the heading."""
        p = self.provision
        return p.heading or ("" if p.num else p.label)

    @cached_property
    def signature(self) -> tuple[object, ...]:
        """Equal for two units exactly if nothing at all is to be told about them, their numbers apart."""
        return tuple(
            (
                None if unit is self else unit.provision.label,
                unit.provision.heading,
                unit.provision.text,
                unit.provision.printed,
                unit.provision.status,
                unit.provision.notes,
            )
            for unit in self
        )

    @cached_property
    def whole(self) -> str:
        """Own text and everything below it, with labels and headings, without its own. Placeholders are no words."""
        lines = [self.provision.text] if self.provision.text else []
        lines.extend(child.quoted for child in self.children if not child.empty)
        return "\n".join(filter(None, lines))

    @cached_property
    def quoted(self) -> str:
        """Label, heading and the whole text, as a reader would quote it."""
        p = self.provision
        own = p.label if p.num and not p.text.startswith(p.label) else ""
        first = " ".join(filter(None, (own, self.title)))
        if first and p.text and not p.heading and p.num:
            return "\n".join([f"{first} {p.text}", *(c.quoted for c in self.children if not c.empty)])
        return "\n".join(filter(None, (first, self.whole)))

    @cached_property
    def body(self) -> str:
        """The whole text without labels, folded: equal for the same words in another arrangement of numbers."""
        return fold("\n".join(u.provision.text for u in self))

    @cached_property
    def wording(self) -> str:
        """Heading and whole text with the labels inside, folded: equal bodies say the same law."""
        return fold(f"{self.title}\n{self.whole}")

    @cached_property
    def spaced(self) -> str:
        return spaced(f"{self.title}\n{self.whole}")

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words(f"{self.title}\n{self.whole}")[:MAX_WORDS]

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        w = self.words
        if len(w) < SHINGLE:
            return frozenset({w}) if w else frozenset()
        return frozenset(zip(*(w[i:] for i in range(SHINGLE)), strict=False))

    @cached_property
    def empty(self) -> bool:
        """A number whose law is gone, or that never had any: a placeholder."""
        return self.provision.status is Status.REPEALED or not any(
            _SPOKEN.search(u.provision.text) or _SPOKEN.search(u.title) for u in self
        )


def grow(provisions: Sequence[Provision]) -> tuple[list[Unit], list[Unit]]:
    """The basic units with all they hold, and the containers by themselves, each in document order."""
    units: dict[str, Unit] = {}
    basic: list[Unit] = []
    containers: list[Unit] = []
    for position, provision in enumerate(provisions):
        unit = units[provision.eid] = Unit(provision, position)
        above = units.get(provision.parent) if provision.parent else None
        if provision.article is None:
            containers.append(unit)
        elif above is None or above.provision.article is None:
            basic.append(unit)
        else:
            above.children.append(unit)
    return basic, containers
