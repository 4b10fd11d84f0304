"""The engine for XML and the dialects that ship, on invented law with every quirk of each markup."""

from pathlib import Path

import pytest

from db.law import Provision
from db.law import Status
from scraper.errors import NoProvisions
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.formats.dialects import dialects
from scraper.page import Draft
from scraper.page import Page
from scraper.provisions import flatten
from scraper.read import read as read_any

RECORDED = Path(__file__).parent / "invented_xml"
NAMES = ("gii", "lims", "twmoj", "akn", "uslm", "clml")


def bytes_of(name: str) -> bytes:
    return (RECORDED / f"{name}.xml").read_bytes()


def read(body: bytes) -> tuple[str, Draft, dict[str, Provision]]:
    page = Page(body)
    found = [(d, why) for d in dialects() if (why := d.recognises(page))]
    assert 1 == len(found), found
    draft = found[0][0].read(page)
    return found[0][0].name, draft, {p.eid: p for p in flatten(draft.roots)}


def law(name: str) -> dict[str, Provision]:
    return read(bytes_of(name))[2]


def articles(name: str) -> list[str]:
    return list(dict.fromkeys(p.article for p in law(name).values() if p.article is not None))


@pytest.mark.parametrize("name", NAMES)
def test_each_document_is_known_by_exactly_one_dialect(name: str) -> None:
    """The format of a document is detected, and no other dialect claims it."""
    assert name == read(bytes_of(name))[0]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_lands_in_text_heading_note_or_noise(name: str) -> None:
    """Nothing of the law's own container is lost: what is read plus what is named as left out is all there is."""
    _, draft, provisions = read(bytes_of(name))
    text = sum(len("".join(p.printed.split())) for p in provisions.values())
    assert draft.coverage.text == text
    assert [] == draft.warnings


@pytest.mark.parametrize("name", NAMES)
def test_white_space_and_order_of_attributes_make_no_difference(name: str) -> None:
    """The same document with other indentation inside its tags gives the same law."""
    body = bytes_of(name).replace(b' id="', b'   id="').replace(b"\r\n", b"\n")
    assert law(name) == read(body)[2]


# German gii-norm


def test_gii_articles_are_paragraph_signs_annexes_and_formulas() -> None:
    """Each norm with a label is a basic unit, under its label as printed."""
    assert [
        "Inhaltsübersicht",
        "Eingangsformel",
        "§ 1",
        "§ 2",
        "XXXX",
        "§ 5",
        "Anlage 1",
        "Schlussformel",
    ] == articles("gii")


def test_gii_paragraphs_points_and_letters_nest() -> None:
    """A change is told at the deepest unit, so points stand under their paragraph."""
    p = law("gii")
    assert "zwei Lampen oder" == p["art_1__para_2__point_1__let_b"].text
    assert "die Brücke wird gefegt." == p["art_1__para_2__point_2"].text
    assert "Dies gilt nicht bei Nebel." == p["art_1__para_2"].text.splitlines()[1]


def test_gii_a_placeholder_keeps_its_number_from_the_title() -> None:
    """XXXX stands for several numbers that its title names; the unit is repealed and has no text."""
    p = law("gii")["art_3-4"]
    assert (Status.REPEALED, "", "XXXX") == (p.status, p.text, p.label)


def test_gii_footnotes_are_notes_not_text() -> None:
    """A footnote is evidence for an amendment, never words of the law."""
    p = law("gii")["art_2"]
    assert ["(+++ § 2: Zur Anwendung vgl. § 9 +++)"] == [n.raw for n in p.notes]
    assert "+++" not in "".join(q.text for q in law("gii").values())


def test_gii_the_same_section_twice_stays_two() -> None:
    """Wording now and wording later side by side: both are kept, told apart by their order."""
    assert {"art_5", "art_5#2"} <= law("gii").keys()


def test_gii_build_dates_make_no_change() -> None:
    """Builddate stands on every norm and is new at every publication."""
    body = bytes_of("gii").replace(b'builddate="20300101000000"', b'builddate="20310202000000"')
    assert law("gii") == read(body)[2]


# Canadian LIMS


def test_lims_labels_of_sections_and_schedules() -> None:
    """Sections by their number, a schedule as one unit; related provisions of other acts are none of ours."""
    assert ["1", "2", "2.1", "3", "SCHEDULE 1", "SCHEDULE 2 1"] == articles("lims")
    assert {"art_2-1", "art_2-1#2"} <= law("lims").keys()


