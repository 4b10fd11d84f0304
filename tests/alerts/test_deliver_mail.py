"""Delivering by mail: both forms, a stable id, the words of the server, nobody served twice."""

import asyncio
from dataclasses import replace

import pytest
from alert_receivers import mail_server
from alert_samples import change_alert
from delivery_desk import NOW
from delivery_desk import Desk

from alerts.deliver import DeliveryReport
from alerts.message import render

pytestmark = pytest.mark.anyio


async def test_mail_comes_with_its_plain_twin_and_a_stable_id() -> None:
    """Our own plain text, not one made from the HTML; automatic, so that nobody's holiday answers."""
    async with mail_server() as server:
        desk = Desk(
            team={
                "to": f"mailto://127.0.0.1:{server.port}/?from=lex@example.org&to=a@x.org,b@x.org"
                "&+List-Unsubscribe=<mailto:stop@example.org>"
            }
        )
        desk.using = replace(desk.using, attempt_seconds=20)
        desk.store.has(change_alert(), NOW, "team")
        report = await desk.later()

    assert DeliveryReport(1, 0, 0) == report
    mail = server.messages[0]
    wanted = render(replace(change_alert(), uid="uid-1"), number=1)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert wanted.subject == mail["subject"]
    assert wanted.text == plain.get_content().replace("\r\n", "\n")
    assert wanted.html.strip() == html.get_content().replace("\r\n", "\n").strip()
    assert "<uid-1@lexwatch.invalid>" == mail["message-id"]
    assert "auto-generated" == mail["auto-submitted"]
    assert "<mailto:stop@example.org>" == mail["list-unsubscribe"]
    assert ["a@x.org", "b@x.org"] == server.mails[0][0]
    assert max(len(line) for line in server.mails[0][1].split(b"\r\n")) <= 998


async def test_a_mail_server_that_refuses_after_data_is_tried_again() -> None:
    """Nothing is marked sent until the server has said yes to the whole."""
    async with mail_server(END="451 greylisted, come back") as server:
        desk = Desk(team={"to": f"mailto://127.0.0.1:{server.port}/?from=lex@example.org&to=a@x.org"})
        desk.using = replace(desk.using, attempt_seconds=20)
        desk.store.has(change_alert(), NOW, "team")
        await desk.later()
        assert "The mail server answered 451 greylisted, come back." == desk.store.row("team").last_error

        server.refuses.clear()
        assert 1 == (await desk.later(minutes=1)).sent

    assert 1 == len(server.mails)


async def test_those_who_have_a_mail_do_not_get_it_again_for_one_who_was_refused() -> None:
    """One dead mailbox must not bring the same report to all the others for days."""
    async with mail_server(**{"b@x.org": "550 no such person"}) as server:
        desk = Desk(team={"to": f"mailto://127.0.0.1:{server.port}/?from=lex@example.org&to=a@x.org,b@x.org"})
        desk.using = replace(desk.using, attempt_seconds=20)
        desk.store.has(change_alert(), NOW, "team")
        first = await desk.later()
        assert "b@x.org: 550 no such person" in first.failures[0][2]
        await desk.later(minutes=1)
        server.refuses.clear()
        assert 1 == (await desk.later(minutes=30)).sent

    assert [["a@x.org"], ["b@x.org"]] == [recipients for recipients, _ in server.mails]


async def test_two_teams_on_one_mail_server_each_get_the_whole_of_a_mail() -> None:
    """Who has a half-delivered mail is remembered for each target by itself."""
    async with mail_server(**{"b@x.org": "550 no such person"}) as server:
        here = f"mailto://127.0.0.1:{server.port}/?from=lex@example.org&to="
        desk = Desk(one={"to": f"{here}a@x.org,b@x.org"}, two={"to": f"{here}c@x.org,a@x.org"})
        desk.using = replace(desk.using, attempt_seconds=20)
        number = desk.store.has(change_alert(), NOW, "one")
        await desk.later()
        desk.store.rows[2] = replace(
            desk.store.rows[1], id=2, alert_id=number, target="two", attempts=0, next_at=NOW
        )
        await desk.later(seconds=1)

    assert [["a@x.org"], ["c@x.org", "a@x.org"]] == [recipients for recipients, _ in server.mails]


