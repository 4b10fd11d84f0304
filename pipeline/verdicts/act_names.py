"""The profile's own names of its acts, found literally in a line: any language, whatever grammar its law has. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.profile.model import Act

CLAUSE_END = re.compile(r"[;\n]|\.\s+(?=[^\W\d_])")  # beyond it a name belongs to something else
FAR = 120  # characters between units and the name they stand under: "Art. 3 (2) and (4) of the amended ..."
# What joins units to the act they stand in, with nothing else between.
_OF = re.compile(
    r"\s+(?:(?:of|the|de|del|della|dello|di|la|las|el|los|le|les|du|des|der|dem|den|do|da|dos|van|het|av|af|på)\s+){0,3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """One place of a text that names an act; several where two acts bear the name."""

    start: int
    end: int
    acts: tuple[Act, ...]


def names_in(text: str, acts: Sequence[Act]) -> tuple[Named, ...]:
    """Every place of `text` where an act is called by its title or one of its names, the longest name first."""
    bearers: dict[str, list[Act]] = {}
    for act in acts:
        for name in dict.fromkeys(map(_fold, (act.title, *act.names))):
            if name:
                bearers.setdefault(name, []).append(act)
    if not bearers:
        return ()
    longest = sorted(bearers, key=len, reverse=True)
    pattern = re.compile("|".join(map(_pattern, longest)), re.IGNORECASE)
    return tuple(
        Named(m.start(), m.end(), tuple(bearers[_fold(m[0])]))
        for m in pattern.finditer(text)
        if _fold(m[0]) in bearers
    )


def named_after(text: str, end: int, until: int, names: Sequence[Named]) -> tuple[Act, ...]:
    """The acts of the first name in the clause that follows the units ending at `end`."""
    first = next((n for n in names if end <= n.start < min(until, end + FAR)), None)
    return first.acts if first and not CLAUSE_END.search(text, end, first.start) else ()


def named_at(text: str, start: int, end: int, names: Sequence[Named]) -> tuple[Act, ...]:
    """The acts of a name that a citation runs into: it goes on where the reading stopped, or follows at once."""
    for name in names:
        runs_on = start <= name.start < end < name.end
        if runs_on or (end <= name.start and _OF.fullmatch(text, end, name.start)):
            return name.acts
    return ()


def named_before(start: int, names: Sequence[Named]) -> tuple[Act, ...]:
    """The acts of the only name of the line, where it stands before the units: "Ley X, Art. 3"."""
    if len({n.acts[0].key for n in names}) != 1 or names[0].start >= start:
        return ()
    return names[0].acts


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _pattern(name: str) -> str:
    """A name with any space between its words; a letter of a script with capitals ends a word, others need not."""
    inner = r"\s+".join(map(re.escape, name.split()))
    before = r"(?<!\w)" if _ends_words(name[0]) else ""
    after = r"(?!\w)" if _ends_words(name[-1]) else ""
    return before + inner + after


def _ends_words(letter: str) -> bool:
    return letter.isdigit() or letter.lower() != letter.upper()
