"""Which act made a change: read beside it, derived from the whole, or unknown and said so."""

from collections.abc import Sequence

from compared_laws import TEXTS
from compared_laws import article
from compared_laws import articles
from compared_laws import gone
from compared_laws import note
from compared_laws import reading

from db.law import ActFacts
from db.law import Attribution
from db.law import Effective
from db.law import How
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from pipeline.changes.attribute import UNKNOWN
from pipeline.changes.compare import compare_readings
from scraper.provisions import Node

OLD_ACT, NEW_ACT, OTHER_ACT = ("1-I", "2019-02-03"), ("7-V", "2025-01-02"), ("8-V", "2025-03-04")
EDITED = TEXTS[0].replace("oak", "ash")


def by(
    old: Sequence[Node], new: Sequence[Node], before: ActFacts | None = None, after: ActFacts | None = None
) -> list[tuple[str, list[str | None], set[str]]]:
    changes = compare_readings(reading(old, before), reading(new, after))
    return [(c.eid, [a.number for a in c.by], {str(a.how) for a in c.by}) for c in changes]


def noted(number: int, text: str, *notes: Note) -> Node:
    return article(number, text, notes=list(notes))


def test_the_new_event_of_a_note_is_the_cause() -> None:
    """The older version named the first act already."""
    old = [noted(1, TEXTS[0], note("n", OLD_ACT))]
    new = [noted(1, EDITED, note("n", OLD_ACT, NEW_ACT))]
    assert [("art_1", ["7-V"], {"read"})] == by(old, new)


def test_a_note_of_the_article_speaks_for_its_parts() -> None:
    """Where the part has none of its own."""
    old, new = [noted(1, "", note("n", OLD_ACT))], [noted(1, "", note("n", OLD_ACT), note("n", NEW_ACT))]
    old[0].children = [Node("paragraph", "1", "1.", None, [TEXTS[0]])]
    new[0].children = [Node("paragraph", "1", "1.", None, [EDITED])]
    assert [("art_1__para_1", ["7-V"], {"read"})] == by(old, new)


def test_of_several_new_acts_the_one_that_names_the_part() -> None:
    """Notes that say which part they speak of are believed."""
    parts = [Node("paragraph", str(n), f"{n}.", None, [TEXTS[n]]) for n in (1, 2)]
    edited = [
        Node("paragraph", str(n), f"{n}.", None, [TEXTS[n].replace("The ", "Any ").replace("A ", "Each ")])
        for n in (1, 2)
    ]
    old, new = (
        [noted(1, "", note("n", OLD_ACT))],
        [
            noted(
                1,
                "",
                note("n", OLD_ACT),
                note("first", NEW_ACT, part="1"),
                note("second", OTHER_ACT, part="2"),
            )
        ],
    )
    old[0].children, new[0].children = parts, edited
    assert [("art_1__para_1", ["7-V"], {"read"}), ("art_1__para_2", ["8-V"], {"read"})] == by(old, new)


def test_a_new_part_is_held_against_the_history_of_its_article() -> None:
    """The acts that the article named before did not bring it."""
    old, new = [noted(1, TEXTS[0], note("n", OLD_ACT))], [noted(1, TEXTS[0], note("n", OLD_ACT, NEW_ACT))]
    new[0].children = [Node("paragraph", "1-1", "1-1.", None, [TEXTS[5]])]
    assert [("art_1__para_1-1", ["7-V"], {"read"})] == by(old, new)


def test_of_the_history_of_a_new_article_the_inserting_act() -> None:
    """Else the acts that the older version named nowhere."""
    first = noted(1, TEXTS[0], note("n", OLD_ACT))
    history = (note("n", OLD_ACT), note("in", NEW_ACT, action="inserted"), note("later", OTHER_ACT))
    assert [("art_2", ["7-V"], {"read"})] == by([first], [first, noted(2, TEXTS[1], *history)])
    assert [("art_2", ["8-V"], {"read"})] == by([first], [first, noted(2, TEXTS[1], history[0], history[2])])


def test_an_act_that_changed_no_words_is_no_cause() -> None:
    """A court reference beside a changed text explains nothing."""
    old = [noted(1, TEXTS[0], note("n", OLD_ACT)), article(2, TEXTS[1])]
    new = [
        noted(1, EDITED, note("n", OLD_ACT), note("see", NEW_ACT, action="see_also")),
        article(2, TEXTS[1]),
    ]
    assert [UNKNOWN] == [a for c in compare_readings(reading(old), reading(new)) for a in c.by]


def test_a_note_on_the_act_is_derived() -> None:
    """It stands in the title block, not at the provision."""
    before, after = ActFacts(notes=(note("n", OLD_ACT),)), ActFacts(notes=(note("n", OLD_ACT, NEW_ACT),))
    assert [("art_1", ["7-V"], {"derived"})] == by(
        [article(1, TEXTS[0])], [article(1, EDITED)], before, after
    )


