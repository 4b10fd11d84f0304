"""Dialect files: all that ship are valid and short, the documentation's examples work, mistakes are told."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from db.law import Status
from scraper.formats.dialects import DialectFault
from scraper.formats.dialects import dialects
from scraper.formats.dialects import read_dialect
from scraper.formats.html_model import HtmlDialect
from scraper.formats.xml_model import Event
from scraper.formats.xml_model import Lookup
from scraper.formats.xml_model import Unit
from scraper.formats.xml_model import XmlDialect
from scraper.page import Format
from scraper.page import Page
from scraper.provisions import flatten

DOCS = Path(__file__).resolve().parents[2] / "docs" / "dialects.md"
OURS = tuple(
    sorted(d.name for d in dialects() if d.name != "adilet")
)  # which also reads a mirror and a record


def example(name: str) -> Format:
    blocks = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    return read_dialect(next(b for b in blocks if f'name = "{name}"' in b), f"{name}.toml")


def test_all_dialects_that_ship_are_valid() -> None:
    """What is packaged is loaded, each under its own name."""
    names = [d.name for d in dialects()]
    assert set(OURS) <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", OURS)
def test_a_dialect_is_under_forty_lines(name: str) -> None:
    """A format that needs more is no dialect but a program."""
    assert 40 > len(files("scraper").joinpath("dialects", f"{name}.toml").read_text("utf-8").splitlines())


@pytest.mark.parametrize("model", [XmlDialect, HtmlDialect, Unit, Event, Lookup])
def test_every_key_is_documented(model: type[XmlDialect | HtmlDialect | Unit | Event | Lookup]) -> None:
    """docs/dialects.md explains every key that a file may have."""
    text = DOCS.read_text("utf-8")
    assert [] == [key for key in model.model_fields if f"`{key}`" not in text]


LAW = """<law xmlns="http://example.org/law"><meta><title>Bridges Act</title><no>7</no><date>2029-03-01</date>
<remark id="r1">Amended by Act 9.</remark></meta><body><part>Part One. Bridges</part>
<sec id="s1"><no>1.</no><title>Width</title><p>A bridge is 10<sup>2</sup> cm wide<marker>*</marker>.<see to="r1"/></p>
<history>Act 9 of 2029</history></sec><part>Chapter 2: Tolls</part>
<sec id="s2"><no>2.</no><p>(repealed)</p></sec><sec from="20310101"><no>3.</no><p>Insert:</p><amends><sec><no>44.</no>
<p>Nobody pays.</p></sec></amends></sec></body></law>"""


def test_the_documented_xml_example_reads_a_document() -> None:
    """The example shows every part: notes, quoted law, flat containers, status."""
    dialect = example("bridgelaw")
    page = Page(LAW.encode())
    assert "its root element is <law>" in (dialect.recognises(page) or "")
    draft = dialect.read(page)
    p = {x.eid: x for x in flatten(draft.roots)}
    assert ("Bridges Act", "7", "2029-03-01") == (draft.act.title, draft.act.number, draft.act.date)
    assert ["part_1", "art_1", "part_1__chp_2", "art_2", "art_3"] == list(p)
    assert "A bridge is 10² cm wide." == p["art_1"].text
    assert ["Amended by Act 9.", "Act 9 of 2029"] == [n.raw for n in p["art_1"].notes]
    assert (Status.REPEALED, Status.NOT_YET) == (p["art_2"].status, p["art_3"].status)
    assert "Insert:\n44.\nNobody pays." == p["art_3"].text.replace("44. ", "44.\n")


def test_the_documented_html_example_reads_a_page() -> None:
    """Where the law stands and what is a note is all that is needed; headings are read by grammar."""
    page = Page(
        b"<html><body><nav>Home</nav><main><article class=law><h1>Bridges Act</h1><p class=edition>as of 1 January 2030</p>"
        b"<h3>Article 1. Width</h3><p>A bridge [1] is wide.</p><p class=editor>Amended by Act 9.</p>"
        b"<h3>Article 2. Tolls</h3><p>Nobody pays.</p></article></main></body></html>"
    )
    dialect = example("bridgepages")
    assert dialect.recognises(page)
    p = {x.eid: x for x in flatten(dialect.read(page).roots)}
    assert "A bridge is wide." == p["art_1"].text
    assert ["Amended by Act 9."] == [n.raw for n in p["art_1"].notes]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind = ", "x.toml is no TOML"),
        ('kind = "json"', "must be one of: html, xml"),
        ('kind = "xml"\nname = "x"\nversion = 1\nnoize = []\n[detect]\nroot = ["a"]\n[[unit]]\nmatch = "b"', "noize"),
        ('kind = "xml"\nname = "x"\nversion = 1\n[detect]\nroot = ["a"]\n[[unit]]\nmatch = "b["', "is no XPath"),
        ('kind = "xml"\nname = "x"\nversion = 1\n[detect]\nroot = ["a"]\n[[unit]]\nmatch = "b"\nstarts = "("', "is no regular expression"),
        ('kind = "xml"\nname = "x"\nversion = 1\n[detect]\nroot = ["a"]\n[[unit]]\nmatch = "b"\ncut = "eval"', "there are: cjk_clauses"),
        ('kind = "html"\nname = "x"\nversion = 1\nnoise = ["a["]', "is no CSS selector"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_key_and_what_would_be_right(text: str, told: str) -> None:
    """A faulty dialect is refused whole, and its keeper learns where to look."""
    with pytest.raises(DialectFault) as fault:
        read_dialect(text, "x.toml")
    assert told in str(fault.value)
    assert "x.toml" in fault.value.what
