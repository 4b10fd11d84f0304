"""One look, from the request to the version and its alerts: the real store against a real socket."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from watching import ARTICLES
from watching import MAINTENANCE
from watching import OPENED
from watching import PATH
from watching import PROFILE
from watching import World
from watching import code

from db.open import open_reader
from db.records import AlertKind
from db.records import Outcome
from db.records import VersionState
from pipeline.review import desk
from scraper.errors import FetchError
from scraper.formats.generic import GenericHtml


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        world.serves(code())
        yield world


def test_the_first_version_never_alerts(world: World) -> None:
    """Everything in it is new, and nothing changed."""
    assert "first" == world.look()
    assert [] == world.alerts(None)
    assert () == world.store.queries.changes(line=None)


def test_a_change_alerts_the_lines_that_cite_it(world: World) -> None:
    """Art. 4 moves: the line that cites it is named; the one that cites Art. 6, and the whole code, are not."""
    world.look()
    world.serves(code(OPENED))
    assert "changed" == world.look()
    (alert,) = world.alerts()
    assert ("opening",) == alert.entries
    payload = json.loads(alert.payload)
    assert [("art_4__para_1", "amended")] == [(c["eid"], c["kind"]) for c in payload["changes"]]
    assert world.site.url(PATH) in payload["changes"][0]["url"]
    assert 2 == payload["evidence"]["snapshot_id"]


def test_a_change_that_no_line_cites_alerts_nobody(world: World) -> None:
    """It is recorded all the same."""
    world.look()
    world.serves(code({"9": ARTICLES["9"].replace("banishment", "a fine")}))
    assert "changed" == world.look()
    assert [] == world.alerts(None)
    assert ["art_9"] == [c.change.eid for c in world.store.queries.changes()]


def test_not_modified_is_unchanged(world: World) -> None:
    """The validators of the last answer are sent; a 304 brings no body and no snapshot."""
    world.serves(code(), etag='"1"')
    assert "first" == world.look()
    assert "unchanged" == world.look()
    assert '"1"' == world.site.asked(PATH)[-1].headers["if-none-match"]
    assert 1 == world.store.queries.counts()["snapshots"]


def test_noise_around_the_law_is_no_change(world: World) -> None:
    """Counters and tokens differ on every request: kept as evidence, unchanged."""
    number = count()
    world.site.answers_with(PATH, lambda _: code(noise=f"visitor {next(number)}").encode())
    assert ["first", "unchanged", "unchanged"] == [world.look() for _ in range(3)]
    assert 3 == world.store.queries.counts()["snapshots"]
    assert 1 == len(world.store.queries.versions(world.state().id))


def test_typography_tells_nobody(world: World) -> None:
    """Other dashes and quotes are recorded as typographic, and alert nobody."""
    world.serves(code({"4": ARTICLES["4"].replace("Whoever opens", "Whoever “opens”")}))
    world.look()
    world.serves(code({"4": ARTICLES["4"].replace("Whoever opens", 'Whoever "opens"')}))
    assert "changed" == world.look()
    assert [] == world.alerts()
    assert ["typographic"] == [str(c.change.kind) for c in world.store.queries.changes()]


def test_a_page_of_maintenance_is_held_and_the_law_stands(world: World) -> None:
    """Held with its reason, one word to the operator, no change; the next good look settles it and says so."""
    world.look()
    world.serves(MAINTENANCE)
    assert ["held", "held"] == [world.look(), world.look()]
    assert ["held"] == _told(world)
    world.serves(code())
    assert "unchanged" == world.look()
    assert ["held", "recovered"] == _told(world)
    assert () == world.store.queries.held()
    assert [] == world.alerts()


def _told(world: World) -> list[str]:
    return [json.loads(a.payload)["operator"]["outcome"] for a in world.alerts(AlertKind.OPERATOR)]


def test_a_source_down_for_a_week_sends_one_message(world: World) -> None:
    """Failing looks for seven days: told once, at the third; then that it is well again."""
    world.look()
    world.serves("no", status=403)
    for _ in range(14):
        world.later(hours=12)
        assert "failed" == world.look()
    assert ["failed"] == _told(world)
    world.serves(code())
    world.look()
    assert ["failed", "recovered"] == _told(world)


def test_who_refuses_us_twice_is_left_alone_until_the_next_day(world: World) -> None:
    """A 403 is no outage: one more look soon, then the rhythm of the source."""
    world.look()
    world.serves("no", status=403)
    waits = []
    for _ in range(3):
        world.look()
        waits.append(round((world.state().due_at - world.now).total_seconds() / 3600))  # type: ignore[operator]
    assert [1, 24, 24] == waits


def test_one_bad_minute_is_no_news(world: World) -> None:
    """A single failure that heals by itself is told to nobody, its end neither."""
    world.look()
    world.site.serves(PATH).resets()
    world.look()
    world.serves(code())
    world.look()
    assert [] == world.alerts(None)


def test_a_missing_page_is_gone_only_when_missed_twice(world: World) -> None:
    """A 404 is no repeal: told at the second look, and the law stands as it did."""
    world.look()
    world.site.serves(PATH, "not here", status=404)
    assert "gone" == world.look()
    assert [] == world.alerts(None)
    world.later(hours=2)
    assert "gone" == world.look()
    assert ["gone"] == _told(world)
    assert 1 == world.state().version_id
    assert "the server" in world.alerts(AlertKind.OPERATOR)[0].payload.lower()


def test_a_mass_loss_needs_a_second_spaced_look(world: World) -> None:
    """Five of twelve articles gone: held; again within the hour: still held; after the hour, the same text: law."""
    world.look()
    world.serves(code(without=("1", "3", "6", "9", "11")))
    assert "held" == world.look()
    world.later(minutes=10)
    assert "held" == world.look()
    assert [] == world.alerts()
    world.later(hours=1)
    assert "changed" == world.look()
    (alert,) = world.alerts()
    assert ("spoiling",) == alert.entries
    assert () == world.store.queries.held()


def test_another_text_at_the_second_look_waits_again(world: World) -> None:
    """Two looks count only where they bring the same words."""
    world.look()
    world.serves(code(without=("1", "3", "6", "9", "11")))
    assert "held" == world.look()
    world.later(hours=2)
    world.serves(code(without=("1", "3", "6", "9", "12")))
    assert "held" == world.look()


def test_there_and_back_again_is_two_changes_and_the_alert_closes(world: World) -> None:
    """A -> B -> A: the change back is recorded; the alert closes itself and word of it goes out."""
    world.look()
    world.serves(code(OPENED))
    world.look()
    world.serves(code())
    assert "changed" == world.look()
    assert 2 == len(world.store.queries.changes())
    first = world.alerts()[0]
    assert "closed" == str(first.state)
    (closed,) = world.alerts(AlertKind.CLOSED)
    assert first.uid == json.loads(closed.payload)["closes"]


def test_a_third_time_is_a_third_change(world: World) -> None:
    """A -> B -> A -> B: the same words alert again, since keys come from versions and not from texts."""
    world.look()
    for page in (code(OPENED), code(), code(OPENED)):
        world.serves(page)
        assert "changed" == world.look()
    assert 3 == len(world.store.queries.changes())
    assert 3 == len(world.alerts())


def test_a_repealed_act_is_believed_when_seen_twice(world: World) -> None:
    """The page says that the act is no longer in force: held, then law; the line of the whole code hears of it."""
    world.look()
    world.serves(code(title="Code of Bees of Meliora (repealed)"))
    first = world.look()
    world.later(hours=2)
    second = world.look()
    assert ("held", "changed") == (first, second)
    (alert,) = world.alerts()
    assert "general" in alert.entries
    assert "status" in {c["kind"] for c in json.loads(alert.payload)["changes"]}


def test_an_alert_of_a_repealed_act_stays_open_while_it_is(world: World) -> None:
    """A later amendment of one article does not make the act come back."""
    world.look()
    dead = "Code of Bees of Meliora (repealed)"
    world.serves(code(title=dead))
    world.look()
    world.later(hours=2)
    world.look()
    world.serves(code(OPENED, title=dead))
    world.later(hours=2)
    assert "changed" == world.look()
    assert "open" == str(world.alerts()[0].state)
    assert [] == world.alerts(AlertKind.CLOSED)


DAILY = PROFILE.replace("stdout = true", 'stdout = true\ndigest = "daily"')


def test_the_digest_hears_of_the_whole_act(tmp_path: Path) -> None:
    """With a daily digest, a line that relies on the whole code hears of what touches no other line."""
    with World(tmp_path, text=DAILY) as world:
        world.serves(code())
        world.look()
        world.serves(code({"9": ARTICLES["9"].replace("banishment", "a fine")}))
        world.look()
        (alert,) = world.alerts()
        assert ("general",) == alert.entries
        world.serves(
            code(
                {"9": ARTICLES["9"].replace("banishment", "a fine"), "10": "Fraud|Other words entirely here."}
            )
        )
        world.look()
        assert ["open", "open"] == [str(a.state) for a in world.alerts()]


AMENDED = "Footnote. Article 4 as amended by the Law dated 01.02.2026 № 7-II (effective from {day})."


def test_what_is_not_yet_in_force_is_told_again_on_the_day(world: World) -> None:
    """The change says so; a second alert waits for the morning of the day."""
    world.look()
    world.serves(code(OPENED, notes={"4": AMENDED.format(day="01.06.2026")}))
    world.look()
    (alert,) = world.alerts()
    clocks = json.loads(alert.payload)["clocks"]
    assert ("2026-02-01", "2026-06-01", True) == (clocks["enacted"], clocks["in_force"], clocks["not_yet"])
    (again,) = world.alerts(AlertKind.IN_FORCE)
    assert again.due_at is not None
    assert "2026-06-01T06:00" == again.due_at.isoformat()[:16]


def test_a_change_taken_back_is_not_said_to_be_in_force(world: World) -> None:
    """A -> B, to take effect in June -> A in May: in June nobody hears that B is the law."""
    world.look()
    world.serves(code(OPENED, notes={"4": AMENDED.format(day="01.06.2026")}))
    world.look()
    world.serves(code())
    world.later(days=30)
    world.look()
    (again,) = world.alerts(AlertKind.IN_FORCE)
    assert "closed" == str(again.state)
    waiting = world.store.queries.deliveries(alert_id=again.id)
    assert {"waiting"}.isdisjoint({str(d.state) for d in waiting})


def test_our_own_upgrade_is_ours_and_alerts_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer reader reads the stored page again before it compares: what differs is labelled so."""
    world.look()
    monkeypatch.setattr(GenericHtml, "version", GenericHtml.version + 1)
    world.serves(code(OPENED))
    assert "changed" == world.look()
    states = [v.state for v in reversed(world.store.queries.versions(world.state().id))]
    assert [VersionState.ACCEPTED, VersionState.REREAD, VersionState.ACCEPTED] == states
    assert 1 == len(world.alerts())


