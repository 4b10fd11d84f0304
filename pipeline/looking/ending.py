"""How a look ends: what is written, what is told, and when to look again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from db.answers import LastAccepted
from db.digests import text_digest
from db.law import Change
from db.law import Reading
from db.records import Capture
from db.records import NewAlert
from db.records import Outcome
from db.records import Snapshot
from db.records import SourceState
from pipeline.looking.acceptance import accept_version
from pipeline.looking.decide import Judgement
from pipeline.looking.decide import Word
from pipeline.looking.decide import word_for
from pipeline.looking.operator import operator_alerts
from pipeline.looking.operator import row_of
from pipeline.looking.relief import relieve
from pipeline.looking.rhythm import Schedule
from pipeline.looking.rhythm import next_look
from pipeline.profile.watchlist import Watched
from scraper.errors import FetchError
from scraper.errors import Gone
from scraper.errors import TurnedAway
from scraper.fetch import validators

if TYPE_CHECKING:
    from pipeline.looking.look import Looker

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Looked:
    """How one look ended."""

    watched: Watched
    outcome: Outcome
    why: str | None = None
    changes: int = 0
    alerts: tuple[int, ...] = ()  # their numbers; one alert may tell the trouble of several sources
    version_id: int | None = None


@dataclass(slots=True)
class Ending:
    """What every end of a look needs."""

    looker: "Looker"
    watched: Watched
    state: SourceState
    schedule: Schedule
    run_id: int
    check_id: int
    snapshot: Snapshot | None = None

    def _remember(self, digest: str | None) -> None:
        if digest and self.watched.record.act:
            self.looker.texts[digest] = self.watched.record.act

    def _next(self, outcome: Outcome, retry_after: float | None = None, *, refused: bool = False) -> datetime:
        failures = self.state.failures + 1
        return next_look(
            self.schedule,
            outcome,
            self.looker.clock(),
            failures=failures,
            chance=self.looker.chance(),
            retry_after=retry_after,
            refused=refused,
        )

    def _word(
        self, outcome: Outcome, why: str | None, held: int | None = None, *, second_look: bool = False
    ) -> list[NewAlert]:
        row = row_of(self.looker.store.queries, self.state)
        word = word_for(row, outcome, ever_good=self.state.last_good_at is not None, why=why)
        return self._told(word, held, second_look=second_look)

    def _told(
        self, word: Word | None, held: int | None = None, *, second_look: bool = False
    ) -> list[NewAlert]:
        return operator_alerts(
            self.looker.store.queries,
            self.watched,
            word,
            run=self.run_id,
            check=self.check_id,
            now=self.looker.clock(),
            snapshot=self.snapshot,
            held=held,
            second_look=second_look,
        )

    def _failed(self, error: FetchError, outcome: Outcome = Outcome.FAILED) -> Looked:
        if error.capture is not None:
            self.snapshot = self.looker.store.keep_snapshot(self.watched.id, error.capture)
        if isinstance(error, Gone):
            outcome = Outcome.GONE
        why = f"{error.what} {error.hint}".strip()
        made = self.looker.store.finish_check(
            self.check_id,
            self.watched.id,
            self.looker.clock(),
            outcome,
            why=why,
            snapshot_id=self.snapshot.id if self.snapshot else None,
            due_at=self._next(outcome, error.retry_after, refused=isinstance(error, TurnedAway)),
            alerts=self._word(outcome, why),
        )
        return Looked(self.watched, outcome, why, alerts=made)

    def _waits(self, why: str) -> Looked:
        """Nothing is compared until a person has agreed to our own new reading of the text before."""
        made = self.looker.store.finish_check(
            self.check_id,
            self.watched.id,
            self.looker.clock(),
            Outcome.HELD,
            why=why,
            snapshot_id=self.snapshot.id if self.snapshot else None,
            due_at=self._next(Outcome.HELD),
            alerts=self._word(Outcome.HELD, why),
        )
        return Looked(self.watched, Outcome.HELD, why, alerts=made)

    def broken_off(self, why: str) -> Looked:
        return self._failed(FetchError(why, "Please report it; the trace is in the log."))

    def _unchanged(
        self, etag: str | None, last_modified: str | None, also: Sequence[NewAlert] = ()
    ) -> Looked:
        known = self.looker.store.queries.version(self.state.version_id) if self.state.version_id else None
        self._remember(known.text_digest if known else None)
        told = [*self._word(Outcome.UNCHANGED, None), *also]
        with self.looker.store.transaction():
            made = self.looker.store.finish_check(
                self.check_id,
                self.watched.id,
                self.looker.clock(),
                Outcome.UNCHANGED,
                snapshot_id=self.snapshot.id if self.snapshot else None,
                due_at=self._next(Outcome.UNCHANGED),
                etag=etag,
                last_modified=last_modified,
                alerts=told,
            )
            relieve(self.looker.store, self.watched, self.looker.clock())
        return Looked(self.watched, Outcome.UNCHANGED, alerts=made)

    def _held(self, reading: Reading | None, judgement: Judgement) -> Looked:
        assert self.snapshot is not None
        why = judgement.why or "not plausible"
        store, now = self.looker.store, self.looker.clock()
        told = self._word(Outcome.HELD, why)
        with store.transaction():
            version_id = store.hold(
                check_id=self.check_id,
                source_id=self.watched.id,
                snapshot_id=self.snapshot.id,
                reading=reading,
                why=why,
                now=now,
                due_at=self._next(Outcome.HELD),
            )
            made = store.write_alerts(told, now, snapshot_id=self.snapshot.id)
        log.info("version.held", source=self.watched.record.key, version=version_id, why=why)
        return Looked(self.watched, Outcome.HELD, why, alerts=made, version_id=version_id)

    def _accepted(
        self,
        capture: Capture,
        reading: Reading,
        last: LastAccepted | None,
        changes: tuple[Change, ...],
        judgement: Judgement,
        outcome: Outcome | None = None,
    ) -> Looked:
        assert self.snapshot is not None
        self._remember(text_digest(reading.provisions))
        outcome = outcome or (Outcome.CHANGED if last else Outcome.FIRST)
        etag, last_modified = validators(capture)
        made = accept_version(
            self.looker.store,
            self.watched,
            self.snapshot,
            reading,
            last,
            changes,
            now=self.looker.clock(),
            check_id=self.check_id,
            outcome=outcome,
            due_at=self._next(outcome),
            etag=etag,
            last_modified=last_modified,
            why=judgement.why,
            also=self._word(outcome, None),
        )
        log.info(
            "version.accepted",
            source=self.watched.record.key,
            version=made.version_id,
            changes=len(changes),
            alerts=made.alert_ids,
        )
        return Looked(
            self.watched,
            outcome,
            judgement.why,
            changes=len(changes),
            alerts=made.alert_ids,
            version_id=made.version_id,
        )
