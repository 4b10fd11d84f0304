"""What is to be watched: every source once, with all who rely on it."""

from pathlib import Path

import pytest
from watching import PROFILE
from watching import START
from watching import World

from db.open import open_writer
from pipeline.profile.load import parse
from pipeline.profile.watchlist import watchlist


def test_a_source_says_its_name_and_not_its_profiles(tmp_path: Path) -> None:
    """What is printed of one source does not grow with the profile: results of thousands are written out at times."""
    more = "".join(f'[[entries]]\nkey = "line-{n}"\nsection = "S"\ntext = "Art. {n}"\n' for n in range(500))
    with World(tmp_path, text=PROFILE + more) as world:
        assert len(repr(world.watched())) < 2_000


def test_two_profiles_of_one_act_watch_it_once(tmp_path: Path) -> None:
    """Two profiles with an act of the same country, type, number and date mean the same act."""
    first = parse(PROFILE.replace("BASE", "https://x.example"), key="one")
    text = PROFILE.replace("BASE", "https://x.example")
    second = parse(text, key="two")
    with open_writer(tmp_path / "x.db") as store:
        (watched,) = watchlist(store, [first, second], START)
        assert ["one", "two"] == [r.profile.key for r in watched.readers]
        assert 1 == len(store.queries.acts())


@pytest.mark.parametrize("name", ["code-en", "xm/code-en"])
def test_one_source_is_named_by_its_key(name: str, tmp_path: Path) -> None:
    """With or without the country."""
    with World(tmp_path) as world:
        assert "xm/code-en" == watchlist(world.store, [world.profile], START, name)[0].record.key
        assert () == watchlist(world.store, [world.profile], START, "nothing")
