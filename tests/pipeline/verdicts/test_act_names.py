"""An act is found by its own exact name, in any language."""

import pytest

from pipeline.profile.load import parse
from pipeline.verdicts.resolve import cited_by

ACTS = """title = "Averland"
country = "AV"
[[acts]]
key = "bees"
title = "Code of Bees"
[[acts]]
key = "delitos"
title = "Law on computer crime"
names = ["Ley de delitos informáticos", "刑法"]
[[acts]]
key = "old"
title = "Ley de delitos"
[[acts]]
key = "one"
title = "Shared name of two"
[[acts]]
key = "two"
title = "Another"
names = ["Shared name of two"]
[[entries]]
key = "line"
section = "S"
text = "TEXT"
"""


def cited(text: str) -> list[tuple[str | None, list[str | None], list[str]]]:
    """Act, articles and findings of each citation."""
    profile = parse(ACTS.replace("TEXT", text))
    found = cited_by(profile.entries[0], profile)
    return [(c.act, [u.article for u in c.units], [f.what for f in c.findings]) for c in found]


@pytest.mark.parametrize(
    "text",
    [
        "Art. 3 (2) (a) of the Ley de delitos informáticos",
        "Art. 3 LEY DE  DELITOS INFORMÁTICOS",
        "Ley de delitos informáticos, Art. 3",
        "Art. 3, 刑法の",
    ],
)
def test_an_act_is_found_by_its_own_name(text: str) -> None:
    """Case and space do not matter, the longest name wins, before or after the units."""
    assert [("delitos", ["3"], [])] == cited(text)


def test_the_nearest_name_is_meant() -> None:
    """Each article belongs to the name that follows it, not to the act that was named before."""
    told = cited(
        "Art. 1 of the Code of Bees, Art. 2 of the Ley de delitos informáticos, Art. 3 of the Ley de delitos"
    )
    assert [("bees", ["1"], []), ("delitos", ["2"], []), ("old", ["3"], [])] == told


def test_a_name_in_another_clause_is_no_name_of_these_units() -> None:
    """What stands under an act that the profile does not list is not taken for another act's."""
    told = cited("Art. 1 of the Ley A; Art. 2 of the Ley de delitos informáticos")
    assert [(None, ["1"], ["act_unknown"]), ("delitos", ["2"], [])] == told


def test_a_name_of_two_acts_is_in_doubt() -> None:
    """Nobody can say which is meant."""
    assert [(None, ["3"], ["act_ambiguous"])] == cited("Art. 3 of the Shared name of two")


def test_a_part_of_a_word_is_no_name() -> None:
    """The word "delitosos" is another one."""
    assert [(None, ["3"], ["act_unknown"])] == cited("Art. 3 of the Ley de delitosos")


def test_the_name_alone_cites_the_whole_act() -> None:
    """As an English name does."""
    assert [("delitos", [], [])] == cited("Ley de delitos informáticos")


def test_units_without_any_act_say_so() -> None:
    """In words that can be understood."""
    profile = parse(ACTS.replace("TEXT", "Art. 3"))
    (one,) = cited_by(profile.entries[0], profile)
    assert 'beside "Art. 3" the line names no act' in one.findings[0].words


def test_an_act_named_by_its_year_is_not_the_one_before() -> None:
    """The words "1990 Act" are an act of their own; that the line does not say which must not make it the strategy before it."""
    profile = parse(
        'title = "M"\ncountry = "GB"\n[[acts]]\nkey = "strategy"\ntitle = "Government\'s Cyber Security Strategy"\n'
        '[[entries]]\nkey = "line"\nsection = "Law"\ntext = "Government\'s Cyber Security Strategy; 1990 Act"\n'
    )

    read = cited_by(profile.entries[0], profile)

    assert ["strategy", None] == [c.act for c in read]
