"""The machine and the receivers fail: a full disk, a lock, a mail server that refuses what it took, a hook that sleeps."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from alert_receivers import hook
from alert_receivers import mail_server
from scripted_site import Site
from watching import ARTICLES
from watching import OPENED
from watching import PROFILE
from watching import World
from watching import code

import scraper.http
from alerts.channels import Channels
from alerts.deliver import DeliveryReport
from alerts.deliver import deliver
from db.errors import DiskFull
from db.errors import InUse
from db.errors import ReadOnly
from db.errors import StoreError
from db.evidence import verify
from db.records import AlertKind
from db.records import DeliveryState
from pipeline.app import targets_of
from pipeline.watching.posting import post

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HOOK = '[targets.team]\nwebhook = "{url}"\nsecret = "${{HOOK_SECRET}}"'


def told_by(target: str) -> str:
    return PROFILE.replace("[targets.team]\nstdout = true", target)


async def send(world: World, channels: Channels) -> DeliveryReport:
    return await deliver(world.store, targets_of([world.profile]), world.now, using=channels)


def channels(**more: object) -> Channels:
    return Channels(post=post, environ={"HOOK_SECRET": SECRET}, **more)  # type: ignore[arg-type]


def changes(world: World) -> None:
    """A first version, and a change that is told."""
    world.serves(code())
    world.look()
    world.later(days=1)
    world.serves(code(OPENED))
    assert "changed" == world.look()


@contextmanager
def fault(world: World, kind: str) -> Iterator[type[StoreError]]:
    run = world.store._db.run
    match kind:
        case "disk full":
            pages = world.store._db.number("pragma page_count")
            run(f"pragma max_page_count = {pages}")
            yield DiskFull
            run("pragma max_page_count = 1073741823")
        case "read-only":
            run("pragma query_only = on")
            yield ReadOnly
            run("pragma query_only = off")
        case _:
            run("pragma busy_timeout = 20")
            with closing(sqlite3.connect(world.folder / "lexwatch.db", isolation_level=None)) as other:
                other.execute("begin immediate")
                yield InUse
                other.execute("rollback")


def looks(world: World) -> None:
    for _ in range(500):  # until the disk is full
        world.look()


@pytest.mark.parametrize("kind", ["disk full", "read-only", "locked"])
@pytest.mark.parametrize("size", [0, 60_000])
def test_a_store_that_cannot_write(tmp_path: Path, kind: str, size: int) -> None:
    """The pass ends with words; when the fault is over the same change is told once, and the evidence verifies."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.later(days=1)
        noise = "".join(chr(33 + (i * i * 7919 + i) % 90) for i in range(size)).replace("-", "_")
        world.serves(code(OPENED, noise=noise))
        with fault(world, kind) as error, pytest.raises(error) as raised:
            looks(world)
        assert raised.value.hint
        before = len(world.alerts())
        world.passes(everything=False)
        world.later(days=1)
        world.look()
        assert 1 == len(world.alerts())
        assert before <= 1
        assert () == world.store.queries.unfinished_checks()
    assert () == verify(tmp_path / "lexwatch.db")


def test_a_mail_server_that_refuses_after_data(tmp_path: Path) -> None:
    """It took the whole mail and then said no, for a day: the mail is sent when it says yes, once."""

    async def days(world: World) -> None:
        async with mail_server(END="451 try again") as server:
            world.text = told_by(
                f'[targets.team]\nto = "mailto://127.0.0.1:{server.port}/?from=w@example.org&to=team@example.org"'
            )
            using = channels()
            for _ in range(24):
                report = await send(world, using)
                assert (0, 0) == (report.sent, report.dead)
                world.later(hours=1)
            assert [] == server.mails
            server.refuses.clear()
            world.later(days=1)
            assert 1 == (await send(world, using)).sent
            world.later(days=1)
            assert 0 == (await send(world, using)).sent
            assert 1 == len(server.mails)

    with World(tmp_path) as world:
        changes(world)
        asyncio.run(days(world))


