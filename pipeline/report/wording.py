"""Words that the forms of a report share."""

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


def law_from(found: Evidence) -> str:
    """Since when a text is law; a day that no source states is told as the day it was seen."""
    return (
        f"law from {found.law_from}" if found.stated else f"seen {found.law_from}; the source states no date"
    )


def _named(act: Attribution) -> str:
    if not act.number:
        return f"an act of {act.date}" if act.date else "an act that the text does not name"
    return f"{act.number} of {act.date}" if act.date else act.number


def by_words(act: Attribution) -> str:
    """An amending act with when it takes effect and how that is known."""
    force = act.effective or act.rule
    return f"{_named(act)}{f', in force {force}' if force else ''} ({act.how})"
