"""What two looks settle, and what they never do."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from pipeline.looking.decide import Earlier
from pipeline.looking.decide import judge
from scraper.plausible import Doubt

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def accepted(*signals: str, changed: float = 0.0, apart: timedelta = HOUR, known: float | None = 1.0) -> bool:
    return judge(
        [Doubt(s, s) for s in signals],
        digest="d",
        known_share=known,
        changed_share=changed,
        earlier=Earlier(1, NOW - apart, "d"),
        now=NOW,
        spaced=HOUR,
    ).accept


@pytest.mark.parametrize(
    "signal", ["act_repealed", "mass_change", "mass_loss", "fewer_than_before", "length_moved"]
)
def test_two_spaced_looks_settle_a_large_change(signal: str) -> None:
    """The same text an hour later is believed, a minute later it is not."""
    assert accepted(signal)
    assert not accepted(signal, apart=timedelta(minutes=59))


@pytest.mark.parametrize(
    "signal", ["older_than_last", "captcha", "cut_short", "wrong_language", "same_text_as_other_act"]
)
def test_some_doubts_are_settled_by_no_number_of_looks(signal: str) -> None:
    """A stale copy stays stale for days."""
    assert not accepted(signal, "mass_change", apart=timedelta(days=30))


def test_another_title_with_another_text_is_another_act() -> None:
    """A renamed act keeps most of its words; another act's page does not."""
    assert accepted("title_missing", changed=0.1)
    assert not accepted("title_missing", changed=0.9)
    assert not accepted("title_missing", "mass_change", changed=0.9, apart=timedelta(days=30))


def test_a_look_of_the_future_is_no_first_look() -> None:
    """A clock was wrong; nothing can be said of the time between."""
    assert not accepted("mass_change", apart=-timedelta(days=3650))
