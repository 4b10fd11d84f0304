"""What is told of two versions of one act: the right provision, the right kind, once."""

import pytest
from compared_laws import TEXTS
from compared_laws import article
from compared_laws import articles
from compared_laws import gone
from compared_laws import law
from compared_laws import note
from compared_laws import reading

from db.law import ActFacts
from db.law import Change
from db.law import Kind
from db.law import Status
from pipeline.changes.compare import compare
from pipeline.changes.compare import compare_readings
from scraper.provisions import Node


def told(old: list[Node], new: list[Node]) -> list[tuple[str, str, str | None]]:
    return [(str(c.kind), c.eid, c.old_eid) for c in compare(law(old), law(new))]


def only(old: list[Node], new: list[Node]) -> Change:
    changes = compare(law(old), law(new))
    assert 1 == len(changes), changes
    return changes[0]


def test_the_same_law_has_no_changes() -> None:
    """Equal in, nothing out."""
    assert () == compare(law(articles()), law(articles()))


def test_an_edit_is_told_at_the_deepest_provision() -> None:
    """The paragraph that holds the words is named, not its article."""
    new = article(1, "", TEXTS[1], TEXTS[2].replace("children", "infants"))
    change = only([article(1, "", TEXTS[1], TEXTS[2])], [new])
    assert (Kind.AMENDED, "art_1__para_2", "Article 1", "number") == (
        change.kind,
        change.eid,
        change.article,
        change.match,
    )
    assert [("-", "children"), ("+", "infants")] == [piece for piece in change.redline if piece[0] != "="]


def test_an_inserted_article_is_told_once_with_its_whole_text() -> None:
    """One event at the article, whatever stands below it."""
    inserted = article("3-1", TEXTS[10], "first part", "second part")
    change = only(articles(4), [*articles(3), inserted, article(4, TEXTS[3])])
    assert (Kind.INSERTED, "art_3-1", None, None) == (change.kind, change.eid, change.old_eid, change.before)
    assert f"Article 3-1 {TEXTS[10]}\n1. first part\n2. second part" == change.after


def test_an_insertion_that_shifts_the_numbers_never_cascades() -> None:
    """The rest is renumbered, none of it amended."""
    shifted = [*articles(3), article(4, TEXTS[10]), *(article(n + 1, TEXTS[n - 1]) for n in range(4, 9))]
    assert [
        ("inserted", "art_4", None),
        *(("renumbered", f"art_{n + 1}", f"art_{n}") for n in range(4, 9)),
    ] == told(articles(8), shifted)


def test_a_shift_of_articles_that_resemble_each_other_never_cascades() -> None:
    """A like text under the same number loses against the same text under another."""

    def form(n: int, what: str) -> Node:
        return article(
            n, f"The officer who issues the {what} keeps a copy of it in the register for ten years."
        )

    things = ["passport", "fishing licence", "trade licence", "marriage certificate", "building permit"]
    old = [form(n, thing) for n, thing in enumerate(things, 1)]
    new = [form(n, thing) for n, thing in enumerate(["visa", *things], 1)]
    assert [
        ("inserted", "art_1", None),
        *(("renumbered", f"art_{n + 1}", f"art_{n}") for n in range(1, 6)),
    ] == told(old, new)


def test_a_renumbering_with_an_edit_is_both() -> None:
    """Renumbered at the article with both texts, amended where the words changed."""
    edited = TEXTS[4].replace("village", "town")
    old, new = articles(5), [*articles(4), article(5, TEXTS[11]), article(6, edited)]
    changes = compare(law(old), law(new))
    assert [("inserted", "art_5"), ("renumbered", "art_6"), ("amended", "art_6")] == [
        (c.kind, c.eid) for c in changes
    ]
    assert (f"Article 5 {TEXTS[4]}", f"Article 6 {edited}") == (changes[1].before, changes[1].after)
    assert (changes[1].match or "").startswith("similarity 0.9")


