"""The store: one look at a source from its plan to its alerts, and what people then do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from db_laws import ACT
from db_laws import DAY
from db_laws import NOON
from db_laws import SOURCE
from db_laws import add_source
from db_laws import alert
from db_laws import amended
from db_laws import article
from db_laws import capture
from db_laws import code
from db_laws import reading
from db_laws import see

from db.digests import alert_uid
from db.digests import text_digest
from db.errors import Missing
from db.law import Attribution
from db.law import How
from db.law import Kind
from db.law import Redline
from db.open import open_writer
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import Baseline
from db.records import DeliveryState
from db.records import Line
from db.records import NewAlert
from db.records import Outcome
from db.records import VersionState
from db.store import Store

OTHER = "Whoever breaks rule 2 shall pay 90 crowns."
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201
    with open_writer(tmp_path / "lex.db") as opened:
        yield opened


def amend(store: Store, source: int, *, targets: Sequence[str] = ("team", "hook"), **more: object):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """A second version with article 2 amended, its change, and an alert that knows their numbers."""
    snapshot = store.keep_snapshot(source, capture(b"second", NOON + DAY))

    def alerts(version: int, changes: tuple[int, ...]) -> list[NewAlert]:
        return [alert(f"version:{version}/{changes[0]}", *targets, changes=(0,))]

    arguments: dict[str, object] = {
        "source_id": source,
        "snapshot_id": snapshot.id,
        "reading": reading(code(article(1), article(2, OTHER), article(3), article(4), article(5))),
        "changes": [amended(2, article(2).text, OTHER)],
        "entries": [("exampleland/illegal-access", "exampleland/fraud")],
        "alerts": alerts,
        "now": NOON + DAY,
        **more,
    }
    return store.accept(**arguments)  # type: ignore[arg-type]


def test_the_next_look_is_planned_before_the_request(store: Store) -> None:
    """A process that dies in a request does not ask again at once."""
    source = add_source(store)
    assert [source] == [s.id for s in store.queries.due(NOON)]
    store.start_check(store.begin_run(NOON, "check"), source, NOON, NOON, NOON + DAY, missed=3)
    assert () == store.queries.due(NOON + DAY - MINUTE)
    assert [source] == [s.id for s in store.queries.due(NOON + DAY)]
    (check,) = store.queries.unfinished_checks()
    assert (3, None, None) == (check.missed, check.finished_at, check.outcome)
    assert 1 == store.end_interrupted(NOON + DAY)
    assert "interrupted" == store.queries.checks(source)[0].why
    assert () == store.queries.unfinished_checks()


def test_everything_of_an_acceptance_is_there_at_once(store: Store) -> None:
    """Version, change, its lines, alert, one delivery a target, the source's state, the check: all of it."""
    source = add_source(store)
    run = store.begin_run(NOON, "check")
    see(store, source, code())
    check = store.start_check(run, source, NOON + DAY, NOON + DAY, NOON + 2 * DAY)
    made = amend(store, source, check_id=check, etag='"two"', due_at=NOON + 3 * DAY)
    queries = store.queries
    (change,) = queries.changes()
    assert (1, made.version_id, ("exampleland/fraud", "exampleland/illegal-access")) == (
        change.from_version,
        change.to_version,
        change.entries,
    )
    assert amended(2, article(2).text, OTHER) == change.change
    (told,) = queries.alerts()
    assert (made.alert_ids[0], made.change_ids, AlertState.OPEN) == (told.id, told.changes, told.state)
    assert f"version:{made.version_id}/{change.id}" == told.cause
    assert alert_uid("exampleland", told.cause) == told.uid
    assert ["team", "hook"] == [d.target for d in reversed(queries.deliveries(alert_id=told.id))]
    state = queries.source_state(source)
    assert (Outcome.CHANGED, made.version_id, '"two"', NOON + 3 * DAY, 0) == (
        state.last_outcome,
        state.version_id,
        state.etag,
        state.due_at,
        state.failures,
    )
    assert Outcome.CHANGED is queries.checks(source)[0].outcome
    assert ("art_2", OTHER) == (
        queries.search("90 crowns")[0].eid,
        queries.provisions(made.version_id)[1].text,
    )
    store.end_run(run, NOON + DAY, {"changes": 1})
    assert '{"changes": 1}' == queries.runs()[0].summary


