"""Text of any kind survives the way into TOML and back; comments cannot be left."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from pipeline.profile.toml_text import comment
from pipeline.profile.toml_text import dated
from pipeline.profile.toml_text import listed
from pipeline.profile.toml_text import quoted


@given(st.text())
def test_what_is_quoted_reads_as_it_was(text: str) -> None:
    """Quotes, backslashes, control characters, every script."""
    assert {"a": text} == tomllib.loads(f"a = {quoted(text)}")


@given(st.lists(st.text(max_size=20), max_size=5))
def test_a_list_reads_as_it_was(texts: list[str]) -> None:
    """Also an empty one."""
    assert {"a": texts} == tomllib.loads(f"a = {listed(texts)}")


@given(st.text())
def test_a_comment_is_one_line_that_says_nothing(text: str) -> None:
    """Nothing from a page can end a comment and become a key."""
    assert {} == tomllib.loads(comment(text) + "\n")


def test_half_a_letter_is_replaced() -> None:
    """A lone surrogate cannot stand in UTF-8."""
    assert '"\ufffd"' == quoted("\ud800")


def test_only_whole_days_are_dates() -> None:
    """A month stays text; so does a day that does not exist."""
    assert ("2012-01-18", '"2012-01"', '"2012-02-31"') == (
        dated("2012-01-18"),
        dated("2012-01"),
        dated("2012-02-31"),
    )
