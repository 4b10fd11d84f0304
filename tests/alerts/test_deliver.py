"""Delivering: at least once, each target by itself, later and later, given up visibly."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alert_receivers import hook
from alert_samples import change_alert
from alert_samples import heartbeat
from delivery_desk import ENVIRON
from delivery_desk import KEY
from delivery_desk import NOW
from delivery_desk import SECRET
from delivery_desk import Desk
from delivery_desk import run_until_dead
from delivery_desk import webhook_to
from standardwebhooks.webhooks import Webhook

from alerts import services
from alerts.channels import check
from alerts.channels import send_test
from alerts.deliver import LEASE
from alerts.deliver import DeliveryReport
from alerts.errors import SendError
from alerts.errors import TargetError
from alerts.message import Message
from alerts.message import render
from alerts.webhook import MAX_BODY
from alerts.webhook import PostAnswer
from alerts.webhook import envelope
from db.records import DeliveryState

pytestmark = pytest.mark.anyio


async def test_a_webhook_is_signed_and_carries_the_alert() -> None:
    """Standard Webhooks around CloudEvents, verifiable by anybody who holds the secret."""
    async with hook() as receiver:
        desk = Desk(team=webhook_to(receiver.url))
        desk.store.has(change_alert(), NOW, "team")

        assert DeliveryReport(1, 0, 0) == await desk.later()

    headers, body = receiver.requests[0]
    now = datetime.now(UTC)
    stamp = headers["webhook-timestamp"]
    assert str(int(NOW.timestamp())) == stamp
    assert Webhook(SECRET).sign("uid-1", NOW, body.decode()) == headers["webhook-signature"]
    fresh = {**headers, "webhook-timestamp": str(int(now.timestamp()))}
    fresh["webhook-signature"] = Webhook(SECRET).sign("uid-1", now, body.decode())
    assert Webhook(SECRET).verify(body, fresh)["id"] == headers["webhook-id"] == "uid-1"
    event = receiver.events[0]
    assert ("1.0", "lexwatch.alert.change", "urn:lexwatch:profile:kazakhstan") == (
        event["specversion"],
        event["type"],
        event["source"],
    )
    assert "uid-1" == event["data"]["uid"]
    assert "art_205__para_1" == event["data"]["changes"][0]["eid"]
    assert event["data"]["subject"].startswith("Kazakhstan: Criminal Code")
    assert [DeliveryState.SENT] == desk.store.states("team")


async def test_the_id_stays_the_same_at_every_attempt() -> None:
    """Receivers drop repeats by it."""
    async with hook((500, {}), (204, {})) as receiver:
        desk = Desk(team=webhook_to(receiver.url))
        desk.store.has(change_alert(), NOW, "team")

        first = await desk.later()
        assert (0, 1, 0) == (first.sent, first.waiting, first.dead)
        assert "The webhook answered 500." == desk.store.row("team").last_error
        assert DeliveryReport(0, 0, 0) == await desk.later(seconds=59)
        assert DeliveryReport(1, 0, 0) == await desk.later(seconds=60)

    assert ["uid-1", "uid-1"] == [headers["webhook-id"] for headers, _ in receiver.requests]


@pytest.mark.parametrize(("asked", "waits"), [("1800", 1800), ("5", 60), ("99999999", 6 * 3600)])
async def test_retry_after_is_honoured_with_a_cap(asked: str, waits: int) -> None:
    """Later if the receiver asked, never sooner than our own step, never for ever."""
    async with hook((429, {"Retry-After": asked})) as receiver:
        desk = Desk(team=webhook_to(receiver.url))
        desk.store.has(change_alert(), NOW, "team")
        await desk.later()

    assert NOW + timedelta(seconds=waits) == desk.store.row("team").next_at


async def test_a_receiver_that_never_answers_delays_nobody() -> None:
    """It is given its time; the others have theirs meanwhile, and it is asked only once."""
    async with hook(None) as silent, hook() as good:
        desk = Desk(silent=webhook_to(silent.url), good=webhook_to(good.url))
        for _ in range(3):
            desk.store.has(change_alert(), NOW, "silent", "good")
        running = asyncio.create_task(desk.later())
        await good.has(3)

        assert not running.done()
        report = await running

    assert (3, 3, 0) == (report.sent, report.waiting, report.dead)
    assert 1 == len(silent.requests)
    assert (((KEY, "silent", "There was no answer within 0.3 seconds."),)) == report.failures
    assert all(
        "There was no answer" in (row.last_error or "")
        for row in desk.store.rows.values()
        if row.target == "silent"
    )


async def test_a_message_that_is_refused_does_not_hold_up_the_next() -> None:
    """One that the receiver cannot take is its own trouble; the target is not down."""
    async with hook((413, {}), (204, {})) as receiver:
        desk = Desk(team=webhook_to(receiver.url))
        desk.store.has(change_alert(), NOW, "team")
        desk.store.has(heartbeat(), NOW, "team")
        report = await desk.later()

    assert (1, 1) == (report.sent, report.waiting)
    assert [DeliveryState.WAITING, DeliveryState.SENT] == desk.store.states("team")


async def test_an_alert_that_breaks_its_receiver_does_not_take_the_others_with_it() -> None:
    """A 500 for one alert looks like a target that is down; the next attempt begins with another alert."""
    taken: list[str] = []

    async def receiver(_: str, __: bytes, headers: Mapping[str, str]) -> PostAnswer:
        if headers["webhook-id"] == "uid-1":
            return PostAnswer(500)
        taken.append(headers["webhook-id"])
        return PostAnswer(204)

    desk = Desk(team=webhook_to("https://example.org"))
    desk.using = replace(desk.using, post=receiver)
    for _ in range(3):
        desk.store.has(change_alert(), NOW, "team")
    await desk.later()
    await desk.later(minutes=1)

    assert ["uid-2", "uid-3"] == taken
    assert [DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.SENT] == desk.store.states("team")


async def test_a_redirect_is_not_followed() -> None:
    """Signed law goes where the profile says, nowhere else."""
    async with hook((302, {"Location": "http://127.0.0.1:1/"})) as receiver:
        desk = Desk(team=webhook_to(receiver.url))
        desk.store.has(change_alert(), NOW, "team")
        await desk.later()

    assert "Redirects are not followed" in (desk.store.row("team").last_error or "")


async def test_a_process_killed_while_sending_sends_again() -> None:
    """The row's lease ends, and the same id goes out once more."""
    async with hook() as receiver:
        desk = Desk(team=webhook_to(receiver.url))
        desk.store.has(change_alert(), NOW, "team")
        desk.store.claim_deliveries(NOW, 10, LEASE)  # and then the process died

        assert DeliveryReport(0, 0, 0) == await desk.later(minutes=14)
        assert DeliveryReport(1, 0, 0) == await desk.later(minutes=15)


