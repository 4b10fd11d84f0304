"""Words to the keeper of the watch: one trouble, one message."""

import json
from pathlib import Path

from watching import MAINTENANCE
from watching import PROFILE
from watching import World
from watching import code

from db.records import AlertKind

ACTS = 8
OTHERS = "".join(
    f'[[acts]]\nkey = "act-{n}"\ntitle = "Act {n}"\n[[acts.sources]]\nurl = "BASE/act/{n}"\nlanguage = "en"\n\n'
    for n in range(ACTS)
)
MANY = PROFILE.replace("[[entries]]", OTHERS + "[[entries]]", 1)


def words(world: World) -> list[dict[str, object]]:
    return [json.loads(a.payload)["operator"] for a in world.alerts(AlertKind.OPERATOR)]


def serve(world: World, page: str | None = None, *, status: int = 200) -> None:
    world.serves(page or code(), status=status)
    for n in range(ACTS):
        own = page or code({"4": f"Acts of {n}|Whoever does what act {n} forbids is punished {n} times."})
        world.serves(own, f"/act/{n}", status=status)


def test_one_host_down_is_one_message(tmp_path: Path) -> None:
    """Nine sources of one site refuse for a week: one message that names them all, not nine."""
    with World(tmp_path, text=MANY) as world:
        serve(world)
        world.passes()
        serve(world, "no", status=403)
        for _ in range(5):
            world.later(days=1)
            world.passes()
        (word,) = words(world)
        assert "failed" == word["outcome"]
        assert {"xm/code-en", *(f"xm/act-{n}-en" for n in range(ACTS))} == set(
            str(word["source"]).split(", ")
        )


def test_a_held_site_and_its_recovery_are_one_message_each(tmp_path: Path) -> None:
    """A day of maintenance on nine acts: held once, recovered once."""
    with World(tmp_path, text=MANY) as world:
        serve(world)
        world.passes()
        serve(world, MAINTENANCE)
        world.passes()
        world.later(hours=3)
        world.passes()
        assert ["held"] == [w["outcome"] for w in words(world)]
        serve(world)
        world.later(hours=3)
        world.passes()
        assert ["held", "recovered"] == [w["outcome"] for w in words(world)]


def test_targets_that_want_no_words_of_the_watch_get_none(tmp_path: Path) -> None:
    """Operator = false: only the law."""
    text = PROFILE.replace("stdout = true", "stdout = true\noperator = false")
    with World(tmp_path, text=text) as world:
        world.serves(code())
        world.look()
        world.serves(MAINTENANCE)
        world.look()
        assert 1 == len(world.alerts(AlertKind.OPERATOR))
        assert () == world.store.queries.deliveries()
