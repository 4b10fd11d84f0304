"""A ready edit: what is certain is proposed, what is not is asked, and nothing is written that a reader would not read so."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.law import Attribution
from db.law import How
from db.law import Provision
from db.law import Status
from pipeline.changes.compare import compare
from pipeline.citations import Unit
from pipeline.citations import read_citations
from pipeline.edits.date_forms import written_like
from pipeline.edits.follow import Shift
from pipeline.edits.line_words import shape
from pipeline.edits.line_words import with_units
from pipeline.edits.ready_edit import Proposal
from pipeline.edits.ready_edit import marked
from pipeline.edits.ready_edit import propose
from pipeline.profile.load import parse
from pipeline.profile.model import Profile
from pipeline.review.edit_desk import decided
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.verdict import touching

# Articles that have nothing in common, so that none is taken for another.
TEXTS = {
    "1": "Ferries leave the harbour of the northern island at the third bell of the morning watch.",
    "2": "Whoever sells bread of rye as bread of wheat shall return the price threefold to the buyer.",
    "3": "A miller keeps two scales that the guild has sealed, one for corn and another one for flour.",
    "4": "Bees that have left their hive belong to whoever first rings a bell of brass behind the swarm.",
    "5": "The lamp on the mole is lit from dusk to dawn; its keeper answers for oil, wick and window panes.",
    "6": "Nobody digs peat within forty steps of a spring from which the people of a village draw water.",
    "7": "Three elders value the damage that goats have done to hedges before the feast of the first snow.",
}
PARTS = {
    "8": (
        "Carts keep to the left side of every bridge made of wood in the valley.",
        "Drovers wait until the last sheep of another flock has crossed the river.",
        "The toll is paid in salt, honey or dried fish at the eastern gate tower.",
    )
}


def law(texts: Mapping[str, str], parts: Mapping[str, tuple[str, ...]] | None = None, gone: tuple[str, ...] = ()) -> tuple[Provision, ...]:  # fmt: skip
    found: list[Provision] = []
    for number in sorted([*texts, *(parts or {})], key=lambda n: [int(x) for x in n.split("-")]):
        eid, label = f"art_{number}", f"Article {number}"
        text = texts.get(number, "")
        status = Status.REPEALED if number in gone else Status.IN_FORCE
        found.append(Provision(eid, "article", number, label, None, text, text, label, None, None, status))
        for n, words in enumerate((parts or {}).get(number, ()), start=1):
            found.append(
                Provision(
                    f"{eid}__para_{n}", "paragraph", str(n), f"{n}.", None, words, words, label, eid, None
                )
            )
    return tuple(found)


def profile(text: str, *, more: str = "", cites: str = "") -> Profile:
    return parse(
        f'title = "Meliora"\ncountry = "XM"\n'
        f'[[acts]]\nkey = "code"\ntitle = "Code of Ferries of Meliora"\nnames = ["Code of Ferries"]\n{more}\n'
        f'[[acts]]\nkey = "new-code"\ntitle = "Harbour Code of Meliora"\n'
        f'[[entries]]\nkey = "line"\nsection = "S"\ntext = {text!r}\n{cites}\n'
    )


@dataclass
class Case:
    name: str
    text: str
    new: dict[str, str]
    wanted: str | None
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    asks: int = 0
    perhaps: str | None = None
    check: bool = False
    cases: tuple[str, ...] = ()


def proposed(case: Case) -> Proposal | None:
    old = law(TEXTS, PARTS)
    new = law(case.new, case.parts or PARTS, case.gone)
    changes = compare(old, new)
    known = profile(case.text)
    (entry,) = known.entries
    shifts = [
        Shift(c, known.act("code"), new, old, touching(c, changes, new, resolve(c.units, new).eids, old))
        if c.act == "code"
        else Shift(c, None, whole=False)
        for c in cited_by(entry, known)
    ]
    return propose(entry, known, shifts)


def renumbered(old: str, new: str, **more: str) -> dict[str, str]:
    """The law with an article under another number."""
    return {(new if n == old else n): t for n, t in TEXTS.items()} | more


WITHOUT_5 = {n: t for n, t in TEXTS.items() if n != "5"}
REPEALED_5 = TEXTS | {"5": ""}
CASES = [
    Case("nothing moved", "Art. 5 of the Code of Ferries", TEXTS, None),
    Case("renumbered", "Art. 5 of the Code of Ferries", renumbered("5", "5-1"), "Art. 5-1 of the Code of Ferries", check=True, cases=("renumbered",)),
    Case("the number goes to another provision", "Art. 5 of the Code of Ferries",
         renumbered("5", "5-1", **{"5": "Chimneys are swept by the second son of the baker before every wedding."}),
         "Art. 5-1 of the Code of Ferries", check=True, cases=("renumbered",)),
    Case("one of a list", "partly Art. 2, 5 and 6 of the Code of Ferries", renumbered("5", "5-1"), "partly Art. 2, 5-1 and 6 of the Code of Ferries", check=True, cases=("renumbered",)),
    Case("the last of a list", "Art. 2 and Art. 7 of the Code of Ferries", renumbered("7", "9"), "Art. 2 and Art. 9 of the Code of Ferries", check=True, cases=("renumbered",)),
    Case("removed from the middle", "Art. 2, 5 and 6 of the Code of Ferries", REPEALED_5, "Art. 2 and 6 of the Code of Ferries", gone=("5",), cases=("removed",)),
    Case("removed from the end", "Art. 2, 6 and 5 of the Code of Ferries", REPEALED_5, "Art. 2 and 6 of the Code of Ferries", gone=("5",), cases=("removed",)),
    Case("removed from the beginning", "Art. 5, 6 and 7 of the Code of Ferries", REPEALED_5, "Art. 6 and 7 of the Code of Ferries", gone=("5",), cases=("removed",)),
    Case("removed with its own marker", "Art. 5 and Art. 6 of the Code of Ferries", REPEALED_5, "Art. 6 of the Code of Ferries", gone=("5",), cases=("removed",)),
    Case("the only one is a question", "Art. 5 of the Code of Ferries", REPEALED_5, None, gone=("5",), asks=1, cases=("removed",)),
    Case("gone without a trace", "Art. 2 and 5 of the Code of Ferries", WITHOUT_5, "Art. 2 of the Code of Ferries", cases=("removed",)),
    Case("a part moved", "Art. 8 (3) of the Code of Ferries", TEXTS, "Art. 8 (4) of the Code of Ferries", check=True, cases=("renumbered",),
         parts={"8": (*PARTS["8"][:2], "Whoever blows a horn on the bridge pays for the wine of all that wait.", PARTS["8"][2])}),
    Case("reworded", "Art. 2 of the Code of Ferries", TEXTS | {"2": TEXTS["2"].replace("threefold", "fourfold")}, None, check=True, cases=("reworded",)),
    Case("a range that keeps its ends", "Art. 2-4 of the Code of Ferries", TEXTS | {"3": TEXTS["3"].replace("two", "three")}, None, check=True, cases=("reworded",)),
    Case("a range that loses its end", "Art. 3-5 of the Code of Ferries", REPEALED_5, "Art. 3-4 of the Code of Ferries", gone=("5",), cases=("removed",)),
    Case("a range whose end moved away", "Art. 4-5 of the Code of Ferries", renumbered("5", "9"), "Art. 4, 9 of the Code of Ferries", check=True, cases=("renumbered",)),
    Case("renumbered with a heavy edit is a question", "Art. 5 of the Code of Ferries",
         renumbered("5", "9") | {"9": "The lamp on the mole is lit from dusk to dawn; its keeper answers for oil, wick and for every lost ship."},
         None, asks=1, perhaps="Art. 9 of the Code of Ferries", check=True, cases=("renumbered",)),
    Case("the same number in another act stays", "Art. 5 of the Code of Ferries and Art. 5 of the Harbour Code of Meliora", renumbered("5", "5-1"),
         "Art. 5-1 of the Code of Ferries and Art. 5 of the Harbour Code of Meliora", check=True, cases=("renumbered",)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_each_case_gives_its_line_or_its_question(case: Case) -> None:
    """What is certain is in the line; what is not is asked; nothing is both."""
    found = proposed(case)
    if case.name == "nothing moved":
        assert found is None
        return
    assert found is not None
    own = [p for p in found.points if p.act == "code"]
    assert case.wanted == found.new
    assert case.perhaps == found.perhaps
    assert case.asks == sum(1 for p in own if p.question)
    assert case.check == found.check
    assert case.cases == tuple(str(p.case) for p in own)


@pytest.mark.parametrize("case", [c for c in CASES if c.wanted], ids=lambda c: c.name)
def test_a_proposed_line_cites_what_is_law_now(case: Case) -> None:
    """Reading the proposed line again leads to provisions that stand in the law of today."""
    assert case.wanted is not None
    new = law(case.new, case.parts or PARTS, case.gone)
    for citation in read_citations(case.wanted, "xm"):
        if "Ferries" in citation.text:
            assert () == resolve(citation.units, new).findings


def shifts_of(known: Profile, *, newest: Attribution | None = None) -> list[Shift]:
    same = law(TEXTS, PARTS)
    return [
        Shift(c, known.act(c.act or ""), same, same, newest=newest) for c in cited_by(known.entries[0], known)
    ]


LATER = Attribution("77-II", "2025-07-16", None, None, How.READ)
DATES = [
    ("24.09.2010", "16.07.2025"),
    ("3 July 2014", "16 July 2025"),
    ("July 3, 2014", "July 16, 2025"),
    ("2014-07-03", "2025-07-16"),
    ("3 июля 2014", "16 июля 2025"),
]


@pytest.mark.parametrize(("was", "is_"), DATES)
def test_a_stated_date_moves_in_its_own_form(was: str, is_: str) -> None:
    """The day of "as amended on" moves to the newest amending act's date, written as the line writes dates."""
    known = profile(f"Code of Ferries of Meliora (as amended on {was})")
    found = propose(known.entries[0], known, shifts_of(known, newest=LATER))
    assert found is not None
    assert f"Code of Ferries of Meliora (as amended on {is_})" == found.new
    assert ("as_amended",) == tuple(p.case for p in found.points)