def test_a_rewritten_article_goes_on_under_its_number() -> None:
    """Nothing else can be said of two unlike texts that share a number alone."""
    change = only(articles(3), [*articles(2), article(3, TEXTS[9])])
    assert (Kind.AMENDED, "art_3") == (change.kind, change.eid)
    assert (change.match or "").startswith("number, similarity 0.")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (article(3, TEXTS[2]), None, "repealed"),
        (article(3, TEXTS[2]), gone(3), "repealed"),
        (
            article(3, TEXTS[2], heading="Ferries"),
            article(3, "", heading="Ferries", status=Status.REPEALED),
            "repealed",
        ),
        (gone(3), article(3, TEXTS[2]), "inserted"),
        (
            article(3, "", heading="Ferries", status=Status.REPEALED),
            article(3, TEXTS[2], heading="Ferries"),
            "restored",
        ),
        (article(3, TEXTS[2], status=Status.REPEALED), article(3, TEXTS[2]), "restored"),
        (article(3, TEXTS[2]), article(3, TEXTS[2], status=Status.REPEALED), "repealed"),
        (article(3, TEXTS[2], status=Status.NOT_YET), article(3, TEXTS[2]), "status"),
        (gone(3), None, "typographic"),
        (None, gone(3), "typographic"),
        (gone(3), gone(3, "(no longer in force)"), "typographic"),
    ],
)
def test_placeholders_repeal_and_restore_once(old: Node | None, new: Node | None, kind: str) -> None:
    """Text gone is a repeal; a placeholder that comes, goes or is relabelled repeals nothing twice."""
    change = only([*articles(2), *([old] if old else [])], [*articles(2), *([new] if new else [])])
    assert kind == str(change.kind)


def test_a_placeholder_for_many_takes_nothing_twice() -> None:
    """Three articles gone are three repeals; the line that stands for them is none."""
    changes = told(articles(5), [*articles(2), gone("3-5")])
    assert [("repealed", f"art_{n}", f"art_{n}") for n in (3, 4, 5)] == sorted(
        c for c in changes if c[0] == "repealed"
    )
    assert {"repealed", "typographic"} == {kind for kind, _, _ in changes}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("The fee is due: ten crowns", "The fee is due - ten crowns."),
        ("Ten (10) crowns", "ten [10] crowns"),
        ("либоограничением свободы", "либо ограничением свободы"),
        ("закон\u043e\u043c", "закон\u006f\u043c"),  # a Latin letter among Cyrillic ones
        ("10 000 crowns", "10000 crowns"),
        ("всё, что", "все что"),
    ],
)
def test_form_alone_is_typographic(was: str, now: str) -> None:
    """Case, punctuation, brackets, joined words, look-alike letters: recorded, never an amendment."""
    assert Kind.TYPOGRAPHIC is only([article(1, was)], [article(1, now)]).kind


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("a rate of 1.5", "a rate of 15"),
        ("item 5 (2)", "item 52"),
        ("articles 1-2", "articles 12"),
        ("a share of 5 %", "a share of 5"),
        ("10 m2", "10 m3"),
        ("§ 5", "5"),
        ("қаһар", "қанар"),
    ],
)
def test_marks_that_mean_something_are_words(was: str, now: str) -> None:
    """Folding never makes two numbers, or two words of one language, the same."""
    assert Kind.AMENDED is only([article(1, was)], [article(1, now)]).kind


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (["one two", "three"], ["one two three"]),
        (["one  two\nthree"], ["one two", "three"]),
        (["雇主應置備\n勞工工資清冊"], ["雇主應置備勞工工資清冊"]),
        (["one\u00a0two"], ["one two"]),
    ],
)
def test_wrapping_and_white_space_are_nothing(was: list[str], now: list[str]) -> None:
    """Lines wrapped otherwise are the same law."""
    assert [] == told(
        [Node("article", "1", "Article 1", None, was)], [Node("article", "1", "Article 1", None, now)]
    )


def test_a_heading_is_its_own_kind() -> None:
    """Only the heading changed: so it is called."""
    change = only([article(1, TEXTS[0], heading="Bees")], [article(1, TEXTS[0], heading="Bees and hives")])
    assert (Kind.HEADING, "Bees", "Bees and hives") == (change.kind, change.before, change.after)


