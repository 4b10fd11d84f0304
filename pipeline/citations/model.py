"""What a citation is, and its public JSON."""

from dataclasses import asdict
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Unit:
    """One cited unit of an act: an article, section, §, chapter, or a relative paragraph.

    Numbers are strings, as they should be understood ("3ZA", "190-1", "264 bis", "216^1"); `raw` has what is
    printed where that differs. A range is one unit with `article_to`.
    """

    unit: str
    article: str | None = None
    article_to: str | None = None
    part: str | None = None
    item: str | None = None
    letter: str | None = None
    qualifier: str | None = None
    chapter: str | None = None
    division: str | None = None
    heading: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of an ambiguous citation: what is in doubt, and the fields that would differ."""

    what: str
    units: tuple[Unit, ...] | None = None
    act_date: str | None = None
    as_amended_date: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One act, with none, one or more of its units.

    Attributes:
        text: The exact words, `span` their place in the text that was read.
        act_name: As printed, without quotes; None where the words name no act.
        act_inherited: The act named last before, where the words themselves name none.
        act_date: ISO, possibly partial ("2014-07", "2014"); so are the other dates.
        qualifier: A word that covers all units ("partly", "esp"); one that covers a unit stands on the unit.
        kind: domestic, treaty, eu, ratification or policy.

    """

    text: str
    span: tuple[int, int]
    act_name: str | None = None
    act_key: str | None = None
    act_type: str | None = None
    act_number: str | None = None
    act_date: str | None = None
    as_amended_date: str | None = None
    version_date: str | None = None
    effective: str | None = None
    units: tuple[Unit, ...] = ()
    qualifier: str | None = None
    kind: str = "domestic"
    ambiguous: bool = False
    alternatives: tuple[Alternative, ...] = ()
    act_inherited: str | None = None


def to_json(citation: Citation) -> dict[str, Any]:
    """The citation in its public form; the optional fields of a unit only where they say something."""
    told = asdict(citation)
    told["span"] = list(citation.span)
    told["units"] = [_unit_json(u) for u in citation.units]
    told["alternatives"] = [_alternative_json(a) for a in citation.alternatives]
    return told


def _unit_json(unit: Unit) -> dict[str, Any]:
    return asdict(unit)


def _alternative_json(alternative: Alternative) -> dict[str, Any]:
    told: dict[str, Any] = {"what": alternative.what}
    if alternative.units is not None:
        told["units"] = [_unit_json(u) for u in alternative.units]
    for name in ("act_date", "as_amended_date"):
        if (value := getattr(alternative, name)) is not None:
            told[name] = value
    return told