def test_a_date_that_is_not_older_stays() -> None:
    """A line that states the newest amendment needs no edit."""
    known = profile("Code of Ferries of Meliora (as amended on 16.07.2025)")
    assert propose(known.entries[0], known, shifts_of(known, newest=LATER)) is None


def test_a_date_that_was_only_derived_is_a_question() -> None:
    """The date of an amendment that no note states is not put into a line as a fact."""
    known = profile("Code of Ferries of Meliora (as amended on 24.09.2010)")
    found = propose(known.entries[0], known, shifts_of(known, newest=replace(LATER, how=How.DERIVED)))
    assert found is not None
    assert found.new is None
    assert "Code of Ferries of Meliora (as amended on 16.07.2025)" == found.perhaps
    assert 1 == len(found.questions)


def test_a_successor_is_named_and_its_articles_are_asked_for() -> None:
    """A replaced act gives way to its successor; no article number is guessed."""
    known = profile("Art. 5 of the Code of Ferries of Meliora", more='replaced_by = "new-code"')
    found = propose(known.entries[0], known, shifts_of(known))
    assert found is not None
    assert found.new is None
    assert "Art. 5 of the Harbour Code of Meliora" == found.perhaps
    assert ("Which provisions of Harbour Code of Meliora stand for Art. 5?",) == found.questions