async def test_what_is_given_up_is_told_to_the_other_targets() -> None:
    """A dead letter is visible: its row stays, and whoever else listens hears of it."""
    async with hook((500, {})) as broken, hook() as good, hook() as deaf:
        desk = Desk(
            broken=webhook_to(broken.url),
            good=webhook_to(good.url),
            deaf=webhook_to(deaf.url, operator=False),
        )
        desk.store.has(change_alert(), NOW, "broken")
        await run_until_dead(desk, "broken")
        await desk.later(days=9)

    row = desk.store.row("broken")
    assert (DeliveryState.DEAD, "The webhook answered 500.") == (row.state, row.last_error)
    assert row.attempts >= 10
    assert [] == deaf.requests
    assert 1 == len(good.events)
    said = good.events[0]["data"]
    assert "Kazakhstan: [operator] target broken cannot be delivered to" == said["subject"]
    assert "1 alert could not be delivered to [targets.broken]." in said["text"]
    assert "Criminal Code Art. 205, 206 amended" in said["text"]
    assert "lexwatch alerts resend N (1)" in said["text"].replace("\n  ", " ")


async def test_two_dead_targets_do_not_tell_each_other_for_ever() -> None:
    """The telling of a dead target that cannot be told is not told in turn."""
    async with hook((500, {})) as one, hook((500, {})) as two:
        desk = Desk(one=webhook_to(one.url), two=webhook_to(two.url))
        desk.store.has(change_alert(), NOW, "one")
        for hours in range(0, 24 * 30, 3):
            await desk.later(hours=hours)

    assert 2 == len(desk.store.alerts)
    assert {DeliveryState.DEAD} == set(desk.store.states("one") + desk.store.states("two"))


