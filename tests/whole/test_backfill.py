"""An act's history from an archive: complete, in order, once, whatever kills the process on the way."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina
from watching import ARTICLES
from watching import PATH
from watching import PROFILE
from watching import World
from watching import code

from db.evidence import verify
from db.open import open_reader
from db.records import Line
from pipeline.archive import text_of
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.looking.backfill import Backfill
from pipeline.looking.backfill import Edition
from pipeline.looking.edition_days import Wanted
from pipeline.looking.fetching import Fetchers
from scraper.fetch import Fetcher

DATED = PROFILE.replace(
    "authentic = true",
    'authentic = true\narchive = "BASE/en/code/{date:%d.%m.%Y}"\nhistory = "BASE/en/code/history"',
)
DAYS = [date(2010, 1, 15) + timedelta(days=137 * n) for n in range(30)]


def fine(n: int) -> str:
    """The n-th edition: a fine of its own, so that every text is another."""
    return code({"4": ARTICLES["4"].replace("forty", f"{100 + n}")})


def publish(world: World) -> None:
    world.serves(fine(30))
    for n, day in enumerate(DAYS):
        world.serves(fine(n), f"{PATH}/{day:%d.%m.%Y}")
    rows = "".join(f'<tr><td><a href="/en/code/{d:%d.%m.%Y}">edition</a></td></tr>' for d in reversed(DAYS))
    world.serves(
        f"<html><body><table>{rows}</table><a href='/en/code/40.13.2010'>?</a></body></html>",
        f"{PATH}/history",
    )


@pytest.fixture(autouse=True)
def _no_second_attempts() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path, DATED) as made:
        publish(made)
        yield made


def fill(world: World, wanted: Wanted) -> tuple[Edition, ...]:
    async def work() -> tuple[Edition, ...]:
        async with Fetcher() as http:
            task = Backfill(world.store, Fetchers(http), world.watched(), lambda: world.now)
            return await task.run(await wanted.days(task))

    return asyncio.run(work())


def fined(world_or_queries: Any, day: date | None, known_at: datetime | None = None) -> str:
    queries = getattr(world_or_queries, "store", None)
    queries = queries.queries if queries else world_or_queries
    shown = text_of(queries, "code", "4", as_of=day, known_at=known_at, language=None)
    text = next(p.text for p in shown.provisions if p.eid == "art_4__para_1")
    return text.partition("up to ")[2].partition(" ")[0]


def command(profile: Path, db: Path, *more: str) -> list[str]:
    run = "from pipeline.cli import main; main()"
    return [sys.executable, "-c", run, "backfill", "code", "--profile", str(profile), "--db", str(db), "--from",
            "2010-01-01", *more]  # fmt: skip


def test_killed_three_times_it_is_complete_in_order_and_once(tmp_path: Path) -> None:
    """Thirty editions; the process is killed after the fifth, the fourteenth and the twenty-third request."""
    with World(tmp_path, DATED) as world:
        publish(world)
        profile = tmp_path / "meliora.toml"
        profile.write_text(world.text.replace("BASE", world.site.url("")), encoding="utf-8")
        db = tmp_path / "history.db"
        for after in (5, 14, 23):
            process = subprocess.Popen(
                command(profile, db), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
            )
            until = time.monotonic() + 60
            while len(editions_asked(world)) < after and time.monotonic() < until:
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            process.wait(20)
            assert -signal.SIGKILL == process.returncode, "killed on the way, not ended"
        done = subprocess.run(command(profile, db, "--json"), capture_output=True, check=True, text=True)

        asked = editions_asked(world)
        assert (
            sorted(asked, key=lambda p: datetime.strptime(p[-10:], "%d.%m.%Y").replace(tzinfo=UTC)) == asked
        )
        # A page that was on its way when the process died was never kept, so it alone may be asked for again.
        assert len(asked) <= len(DAYS) + 3
        told = json.loads(done.stdout)["sources"]["xm/code-en"]
        assert [str(d) for d in DAYS] == [e["day"] for e in told]
        assert {"known", "added"} == {e["outcome"] for e in told}

    with open_reader(db) as queries:
        source = queries.sources()[0]
        versions = list(reversed(queries.versions(source.id, 100)))
        assert [str(d) for d in DAYS] == [v.valid_from for v in versions]
        assert {Line.ARCHIVE} == {v.line for v in versions}
        assert 29 == len(queries.changes(line=Line.ARCHIVE))
        assert () == queries.alerts()
        for n in (0, 1, 4, 5, 13, 14, 22, 23, 28, 29):
            assert f"{100 + n}" == fined(queries, DAYS[n])
            assert f"{100 + n}" == fined(queries, DAYS[n] + timedelta(days=136))
        with pytest.raises(NotFound, match="2010-01-14"):
            fined(queries, date(2010, 1, 14))
    assert () == verify(db)


def editions_asked(world: World) -> list[str]:
    return [s.path for s in world.site.asked() if s.path.startswith(f"{PATH}/") and s.path[-4:].isdigit()]


def test_the_past_joins_the_present(world: World) -> None:
    """Editions go to the archive's line; the live version, its alerts and its next comparison stay as they were."""
    world.look()
    world.later(days=1)

    done = fill(world, Wanted(first=date(2015, 1, 1)))

    assert {"added"} == {e.outcome for e in done}
    assert [d for d in DAYS if d >= date(2015, 1, 1)] == [e.day for e in done]
    assert "130" == fined(world, None)
    assert "130" == fined(world, world.now.date())
    assert "129" == fined(world, date(2025, 6, 1))
    assert [] == world.alerts(None)
    assert "unchanged" == world.look()