def test_lims_marginal_notes_are_headings_and_history_is_notes() -> None:
    """A historical note tells of an amendment; the marginal note is the heading."""
    p = law("lims")["art_2"]
    assert "Keeping lamps" == p.heading
    assert ["SOR/2029-4, s. 1"] == [n.raw for n in p.notes]


def test_lims_a_definition_is_named_by_its_term() -> None:
    """Definitions have no number; the term names them, so that a new one shifts none of the others."""
    p = law("lims")["art_1__definition_lamp"]
    assert "lamp means a light on a bridge. (lampe)" == p.text


def test_lims_what_follows_the_paragraphs_belongs_to_the_section() -> None:
    """Words after a list are the section's own, not the last paragraph's."""
    p = law("lims")
    assert "is kept lit." == p["art_2__para_1"].text.splitlines()[-1]
    assert "a lamp; and" == p["art_2__para_1__point_a"].text


def test_lims_quoted_sections_are_text() -> None:
    """An amending section quotes others; they are no sections of this act."""
    assert "99" not in articles("lims")
    assert "Bridges stay open." in law("lims")["art_3"].text


def test_lims_a_repealed_schedule_is_a_placeholder() -> None:
    """[Repealed, ...] is a note on a unit that is repealed."""
    p = law("lims")["sch_1"]
    assert (Status.REPEALED, "") == (p.status, p.text)


def test_lims_point_in_time_attributes_make_no_change() -> None:
    """Attributes of the publisher's database are never read as law."""
    body = bytes_of("lims").replace(b'lims:pit-date="2030-01-01"', b'lims:pit-date="2031-01-01"')
    assert law("lims") == read(body)[2]


# Taiwanese open data


def test_twmoj_paragraphs_items_and_sub_items() -> None:
    """CDATA is cut by lines and signs alone."""
    p = law("twmoj")
    assert "第 2-1 條" == p["art_2-1"].label
    assert "每盞燈應登記，" == p["art_2-1__para_1__point_1"].text[:7]
    assert "紅燈。" == p["art_2-1__para_1__point_2__let_1"].text
    assert "前項登記免費。" == p["art_2-1__para_2"].text


def test_twmoj_lines_broken_by_a_machine_are_no_change() -> None:
    """The same words wrapped at a fixed width or not give the same law."""
    joined = (
        bytes_of("twmoj")
        .decode()
        .replace("乙甲\n丙丁", "乙甲丙丁")
        .replace("點燈之人\n    應於", "點燈之人應於")
    )
    assert joined.encode() != bytes_of("twmoj")
    assert law("twmoj") == read(joined.encode())[2]


def test_twmoj_chapters_hold_their_articles() -> None:
    """A chapter governs what follows it, until the next of its level."""
    p = law("twmoj")
    assert ("第 一 章", "總則") == (p["chp_1"].label, p["chp_1"].heading)
    assert ["chp_1", "chp_2__div_1"] == [p[a].container for a in ("art_1", "art_3")]


def test_twmoj_history_is_a_note_on_the_act_and_deleted_articles_are_repealed() -> None:
    """The list of amendments is no text of the law."""
    _, draft, p = read(bytes_of("twmoj"))
    assert 1 == len(draft.act.notes)
    assert Status.REPEALED == p["art_3"].status


# Akoma Ntoso, USLM, CLML


def test_akn_articles_nest_and_quoted_structure_is_text() -> None:
    """Units of a quoted law are words of the article that quotes them."""
    p = law("akn")
    assert "lamps; and" == p["art_1__para_1__let_a"].text
    assert "Article 77" in p["art_2"].text
    assert not [e for e in p if "77" in e]


def test_akn_an_attachment_restarts_its_series() -> None:
    """Articles of a schedule carry the schedule, in the label and in the eid."""
    p = law("akn")
    assert "Schedule 1 Article 1" == p["annex_1__art_1"].article
    assert "Schedule 2" == p["annex_2"].article


def test_akn_facts_of_the_act() -> None:
    """Title, number, date and edition come from the identification."""
    _, draft, _ = read(bytes_of("akn"))
    assert ("Lamps Act", "7", "2029-03-01", "2030-01-01", "en") == (
        draft.act.title, draft.act.number, draft.act.date, draft.act.as_of, draft.language,
    )  # fmt: skip