def test_two_new_acts_in_the_title_block_leave_it_unknown_unless_one_names_the_article() -> None:
    """Better nothing than the wrong law."""
    before = ActFacts(notes=(note("n", OLD_ACT),))
    vague = ActFacts(notes=(note("n", OLD_ACT), note("m", NEW_ACT), note("o", OTHER_ACT)))
    aimed = ActFacts(
        notes=(note("n", OLD_ACT), note("m", NEW_ACT, number="9"), note("o", OTHER_ACT, number="1"))
    )
    old, new = [article(1, TEXTS[0])], [article(1, EDITED)]
    assert [("art_1", [None], {"unknown"})] == by(old, new, before, vague)
    assert [("art_1", ["8-V"], {"derived"})] == by(old, new, before, aimed)


def test_a_history_in_one_note_is_read_act_by_act() -> None:
    """Each act's articles stand after its number."""
    raw = "14. 第 111 號令修正公布第 58 條條文 15. 第 222 號令修正第 1、3～5 條條文"
    history = Note(
        raw,
        NoteTarget(),
        (NoteEvent("amended", None, "111", "2015"), NoteEvent("amended", None, "222", "2016")),
    )
    before = ActFacts(notes=(note("n", OLD_ACT),))
    old, new = (
        articles(4),
        [article(1, EDITED), *articles(3)[1:], article(4, TEXTS[3].replace("spring", "winter"))],
    )
    assert [("art_1", ["222"], {"derived"}), ("art_4", ["222"], {"derived"})] == by(
        old, new, before, ActFacts(notes=(history,))
    )


def test_the_only_new_act_of_the_whole_page_is_derived() -> None:
    """An article without a note of its own, beside one that names the law."""
    old = [noted(1, TEXTS[0], note("n", OLD_ACT)), article(2, TEXTS[1])]
    new = [noted(1, EDITED, note("n", OLD_ACT, NEW_ACT)), article(2, TEXTS[1].replace("once", "twice"))]
    assert [("art_1", ["7-V"], {"read"}), ("art_2", ["7-V"], {"derived"})] == by(old, new)


def test_what_is_gone_finds_its_note_at_the_article_or_elsewhere() -> None:
    """A part dropped, an article that left only a note on its neighbour."""
    kept = noted(1, TEXTS[0], note("n", OLD_ACT))
    old = [kept, article(2, "", TEXTS[1], TEXTS[2]), article(3, TEXTS[3])]
    two = noted(
        2,
        "",
        note("part 2 out", NEW_ACT, action="repealed"),
        note("3 out", OTHER_ACT, unit="article", number="3"),
    )
    two.children = [Node("paragraph", "1", "1.", None, [TEXTS[1]])]
    told = by(old, [kept, two])
    assert ("art_2__para_2", "7-V") == (told[0][0], told[0][1][0])
    assert ("art_3", ["8-V"], {"read"}) == told[1]


def test_a_repealed_placeholder_carries_the_repealing_act() -> None:
    """Its note is read where it stands."""
    out = gone(2)
    out.notes = [note("out", NEW_ACT, action="repealed")]
    old = [noted(1, TEXTS[0], note("n", OLD_ACT)), article(2, TEXTS[1])]
    assert [("art_2", ["7-V"], {"read"})] == by(old, [old[0], out])


def test_against_a_source_without_notes_the_newest_event_counts() -> None:
    """And only one younger than the older edition, where that is dated."""
    new = [noted(1, EDITED, note("n", OLD_ACT, NEW_ACT))]
    assert [("art_1", ["7-V"], {"read"})] == by([article(1, TEXTS[0])], new)
    late = ActFacts(as_of="2025-02-01")
    assert [("art_1", [None], {"unknown"})] == by([article(1, TEXTS[0])], new, late)


def test_typography_has_no_act_behind_it() -> None:
    """Unless a note says so."""
    before, after = ActFacts(notes=(note("n", OLD_ACT),)), ActFacts(notes=(note("n", OLD_ACT, NEW_ACT),))
    assert [("art_1", [None], {"unknown"})] == by(
        [article(1, TEXTS[0])], [article(1, TEXTS[0].upper())], before, after
    )


def test_the_rule_and_the_day_of_force_are_carried() -> None:
    """A day where the note gives one, else the rule in English, else as printed."""

    def effect(effective: Effective) -> Attribution:
        event = NoteEvent("amended", "law", "7-V", "2025-01-02", effective, link="https://example.org/7")
        old = [noted(1, TEXTS[0], note("n", OLD_ACT))]
        new = [noted(1, EDITED, note("n", OLD_ACT), Note("m", NoteTarget(), (event,)))]
        return compare_readings(reading(old), reading(new))[0].by[0]

    link = "https://example.org/7"
    assert Attribution("7-V", "2025-01-02", "2025-06-01", None, How.READ, link) == effect(
        Effective("date", "2025-06-01")
    )
    rule = effect(Effective("rule", None, "по истечении", 10, "calendar", "first official publication"))
    assert (None, "ten calendar days after first official publication") == (rule.effective, rule.rule)
    assert "until the snow melts" == effect(Effective("temporary", text="until the snow melts")).rule


def test_no_change_has_no_act() -> None:
    """Nothing told, nothing attributed."""
    assert [] == by(articles(2), articles(2))
