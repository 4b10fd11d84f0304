"""Two languages of one act, one amendment: one alert; and it closes when both are back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import ARTICLES
from watching import World
from watching import code
from watching_french import BOTH
from watching_french import SENTENCES
from watching_french import french

from db.records import AlertKind

FRENCH = "/fr/code"
NOTE = "Footnote. Article {n} as amended by the Law dated 01.02.2026 № {law} (effective from 01.06.2026)."


def english(law: str = "7-II") -> str:
    return code({"4": ARTICLES["4"].replace("forty", "sixty")}, notes={"4": NOTE.format(n=4, law=law)})


def french_amended(law: str = "7-II") -> str:
    return french(a4=SENTENCES["4"].replace("quarante", "soixante"), note=NOTE.format(n=4, law=law))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path, text=BOTH) as world:
        world.serves(code())
        world.serves(french(), FRENCH)
        assert ["first", "first"] == [world.look("code-en"), world.look("code-fr")]
        yield world


def test_the_same_law_in_two_languages_is_one_alert(world: World) -> None:
    """Seen in English today and in French tomorrow: the alert points to both, and is not sent again."""
    world.serves(english())
    world.look("code-en")
    world.later(days=1)
    world.serves(french_amended(), FRENCH)
    assert "changed" == world.look("code-fr")
    (alert,) = world.alerts()
    told = world.store.queries.changes(alert_id=alert.id)
    assert {"en", "fr"} == {c.language for c in told}
    assert 1 == len(world.store.queries.deliveries(alert_id=alert.id))


def test_the_day_of_force_is_told_once(world: World) -> None:
    """Two languages, one law, one day: one reminder."""
    world.serves(english())
    world.look("code-en")
    world.serves(french_amended(), FRENCH)
    world.look("code-fr")
    assert 1 == len(world.alerts(AlertKind.IN_FORCE))


def test_the_day_that_only_the_second_language_names_is_told(world: World) -> None:
    """The English note says nothing of the day, the French one does: the reminder is not lost with the joining."""
    world.serves(
        code(
            {"4": ARTICLES["4"].replace("forty", "sixty")},
            notes={"4": "Footnote. Article 4 as amended by the Law dated 01.02.2026 № 7-II."},
        )
    )
    world.look("code-en")
    assert [] == world.alerts(AlertKind.IN_FORCE)
    world.serves(french_amended(), FRENCH)
    world.look("code-fr")
    assert 1 == len(world.alerts())
    (reminder,) = world.alerts(AlertKind.IN_FORCE)
    assert "2026-06-01" == f"{reminder.due_at:%Y-%m-%d}"


def test_another_law_in_the_other_language_is_another_alert(world: World) -> None:
    """What is amended by another act is not the same cause."""
    world.serves(english())
    world.look("code-en")
    world.serves(french_amended("8-II"), FRENCH)
    world.look("code-fr")
    assert 2 == len(world.alerts())


def test_beyond_the_agreed_time_it_is_told_again(world: World) -> None:
    """A language that follows after more than two weeks has an alert of its own."""
    world.serves(english())
    world.look("code-en")
    world.later(days=15)
    world.serves(french_amended(), FRENCH)
    world.look("code-fr")
    assert 2 == len(world.alerts())


def test_more_lines_in_the_other_language_are_told(world: World) -> None:
    """The French text changes in Art. 6 too: another line is touched, so its people hear of it."""
    world.serves(english())
    world.look("code-en")
    world.serves(
        french(
            a4=SENTENCES["4"].replace("quarante", "soixante"),
            a6=SENTENCES["6"].replace("mouille", "sucre"),
            note=NOTE.format(n=4, law="7-II"),
        ),
        FRENCH,
    )
    world.look("code-fr")
    assert {"opening", "spoiling"} == {key for a in world.alerts() for key in a.entries}


def test_it_closes_when_both_languages_are_back(world: World) -> None:
    """The English text is put right first, the French one later: only then is the discrepancy gone."""
    world.serves(english())
    world.look("code-en")
    world.serves(french_amended(), FRENCH)
    world.look("code-fr")
    world.serves(code())
    world.look("code-en")
    assert "open" == str(world.alerts()[0].state)
    world.serves(french(), FRENCH)
    world.look("code-fr")
    assert "closed" == str(world.alerts()[0].state)
    (word,) = world.alerts(AlertKind.CLOSED)
    assert "closed" == json.loads(word.payload)["kind"]


def test_a_profile_that_calls_the_act_otherwise_is_told_once_too(tmp_path: Path) -> None:
    """Two profiles have keys of their own for one act; each hears of one law in two languages once."""
    other = BOTH.replace('key = "code"', 'key = "bees-act"').replace('title = "Meliora"', 'title = "Second"')
    with World(tmp_path, text=BOTH, beside=other) as world:
        world.serves(code())
        world.serves(french(), FRENCH)
        world.passes()
        world.serves(english())
        world.passes()
        world.later(days=1)
        world.serves(french_amended(), FRENCH)
        world.passes()
        told = {a.profile for a in world.store.queries.alerts(kinds=(AlertKind.CHANGE,))}
        assert {"meliora", "second"} == told
        for key in told:
            assert 1 == len(world.store.queries.alerts(profile=key, kinds=(AlertKind.CHANGE,)))
