"""Words that the forms of a report share."""

from db.law import Attribution
from pipeline.report.gather import Report

# Never by colour alone: a sign and a word beside it.
SIGNS = {"holds": "✓", "changed": "≠", "broken": "✗", "uncertain": "?", "no_law": "·"}


def quiet(report: Report) -> str:
    """How many citations were looked up, and how they stand."""
    t = report.tally
    return (
        f"{t.holds} of {t.checked} citations hold; {t.changed} changed, {t.broken} broken, "
        f"{t.uncertain} uncertain."
    )


def by_words(act: Attribution) -> str:
    """An amending act with when it takes effect and how that is known."""
    force = act.effective or act.rule
    return (
        f"{act.number or 'an act without a number'} of {act.date or 'an unknown day'}"
        f"{f', in force {force}' if force else ''} ({act.how})"
    )
