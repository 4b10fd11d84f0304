"""A repealed act is news for every line that cites one of its articles, also where its page never said "in force"."""

from pathlib import Path

from watching import World
from watching import code

from alerts.payload import Payload


def test_the_lines_of_a_repealed_act_are_told(tmp_path: Path) -> None:
    """After the second look, in one alert, with every line: those that cite articles and the one that cites the act."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.later(days=1)
        world.serves(code(title="Code of Bees of Meliora (repealed)"))
        assert "held" == world.look()
        world.later(hours=2)
        assert "changed" == world.look()
        (alert,) = world.alerts()
        assert {"opening", "spoiling", "general"} == set(alert.entries)
        (change,) = Payload.from_json(alert.payload).changes
        assert ("status", "repealed") == (change.kind, change.after)


def test_a_page_that_says_no_more_that_it_was_repealed_tells_nothing(tmp_path: Path) -> None:
    """That a page is silent about its status proves nothing."""
    with World(tmp_path) as world:
        world.serves(code(title="Code of Bees of Meliora (repealed)"))
        world.look()
        world.later(days=1)
        world.serves(code())
        assert "unchanged" == world.look()
        assert [] == world.alerts()
