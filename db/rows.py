"""Rows become records."""

import json
from sqlite3 import Row

from db.codec import act_from_json
from db.codec import by_from_json
from db.codec import notes_from_json
from db.codec import pairs_from
from db.codec import parts_from_json
from db.codec import strings_from
from db.law import Change
from db.law import Kind
from db.law import Provision
from db.law import Redline
from db.law import Status
from db.records import ActRecord
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import Baseline
from db.records import CheckRecord
from db.records import Delivery
from db.records import DeliveryState
from db.records import Line
from db.records import Outcome
from db.records import Review
from db.records import Snapshot
from db.records import SourceRecord
from db.records import SourceState
from db.records import StoredChange
from db.records import Version
from db.records import VersionState
from db.times import from_text
from db.times import from_text_or_none


def act(row: Row) -> ActRecord:
    return ActRecord(*row)  # the table's columns are the record's fields, in order


def source_state(row: Row) -> SourceState:
    return SourceState(
        id=row["id"],
        record=SourceRecord(
            key=row["key"],
            act=row["act"],
            url=row["url"],
            language=row["language"],
            fetch=row["fetch"],
            format=row["format"],
            rank=row["rank"],
            title=row["title"],
        ),
        due_at=from_text_or_none(row["due_at"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        last_outcome=Outcome(row["last_outcome"]) if row["last_outcome"] else None,
        last_checked_at=from_text_or_none(row["last_checked_at"]),
        last_good_at=from_text_or_none(row["last_good_at"]),
        failures=row["failures"],
        version_id=row["version_id"],
        body_sha256=row["body_sha256"],
        held_version_id=row["held_version_id"],
    )


def snapshot(row: Row) -> Snapshot:
    return Snapshot(
        id=row["id"],
        source_id=row["source_id"],
        url=row["url"],
        final_url=row["final_url"],
        status=row["status"],
        headers=pairs_from(row["headers"]),
        body_sha256=row["body_sha256"],
        size=row["size"],
        taken_at=from_text(row["taken_at"]),
        fetcher=row["fetcher"],
        previous_hash=row["previous_hash"],
        hash=row["hash"],
        parts=parts_from_json(row["parts"]),
    )


def version(row: Row) -> Version:
    return Version(
        id=row["id"],
        source_id=row["source_id"],
        snapshot_id=row["snapshot_id"],
        extractor=row["extractor"],
        state=VersionState(row["state"]),
        line=Line(row["line"]),
        language=row["language"],
        seen_at=from_text(row["seen_at"]),
        valid_from=row["valid_from"],
        act=act_from_json(row["act"]),
        why=row["why"],
        provisions=row["provisions"],
        warnings=strings_from(row["warnings"]),
        text_digest=row["text_digest"],
        law_from=row["law_from"],
        accepted_at=from_text_or_none(row["accepted_at"]),
        decided_at=from_text_or_none(row["decided_at"]),
        decided_by=row["decided_by"],
        decision=row["decision"],
    )


def provision(row: Row, anchor: str | None) -> Provision:
    text = row["text"]
    return Provision(
        eid=row["eid"],
        kind=row["kind"],
        num=row["num"],
        label=row["label"],
        heading=row["heading"],
        text=text,
        printed=text if row["printed"] is None else row["printed"],
        article=row["article"],
        parent=row["parent"],
        container=row["container"],
        status=Status(row["status"]),
        anchor=anchor,
        notes=notes_from_json(row["notes"]),
    )


def change(row: Row, entries: tuple[str, ...]) -> StoredChange:
    before, after = row["before"], row["after"]
    return StoredChange(
        id=row["id"],
        change=Change(
            kind=Kind(row["kind"]),
            eid=row["eid"],
            old_eid=row["old_eid"],
            article=row["article"],
            old_article=row["old_article"],
            label=row["label"],
            before=before,
            after=after,
            redline=redline_back(row["redline"], before or "", after or ""),
            significance=strings_from(row["significance"]),
            match=row["match"],
            relation=row["relation"],
            related=strings_from(row["related"]),
            by=by_from_json(row["by"]),
        ),
        source_key=row["source_key"],
        act=row["act"] or "",
        language=row["language"],
        from_version=row["from_version"],
        to_version=row["to_version"],
        seen_at=from_text(row["seen_at"]),
        entries=entries,
        line=Line(row["line"]),
        ours=bool(row["ours"]),
    )


def alert(row: Row, changes: tuple[int, ...]) -> Alert:
    return Alert(
        id=row["id"],
        uid=row["uid"],
        kind=AlertKind(row["kind"]),
        cause=row["cause"],
        profile=row["profile"],
        subject=row["subject"],
        payload=row["payload"],
        entries=strings_from(row["entries"]),
        state=AlertState(row["state"]),
        created_at=from_text(row["created_at"]),
        weight=row["weight"],
        changes=changes,
        due_at=from_text_or_none(row["due_at"]),
        state_at=from_text_or_none(row["state_at"]),
        snapshot_id=row["snapshot_id"],
    )


def delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        alert_id=row["alert_id"],
        profile=row["profile"],
        target=row["target"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        next_at=from_text(row["next_at"]),
        last_error=row["last_error"],
        sent_at=from_text_or_none(row["sent_at"]),
    )


def review(row: Row) -> Review:
    return Review(**{**dict(row), "at": from_text(row["at"])})


def baseline(row: Row) -> Baseline:
    return Baseline(
        profile=row["profile"],
        entry=row["entry"],
        text_sha256=row["text_sha256"],
        at=from_text(row["at"]),
        who=row["who"],
        versions=tuple((key, number) for key, number in json.loads(row["versions"])),
        why=row["why"],
    )


def check(row: Row) -> CheckRecord:
    return CheckRecord(
        id=row["id"],
        run_id=row["run_id"],
        source_id=row["source_id"],
        planned_at=from_text(row["planned_at"]),
        started_at=from_text_or_none(row["started_at"]),
        finished_at=from_text_or_none(row["finished_at"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        why=row["why"],
        snapshot_id=row["snapshot_id"],
        missed=row["missed"],
    )


def redline_spans(redline: Redline, before: str, after: str) -> list[list[object]]:
    """[[sign, number of characters], ...] where the words are those of before and after; else with the words."""
    spans: list[list[object]] = [[sign, len(words)] for sign, words in redline]
    if _spell(spans, before, after) == redline:
        return spans
    return [[sign, words] for sign, words in redline]


def redline_back(text: str, before: str, after: str) -> Redline:
    return _spell(json.loads(text), before, after)


def _spell(spans: list[list[object]], before: str, after: str) -> Redline:
    at_before = at_after = 0
    pieces = []
    for sign, piece in spans:
        assert isinstance(sign, str)
        if isinstance(piece, str):
            pieces.append((sign, piece))
            continue
        assert isinstance(piece, int)
        pieces.append(
            (
                sign,
                before[at_before : at_before + piece] if sign != "+" else after[at_after : at_after + piece],
            )
        )
        at_before += piece if sign != "+" else 0
        at_after += piece if sign != "-" else 0
    return tuple(pieces)
