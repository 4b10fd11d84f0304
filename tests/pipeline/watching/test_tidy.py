"""What must be noticed although nothing happened: silence, disagreement; and the proof of quiet."""

import asyncio
import json
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path

import pytest
from watching import OPENED
from watching import PROFILE
from watching import World
from watching import code
from watching_french import BOTH
from watching_french import SENTENCES
from watching_french import french

from alerts.webhook import PostAnswer
from db.records import AlertKind
from pipeline.profile.load import parse
from pipeline.profile.watchlist import watchlist
from pipeline.review import desk
from pipeline.watching.tidy import last_full_pass
from pipeline.watching.tidy import tidy

QUIET = PROFILE.replace('look_again = "1h"', 'look_again = "1h"\nheartbeat = "1d"\nsilence = "3d"')


def tidied(world: World) -> None:
    """One round of the tidy job."""
    profiles = [world.profile]
    asyncio.run(tidy(world.store, watchlist(world.store, profiles, world.now), profiles, world.now))


def words(world: World, kind: AlertKind = AlertKind.OPERATOR) -> list[dict[str, object]]:
    return [json.loads(a.payload) for a in world.alerts(kind)]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path, text=QUIET) as world:
        world.serves(code())
        world.look()
        yield world


def test_quiet_is_proven(world: World) -> None:
    """What was checked, how it stands, since when: once a day, and not once a minute."""
    desk.vouch(world.store, world.profile, "opening", who="anna", now=world.now)
    for _ in range(3):
        tidied(world)
        world.later(minutes=10)
    (beat,) = words(world, AlertKind.HEARTBEAT)
    assert {
        "checked": 3, "holds": 1, "changed": 0, "broken": 0, "uncertain": 2,
        "last_full_pass": "2026-03-02T06:00:00+00:00",
    } == beat["quiet"]  # fmt: skip
    world.later(days=1)
    tidied(world)
    assert 2 == len(words(world, AlertKind.HEARTBEAT))


def test_without_a_wish_there_is_no_heartbeat(tmp_path: Path) -> None:
    """Nor for a profile that tells nobody."""
    for folder, text in (("a", PROFILE), ("b", QUIET.replace("[targets.team]\nstdout = true\n", ""))):
        (tmp_path / folder).mkdir()
        with World(tmp_path / folder, text=text) as world:
            tidied(world)
            assert [] == words(world, AlertKind.HEARTBEAT)


def test_a_full_pass_is_full(world: World) -> None:
    """While one source was never looked at there was none."""
    state = world.state()
    assert world.now.isoformat() == last_full_pass([state])
    assert last_full_pass([]) is None


def test_silence_is_an_alarm(world: World) -> None:
    """Not read well for longer than agreed: said once, again only after twice the time."""
    world.later(days=2)
    tidied(world)
    assert [] == words(world)
    world.later(days=1, hours=1)
    for _ in range(3):
        tidied(world)
        world.later(minutes=5)
    (word,) = words(world)
    assert "silent" in json.dumps(word["operator"])
    world.later(days=10)
    tidied(world)
    assert 2 == len(words(world))


def test_a_source_of_pages_by_hand_is_never_silent(tmp_path: Path) -> None:
    """Nobody promised when."""
    text = QUIET.replace('language = "en"\nauthentic', 'fetch = "manual"\nlanguage = "en"\nauthentic')
    with World(tmp_path, text=text) as world:
        world.later(days=99)
        tidied(world)
        assert [] == words(world)


def test_a_due_time_from_a_wrong_clock_is_mended(world: World) -> None:
    """A look planned for the year after next, by a clock that was wrong: due now."""
    world.store.set_due(world.watched().id, world.now.replace(year=2028))
    tidied(world)
    assert world.state().due_at == world.now
    tidied(world)
    assert world.state().due_at == world.now


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[World]:
    """Two authentic languages of one act; one has moved."""
    with World(tmp_path, text=BOTH) as world:
        world.serves(code())
        world.serves(french(), "/fr/code")
        world.look("code-en")
        world.look("code-fr")
        world.serves(code(OPENED))
        world.look("code-en")
        yield world


def test_a_change_that_the_other_source_does_not_have_is_told(twins: World) -> None:
    """After the agreed time, and once."""
    twins.later(days=13)
    twins.look("code-fr")
    tidied(twins)
    assert [] == words(twins, AlertKind.CROSS_CHECK)
    twins.later(days=2)
    twins.look("code-fr")
    for _ in range(2):
        tidied(twins)
    (word,) = words(twins, AlertKind.CROSS_CHECK)
    assert "opening" in json.dumps(word["entries"])


def test_a_disagreement_is_told_behind_hundreds_of_newer_alerts(twins: World) -> None:
    """A mass amendment elsewhere hides none."""
    twins.other_alerts(501)
    twins.later(days=15)
    twins.look("code-fr")
    tidied(twins)
    assert 1 == len(words(twins, AlertKind.CROSS_CHECK))


def test_a_source_that_followed_is_no_disagreement(twins: World) -> None:
    """It says the same some days later."""
    twins.later(days=3)
    twins.serves(french(a4=SENTENCES["4"].replace("quarante", "soixante")), "/fr/code")
    twins.look("code-fr")
    twins.later(days=12)
    twins.look("code-fr")
    tidied(twins)
    assert [] == words(twins, AlertKind.CROSS_CHECK)


def test_a_source_that_was_not_read_since_says_nothing(twins: World) -> None:
    """Not having looked is no disagreement."""
    twins.later(days=20)
    tidied(twins)
    assert [] == words(twins, AlertKind.CROSS_CHECK)


def test_a_switch_that_does_not_answer_delays_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every heartbeat is written, and every switch is asked, before anybody is waited for."""
    asked: list[str] = []

    async def both_at_once(url: str, _body: bytes, _headers: Mapping[str, str]) -> PostAnswer:
        asked.append(url)
        for _ in range(100):
            if len(asked) == 2:
                return PostAnswer(200)
            await asyncio.sleep(0)
        raise TimeoutError("alone")

    monkeypatch.setattr("pipeline.watching.tidy.post", both_at_once)
    pinging = QUIET.replace("[targets", 'ping = "https://example.org/NAME"\n\n[targets', 1)
    profiles = [
        parse(pinging.replace("BASE", world.site.url("")).replace("NAME", key), path=f"{key}.toml", key=key)
        for key in ("meliora", "other")
    ]
    asyncio.run(tidy(world.store, watchlist(world.store, profiles, world.now), profiles, world.now))
    assert ["https://example.org/meliora", "https://example.org/other"] == asked
    assert 2 == len(world.store.queries.alerts(kinds=(AlertKind.HEARTBEAT,)))