def test_a_second_reader_of_the_database_sees_all_of_it(world: World) -> None:
    """Version, change, alert and delivery stand together as soon as the look is over."""
    world.look()
    world.serves(code(OPENED))
    world.look()
    with open_reader(world.folder / "lexwatch.db") as queries:
        assert (2, 1, 1, 1) == (
            len(queries.versions(world.state().id)),
            len(queries.changes()),
            len(queries.alerts()),
            len(queries.deliveries()),
        )


def test_a_held_version_that_a_person_accepts_is_told(world: World) -> None:
    """Accepted by hand with a word why: compared, told, and the next look finds it unchanged."""
    world.look()
    world.serves(code(OPENED, without=("1", "3", "9", "10", "11")))
    assert "held" == world.look()
    (held,) = world.store.queries.held()
    desk.accept_held(
        world.store, held.id, world.watched(), who="anna", now=world.now, why="read it in the gazette"
    )
    assert 1 == len(world.alerts())
    assert "unchanged" == world.look()


def test_the_due_time_is_advanced_before_the_request(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that dies cannot hot-loop: its next time stands before anything is asked."""
    seen = []

    async def die(*_: object, **__: object) -> None:
        seen.append(world.state().due_at)
        raise KeyboardInterrupt

    monkeypatch.setattr("scraper.fetch.Fetcher.fetch", die)
    with pytest.raises(KeyboardInterrupt):
        world.look()
    assert seen[0] is not None
    assert seen[0] > world.now


def test_a_defect_of_ours_is_a_failed_look(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody foresaw: the look failed, said so, and is finished in the ledger."""
    world.look()

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("an invented defect")

    monkeypatch.setattr("pipeline.looking.look.compare_readings", broken)
    world.serves(code(OPENED))
    assert "failed" == world.look()
    check = world.store.queries.checks(limit=1)[0]
    assert (Outcome.FAILED, True) == (check.outcome, "defect" in (check.why or ""))
    assert () == world.store.queries.unfinished_checks()


def test_a_shell_is_read_with_a_browser_where_the_profile_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escalate = true: a script shell is rendered; where the browser fails too it is held, never law."""
    asked = []

    async def render(*_: object) -> None:
        asked.append(1)
        raise FetchError("There is no browser here.", "Install one.")

    monkeypatch.setattr("pipeline.looking.fetching.Fetchers.render", render)
    shell = (
        "<!doctype html><html><head><script src=/a.js></script></head><body><noscript>Please enable JavaScript"
        ' </noscript><div id="root"></div></body></html>'
    )
    with World(
        tmp_path, text=PROFILE.replace('look_again = "1h"', 'look_again = "1h"\nescalate = true')
    ) as world:
        world.serves(shell)
        assert "held" == world.look()
    assert [1] == asked
