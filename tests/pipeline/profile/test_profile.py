"""Profiles: whole or not at all, and every mistake with file, line, key and what would be right."""

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.app import load_all
from pipeline.errors import NotFound
from pipeline.errors import ProfileError
from pipeline.profile.load import MAX_PROFILE
from pipeline.profile.load import load
from pipeline.profile.load import parse

GOOD = """title = "Averland"
country = "av"
language = "en"

[defaults]
every = "12h"
timezone = "Asia/Almaty"

[targets.hook]
webhook = "https://example.org/hook"
secret = "${HOOK_SECRET}"

[[acts]]
key = "code"
title = "Penal Code"
number = "1-I"
date = 2001-02-03
[[acts.sources]]
url = "https://law.example/code"
language = "en"
[acts.sources.expect]
articles = { first = "1", at_least = 3 }

[[pages]]
key = "page"
title = "The page"
url = "https://example.org/"

[[entries]]
key = "access"
section = "Substantive law"
topic = "Access"
text = "Art. 4 of the Penal Code"
cites = [{ act = "code", units = ["art_4"] }]
checked = 2026-02-01
"""


def test_a_whole_profile_is_loaded() -> None:
    """Every part of the file is there, the country in capitals, sources with the keys that the database knows."""
    profile = parse(GOOD, path="averland.toml", key="averland")
    assert ("averland", "AV", "Asia/Almaty") == (profile.key, profile.country, profile.timezone)
    assert ["av/code-en", "av/page"] == [record.key for _, record in profile.source_records()]
    assert [None, "page"] == [record.format for _, record in profile.source_records()]
    assert dt.date(2026, 2, 1) == profile.entries[0].checked
    act = profile.acts[0]
    assert ("av/code", "2001-02-03") == (profile.act_record(act).address, profile.act_record(act).date)


# what is put in place of what -> line, key, a word of what is said, a word of what would be right
MISTAKES = [
    ('title = "Averland"\n', "", None, "title", "is missing", "Add it"),
    ('country = "av"', 'country = "Averland"', 2, "country", "no country", "KZ"),
    ('language = "en"\n\n', 'languages = "en"\n\n', 3, "languages", "no such key", "language"),
    ('every = "12h"', 'every = "noon"', 6, "defaults.every", '"noon" is no length of time', "12h"),
    ('every = "12h"', 'every = "0s"', 6, "defaults.every", "longer than nothing", "12h"),
    ('every = "12h"', "every = 12", 6, "defaults.every", "string", ""),
    ('every = "12h"', 'at = "25:00"', 6, "defaults.at", "no time of day", "06:00"),
    ('every = "12h"', 'on = ["someday"]', 6, "defaults.on[1]", "no day of the week", "mon"),
    ('"Asia/Almaty"', '"Asia/Nowhere"', 7, "defaults.timezone", "no time zone", "Asia/Almaty"),
    ('"Asia/Almaty"', '"../../etc/passwd"', 7, "defaults.timezone", "no time zone", "Asia/Almaty"),
    ('secret = "${HOOK_SECRET}"\n', "", 9, "targets.hook", "signed", "secret"),
    ('secret = "${HOOK_SECRET}"', 'to = "mailto://x"', 9, "targets.hook", "exactly one", "webhook"),
    ('secret = "${HOOK_SECRET}"', 'secrets = "x"', 11, "targets.hook.secrets", "no such key", "secret"),
    ('secret = "${HOOK_SECRET}"', 'secret = "a"\ndigest = "weekly"', 12, "targets.hook.digest", "not among", "daily"),
    ('key = "code"\n', 'key = "Penal Code"\n', 14, "acts[1].key", "is no key", "criminal-code"),
    ('key = "code"\n', "", 13, "acts[1].key", "is missing", "Add it"),
    ("date = 2001-02-03", "date = 7", 17, "acts[1].date", "", ""),
    ("date = 2001-02-03", 'strategy = "x"', 17, "acts[1].strategy", "no such key", "title"),
    ('url = "https://law.example/code"', 'url = "law.example/code"', 18, "acts[1].sources[1]", "no web address", "https://"),
    ('url = "https://law.example/code"', 'fetch = "ftp"\nurl = "https://x.y/"', 19, "acts[1].sources[1].fetch", "not among", "browser"),
    ("at_least = 3", "at_least = 0", 22, "acts[1].sources[1].expect.articles.at_least", "greater", ""),
    ("at_least = 3", 'least = "3"', 22, "acts[1].sources[1].expect.articles.least", "no such key", "at_least"),
    ('text = "Art. 4 of the Penal Code"', 'text = ""', 33, "entries[1].text", "at least 1", ""),
    ('topic = "Access"\ntext = "Art. 4 of the Penal Code"\n', "", 29, "entries[1]", "needs a text", "topic"),
    ('act = "code"', 'act = "criminal-code"', 34, "entries[1].cites[1].act", "no act", "code"),
    ('["art_4"]', '["artikel5"]', 34, "entries[1].cites[1].units[1]", '"artikel5" names no unit', "art_5__para_2"),
    ('["art_4"]', '["art_4", "art5"]', 34, "entries[1].cites[1].units[2]", '"art5" names no unit', "chp_7"),
    ('["art_4"]', '["sec_4"]', 34, "entries[1].cites[1].units[1]", '"sec_4" names no unit', "art_5"),
    ('["art_4"]', '["art_4__paragraph_2"]', 34, "entries[1].cites[1].units[1]", "names no unit", "art_5__para_2"),
    ('["art_4"]', '["para_2"]', 34, "entries[1].cites[1].units[1]", "names no unit", "art_5__para_2"),
    ("date = 2001-02-03", 'date = "soon"', 17, "acts[1].date", '"soon" is no date', "YYYY-MM-DD"),
    ("date = 2001-02-03", 'date = "2001-02-30"', 17, "acts[1].date", "is no date", "YYYY-MM"),
    ("date = 2001-02-03", 'date = "2001-13"', 17, "acts[1].date", "is no date", "YYYY-MM"),
    ("checked = 2026-02-01", 'checked = "soon"', 35, "entries[1].checked", "date", ""),
    ("checked = 2026-02-01", "checked = 2026-02-30", 35, None, "date", "nothing was loaded"),
    ('[[pages]]\nkey = "page"', '[[pages]]\nkey = "code-en"', 25, "pages[1].key", 'a second source is called "av/code-en"', "another key"),
    ("[[pages]]", '[[acts]]\nkey = "code"\ntitle = "Again"\n\n[[pages]]', 25, "acts[2].key", "the first stands on line 14", "another key"),
    ("[[pages]]", "[[pages", 24, None, "expected", "nothing was loaded"),
    ('title = "Averland"', 'title = "Averland"\ntitle = "Twice"', 2, None, "overwrite", "nothing was loaded"),
    ('title = "Averland"', 'toml = "x"\ntitle = "Averland"', 1, "toml", "no such key", "Remove"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "key", "said", "right"), MISTAKES)