def test_a_new_note_is_no_amendment() -> None:
    """A note is the evidence for a change, never one; beside a changed text it is not told at all."""
    noted = article(1, TEXTS[0], notes=[note("Amended by Act 7", ("7", "2025-01-01"))])
    assert Kind.NOTE is only([article(1, TEXTS[0])], [noted]).kind
    edited = article(1, TEXTS[0].replace("oak", "ash"), notes=[note("Amended by Act 7", ("7", "2025-01-01"))])
    assert Kind.AMENDED is only([article(1, TEXTS[0])], [edited]).kind


def chapters(*groups: list[Node]) -> list[Node]:
    return [
        Node("chapter", str(n), f"Chapter {n}", f"{'ABCDE'[n]} things", [], group)
        for n, group in enumerate(groups, 1)
    ]


def test_another_chapter_over_the_same_text_is_moved() -> None:
    """Same number, same text, another container."""
    a = articles(9)
    change = only(chapters(a[:4], a[4:]), chapters(a[:3], a[3:]))
    assert (Kind.MOVED, "art_4") == (change.kind, change.eid)


def test_a_renumbered_chapter_moves_nothing() -> None:
    """The chapter is told, its articles stand where they stood."""
    a, heading = articles(6), "Sundry things"
    old = [Node("chapter", "2", "Chapter 2", heading, [], a)]
    new = [Node("chapter", "3", "Chapter 3", heading, [], articles(6))]
    assert [("renumbered", "chp_3", "chp_2")] == told(old, new)


def test_chapters_come_and_go_with_their_own_words_only() -> None:
    """The articles in them are told apart."""
    old = [*articles(3), Node("chapter", "2", "Chapter 2", "Of ferries", [])]
    assert [("repealed", "chp_2", "chp_2")] == told(old, articles(3))
    assert [("inserted", "chp_2", None)] == told(articles(3), old)


def test_the_word_before_a_number_is_form() -> None:
    """A "Section 1" for an "Article 1" is recorded, and amends nothing."""
    renamed = article(1, TEXTS[0])
    renamed.label = "Section 1"
    change = only([article(1, TEXTS[0])], [renamed])
    assert (Kind.TYPOGRAPHIC, "Article 1", "Section 1") == (change.kind, change.before, change.after)


@pytest.mark.parametrize(
    ("was", "now", "kinds"),
    [
        ("Bees", "BEES", ["typographic"]),  # a heading in capitals
        ("Bees", "Bees", []),
    ],
)
def test_a_heading_in_other_letters_is_form(was: str, now: str, kinds: list[str]) -> None:
    """Case alone is no other heading, beside an amended text too."""
    assert kinds == [
        k for k, _, _ in told([article(1, TEXTS[0], heading=was)], [article(1, TEXTS[0], heading=now)])
    ]
    edited = told(
        [article(1, TEXTS[0], heading=was)], [article(1, TEXTS[0].replace("oak", "ash"), heading=now)]
    )
    assert [*kinds, "amended"] == [k for k, _, _ in edited]


def test_the_same_words_in_another_arrangement_are_form() -> None:
    """Points read apart in one version and as running text in the other."""
    running = [Node("article", "1", "Article 1", None, [f"{TEXTS[0]} 1. {TEXTS[1]} 2. {TEXTS[2]}"])]
    assert {"typographic"} >= {k for k, _, _ in told(running, [article(1, TEXTS[0], TEXTS[1], TEXTS[2])])}
    dotted = [article(1, f"{TEXTS[0]}", f"{TEXTS[1]};", TEXTS[2])]
    assert [("typographic", "art_1__para_1", "art_1__para_1")] == told(
        [article(1, TEXTS[0], *TEXTS[1:3])], dotted
    )


def test_quotes_as_printed_are_form() -> None:
    """Folded before comparing, and recorded all the same."""
    assert [("typographic", "art_1", "art_1")] == told([article(1, "a «bee»")], [article(1, 'a "bee"')])


def test_a_part_of_an_article_comes_and_goes_as_an_amendment_of_it() -> None:
    """The kind says what happened to the article, the eid where."""
    two, three = article(1, "", TEXTS[0], TEXTS[1]), article(1, "", TEXTS[0], TEXTS[1], TEXTS[2])
    added, dropped = only([two], [three]), only([three], [two])
    assert (Kind.AMENDED, "art_1__para_3", None, None) == (added.kind, added.eid, added.old_eid, added.before)
    assert (Kind.AMENDED, "art_1__para_3", None) == (dropped.kind, dropped.eid, dropped.after)


