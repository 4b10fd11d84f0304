"""What one look means. Pure: receives everything, `now` among it, and returns a decision; imports no I/O."""

from collections.abc import Collection
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
        "source_moved",
    }
)
OTHER_TEXT = 0.3  # share of the articles with other words, beyond which a missing title means another act
# A page that has so few of the units we know is no shrunken act but another page, however often it comes.
KNOWN_SHARE = 0.3
RECOVERED = "recovered"  # the word for the end of a trouble that was told
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
    changed_share: float = 0.0,
    earlier: Earlier | None,
    now: datetime,
    spaced: timedelta,
) -> Judgement:
    """Accept, or hold and say why.

    `known_share` is the part of the last accepted version's units that this reading has too (None: no such
    version), `changed_share` the part of them whose words are others. `spaced` is how far apart two looks must be
    to count as two.
    """
    if not doubts:
        return Judgement(accept=True)
    why = "; ".join(d.words for d in doubts)
    first_ever = known_share is None
    signals = {d.signal for d in doubts}
    another_act = "title_missing" in signals and changed_share > OTHER_TEXT
    settled = signals <= SETTLED_BY_TWO_LOOKS and not another_act
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


def word_for(row: Sequence[Outcome], this: Outcome, *, ever_good: bool, why: str | None) -> Word | None:
    """What to tell, from the looks before: a source that is down for a week sends one message, not seven.

    `row` are the outcomes since the last look that brought law, oldest first. What was told of them follows from
    them, so that nothing is told twice, and "recovered" only of a trouble that was told.
    """
    told: set[str] = set()
    for end in range(1, len(row) + 1):
        told.update(filter(None, (_news(row[:end], ever_good, told),)))
    if this not in _BAD:
        return Word(RECOVERED, f"read well again after it was {row[-1]}") if told else None
    what = _news([*row, this], ever_good, told)
    return Word(what, why or str(this)) if what else None


def _news(row: Sequence[Outcome], ever_good: bool, told: Collection[str]) -> str | None:
    """The name of what the last look of a row tells, given what was told of the row before.

    One bad minute of a server is no news: a failure is told at the third look in a row without law, or at once where
    nothing was ever read. A missing page is told when it is missed twice.
    """
    this = row[-1]
    patient = this is Outcome.FAILED and ever_good
    if str(this) not in told:
        if patient:
            return str(this) if len(row) >= PATIENCE else None
        if this is Outcome.GONE:
            return str(this) if tuple(row[-2:]) == (Outcome.GONE, Outcome.GONE) else None
        return str(this)
    still = f"still_{this}"
    return still if not patient and still not in told and row.count(this) >= PATIENCE else None