def test_an_error_inside_leaves_nothing(store: Store) -> None:
    """Whatever goes wrong in the middle of an acceptance, the store is as it was before."""
    source = add_source(store)
    see(store, source, code())

    def broken(version: int, changes: tuple[int, ...]) -> list[NewAlert]:
        raise RuntimeError(version, changes)

    before = list(store._db.raw.iterdump())
    snapshot = store.keep_snapshot(source, capture(b"second", NOON + DAY))
    after = list(store._db.raw.iterdump())
    with pytest.raises(RuntimeError):
        amend_from(store, source, snapshot.id, broken)
    assert after == list(store._db.raw.iterdump())
    assert before != after  # the bytes came first, and stay


def amend_from(store: Store, source: int, snapshot: int, alerts: object) -> None:
    store.accept(
        source_id=source,
        snapshot_id=snapshot,
        reading=reading(code(article(1), article(2, OTHER))),
        changes=[amended(2, article(2).text, OTHER)],
        entries=[()],
        alerts=alerts,  # type: ignore[arg-type]
        now=NOON + DAY,
    )


def test_the_first_version_has_no_change(store: Store) -> None:
    """There is nothing that it could have changed from; who says so has a defect."""
    source = add_source(store)
    with pytest.raises(ValueError, match="nothing to change from"):
        amend(store, source)


def test_back_and_forth_is_three_changes(store: Store) -> None:
    """A, B, A, B: each is a version, and its change has a row of its own."""
    source = add_source(store)
    texts = [article(2).text, OTHER]
    see(store, source, code())
    for number in range(1, 4):
        see(
            store,
            source,
            code(article(1), article(2, texts[number % 2])),
            NOON + number * DAY,
            changes=[amended(2, texts[1 - number % 2], texts[number % 2])],
            entries=[()],
        )
    assert [(3, 4), (2, 3), (1, 2)] == [(c.from_version, c.to_version) for c in store.queries.changes()]
    assert 4 == len(store.queries.provision_history(source, "art_2"))
    assert 6 == store.queries.counts()["texts"]


redlines: list[Redline] = [
    (("=", "Whoever breaks rule 2 shall pay "), ("-", "2"), ("+", "90"), ("=", " crowns.")),
    (("-", "not the words"), ("+", "of either side")),
    (),
]


@pytest.mark.parametrize("redline", redlines)
@pytest.mark.parametrize("before", [article(2).text, "words that stand in no provision", None])
def test_a_change_comes_back_as_it_was(store: Store, redline: Redline, before: str | None) -> None:
    """Whether its words are pointed at or copied, and its redline counted or spelled out."""
    source = add_source(store)
    see(store, source, code())
    change = replace(
        amended(2, before or "", OTHER),
        before=before,
        redline=redline,
        significance=("penalty", "term"),
        match="number",
        relation="split",
        related=("art_3",),
        by=(Attribution("210-VIII", "2025-07-16", None, "sixty days", How.READ, "https://law.example/210"),),
    )
    made = amend(store, source, changes=[change], entries=[()])
    assert change == store.queries.changes()[0].change
    assert change == store.queries.change(made.change_ids[0]).change  # type: ignore[union-attr]
    copied = store._db.one("select before, after from changes")
    assert (None if before in {article(2).text, None} else before, None) == tuple(copied)  # type: ignore[arg-type]


def test_changes_are_found_by_what_people_ask(store: Store) -> None:
    """By act, provision and what lies below it, line of a profile, time, alert; ours and the archive's apart."""
    source = add_source(store)
    see(store, source, code())
    made = amend(store, source)
    ids = list(made.change_ids)
    asks: list[dict[str, object]] = [
        {},
        {"act": "xx/code"},
        {"source_id": source},
        {"eid": "art_2"},
        {"entry": "exampleland/fraud"},
        {"profile": "exampleland"},
        {"alert_id": made.alert_ids[0]},
        {"to_version": made.version_id},
        {"ids": ids},
        {"kinds": [Kind.AMENDED]},
        {"since": NOON, "until": NOON + 2 * DAY},
        {"line": None, "ours": None, "limit": 1},
    ]
    misses: list[dict[str, object]] = [
        {"act": "xx/other"},
        {"eid": "art_20"},
        {"eid": "art"},
        {"entry": "exampleland/other"},
        {"profile": "example"},
        {"kinds": [Kind.REPEALED]},
        {"since": NOON + 2 * DAY},
        {"until": NOON},
        {"ours": True},
        {"line": Line.ARCHIVE},
        {"before": ids[0]},
    ]
    for ask in asks:
        assert ids == [c.id for c in store.queries.changes(**ask)], ask  # type: ignore[arg-type]
    for ask in misses:
        assert () == store.queries.changes(**ask), ask  # type: ignore[arg-type]


