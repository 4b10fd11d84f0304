"""Sources of one act in one language, and what each of them says in the look that is going on.

A look that finds the law changed asks the others before it is believed: those under way are waited for, those that
were read a moment ago are taken as they stand, the rest are looked at now. Each says what it has read before it asks,
so that two that ask each other do not wait for ever.
"""

import asyncio
from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from typing import Protocol
from typing import TypeVar

import structlog

from db.errors import StoreError
from db.law import Change
from db.queries import Queries
from db.records import Outcome
from pipeline.looking.corroborate import Witness
from pipeline.looking.corroborate import alone_since
from pipeline.looking.corroborate import corroborated
from pipeline.looking.decide import Judgement
from pipeline.profile.settings import duration
from pipeline.profile.watchlist import Watched

log = structlog.get_logger()

FRESH = timedelta(minutes=10)  # a look so long ago is one of the same pass
GOOD = frozenset({Outcome.FIRST, Outcome.UNCHANGED, Outcome.CHANGED})
HOLDS = 100  # held versions among which the first that stood alone is looked for

L = TypeVar("L")
L_co = TypeVar("L_co", covariant=True)
Said = Witness | None  # None: not read well, so no witness


@dataclass(slots=True)
class Kin:
    """Who stands beside whom, and who has said what."""

    beside: dict[int, tuple[Watched, ...]] = field(default_factory=dict)
    under_way: dict[int, asyncio.Future[Said]] = field(default_factory=dict)
    # Looks that another source asked for, from their beginning: nobody begins a second one beside them.
    brought: dict[int, asyncio.Task[object]] = field(default_factory=dict)

    def know(self, watched: Iterable[Watched]) -> None:
        """The families of a watchlist; what people bring by hand cannot be asked."""
        families: dict[tuple[str, str | None], list[Watched]] = {}
        for one in watched:
            if one.record.act and one.place.fetch != "manual":
                families.setdefault((one.record.act, one.record.language), []).append(one)
        self.beside = {
            one.id: tuple(other for other in family if other.id != one.id)
            for family in families.values()
            if len(family) > 1
            for one in family
        }

    def begins(self, source_id: int) -> None:
        """A look began: whoever asks waits for what it says."""
        if source_id in self.beside and source_id not in self.under_way:
            self.under_way[source_id] = asyncio.get_running_loop().create_future()

    def says(self, source_id: int, said: Said) -> None:
        """The first word counts."""
        future = self.under_way.get(source_id)
        if future is not None and not future.done():
            future.set_result(said)

    def ends(self, source_id: int) -> None:
        self.says(source_id, None)
        self.under_way.pop(source_id, None)

    async def judged(
        self,
        watched: Watched,
        changes: Sequence[Change],
        *,
        queries: Queries,
        look: Callable[[Watched], Awaitable[object]],
        now: datetime,
    ) -> Judgement:
        """Whether these changes are believed, after the others were asked."""
        others = self.beside.get(watched.id, ())
        said = [await self._asked(one, queries, look, now) for one in others]
        state = queries.source_state(watched.id)
        held = queries.versions(watched.id, HOLDS, accepted=False)
        return corroborated(
            changes,
            [w for w in said if w is not None],
            alone_since=alone_since(((v.seen_at, v.why) for v in held), state.last_good_at),
            now=now,
            within=duration(watched.profile.defaults.agree_within),
        )

    async def _asked(
        self, one: Watched, queries: Queries, look: Callable[[Watched], Awaitable[object]], now: datetime
    ) -> Said:
        if one.id in self.under_way:
            return await asyncio.shield(self.under_way[one.id])
        checked = queries.source_state(one.id).last_checked_at
        if checked is None or now - checked > FRESH:
            await look(one)
        return stands(one, queries)


def stands(one: Watched, queries: Queries) -> Said:
    """What a source said in its last look; None where that look was no good."""
    state = queries.source_state(one.id)
    last = queries.last_accepted(one.id) if state.last_outcome in GOOD else None
    return Witness.of(one.record.key, last.provisions, last.version.act.status) if last else None


class Looks(Protocol[L_co]):
    """What looks at a source, whatever it says of how that ended."""

    @property
    def kin(self) -> Kin: ...

    async def look(self, run_id: int, watched: Watched) -> L_co: ...

    def broken_off(self, run_id: int, watched: Watched, why: str) -> L_co: ...


async def brought(looker: Looks[object], run_id: int, watched: Watched) -> None:
    """A look that another source's change asked for."""
    look = asyncio.get_running_loop().create_task(guarded(looker, run_id, watched))
    looker.kin.brought[watched.id] = look
    await look


async def guarded(looker: Looks[L], run_id: int, watched: Watched) -> L:
    """One look; a defect of ours in it is its own outcome, told with its trace, and stops no other."""
    try:
        return await looker.look(run_id, watched)
    except StoreError:
        raise
    except Exception as error:
        log.exception("check.defect", source=watched.record.key)
        return looker.broken_off(run_id, watched, f"A defect of lexwatch: {type(error).__name__}: {error}.")
