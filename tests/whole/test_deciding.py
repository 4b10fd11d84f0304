"""Deciding about alerts on the command line: what is said is what was done, and nothing is made that was not asked for."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from command import lexwatch
from pictures import demo_database

from db.open import open_reader


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_database(tmp_path_factory.mktemp("deciding"))


def test_an_acceptance_in_part_says_what_it_left(demo: Path, tmp_path: Path) -> None:
    """A broken line cannot rely on anything: it is named, the alert stays acknowledged, and its history says so."""
    db = shutil.copy(demo, tmp_path / "laws.db")
    said = lexwatch("alerts", "accept", "1", cwd=tmp_path, db=db).out
    assert (
        "3 lines rely on the new text now; 1 is still broken and must be edited (misuse-of-devices)" in said
    )
    assert "Alert 1 stays acknowledged." in said
    with open_reader(db) as queries:
        assert "accepted in part" in (queries.reviews(alert_id=1)[0].why or "")
    told = lexwatch("alerts", "accept", "1", "--json", cwd=tmp_path, db=db).json
    assert ("acknowledged", ["misuse-of-devices"], 3) == (told["state"], told["left"], len(told["relying"]))


@pytest.mark.parametrize(
    "words",
    [
        ["alerts", "ack", "1"],
        ["alerts", "accept", "1"],
        ["alerts", "dismiss", "1", "--why", "x"],
        ["alerts", "note", "1", "x"],
        ["held", "reject", "1", "--why", "x"],
        ["vouch", "valdoria", "x", "--why", "x"],
        ["prune"],
    ],
)
def test_who_decides_in_the_wrong_folder_makes_no_database(tmp_path: Path, words: list[str]) -> None:
    """Only a look makes one; everything else says that there is none."""
    ran = lexwatch(*words, cwd=tmp_path)
    assert 0 != ran.code
    assert "there is no such database" in ran.err
    assert [] == list(tmp_path.iterdir())


def test_a_version_that_was_never_held_is_not_shown_as_held(demo: Path, tmp_path: Path) -> None:
    """Its text is what `show` is for."""
    ran = lexwatch("held", "show", "1", cwd=tmp_path, db=demo)
    assert (1, True) == (ran.code, "was never held" in ran.err)


@pytest.mark.skipif(os.getuid() == 0 and shutil.which("setpriv") is None, reason="nobody else to be here")
def test_a_copy_in_a_folder_that_cannot_be_written_is_verified(demo: Path) -> None:
    """Evidence stands up offline, also on a medium or in a folder that is somebody else's."""
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.getuid() == 0 else ()
    with TemporaryDirectory() as place:
        folder = Path(place)
        copy = Path(shutil.copy(demo, folder))
        copy.chmod(0o444)
        folder.chmod(0o555)
        try:
            ran = lexwatch("verify", str(copy), cwd=folder, db=copy, under=nobody)
        finally:
            folder.chmod(0o755)
        if not ran.err.startswith("error") and ran.code:
            pytest.skip("this lexwatch cannot be run by another user")
        assert (0, "") == (ran.code, ran.err)