def test_a_mistake_is_told_where_it_stands(
    old: str, new: str, line: int | None, key: str | None, said: str, right: str
) -> None:
    """File, line, key, what is wrong and what would be right."""
    assert old in GOOD
    with pytest.raises(ProfileError) as told:
        parse(GOOD.replace(old, new, 1), path="p/averland.toml")
    error = told.value
    assert ("p/averland.toml", line, key) == (error.file, error.line, error.key)
    assert (f"p/averland.toml:{line}: " if line else "p/averland.toml: ") in error.what
    assert said in f"{error.what} {error.hint}"
    assert right in f"{error.what} {error.hint}"


def test_further_mistakes_are_counted() -> None:
    """The first is told, and how many more there are."""
    with pytest.raises(ProfileError, match=r"1 more after this one"):
        parse(GOOD.replace('country = "av"', 'country = "x"').replace("at_least = 3", "at_least = 0"))


def test_one_bad_profile_loads_none(tmp_path: Path) -> None:
    """Two profiles, one with a mistake: the good one is not loaded either."""
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD.replace("title", "titel", 1))
    with pytest.raises(ProfileError, match=r"b\.toml:1"):
        load_all([str(tmp_path / "a.toml"), str(tmp_path / "b.toml")])


def test_two_profiles_cannot_have_one_name(tmp_path: Path) -> None:
    """The file's name is the profile's key; in two folders it would be one profile."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.toml").write_text(GOOD)
    with pytest.raises(NotFound, match="two profiles are called a"):
        load_all([str(tmp_path / "x" / "a.toml"), str(tmp_path / "y" / "a.toml")])


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Not there, a folder, not UTF-8 (with the line), too large: each in its own words."""
    with pytest.raises(NotFound, match=r"there is no profile .*kazakhstan\.toml"):
        load(tmp_path / "none.toml")
    with pytest.raises(ProfileError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "latin.toml").write_bytes('title = "a"\ncountry = "ü"'.encode("latin-1"))
    with pytest.raises(ProfileError, match=r"latin\.toml:2: is not UTF-8"):
        load(tmp_path / "latin.toml")
    with (tmp_path / "large.toml").open("wb") as file:
        file.truncate(MAX_PROFILE + 1)
    with pytest.raises(ProfileError, match="is larger than"):
        load(tmp_path / "large.toml")


