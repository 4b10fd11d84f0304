"""The Ukrainian parliament's layout in an invented act."""

from db.law import Status
from scraper.read import read

PAGE = """<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Про дзвони</title></head><body>
<h1>Про дзвони</h1><div class="dat">Редакція від 2021-08-14</div><div id="article"><div class="rvts0">
<p class="rvps2"><a name="n2"></a>ЗАКОН УКРАЇНИ</p>
<p class="rvps18"><a name="n5"></a><em class="rvts46">{Із змінами, внесеними згідно із Законами<br>
<a class="rvts96" href="/laws/show/345-17">№ 345-VI від 02.09.2008</a>, ВВР, 2008, № 42-43, ст.293<br>
<a class="rvts96" href="/laws/show/1454-17">№ 1454-VI від 04.06.2009</a>}</em></p>
<p class="rvps7"><a name="n12"></a><span class="rvts15">Розділ I<br>
ЗАГАЛЬНІ ПОЛОЖЕННЯ</span></p>
<p class="rvps2"><a name="n13"></a><span class="rvts9">Стаття 1.</span> Дзвін</p>
<p class="rvps2"><a name="n14"></a>1. Дзвін - це звук:</p>
<p class="rvps2"><a name="n15"></a>1) тихий;</p>
<p class="rvps2"><a name="n16"></a>2) гучний.</p>
<p class="rvps2"><a name="n17"></a>Примітка. Луна не є дзвоном.</p>
<p class="rvps18"><a name="n18"></a><em class="rvts46">{Стаття 1 із змінами, внесеними згідно із Законом <a class="rvts96" href="/laws/show/1454-17">№ 1454-VI від 04.06.2009</a>}</em></p>
<p class="rvps2"><a name="n19"></a><span class="rvts9">Стаття 1<sup>-1</sup>.</span> Луна</p>
<p class="rvps2"><a name="n20"></a>Луна лунає.</p>
<p class="rvps7"><a name="n30"></a><span class="rvts15">Розділ II<br>
ПРИКІНЦЕВІ ПОЛОЖЕННЯ</span></p>
<p class="rvps2"><a name="n31"></a>1. Цей Закон набирає чинності вранці.</p>
<p class="rvps2"><a name="n32"></a>2. Стаття 1 цього Закону діє вночі.</p>
<p class="rvps2"><a name="n33"></a>| Президент України | Л.ДЗВОНАР |</p>
<p class="rvps2">| м. Київ | | | 14 жовтня 1992 року | | | № 2694-XII | |</p>
<p class="rvps2">© Офіційний вебпортал</p>
</div></div></body></html>"""


def test_the_whole_page() -> None:
    """Parts, items, superscript numbers, notes in braces, a section without articles, the signature."""
    law = read(PAGE.encode(), url="https://zakon.rada.gov.ua/laws/show/2694-12/ed20210814")

    assert [
        ("preamble", None), ("div_I", None), ("art_1", "Стаття 1"), ("art_1__para_1", "Стаття 1"), ("art_1__para_1__point_1", "Стаття 1"),
        ("art_1__para_1__point_2", "Стаття 1"), ("art_1__note_nn1", "Стаття 1"), ("art_1-1", "Стаття 1-1"), ("div_II", "Розділ II"),
        ("div_II__para_1", "Розділ II"), ("div_II__para_2", "Розділ II"), ("signature_nn1", None),
    ] == [(p.eid, p.article) for p in law.provisions]  # fmt: skip
    assert ("rada", "uk", "Про дзвони", "law", "2694-XII", "1992-10-14", "2021-08-14") == (
        law.format, law.language, law.act.title, law.act.type, law.act.number, law.act.date, law.act.as_of,
    )  # fmt: skip


def test_notes_stand_at_their_units_with_addresses() -> None:
    """The history of the act at the act, the note of an article at the article; never in the text."""
    law = read(PAGE.encode())
    article = next(p for p in law.provisions if p.eid == "art_1")

    assert ["345-VI", "1454-VI"] == [e.act_number for e in law.act.notes[0].events]
    assert [("1454-VI", "/laws/show/1454-17")] == [
        (e.act_number, e.link) for n in article.notes for e in n.events
    ]
    assert not any("{" in p.text for p in law.provisions)


def test_a_cross_reference_opens_no_article() -> None:
    """`Стаття 1 цього Закону` at the start of a point is a sentence."""
    law = read(PAGE.encode())

    assert (
        "Стаття 1 цього Закону діє вночі."
        == next(p for p in law.provisions if p.eid == "div_II__para_2").text
    )


def test_status_is_unknown_where_nothing_says_it() -> None:
    """A page that does not say so does not mean that the act is in force."""
    assert Status.UNKNOWN is read(PAGE.encode()).act.status
