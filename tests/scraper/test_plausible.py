"""Is this the law? Invented bad answers of every kind, in many languages, and good ones that only look bad."""

from dataclasses import replace

import pytest
from block_pages import ZOO
from block_pages import page
from compared_laws import article
from compared_laws import gone
from compared_laws import law
from suspects import CONTRACT
from suspects import EN
from suspects import LAW
from suspects import capture
from suspects import last_good
from suspects import reading
from suspects import signals
from suspects import unread

from db.digests import text_digest
from db.law import ActFacts
from db.law import Attribution
from db.law import Change
from db.law import How
from db.law import Kind
from db.law import Reading
from db.law import Status
from scraper.errors import ExtractError
from scraper.errors import NoProvisions
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.plausible import Doubt
from scraper.plausible import Expectation
from scraper.plausible import LastGood
from scraper.plausible import basic_units
from scraper.plausible import doubts
from scraper.plausible import last_good as good_of
from scraper.plausible import needs_second_look


def test_the_law_is_believed() -> None:
    """A page that keeps its contract and has what the last one had gives no doubt."""
    true = reading()

    assert () == doubts(capture(LAW), true, CONTRACT, last_good(true, LAW.encode()))
    assert () == doubts(capture(LAW), true, CONTRACT, None)
    assert () == doubts(capture(LAW), true, Expectation(), None)


@pytest.mark.parametrize("case", ZOO)
def test_a_page_that_is_no_law_is_named(case: str) -> None:
    """The operator hears first what the page looks like."""
    signal, body = ZOO[case]

    assert signal == unread(body)[0]


@pytest.mark.parametrize("case", ZOO)
def test_a_good_page_with_a_bad_mark_is_believed(case: str) -> None:
    """The same marks inside a page whose structure is whole condemn nothing."""
    marked = LAW.replace("</body>", f"<aside>{ZOO[case][1]}</aside></body>")

    assert () == doubts(capture(marked), reading(), CONTRACT, last_good(reading(), LAW.encode()))


@pytest.mark.parametrize(
    ("case", "signal"),
    [
        ("waf fr", "waf_challenge"),
        ("maintenance ru", "maintenance"),
        ("404 en", "soft_404"),
        ("captcha en", "captcha"),
        ("error", "error_page"),
    ],
)
def test_a_block_page_that_quotes_the_law_is_no_law(case: str, signal: str) -> None:
    """One article instead of forty: named after its marks, and after the quoting."""
    quoting = ZOO[case][1].replace("</body>", f"<p>Article 5. {EN}</p></body>")

    found = signals(doubts(capture(quoting), reading(1), CONTRACT, last_good(reading())))

    assert signal == found[0]
    assert {"quotes_law", "fewer_than_before", "last_missing"} <= set(found)


def test_a_quoting_page_without_marks_is_no_law_either() -> None:
    """Where no words give it away, the number of articles does."""
    found = signals(doubts(capture(page(EN)), reading(1), Expectation(), last_good(reading())))

    assert "quotes_law" == found[0]


@pytest.mark.parametrize(
    ("final", "found"),
    [
        ("https://law.example/", True),
        ("https://law.example/index.html", True),
        ("https://law.example/en/", True),
        ("https://law.example/login?back=/act/226", True),
        ("https://law.example/error/500.aspx", True),
        ("https://law.example/act/226/", False),
        ("https://www.law.example/en/act/226-v2", False),
        ("https://law.example/act/authority-226", False),
    ],
)
def test_sent_off_the_act(final: str, found: bool) -> None:
    """A redirect to the home page, a login or an error page is a doubt; a redirect to the act's new place is none."""
    signal = "redirected_off_the_act"

    assert found == (signal in unread(page("news"), final=final))
    assert () == doubts(capture(LAW, final=final), reading(), CONTRACT, None)


def test_the_contract_is_checked() -> None:
    """Each broken clause has its own name."""

    def broken(expected: Expectation, true: Reading | None = None) -> list[str]:
        return signals(doubts(capture(LAW), true or reading(), expected, None))

    assert ["too_few_units"] == broken(Expectation(at_least=41))
    assert ["first_missing"] == broken(Expectation(first="0"))
    assert ["last_missing"] == broken(Expectation(last="467"))
    assert ["title_missing"] == broken(Expectation(title="Otter Code"))
    assert [] == broken(Expectation(title="ferret CODE", first="Article 1", last="40."))
    assert [] == broken(Expectation(title="Ferret Code"), reading(title=None))  # type: ignore[arg-type]