@pytest.mark.parametrize("name", ["nul\0byte", "x" * 5000])
def test_a_name_that_no_file_can_have_is_told(name: str) -> None:
    """What the system refuses as a name is a profile that is not there."""
    with pytest.raises(NotFound, match="there is no profile"):
        load(name)


@pytest.mark.parametrize("name", ["kazakhstan", "kazakhstan.toml", "profiles/kazakhstan.toml"])
def test_a_shipped_profile_is_known_by_its_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From any folder, by its bare name."""
    monkeypatch.chdir(tmp_path)
    assert ("kazakhstan", "KZ") == (load(name).key, load(name).country)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Some editors put one before the text."""
    (tmp_path / "bom.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert "Averland" == load(tmp_path / "bom.toml").title


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000,
        "a = " + "[" * 900 + "]" * 900,
        "[" + ".".join(["a"] * 3000) + "]",
        "a = " + "9" * 5000,
        "acts = 1",
        "acts = [1]",
        "[acts]\nkey = 1",
        "[targets]\nx = 1",
        "[[entries]]\ncites = 5",
        "defaults = []",
        '"" = 1',
        'title = "\\ud800"',
        "title = nan\ncountry = inf",
        "[[acts.sources]]\nurl = 1",
        "title = 1979-05-27T07:32:00Z",
    ],
)
def test_hostile_files_are_mistakes_and_no_crash(text: str) -> None:
    """Depth, huge numbers, wrong types, empty keys: a ProfileError like any other."""
    with pytest.raises(ProfileError):
        parse(text)


pieces = st.sampled_from(
    [*GOOD.splitlines(keepends=True), "[[acts]]\n", "x = [\n", ']\n"""\n', "= {}\n", '[a."b.c"]\n']
)


@given(st.lists(pieces | st.text(max_size=12), max_size=40))
def test_no_text_crashes_the_loader(lines: list[str]) -> None:
    """Whatever stands in a file: a profile or a mistake that is told."""
    with suppress(ProfileError):
        assert parse("".join(lines)).title


@pytest.mark.parametrize("unit", ["art_4", "art_4-1__para_2__let_a", "chp_7", "part_1__chp_7", "art_3ZA"])
def test_a_unit_is_written_as_it_is_addressed(unit: str) -> None:
    """What the product writes into a profile itself is read again."""
    profile = parse(GOOD.replace('["art_4"]', f'["{unit}"]'))
    assert ((unit,),) == tuple(cite.units for cite in profile.entries[0].cites or ())


@pytest.mark.parametrize("date", ["2001", "2001-02", "2001-02-03"])
def test_the_date_of_an_act_may_be_a_year_or_a_month(date: str) -> None:
    """Old acts are often known by their year alone."""
    profile = parse(GOOD.replace("date = 2001-02-03", f'date = "{date}"'))
    assert date == profile.act_record(profile.acts[0]).date


def test_a_line_checked_in_the_future_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has checked it: the day is a slip of the pen. The zones of the world are a day apart at most."""
    path = tmp_path / "averland.toml"
    path.write_text(GOOD)
    monkeypatch.setattr("pipeline.app.clock", lambda: dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC))
    assert load_all([str(path)])
    monkeypatch.setattr("pipeline.app.clock", lambda: dt.datetime(2026, 1, 30, 12, tzinfo=dt.UTC))
    with pytest.raises(ProfileError, match="lies in the future") as told:
        load_all([str(path)])
    assert (35, "entries[1].checked") == (told.value.line, told.value.key)


def test_a_ping_needs_a_heartbeat() -> None:
    """A dead-man's switch that would never be asked is a mistake, told where it stands."""
    text = 'title = "M"\ncountry = "XM"\n[defaults]\nping = "https://example.org/alive"\n'

    with pytest.raises(ProfileError, match="heartbeat") as told:
        parse(text, path="m.toml")

    assert (3, "defaults") == (told.value.line, told.value.key)
