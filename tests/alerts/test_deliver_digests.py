"""Delivering digests: one message at its hour, and no alert that costs the others their day."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from alert_receivers import hook
from alert_samples import change_alert
from alert_samples import heartbeat
from alert_samples import operator_alert
from delivery_desk import KEY
from delivery_desk import NOW
from delivery_desk import Desk
from delivery_desk import webhook_to

from alerts.parcels import pack
from alerts.webhook import PostAnswer

pytestmark = pytest.mark.anyio


async def test_a_digest_is_one_delivery_at_its_hour_the_weightiest_first() -> None:
    """Alerts wait for the hour in the profile's zone and then go together."""
    async with hook() as receiver:
        desk = Desk(team=webhook_to(receiver.url, digest="daily", at="07:00"))
        desk.store.has(operator_alert(), NOW, "team", weight=1)
        desk.store.has(change_alert(), NOW + timedelta(minutes=5), "team", weight=50)

        early = await desk.later(minutes=30)
        assert (0, 2) == (early.sent, early.waiting)
        assert {NOW + timedelta(hours=1)} == {row.next_at for row in desk.store.rows.values()}
        desk.store.has(change_alert(), NOW + timedelta(minutes=70), "team")  # after the hour: tomorrow's
        at_seven = await desk.later(minutes=70)

    assert (2, 1) == (at_seven.sent, at_seven.waiting)
    assert 1 == len(receiver.requests)
    assert ["change", "operator"] == [one["kind"] for one in receiver.events[0]["data"]["alerts"]]
    assert receiver.events[0]["id"].startswith("digest-")


async def test_a_digest_that_fails_is_tried_again_soon_with_the_same_id() -> None:
    """The hour has come; the next attempt does not wait for tomorrow's."""
    async with hook((503, {}), (204, {})) as receiver:
        desk = Desk(team=webhook_to(receiver.url, digest="daily", at="07:00"))
        desk.store.has(operator_alert(), NOW, "team")
        desk.store.has(change_alert(), NOW, "team")
        await desk.later(hours=1)

        assert 2 == (await desk.later(hours=1, minutes=5)).sent

    assert 1 == len({event["id"] for event in receiver.events})


@pytest.mark.parametrize("status", [413, 422])
async def test_a_digest_that_is_refused_as_a_whole_goes_in_smaller_parts(status: int) -> None:
    """One alert that a receiver cannot take costs no other its day: all but that one are sent in the same pass."""
    taken: list[list[str]] = []

    async def picky(_: str, body: bytes, __: Mapping[str, str]) -> PostAnswer:
        data = json.loads(body)["data"]
        uids = [one["uid"] for one in data.get("alerts", [data])]
        if "uid-3" in uids:
            return PostAnswer(status)
        taken.append(uids)
        return PostAnswer(204)

    desk = Desk(team=webhook_to("https://example.org", digest="daily", at="07:00"))
    desk.using = replace(desk.using, post=picky)
    for _ in range(7):
        desk.store.has(change_alert(), NOW, "team")
    report = await desk.later(hours=1)

    assert (6, 1) == (report.sent, report.waiting)
    assert [f"uid-{n}" for n in (1, 2, 4, 5, 6, 7)] == sorted(uid for uids in taken for uid in uids)
    assert [1] * 7 == [row.attempts for row in desk.store.rows.values()]


async def test_a_target_that_fails_while_a_refused_digest_is_parted_is_asked_no_more() -> None:
    """The parts that were not tried wait with the one that failed."""
    async with hook((413, {}), (204, {}), (503, {})) as receiver:
        desk = Desk(team=webhook_to(receiver.url, digest="daily", at="07:00"))
        for _ in range(4):
            desk.store.has(heartbeat(), NOW, "team")
        report = await desk.later(hours=1)

    assert (2, 2) == (report.sent, report.waiting)
    assert 3 == len(receiver.requests)


async def test_a_huge_digest_goes_in_parts_and_stops_where_the_target_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All alerts of a part are sent, or none of it."""
    monkeypatch.setattr("alerts.deliver.MAX_DIGEST", 2)
    async with hook((204, {}), (503, {})) as receiver:
        desk = Desk(team=webhook_to(receiver.url, digest="daily", at="07:00"))
        for _ in range(5):
            desk.store.has(heartbeat(), NOW, "team")
        report = await desk.later(hours=1)

    assert (2, 3) == (report.sent, report.waiting)
    assert 2 == len(receiver.requests)


async def test_a_digest_that_is_cut_names_the_list() -> None:
    """Where several alerts are cut, the whole is the list of them; one with a page names its page."""
    desk = Desk(paper={"stdout": True})
    alerts = [desk.store.alerts[desk.store.has(change_alert(), NOW, "paper")] for _ in range(2)]
    target = desk.targets[KEY, "paper"]

    assert "The whole: lexwatch alerts list" == pack(target, [(one, None) for one in alerts]).whole
    assert (
        "The whole: https://w.example.org/alerts/1"
        == pack(target, [(alerts[0], "https://w.example.org/alerts/1")]).whole
    )
    assert "The whole: lexwatch alerts show 1" == pack(target, [(alerts[0], "javascript:1")]).whole


async def test_a_digest_in_many_parts_ends_while_its_lease_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A receiver that is slow to refuse each part is not asked for the rest at once, but later, as after any failure."""
    monkeypatch.setattr("alerts.deliver.TARGET_SECONDS", 0.25)

    async def slow(_: str, __: bytes, ___: Mapping[str, str]) -> PostAnswer:
        await asyncio.sleep(0.1)
        return PostAnswer(413)

    desk = Desk(team=webhook_to("https://example.org", digest="daily", at="07:00"))
    desk.using = replace(desk.using, post=slow)
    for _ in range(16):
        desk.store.has(heartbeat(), NOW, "team")
    report = await desk.later(hours=1)

    assert (0, 16) == (report.sent, report.waiting)
    assert {NOW + timedelta(hours=1, minutes=1)} == {row.next_at for row in desk.store.rows.values()}


async def test_a_target_that_takes_nothing_is_not_asked_for_each_alert() -> None:
    """Where a few alerts are refused one by one and none was taken, it is not the alerts that are wrong."""
    async with hook((400, {})) as receiver:
        desk = Desk(team=webhook_to(receiver.url, digest="daily", at="07:00"))
        for _ in range(100):
            desk.store.has(heartbeat(), NOW, "team")
        report = await desk.later(hours=1)

    assert (0, 100) == (report.sent, report.waiting)
    assert len(receiver.requests) < 15
