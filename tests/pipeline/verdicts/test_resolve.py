"""From a sentence to provisions, on invented law: every form of the first profile, and what cannot be found."""

from collections.abc import Sequence

import pytest
from compared_laws import article
from compared_laws import gone
from compared_laws import law

from db.law import Provision
from pipeline.profile.load import parse
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.verdicts.resolve import Cited
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import label
from pipeline.verdicts.resolve import resolve
from scraper.provisions import Node

ACTS = """title = "Averland"
country = "KZ"
[[acts]]
key = "criminal-code"
title = "Criminal Code of Averland"
names = ["Criminal Code"]
number = "226-V"
date = 2014-07-03
[[acts]]
key = "execution-code"
title = "Criminal Implementation Code of Averland"
number = "234-V"
date = 2014-07-05
[[acts]]
key = "information"
title = "Law On Information"
names = ["On Information"]
number = "217-III"
date = 2007-01-11
[[acts]]
key = "media"
title = "Law On the Media"
names = ["On the Media"]
number = "451-I"
date = 1999-07-23
[[acts]]
key = "media-two"
title = "Law On the Media (second)"
names = ["On the Media"]
number = "99-II"
date = 2020-01-01
[[entries]]
key = "line"
section = "S"
text = "TEXT"
"""


def items(*numbers: str) -> list[Node]:
    return [Node("point", n, f"{n})", None, [f"item {n} of its part, unlike the others"]) for n in numbers]


def chapter(number: str, *nodes: Node) -> Node:
    return Node("chapter", number, f"Chapter {number}", "A heading", [], list(nodes))


def code() -> tuple[Provision, ...]:
    """Chapters 6 and VII; 205 with parts and items, 206-1 inserted, 208 repealed, 209 with bare items."""
    with_items = article("205", "", "first part", "second part", "third part")
    with_items.children[1].children.extend(items("1", "2", "3"))
    bare = article("209", "these words come first:")
    bare.children.extend(items("4", "5"))
    return law(
        [
            chapter("6", article("203", "words of 203"), article("204", "words of 204")),
            chapter(
                "VII",
                with_items,
                article("206", "words of 206"),
                article("206-1", "words of 206-1"),
                article("207", "words of 207"),
                gone("208"),
                bare,
            ),
        ]
    )


def profile(text: str) -> Profile:
    return parse(ACTS.replace("TEXT", text), key="averland")


def cited(text: str) -> tuple[Cited, ...]:
    whole = profile(text)
    return cited_by(whole.entries[0], whole)


def found(text: str, version: Sequence[Provision] | None = None) -> tuple[list[str], list[str]]:
    """The eids that a line means, and what could not be found."""
    eids: list[str] = []
    wrong: list[str] = []
    for one in cited(text):
        resolved = resolve(one.units, version or code())
        eids += resolved.eids
        wrong += [f.what for f in (*one.findings, *resolved.findings)]
    return eids, wrong