def test_a_successor_of_a_whole_act_is_likely() -> None:
    """Without an article the name is all that changes; whether the line holds of the new act, a person has to say."""
    known = profile("Code of Ferries of Meliora", more='replaced_by = "new-code"')
    found = propose(known.entries[0], known, shifts_of(known))
    assert found is not None
    assert (None, "Harbour Code of Meliora") == (found.new, found.perhaps)
    assert ("Does the line hold of Harbour Code of Meliora?",) == found.questions


@pytest.mark.parametrize(
    "text",
    [
        "Law of Meliora “On Ferries”, January 18, 2012, №545-IV",
        "Code of Ferries of Meliora (as amended on 10.07.2012)",
    ],
)
def test_a_name_with_a_number_or_a_date_is_not_rewritten(text: str) -> None:
    """Half a renaming would be wrong of both acts: number, date and quotes belong to the old one."""
    known = profile(text, more='replaced_by = "new-code"\nnumber = "545-IV"')
    found = propose(known.entries[0], known, shifts_of(known))
    assert found is not None
    assert (None, None) == (found.new, found.perhaps)
    assert 1 == len(found.questions)


def test_a_date_from_a_part_of_the_act_is_a_question() -> None:
    """Where only a chapter is held, a newer amendment may stand in the rest."""
    known = profile("Code of Ferries of Meliora (as amended on 24.09.2010)")
    shifts = [replace(s, whole=False) for s in shifts_of(known, newest=LATER)]
    found = propose(known.entries[0], known, shifts)
    assert found is not None
    assert found.new is None
    assert 1 == len(found.questions)


def test_a_successor_outside_the_profile_is_a_question() -> None:
    """An act that the profile does not list is named in a question, never in the line."""
    known = profile("Code of Ferries of Meliora", more='replaced_by = "99-IX"')
    found = propose(known.entries[0], known, shifts_of(known))
    assert found is not None
    assert (None, None) == (found.new, found.perhaps)
    assert 1 == len(found.questions)