def test_valid_time_and_observed_time_stay_apart(world: World) -> None:
    """What was law in 2016 is known since the back-fill, and was not known before: --as-of and --known-at together."""
    world.look()
    before = world.now + timedelta(hours=1)
    world.later(days=3)
    fill(world, Wanted())
    day = date(2016, 1, 1)
    wanted = str(100 + max(n for n, d in enumerate(DAYS) if d <= day))

    assert wanted == fined(world, day)
    assert wanted == fined(world, day, known_at=world.now)
    with pytest.raises(NotFound):
        fined(world, day, known_at=before)
    assert "130" == fined(world, None, known_at=before)


def test_a_second_run_asks_nothing(world: World) -> None:
    """What is kept is never fetched again; what earlier runs made of it is told."""
    fill(world, Wanted(named=tuple(DAYS[:6])))
    world.site.forget()

    assert ["known"] * 6 == [e.outcome for e in fill(world, Wanted(named=tuple(DAYS[:6])))]
    assert [] == editions_asked(world)


def test_older_editions_can_follow_later(world: World) -> None:
    """A run over an earlier time finds its place in the calendar; no change is told backwards."""
    fill(world, Wanted(named=tuple(DAYS[10:13])))
    fill(world, Wanted(named=tuple(DAYS[5:8])))

    assert ["105", "106", "107", "110", "112"] == [fined(world, DAYS[n]) for n in (5, 6, 7, 10, 12)]
    steps = [
        (c.change.before or "", c.change.after or "") for c in world.store.queries.changes(line=Line.ARCHIVE)
    ]
    assert 4 == len(steps)
    assert all(before < after for before, after in steps)