def test_our_own_upgrade_is_no_look(store: Store) -> None:
    """A new reading of an old snapshot becomes what is compared with; its changes are ours; no state moves."""
    source = add_source(store)
    see(store, source, code())
    before = store.queries.source_state(source)
    last = store.queries.last_accepted(source)
    assert last is not None
    better = code(article(1), article(2, OTHER))
    made = store.accept(
        source_id=source,
        snapshot_id=last.version.snapshot_id,
        reading=reading(better, extractor="html/2"),
        changes=[amended(2, article(2).text, OTHER)],
        entries=[()],
        now=NOON + DAY,
        state=VersionState.REREAD,
    )
    assert replace(before, version_id=made.version_id) == store.queries.source_state(source)
    assert better == store.queries.last_accepted(source).provisions  # type: ignore[union-attr]
    assert () == store.queries.changes()
    assert [True] == [c.ours for c in store.queries.changes(ours=True)]


def test_the_archive_leaves_the_live_line_alone(store: Store) -> None:
    """Older editions come in later, in any order; the day asked for finds them, the next look does not."""
    source = add_source(store)
    live = see(
        store,
        source,
        code(article(1, "live")),
        NOON,
        reading=reading([article(1, "live")], as_of="2026-02-01"),
    )
    before = store.queries.source_state(source)
    late = see(store, source, [article(1, "2020")], NOON + DAY, line=Line.ARCHIVE, valid_from="2020-01-01")
    early = see(
        store, source, [article(1, "2016")], NOON + 2 * DAY, line=Line.ARCHIVE, valid_from="2016-01-01"
    )
    assert before == store.queries.source_state(source)
    assert "live" == store.queries.last_accepted(source).provisions[0].text  # type: ignore[union-attr]

    def at(day: str, known: datetime | None = None) -> int | None:
        version = store.queries.version_at(act=ACT.address, as_of=date.fromisoformat(day), known_at=known)
        return version.id if version else None

    assert [None, early, early, late, late, live] == [
        at(day)
        for day in ("2015-12-31", "2016-01-01", "2019-12-31", "2020-01-01", "2026-01-31", "2026-02-01")
    ]
    assert [None, None, late, live] == [
        at("2016-06-01", NOON),
        at("2020-06-01", NOON),
        at("2020-06-01", NOON + DAY),
        at("2026-06-01", NOON),
    ]
    assert [live] == [v.id for v in store.queries.versions(source, line=Line.LIVE)]
    assert [early, late, live] == [v.id for v in store.queries.versions(source, accepted=True)]


def test_a_version_without_a_date_is_law_from_the_day_it_was_seen(store: Store) -> None:
    """Nothing is made up: what the source does not state begins when we saw it."""
    source = add_source(store)
    version = see(store, source, code(), NOON)
    queries = store.queries
    assert version == queries.version_at(source, as_of=NOON.date()).id  # type: ignore[union-attr]
    assert queries.version_at(source, as_of=(NOON - DAY).date()) is None
    assert version == queries.version_at(source).id  # type: ignore[union-attr]
    assert queries.version_at(source, known_at=NOON - MINUTE) is None


def test_the_most_trusted_source_answers_for_its_act(store: Store) -> None:
    """Rank first; a language only when it is asked for; a source without an answer passes it on."""
    first = add_source(store)
    second = store.keep_source(replace(SOURCE, key="xx/code-fr", language="fr", rank=1))
    french = see(store, second, code(article(1, "loi")))
    assert french == store.queries.version_at(act=ACT.address).id  # type: ignore[union-attr]
    english = see(store, first, code())
    assert english == store.queries.version_at(act=ACT.address).id  # type: ignore[union-attr]
    assert french == store.queries.version_at(act=ACT.address, language="fr").id  # type: ignore[union-attr]
    assert [first, second] == [s.id for s in store.queries.sources(ACT.address)]


