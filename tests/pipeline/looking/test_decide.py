"""What one look means, and what is told of it."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Outcome
from pipeline.looking.decide import SETTLED_BY_TWO_LOOKS
from pipeline.looking.decide import Earlier
from pipeline.looking.decide import Judgement
from pipeline.looking.decide import judge
from pipeline.looking.decide import word_for
from scraper.plausible import Doubt

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LOSS = Doubt("mass_loss", "Half of it would be gone.")
SHELL = Doubt("script_shell", "An empty page.")
HELD, FAILED, GONE, GOOD = Outcome.HELD, Outcome.FAILED, Outcome.GONE, Outcome.UNCHANGED


def verdict(
    *doubts: Doubt,
    digest: str | None = "a",
    known: float | None = 0.9,
    earlier: tuple[str, timedelta] | None = None,
    changed: float = 0.0,
) -> Judgement:
    before = Earlier(3, NOW - earlier[1], earlier[0]) if earlier else None
    return judge(
        doubts, digest=digest, known_share=known, changed_share=changed, earlier=before, now=NOW, spaced=HOUR
    )


def test_without_a_doubt_it_is_the_law() -> None:
    """Nothing to say, nothing to wait for."""
    assert Judgement(accept=True) == verdict()


def test_a_doubt_holds_and_says_why() -> None:
    """Every doubt is told."""
    found = verdict(LOSS, SHELL)
    assert (False, "Half of it would be gone.; An empty page.") == (found.accept, found.why)


@pytest.mark.parametrize(
    ("earlier", "accepted"),
    [
        (None, False),
        (("a", HOUR), True),
        (("a", timedelta(days=9)), True),
        (("a", timedelta(minutes=59)), False),
        (("b", HOUR), False),
    ],
)
def test_two_spaced_looks_at_one_text_settle_a_loss(
    earlier: tuple[str, timedelta] | None, accepted: bool
) -> None:
    """The same words, at least the agreed time apart."""
    assert accepted == verdict(LOSS, earlier=earlier).accept


@given(
    st.sampled_from(
        ["script_shell", "captcha", "cut_short", "status", "empty", "wrong_charset", "same_text_as_other_act"]
    )
)
def test_a_page_that_is_no_law_is_never_settled_by_repetition(signal: str) -> None:
    """A maintenance page that stays for a week is no law."""
    assert not verdict(Doubt(signal, "x"), LOSS, earlier=("a", 7 * 24 * HOUR)).accept


@pytest.mark.parametrize("signal", sorted(SETTLED_BY_TWO_LOOKS))
def test_a_first_capture_in_doubt_waits_for_a_person(signal: str) -> None:
    """There is nothing to compare a repetition with."""
    assert not verdict(Doubt(signal, "x"), known=None, earlier=("a", HOUR)).accept


def test_another_page_is_no_shrunken_act() -> None:
    """With a tenth of the articles we know, it stays held however often it comes."""
    assert not verdict(LOSS, known=0.1, earlier=("a", 99 * HOUR)).accept


def test_another_title_over_other_words_is_another_act() -> None:
    """A new title alone may be a rewording; with most words new it is not our act."""
    title = Doubt("title_missing", "x")
    assert verdict(title, earlier=("a", HOUR), changed=0.1).accept
    assert not verdict(title, earlier=("a", HOUR), changed=0.9).accept


# outcomes in a row, whether it was ever read well -> what is told at each look
ROWS = [
    ([HELD], True, ["held"]),
    ([HELD] * 5, True, ["held", None, "still_held", None, None]),
    ([HELD, GOOD], True, ["held", "recovered"]),
    ([FAILED] * 7, True, [None, None, "failed", None, None, None, None]),
    ([FAILED, GOOD], True, [None, None]),
    ([FAILED] * 3 + [GOOD], True, [None, None, "failed", "recovered"]),
    ([FAILED] * 4, False, ["failed", None, "still_failed", None]),
    ([GONE, GOOD], True, [None, None]),
    ([GONE, GONE, GOOD], True, [None, "gone", "recovered"]),
    ([FAILED, FAILED, GONE, GONE], True, [None, None, None, "gone"]),
    ([GOOD, GOOD], True, [None, None]),
    ([HELD, FAILED] * 4, True, ["held", None, None, "failed", "still_held", None, None, None]),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "ever_good", "told"), ROWS)
def test_what_is_told_follows_from_the_looks(
    outcomes: list[Outcome], ever_good: bool, told: list[str | None]
) -> None:
    """A source that is down for a week, or that flaps between two troubles, does not send a message a day."""
    row: list[Outcome] = []
    said: list[str | None] = []
    for outcome in outcomes:
        word = word_for(row, outcome, ever_good=ever_good, why="x")
        said.append(word.what if word else None)
        row = [] if outcome is GOOD else [*row, outcome]
    assert told == said


@given(st.lists(st.sampled_from([HELD, FAILED, GONE]), max_size=60), st.booleans())
def test_a_bad_time_however_long_is_told_a_few_times(outcomes: list[Outcome], ever_good: bool) -> None:
    """Each trouble once and its "still" once: never more than six words until the law is read again."""
    said = [word_for(outcomes[:n], o, ever_good=ever_good, why=None) for n, o in enumerate(outcomes)]
    words = [w.what for w in said if w]
    assert len(words) == len(set(words)) <= 6
    end = word_for(outcomes, GOOD, ever_good=ever_good, why=None)
    assert bool(words) == (end is not None)
