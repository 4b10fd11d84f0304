"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from pipeline.errors import NotPossible
from pipeline.profile.whole_file import write_whole


def test_it_writes_and_leaves_nothing_beside(tmp_path: Path) -> None:
    """The text and no temporary file."""
    write_whole(tmp_path / "a.toml", "é\n")
    assert ["a.toml"] == [p.name for p in tmp_path.iterdir()]
    assert "é\n" == (tmp_path / "a.toml").read_text(encoding="utf-8")


def test_it_overwrites_only_when_told(tmp_path: Path) -> None:
    """What a person wrote stays until they say --force."""
    path = tmp_path / "a.toml"
    path.write_text("mine")
    with pytest.raises(NotPossible) as refused:
        write_whole(path, "yours")
    assert "--force" in refused.value.hint
    assert "mine" == path.read_text()
    write_whole(path, "yours", force=True)
    assert "yours" == path.read_text()
    assert 1 == len(list(tmp_path.iterdir()))


@pytest.mark.parametrize("name", ["", "missing/a.toml"])
def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, name: str) -> None:
    """A folder, or a folder that is not there."""
    with pytest.raises(NotPossible):
        write_whole(tmp_path / name, "text")


def test_what_fails_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    """A text that cannot be written as UTF-8 changes nothing."""
    path = tmp_path / "a.toml"
    path.write_text("mine")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "x" * 10_000 + "\ud800", force=True)
    assert ["mine"] == [p.read_text() for p in tmp_path.iterdir()]