async def test_a_receiver_down_for_two_days_loses_nothing() -> None:
    """Everything arrives, once the receiver is back."""
    answer: list[int] = [503]
    ids: list[str] = []

    async def receiver(_: str, __: bytes, headers: Mapping[str, str]) -> PostAnswer:
        if answer[0] == 204:
            ids.append(headers["webhook-id"])
        return PostAnswer(answer[0])

    desk = Desk(team=webhook_to("https://example.org"))
    desk.using = replace(desk.using, post=receiver)
    for minutes in range(0, 4 * 24 * 60, 30):
        if minutes % 600 == 0 and minutes < 2 * 24 * 60:
            desk.store.has(change_alert(), NOW + timedelta(minutes=minutes), "team")
        if minutes == 2 * 24 * 60:
            answer[0] = 204
        await desk.later(minutes=minutes)

    assert sorted(ids) == sorted({alert.uid for alert in desk.store.alerts.values()})
    assert {DeliveryState.SENT} == set(desk.store.states("team"))


async def test_passes_may_overlap_and_a_target_is_served_by_one() -> None:
    """A slow target holds up neither the next pass nor its own order."""
    async with hook(None) as slow, hook() as good:
        desk = Desk(slow=webhook_to(slow.url), good=webhook_to(good.url))
        desk.store.has(change_alert(), NOW, "slow")
        running = asyncio.create_task(desk.later())
        await slow.has(1)
        desk.store.has(heartbeat(), NOW, "slow", "good")

        second = await desk.later()
        assert (1, 1) == (second.sent, second.waiting)
        assert not running.done()
        await running

    assert 1 == len(slow.requests)


async def test_a_missing_secret_is_an_error_in_words_and_may_be_mended() -> None:
    """The alert waits until the variable is there."""
    async with hook() as receiver:
        desk = Desk(team=webhook_to(receiver.url))
        desk.store.has(change_alert(), NOW, "team")
        desk.using = replace(desk.using, environ={})
        await desk.later()
        assert "needs the environment variable SECRET" in (desk.store.row("team").last_error or "")

        desk.using = replace(desk.using, environ=ENVIRON)
        assert 1 == (await desk.later(minutes=1)).sent


@pytest.mark.parametrize("secret", ["whsec_", "whsec_äö", "x"])
async def test_a_secret_of_the_wrong_form_is_told_without_showing_it(secret: str) -> None:
    """The hint says how to make one."""
    desk = Desk(team=webhook_to("http://127.0.0.1:9/"))
    desk.using = replace(desk.using, environ={"SECRET": secret})
    desk.store.has(change_alert(), NOW, "team")
    await desk.later()

    assert "not in the form of Standard Webhooks" in (desk.store.row("team").last_error or "")


async def test_a_target_that_the_profile_no_longer_has_is_told() -> None:
    """Its alerts wait and are then given up visibly; they never vanish."""
    desk = Desk()
    desk.store.has(change_alert(), NOW, "old")

    report = await desk.later()

    assert ((KEY, "old", desk.store.row("old").last_error),) == report.failures
    assert "has no target old now" in report.failures[0][2]


async def test_an_alert_that_says_nothing_is_given_up_at_once_and_told() -> None:
    """No attempt could ever send it; the others are sent all the same."""
    async with hook() as receiver, hook() as other:
        desk = Desk(team=webhook_to(receiver.url), ops=webhook_to(other.url))
        desk.store.has(change_alert(changes=()), NOW, "team")
        desk.store.has(heartbeat(), NOW, "team")
        report = await desk.later()
        await desk.later(minutes=1)

    assert (1, 0, 1) == (report.sent, report.waiting, report.dead)
    assert "is empty" in (desk.store.rows[1].last_error or "")
    assert 1 == len(receiver.requests)
    assert "is empty" in other.events[0]["data"]["text"].replace("\n", " ")


