"""Targets of a profile: read from their table, secrets from the environment, digest hours in the profile's zone."""

from datetime import UTC
from datetime import datetime
from datetime import time

import pytest

from alerts.errors import MissingSecret
from alerts.errors import TargetError
from alerts.routes import Target
from alerts.routes import next_hour
from alerts.routes import ripe
from alerts.routes import target_of
from alerts.routes import unlock


def test_a_table_becomes_a_target() -> None:
    """The words of the contract."""
    table = {"to": "mailtos://${USER}:${PASS}@smtp.example.org?to=team@example.org", "digest": "daily"}

    assert Target(
        "kz", "team", "apprise", table["to"], None, "daily", time(7), "Asia/Almaty", operator=True
    ) == target_of("kz", "team", table, timezone="Asia/Almaty")


def test_a_dumped_model_with_all_its_defaults_is_a_table_too() -> None:
    """The profile's own model writes None and false for what is not there."""
    table = {"to": None, "webhook": None, "secret": None, "atom": "feed.xml", "file": None, "stdout": False}

    target = target_of("kz", "feed", {**table, "digest": "each", "at": "06:30", "operator": False})

    assert ("atom", "feed.xml", time(6, 30), False) == (
        target.kind,
        target.address,
        target.at,
        target.operator,
    )
    assert target.takes("change")
    assert not target.takes("operator")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({}, "does not say where to send"),
        ({"stdout": True, "file": "x"}, "does not say where to send"),
        ({"to": "team@example.org"}, "has no address"),
        ({"to": 5}, "has no text for to"),
        ({"to": "json://x", "colour": "red"}, "does not know 'colour'"),
        ({"webhook": "ftp://example.org", "secret": "${S}"}, "is no web address"),
        ({"webhook": "https://example.org"}, "does not take its secret from the environment"),
        (
            {"webhook": "https://example.org", "secret": "whsec_abc"},
            "does not take its secret from the environment",
        ),
        ({"to": "mailto://bob:hunter2@example.org"}, "carries a password in the profile"),
        ({"stdout": True, "digest": "weekly"}, "has digest = 'weekly'"),
        ({"stdout": True, "at": "noon"}, "has at = 'noon'"),
        ({"stdout": True, "operator": "yes"}, "has operator = 'yes'"),
    ],
)
def test_a_wrong_table_is_told_in_words(table: dict[str, object], says: str) -> None:
    """What is wrong, where, and what would be right."""
    with pytest.raises(TargetError, match=says) as error:
        target_of("kz", "team", table)

    assert "[targets.team]" in error.value.what
    assert error.value.hint


def test_an_unknown_zone_is_told() -> None:
    """A digest hour needs a place on earth."""
    with pytest.raises(TargetError, match="unknown time zone"):
        target_of("kz", "team", {"stdout": True}, timezone="Asia/Nowhere")


def test_secrets_come_from_the_environment_when_something_is_sent() -> None:
    """A password may hold any character; before the @ it is quoted, elsewhere it stands as it is."""
    target = target_of("kz", "team", {"to": "mailtos://${USER}:${PASS}@smtp.example.org/?to=${WHO}"})

    secrets = unlock(target, {"USER": "bob", "PASS": "p@ss/w?rd", "WHO": "team@example.org"})

    assert "mailtos://bob:p%40ss%2Fw%3Frd@smtp.example.org/?to=team@example.org" == secrets.address
    assert "${PASS}" in target.address


def test_a_whole_address_may_be_one_secret() -> None:
    """Some services put the token where their address is."""
    target = target_of("kz", "chat", {"to": "${CHAT}"})

    assert "tgram://1:a/2" == unlock(target, {"CHAT": "tgram://1:a/2"}).address


def test_a_missing_variable_is_named() -> None:
    """An empty one is missing, too: it would send to a half address."""
    target = target_of("kz", "hook", {"webhook": "https://example.org", "secret": "${HOOK_SECRET}"})

    for environ in ({}, {"HOOK_SECRET": ""}):
        with pytest.raises(
            MissingSecret, match=r"\[targets.hook\] needs the environment variable HOOK_SECRET"
        ):
            unlock(target, environ)


def test_secrets_are_taken_out_of_what_services_say() -> None:
    """Whatever form a service repeats them in."""
    target = target_of("kz", "team", {"to": "mailtos://${USER}:${PASS}@smtp.example.org"})
    secrets = unlock(target, {"USER": "bob@x.org", "PASS": "p@ss/w"})

    assert "login ${USER} with ${PASS} (${PASS}) failed" == secrets.hide(
        "login bob@x.org with p@ss/w (p%40ss%2Fw) failed"
    )


def daily(at: str, zone: str) -> Target:
    return target_of("kz", "team", {"stdout": True, "digest": "daily", "at": at}, timezone=zone)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc] # year to minute, as the tests write them


@pytest.mark.parametrize(
    ("since", "now", "expected"),
    [
        (utc(2025, 7, 20, 1, 0), utc(2025, 7, 20, 1, 59), False),  # 06:59 in Almaty
        (utc(2025, 7, 20, 1, 0), utc(2025, 7, 20, 2, 0), True),  # 07:00
        (utc(2025, 7, 20, 2, 1), utc(2025, 7, 20, 22, 0), False),  # came just after the hour: tomorrow's
        (utc(2025, 7, 10, 2, 1), utc(2025, 7, 20, 1, 0), True),  # the machine slept for days
    ],
)
def test_a_digest_goes_when_its_hour_has_come(since: datetime, now: datetime, expected: bool) -> None:
    """In the profile's zone, and late rather than never."""
    assert expected == ripe(daily("07:00", "Asia/Almaty"), since, now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (utc(2025, 3, 29, 12, 0), utc(2025, 3, 30, 1, 30)),  # 02:30 does not exist that night: told at 03:30
        (utc(2025, 10, 25, 12, 0), utc(2025, 10, 26, 0, 30)),  # 02:30 comes twice: told at the first
        (utc(2025, 10, 26, 0, 30), utc(2025, 10, 27, 1, 30)),  # and not again at the second
    ],
)
def test_the_hour_of_a_clock_change_comes_once(now: datetime, expected: datetime) -> None:
    """On the two odd days of the year a digest is neither lost nor doubled."""
    assert expected == next_hour(daily("02:30", "Europe/Berlin"), now)


def test_what_is_sent_each_never_waits() -> None:
    """Only a digest has an hour."""
    target = target_of("kz", "team", {"stdout": True})

    assert ripe(target, utc(2025, 7, 20, 2, 1), utc(2025, 7, 20, 2, 1))