def test_corrected_citations_are_corrected_again() -> None:
    """A line with `cites` of its own: they move; words that name the old number are asked about."""
    known = profile(
        "The lamp clause, art. five of the ferry code",
        cites='cites = [{ act = "code", units = ["art_2", "art_5"] }]',
    )
    old, new = law(TEXTS, PARTS), law(renumbered("5", "5-1"), PARTS)
    changes = compare(old, new)
    (cited,) = cited_by(known.entries[0], known)
    moved = touching(cited, changes, new, resolve(cited.units, new).eids, old)
    found = propose(known.entries[0], known, [Shift(cited, known.act("code"), new, old, moved)])
    assert found is not None
    assert found.cites is not None
    assert [("art_2", "art_5-1")] == [c.units for c in found.cites]
    assert found.new is None


def test_a_likely_line_is_taken_only_by_a_person() -> None:
    """Whoever has read the question may take the likely line for its answer; where there is none, it stays open."""
    (heavy,) = (c for c in CASES if c.name.startswith("renumbered with a heavy"))
    (alone,) = (c for c in CASES if c.name.startswith("the only one"))
    found, left = proposed(heavy), proposed(alone)
    assert found is not None
    assert left is not None
    assert ("Art. 9 of the Code of Ferries", True) == (decided(found).new, decided(found).certain)
    assert left == decided(left)


def test_a_register_is_a_question() -> None:
    """A line that cites hundreds of articles is not followed one by one."""
    case = Case(
        "register",
        f"Art. {', '.join(str(n) for n in range(1, 200))} of the Code of Ferries",
        REPEALED_5,
        None,
        gone=("5",),
    )
    found = proposed(case)
    assert found is not None
    assert (("too_many",), None) == (tuple(p.case for p in found.points), found.new)


NUMBER = st.integers(1, 400).map(str) | st.tuples(st.integers(1, 400), st.integers(1, 9)).map(
    lambda t: f"{t[0]}-{t[1]}"
)


@given(
    numbers=st.lists(NUMBER, min_size=1, max_size=6, unique=True),
    place=st.integers(0, 5),
    new=NUMBER,
    joiner=st.sampled_from([", ", " and ", "; ", " and Art. "]),
    hedge=st.sampled_from(["", "partly ", "esp. "]),
)
def test_reading_an_edited_line_gives_the_units_that_were_proposed(
    numbers: list[str], place: int, new: str, joiner: str, hedge: str
) -> None:
    """Whatever the list: where an edit is made at all, the new sentence reads exactly as wished, all else as before."""
    text = f"{hedge}Art. {joiner.join(numbers)} of the Code of Ferries of Meliora"
    read = read_citations(text, "xm")
    at = place % len(numbers)
    for wanted in ((Unit("article", article=new),), ()):
        for n, citation in enumerate(read):
            if at >= len(citation.units):
                continue
            hedged = [replace(u, qualifier=citation.units[at].qualifier) for u in wanted]
            edited = with_units(text, "xm", n, at, hedged)
            if edited is None:
                continue
            wish = [shape(c) for c in read]
            wish[n] = shape(citation, (*citation.units[:at], *hedged, *citation.units[at + 1 :]))
            assert wish == [shape(c) for c in read_citations(edited, "xm")]


def test_most_lists_can_be_edited() -> None:
    """The check by reading again must not make the edit useless: plain lists are all edited."""
    for text in (
        "Art. 14, 15 and 16 of the Code of Ferries",
        "Articles 14, 15, 16 of the Code of Ferries",
        "§ 14, § 15 and § 16 of the Code of Ferries",
        "Art. 14; Art. 15; Art. 16 of the Code of Ferries",
    ):
        for at in range(3):
            (citation,) = read_citations(text, "xm")
            wanted = replace(citation.units[at], article="99")
            assert with_units(text, "xm", 0, at, [wanted]) is not None, text
            assert with_units(text, "xm", 0, at, []) is not None, text


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_marked_line_holds_both_lines(old: str, new: str) -> None:
    """The pieces kept and struck out are the old line, those kept and written are the new one."""
    pieces = marked(old, new)
    assert old == "".join(w for s, w in pieces if s in "=-")
    assert new == "".join(w for s, w in pieces if s in "=+")


def test_a_date_in_an_unknown_form_is_not_written() -> None:
    """A form that cannot be written with certainty gives no date."""
    assert written_like("the 3rd of July 2014", "2014-07-03", "2025-07-16") is None
    assert written_like("07.07.2014", "2014-07-07", "2025-01-16") is None
