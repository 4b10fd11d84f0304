"""Dialects written from published schemas, on invented law with the quirks that each schema allows."""

from pathlib import Path

import pytest

from db.law import Provision
from db.law import Reading
from db.law import Status
from pipeline.changes.compare import compare_readings
from scraper.read import read

RECORDED = Path(__file__).parent / "invented_xml"
ARTICLES = {
    "legi": ["L121-3"],
    "boe": ["Artículo 1", "Artículo 1 bis", "Disposición derogatoria única"],
    "formex": ["Article 1", "Article 2"],
    "egov": ["第一条", "第一条の二", "第二条", "附 則 第一条"],
    "krlaw": ["제1조", "제2조의2", "제3조", "부칙 제00007호"],
    "rteataja": ["§ 1.", "§ 1¹.", "§ 2."],
    "nzlaw": ["1", "2", "Schedule 1 1"],
    "ecfr": ["§ 7.1", "§ 7.2", "Appendix A"],
    "bwb": ["Artikel 1", "Artikel 1a"],
}


def reading(name: str) -> Reading:
    return read((RECORDED / f"{name}.xml").read_bytes())


def law(name: str) -> dict[str, Provision]:
    return {p.eid: p for p in reading(name).provisions}


@pytest.mark.parametrize(("name", "told"), ARTICLES.items())
def test_the_dialect_is_recognised_and_names_articles_as_printed(name: str, told: list[str]) -> None:
    """Each document is of its own dialect; labels are those that people cite."""
    read_ = reading(name)
    assert name == read_.format
    assert told == list(dict.fromkeys(p.article for p in read_.provisions if p.article))
    assert () == read_.warnings


@pytest.mark.parametrize("name", ARTICLES)
def test_all_words_of_the_units_are_counted_once(name: str) -> None:
    """What is text by the count is text of some provision."""
    read_ = reading(name)
    assert read_.coverage.text == sum(len("".join(p.printed.split())) for p in read_.provisions)


@pytest.mark.parametrize(
    ("name", "eid", "text"),
    [
        ("boe", "art_1__para_1__let_a", "una lámpara;"),
        ("formex", "art_1__para_1__let_b", "a keeper."),
        ("egov", "art_1__para_2__point_1__let_1", "大きい灯"),
        ("krlaw", "art_2-2__para_1__point_2__let_가", "밤 지킴이"),
        ("rteataja", "art_1__para_1__point_1", "lamp;"),
        ("nzlaw", "art_1__para_1__let_a", "a lamp; and"),
        ("ecfr", "art_7-1__para_a__point_2", "A keeper."),
        ("bwb", "art_1__para_1__let_b", "een wachter."),
    ],
)
def test_parts_nest_to_the_deepest_that_is_numbered(name: str, eid: str, text: str) -> None:
    """A change is told where it is, so every level that the schema has is a provision."""
    assert text == law(name)[eid].text


@pytest.mark.parametrize(
    ("name", "eid"),
    [("boe", "art_1bis"), ("egov", "art_2__para_1"), ("krlaw", "art_3"), ("nzlaw", "art_2"), ("ecfr", "art_7-2"),
     ("bwb", "art_1a"), ("rteataja", "art_2__para_nn1")],
)  # fmt: skip
def test_what_is_left_of_repealed_law_is_a_placeholder(name: str, eid: str) -> None:
    """It keeps its number and says that it is repealed."""
    assert Status.REPEALED == law(name)[eid].status


@pytest.mark.parametrize(
    ("name", "eid", "action", "number", "date"),
    [
        ("legi", "art_l121-3", "amended", "2029-1122", "2029-11-05"),
        ("boe", "art_1", "amended", "99/2029", "2029-12-30"),
        ("rteataja", "art_1~1__para_nn1", "amended", "5", "2029-11-05"),
        ("nzlaw", "art_1", "amended", "2029 No 27", "2029"),
        ("ecfr", "art_7-1", "amended", "94 FR 9000", "2029-11-05"),
    ],
)
def test_the_last_amendment_is_read(name: str, eid: str, action: str, number: str, date: str) -> None:
    """From the publisher's data or from the printed note, whichever it gives."""
    event = [e for n in law(name)[eid].notes for e in n.events][-1]
    assert (action, number, date) == (event.action, event.act_number, event.date)


def test_old_versions_in_the_same_file_are_no_law() -> None:
    """The BOE prints all wordings of an article one after the other; the last is the law."""
    assert "antiguo" not in " ".join(p.text for p in law("boe").values())


def test_an_article_that_is_inserted_into_another_act_is_text() -> None:
    """Quoted structures are words of the article around them."""
    assert "stay open." in law("formex")["art_2"].text
    assert not [eid for eid in law("formex") if "77" in eid]


def test_a_supplementary_provision_restarts_its_numbers() -> None:
    """Articles of the 附則 carry it."""
    assert {"art_1", "trans_nn1__art_1"} <= law("egov").keys()


BRAZIL = """<html><head><title>L7</title></head><body><table><tr><td><img src="../../Brastra.gif"></td></tr></table>
<p><a href="http://legislacao.planalto.gov.br/legisla/legislacao.nsf/x"><strong>LEI Nº 7, DE 1º DE MARÇO DE 2029.</strong></a></p>
<p><a name="art1"></a>Art. 1º Toda ponte tem lâmpada.</p>{old}<p>Parágrafo único. A lâmpada é vermelha.
<a href="x">(Redação dada pela Lei nº 9, de 2030)</a></p><p>Art. 2º A multa é de cinco reais.</p>
<p>Art. 3º <strike>Velas.</strike> <a>(Revogado pela Lei nº 9, de 2030)</a></p></body></html>"""


def test_a_wording_that_is_struck_through_is_no_law() -> None:
    """Old wordings stay on the page; that one is struck through later changes nothing."""
    with_old = read(BRAZIL.format(old="<p><strike>Parágrafo único. Texto velho.</strike></p>").encode())
    p = {p.eid: p for p in with_old.provisions}
    assert ("planalto", Status.REPEALED) == (with_old.format, p["art_3"].status)
    assert () == compare_readings(with_old, read(BRAZIL.format(old="").encode()))
    assert ["substituted"] == [e.action for n in p["art_1"].notes for e in n.events]


UNION = """<html><body><div id="document1"><p class="title-doc-first">REGULATION (EU) 2029/7</p>{mark}
<div class="eli-subdivision" id="art_1"><p class="title-article-norm">Article 1</p><p class="norm">Every bridge carries a lamp.</p>
</div>{mark}<div class="eli-subdivision" id="art_2"><p class="title-article-norm">Article 2</p><p class="norm">It is red.</p></div>
</div></body></html>"""


def test_marks_of_consolidation_are_no_law() -> None:
    """▼M1 says whose words follow; where it stands or moves, no words change."""
    address = "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:02029R0007-20300101"
    marked = read(UNION.format(mark='<p class="modref"><a>▼M1</a></p>').encode(), url=address)
    assert ("eurlex", "2030-01-01") == (marked.format, marked.act.as_of)
    assert () == compare_readings(marked, read(UNION.format(mark="").encode(), url=address))
