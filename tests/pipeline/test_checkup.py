"""What `lexwatch doctor` finds without asking anybody."""

from pathlib import Path

import pytest
from watching import OPENED
from watching import PROFILE
from watching import World
from watching import code

from pipeline.checkup import Finding
from pipeline.checkup import checkup

KEYED = PROFILE.replace(
    'language = "en"\nauthentic',
    'language = "en"\nheaders = { Authorization = "Bearer ${LAW_KEY}" }\nproxy = "http://${PROXY_USER}@p.example.org"\nauthentic',
    1,
)


def wrong(db: Path | str, profile: Path) -> list[Finding]:
    return [one for one in checkup(str(db), [str(profile)]) if one.state == "wrong"]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    file = tmp_path / "meliora.toml"
    file.write_text(KEYED.replace("BASE", "https://law.example.org"))
    return file


def test_a_variable_that_a_source_needs_and_nobody_set_is_found_before_the_night(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headers and the proxy alike, by name, without the value of the one that is there."""
    monkeypatch.setenv("LAW_KEY", "very-secret")
    monkeypatch.delenv("PROXY_USER", raising=False)
    found = checkup(str(profile.parent / "none.db"), [str(profile)])

    assert ["xm/code-en"] == [one.about for one in found if one.state == "wrong"]
    assert "PROXY_USER" in next(one.words for one in found if one.state == "wrong")
    assert "very-secret" not in repr(found)


def test_with_its_variables_set_a_profile_is_sound(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is called wrong that is right."""
    for name in ("LAW_KEY", "PROXY_USER"):
        monkeypatch.setenv(name, "x")
    assert [] == wrong(profile.parent / "none.db", profile)


def test_what_was_given_up_is_counted_and_the_last_is_named(tmp_path: Path) -> None:
    """A target that fails for days must be seen by whoever asks how it goes."""
    with World(tmp_path) as world:
        world.serves(code())
        world.look()
        world.serves(code(OPENED))
        world.look()
        (row,) = world.store.queries.deliveries()
        world.store.mark_dead(row.id, "no such mailbox", world.now)
        db = world.folder / "lexwatch.db"
    file = tmp_path / "plain.toml"
    file.write_text(PROFILE.replace("BASE", "https://law.example.org"))
    (dead,) = wrong(db, file)

    assert "1 delivery was given up; the last to team: no such mailbox" == dead.words
    assert f"lexwatch alerts resend {row.alert_id}" in dead.mend