def test_what_is_no_edition_of_that_day_is_told_and_not_stored(world: World) -> None:
    """Another page, today's text under an old date, a captcha, a page cut short: doubtful, kept, and looked at again."""
    world.look()
    day = DAYS[3]
    later = {"5": "Article 5 was amended by Law No. 9-II of 2 March 2024"}
    today = code(notes=later)
    world.serves(today)
    world.later(days=1)
    world.look()
    pages = {
        "today's text": today,
        "There is no provision": "<html><body><form>Are you a robot? <input name=captcha></form></body></html>",
        "does not close": fine(3)[:1500],
    }
    for words, page in pages.items():
        world.serves(page, f"{PATH}/{day:%d.%m.%Y}")
        (edition,) = fill(world, Wanted(named=(day,)))
        assert "doubtful" == edition.outcome, words
        assert words in (edition.why or "")
    world.site.redirects(f"{PATH}/{day:%d.%m.%Y}", "/en/code/1")
    world.serves(fine(3), f"{PATH}/1")
    (edition,) = fill(world, Wanted(named=(day,)))
    assert "no page of that day" in (edition.why or "")
    publish(world)

    (edition,) = fill(world, Wanted(named=(day,)))

    assert "added" == edition.outcome
    assert "103" == fined(world, day)


def test_the_same_words_on_another_day_are_no_edition(world: World) -> None:
    """An archive that answers for any day shows the edition that was law then: one version, not two."""
    world.serves(fine(3), f"{PATH}/01.01.2012")

    done = fill(world, Wanted(named=(DAYS[3], date(2012, 1, 1))))

    assert ["added", "same"] == [e.outcome for e in done]
    assert done[0].version_id == done[1].version_id


def test_a_site_that_is_down_is_left_alone(world: World) -> None:
    """After three failures in a row nothing more is asked; the next run goes on there."""
    for day in DAYS[2:]:
        world.site.serves(f"{PATH}/{day:%d.%m.%Y}", status=503)

    done = fill(world, Wanted())

    assert ["added", "added", "failed", "failed", "failed"] == [e.outcome for e in done]
    publish(world)
    assert 28 == sum(1 for e in fill(world, Wanted()) if e.outcome == "added")


def test_robots_bind_the_archive(world: World) -> None:
    """Where robots.txt keeps the archive back, one refusal ends the run and says why."""
    world.site.robots(f"User-agent: *\nDisallow: {PATH}/1")

    (edition,) = fill(world, Wanted(named=tuple(DAYS[:3])))

    assert "failed" == edition.outcome
    assert "robots.txt" in (edition.why or "")
    assert [] == editions_asked(world)


def test_editions_are_found_by_halving(world: World) -> None:
    """An archive that answers for every day is searched; each edition begins on its own day."""

    def on(seen: Any) -> bytes:
        day = datetime.strptime(seen.path[-10:], "%d.%m.%Y").replace(tzinfo=UTC).date()
        return fine(max((n for n, d in enumerate(DAYS) if d <= day), default=0)).encode()

    for n in range(DAYS[4].toordinal() - DAYS[0].toordinal()):
        world.site.answers_with(f"{PATH}/{DAYS[0] + timedelta(days=n):%d.%m.%Y}", on)

    done = fill(world, Wanted(first=DAYS[0], last=DAYS[4] - timedelta(days=1), step=timedelta(days=100)))

    assert DAYS[:4] == [e.day for e in done]
    assert len(editions_asked(world)) < 60


def test_without_days_the_words_say_what_to_do(world: World) -> None:
    """Nothing is guessed: the ways to say which editions there are."""
    world.text = world.text.replace('history = "BASE/en/code/history"', "")
    with pytest.raises(NotPossible, match="--probe"):
        fill(world, Wanted())
    world.text = world.text.replace('archive = "BASE/en/code/{date:%d.%m.%Y}"', "")
    with pytest.raises(NotPossible, match="archive = "):
        fill(world, Wanted(named=(DAYS[0],)))


def test_dates_in_the_words_of_a_history_page(world: World) -> None:
    """Where nothing links the editions, dates in the cells of the table are taken."""
    rows = "".join(f"<tr><td>{n}</td><td>{d:%d.%m.%Y}</td></tr>" for n, d in enumerate(DAYS[:4]))
    world.serves(f"<html><body><table>{rows}</table></body></html>", f"{PATH}/history")

    assert DAYS[:4] == [e.day for e in fill(world, Wanted())]
