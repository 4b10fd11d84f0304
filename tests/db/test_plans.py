"""Questions of the page walk through an index, never through a table that grows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from db_laws import ACT
from db_laws import DAY
from db_laws import NOON
from db_laws import add_source
from db_laws import alert
from db_laws import amended
from db_laws import article
from db_laws import capture
from db_laws import code
from db_laws import days
from db_laws import reading
from db_laws import see

from db.law import Kind
from db.open import open_writer
from db.queries import Queries
from db.records import AlertKind
from db.records import AlertState
from db.records import DeliveryState
from db.records import Line
from db.records import Outcome
from db.store import Store

GROWING = {
    *(
        "provisions",
        "texts",
        "versions",
        "changes",
        "change_entries",
        "alerts",
        "alert_changes",
        "alert_entries",
    ),
    *("deliveries", "snapshots", "bodies", "checks", "chain", "reviews", "baselines", "drops"),
}
OTHER = "Whoever breaks rule 2 shall pay 90 crowns."

QUESTIONS: dict[str, Callable[[Queries], object]] = {
    "source": lambda q: q.source("xx/code-en"),
    "sources of an act": lambda q: q.sources(ACT.address),
    "due": lambda q: q.due(NOON),
    "last accepted": lambda q: q.last_accepted(1),
    "last of the archive": lambda q: q.last_accepted(1, Line.ARCHIVE),
    "version": lambda q: q.version(1),
    "versions": lambda q: q.versions(1, accepted=True),
    "version at": lambda q: q.version_at(act=ACT.address, as_of=NOON.date(), known_at=NOON + 9 * DAY),
    "held": lambda q: q.held(),
    "provisions": lambda q: q.provisions(1),
    "some provisions": lambda q: q.provisions(1, ("art_1", "art_2")),
    "outline": lambda q: q.provision_heads(1),
    "history of a provision": lambda q: q.provision_history(1, "art_2"),
    "changes": lambda q: q.changes(limit=50),
    "changes of an act": lambda q: q.changes(act=ACT.address, limit=50),
    "changes of a source": lambda q: q.changes(source_id=1, limit=50),
    "changes of a version": lambda q: q.changes(to_version=2),
    "changes of a provision": lambda q: q.changes(source_id=1, eid="art_2", limit=50),
    "changes of a line": lambda q: q.changes(entry="exampleland/illegal-access", limit=50),
    "changes of a profile": lambda q: q.changes(profile="exampleland", limit=50),
    "changes of an alert": lambda q: q.changes(alert_id=1),
    "changes since": lambda q: q.changes(since=NOON, kinds=[Kind.AMENDED], limit=50),
    "a change": lambda q: q.change(1),
    "alerts": lambda q: q.alerts(limit=50),
    "alerts of a profile": lambda q: q.alerts(profile="exampleland", states=[AlertState.OPEN]),
    "alerts of a line": lambda q: q.alerts(profile="exampleland", entry="illegal-access"),
    "alerts by kind": lambda q: q.alerts(kinds=[AlertKind.CHANGE], limit=50),
    "alerts of a change": lambda q: q.alerts(change_id=1),
    "alerts of a source": lambda q: q.alerts(profile="exampleland", states=[AlertState.OPEN], source_id=1),
    "alerts of an act": lambda q: q.alerts(
        profile="exampleland", act=ACT.address, since=NOON, until=NOON + DAY
    ),
    "alerts about a cause": lambda q: q.alerts(profile="exampleland", about="version:"),
    "an alert": lambda q: q.alert(1),
    "an alert by its cause": lambda q: q.alert_by_cause("exampleland", "version:2"),
    "deliveries of an alert": lambda q: q.deliveries(alert_id=1),
    "deliveries waiting": lambda q: q.deliveries(states=[DeliveryState.WAITING, DeliveryState.DEAD]),
    "deliveries of a target": lambda q: q.deliveries(profile="exampleland", target="team", limit=50),
    "snapshots": lambda q: q.snapshots(1),
    "a snapshot": lambda q: q.snapshot(1),
    "a body": lambda q: q.body(q.snapshot(2).body_sha256),
    "checks": lambda q: q.checks(1),
    "checks of a run": lambda q: q.checks(run_id=1),
    "unfinished checks": lambda q: q.unfinished_checks(),
    "chain": lambda q: q.chain_head(),
    "reviews of a line": lambda q: q.reviews(profile="exampleland", entry="illegal-access"),
    "baselines": lambda q: q.baselines("exampleland"),
    "search": lambda q: q.search("crowns"),
    "counts": lambda q: q.counts(),
}


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201
    with open_writer(tmp_path / "lex.db") as opened:
        source = add_source(opened)
        see(opened, source, code())
        opened.accept(
            source_id=source,
            snapshot_id=opened.keep_snapshot(source, capture(b"second")).id,
            reading=reading(code(article(1), article(2, OTHER))),
            changes=[amended(2, article(2).text, OTHER)],
            entries=[("exampleland/illegal-access",)],
            alerts=[alert(changes=(0,))],
            now=NOON,
        )
        yield opened


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_walks_through_a_growing_table(store: Store, question: str) -> None:
    """The plan of every statement of every question: a search, or the newest rows of a list with an end."""
    assert [] == walks(store, lambda: QUESTIONS[question](store.queries))


def test_no_write_of_a_look_walks_through_a_growing_table(store: Store) -> None:
    """Planning, keeping, accepting, claiming, marking: none grows with what is stored."""

    def look() -> None:
        run = store.begin_run(NOON, "check")
        check = store.start_check(run, 1, NOON, NOON, NOON + DAY)
        see(
            store,
            1,
            code(article(1, "again")),
            NOON + DAY,
            check_id=check,
            changes=[amended(1, "a", "b")],
            entries=[("e/f",)],
        )
        store.finish_check(check, 1, NOON, Outcome.UNCHANGED, alerts=[alert("other")])
        store.mark_sent([d.id for d in store.claim_deliveries(NOON, 9, DAY)], NOON)
        store.resend(1, NOON)

    assert [] == walks(store, look)


def walks(store: Store, act: Callable[[], object]) -> list[str]:
    """Steps of plans that go through a growing table from end to end."""
    statements: list[str] = []
    raw = store._db.raw
    raw.set_trace_callback(statements.append)
    try:
        act()
    finally:
        raw.set_trace_callback(None)
    found = []
    for statement in dict.fromkeys(statements):
        if not statement.lstrip().lower().startswith(("select", "with", "update", "delete")):
            continue
        if "_search_" in statement or "fts5" in statement.lower():
            continue  # the index's own tables
        steps = [row[3] for row in raw.execute(f"explain query plan {statement}")]
        sorts = any("TEMP B-TREE FOR ORDER BY" in step for step in steps)
        names = aliases(statement)
        for step in steps:
            words = step.split()
            if words[0] == "SCAN" and names.get(words[1], words[1]) in GROWING:
                newest = " limit " in statement and not sorts and "id desc" in statement
                if not newest and "USING INDEX versions_held" not in step and "checks_unfinished" not in step:
                    found.append(f"{step}: {' '.join(statement.split())[:200]}")
    return found


def aliases(statement: str) -> dict[str, str]:
    words = statement.replace(",", " ").split()
    pairs = zip(words, words[1:], words[2:], strict=False)
    return {alias: table for before, table, alias in pairs if before in {"from", "join"}}


def test_the_guard_itself_finds_a_walk(store: Store) -> None:
    """A test of plans that finds nothing anywhere would be none."""
    assert walks(store, lambda: store._db.all("select t.text from texts t where t.printed like '%x%'"))
    assert walks(store, lambda: store._db.all("select * from alerts where subject = 'x'"))


def test_an_unchanged_look_costs_the_same_after_two_hundred_versions(tmp_path: Path) -> None:
    """A larger archive makes no look dearer, only a larger change does: counted in SQLite's own steps."""

    def steps(store: Store) -> int:
        taken = 0

        def count() -> int:
            nonlocal taken
            taken += 1
            return 0

        run = store.begin_run(NOON, "check")
        store._db.raw.set_progress_handler(count, 10)
        check = store.start_check(run, 1, NOON, NOON, NOON + DAY)
        store.queries.source_state(1)
        store.queries.last_accepted(1)
        store.finish_check(check, 1, NOON, Outcome.UNCHANGED)
        store._db.raw.set_progress_handler(None, 0)
        return taken

    with open_writer(tmp_path / "lex.db") as store:
        source = add_source(store)
        law = list(code(*(article(n) for n in range(1, 60))))
        clock = days()
        see(store, source, law, next(clock))
        first = steps(store)
        for version in range(200):
            law[version % 59] = article(version % 59 + 1, f"amended by law {version}")
            see(store, source, law, next(clock))
        assert steps(store) <= first * 1.1
        assert 259 == store._db.number("select count(*) from provisions")
