"""From the alert to the edited profile: propose, patch, write, accept; and whose task it is meanwhile."""

import json
import shutil
import sqlite3
import subprocess
import tomllib
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result
from watching import ARTICLES
from watching import PROFILE
from watching import World
from watching import code

from db.open import open_reader
from db.records import AlertState
from pipeline.cli import main
from pipeline.review import desk

MORE = """
[[entries]] # this one cites a list
key = "list"
section = "Substantive law"
topic = "A list"
text = "Art. 7, 8 and 9 of the Code of Bees" # as published

# a question: nothing else is cited
[[entries]]
key = "alone"
section = "Substantive law"
topic = "Alone"
text = "Art. 9 of the Code of Bees"
"""
# Article 4 goes to 4-1 with its words, 9 is repealed, 6 is reworded.
AMENDED = code(
    {
        "9": "(repealed)|Repealed by the Law of Meliora dated 14.09.2025 № 77-II.",
        "6": ARTICLES["6"].replace("a fine", "arrest"),
    }
).replace("Article 4.", "Article 4-1.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an alert that waits, and the profile's file."""
    folder = tmp_path_factory.mktemp("editing")
    text = PROFILE.replace('text = "Art. 4 of', 'text = "Art. 4 and Art. 5 of') + MORE
    with World(folder, text, now=datetime.now(UTC) - timedelta(days=2)) as world:
        world.serves(code())
        world.passes()
        for entry in world.profile.entries:
            if entry.text:
                desk.vouch(world.store, world.profile, entry.key, who="Anna", now=world.now)
        world.later(days=1)
        world.serves(AMENDED)
        world.passes()
        world.later(hours=2)
        world.passes()  # a mass of change waits for a second look
        assert [2] == [a.id for a in world.alerts()]  # the first told that the page was held
        (folder / "meliora.toml").write_text(world.profile.toml, encoding="utf-8")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of its own for each test, and the current folder."""
    place = tmp_path / "here"
    shutil.copytree(made, place)
    monkeypatch.chdir(place)
    monkeypatch.setenv("LEXWATCH_DB", "lexwatch.db")
    monkeypatch.setenv("COLUMNS", "200")
    return place


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def told(*words: str) -> Any:
    done = run(*words, "--json")
    assert 0 == done.exit_code, done.output
    return json.loads(done.stdout)


def entry(folder: Path, key: str) -> dict[str, Any]:
    known = tomllib.loads((folder / "meliora.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(e for e in known["entries"] if e["key"] == key)
    return found


def test_what_is_certain_is_proposed_and_the_rest_is_asked(folder: Path) -> None:
    """The renumbered and the dropped are edits; the line whose one provision is gone is a question."""
    found = {p["entry"]: p for p in told("edit", "meliora")["proposals"]}
    assert "Art. 4-1 and Art. 5 of the Code of Bees" == found["opening"]["new"]
    assert "Art. 7 and 8 of the Code of Bees" == found["list"]["new"]
    assert (None, True, True) == tuple(found["spoiling"][k] for k in ("new", "check", "certain"))
    assert (None, False) == (found["alone"]["new"], found["alone"]["certain"])
    assert "general" not in found  # the act as a whole is in force


def test_one_line_can_be_asked_about(folder: Path) -> None:
    """ENTRY is a key or a topic; another is told with what is close."""
    assert ["list"] == [p["entry"] for p in told("edit", "meliora", "A list")["proposals"]]
    assert 1 == run("edit", "meliora", "nothing").exit_code


def test_the_patch_is_one_that_git_takes(folder: Path) -> None:
    """Applied, it gives the file that --write gives, comments and order kept."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git to apply a patch with")
    before = (folder / "meliora.toml").read_text(encoding="utf-8")
    patch = run("edit", "meliora.toml", "--patch").stdout
    (folder / "p.patch").write_text(patch, encoding="utf-8")
    subprocess.run([git, "apply", "p.patch"], cwd=folder, check=True, capture_output=True)
    applied = (folder / "meliora.toml").read_text(encoding="utf-8")
    (folder / "meliora.toml").write_text(before, encoding="utf-8")
    assert 0 == run("edit", "meliora.toml", "--write").exit_code
    assert applied == (folder / "meliora.toml").read_text(encoding="utf-8")
    assert 'text = "Art. 7 and 8 of the Code of Bees" # as published' in applied
    assert "[[entries]] # this one cites a list" in applied


def test_nothing_is_written_unasked(folder: Path) -> None:
    """To look is not to write, and no date of a check is made up."""
    before = (folder / "meliora.toml").read_bytes()
    for words in (("edit", "meliora"), ("edit", "meliora", "--patch"), ("edit", "meliora", "--json")):
        assert 0 == run(*words).exit_code
    assert before == (folder / "meliora.toml").read_bytes()
    run("edit", "meliora", "--write")
    assert "checked" not in entry(folder, "opening")