def test_another_act_at_the_same_address() -> None:
    """Without a contract the last title is what a title is measured by; a word more or less is no other act."""
    last = last_good(reading(title="Criminal Code of the Republic of Ferrets"))

    other = doubts(capture(LAW), reading(title="Law on the Protection of Otters"), Expectation(), last)
    same = doubts(
        capture(LAW),
        reading(title="CRIMINAL CODE OF THE REPUBLIC OF FERRETS (as amended)"),
        Expectation(),
        last,
    )

    assert ["title_missing"] == signals(other)
    assert () == same


@pytest.mark.parametrize(("left", "held"), [(40, False), (38, False), (37, True), (20, True)])
def test_a_loss_of_articles_is_doubted(left: int, held: bool) -> None:
    """Two of forty may go; three are more than five in a hundred."""
    found = signals(doubts(capture(LAW), reading(left), Expectation(), last_good(reading())))

    assert held == ("fewer_than_before" in found)


def test_as_many_articles_but_others() -> None:
    """The count alone does not show that articles were lost: their numbers do."""
    shifted = reading(45)
    later = replace(shifted, provisions=shifted.provisions[10:])

    assert "fewer_than_before" in signals(doubts(capture(LAW), later, Expectation(), last_good(reading())))


@pytest.mark.parametrize("tenth", range(1, 10))
def test_half_a_page_is_doubted(tenth: int) -> None:
    """A page cut at any tenth, sent with 200 and no length, is cut short or has lost its articles."""
    cut = LAW[: len(LAW) * tenth // 10]
    count = cut.count("<h3>")

    with_history = signals(
        doubts(capture(cut), reading(count), Expectation(), last_good(reading(), LAW.encode()))
    )
    at_first = signals(doubts(capture(cut), reading(count), Expectation(), None))

    assert "cut_short" in with_history
    assert "cut_short" in at_first


def test_a_page_that_never_closes_is_believed() -> None:
    """Some sites leave out </html>: where the last good page did, too, and nothing is missing, that is no cut."""
    open_ended = LAW.replace("</body></html>", "")
    last = last_good(reading(), open_ended.encode())

    assert () == doubts(capture(open_ended), reading(), Expectation(), last)
    assert () == doubts(capture(open_ended), reading(), CONTRACT, None)


def test_a_piece_saved_by_hand_is_no_cut() -> None:
    """A person may bring the part of a page that matters; what ends inside a tag is cut even so."""
    piece = LAW[: LAW.index("<h3>Article 20.")]

    assert () == doubts(replace(capture(piece), fetcher="manual"), reading(19), Expectation(), None)
    assert ["cut_short"] == signals(
        doubts(replace(capture(piece + "<h3"), fetcher="manual"), reading(19), Expectation(), None)
    )


def test_a_true_loss_is_no_cut() -> None:
    """An act that lost its second half by law ends as it should: nothing but a second look stands in its way."""
    half = page("".join(f"<h3>Article {n}. Ferrets</h3><p>{EN * 2}</p>" for n in range(1, 21)))

    assert ["fewer_than_before"] == signals(
        doubts(capture(half), reading(20), Expectation(), last_good(reading(), LAW.encode()))
    )


def test_a_stale_copy_is_doubted() -> None:
    """An edition older than the accepted one comes out of a cache."""
    last = last_good(reading(as_of="2026-03-01"))

    def with_date(day: str | None) -> list[str]:
        return signals(doubts(capture(LAW), reading(as_of=day), Expectation(), last))

    assert ["older_than_last"] == with_date("2025-12-31")
    assert [] == with_date("2026-03-01") == with_date(None) == with_date("March 2025")


def test_two_acts_do_not_have_one_text() -> None:
    """The very text of another act of this run is a portal that answers the same to every question."""
    true = reading()

    found = doubts(
        capture(LAW), true, CONTRACT, None, same_run={text_digest(true.provisions): "kz/penal-code"}
    )

    assert ["same_text_as_other_act"] == signals(found)
    assert "kz/penal-code" in found[0].words


def test_a_strange_status_is_said() -> None:
    """202 with a page 'being rendered' is no law."""
    assert "status" in signals(doubts(capture(LAW, status=202), reading(), CONTRACT, None))


def test_articles_without_a_word() -> None:
    """Headings with nothing in them are an empty document."""
    assert "empty" in signals(doubts(capture(LAW), reading(words=""), Expectation(), None))


@pytest.mark.parametrize(
    ("error", "signal"),
    [
        (NoProvisions, "no_provisions"),
        (NoText, "no_text"),
        (TooComplex, "too_complex"),
        (UnknownFormat, "unknown_format"),
    ],
)
def test_what_cannot_be_read_is_named(error: type[ExtractError], signal: str) -> None:
    """Where the page itself gives no sign, the reader's own words are passed on."""
    body = page(f"<p>{EN * 20}</p>", title="Harbour")

    (doubt,) = doubts(capture(body), error("the reader's words"), CONTRACT, None)

    assert Doubt(signal, "the reader's words") == doubt


def test_a_first_small_act_is_believed() -> None:
    """Three articles and no contract: with a login box in the margin it is law, on a maintenance page it is not."""
    small = page('<p>Article 1.</p><form><input type="password"></form>')
    closed = page("<p>Article 1.</p><p>The site is under maintenance</p>")

    assert () == doubts(capture(small), reading(3), Expectation(), None)
    assert ["maintenance"] == signals(doubts(capture(closed), reading(3), Expectation(), None))


def change(kind: Kind, number: int) -> Change:
    label = f"Article {number}"
    return Change(kind, f"art_{number}", f"art_{number}", label, label, label, "a", "b")


def vanished(number: int) -> Change:
    return replace(change(Kind.REPEALED, number), eid=f"art_{number}_of_old")


def explained(kind: Kind, number: int) -> Change:
    return replace(change(kind, number), by=(Attribution("9-X", "2026-01-01", None, None, How.READ),))


def test_what_the_official_notes_explain_is_believed_at_once() -> None:
    """A mass amendment with its act in the notes, and placeholders that say "repealed", are the page's own word."""
    assert second_look([explained(Kind.AMENDED, n) for n in range(1, 41)]) is None
    assert second_look([change(Kind.REPEALED, n) for n in range(1, 6)]) is None
    assert "mass_change" == second_look([change(Kind.AMENDED, n) for n in range(1, 41)])


def second_look(changes: list[Change], true: Reading | None = None) -> str | None:
    found = needs_second_look(changes, last_good(reading()), true or reading())
    return found.signal if found else None


def test_what_needs_a_second_look() -> None:
    """A repealed act, a loss over 5%, a change over 30%, a median that moved over 20%; less is believed at once."""
    status = replace(change(Kind.STATUS, 0), eid="", old_eid="", old_article=None)

    assert "act_repealed" == second_look([status], reading(status=Status.REPEALED))
    assert second_look([status], reading(status=Status.IN_FORCE)) is None
    assert "mass_loss" == second_look([vanished(n) for n in (1, 2, 3)])
    assert second_look([vanished(n) for n in (1, 2)]) is None
    assert "mass_change" == second_look([change(Kind.AMENDED, n) for n in range(1, 14)])
    assert second_look([change(Kind.AMENDED, n) for n in range(1, 13)]) is None
    assert second_look([change(Kind.TYPOGRAPHIC, n) for n in range(1, 41)]) is None
    assert "length_moved" == second_look([], reading(words=EN * 2))
    assert second_look([]) is None


def test_one_edit_and_one_repeal_in_a_small_act_are_no_moved_length() -> None:
    """The median of a few articles moves with one of them; only when most have another length is a page suspected."""
    lengths = (10, 12, 30, 78, 90)
    old = law([article(n, "x" * size) for n, size in enumerate(lengths, 1)])
    edited = [article(n, "x" * size) for n, size in enumerate((10, 12, 30, 58, 90), 1)]
    edited[4] = gone(5)
    now = replace(reading(), provisions=law(edited))
    good = good_of(old, ActFacts(), language="en")
    assert needs_second_look([], good, now) is None
    all_other = replace(
        reading(), provisions=law([article(n, "x" * 3 * size) for n, size in enumerate(lengths, 1)])
    )
    found = needs_second_look([], good, all_other)
    assert found is not None
    assert "Articles have a median of 90 characters where they had 30." == found.words


def test_without_a_median_the_mean_is_used() -> None:
    """Older records know only how many characters and units there were."""
    last = replace(last_good(reading()), median=None, lengths=None)

    assert needs_second_look([], last, reading()) is None
    found = needs_second_look([], last, reading(words=EN * 2))
    assert found is not None
    assert "length_moved" == found.signal


def test_what_is_counted() -> None:
    """Basic units are articles, not their parts; a last good reading is measured once."""
    last = last_good(reading(3), page().encode(), as_of="2026-01-01")

    assert ["art_1", "art_2", "art_3"] == [p.eid for p in basic_units(reading(3).provisions)]
    expected = LastGood(
        3,
        6 * len(EN),
        "Ferret Code",
        "en",
        "2026-01-01",
        frozenset({"art_1", "art_2", "art_3"}),
        2 * len(EN),
        True,
        {f"art_{n}": 2 * len(EN) for n in (1, 2, 3)},
    )
    assert expected == last


def test_real_shells_are_named(data: object) -> None:
    """The portal's shells of September 2026, as they were served for every act."""
    from pathlib import Path

    shells = sorted(Path(str(data)).glob("kz/spa/*.html"))

    assert shells
    assert {"script_shell"} == {unread(shell.read_bytes())[0] for shell in shells}