C = "of the Criminal Code of Averland"
FORMS = [
    (f"Art. 207 {C}", ["art_207"], []),
    (f"partly Art.203 and Art. 205 {C}", ["art_203", "art_205"], []),
    (f"Art.205 (3) {C}", ["art_205__para_3"], []),
    (f"Art.205 (2) 1) {C}", ["art_205__para_2__point_1"], []),
    (f"Art.203, Art. 205-207 {C}", ["art_203", "art_205", "art_206", "art_206-1", "art_207"], []),
    (f"Art. 206-1 {C}", ["art_206-1"], []),
    (f"Art.209 (4/5) {C}", ["art_209__point_4", "art_209__point_5"], []),
    ("Criminal Code of Averland /Chapter 7 (version of July 2014).", ["chp_VII"], []),
    ("Chapter 6 and Art.207 of the Criminal Code of Averland", ["chp_6", "art_207"], []),
    (f"Art.203, esp. Art. 207 {C}", ["art_203", "art_207"], []),
    (f"Art. 999 {C}", [], ["article_absent"]),
    (f"Art. 205 (9) {C}", ["art_205"], ["part_out_of_range"]),
    (f"Art. 205 (1) 7) {C}", ["art_205__para_1"], ["part_out_of_range"]),
    (f"Art. 208 {C}", ["art_208"], ["repealed"]),
    (f"Art. 207-209 {C}", ["art_207", "art_208", "art_209"], ["repealed"]),
    (f"Art. 205-299 {C}", ["art_205", "art_206", "art_206-1", "art_207", "art_208", "art_209"], ["article_absent"]),
    (f"Chapter 9 {C}", [], ["article_absent"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "eids", "wrong"), FORMS)
def test_a_form_of_the_profile(text: str, eids: list[str], wrong: list[str]) -> None:
    """Part, item, range, chapter in roman numbers, alternatives, absent, out of range, repealed."""
    told, missing = found(text)
    assert sorted(eids) == sorted(told)
    assert wrong == missing


def test_a_chapter_is_found_by_either_kind_of_number() -> None:
    """Chapter 7 meets Chapter VII, and the other way round."""
    assert (["chp_6"], []) == found(f"Chapter VI {C}")


def test_two_chapters_of_one_number_are_ambiguous() -> None:
    """Codes whose parts restart their chapters: both are watched, and it is said."""
    twice = law(
        [
            Node("part", "1", "Part 1", None, [], [chapter("1", article("1", "words of one"))]),
            Node("part", "2", "Part 2", None, [], [chapter("1", article("2", "words of two"))]),
        ]
    )
    eids, wrong = found(f"Chapter 1 {C}", twice)
    assert (2, ["ambiguous_unit"]) == (len(eids), wrong)


def test_a_whole_act_has_no_provisions_of_its_own() -> None:
    """It relies on being in force."""
    (one,) = cited("Criminal Code of Averland")
    assert ("criminal-code", ()) == (one.act, one.units)
    assert () == resolve(one.units, code()).eids


def test_the_number_is_the_identity() -> None:
    """Another name with the act's number is the act; the series may be left out; the date is read in any order."""
    (one,) = cited("Law “On Whatever It Was Called”, July 3, 2014, №226-V (as amended on 10.07.2012).")
    assert ("criminal-code", "2012-07-10") == (one.act, one.as_amended)
    (other,) = cited("Law “On Information”, January 11, 2007, №217 (with amendments as of 09.29.2014).")
    assert ("information", "2014-09-29") == (other.act, other.as_amended)


def test_a_name_that_two_acts_bear_is_a_finding() -> None:
    """Without a number nobody can say which is meant."""
    (one,) = cited("Art. 1 of the Law “On the Media”")
    assert (None, ["act_ambiguous"]) == (one.act, [f.what for f in one.findings])
    (sure,) = cited("Law “On the Media”, July 23, 1999, №451-I")
    assert ("media", ()) == (sure.act, sure.findings)


def test_an_act_that_the_profile_does_not_know_is_a_finding() -> None:
    """Said with the name that the line gives."""
    (one,) = cited("Art. 5 of the Law “On Lighthouses”")
    assert (None, ["act_unknown"]) == (one.act, [f.what for f in one.findings])
    assert "Lighthouses" in one.findings[0].words


def test_a_person_may_correct_the_reading() -> None:
    """`cites` stands instead of the sentence, down to the letter."""
    text = ACTS.replace(
        'text = "TEXT"',
        'text = "see there"\ncites = [{ act = "criminal-code", units = ["art_205__para_2__point_1", "chp_6"] }]',
    )
    whole = parse(text)
    (one,) = cited_by(whole.entries[0], whole)
    assert ("chp_6", "art_205__para_2__point_1") == resolve(one.units, code()).eids


def test_a_line_about_no_law_cites_nothing() -> None:
    """A topic and a note."""
    whole = profile("x")
    assert () == cited_by(
        Entry(key="a", section="s", topic="Office", note="Art. 4 of the Criminal Code"), whole
    )


def test_what_a_doubt_leaves_open_decides_about_ambiguity() -> None:
    """Whether "esp." covers the next article moves no provision; the line is not ambiguous for that."""
    (one,) = cited(f"Art.203, Art.205-207, esp. Art.206, Art.209 {C}")
    assert not one.ambiguous


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Art.205 (3) {C}", "Art. 205 (3)"),
        (f"Art. 205-207 {C}", "Art. 205-207"),
        (f"Chapter 7 {C}", "Chapter 7"),
    ],
)
def test_units_are_called_as_readers_call_them(text: str, words: str) -> None:
    """What alerts say that a line cites."""
    (one,) = cited(text)
    assert [words] == [label(u) for u in one.units]


def test_look_alike_letters_are_one_number() -> None:
    """A Cyrillic letter in a number is the Latin one."""
    version = law([article("12А", "words of a lettered article")])  # Cyrillic
    assert ([version[0].eid], []) == found(f"Art. 12A {C}", version)