def test_a_webhook_that_takes_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Yes after three quarters of the time that it has is a yes: taken, and not sent again."""
    monkeypatch.setattr(scraper.http, "POST_SECONDS", 2.0)
    with Site() as receiver, World(tmp_path, told_by(HOOK.format(url=receiver.url("/hook")))) as world:
        receiver.serves("/hook", b"taken").waits(1.0)
        changes(world)
        using = channels(attempt_seconds=2.5)
        assert 1 == asyncio.run(send(world, using)).sent
        world.later(days=1)
        assert 0 == asyncio.run(send(world, using)).sent
        assert 1 == len(receiver.asked("/hook"))


@pytest.mark.slow
def test_a_webhook_that_answers_after_a_minute(tmp_path: Path) -> None:
    """The same with the product's own times: 200 after 60 seconds."""
    with Site() as receiver, World(tmp_path, told_by(HOOK.format(url=receiver.url("/hook")))) as world:
        receiver.serves("/hook", b"taken").waits(60.0)
        changes(world)
        assert 1 == asyncio.run(send(world, channels())).sent
        assert 1 == len(receiver.asked("/hook"))


def test_a_webhook_that_answers_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It took the alert and its yes came too late: it comes again with the same id, by which it is dropped."""
    monkeypatch.setattr(scraper.http, "POST_SECONDS", 1.0)
    with Site() as receiver, World(tmp_path, told_by(HOOK.format(url=receiver.url("/hook")))) as world:
        receiver.serves("/hook", b"taken").waits(2.0).then(b"taken")
        changes(world)
        assert 0 == asyncio.run(send(world, channels())).sent
        assert ["There was no answer within 1 seconds."] == [
            row.last_error for row in world.store.queries.deliveries()
        ]
        world.later(minutes=2)
        assert 1 == asyncio.run(send(world, channels())).sent
        ends = time.monotonic() + 5
        while len(receiver.asked("/hook")) < 2 and time.monotonic() < ends:
            time.sleep(0.02)  # the first answer is still on its way out
        assert 2 == len(receiver.asked("/hook"))
        assert 1 == len({seen.headers["webhook-id"] for seen in receiver.asked("/hook")})


def test_a_receiver_that_is_down_for_two_days(tmp_path: Path) -> None:
    """Changes of two days wait for it; when it is back each is told once, and nothing was given up."""

    async def days(world: World, base: World) -> None:
        async with hook((503, {}), (503, {}), *[(500, {})] * 500, (204, {})) as receiver:
            base.text = told_by(HOOK.format(url=receiver.url))
            using = channels()
            for hour in range(48):
                if hour % 8 == 0:
                    fine = {"4": ARTICLES["4"].replace("forty", str(100 + hour))}
                    world.serves(code(fine))
                    await world._check(True, "code-en")
                report = await send(world, using)
                assert (0, 0) == (report.sent, report.dead)
                world.later(hours=1)
            del receiver.answers[:-1]
            receiver.requests.clear()
            for _ in range(48):
                await send(world, using)
                world.later(hours=1)
            ids = [headers["webhook-id"] for headers, _ in receiver.requests]
            alerts = world.store.queries.alerts(kinds=(AlertKind.CHANGE,))
            assert 6 == len(alerts)
            assert sorted(a.uid for a in alerts) == sorted(ids)
            assert {DeliveryState.SENT} == {d.state for d in world.store.queries.deliveries()}

    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.later(days=1)
        asyncio.run(days(world, world))


def test_two_days_are_within_what_is_promised() -> None:
    """The pauses of the back-off reach beyond two days before anything is given up."""
    from alerts.backoff import BACK_OFF
    from alerts.backoff import GIVE_UP_AFTER
    from alerts.backoff import MAX_ATTEMPTS

    assert timedelta(days=2) < GIVE_UP_AFTER
    assert len(BACK_OFF) < MAX_ATTEMPTS