def test_parts_without_numbers_are_matched_by_text_and_place() -> None:
    """A new first paragraph leaves the others alone; an edit between two others is an edit."""

    def plain(*parts: str) -> list[Node]:
        return [
            Node(
                "article", "1", "Article 1", None, [], [Node("paragraph", None, "", None, [p]) for p in parts]
            )
        ]

    assert [("amended", "art_1__para_nn1", None)] == told(plain(*TEXTS[:3]), plain(TEXTS[5], *TEXTS[:3]))
    edited = plain(TEXTS[0], "Quite another matter.", TEXTS[2])
    assert [("amended", "art_1__para_nn2", "art_1__para_nn2")] == told(plain(*TEXTS[:3]), edited)


def test_two_wordings_side_by_side_match_by_text_first() -> None:
    """The future wording comes and goes as an amendment of the article, never as a repeal of it."""
    now, future = article(3, TEXTS[2]), article(3, TEXTS[2].replace("passengers", "persons and bicycles"))
    old, both, new = [*articles(2), now], [*articles(2), now, future], [*articles(2), future]
    assert [("amended", "art_3#2", "art_3")] == told(old, both)
    assert [("amended", "art_3", "art_3")] == told(both, new)


def test_identical_texts_are_told_apart_by_their_neighbours() -> None:
    """One of three equal articles went: the one whose neighbours are not there any more."""
    same = "The provisions of the preceding article apply to inland waters as they apply to the sea."
    old = [article(n, t) for n, t in enumerate([TEXTS[0], same, TEXTS[1], same, TEXTS[2], same, TEXTS[3]], 1)]
    new = [article(n, t) for n, t in enumerate([TEXTS[0], same, TEXTS[1], TEXTS[2], same, TEXTS[3]], 1)]
    assert ("repealed", "art_4", "art_4") in told(old, new)


def test_an_article_cut_in_two_is_a_split() -> None:
    """The words that left an article stand in the new one, and both say so."""
    whole = article(2, f"{TEXTS[5]} {TEXTS[6]}")
    old = [article(1, TEXTS[0]), whole, article(3, TEXTS[1])]
    new = [article(1, TEXTS[0]), article(2, TEXTS[5]), article("2-1", TEXTS[6]), article(3, TEXTS[1])]
    changes = compare(law(old), law(new))
    assert [
        ("amended", "art_2", "split", ("art_2-1",)),
        ("inserted", "art_2-1", "split", ("art_2",)),
    ] == [(c.kind, c.eid, c.relation, c.related) for c in changes]


def test_two_articles_made_one_are_merged() -> None:
    """The reverse of a split."""
    old = [article(1, TEXTS[0]), article(2, TEXTS[5]), article(3, TEXTS[6])]
    new = [article(1, TEXTS[0]), article(2, f"{TEXTS[5]} {TEXTS[6]}")]
    assert [
        ("amended", "art_2", "merged", ("art_3",)),
        ("repealed", "art_3", "merged", ("art_2",)),
    ] == [(c.kind, c.eid, c.relation, c.related) for c in compare(law(old), law(new))]


def test_a_copy_of_what_stays_is_no_split() -> None:
    """Words that never left their article have not come to another."""
    old, copy = articles(3), article("3-1", TEXTS[1])
    assert [None] == [c.relation for c in compare(law(old), law([*articles(3), copy]))]


def test_the_act_losing_force_is_told_first() -> None:
    """The status of the act is a change of its own; an unknown one says nothing."""
    old, new = ActFacts(status=Status.IN_FORCE), ActFacts(status=Status.REPEALED)
    changes = compare_readings(reading(articles(2), old), reading(articles(2), new))
    assert [(Kind.STATUS, "act", "in_force", "repealed", ("status",))] == [
        (c.kind, c.eid, c.before, c.after, c.significance) for c in changes
    ]
    assert () == compare_readings(reading(articles(2), old), reading(articles(2), ActFacts()))
