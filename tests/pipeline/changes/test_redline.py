"""The redline gives both wordings back exactly, and reads like a pen's marks."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.changes.redline import MAX_TOKENS
from pipeline.changes.redline import redline
from pipeline.changes.redline import tokens

TEXT = st.text(alphabet="ab c,.1\n法律は жó'-", max_size=60)


def joined(line: tuple[tuple[str, str], ...], signs: str) -> str:
    return "".join(words for sign, words in line if sign in signs)


@given(TEXT, TEXT)
def test_pieces_join_to_both_wordings(before: str, after: str) -> None:
    """Kept and struck out are the old wording, kept and new the new one, to the letter."""
    line = redline(before, after)
    assert before == joined(line, "=-")
    assert after == joined(line, "=+")
    assert all(words for _, words in line)


@given(st.text())
def test_tokens_join_to_the_text(text: str) -> None:
    """Nothing falls out between two words."""
    assert text == "".join(tokens(text))


@given(TEXT)
def test_the_same_wording_has_no_marks(text: str) -> None:
    """Nothing struck out, nothing written anew."""
    assert {"="} >= {sign for sign, _ in redline(text, text)}


def test_a_number_changes_as_a_whole() -> None:
    """20 to 10 is no 2 to 1, and a word is never cut."""
    assert (("=", "up to "), ("-", "20.5"), ("+", "10.5"), ("=", " days")) == redline(
        "up to 20.5 days", "up to 10.5 days"
    )
    assert (("-", "налогооблагаемого"), ("+", "облагаемого")) == redline("налогооблагаемого", "облагаемого")


def test_a_rewritten_phrase_is_one_mark() -> None:
    """Blanks and lone words between changes do not break it up."""
    assert (("=", "The "), ("-", "old grey mare"), ("+", "young brown colt"), ("=", " runs.")) == redline(
        "The old grey mare runs.", "The young brown colt runs."
    )


def test_han_is_marked_letter_by_letter() -> None:
    """There are no words to go by."""
    assert (("=", "處"), ("-", "二"), ("+", "三"), ("=", "年以下")) == redline("處二年以下", "處三年以下")


def test_one_side_alone_is_one_piece() -> None:
    """What came or went is not looked at word by word."""
    assert (("+", "a b"),) == redline(None, "a b")
    assert (("-", "a b"),) == redline("a b", None)
    assert () == redline(None, "")


def test_a_text_past_the_bound_is_struck_out_whole_between_what_stayed() -> None:
    """Coarse, true and fast."""
    before = "Here " + "x " * MAX_TOKENS + "ends"
    after = "Here " + "y " * MAX_TOKENS + "ends"
    assert ["=", "-", "+", "="] == [sign for sign, _ in redline(before, after)]
