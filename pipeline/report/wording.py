"""Words that the forms of a report share."""

from alerts.words import count
from alerts.words import day
from db.law import Attribution
from pipeline.report.gather import Evidence
from pipeline.report.gather import Report

# Never by colour alone: a sign and a word beside it.
SIGNS = {"holds": "✓", "changed": "!", "broken": "✗", "uncertain": "?", "no_law": "·"}


def quiet(report: Report) -> str:
    """How many citations were looked up, and how they stand."""
    t = report.tally
    return (
        f"{t.holds} of {t.checked} citations hold; {t.changed} changed, {t.broken} broken, "
        f"{t.uncertain} uncertain."
    )


def unread(report: Report) -> str:
    """What the figures leave out: that sources were not read at the last look; "" where all were."""
    found = report.sight
    if not found.unread:
        return ""
    if found.blind:
        return (
            f"No source could be read at its last look ({found.words}): "
            "what stands here held when the law was last read, and is no news of today."
        )
    return (
        f"{found.unread} of {count(found.sources, 'source')} could not be read at their last look ({found.words}); "
        "lines that rest on them stand as they did before."
    )


def law_from(found: Evidence) -> str:
    """Since when a text is law; a day that no source states is told as the day it was seen."""
    return (
        f"law from {day(found.law_from)}"
        if found.stated
        else f"seen {day(found.law_from)}; the source states no date"
    )


def _named(act: Attribution) -> str:
    if not act.number:
        return f"an act of {day(act.date)}" if act.date else "an act that the text does not name"
    return f"{act.number} of {day(act.date)}" if act.date else act.number


def by_words(act: Attribution) -> str:
    """An amending act with when it takes effect and how that is known."""
    force = day(act.effective) or act.rule
    return f"{_named(act)}{f', in force {force}' if force else ''} ({act.how})"