def test_held_is_one_question_until_it_is_settled(store: Store) -> None:
    """The same text held again keeps its first time; another replaces it; good law ends it."""
    source = add_source(store)
    see(store, source, code())
    half = reading(code(article(1)))

    def hold(now: datetime, what: object, why: str = "half is gone") -> int:
        snapshot = store.keep_snapshot(source, capture(b"half", now))
        return store.hold(source_id=source, snapshot_id=snapshot.id, reading=what, why=why, now=now)  # type: ignore[arg-type]

    first = hold(NOON + DAY, half)
    assert first == hold(NOON + 2 * DAY, half)
    (held,) = store.queries.held()
    assert (NOON + DAY, text_digest(half.provisions)) == (held.seen_at, held.text_digest)
    state = store.queries.source_state(source)
    assert (Outcome.HELD, 2, first) == (state.last_outcome, state.failures, state.held_version_id)
    second = hold(NOON + 3 * DAY, None, "a captcha")
    assert [second] == [v.id for v in store.queries.held(source)]
    assert second == hold(NOON + 4 * DAY, None, "a captcha")
    assert second != hold(NOON + 5 * DAY, None, "a login form")
    store.finish_check(None, source, NOON + 6 * DAY, Outcome.UNCHANGED)
    state = store.queries.source_state(source)
    assert (0, None, NOON + 6 * DAY) == (state.failures, state.held_version_id, state.last_good_at)
    assert () == store.queries.held()
    assert VersionState.SUPERSEDED is store.queries.version(first).state  # type: ignore[union-attr]
    assert () == store.queries.provisions(first)
    assert code() == store.queries.last_accepted(source).provisions  # type: ignore[union-attr]


def test_a_person_decides_on_what_is_held(store: Store) -> None:
    """Rejected stays rejected; accepted becomes a version of its own; deciding on nothing is told."""
    source = add_source(store)
    snapshot = store.keep_snapshot(source, capture(b"short", NOON))
    held = store.hold(source_id=source, snapshot_id=snapshot.id, reading=None, why="short", now=NOON)
    store.decide_held(held, VersionState.REJECTED, "ann", "a login form", NOON)
    version = store.queries.version(held)
    assert version is not None
    assert (VersionState.REJECTED, "ann", "a login form") == (
        version.state,
        version.decided_by,
        version.decision,
    )
    again = store.hold(
        source_id=source, snapshot_id=snapshot.id, reading=reading(code()), why="short", now=NOON
    )
    with store.transaction():
        law = see(store, source, code(), NOON, snapshot_id=snapshot.id, who="ann", why="it is a short law")
        store.decide_held(again, VersionState.ACCEPTED, "ann", "it is a short law", NOON)
    assert (law, None) == (
        store.queries.source_state(source).version_id,
        store.queries.source_state(source).held_version_id,
    )
    for number in (law, 99):
        with pytest.raises(Missing, match="no held version"):
            store.decide_held(number, VersionState.REJECTED, "ann", "no", NOON)


def test_failures_count_and_validators_wait(store: Store) -> None:
    """A failing look leaves what the next good look needs; an unchanged one may renew it."""
    source = add_source(store)
    run = store.begin_run(NOON, "check")
    check = store.start_check(run, source, NOON, NOON, NOON + DAY)
    see(store, source, code(), check_id=check, etag='"one"', last_modified="Sun")
    for number in range(1, 4):
        check = store.start_check(run, source, NOON, NOON, NOON + DAY)
        store.finish_check(check, source, NOON + number * DAY, Outcome.FAILED, why="no answer")
        assert number == store.queries.source_state(source).failures
    state = store.queries.source_state(source)
    assert ('"one"', "Sun", NOON) == (state.etag, state.last_modified, state.last_good_at)
    check = store.start_check(run, source, NOON, NOON, NOON + DAY)
    store.finish_check(check, source, NOON + 4 * DAY, Outcome.UNCHANGED, etag='"two"')
    state = store.queries.source_state(source)
    assert ('"two"', "Sun", NOON + 4 * DAY, 0) == (
        state.etag,
        state.last_modified,
        state.last_good_at,
        state.failures,
    )
    store.keep_source(replace(SOURCE, title="renamed"))
    assert '"two"' == store.queries.source_state(source).etag
    store.keep_source(replace(SOURCE, url="https://law.example/moved"))
    moved = store.queries.source("xx/code-en")
    assert moved is not None
    assert (source, None, None) == (moved.id, moved.etag, moved.last_modified)


def test_one_cause_is_one_alert(store: Store) -> None:
    """Said twice, in whatever order after a crash, it is told once; another profile is told too."""
    first, again = (store.write_alerts([alert("failed:1")], now)[0] for now in (NOON, NOON + DAY))
    other = store.write_alerts([replace(alert("failed:1"), profile="elsewhere")], NOON)[0]
    assert first == again
    assert first != other
    assert 2 == len(store.queries.deliveries(alert_id=first))
    assert first == told(store, "exampleland").id
    assert (first, first) == (
        store.queries.alert_by_cause("exampleland", "failed:1").id,  # type: ignore[union-attr]
        store.queries.alert_by_uid(alert_uid("exampleland", "failed:1")).id,  # type: ignore[union-attr]
    )


