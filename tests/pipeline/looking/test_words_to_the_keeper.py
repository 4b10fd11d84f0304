"""What the keeper of the watch is told of a row of looks: each trouble once, its end only if it was told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watching import MAINTENANCE
from watching import OPENED
from watching import PATH
from watching import PROFILE
from watching import World
from watching import code
from watching_french import BOTH
from watching_french import french

import pipeline.looking.look
from alerts.message import render
from alerts.payload import Payload
from db.records import AlertKind
from db.records import Outcome
from pipeline.looking import by_hand
from pipeline.looking.decide import word_for

BAD = (Outcome.HELD, Outcome.FAILED, Outcome.GONE)
SHORT = {"h": Outcome.HELD, "f": Outcome.FAILED, "g": Outcome.GONE, "u": Outcome.UNCHANGED}


def told(looks: str, *, ever_good: bool = True) -> list[str]:
    """The words of a row of looks, "" where nothing is said."""
    row: tuple[Outcome, ...] = ()
    found = []
    for letter in looks:
        word = word_for(row, SHORT[letter], ever_good=ever_good, why=None)
        found.append(word.what if word else "")
        row = () if letter == "u" else (*row, SHORT[letter])
        ever_good = ever_good or letter == "u"
    return found


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ("hu", ["held", "recovered"]),
        ("hhhh", ["held", "", "still_held", ""]),
        ("ffu", ["", "", ""]),
        ("ffffu", ["", "", "failed", "", "recovered"]),
        ("gu", ["", ""]),  # missed once, nothing was told
        ("ggu", ["", "gone", "recovered"]),
        ("gggg", ["", "gone", "still_gone", ""]),
        ("hfu", ["held", "", "recovered"]),  # the hold was told, whatever came last
        ("hfhfh", ["held", "", "", "failed", "still_held"]),
        ("fffffgg", ["", "", "failed", "", "", "", "gone"]),  # also after a long failure
        ("fgg", ["", "", "gone"]),
    ],
)
def test_each_trouble_is_told_once(looks: str, expected: list[str]) -> None:
    """A site that flaps between two troubles does not tell them in turn."""
    assert expected == told(looks)


def test_where_nothing_was_ever_read_a_failure_is_told_at_once() -> None:
    """A wrong address is found on the first day."""
    assert ["failed", "", "still_failed"] == told("fff", ever_good=False)


@given(st.text("hfgu", max_size=60), st.booleans())
def test_recovered_is_told_exactly_after_told_trouble(looks: str, ever_good: bool) -> None:
    """Never of a trouble that nobody heard of, always of one that was; no word twice in a row of bad looks."""
    words = told(looks, ever_good=ever_good)
    since: set[str] = set()
    for letter, word in zip(looks, words, strict=True):
        if letter == "u":
            assert ("recovered" if since else "") == word
            since = set()
        else:
            assert word not in since
            since |= {word} - {""}


def operator_words(world: World) -> list[tuple[str, str]]:
    parts = [Payload.from_json(a.payload).operator for a in world.alerts(AlertKind.OPERATOR)]
    return [(p.outcome, p.source or "") for p in parts if p]


def test_the_same_trouble_again_in_one_long_run_is_told_again(tmp_path: Path) -> None:
    """A daemon's run lasts for months: the third outage of a source is news like the first."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        for _ in range(3):
            world.later(days=1)
            world.serves(MAINTENANCE)
            world.look()
            world.later(hours=2)
            world.serves(code())
            world.look()
            for row in world.store.claim_deliveries(world.now, 100, lease=world.now - world.now):
                world.store.mark_sent([row.id], world.now)
        assert [("held", "xm/code-en"), ("recovered", "xm/code-en")] * 3 == operator_words(world)


def test_a_defect_of_ours_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look is finished as failed, counted, told at the third in a row, and planned again."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of a test")

    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        monkeypatch.setattr(pipeline.looking.look, "compare_readings", broken)
        world.serves(code(OPENED))
        for _ in range(3):
            world.later(days=1)
            assert "failed" == world.look()
        assert [("failed", "xm/code-en")] == operator_words(world)
        assert () == world.store.queries.unfinished_checks()
        due_at = world.state().due_at
        assert due_at is not None
        assert due_at > world.now


def operator_states(world: World) -> list[tuple[str, str]]:
    return [
        (part.outcome, str(a.state))
        for a in world.alerts(AlertKind.OPERATOR)
        if (part := Payload.from_json(a.payload).operator)
    ]


@pytest.mark.parametrize("page", [code(), code(OPENED)])
def test_a_word_settles_itself_when_the_source_is_read_well_again(tmp_path: Path, page: str) -> None:
    """The list of what waits for the keeper holds only what is still true; the good news asks nothing of anybody."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.serves(MAINTENANCE)
        world.look()
        assert [("held", "open")] == operator_states(world)
        world.serves(page)
        world.look()
        assert [("held", "closed"), ("recovered", "closed")] == operator_states(world)


def test_a_word_about_a_held_version_settles_when_a_person_accepts_it(tmp_path: Path) -> None:
    """Nobody has to say it twice."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.serves(MAINTENANCE)
        world.look()
        page = tmp_path / "saved.html"
        page.write_text(code(OPENED))
        by_hand.add_pages(world.store, world.watched(), [page], captured=world.now, now=world.now)
        assert [("held", "closed")] == operator_states(world)


def both_held(world: World) -> None:
    """Two sources of one site, read well and a day later both under maintenance."""
    for path, page in ((PATH, code()), ("/fr/code", french())):
        world.serves(page, path)
    world.passes()
    for path in (PATH, "/fr/code"):
        world.serves(MAINTENANCE, path)
    world.later(days=1)
    world.passes()


def test_a_word_about_two_sources_waits_for_the_second(tmp_path: Path) -> None:
    """A site that is half back is not back."""
    with World(tmp_path, text=BOTH) as world:
        both_held(world)
        world.later(days=1)
        world.serves(code())
        world.passes()
        assert [("held", "open")] == operator_states(world)[:1]
        world.later(days=1)
        world.serves(french(), "/fr/code")
        world.passes()
        assert {"closed"} == {state for _, state in operator_states(world)}


def test_a_word_calls_its_source_as_people_do(tmp_path: Path) -> None:
    """The subject has the act and the language; the key stands in the message, for commands."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.serves(MAINTENANCE)
        world.look()
        (alert,) = world.alerts(AlertKind.OPERATOR)
        message = render(Payload.from_json(alert.payload))
        assert "Code of Bees (en) is held" in message.subject
        assert "xm/code-en" in message.text


def test_a_word_settles_although_one_of_its_sources_left_the_profile(tmp_path: Path) -> None:
    """Nobody looks at what the profile does not name any more, so nobody waits for it."""
    with World(tmp_path, text=BOTH) as world:
        both_held(world)
        assert [("held", "xm/code-en, xm/code-fr")] == operator_words(world)
        world.text = PROFILE
        world.serves(code())
        world.later(days=1)
        world.passes()
        assert {"closed"} == {state for _, state in operator_states(world)}