async def test_a_plugin_that_breaks_does_not_end_the_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """173 services by other people: any of them may raise anything."""

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("token hunter2hunter2")

    monkeypatch.setattr(services, "send", broken)
    desk = Desk(chat={"to": "${CHAT}"}, paper={"stdout": True})
    desk.using = replace(desk.using, environ={"CHAT": "hunter2hunter2"})
    desk.store.has(change_alert(), NOW, "chat", "paper")
    report = await desk.later()

    assert (1, 1) == (report.sent, report.waiting)
    assert "The attempt broke: ZeroDivisionError: token ${CHAT}." == desk.store.row("chat").last_error


async def test_standard_output_and_files_get_the_text(tmp_path: Path) -> None:
    """The same words as the mail's plain text."""
    desk = Desk(paper={"stdout": True}, log={"file": "alerts.txt"}, feed={"atom": "alerts.xml"})
    desk.using = replace(desk.using, folder=tmp_path)
    desk.store.has(change_alert(), NOW, "paper", "log", "feed")

    assert DeliveryReport(3, 0, 0) == await desk.later()

    text = render(replace(change_alert(), uid="uid-1"), number=1).text
    assert text in desk.printed.getvalue()
    assert text in (tmp_path / "alerts.txt").read_text(encoding="utf-8")
    assert "lexwatch.invalid,2026:kazakhstan/uid-1" in (tmp_path / "alerts.xml").read_text(encoding="utf-8")


async def test_a_file_that_cannot_be_written_is_a_failure_in_words(tmp_path: Path) -> None:
    """A folder that is not there is the operator's to make."""
    desk = Desk(log={"file": "no/such/folder/alerts.txt"})
    desk.using = replace(desk.using, folder=tmp_path)
    desk.store.has(change_alert(), NOW, "log")
    await desk.later()

    assert "No such file or directory" in (desk.store.row("log").last_error or "")


async def test_any_other_service_goes_through_apprise() -> None:
    """As text: only mail is known to show our HTML."""
    async with hook() as receiver:
        desk = Desk(chat={"to": receiver.url.replace("http://", "json://")})
        desk.using = replace(desk.using, attempt_seconds=20)
        desk.store.has(change_alert(), NOW, "chat")

        assert DeliveryReport(1, 0, 0) == await desk.later()

    assert receiver.events[0]["title"].startswith("Kazakhstan: Criminal Code")
    assert "[-ста шестидесяти-]{+двухсот+}" in receiver.events[0]["message"]


async def test_a_service_that_refuses_is_told_with_its_reason() -> None:
    """Apprise keeps the reason in its logs; we keep it with the delivery, without secrets."""
    async with hook((500, {})) as receiver:
        address = receiver.url.replace("http://", "json://") + "?token=${TOKEN}"
        desk = Desk(chat={"to": address})
        desk.using = replace(desk.using, attempt_seconds=20, environ={"TOKEN": "hunter2hunter2"})
        desk.store.has(change_alert(), NOW, "chat")
        await desk.later()

    said = desk.store.row("chat").last_error or ""
    assert said.startswith("The service did not take the message")
    assert "500" in said
    assert "hunter2" not in said


async def test_an_address_that_no_service_has_is_told() -> None:
    """Not a silent nothing, which is what apprise makes of it."""
    desk = Desk(chat={"to": "nonsense://somewhere"})
    desk.using = replace(desk.using, attempt_seconds=20)
    desk.store.has(change_alert(), NOW, "chat")
    await desk.later()

    assert "none that apprise understands" in (desk.store.row("chat").last_error or "")


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (1, "did not take"),
        (3, "names no recipient"),
        (4, "Only some of the target's recipients"),
        (5, "in time"),
    ],
)
def test_all_but_a_clean_success_is_a_failure(status: int, says: str) -> None:
    """PARTIAL means that somebody did not get it."""
    from apprise import AppriseResult
    from apprise import AppriseResultStatus

    services.judge(AppriseResult(AppriseResultStatus.SUCCESS))
    with pytest.raises(SendError, match=says):
        services.judge(AppriseResult(AppriseResultStatus(status)))


