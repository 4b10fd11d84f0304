"""When a delivery is tried again, and when it is given up."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.backoff import GIVE_UP_AFTER
from alerts.backoff import MAX_ATTEMPTS
from alerts.backoff import MAX_RETRY_AFTER
from alerts.backoff import next_attempt

START = datetime(2025, 7, 20, tzinfo=UTC)


def test_a_receiver_that_is_down_for_two_days_still_gets_its_alerts() -> None:
    """Tried for more than three days in all."""
    now, attempts = START, 1
    while (again := next_attempt(attempts, START, now)) is not None:
        now, attempts = again, attempts + 1

    assert attempts >= MAX_ATTEMPTS
    assert timedelta(days=3) <= now - START <= timedelta(days=5)


def test_crashes_do_not_use_up_a_delivery() -> None:
    """A process killed a hundred times while sending has not tried a hundred times."""
    assert next_attempt(100, START, START + timedelta(hours=1)) is not None


def test_what_a_person_sends_again_is_tried_anew() -> None:
    """The alert is old, the attempts are not."""
    assert next_attempt(1, START, START + timedelta(days=400)) is not None


def test_given_up_only_after_many_attempts_and_days() -> None:
    """Both."""
    assert next_attempt(MAX_ATTEMPTS, START, START + GIVE_UP_AFTER) is None


@given(st.integers(0, 50), st.none() | st.floats(allow_nan=False))
def test_retry_after_makes_it_later_never_sooner_and_not_for_ever(attempts: int, asked: float | None) -> None:
    """A receiver may ask for patience, not for silence."""
    plain = next_attempt(attempts, START, START)
    found = next_attempt(attempts, START, START, asked)

    assert plain is not None
    assert found is not None
    assert plain <= found <= max(plain, START + MAX_RETRY_AFTER)
