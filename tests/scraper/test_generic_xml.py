"""XML and JSON of publishers that nobody has written a dialect for."""

import json

import pytest

from db.law import Provision
from db.law import Reading
from pipeline.changes.compare import compare_readings
from scraper.errors import NoProvisions
from scraper.errors import UnknownFormat
from scraper.read import read

NUMBERED = """<?xml version="1.0"?><law id="x9"><meta><title>Bells Act</title><updated>2029</updated></meta><body>
<chapter><num>Chapter 1</num><heading>Bells</heading>
<article id="a1"><num>Article 1</num><heading>Ringing</heading><paragraph><num>1.</num><content>Bells ring at noon.</content>
</paragraph><paragraph><num>2.</num><content>They do not ring:<list><item><num>a)</num><p>at night; or</p></item>
<item><num>b)</num><p>in fog.</p></item></list></content></paragraph></article>
<article id="a2"><num>Article 2</num><heading>Fines</heading><p>A fine of <b>5</b> shillings is due under Article 1.</p>
<note>Amended by Act No. 5 of 2029.</note></article></chapter><chapter><num>Chapter 2</num><heading>Clocks</heading>
<article><num>Article 3</num><p>Clocks are slow.</p></article></chapter></body></law>"""
ATTRIBUTES = """<act lang="en"><title>Lamps Act</title><section number="1" hash="a9"><heading>Duty</heading>
<subsection number="1"><text>A lamp is lit.</text></subsection><subsection number="2"><text>It is red.</text></subsection>
</section><section number="2A" hash="b7"><heading>Fines</heading><text>Five shillings.</text></section></act>"""
IN_WORDS = """<zakon><nazev>Kniha</nazev><hlava><nadpis>Časť I</nadpis><paragraf><title>§ 1. Úvod</title><odsek>(1) Prvý.
</odsek><odsek>(2) Druhý.</odsek></paragraf><paragraf><title>§ 2. Koniec</title><odsek>Posledný.</odsek></paragraf></hlava></zakon>"""
CLASSES = """<?xml version="1.0"?><document><div class="article" id="q1"><div class="num">Art. 1</div><div class="text">Bells
ring.</div></div><div class="article" id="q2"><div class="num">Art. 2</div><div class="text">Bells stop.</div></div></document>"""
TYPES = """<doc><node type="chapter" number="I"><title>Bells</title><node type="section" number="1"><title>Ring</title>
<body>Bells ring.</body></node><node type="section" number="2"><title>Stop</title><body>Bells stop.</body></node></node></doc>"""
FLAT = """<?xml version="1.0"?><documento><metadatos><id>B-1</id><fecha>20290101</fecha></metadatos><texto>
<p class="t">Ley de campanas</p><p class="articulo">Artículo 1. Campanas.</p><p class="parrafo">1. Las campanas suenan.</p>
<p class="parrafo">2. No de noche.</p><p class="articulo">Artículo 2. Multas.</p><p>Cinco chelines.</p></texto></documento>"""
NUMBERS_ALONE = """<doc><paras><para><number>1</number><text>Bells ring.</text></para><para><number>2</number>
<text>Bells stop.</text></para><para><number>3</number><text>All is quiet.</text></para></paras></doc>"""
HEADED = """<code><section><num>1</num><title>Of bells</title><article><num>1</num><p>Ring.</p></article><article><num>2</num>
<p>Stop.</p></article></section><section><num>2</num><title>Of lamps</title><article><num>3</num><p>Light.</p></article>
</section></code>"""


def law(text: str) -> dict[str, Provision]:
    return {p.eid: p for p in read_as(text).provisions}


def read_as(text: str) -> Reading:
    reading = read(text.encode())
    assert reading.format in {"xml", "json"}
    return reading


