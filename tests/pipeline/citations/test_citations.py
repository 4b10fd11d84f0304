"""Citations out of sentences: units, levels, acts, dates, and which belongs to which."""

import json
from pathlib import Path

import pytest

from pipeline.citations import Citation
from pipeline.citations import Unit
from pipeline.citations import read_citations
from pipeline.citations import to_json

TABLE = Path(__file__).with_name("citations_invented.txt")


def _rows() -> list[tuple[str, ...]]:
    lines = TABLE.read_text("utf-8").splitlines()
    cells = [[c.strip() for c in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [tuple((row + [""] * 6)[:6]) for row in cells]


def _told(unit: Unit) -> str:
    end = f"..{unit.article_to}" if unit.article_to else ""
    told = f"{unit.unit}:{unit.article}{end}" if unit.article else unit.unit
    levels = {"p": unit.part, "i": unit.item, "l": unit.letter}
    if unit.unit == "chapter":
        levels["c"] = unit.chapter
    return told + "".join(f" {k}={v}" for k, v in levels.items() if v)


@pytest.mark.parametrize("row", _rows(), ids=lambda r: f"{r[0]}: {r[1][:60]}")
def test_invented_citation_is_read(row: tuple[str, ...]) -> None:
    """Units, number and dates of an invented string are those a person wrote down before it was read."""
    country, text, units, number, date, amended = row
    found = read_citations(text, None if country == "XX" else country)
    assert {u.strip() for u in units.split(";") if u.strip()} == {_told(u) for c in found for u in c.units}
    for want, got in (
        (number, {c.act_number for c in found}),
        (date, {c.act_date for c in found}),
        (amended, {c.as_amended_date for c in found}),
    ):
        assert not want or want in got


def _one(text: str, country: str | None = None) -> Citation:
    (found,) = read_citations(text, country)
    return found


def _articles(citation: Citation) -> list[str | None]:
    return [u.article for u in citation.units]


def test_two_acts_in_one_sentence_get_their_own_units() -> None:
    """Units belong to the act that is named behind them."""
    first, second = read_citations(
        "covered by Art.3, 5-6 and Art.9 of the of the CPC of Arcadia, as well as Chapter 2 and Art.7-8 "
        "(entry into force in 2019) of the Criminal Enforcement Code of Arcadia."
    )
    assert "CPC of Arcadia" == first.act_name
    assert ["3", "5", "9"] == _articles(first)
    assert "Criminal Enforcement Code of Arcadia" == second.act_name
    assert [None, "7"] == _articles(second)
    assert "2" == second.units[0].chapter
    assert "2019" == second.effective
    assert second.ambiguous


def test_each_law_keeps_its_article() -> None:
    """Two articles of two laws make two citations."""
    first, second = read_citations(
        "Article 5 of the Law “On Cables”, and Article 6 of the Law “On Wires” apply"
    )
    assert ("On Cables", ["5"]) == (first.act_name, _articles(first))
    assert ("On Wires", ["6"]) == (second.act_name, _articles(second))


def test_an_act_before_its_units_owns_them() -> None:
    """Units right behind an act, after a comma or "esp.", are its own."""
    found = _one("guaranteed by the Constitution of Arcadia, esp. Art. 2-4 and Art.7")
    assert "Constitution of Arcadia" == found.act_name
    assert {"esp"} == {u.qualifier for u in found.units}


def test_span_is_the_exact_text() -> None:
    """`span` points into what was given, over several lines."""
    text = "Substantive law\n- Illegal access: partly Art.4 of the Criminal Code of Arcadia; more.\nEnd"
    found = _one(text)
    assert "partly Art.4 of the Criminal Code of Arcadia" == found.text
    assert found.text == text[slice(*found.span)]
    assert "partly" == found.qualifier


def test_partly_in_the_middle_is_ambiguous() -> None:
    """A qualifier in the middle of a list may reach over one unit or all that follow: both are given."""
    found = _one("Art.1, partly Art.2 and Art.3 of the Criminal Code")
    assert found.ambiguous
    assert [None, "partly", "partly"] == [u.qualifier for u in found.units]
    other = found.alternatives[0].units
    assert other is not None
    assert [None, "partly", None] == [u.qualifier for u in other]


def test_especially_reaches_over_the_next_unit_only() -> None:
    """`esp.` before the last unit leaves nothing open; before others it does."""
    assert not _one("Art.4-9, esp. Art.5 of the CPC").ambiguous
    found = _one("Art.4-9, esp. Art.5, Art.12 of the CPC")
    assert found.ambiguous
    assert [None, "esp", None] == [u.qualifier for u in found.units]


def test_slash_in_brackets_gives_three_readings() -> None:
    """`(4/5)`: two parts, two items, or one number."""
    found = _one("Art. 1 (4/5) of the Law “On Cables”")
    assert found.ambiguous
    assert ["4", "5"] == [u.part for u in found.units]
    readings = [[(u.part, u.item) for u in a.units or ()] for a in found.alternatives]
    assert [[("4/5", None)], [(None, "4"), (None, "5")]] == readings


def test_lost_superscript_keeps_what_is_printed() -> None:
    """A four-figure number in a country of superscripts is read as one, with `raw` and the literal alternative."""
    found = _one("§ 2161 of the Penal Code", "EE")
    assert ("216^1", "2161") == (found.units[0].article, found.units[0].raw)
    assert found.ambiguous
    literal = found.alternatives[0].units
    assert literal is not None
    assert "2161" == literal[0].article


def test_a_letter_in_brackets_may_belong_to_the_number() -> None:
    """Where inserted articles bear a letter, `Section 118 (a)` may mean 118a: literal first, the other told."""
    found = _one("Section 118 (a) StGB", "AT")
    assert ("118", "a") == (found.units[0].article, found.units[0].letter)
    assert found.ambiguous
    other = found.alternatives[0].units
    assert other is not None
    assert ("118a", None) == (other[0].article, other[0].letter)
    assert not _one("Section 118 (a) of the Act", "GB").ambiguous


def test_a_superscript_is_not_assumed_elsewhere() -> None:
    """A civil code of a country without superscripts has a thousand articles."""
    found = _one("article 1382 du Code civil", "FR")
    assert "1382" == found.units[0].article
    assert not found.ambiguous


def test_blank_inside_a_number_is_mended_and_told() -> None:
    """`42 2b` between 422a and 422c is 422b."""
    found = _one("Sections 422a, 42 2b, 422c of CC")
    assert ["422a", "422b", "422c"] == _articles(found)
    assert "42 2b" == found.units[1].raw
    assert found.ambiguous


def test_singular_article_with_a_small_range_is_ambiguous_where_hyphens_insert() -> None:
    """In the singular, "Article 9-10" may be an inserted article in Kazakhstan; "Articles 9-10" is a range."""
    found = _one("Article 9-10 of the Law", "KZ")
    assert ("9", "10") == (found.units[0].article, found.units[0].article_to)
    assert found.ambiguous
    assert not _one("Articles 9-10 of the Law", "KZ").ambiguous


def test_month_first_date_makes_only_itself_certain() -> None:
    """09.29.2014 can only be month-first; 10.07.2012 is day-first."""
    assert "2014-09-29" == _one("№603-II (with amendments as of 09.29.2014)").as_amended_date
    assert "2012-07-10" == _one("№545-IV (as amended on 10.07.2012)").as_amended_date


def test_version_is_no_amendment() -> None:
    """The version that was read is told apart from amendment and enactment."""
    found = _one("the Criminal Code of Arcadia /Chapter 7 (version of July 2014)")
    assert ("2014-07", None, None) == (found.version_date, found.as_amended_date, found.act_date)


def test_proposal_and_adoption() -> None:
    """The date of adoption is the act's; the date of proposal is the other reading."""
    found = _one(
        "Decree of the President of Arcadia “On Cables”, proposed on the 27 of January 2016, "
        "adopted by the Government on the 15 of March 2016"
    )
    assert "2016-03-15" == found.act_date
    assert "2016-01-27" == found.alternatives[0].act_date


def test_heading_behind_a_unit() -> None:
    """A line that begins with a unit may give its heading."""
    assert "Theft of cables" == _one("Article 12: Theft of cables.").units[0].heading
    assert _one("see Article 12: Theft of cables.").units[0].heading is None


def test_short_name_is_remembered() -> None:
    """A short name that the text defines means the same act afterwards, and gets its key."""
    first, second = read_citations(
        "Article 1 of the Arcadian Criminal Code (hereinafter, “ACrC”)\nArticle 2 ACrC", "AQ"
    )
    assert "aq/criminal-code" == first.act_key == second.act_key


def test_units_without_an_act_inherit_the_last_one() -> None:
    """Where a sentence names no act, the one named before is told as inherited, not as read."""
    _, second = read_citations("Article 1 of the Cable Code.\nThe above refers to article 2.")
    assert second.act_name is None
    assert "Cable Code" == second.act_inherited


def test_kinds() -> None:
    """Treaties, acts of the Union, policies and ratifying laws are no domestic provisions."""
    assert "treaty" == _one("Art. 31 Budapest Convention").kind
    assert "eu" == _one("Directive 2013/40/EU").kind
    assert "policy" == _one("National Strategy “Arcadia 2050”").kind
    assert "ratification" == _one("Law of Arcadia “On ratification of the Agreement on Cables”").kind
    assert "domestic" == _one("Art. 5 of the Criminal Code").kind


def test_the_same_act_under_two_names_has_one_key() -> None:
    """Usual names and abbreviations of a code share its key."""
    names = (
        "Art. 1 of the Criminal Procedure Code of Kazakhstan",
        "Art. 1 of the CPC of the Republic Kazakhstan",
    )
    assert {"kz/criminal-procedure-code"} == {_one(n, "KZ").act_key for n in names}


def test_json_has_every_field_of_a_unit() -> None:
    """The public form names each field, and is JSON."""
    told = json.loads(json.dumps(to_json(_one("Art. 5 (2) of the Criminal Code"))))
    assert {
        "unit",
        "article",
        "article_to",
        "part",
        "item",
        "letter",
        "qualifier",
        "chapter",
        "division",
        "heading",
        "raw",
    } == set(told["units"][0])
    assert ("5", "2") == (told["units"][0]["article"], told["units"][0]["part"])
    assert "Criminal Code" == told["act_name"]
