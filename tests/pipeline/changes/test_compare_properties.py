"""What holds for every law: nothing left out, nothing invented, nothing told twice."""

import time
from collections.abc import Callable

import pytest
from compared_laws import article
from compared_laws import law
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from db.law import SUBSTANTIVE
from db.law import Kind
from pipeline.changes.apply import apply
from pipeline.changes.apply import wording
from pipeline.changes.compare import compare
from scraper.provisions import Node

VOCABULARY = """
    bee hive oak road bell ship harbour ferry mast child mayor market frost salt beach stone orchard wall clock tower
    snow step book letter post year mill flour dog water collar choir flag storm keeper owner must may not each before
    after within without counts opens closes rings wears pays brings takes holds
"""
WORDS = VOCABULARY.split()
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=9, max_size=25).map(" ".join)
ARTICLE = st.tuples(SENTENCE, st.lists(SENTENCE, max_size=3))
LAW = st.lists(ARTICLE, min_size=2, max_size=12, unique_by=lambda a: a[0])
Plan = list[tuple[str, list[str]]]

quick = settings(max_examples=40, deadline=None)


def built(plan: Plan) -> list[Node]:
    return [article(n, text, *parts) for n, (text, parts) in enumerate(plan, 1)]


@quick
@given(LAW)
def test_a_law_against_itself_is_silent(plan: Plan) -> None:
    """`compare(x, x)` is empty."""
    assert () == compare(law(built(plan)), law(built(plan)))


@quick
@given(LAW, LAW)
def test_changes_put_onto_the_old_words_give_the_new(old: Plan, new: Plan) -> None:
    """Whatever the two laws are, no word that came or went is left out, and none told twice."""
    a, b = law(built(old)), law(built(new))
    assert wording(b) == apply(wording(a), compare(a, b))


@quick
@given(LAW, st.data())
def test_changes_after_small_edits_give_the_new_words(plan: Plan, data: st.DataObject) -> None:
    """The same for a law edited, cut and extended in places."""
    new = [(text, list(parts)) for text, parts in plan]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(new) - 1))
        match data.draw(st.sampled_from(["edit", "drop", "add", "part"])):
            case "edit":
                new[at] = (new[at][0].replace(data.draw(st.sampled_from(WORDS)), "cloud"), new[at][1])
            case "drop" if len(new) > 1:
                del new[at]
            case "add":
                new.insert(at, (data.draw(SENTENCE), []))
            case _:
                new[at][1].append(data.draw(SENTENCE))
    a, b = law(built(plan)), law(built(new))
    assert wording(b) == apply(wording(a), compare(a, b))


@quick
@given(LAW, SENTENCE, st.integers(0, 12))
def test_one_article_put_in_or_taken_out_is_told_as_just_that(plan: Plan, text: str, at: int) -> None:
    """With a number of its own, N-1: one insertion, and the other way one repeal."""
    without = built(plan)
    extra = article(f"{min(at, len(plan))}-1", text)
    with_it = [*without[:at], extra, *built(plan)[at:]]
    assert [(Kind.INSERTED, extra.label)] == [
        (c.kind, c.article) for c in compare(law(without), law(with_it))
    ]
    assert [(Kind.REPEALED, extra.label)] == [
        (c.kind, c.article) for c in compare(law(with_it), law(without))
    ]


@quick
@given(st.lists(SENTENCE, min_size=2, max_size=6, unique=True), SENTENCE, st.integers(0, 6))
def test_one_paragraph_put_in_is_told_as_just_that(parts: list[str], text: str, at: int) -> None:
    """Paragraph N-1 inside an article that goes on: one change, at it."""
    old = [article(1, "", *parts)]
    new = [article(1, "", *parts)]
    new[0].children.insert(at, Node("paragraph", f"{min(at, len(parts))}-1", "", None, [text]))
    eid = f"art_1__para_{min(at, len(parts))}-1"
    assert [(eid, None, text)] == [(c.eid, c.before, c.after) for c in compare(law(old), law(new))]


@quick
@given(LAW, SENTENCE, st.integers(0, 12))
def test_an_insertion_that_shifts_numbers_is_one_insertion(plan: Plan, text: str, at: int) -> None:
    """The rest is renumbered: no chain of amendments, whatever the texts."""
    assume(text not in {sentence for sentence, _ in plan})
    at = min(at, len(plan))
    changes = compare(law(built(plan)), law(built([*plan[:at], (text, []), *plan[at:]])))
    assert [Kind.INSERTED, *[Kind.RENUMBERED] * (len(plan) - at)] == [c.kind for c in changes]


def _wrapped(text: str) -> str:
    return text.replace(" ", " \n  ", 2)


def _quoted(text: str) -> str:
    return f"«{text}»."


@quick
@given(LAW, st.sampled_from([str.upper, _wrapped, _quoted, lambda t: t.replace(" ", "\u00a0")]))
def test_form_never_makes_a_substantive_change(plan: Plan, form: Callable[[str], str]) -> None:
    """Case, wrapping, quotes and kinds of blanks are recorded at most."""
    formed = [(form(text), [form(part) for part in parts]) for text, parts in plan]
    assert not [c for c in compare(law(built(plan)), law(built(formed))) if c.kind in SUBSTANTIVE]


@quick
@given(LAW, LAW)
def test_what_is_told_depends_on_the_two_laws_alone(old: Plan, new: Plan) -> None:
    """Asked twice, the same answer."""
    assert compare(law(built(old)), law(built(new))) == compare(law(built(old)), law(built(new)))


def test_a_large_code_with_few_changes_is_compared_quickly() -> None:
    """5,000 provisions, 2 % of the articles changed: the work goes with what changed."""

    def code(edit: bool) -> tuple[object, ...]:
        texts = [" ".join(WORDS[(n * k) % len(WORDS)] for k in range(3, 48)) for n in range(1, 5_001)]
        nodes = [
            article(
                n,
                f"{n} {texts[5 * n]}{' and more' if edit and n % 50 == 0 else ''}",
                *texts[5 * n + 1 : 5 * n + 5],
            )
            for n in range(1, 999)
        ]
        return law(nodes)

    old, new = code(edit=False), code(edit=True)
    started = time.perf_counter()
    changes = compare(old, new)  # type: ignore[arg-type]
    assert 19 == len(changes)
    assert time.perf_counter() - started < 3  # measured 0.3 s; the bound leaves room for a busy machine


@pytest.mark.parametrize("label", ["Article 1", ""])
def test_a_law_of_equal_units_is_compared_quickly(label: str) -> None:
    """Two thousand units of one number and nearly one text cost no square of that."""

    def odd(word: str) -> list[Node]:
        return [
            Node(
                "article",
                label[8:] or None,
                label,
                None,
                [f"the {word} of the harbour pays the toll {n % 7}"],
            )
            for n in range(2_000)
        ]

    started = time.perf_counter()
    compare(law(odd("keeper")), law(odd("master")))
    assert time.perf_counter() - started < 20  # measured 2 s