def test_a_message_over_a_services_limit_is_cut_with_a_mark_and_a_way_to_the_whole() -> None:
    """Telegram carries 4,096 characters, the title among them."""
    service = services.open_service("tgram://123456789:alphanum_abcdefghijklmnopqrstuvwxyz/12315544", "chat")
    message = Message("s" * 100, "line of text\n" * 1_000, "", {})

    text = services.fit(message, service, "The whole: lexwatch alerts show 7")

    assert 3_800 < len(text) <= 4_096 - 102
    assert text.endswith(
        "line of text\n[…] Cut: too long for this service. The whole: lexwatch alerts show 7\n"
    )
    assert message.text == services.cut(message.text, len(message.text), "")


def test_a_webhook_over_its_limit_says_where_the_whole_is() -> None:
    """A receiver gets the fact at least."""
    message = Message("subject", "text", "", {"kind": "change", "changes": ["x" * MAX_BODY]})

    body = envelope(message, "u", KEY, NOW, "The whole: lexwatch alerts show 7")

    assert MAX_BODY > len(body)
    assert re.search(rb'"cut":"Too long for one request. The whole: lexwatch alerts show 7"', body)


async def test_a_test_message_says_that_it_is_one_and_raises_what_is_wrong() -> None:
    """`doctor --send` must tell success from failure."""
    async with hook((204, {}), (401, {})) as receiver:
        desk = Desk(team=webhook_to(receiver.url), bad={"to": "nonsense://x"})
        await send_test(desk.targets[KEY, "team"], desk.using, NOW)
        with pytest.raises(SendError, match="401"):
            await send_test(desk.targets[KEY, "team"], desk.using, NOW)
        with pytest.raises(TargetError, match="none that apprise"):
            await send_test(desk.targets[KEY, "bad"], replace(desk.using, attempt_seconds=20), NOW)

    assert "lexwatch test: team" == receiver.events[0]["data"]["subject"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"to": "nonsense://x"}, "none that apprise understands"),
        ({"to": "${NOT_SET}"}, "needs the environment variable NOT_SET"),
        ({"webhook": "https://example.org", "secret": "${SHORT}"}, "not in the form of Standard Webhooks"),
        ({"atom": "no/such/feed.xml"}, "a folder that is not there"),
    ],
)
def test_what_cannot_work_is_found_without_sending(
    table: dict[str, object], says: str, tmp_path: Path
) -> None:
    """`doctor` says so before the first alert is lost on it."""
    desk = Desk(team=table)
    with pytest.raises(TargetError, match=says):
        check(desk.targets[KEY, "team"], replace(desk.using, environ={"SHORT": "x"}, folder=tmp_path))


def test_what_can_work_passes_the_check(tmp_path: Path) -> None:
    """No false alarms."""
    good: dict[str, dict[str, object]] = {
        "one": {"stdout": True},
        "two": {"atom": "feed.xml"},
        "three": webhook_to("https://example.org"),
    }
    desk = Desk(**good, four={"to": "json://example.org"})
    for target in desk.targets.values():
        check(target, replace(desk.using, folder=tmp_path))


async def test_a_row_whose_alert_is_gone_is_dead_and_visible() -> None:
    """A damaged database is told, not passed over."""
    desk = Desk(paper={"stdout": True})
    number = desk.store.has(change_alert(), NOW, "paper")
    del desk.store.alerts[number]

    assert DeliveryReport(0, 0, 1) == await desk.later()
    assert (DeliveryState.DEAD, "There is no alert 1.") == (
        desk.store.row("paper").state,
        desk.store.row("paper").last_error,
    )


async def test_a_slow_target_leaves_the_rest_for_the_next_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass ends while its leases still hold."""
    monkeypatch.setattr("alerts.deliver.TARGET_SECONDS", -1.0)
    desk = Desk(paper={"stdout": True})
    desk.store.has(change_alert(), NOW, "paper")

    assert DeliveryReport(0, 1, 0) == await desk.later()
    assert NOW == desk.store.row("paper").next_at


async def test_a_process_that_cannot_post_says_so() -> None:
    """A webhook without a client is no silent success."""
    desk = Desk(team=webhook_to("https://example.org"))
    desk.using = replace(desk.using, post=None)
    desk.store.has(change_alert(), NOW, "team")
    await desk.later()

    assert "Nothing here can post to webhooks." == desk.store.row("team").last_error


async def test_nothing_due_costs_nothing() -> None:
    """An empty pass."""
    assert DeliveryReport(0, 0, 0) == await Desk().later()
