"""Does this line still hold? Fail-closed: what is not known is `uncertain`, never `holds`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from compared_laws import TEXTS
from compared_laws import article
from compared_laws import articles
from compared_laws import gone
from compared_laws import law
from compared_laws import note
from hypothesis import given
from hypothesis import strategies as st

from db.law import ActFacts
from db.law import Change
from db.law import Provision
from db.law import Status
from db.records import Verdict
from pipeline.changes.compare import compare
from pipeline.citations import Unit
from pipeline.profile.model import Act
from pipeline.profile.model import ArticleContract
from pipeline.profile.model import Expect
from pipeline.verdicts.baseline import Basis
from pipeline.verdicts.baseline import Relied
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import Finding
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.verdict import BREAKING
from pipeline.verdicts.verdict import CitationVerdict
from pipeline.verdicts.verdict import Law
from pipeline.verdicts.verdict import is_whole
from pipeline.verdicts.verdict import of_citation
from pipeline.verdicts.verdict import touching
from pipeline.verdicts.verdict import worst
from scraper.provisions import Node

ACT = Act(key="code", title="Code")
DAY = date(2020, 1, 1)
UNKNOWN = Relied(Basis.UNKNOWN)
ACCEPTED = Relied(Basis.ACCEPTED, DAY)
CHECKED = Relied(Basis.CHECKED, DAY)
STATED = Relied(Basis.STATED, DAY)
ART_4 = Cited("Art. 4", "code", (Unit(unit="article", article="4"),))
WHOLE = Cited("Code", "code")
LAW = law(articles())


def text(
    provisions: Sequence[Provision] = LAW,
    *,
    whole: bool = True,
    status: Status = Status.IN_FORCE,
    stale: bool = False,
) -> Law:
    return Law("xm/code-en", "en", ActFacts(status=status), tuple(provisions), 1, whole, stale)


def judged(
    cited: Cited = ART_4,
    version: Law | None = None,
    relied: Relied = ACCEPTED,
    moved: Sequence[Change] | None = (),
    act: Act | None = ACT,
) -> CitationVerdict:
    return of_citation(cited, act, version or text(), relied, moved)


def what(found: CitationVerdict) -> set[str]:
    return {r.what for r in found.reasons}


CHANGED = compare(LAW, law([*articles(3), article(4, "Other words stand here now."), *articles()[4:]]))


@pytest.mark.parametrize(
    ("relied", "moved", "expected"),
    [
        (ACCEPTED, (), Verdict.HOLDS),
        (CHECKED, (), Verdict.HOLDS),
        (STATED, (), Verdict.UNCERTAIN),
        (replace(STATED, basis=Basis.SECTION), (), Verdict.UNCERTAIN),
        (UNKNOWN, (), Verdict.UNCERTAIN),
        (UNKNOWN, None, Verdict.UNCERTAIN),
        (ACCEPTED, None, Verdict.UNCERTAIN),  # the old words are unknown
        (ACCEPTED, CHANGED, Verdict.CHANGED),
        (STATED, CHANGED, Verdict.CHANGED),
        (UNKNOWN, CHANGED, Verdict.CHANGED),
        (replace(ACCEPTED, edited=True), (), Verdict.UNCERTAIN),
    ],
)
def test_the_table_of_baselines(relied: Relied, moved: Sequence[Change] | None, expected: Verdict) -> None:
    """Holds only where a person vouched and the words are known to be the same."""
    assert expected == judged(relied=relied, moved=moved).verdict


def test_what_is_not_vouched_for_says_so() -> None:
    """An uncertain line always has a reason."""
    assert {"not_vouched"} == what(judged(relied=STATED))


@pytest.mark.parametrize(
    ("cited", "version", "expected", "reason"),
    [
        (Cited("Art. 99", "code", (Unit(unit="article", article="99"),)), text(), Verdict.BROKEN, "article_absent"),
        (Cited("Art. 99", "code", (Unit(unit="article", article="99"),)), text(whole=False), Verdict.UNCERTAIN, "not_in_the_text_held"),
        (Cited("Art. 4 (7)", "code", (Unit(unit="article", article="4", part="7"),)), text(), Verdict.BROKEN, "part_out_of_range"),
        (ART_4, text(law([*articles(3), gone(4)])), Verdict.BROKEN, "repealed"),
        (ART_4, text(status=Status.REPEALED), Verdict.BROKEN, "act_repealed"),
        (WHOLE, text(status=Status.REPEALED), Verdict.BROKEN, "act_repealed"),
        (ART_4, text(stale=True), Verdict.UNCERTAIN, "stale"),
        (replace(ART_4, ambiguous=True), text(), Verdict.UNCERTAIN, "ambiguous"),
        (replace(ART_4, findings=(Finding("act_ambiguous", "x"),)), text(), Verdict.UNCERTAIN, "act_ambiguous"),
    ],
)  # fmt: skip
def test_what_breaks_a_line_and_what_leaves_it_open(
    cited: Cited, version: Law, expected: Verdict, reason: str
) -> None:
    """Absence is proof only in a text that is whole."""
    found = judged(cited, version)
    assert (expected, True) == (found.verdict, reason in what(found))


def test_a_replaced_act_breaks_the_line_even_unread() -> None:
    """The profile itself knows the successor."""
    found = of_citation(ART_4, Act(key="code", title="Code", replaced_by="new"), None, UNKNOWN, None)
    assert (Verdict.BROKEN, {"act_replaced", "not_read"}) == (found.verdict, what(found))


def test_what_was_never_read_is_uncertain() -> None:
    """Whoever vouched."""
    found = of_citation(ART_4, ACT, None, CHECKED, None)
    assert (Verdict.UNCERTAIN, {"not_read"}) == (found.verdict, what(found))


findings = st.sampled_from(
    [*sorted(BREAKING), "act_unknown", "act_ambiguous", "ambiguous_unit", "impossible_date", "not_understood"]
)


@given(
    basis=st.sampled_from(Basis),
    edited=st.booleans(),
    moved=st.sampled_from([None, (), CHANGED]),
    read=st.booleans(),
    whole=st.booleans(),
    stale=st.booleans(),
    status=st.sampled_from(Status),
    ambiguous=st.booleans(),
    doubts=st.lists(findings, max_size=2),
)
def test_nothing_holds_without_a_person_and_knowledge(
    basis: Basis, edited: bool, moved: Sequence[Change] | None, read: bool, whole: bool, stale: bool,
    status: Status, ambiguous: bool, doubts: list[str],
) -> None:  # fmt: skip
    """Over every combination: `holds` only vouched, read, fresh, unambiguous, unmoved and found; always a reason else."""
    cited = replace(ART_4, ambiguous=ambiguous, findings=tuple(Finding(d, d) for d in doubts))
    version = text(whole=whole, stale=stale, status=status) if read else None
    found = of_citation(cited, ACT, version, Relied(basis, DAY, edited=edited), moved)
    if found.verdict is Verdict.HOLDS:
        assert basis in {Basis.ACCEPTED, Basis.CHECKED}
        assert read
        assert moved == ()
        assert [False] * 4 == [stale, ambiguous, bool(doubts), edited]
        assert status is not Status.REPEALED
    else:
        assert found.reasons
    if found.verdict is Verdict.BROKEN:
        assert set(doubts) & BREAKING or status is Status.REPEALED


NOTED = law(
    [*articles(3), article(4, "Words.", notes=[note("x", ("9-II", "2021-05-01"), ("3-I", "2015-01-01"))])]
)


def test_without_the_old_words_the_notes_tell() -> None:
    """An amendment noted after the day relied on: changed, by that act; none after it: uncertain."""
    found = judged(version=text(NOTED), relied=STATED, moved=None)
    assert (Verdict.CHANGED, ["9-II"]) == (found.verdict, [b.number for r in found.reasons for b in r.by])
    later = judged(version=text(NOTED), relied=replace(CHECKED, day=date(2022, 1, 1)), moved=None)
    assert (Verdict.UNCERTAIN, {"old_words_unknown"}) == (later.verdict, what(later))


def test_an_undated_line_hears_of_the_newest_amendment() -> None:
    """Not `changed`: nobody knows which of them the line knew."""
    found = judged(version=text(NOTED), relied=UNKNOWN, moved=None)
    assert (Verdict.UNCERTAIN, ["9-II"]) == (found.verdict, [b.number for b in found.reasons[0].by])


def test_a_note_on_another_part_says_nothing_of_this_one() -> None:
    """Art. 4 (1) is cited, the note is on part 2."""
    notes = [note("x", ("9-II", "2021-05-01"), unit="article", number="4", part="2")]
    version = text(law([*articles(3), article(4, "", "first", "second", notes=notes)]))
    cited = Cited("Art. 4 (1)", "code", (Unit(unit="article", article="4", part="1"),))
    assert Verdict.UNCERTAIN == judged(cited, version, STATED, None).verdict


def test_terms_replaced_throughout_the_act_leave_it_open() -> None:
    """A law that changed words everywhere may have changed them here."""
    version = text()
    acts = replace(version, act=ActFacts(status=Status.IN_FORCE, notes=(note("x", ("9-II", "2021-05-01")),)))
    found = judged(version=acts, relied=CHECKED, moved=None)
    assert (Verdict.UNCERTAIN, {"replaced_throughout"}) == (found.verdict, what(found))


def test_a_whole_act_is_not_changed_by_its_amendments() -> None:
    """It relies on being in force."""
    assert Verdict.HOLDS == judged(WHOLE, moved=CHANGED).verdict


def test_the_worst_counts() -> None:
    """Of several texts or citations; a line about no law is none of them."""
    assert Verdict.BROKEN == worst([Verdict.HOLDS, Verdict.BROKEN, Verdict.CHANGED])
    assert Verdict.CHANGED == worst([Verdict.UNCERTAIN, Verdict.CHANGED])
    assert Verdict.NO_LAW == worst([])


@pytest.mark.parametrize(
    ("provisions", "contract", "whole"),
    [
        (LAW, ArticleContract(), True),
        (LAW[3:], ArticleContract(), False),
        (law([*articles(3), *articles()[8:]]), ArticleContract(), False),
        (LAW, ArticleContract(first="1", last="12", at_least=12), True),
        (LAW, ArticleContract(first="1", last="13"), False),
        (LAW, ArticleContract(at_least=13), False),
        (LAW[3:], ArticleContract(first="4", last="12"), False),
        ((), ArticleContract(), False),
    ],
)
def test_when_a_text_is_the_whole_act(
    provisions: Sequence[Provision], contract: ArticleContract, whole: bool
) -> None:
    """By its contract, else by the run of its numbers from 1."""
    assert whole == is_whole(provisions, Expect(articles=contract))


CRIME = "A person who does one of the following shall be punished with imprisonment of up to {} years:"
LETTER = Cited("Art. 1 (2) (a)", "code", (Unit(unit="article", article="1", part="2", letter="a"),))


def crime(
    years: str = "two",
    *,
    first: str = "Bees are free.",
    above: str = "",
    heading: str = "Crimes",
    b: str = "spoils honey",
) -> tuple[Provision, ...]:
    """One article in a chapter: its own words, a part, and a part with introductory words over two letters."""
    letters = [Node("letter", n, f"({n})", None, [words]) for n, words in (("a", "opens a hive;"), ("b", b))]
    one = article("1", above, first, "", heading=heading)
    one.children[1].text = [CRIME.format(years)]
    one.children[1].children = letters
    return law([Node("chapter", "1", "Chapter 1", "Of crimes", [above], [one, article(2, TEXTS[1])])])


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (crime("twenty"), ["art_1__para_2"]),
        (crime(first="Bees belong to the keeper of the lighthouse."), []),
        (crime(heading="Misdeeds of keepers"), []),
        (crime(b="sells the seal of the guild"), []),
        (crime(above="In time of war:"), ["art_1"]),
    ],
)
def test_the_words_over_a_cited_letter_belong_to_it(
    version: tuple[Provision, ...], expected: list[str]
) -> None:
    """What the part and the article say of all their letters they say of the cited one; siblings and headings do not."""
    eids = resolve(LETTER.units, version).eids
    moved = touching(LETTER, compare(crime(), version), version, eids, crime())
    assert expected == [c.eid for c in moved]
    assert (Verdict.CHANGED if expected else Verdict.HOLDS) == judged(
        LETTER, text(version), moved=moved
    ).verdict
