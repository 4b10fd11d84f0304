"""Days, numbers, links and names as people read them."""

from datetime import UTC
from datetime import datetime

import pytest
from alert_samples import CHANGE
from hypothesis import given
from hypothesis import strategies as st

from alerts import clean
from alerts import redlines
from alerts import words
from alerts.feed import FeedEntry
from alerts.feed import FeedFacts
from alerts.feed import feed_xml
from alerts.payload import ActPart
from alerts.payload import ChangePart
from alerts.subject import act_name


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2025-07-16", "16 July 2025"),
        ("2025-07", "2025-07"),
        ("2025-02-31", "2025-02-31"),
        (None, ""),
        ("soon\n", "soon"),
    ],
)
def test_a_day_is_told_as_a_day_and_anything_else_as_it_is(iso: str | None, told: str) -> None:
    """No date is made up."""
    assert told == words.day(iso)


@pytest.mark.parametrize(
    ("iso", "zone", "told"),
    [
        ("2025-07-20T01:10:00Z", "Asia/Almaty", "20 July 2025, 06:10 (Asia/Almaty)"),
        ("2025-07-20T01:10:00+00:00", "No/Where", "20 July 2025, 01:10 (UTC)"),
        ("2025-07-20T01:10:00", "UTC", "2025-07-20T01:10:00"),
        ("yesterday", "UTC", "yesterday"),
        (None, "UTC", ""),
    ],
)
def test_a_time_is_told_in_the_profiles_zone(iso: str | None, zone: str, told: str) -> None:
    """With the zone's name beside it; a time without a zone is not given one."""
    assert told == words.moment(iso, zone)


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        ("amended", "a fine", "a prison", ("a penalty changed",)),
        ("inserted", None, "a fine", ("a penalty was added",)),
        ("repealed", "a fine", None, ("a penalty was taken out",)),
        ("restored", None, "a fine", ("a penalty is law again",)),
        ("amended", None, "a fine", ("a penalty was added",)),
        ("amended", "a fine", "", ("a penalty was taken out",)),
    ],
)
def test_why_it_matters_fits_what_befell_the_provision(
    kind: str, before: str | None, after: str | None, said: tuple[str, ...]
) -> None:
    """Nothing "changed" in a provision that is new, gone or back: a penalty was added, taken out, is law again."""
    change = ChangePart(kind, "art_1", before=before, after=after, significance=("penalty",))

    assert said == words.meanings(change, {"penalty": "a penalty changed"})


def test_an_exception_and_a_definition_come_and_go_with_their_provision() -> None:
    """The other reasons that speak of changed words are told the same way; a kind is not said twice."""
    change = ChangePart("inserted", "art_1", after="x", significance=("inserted", "exception", "definition"))

    assert (
        "the provision is new",
        "an exception was added",
        "a definition was added",
    ) == words.meanings(change, {})


@pytest.mark.parametrize(
    ("units", "told"),
    [
        (["Art. 205"], "Art. 205"),
        (["Art. 205", "Art. 206", "Art. 205"], "Art. 205, 206"),
        (["Art. 205", "Art. 206", "Art. 207"], "Art. 205–207"),
        (["Art. 190", "Art. 190-1", "Art. 191"], "Art. 190, 190-1, 191"),
        (
            ["Art. 1", "Art. 3", "Art. 5", "Art. 7", "Art. 9", "Art. 11", "Art. 13", "Art. 15"],
            "Art. 1, 3, 5, 7, 9, 11 and 2 more",
        ),
        (["SCHEDULE 1 3", "Art. 4"], "SCHEDULE 1 3, Art. 4"),
    ],
)
def test_numbers_of_articles_are_drawn_together(units: list[str], told: str) -> None:
    """Short enough for a subject, and never naming what did not change."""
    assert told == words.numbers(units)