def articles(text: str) -> list[str]:
    return list(dict.fromkeys(p.article for p in law(text).values() if p.article))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (NUMBERED, ["Article 1", "Article 2", "Article 3"]),
        (ATTRIBUTES, ["1", "2A"]),
        (IN_WORDS, ["§ 1", "§ 2"]),
        (CLASSES, ["Art. 1", "Art. 2"]),
        (TYPES, ["1", "2"]),
        (FLAT, ["Artículo 1", "Artículo 2"]),
        (NUMBERS_ALONE, ["1", "2", "3"]),
        (HEADED, ["1", "2", "3"]),
    ],
)
def test_units_are_found_by_name_number_or_words(text: str, told: list[str]) -> None:
    """Whatever markup says it: a child, an attribute, a class, a type, or only the words."""
    assert told == articles(text)


def test_numbered_elements_inside_are_parts() -> None:
    """Paragraphs and items nest as they are printed."""
    p = law(NUMBERED)
    assert ("Ringing", "Bells ring at noon.") == (p["art_1"].heading, p["art_1__para_1"].text)
    assert "at night; or" == p["art_1__para_2__let_a"].text
    assert "It is red." == law(ATTRIBUTES)["art_1__para_2"].text


def test_inline_markup_flows_and_notes_leave_the_text() -> None:
    """Bold figures stay in their sentence; who amended what is no law."""
    article = law(NUMBERED)["art_2"]
    assert "A fine of 5 shillings is due under Article 1." == article.text
    assert [("amended", "5/2029")] == [
        (e.action, e.act_number) for n in article.notes for e in n.events
    ] or article.notes


def test_a_section_that_holds_articles_is_a_container() -> None:
    """The stronger name is the basic unit, and a container renames nothing."""
    assert {"art_1", "art_2", "art_3"} <= law(HEADED).keys()
    assert all(p.article is None for p in law(HEADED).values() if p.kind == "division")


def test_a_law_quoted_in_a_law_gives_no_units() -> None:
    """What an amending article writes into another act is its words."""
    quoted = "<quotedText><article><num>Article 99</num><p>Gongs.</p></article></quotedText>"
    text = NUMBERED.replace("<p>Clocks are slow.</p>", f"<p>In the Gong Act insert:</p>{quoted}")
    assert "Article 99" not in articles(text)
    assert "Gongs." in law(text)["art_3"].text


@pytest.mark.parametrize(
    ("was", "now"), [('id="x9"', 'id="x10"'), ('id="a1"', 'id="zz"'), ("<updated>2029", "<updated>2030")]
)
def test_ids_and_dates_of_publication_make_no_change(was: str, now: str) -> None:
    """What is new at every publication is no law."""
    assert () == compare_readings(read_as(NUMBERED), read_as(NUMBERED.replace(was, now)))


def test_an_amended_article_is_told_and_no_other() -> None:
    """The purpose of all this."""
    changes = compare_readings(read_as(NUMBERED), read_as(NUMBERED.replace("at night; or", "at dusk; or")))
    assert [("amended", "art_1__para_2__let_a")] == [(c.kind, c.eid) for c in changes]


def test_what_stands_between_articles_belongs_to_none_of_them() -> None:
    """A heading or a list after an article is no word of it."""
    text = NUMBERED.replace("</chapter><chapter>", "<p>Of the rest.</p></chapter><chapter>")
    assert law(NUMBERED)["art_2"].text == law(text)["art_2"].text


def test_names_of_characters_that_html_knows_are_read() -> None:
    """A publisher's &nbsp; is a fault of form and none of the law."""
    text = '<?xml version="1.0"?><law><article><num>Article&nbsp;1</num><p>Bells&nbsp;ring &amp; stop.</p></article></law>'
    assert "Bells ring & stop." == law(text)["art_1"].text


