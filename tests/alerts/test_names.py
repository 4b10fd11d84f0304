"""Acts and sources by short names that a reader knows again."""

import pytest

from alerts.names import MAX_NAME
from alerts.names import short_name
from alerts.names import source_name

LONG = "Law on amendments and additions to some legislative acts of Valdoria on information networks"


@pytest.mark.parametrize(
    ("expected", "title", "more"),
    [
        ("Criminal Code", "Criminal Code of the Republic of Valdoria", {}),
        ("Criminal Code", "Criminal Code of Valdoria", {"names": ("CC", "Criminal Code")}),
        ("Law on networks", LONG, {"names": ("LN", "Law on networks")}),
        ("Law 178-IV", LONG, {"sort": "law", "number": "178-IV"}),
        ("Act 178-IV", LONG, {"names": ("LAA",), "number": "178-IV"}),
        ("LAA", LONG, {"names": ("LAA",)}),
        ("Law on amendments and additions to some…", LONG, {}),
    ],
)
def test_an_act_has_a_short_name(expected: str, title: str, more: dict[str, object]) -> None:
    """Its title where that is short, else a spoken name, else its number, else an abbreviation, else the cut title."""
    found = short_name(title, country="Valdoria", **more)  # type: ignore[arg-type]

    assert expected == found
    assert len(found) <= MAX_NAME


def test_a_country_in_the_middle_stays() -> None:
    """Only the end of a title that says the country again is left out."""
    assert "Bank of Valdoria Act" == short_name("Bank of Valdoria Act", country="Valdoria")


@pytest.mark.parametrize(
    ("expected", "key", "language"),
    [
        ("Criminal Code (ru)", "xv/criminal-code-ru", "ru"),
        ("Criminal Code (ru, law.example)", "xv/ministry", "ru"),
        ("Criminal Code", "xv/criminal-code", None),
        ("Criminal Code (law.example)", "xv/other", None),
    ],
)
def test_a_source_is_its_act_in_a_language(expected: str, key: str, language: str | None) -> None:
    """Copies of one act in two languages are one act; two sites of one language are told apart by their site."""
    assert expected == source_name(
        "Criminal Code", key, "xv/criminal-code", language, "https://www.law.example/a"
    )


def test_a_hostile_address_names_no_site() -> None:
    """What cannot be read as an address is left out; control characters never reach the page."""
    assert "Code" == source_name("Code", "xv/other", "xv/code", None, "https://[")
    assert "\u202e" not in source_name("Co\u202ede", "xv/code", "xv/code", None, "x")