def test_accept_with_edits_vouches_for_what_is_certain(folder: Path) -> None:
    """Edited lines hold at once; the line with a question is not vouched for, and its alert waits for an answer."""
    done = run("alerts", "accept", "2", "--edit", "--who", "Anna")
    assert 0 == done.exit_code, done.output
    assert "Art. 4-1 and Art. 5 of the Code of Bees" == entry(folder, "opening")["text"]
    assert "checked" in entry(folder, "spoiling")
    assert "checked" not in entry(folder, "alone")
    verdicts = {e["key"]: e["verdict"] for e in told("status")["entries"]}
    assert {"opening": "holds", "spoiling": "holds", "list": "holds", "alone": "broken"} == {
        k: verdicts[k] for k in ("opening", "spoiling", "list", "alone")
    }
    with open_reader("lexwatch.db") as queries:
        alert = queries.alert(2)
        assert alert is not None
        assert AlertState.ACKNOWLEDGED == alert.state


def test_an_edit_by_hand_settles_the_question(folder: Path) -> None:
    """The person writes the line that no program can; then accepting with edits settles the alert."""
    run("alerts", "accept", "2", "--edit")
    place = folder / "meliora.toml"
    text = place.read_text(encoding="utf-8")
    place.write_text(
        text.replace('"Art. 9 of the Code of Bees"', '"Art. 10 of the Code of Bees"'), encoding="utf-8"
    )
    done = run("alerts", "accept", "2", "--edit")
    assert 0 == done.exit_code, done.output
    assert {"holds"} == {e["verdict"] for e in told("status")["entries"]} - {"no_law"}
    assert "accepted" == told("alerts", "show", "2")["state"]
    again = run("alerts", "accept", "2", "--edit")
    assert (1, True) == (again.exit_code, "already" in again.stderr)


def test_a_profile_that_cannot_be_written_accepts_nothing(folder: Path) -> None:
    """Without its file there is no edit and no baseline: all of it or nothing."""
    (folder / "meliora.toml").unlink()
    done = run("alerts", "accept", "2", "--edit")
    assert 1 == done.exit_code
    with open_reader("lexwatch.db") as queries:
        alert = queries.alert(2)
        assert alert is not None
        assert AlertState.OPEN == alert.state
        assert () == queries.reviews(alert_id=2)


def test_a_task_has_a_name_and_a_day(folder: Path) -> None:
    """The newest assignment counts; all of them are kept with who gave them."""
    run("alerts", "assign", "2", "--to", "Ben", "--due", "2026-12-24", "--who", "Anna")
    run("alerts", "assign", "2", "--to", "Cleo; due soon", "--due", "2027-01-02", "--who", "Anna")
    run("alerts", "note", "2", "waits for the translation", "--who", "Cleo")
    (row,) = told("alerts")
    assert {"to": "Cleo; due soon", "due": "2027-01-02"} == row["assigned"]
    shown = told("alerts", "show", "2")
    assert ["assign", "assign", "note"] == sorted(r["what"] for r in shown["reviews"])
    assert "waits for the translation" in run("alerts", "show", "2").output
    assert "task of Cleo; due soon, by 2027-01-02" in run("alerts", "show", "2").output
    assert "open" == row["state"]


@pytest.mark.parametrize(
    "words",
    [
        ("assign", "99", "--to", "Ben"),
        ("assign", "2", "--to", " "),
        ("note", "2", "  "),
        ("note", "99", "words"),
    ],
)
def test_a_task_without_sense_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    """No such alert, nobody, no words: told, and nothing is kept."""
    assert 1 == run("alerts", *words).exit_code
    with open_reader("lexwatch.db") as queries:
        assert () == queries.reviews(alert_id=2)


def test_show_brings_the_ready_edit(folder: Path) -> None:
    """As data of today, and in the message as it was at the moment of the change."""
    shown = told("alerts", "show", "2")
    assert {"opening", "spoiling", "list", "alone"} == {p["entry"] for p in shown["proposals"]}
    kept = {e["key"]: e["proposal"] for e in shown["payload"]["entries"]}
    assert "Art. 7 and 8 of the Code of Bees" == kept["list"]["new"]
    text = run("alerts", "show", "2").output
    assert "A ready edit" in text
    assert "Not certain: Art. 9 is repealed" in text


def test_a_reminder_waits_for_its_day(folder: Path) -> None:
    """What is due later is counted, shown with --all, and listed on its day."""
    with sqlite3.connect("lexwatch.db") as db:
        db.execute("update alerts set due_at = '2999-01-01T00:00:00.000000Z' where id = 2")
    db.close()
    assert [] == told("alerts")
    assert "a reminder waits for its day" in run("alerts").output
    assert [2] == [a["alert"] for a in told("alerts", "list", "--all") if a["kind"] == "change"]