async def test_copies_and_answers_go_where_the_address_says() -> None:
    """Carbon copies are seen, blind ones are not."""
    async with mail_server() as server:
        to = f"mailto://bob:${{PASS}}@127.0.0.1:{server.port}/?mode=insecure&from=Lex <lex@example.org>&to=a@x.org"
        desk = Desk(team={"to": f"{to}&cc=c@x.org&bcc=d@x.org&reply=r@x.org"})
        desk.using = replace(desk.using, attempt_seconds=20, environ={"PASS": "p@ss/word"})
        desk.store.has(change_alert(), NOW, "team")
        report = await desk.later()

    assert DeliveryReport(1, 0, 0) == report
    assert {"a@x.org", "c@x.org", "d@x.org"} == set(server.mails[0][0])
    mail = server.messages[0]
    assert ("Lex <lex@example.org>", "c@x.org", "r@x.org", None) == (
        mail["from"],
        mail["cc"],
        mail["reply-to"],
        mail["bcc"],
    )


@pytest.mark.parametrize("stage", ["AUTH", "a@x.org", "DATA"])
async def test_a_mail_server_that_says_no_is_quoted_without_secrets(stage: str) -> None:
    """The server's own words tell the operator what to mend."""
    async with mail_server(**{stage: "554 not with p@ss/word"}) as server:
        to = f"mailto://bob:${{PASS}}@127.0.0.1:{server.port}/?mode=insecure&from=lex@example.org&to=a@x.org"
        desk = Desk(team={"to": to})
        desk.using = replace(desk.using, attempt_seconds=20, environ={"PASS": "p@ss/word"})
        desk.store.has(change_alert(), NOW, "team")
        await desk.later()

    assert "554 not with ${PASS}" in (desk.store.row("team").last_error or "")
    assert [] == server.mails


async def test_a_mail_server_that_hangs_up_is_told() -> None:
    """A server that accepts and closes is no mail server."""

    async def rude(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(rude, "127.0.0.1", 0)
    desk = Desk(
        team={"to": f"mailto://127.0.0.1:{server.sockets[0].getsockname()[1]}/?from=l@x.org&to=a@x.org"}
    )
    desk.using = replace(desk.using, attempt_seconds=20)
    desk.store.has(change_alert(), NOW, "team")
    await desk.later()
    server.close()

    assert "The mail server broke off: Connection unexpectedly closed." == desk.store.row("team").last_error


async def test_a_mail_server_that_is_not_there_is_told() -> None:
    """In the system's own words."""
    desk = Desk(team={"to": "mailto://127.0.0.1:9/?from=lex@example.org&to=a@x.org"})
    desk.using = replace(desk.using, attempt_seconds=20)
    desk.store.has(change_alert(), NOW, "team")
    await desk.later()

    assert "The mail server cannot be reached" in (desk.store.row("team").last_error or "")


async def test_mail_servers_that_never_answer_delay_nobody() -> None:
    """More of them than a pool of threads would hold, and yet the good one is served meanwhile."""
    held: list[asyncio.StreamWriter] = []

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        await reader.read()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    mute: dict[str, dict[str, object]] = {
        f"mute{at}": {"to": f"mailto://127.0.0.1:{port}/?from=l@x.org&to=a@x.org"} for at in range(40)
    }
    async with mail_server() as good:
        desk = Desk(**mute, good={"to": f"mailto://127.0.0.1:{good.port}/?from=l@x.org&to=a@x.org"})
        desk.using = replace(desk.using, attempt_seconds=2)
        desk.store.has(change_alert(), NOW, *mute, "good")
        report = await desk.later()
    for writer in held:
        writer.close()
    server.close()

    assert (1, 40, 0) == (report.sent, report.waiting, report.dead)
    assert 1 == len(good.mails)