def told(store: Store, profile: str) -> Alert:
    (only,) = store.queries.alerts(
        profile=profile,
        entry="illegal-access",
        kinds=[AlertKind.CHANGE],
        states=[AlertState.OPEN],
        since=NOON,
    )
    return only


def test_an_alert_of_a_coming_day_waits_for_it(store: Store) -> None:
    """What takes effect in ten days is delivered in ten days."""
    (number,) = store.write_alerts([alert(due_at=NOON + 10 * DAY)], NOON)
    assert () == store.claim_deliveries(NOON + 9 * DAY, 10, MINUTE)
    assert 2 == len(store.claim_deliveries(NOON + 10 * DAY, 10, MINUTE))
    assert NOON + 10 * DAY == store.queries.alert(number).due_at  # type: ignore[union-attr]


def test_a_claim_that_its_holder_did_not_survive_comes_back(store: Store) -> None:
    """At least once: after the lease another process tries, and the attempts are counted."""
    store.write_alerts([alert("one", "team")], NOON)
    (first,) = store.claim_deliveries(NOON, 10, MINUTE)
    assert (DeliveryState.SENDING, 1) == (first.state, first.attempts)
    assert () == store.claim_deliveries(NOON + MINUTE / 2, 10, MINUTE)
    (second,) = store.claim_deliveries(NOON + MINUTE, 10, MINUTE)
    assert (first.id, 2) == (second.id, second.attempts)
    store.mark_sent([second.id], NOON + MINUTE)
    assert () == store.claim_deliveries(NOON + DAY, 10, MINUTE)
    (sent,) = store.queries.deliveries(states=[DeliveryState.SENT])
    assert (NOON + MINUTE, None) == (sent.sent_at, sent.last_error)


def test_deliveries_fail_visibly_and_can_be_sent_again(store: Store) -> None:
    """Put off with its error, given up with its error, and started anew by a person."""
    (number,) = store.write_alerts([alert()], NOON)
    hook, team = sorted(store.claim_deliveries(NOON, 10, MINUTE), key=lambda d: d.target)
    store.mark_retry(hook.id, NOON + DAY, "503" * 9_000, NOON)
    store.mark_dead(team.id, "no such mailbox", NOON)
    waiting, dead = (
        store.queries.deliveries(states=[s])[0] for s in (DeliveryState.WAITING, DeliveryState.DEAD)
    )
    assert (NOON + DAY, 2_000) == (waiting.next_at, len(waiting.last_error or ""))
    assert "no such mailbox" == dead.last_error
    assert () == store.claim_deliveries(NOON + MINUTE, 10, MINUTE)
    assert 2 == store.resend(number, NOON + MINUTE)
    assert [1, 1] == [d.attempts for d in store.claim_deliveries(NOON + MINUTE, 10, MINUTE)]
    assert 0 == store.resend(99, NOON)


def test_claims_are_bounded_and_the_longest_due_come_first(store: Store) -> None:
    """A limit is a limit."""
    for number in range(5):
        store.write_alerts([alert(f"{number}", "team")], NOON - number * MINUTE)
    assert [4, 5] == [d.alert_id for d in store.claim_deliveries(NOON, 2, MINUTE)]


def test_a_long_queue_of_one_target_leaves_room_for_the_others(store: Store) -> None:
    """The oldest of each target is claimed before the second oldest of any."""
    for number in range(6):
        store.write_alerts([alert(f"{number}", "slow")], NOON - DAY)
    store.write_alerts([alert("news", "team"), alert("more", "team")], NOON)
    claimed = store.claim_deliveries(NOON, 4, MINUTE)
    assert [(1, "slow"), (2, "slow"), (7, "team"), (8, "team")] == [(d.alert_id, d.target) for d in claimed]


def test_alerts_have_a_state(store: Store) -> None:
    """Set by people or by themselves, with the time."""
    (number,) = store.write_alerts([alert()], NOON)
    store.set_alert_state(number, AlertState.CLOSED, NOON + DAY)
    told = store.queries.alert(number)
    assert told is not None
    assert (AlertState.CLOSED, NOON + DAY) == (told.state, told.state_at)
    assert () == store.queries.alerts(states=[AlertState.OPEN])
    with pytest.raises(Missing, match="no alert 99"):
        store.set_alert_state(99, AlertState.CLOSED, NOON)


