"""What one look means. Pure: receives everything, `now` among it, and returns a decision; imports no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta

from db.records import Outcome
from scraper.plausible import Doubt

# What a second, spaced look that brings the same text settles. Everything else waits for a person or a better page.
SETTLED_BY_TWO_LOOKS = frozenset(
    {
        "fewer_than_before",
        "too_few_units",
        "first_missing",
        "last_missing",
        "title_missing",
        "mass_change",
        "mass_loss",
        "act_repealed",
        "length_moved",
        "older_than_last",
    }
)
# A page that has so few of the units we know is no shrunken act but another page, however often it comes.
KNOWN_SHARE = 0.3
PATIENCE = 3  # looks in a row without law, after which a failure is told, and a hold told again


@dataclass(frozen=True, slots=True)
class Earlier:
    """The look before that was held and brought the same text."""

    version_id: int
    seen_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a reading becomes a version."""

    accept: bool
    why: str | None = None  # for a held version: the doubts; for one accepted on the second look: that
    second_look: bool = False  # held only until it is seen again


def judge(
    doubts: Sequence[Doubt],
    *,
    digest: str | None,
    known_share: float | None,
    earlier: Earlier | None,
    now: datetime,
    spaced: timedelta,
) -> Judgement:
    """Accept, or hold and say why.

    `known_share` is the part of the last accepted version's units that this reading has too (None: no such
    version). `spaced` is how far apart two looks must be to count as two.
    """
    if not doubts:
        return Judgement(accept=True)
    why = "; ".join(d.words for d in doubts)
    first_ever = known_share is None
    settled = {d.signal for d in doubts} <= SETTLED_BY_TWO_LOOKS
    if first_ever or not settled or (known_share or 0) < KNOWN_SHARE:
        return Judgement(accept=False, why=why)
    if earlier and digest and earlier.digest == digest and now - earlier.seen_at >= spaced:
        return Judgement(accept=True, why=f"seen twice, {_apart(now - earlier.seen_at)} apart: {why}")
    return Judgement(accept=False, why=why, second_look=True)


def _apart(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours >= 2 else f"{span.total_seconds() / 60:.0f} minutes"


@dataclass(frozen=True, slots=True)
class Word:
    """Something the operator must hear of a source, once."""

    what: str  # "held", "failed", "gone", "recovered", "still_held" ...
    words: str


_BAD = frozenset({Outcome.HELD, Outcome.FAILED, Outcome.GONE})


def word_for(
    last: Outcome | None, this: Outcome, *, failures: int, ever_good: bool, why: str | None
) -> Word | None:
    """What to tell, from the pair of outcomes: a source that is down for a week sends one message, not seven.

    `failures` counts the looks in a row that brought no law, up to the one before this. One bad minute of a server
    is no news, so a failure is told at the third look in a row, or at once where nothing was ever read.
    """
    if this in _BAD:
        count = failures + 1
        if this is Outcome.FAILED and ever_good:
            return Word("failed", why or "failed") if count == PATIENCE else None
        if last is not this:
            return Word(str(this), why or str(this))
        return Word(f"still_{this}", why or str(this)) if count == PATIENCE else None
    if last in _BAD and not (last is Outcome.FAILED and ever_good and failures < PATIENCE):
        return Word("recovered", f"read well again after it was {last}")
    return None
