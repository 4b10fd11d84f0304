"""On which line a key of a TOML file stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.profile.toml_lines import line_of

TEXT = '''# a comment
title = "x"

[defaults]
every = "1d"   # [[acts]] in a comment

[[acts]]
key = "a"
note = """
[[acts]]
key = "not a key"
"""
[[acts.sources]]
url = "1"
[acts.sources.expect]
articles = { first = "1" }
[[acts.sources]]
url = "2"
names = [
  "one",
  ["acts"],  # no table
]
tail = 'x'
[[acts]]
"key" = "b"
sub . key = 1
[[acts.sources]]
url = "3"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("defaults", "every"), 5),
        (("acts", 0), 7),
        (("acts", 0, "key"), 8),
        (("acts", 0, "note"), 9),
        (("acts", 0, "sources", 0, "url"), 14),
        (("acts", 0, "sources", 0, "expect", "articles"), 16),
        (("acts", 0, "sources", 1, "url"), 18),
        (("acts", 0, "sources", 1, "names"), 19),
        (("acts", 0, "sources", 1, "tail"), 23),
        (("acts", 1, "key"), 25),
        (("acts", 1, "sub", "key"), 26),
        (("acts", 1, "sources", 0, "url"), 28),
    ],
)
def test_a_key_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    """Keys in tables, arrays of tables and after values of several lines."""
    assert line == line_of(TEXT, path)


def test_what_has_no_line_of_its_own_has_the_nearest() -> None:
    """A key inside an inline table, a missing key, an element of a list: where their owner stands."""
    assert 16 == line_of(TEXT, ("acts", 0, "sources", 0, "expect", "articles", "first"))
    assert 24 == line_of(TEXT, ("acts", 1, "title"))
    assert 19 == line_of(TEXT, ("acts", 0, "sources", 1, "names", 1))


def test_what_stands_nowhere_has_no_line() -> None:
    """A key missing from the top of the file."""
    assert line_of(TEXT, ("country",)) is None


def test_only_line_feeds_end_lines() -> None:
    """A form feed or a Unicode line separator inside a string is no new line of the file."""
    assert 2 == line_of('a = "\u2028 \x85"\nb = 1', ("b",))
    assert 3 == line_of("a = 1\r\n\r\nb = 1", ("b",))


def test_a_string_inside_a_list_hides_what_looks_like_a_header() -> None:
    """Nothing inside a string of several lines is a table."""
    assert 5 == line_of('x = [\n"""\n[.]\n"""]\ny = 1', ("y",))


names = st.text("abc-_", min_size=1, max_size=3)
values = st.sampled_from(
    [
        "1",
        '"#"',
        "'['",
        '"""\n[a]\n"""',
        "'''\n\nb = 2'''",
        "[\n1,\n[2],\n]",
        '{ c = "}" }',
        "[ # ]\n]",
        '"\\""',
    ]
)


@given(st.lists(st.tuples(names, values), unique_by=lambda kv: kv[0], max_size=8))
def test_every_key_of_a_valid_file_is_found(pairs: list[tuple[str, str]]) -> None:
    """Whatever stands in its value: the line that begins with the key."""
    text = "\n".join(f"{key} = {value}" for key, value in pairs)
    assert [key for key, _ in pairs] == list(tomllib.loads(text))
    at = 1
    for key, value in pairs:
        assert at == line_of(text, (key,))
        at += 1 + value.count("\n")