def test_reviews_and_baselines_are_kept(store: Store) -> None:
    """Every act of a person; of the baselines the newest counts, the others are its past."""
    (number,) = store.write_alerts([alert()], NOON)
    review = store.add_review(
        NOON, "ann", "accept", profile="exampleland", entry="fraud", alert_id=number, why="read"
    )
    (kept,) = store.queries.reviews(profile="exampleland", entry="fraud", alert_id=number)
    assert (review, "ann", "read", NOON) == (kept.id, kept.who, kept.why, kept.at)
    old = Baseline("exampleland", "fraud", "a" * 64, NOON, "ann", (("xx/code-en", 1),))
    new = replace(old, at=NOON + DAY, versions=(("xx/code-en", 2), ("xx/code-fr", 3)), why="amended")
    other = replace(old, entry="illegal-access")
    for baseline in (old, other, new):
        store.set_baseline(baseline)
    assert (new, other) == store.queries.baselines("exampleland")
    assert (new, old) == store.queries.baseline_history("exampleland", "fraud")


def test_profiles_acts_and_sources_are_brought_up_to_date(store: Store) -> None:
    """Loaded again, they are the same rows; a profile's time moves only with its text."""
    source = add_source(store)
    store.keep_act(replace(ACT, title="New title"))
    assert "New title" == store.queries.act(ACT.address).title  # type: ignore[union-attr]
    assert 1 == len(store.queries.acts("XX"))
    assert source == store.keep_source(SOURCE)
    store.keep_profile("exampleland", "Exampleland", "XX", "a.toml", "title = 1", NOON)
    store.keep_profile("exampleland", "Exampleland", "XX", "b.toml", "title = 1", NOON + DAY)
    profile = store.queries.profile("exampleland")
    assert profile is not None
    assert (NOON, "b.toml", "title = 1") == (profile.kept_at, profile.path, profile.toml)
    store.keep_profile("exampleland", "Exampleland", "XX", "b.toml", "title = 2", NOON + DAY)
    assert [(NOON + DAY, "")] == [(p.kept_at, p.toml) for p in store.queries.profiles()]


def test_asking_for_nothing_is_answered(store: Store) -> None:
    """None where nothing is; words where a number was given that leads nowhere."""
    queries = store.queries
    assert (None, None, None) == (queries.act("x"), queries.source("x"), queries.profile("x"))
    assert (None, None, None) == (queries.version(1), queries.alert(1), queries.change(1))
    assert queries.last_accepted(1) is None
    assert queries.version_at(act="x") is None
    assert ((), ()) == (queries.provisions(1), queries.provision_heads(1))
    for ask in (queries.source_state, queries.snapshot):
        with pytest.raises(Missing):
            ask(1)
    with pytest.raises(Missing):
        store.finish_check(1, 1, NOON, Outcome.FAILED)


def test_times_without_a_zone_are_refused(store: Store) -> None:
    """A time that may be any of two dozen is no time; those of another zone are kept as UTC."""
    with pytest.raises(ValueError, match="without a zone"):
        store.begin_run(datetime(2026, 1, 1), "check")  # noqa: DTZ001  # that is the point
    store.begin_run(datetime.fromisoformat("2026-01-01T05:00:00+05:00"), "check")
    assert datetime(2026, 1, 1, tzinfo=UTC) == store.queries.runs()[0].started_at


def test_an_outline_has_no_words(store: Store) -> None:
    """Heads in document order, with the anchors of their version."""
    source = add_source(store)
    version = see(store, source, (article(1, heading="Scope", anchor="z1"), article(2)))
    later = see(store, source, (article(1, heading="Scope", anchor="z9"), article(2)))
    assert [("art_1", "Scope", "z1"), ("art_2", None, None)] == [
        (h.eid, h.heading, h.anchor) for h in store.queries.provision_heads(version)
    ]
    assert "z9" == store.queries.provision_heads(later)[0].anchor
    assert article(2) == store.queries.provision(version, "art_2")
    assert store.queries.provision(version, "art_3") is None
    assert ("told so", "utf-8") == tuple(
        store._db.one("select reading ->> 'reason', reading ->> 'charset' from versions")  # type: ignore[arg-type]
    )
    assert 0 == store.queries.coverage(version).dropped.__len__()
