"""Numbers of parts, items and letters at the beginning of a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import enumerators


@pytest.mark.parametrize(
    ("line", "style", "num", "rest"),
    [
        ("1. Звон", "1.", "1", "Звон"),
        ("2.Звон", "1.", "2", "Звон"),
        ("2-1. Звон", "1.", "2-1", "Звон"),
        ("26-1) звон", "1)", "26-1", "звон"),
        ("(1a) Läuten", "(1)", "1a", "Läuten"),
        ("(1^1) heli", "(1)", "1^1", "heli"),
        ("а) звон", "а)", "а", "звон"),
        ("(b) ringing", "(a)", "b", "ringing"),
        ("α) ήχος", "α)", "α", "ήχος"),
        ("ბ) ხმა", "ა)", "ბ", "ხმა"),
        ("5° bis Cloche", "1°", "5bis", "Cloche"),
        ("① 종소리", "o", "1", "종소리"),
        ("（二）钟", "(一)".replace("(", "(").replace(")", ")"), "2", "钟"),
        ("１ 鐘", "1_", "1", "鐘"),
        ("§ 2. Dzwon", "§", "2", "Dzwon"),
        ("1.2.3. Bell", "1.1.1.", "1.2.3", "Bell"),
        ("II. - Cloche", "I.", "II", "Cloche"),
    ],
)
def test_a_number_is_read(line: str, style: str, num: str, rest: str) -> None:
    """Style, number and the words that follow."""
    read = enumerators.read(line)

    assert (style, num, rest) in [(r.style, r.num, r.rest) for r in read]


def test_a_letter_that_may_be_a_number_gives_both_readings() -> None:
    """`(i)` after `(h)` is a letter, before `(ii)` a roman number: the neighbours decide, not the line."""
    assert {"(i)", "(a)"} == {r.style for r in enumerators.read("(i) ringing")}


@pytest.mark.parametrize(
    "line", ["Bells ring. And", "2014. gada", "т.е. звон", "e.g. bells", "12:30 noon", "3,5 percent", ""]
)
def test_what_is_no_number(line: str) -> None:
    """Abbreviations, years and figures inside a sentence."""
    assert [] == [r for r in enumerators.read(line) if r.num.isdigit()]


@given(st.text(max_size=80))
def test_any_line_can_be_asked(line: str) -> None:
    """Nothing fails; what follows the number is the end of the line."""
    assert all(line.endswith(r.rest) for r in enumerators.read(line))