def test_a_document_cut_short_is_refused() -> None:
    """Half a law is no law whose other half was repealed."""
    with pytest.raises(UnknownFormat, match="no well-formed XML"):
        read(NUMBERED[: len(NUMBERED) * 2 // 3].encode())


def test_xhtml_is_read_as_a_page() -> None:
    """A web page stays one, though it is well-formed."""
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h3>Article 1. Bells</h3><p>Ring.</p></body></html>'
    assert "html" == read(page.encode()).format


@pytest.mark.parametrize(
    "data",
    [
        {"id": 5, "title": "Bells Act", "articles": [{"number": "1", "title": "A", "content": "<p>1. Ring.</p><p>2. Stop.</p>"}, {"number": "2", "title": "B", "content": "Five."}]},
        {"data": {"chapters": [{"label": "Chapter 1", "sections": [{"label": "1", "paragraphs": [{"num": "1", "text": "Ring."}, {"num": "2", "text": "Stop."}]}, {"label": "2", "text": "Five."}]}]}},
        [{"label": "Article 1", "body": "1. Ring.\n2. Stop."}, {"label": "Article 2", "body": "Five."}],
        {"content": "<h1>Act</h1><h3>Article 1. Bells</h3><p>1. Ring.</p><p>2. Stop.</p><h3>Article 2. Fines</h3><p>Five.</p>"},
    ],
)  # fmt: skip
def test_json_is_read_by_its_keys(data: object) -> None:
    """Lists of units, nested lists, a bare list, or one text of HTML."""
    p = law(json.dumps(data))
    assert ("Stop.", "Five.") == (p["art_1__para_2"].text, p["art_2"].text)


def test_json_that_is_no_law_says_so() -> None:
    """A list of search results is an error with words, never an empty law."""
    with pytest.raises(NoProvisions):
        read(json.dumps({"results": [{"name": "Bells Act"}, {"name": "Lamps Act"}], "total": 2}).encode())


IRISH = """<?xml version="1.0"?><act><metadata><title>Lamps Act 2029</title><number>7</number></metadata><body><part id="p1"><title>
<p><b>PART 1</b></p><p>Lamps</p></title><sect id="sec1"><number>1</number><title><p>Duty</p></title><p><b>1.</b> (1) A lamp is
lit.</p><p>(2) It is red.</p></sect><sect id="sec2"><number>2</number><title><p>Fines</p></title><p><b>2.</b> Five shillings.</p>
</sect></part></body></act>"""
AUSTRIAN = """<?xml version="1.0"?><risdok><metadaten><titel>x</titel></metadaten><nutzdaten><abschnitt><absatz typ="abs"><gldsym>§ 1.
</gldsym> (1) Eine Lampe brennt.</absatz><absatz typ="abs">(2) Sie ist rot.</absatz><absatz typ="abs"><gldsym>§ 2.</gldsym> Fünf
Kerzen.</absatz></abschnitt></nutzdaten></risdok>"""
DANISH = """<?xml version="1.0"?><Dokument><DokumentIndhold><Kapitel><Explicatus>Kapitel 1</Explicatus><Rubrica>Lamper</Rubrica>
<Paragraf><Explicatus>§ 1.</Explicatus><Stk><Linea><Char>En lampe brænder.</Char></Linea></Stk><Stk><Explicatus>Stk. 2.</Explicatus>
<Linea><Char>Den er rød.</Char></Linea></Stk></Paragraf><Paragraf><Explicatus>§ 2.</Explicatus><Stk><Linea><Char>Fem lys.</Char>
</Linea></Stk></Paragraf></Kapitel></DokumentIndhold></Dokument>"""


@pytest.mark.parametrize(
    ("text", "second", "last"),
    [
        (IRISH, "It is red.", "Five shillings."),
        (AUSTRIAN, "Sie ist rot.", "Fünf Kerzen."),
        (DANISH, "Den er rød.", "Fem lys."),
    ],
)
def test_markup_of_some_states_needs_no_dialect(text: str, second: str, last: str) -> None:
    """Numbers printed twice, in a sign of their own, or under a name of their own."""
    p = law(text)
    assert (second, last) == (p["art_1__para_2"].text, p["art_2"].text)
