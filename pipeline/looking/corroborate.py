"""Does another source of the same act, in the same language, read at the same time, say what this one says? Pure.

A broken or poisoned source must not move the law alone where a second one disagrees; and nothing true may be lost:
what one source alone says for longer than the sources may differ is told, marked as that.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta

from rapidfuzz.fuzz import ratio

from db.law import SUBSTANTIVE
from db.law import Change
from db.law import Kind
from db.law import Provision
from db.law import Status
from pipeline.looking.decide import Judgement

ALONE = "seen in this source alone"  # how such a hold begins, in words: it is found again by them
OLD_TEXT = "was read at the same time and still has the old text of"
SAME = 90.0  # of 100: two sources print the same words with other typography
TOLD = 5  # articles that are named


@dataclass(frozen=True, slots=True)
class Witness:
    """What another source says now; only one that was read well is a witness."""

    source: str
    law: Mapping[str, Provision]  # by eid
    status: Status

    @classmethod
    def of(cls, source: str, provisions: Sequence[Provision], status: Status) -> "Witness":
        return cls(source, {p.eid: p for p in provisions}, status)


def corroborated(
    changes: Sequence[Change],
    witnesses: Sequence[Witness],
    *,
    alone_since: datetime | None,
    now: datetime,
    within: timedelta,
) -> Judgement:
    """Accept what nobody contradicts, or somebody confirms, or what has stood alone for long enough; hold the rest.

    `alone_since` is when this source first said something that the others do not, without having taken it back.
    """
    against = {
        change: [w for w in witnesses if says(w, change) is False]
        for change in changes
        if change.kind in SUBSTANTIVE and not any(says(w, change) for w in witnesses)
    }
    contradicted = {change: by for change, by in against.items() if by}
    if not contradicted:
        return Judgement(accept=True)
    articles = list(dict.fromkeys(c.article or c.label or c.eid for c in contradicted))
    named = ", ".join(articles[:TOLD]) + (" ..." if len(articles) > TOLD else "")
    others = ", ".join(sorted({w.source for by in contradicted.values() for w in by}))
    if alone_since is not None and now - alone_since >= within:
        since = f" since {alone_since:%Y-%m-%d}"
        return Judgement(accept=True, why=f"{ALONE}{since}: {others} {OLD_TEXT} {named}")
    why = f"{ALONE}: {others} {OLD_TEXT} {named}"
    return Judgement(accept=False, why=why, second_look=True)


def says(witness: Witness, change: Change) -> bool | None:
    """Whether the witness has the new state (True), still the old one (False), or cannot tell (None)."""
    here = witness.law.get(change.eid)
    match change.kind:
        case Kind.STATUS:
            return None if witness.status is Status.UNKNOWN else str(witness.status) == (change.after or "")
        case Kind.INSERTED | Kind.RESTORED:
            return here is not None and here.status is not Status.REPEALED
        case Kind.REPEALED:
            old = witness.law.get(change.old_eid or change.eid)
            return old is None or old.status is Status.REPEALED
        case Kind.RENUMBERED:
            return _renumbered(witness, change)
    if (
        change.before is None or change.after is None
    ):  # a paragraph that came or went in an article that goes on
        article = change.eid.partition("__")[0]
        return None if article not in witness.law else (here is not None) == (change.before is None)
    if here is None:
        return None
    if change.kind is Kind.HEADING:
        return _nearer((here.heading or "",), change.before, change.after)
    return _nearer((here.text, here.printed), change.before, change.after)


def _renumbered(witness: Witness, change: Change) -> bool | None:
    old, new = (_whole(witness, eid) for eid in (change.old_eid or "", change.eid))
    if new and ratio(new, change.after or "") >= SAME:
        return True
    return False if old and ratio(old, change.before or "") >= SAME else None


def _whole(witness: Witness, eid: str) -> str:
    """All words of a unit."""
    below = f"{eid}__"
    return " ".join(
        part
        for key, p in witness.law.items()
        if key == eid or key.startswith(below)
        for part in (p.label, p.heading, p.printed)
        if part
    )


def _nearer(words: tuple[str, ...], before: str, after: str) -> bool | None:
    """Which of the two texts these words are; None where they are neither."""
    old, new = (max(ratio(w, text) for w in words) for text in (before, after))
    if max(old, new) < SAME or old == new:
        return None
    return new > old


def alone_since(
    holds: Iterable[tuple[datetime, str | None]], last_good_at: datetime | None
) -> datetime | None:
    """The first of the holds (when, why) since the accepted text was last seen that was for standing alone."""
    found = [at for at, why in holds if ALONE in (why or "") and (last_good_at is None or at >= last_good_at)]
    return min(found, default=None)
