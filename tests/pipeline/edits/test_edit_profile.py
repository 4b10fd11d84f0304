"""A profile's file after an edit: the edit is in it, and everything else is where it was."""

import datetime
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edits.edit_profile import Edit
from pipeline.edits.edit_profile import edited
from pipeline.edits.edit_profile import patch
from pipeline.edits.edit_profile import write
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.profile.model import Cite

FILE = """# What the island's page says.
title = "Meliora" # the name
country = "XM"

# ---- acts ----
[[acts]]
key = "code"
title = "Code of Ferries"

# ---- lines ----
[[entries]] # the first
key = "one" # never rename
section = "S"
text = "Art. 1 of the Code" # as published
# this comment belongs to the first

# and this one to the second
[[entries]]
key = 'two'
section = 'S'
text = 'Art. 2 of the "Code"'
cites = [{ act = "code", units = ["art_2", "art_3"] }] # corrected by hand

[[entries]]
section = "S"
text = \"\"\"
Art. 3 \\
of the Code\"\"\"
key = "three"
checked = 2024-01-02 # by Anna

# the end
"""
DAY = datetime.date(2026, 11, 25)


def lines_changed(old: str, new: str) -> list[str]:
    return [
        line
        for line in patch("profile.toml", old, new).splitlines()
        if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}
    ]


def test_only_the_line_itself_changes() -> None:
    """The text is replaced where it stands, in its quotes, with its comment behind it."""
    new = edited(FILE, [Edit("one", "Art. 1-1 of the Code")])
    assert [
        '-text = "Art. 1 of the Code" # as published',
        '+text = "Art. 1-1 of the Code" # as published',
    ] == lines_changed(FILE, new)


def test_quotes_stay_what_they_were() -> None:
    """A literal string stays literal while it can."""
    new = edited(FILE, [Edit("two", 'Art. 9 of the "Code"')])
    assert "+text = 'Art. 9 of the \"Code\"'" in lines_changed(FILE, new)
    other = edited(FILE, [Edit("two", 'Art. 9 of the people\'s "Code"')])
    assert 'Art. 9 of the people\'s "Code"' == tomllib.loads(other)["entries"][1]["text"]


def test_checked_stands_behind_the_entry_it_belongs_to() -> None:
    """A new `checked` comes before the comment that speaks of the next entry; an old one changes in place."""
    new = edited(FILE, [Edit("one", checked=DAY), Edit("two", checked=DAY), Edit("three", checked=DAY)])
    assert [
        "+checked = 2026-11-25",
        "+checked = 2026-11-25",
        "-checked = 2024-01-02 # by Anna",
        "+checked = 2026-11-25 # by Anna",
    ] == lines_changed(FILE, new)
    rows = new.splitlines()
    assert "checked = 2026-11-25" == rows[rows.index('text = "Art. 1 of the Code" # as published') + 1]


def test_corrected_citations_change_in_place() -> None:
    """`cites` keeps its form and its comment."""
    new = edited(FILE, [Edit("two", cites=(Cite(act="code", units=("art_2", "art_3-1")),))])
    assert [
        '-cites = [{ act = "code", units = ["art_2", "art_3"] }] # corrected by hand',
        '+cites = [{ act = "code", units = ["art_2", "art_3-1"] }] # corrected by hand',
    ] == lines_changed(FILE, new)


def test_an_entry_that_is_gone_is_told() -> None:
    """An edit of an entry that the file does not have is refused."""
    with pytest.raises(NotFound):
        edited(FILE, [Edit("four", "x")])


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@example(text="\x7f", which="two", checked=None)
@example(text="\x1b[2J\r\n\0", which="three", checked=DAY)
@example(text="'\n", which="two", checked=None)
@given(
    text=WORDS,
    which=st.sampled_from(["one", "two", "three"]),
    checked=st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)),
)
def test_any_words_can_be_written(text: str, which: str, checked: datetime.date | None) -> None:
    """Whatever the words: the file says them, says all else as before, and keeps every comment in its order."""
    new = edited(FILE, [Edit(which, text, checked=checked)])
    wanted = tomllib.loads(FILE)
    entry = next(e for e in wanted["entries"] if e["key"] == which)
    entry["text"] = text
    if checked:
        entry["checked"] = checked
    assert wanted == tomllib.loads(new)
    comments = [line for line in FILE.splitlines() if line.startswith("#")]
    assert comments == [line for line in new.splitlines() if line.startswith("#") and line in comments]


def test_the_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    """Mode, line ends and the mark at the beginning stay; nothing is left beside the file."""
    place = tmp_path / "meliora.toml"
    place.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    place.chmod(0o640)
    new = edited(FILE, [Edit("one", "Art. 1-1 of the Code")])
    write(str(place), FILE, new)
    assert b"\xef\xbb\xbf" + new.replace("\n", "\r\n").encode() == place.read_bytes()
    assert 0o640 == stat.S_IMODE(place.stat().st_mode)
    assert [place] == list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link points to is replaced, not the link."""
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text(FILE)
    link.symlink_to(real)
    write(str(link), FILE, FILE + "# more\n")
    assert link.is_symlink()
    assert real.read_text().endswith("# more\n")


def test_a_file_that_changed_since_is_not_written(tmp_path: Path) -> None:
    """What a person typed meanwhile is never lost."""
    place = tmp_path / "meliora.toml"
    place.write_text(FILE + "# typed meanwhile\n")
    with pytest.raises(NotPossible, match="was changed since"):
        write(str(place), FILE, FILE + "# ours\n")
    assert place.read_text().endswith("# typed meanwhile\n")


def test_a_profile_that_ships_is_not_edited() -> None:
    """The bare name of a profile in the package is no file to write into."""
    with pytest.raises(NotPossible, match="is no file here"):
        write("kazakhstan", FILE, FILE)


def test_a_patch_says_nothing_where_nothing_changes() -> None:
    """No change, no patch; a file without a last line break says so, as `patch` wants it."""
    assert "" == patch("a.toml", FILE, FILE)
    assert "\\ No newline at end of file" in patch("a.toml", "a", "b")
