"""Writing versions: accepting one with everything that follows from it, holding one, deciding on a held one."""

from collections.abc import Sequence
from datetime import datetime

from db import provisions
from db import writes_alerts
from db.answers import Accepted
from db.answers import AlertsOf
from db.chain import add_link
from db.codec import act_to_json
from db.codec import reading_to_json
from db.codec import to_json
from db.digests import content_digest
from db.digests import text_digest
from db.errors import Missing
from db.errors import in_words
from db.law import ActFacts
from db.law import Change
from db.law import Reading
from db.records import Line
from db.records import NewAlert
from db.records import Outcome
from db.records import VersionState
from db.times import to_text
from db.writes import Writes
from db.writes_changes import write_changes
from db.writes_ledger import end_check
from db.writes_ledger import look_ended
from db.writes_ledger import settle_held

ACCEPTED = frozenset({VersionState.ACCEPTED, VersionState.REREAD})
LAST_OF_LINE = """
select max(id) from versions where source_id = ? and line = ? and accepted_at is not null
"""


class VersionWrites(Writes):
    """Versions and what follows from them."""

    def accept(
        self,
        *,
        source_id: int,
        snapshot_id: int,
        reading: Reading,
        now: datetime,
        changes: Sequence[Change] = (),
        entries: Sequence[tuple[str, ...]] = (),
        alerts: Sequence[NewAlert] | AlertsOf = (),
        check_id: int | None = None,
        outcome: Outcome = Outcome.CHANGED,
        due_at: datetime | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        line: Line = Line.LIVE,
        seen_at: datetime | None = None,
        valid_from: str | None = None,
        why: str | None = None,
        state: VersionState = VersionState.ACCEPTED,
        who: str = "lexwatch",
    ) -> Accepted:
        """Version, provisions, changes, alerts and deliveries in ONE transaction: all of it or nothing.

        `entries[i]` are the "profile/entry" keys that `changes[i]` touches. `alerts` may be a function of the
        version's number and the changes' numbers. A version of the archive, or a reading of ours, is no look: the
        source's outcome, due time and validators stay.
        """
        if state not in ACCEPTED:
            raise ValueError(f"accept cannot write a version that is {state}")
        if entries and len(entries) != len(changes):
            raise ValueError("entries must be given per change")
        seen = seen_at or now
        with self.transaction(), in_words(self._db.path):
            previous = self._db.number(LAST_OF_LINE, (source_id, line))
            if changes and not previous:
                raise ValueError("the first version of a line has nothing to change from")
            version_id = self._version(
                source_id, snapshot_id, reading, state, line, seen, valid_from, why, accepted_at=now
            )
            anchors = provisions.write(
                self._db, source_id=source_id, line=line, version_id=version_id, provisions=reading.provisions
            )
            if anchors:
                self._db.run(
                    "update versions set anchors = ? where id = ?",
                    (provisions.pack_anchors(anchors), version_id),
                )
            change_ids = write_changes(
                self._db,
                changes,
                entries,
                source_id=source_id,
                line=line,
                from_version=previous,
                to_version=version_id,
                seen_at=seen,
                ours=state is VersionState.REREAD,
            )
            end_check(self._db, check_id, now, outcome, why, snapshot_id)
            if line is Line.LIVE:
                self._db.run("update sources set version_id = ? where id = ?", (version_id, source_id))
            if line is Line.LIVE and state is VersionState.ACCEPTED:
                if check_id is not None:  # this look's validators, or none: never those of another body
                    self._db.run(
                        "update sources set etag = null, last_modified = null where id = ?", (source_id,)
                    )
                look_ended(
                    self._db, source_id, now, outcome, due_at=due_at, etag=etag, last_modified=last_modified
                )
                settle_held(self._db, source_id, now, f"version {version_id} was accepted", who)
            made = alerts(version_id, change_ids) if callable(alerts) else alerts
            alert_ids = writes_alerts.write(
                self._db, made, now, change_ids=change_ids, snapshot_id=snapshot_id
            )
        return Accepted(version_id, change_ids, alert_ids)

    def hold(
        self,
        *,
        source_id: int,
        snapshot_id: int,
        reading: Reading | None,
        why: str,
        now: datetime,
        check_id: int | None = None,
        due_at: datetime | None = None,
        alerts: Sequence[NewAlert] | AlertsOf = (),
        seen_at: datetime | None = None,
    ) -> int:
        """A version that is not compared and not told as law; its number.

        The same text held again is the same question: the first held version stays, with the time it was first seen.
        """
        with self.transaction(), in_words(self._db.path):
            version_id = self._same_held(source_id, reading, why, seen_at or now)
            if version_id is None:
                settle_held(self._db, source_id, now, "a later look was held, with another text")
                version_id = self._version(
                    source_id, snapshot_id, reading, VersionState.HELD, Line.LIVE, seen_at or now, None, why
                )
                self._db.run("update sources set held_version_id = ? where id = ?", (version_id, source_id))
            end_check(self._db, check_id, now, Outcome.HELD, why, snapshot_id)
            look_ended(self._db, source_id, now, Outcome.HELD, due_at=due_at)
            made = alerts(version_id, ()) if callable(alerts) else alerts
            writes_alerts.write(self._db, made, now, snapshot_id=snapshot_id)
        return version_id

    def decide_held(self, version_id: int, state: VersionState, who: str, why: str, now: datetime) -> None:
        """A person's word on a held version: REJECTED, or anything else for "this is the law".

        Accepting it as law is `accept` with its snapshot, which makes a version of its own: versions are numbered
        in the order of their acceptance. The held one is then superseded, with the decision beside it.
        """
        with self.transaction():
            row = self._db.one("select source_id, state from versions where id = ?", (version_id,))
            if row is None or row["state"] not in {"held", "superseded"}:
                raise Missing(f"there is no held version {version_id}.", "`lexwatch held` lists them.")
            rejected = state is VersionState.REJECTED
            self._db.run(
                "update versions set state = ?, decided_at = ?, decided_by = ?, decision = ? where id = ?",
                ("rejected" if rejected else "superseded", to_text(now), who, why, version_id),
            )
            self._db.run(
                "update sources set held_version_id = null where id = ? and held_version_id = ?",
                (row["source_id"], version_id),
            )

    def _same_held(self, source_id: int, reading: Reading | None, why: str, seen: datetime) -> int | None:
        """One that was seen later than now, by a clock that was wrong, is no first look that a second can follow."""
        held = self._db.one(
            """
            select v.id, v.text_digest, v.why, v.seen_at
              from sources s join versions v on v.id = s.held_version_id
             where s.id = ?
            """,
            (source_id,),
        )
        if held is None:
            return None
        digest = text_digest(reading.provisions) if reading else None
        same = held["text_digest"] == digest and (digest is not None or held["why"] == why)
        return held["id"] if same and held["seen_at"] <= to_text(seen) else None

    def _version(
        self,
        source_id: int,
        snapshot_id: int,
        reading: Reading | None,
        state: VersionState,
        line: Line,
        seen_at: datetime,
        valid_from: str | None,
        why: str | None,
        accepted_at: datetime | None = None,
    ) -> int:
        act = reading.act if reading else ActFacts()
        valid = valid_from or act.as_of
        number = self._db.insert(
            """
            insert into versions (source_id, snapshot_id, extractor, state, line, language, seen_at, valid_from,
                                  law_from, act, reading, why, warnings, provisions, text_digest, content_digest,
                                  accepted_at)
            values (:source, :snapshot, :extractor, :state, :line, :language, :seen, :valid, :law_from, :act,
                    :reading, :why, :warnings, :provisions, :text_digest, :content_digest, :accepted)
            """,
            {
                "source": source_id,
                "snapshot": snapshot_id,
                "extractor": reading.extractor if reading else "",
                "state": state,
                "line": line,
                "language": reading.language if reading else None,
                "seen": to_text(seen_at),
                "valid": valid,
                "law_from": valid or to_text(seen_at)[:10],
                "act": act_to_json(act),
                "reading": reading_to_json(reading) if reading else "{}",
                "why": why,
                "warnings": to_json(list(reading.warnings) if reading else []),
                "provisions": len(reading.provisions) if reading else 0,
                "text_digest": text_digest(reading.provisions) if reading else None,
                "content_digest": content_digest(reading.provisions) if reading else None,
                "accepted": to_text(accepted_at) if accepted_at else None,
            },
        )
        add_link(self._db, "version", number)
        return number