def test_uslm_source_credit_and_notes_are_notes() -> None:
    """Statutory and editorial notes stand beside the section, not in it."""
    p = law("uslm")["art_101"]
    assert "§ 101." == p.label
    assert "(Jan. 2, 2029, ch. 3, 9 Stat. 1.)" == p.notes[0].raw
    assert "shall be fined" in law("uslm")["art_101__para_a"].text.splitlines()[-1]


def test_uslm_a_repealed_section_is_a_placeholder() -> None:
    """status="repealed" is read where it stands."""
    assert Status.REPEALED == law("uslm")["art_102"].status


def test_clml_sections_take_the_heading_of_their_group_and_schedules_restart() -> None:
    """The title of a P1group is the heading of its section; paragraphs of a schedule carry the schedule."""
    p = law("clml")
    assert "Lamps on bridges" == p["art_1"].heading
    assert "SCHEDULE 1 1" == p["sch_1__art_1"].article


def test_clml_commentaries_are_notes_where_they_are_pointed_at() -> None:
    """The words of a commentary stand at the end of the document and belong to the unit that points there."""
    p = law("clml")
    assert ["Words in s. 1(2) substituted (1.5.2029) by Bridges Act 2029 (c. 9), s. 4"] == [
        n.raw for n in p["art_1__para_2"].notes
    ]
    assert "A person who puts out a lamp commits an offence." == p["art_1__para_2"].text


def test_clml_dots_stand_for_no_text() -> None:
    """A repealed section is printed as dots; they are no words."""
    p = law("clml")["art_2"]
    assert ("", Status.REPEALED) == (p.text, p.status)


# Bounds and refusals


def test_an_entity_that_the_document_declares_is_refused() -> None:
    """Entities of one's own can blow up or reach out: a document that uses one is refused in words."""
    bomb = b'<!DOCTYPE dokumente [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + bytes_of("gii").partition(
        b"?>"
    )[2].replace(b"Jede Br", b"&b; Jede Br")
    with pytest.raises(TooComplex, match="entity"):
        read(bomb)


def test_a_named_character_is_only_a_character() -> None:
    """&sect; of a DTD that is not loaded is the paragraph sign and nothing else."""
    body = b'<!DOCTYPE dokumente SYSTEM "x.dtd">' + bytes_of("gii").partition(b"?>")[2].replace(
        "<enbez>§ 2".encode(), b"<enbez>&sect; 2"
    )
    assert law("gii") == read(body)[2]


def test_deep_nesting_is_refused() -> None:
    """No law nests that deep; it is refused, not walked."""
    deep = (
        bytes_of("gii")
        .replace(b"<Content>", b"<Content>" + b"<B>" * 210, 1)
        .replace(b"</Content>", b"</B>" * 210 + b"</Content>", 1)
    )
    with pytest.raises((TooComplex, UnknownFormat)):
        read(deep)


def test_a_document_without_units_says_so() -> None:
    """XML of a known dialect in which no unit stands is an error with words, never an empty law."""
    body = b"<dokumente><norm><metadaten><jurabk>X</jurabk></metadaten></norm></dokumente>"
    with pytest.raises(NoProvisions, match="gii"):
        read(body)


def test_thirty_thousand_items_are_read_in_bounded_time() -> None:
    """Time grows with the size of a document, not with its square."""
    items = "".join(f"<DT>{n}.</DT><DD><LA>Licht {n}</LA></DD>" for n in range(30_000))
    body = bytes_of("gii").replace(b"<P>Die Br", f"<P>Liste<DL>{items}</DL></P><P>Die Br".encode(), 1)
    assert 30_000 < len(read(body)[2])


def test_many_elements_that_close_themselves_are_no_depth() -> None:
    """A long law has thousands of <BR/>; they nest nothing."""
    body = bytes_of("gii").replace("<P>Öl".encode(), b"<P>" + b"<BR/>" * 5_000 + "Öl".encode(), 1)
    assert law("gii") == {p.eid: p for p in read_any(body).provisions}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_cut_short_is_refused_and_not_read_as_something_else(name: str) -> None:
    """Half a document is no law of which the other half was repealed."""
    body = bytes_of(name)
    with pytest.raises(UnknownFormat, match="no well-formed XML"):
        read_any(body[: len(body) * 2 // 3])


def test_entities_that_blow_up_are_refused() -> None:
    """A billion laughs are not laughed."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]>'.encode() + bytes_of("gii").partition(b"?>")[2].replace(
        b">Lampen<", b">&a9;<"
    )
    with pytest.raises((TooComplex, UnknownFormat)):
        read_any(bomb)
