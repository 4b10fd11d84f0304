"""Numbers of units: normal forms and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import numbers


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("190-1", "190-1"),
        ("190 - 1.", "190-1"),
        ("361^1", "361^1"),
        ("18¹", "18^1"),
        ("3ZA", "3ZA"),
        ("264bis", "264 bis"),
        ("197 quáter", "197 quáter"),
        ("319а", "319а"),
        ("370ΣΤ", "370ΣΤ"),
        ("159.6", "159.6"),
        ("375/A", "375/A"),
        ("6.º-A", "6-A"),
        ("1er", "1"),
        ("323-3-1", "323-3-1"),
        ("L. 211-1", "l211-1"),
        ("XIV", "XIV"),
        ("ІХ", "IX"),
        ("Πρώτο", "1"),
        ("الثالثة", "3"),
        ("premier", "1"),
    ],
)
def test_a_number_has_one_normal_form(printed: str, normal: str) -> None:
    """Spaces, look-alikes and signs of order go; what tells units apart stays."""
    read = numbers.read(printed)

    assert read is not None
    assert normal == read.normal


def test_numbers_are_in_the_order_of_the_law() -> None:
    """Inserted units stand after the one they follow; British Z letters stand before A."""
    printed = [
        "3",
        "3ZA",
        "3A",
        "3B",
        "190",
        "190-1",
        "190-2",
        "191",
        "216",
        "216^1",
        "217",
        "264",
        "264 bis",
        "264 ter",
        "265",
    ]

    keys = [n.key for n in map(numbers.read, printed) if n]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(printed)


@pytest.mark.parametrize(
    ("han", "value"), [("三", 3), ("十", 10), ("十二", 12), ("一百二十", 120), ("二〇三", 203), ("１７", 17)]
)
def test_chinese_figures(han: str, value: int) -> None:
    """Both ways of writing them, and digits of full width."""
    assert value == numbers.han_value(han)


@pytest.mark.parametrize("text", ["IIII", "IC", "ABC", ""])
def test_what_is_no_roman_number(text: str) -> None:
    """`IIII` is no number, and neither is a word of Roman letters in the wrong order."""
    assert 0 == numbers.roman_value(text)


@given(st.integers(1, 3999))
def test_roman_numbers_go_there_and_back(value: int) -> None:
    """Every value below four thousand."""
    assert value == numbers.roman_value(numbers._roman(value))


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    """A number is read or not; nothing fails, and what is read lies inside of the text."""
    found = numbers.read(text)

    assert found is None or 0 < found.end <= len(text)