@pytest.mark.parametrize(
    ("eid", "article", "told"),
    [
        ("art_205__para_1", "Статья 205", "Art. 205"),
        ("art_190-1", "Статья 190-1", "Art. 190-1"),
        ("art_3ZA__para_2", "3ZA", "Art. 3ZA"),
        ("sch_1__art_3", "SCHEDULE 1 3", "SCHEDULE 1 3"),
        ("xhd_1", None, "xhd_1"),
    ],
)
def test_a_unit_is_named_by_its_number_or_as_printed(eid: str, article: str | None, told: str) -> None:
    """A series that restarts keeps its own heading."""
    assert told == words.unit(ChangePart("amended", eid, article=article))


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (ActPart("kz/x", "Criminal Code of the Republic of Kazakhstan"), "Criminal Code"),
        (ActPart("kz/x", "Criminal Code of Kazakhstan"), "Criminal Code"),
        (ActPart("kz/x", "Law on Kazakhstan Railways"), "Law on Kazakhstan Railways"),
        (ActPart("kz/x", "Criminal Code", short="CC"), "CC"),
        (None, "the law"),
    ],
)
def test_an_act_is_not_called_by_the_country_again(act: ActPart | None, told: str) -> None:
    """The subject begins with the country already."""
    assert told == act_name(act, "Kazakhstan")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "https://user:pw@example.org/",
        "https://[broken/",
        "https://example.org/a b",
        "https://example.org/\u202egpj",
        f"https://example.org/{'x' * 3000}",
    ],
)
def test_only_plain_web_addresses_are_links(url: str | None) -> None:
    """Nothing that runs, hides its host, or carries a name and password."""
    assert clean.link(url) is None


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is."""
    for wash in (clean.words, clean.line, clean.block, clean.piece):
        assert wash(text) == wash(wash(text))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a \n\n \t\n  b", "a\nb"),
        ("\n a \n", "\na\n"),
        (" a b ", " a b "),
        ("\n \n", "\n"),
        ("  ", " "),
        ("a\x1b[31m\n\u202eb\x00", "a [31m\nb"),
    ],
)
def test_a_piece_of_law_keeps_its_paragraphs(raw: str, said: str) -> None:
    """A line break is a line break however it was written; empty lines, controls and overrides are gone."""
    assert said == clean.piece(raw)


def test_breaks_beyond_the_bound_become_spaces() -> None:
    """A text of nothing but short lines loses no word and cannot push the rest of a message out of sight."""
    text = clean.piece("\n".join("x" * 10_000))

    assert clean.MAX_BREAKS == text.count("\n")
    assert 10_000 == text.count("x")


def test_a_whole_redline_has_no_more_breaks_than_one_piece() -> None:
    """Many pieces with a few breaks each stay within the bound together."""
    raw = tuple(("+-"[at % 2], "a\nb\nc\nd") for at in range(200))
    pieces = redlines.pieces(ChangePart("amended", "art_1", redline=raw))

    assert sum(said.count("\n") for _, said in pieces) <= clean.MAX_BREAKS


def test_a_long_run_is_cut_at_a_break_as_at_a_space() -> None:
    """Unchanged text around a change begins and ends with a whole word, also where each line has one."""
    lines = "\n".join(f"word{at}" for at in range(60))
    pieces = redlines.pieces(ChangePart("amended", "art_1", redline=(("=", lines), ("+", "new"))))

    words_kept = pieces[-2][1].split()
    assert words_kept
    assert all(word in lines.split() for word in words_kept)


def test_a_redline_ends_where_a_reader_would() -> None:
    """Long runs are counted, a long comparison is cut, and unchanged ends are short."""
    runs = tuple((sign, f"{sign}{at} " + "слово " * 150) for at in range(4) for sign in "-+")
    pieces = redlines.pieces(ChangePart("amended", "art_1", redline=runs))

    assert ("…", "[the rest is in the full comparison]") == pieces[-1]
    assert "more characters]" in pieces[0][1]
    assert sum(len(said) for _, said in pieces) < 3_000


def test_where_no_redline_was_made_old_and_new_are_shown_whole() -> None:
    """Inserted and repealed provisions have one side only."""
    assert (("+", "new"),) == redlines.pieces(ChangePart("inserted", "art_1", after="new"))
    assert (("-", "old"), ("+", "new")) == redlines.pieces(
        ChangePart("amended", "art_1", before="old", after="new")
    )
    assert () == redlines.pieces(ChangePart("moved", "art_1", before="same", after="same"))


def test_unchanged_words_alone_are_shown_short() -> None:
    """A provision that only moved needs no page of its own words."""
    assert (("=", "short"),) == redlines.pieces(ChangePart("moved", "art_1", redline=(("=", "short"),)))
    assert 2 == len(redlines.pieces(ChangePart("moved", "art_1", redline=(("=", "слово " * 100),))))


def test_a_feed_entry_over_the_bound_says_so() -> None:
    """Readers of feeds choke on books."""
    entry = FeedEntry("u", "t", datetime(2025, 7, 20, tzinfo=UTC), "x" * 100_000)

    xml = feed_xml(FeedFacts("k", "t"), [entry])

    assert len(xml) < 2_000
    assert b"Cut: too long for a feed" in xml


def test_meanings_are_said_once() -> None:
    """Two rules with one meaning are one sentence."""
    both = ChangePart("amended", "art_1", significance=("a", "b"))

    assert ("same",) == words.meanings(both, {"a": "same", "b": "same"})
    assert ("a penalty changed",) == words.meanings(CHANGE, {})
