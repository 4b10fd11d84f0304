"""What only a person can answer about an imported profile, each question with the line or act it is about."""

import re
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.citations import Alternative
from pipeline.citations import Citation
from pipeline.importing.acts import GatheredAct
from pipeline.importing.split import Piece
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import label

_DATE = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_SERIES = re.compile(r"\d+-[IVXLC]+", re.IGNORECASE)
_LINES = 5  # lines that are named where a question is about many


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it is about, in words, with the readings to choose from."""

    kind: str
    words: str
    entry: str | None = None
    act: str | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keyed:
    """An entry in the making, with its key."""

    key: str
    piece: Piece


def of_citations(entries: Sequence[Keyed]) -> Iterable[Question]:
    """Citations that can be read in more than one way."""
    for entry in entries:
        for citation in entry.piece.citations:
            if not citation.ambiguous:
                continue
            readings = (_read_as(citation), *(_other(a) for a in citation.alternatives))
            yield Question(
                "ambiguous",
                f"“{_short(citation.text)}” can be read in more than one way. It is taken as {readings[0]}.",
                entry=entry.key,
                readings=tuple(dict.fromkeys(readings)),
            )


def of_lines(entries: Sequence[Keyed], stale: Sequence[str]) -> Iterable[Question]:
    """Lines that seem to cite law and were not understood; names of institutions that are said to be old."""
    for entry in entries:
        if entry.piece.doubtful:
            yield Question(
                "not_understood",
                f"Line {entry.piece.line.number} seems to cite law, and nothing could be read: "
                f"“{_short(entry.piece.line.text, 80)}”. Write its citation as `text`.",
                entry=entry.key,
            )
        for name in stale:
            if name.casefold() in entry.piece.line.text.casefold():
                yield Question(
                    "stale_name", f"“{name}” is an old name; who does this today?", entry=entry.key
                )


def of_dates(entries: Sequence[Keyed]) -> Iterable[Question]:
    """Dates in figures whose day and month can be exchanged; one question a date."""
    places: dict[str, list[str]] = defaultdict(list)
    month_first = next((m[0] for e in entries for m in _dates(e) if int(m[1]) <= 12 < int(m[3])), None)
    for entry in entries:
        for m in _dates(entry):
            if m[1] != m[3] and int(m[1]) <= 12 and int(m[3]) <= 12:
                places[m[0]].append(entry.key)
    for date, keys in places.items():
        one, two, year = re.split(r"[./]", date)
        first, second = int(one), int(two)
        also = f" Another date of this page, {month_first}, has the month first." if month_first else ""
        where = ", ".join(keys[:_LINES]) + (f" and {len(keys) - _LINES} more" if len(keys) > _LINES else "")
        yield Question(
            "date_order",
            f"{date} can be read in two ways (in {where}).{also}",
            entry=keys[0],
            readings=(f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"),
        )


def _dates(entry: Keyed) -> Iterable[re.Match[str]]:
    return _DATE.finditer(entry.piece.text or "")


def of_acts(acts: Sequence[GatheredAct]) -> Iterable[Question]:
    """What is not known of an act: its number, the series of the number, where it can be read."""
    series = sum(bool(a.number and _SERIES.fullmatch(a.number)) for a in acts if a.type == "law")
    for act in acts:
        if act.kind == "treaty":
            missing = ["whether it shall be watched, and where it can be read"]
        elif not act.number:
            missing = [f"its {'number' if act.date else 'number and date'}", "where it can be read"]
        else:
            missing = ["where it can be read"]
        if act.number and act.type == "law" and series > 1 and act.number.isdigit():
            missing.insert(0, f"the series of its number (the page says only {act.number})")
        yield Question(
            "act_number" if not act.number and act.kind != "treaty" else "act_source",
            f"“{_short(act.title, 90)}”: say {', and '.join(missing)}.",
            act=act.key,
        )


def of_resolving(profile: Profile) -> Iterable[Question]:
    """Lines whose citation leads to no act of the profile, or to several."""
    for entry in profile.entries:
        for cited in cited_by(entry, profile):
            for finding in cited.findings:
                words = f"In “{_short(cited.text)}”: {finding.words}."
                if finding.what == "act_unknown":
                    words = f"“{_short(cited.text)}” does not say which act it means. Write `cites`, or name the act."
                yield Question(finding.what, words, entry=entry.key)


def of_treaty(entries: Sequence[Entry]) -> Iterable[Question]:
    """Articles of the Convention under which no line of the profile cites domestic law."""
    for entry in entries:
        if entry.treaty and not entry.text:
            yield Question(
                "convention_only",
                f"The line treats {', '.join(entry.treaty[:_LINES])} and names no law of the country.",
                entry=entry.key,
            )


def _read_as(citation: Citation) -> str:
    act = citation.act_name or citation.act_number or citation.act_inherited or "an act that is not named"
    units = ", ".join(label(u) for u in citation.units)
    hedges = {u.qualifier for u in citation.units if u.qualifier} | {citation.qualifier}
    hedge = f" ({', '.join(sorted(h for h in hedges if h))})" if any(hedges) else ""
    when = f", in force {citation.effective}" if citation.effective else ""
    return f"{units or 'the whole act'} of {act}{hedge}{when}"


def _other(alternative: Alternative) -> str:
    units = ", ".join(
        f"{label(u)}{f' ({u.qualifier})' if u.qualifier else ''}" for u in alternative.units or ()
    )
    dates = alternative.act_date or alternative.as_amended_date
    return ": ".join(filter(None, (alternative.what, units or dates)))


def _short(text: str, at_most: int = 60) -> str:
    return text if len(text) <= at_most else f"{text[: at_most - 1].rstrip()}…"
