"""The Kazakh portal's old layout, with each of its quirks in an invented act."""

from pathlib import Path

import pytest

from db.law import Provision
from db.law import Reading
from db.law import Status
from scraper.errors import NoProvisions
from scraper.read import read

LINK = "https://adilet.zan.kz/rus/docs/Z1800000180#z"
ENDS = "(вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования)"
LAW = f"""
<h3 id="z1"> ОБЩАЯ ЧАСТЬ<br><a name="z2"></a>РАЗДЕЛ 1. КОЛОКОЛА</h3><h3 id="z3"> Глава 1. ТИХИЙ ЗВОН</h3><h3 id="z4"> Статья 1. Тихий звон</h3><p class="note">
 Сноска. Заголовок статьи 1 с изменением, внесенным Законом РК от 12.07.2018 <a href="{LINK}1">№ 180-VI</a> {ENDS}.</p>
<p id="z5">
 1. Тихий звон колокола ночью, –</p>
<p id="z6">
 наказывается лишением колокола на один день.</p>
<p id="z7">
 2.То же деяние, совершенное:</p>
<p>
 1) вдвоем;</p>
<span class="note"> 2) исключен Законом РК от 12.07.2018 </span><a href="{LINK}9">№ 180-VІ</a><span class="note"> {ENDS};</span><br>
<p>
 3) в праздник, –</p>
<p id="z8">
 наказывается лишением колокола на два дня.</p>
<p id="z9">Примечание. Праздником признается день, когда звонят все.</p>
<span class="note"> <a name="z10"></a>Сноска. Статья 1 с изменениями, внесенными законами РК от 28.12.2017 </span><a href="https://adilet.zan.kz/rus/docs/Z1700000128#z13">№ 128-VI </a><span class="note">{ENDS}; от 12.07.2018 </span><a href="{LINK}286">№ 180-VІ</a><span class="note"> {ENDS}.</span><br>
<h3> Статья 2. Громкий
<br>звон</h3><p>
<font color="#FF0000">&nbsp;&nbsp; Примечание ИЗПИ!<br>Порядок звона см. <a href="{LINK}7">ст. 7</a></font></p>
<p><b><a name="z12"></a>Статья 2-1. Эхо</b></p>&nbsp;&nbsp;&nbsp; <a name="z13"></a>1. Эхо признается звоном.<br>
&nbsp;&nbsp;&nbsp; <a name="z14"></a>2. Эхо эха звоном не признается.<br>
<span class="note">&nbsp; Сноска. Глава 1 дополнена статьей 2-1 в соответствии с Законом РК от 12.07.2018 <a href="{LINK}44">№ 180-VI</a> {ENDS}.</span><br>
<h3 id="z15"> <a name="z16"></a>Статья 3. Бой часов</h3><p class="note">Сноска. Статья 3 исключена Законом РК от 12.07.2018 <a href="{LINK}50">№ 180-VI</a> {ENDS}.</p>
<h3 id="z17"> Статья 4. Заключение</h3><p id="z18">Настоящий Кодекс вводится в действие с утра.</p>
<p></p><table><tbody><tr><td><i>Президент<br>Республики Звон</i></td><td><i>А. ТИХИЙ</i></td></tr></tbody></table>
"""
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Кодекс звона - ИПС "Әділет"</title></head><body>
<div id="container" class="module_npaView lang_rus"><ul class="menu"><li><a href="/rus/docs/X#z4">Статья 1. Тихий звон</a></ul>
<div class="container_alpha slogan"><h1>Кодекс звона</h1><span class="status status_upd">Обновленный</span><p>Кодекс Республики Звон от 3 июля 2014 года № 226-V ЗРК.</p></div>
<div class="container_gamma text text_upd"><div class="gs_12"><article>{LAW}</article></div></div>
<div class="container_omega aftertext"><p>Если Вы обнаружили на странице ошибку</p></div></div><div id="footer">Всего документов: 5</div></body></html>"""
URL = "https://adilet.zan.kz/rus/docs/K1400000226/07.11.2014"


@pytest.fixture(scope="module")
def law() -> Reading:
    return read(PAGE.encode(), url=URL)


def unit(law: Reading, eid: str) -> Provision:
    found = [p for p in law.provisions if p.eid == eid]
    assert found, [p.eid for p in law.provisions]
    return found[0]


def test_the_tree(law: Reading) -> None:
    """Four forms of headings, glued headings, parts, items, a statutory note: all of them, in order."""
    assert [
        "part_nn1", "part_nn1__div_1", "part_nn1__div_1__chp_1",
        "art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__point_1", "art_1__para_2__point_2",
        "art_1__para_2__point_3", "art_1__note_nn1",
        "art_2", "art_2-1", "art_2-1__para_1", "art_2-1__para_2", "art_3", "art_4", "signature_nn1",
    ] == [p.eid for p in law.provisions]  # fmt: skip
    assert () == law.warnings


def test_the_facts_of_the_act(law: Reading) -> None:
    """Title block, status mark, and the day of the edition in the address."""
    act = law.act

    assert ("Кодекс звона", "code", "226-V", "2014-07-03") == (act.title, act.type, act.number, act.date)
    assert (Status.IN_FORCE, "2014-11-07", "ru", "adilet") == (
        act.status,
        act.as_of,
        law.language,
        law.format,
    )


def test_a_sanction_belongs_to_its_part(law: Reading) -> None:
    """It stands in a paragraph of its own, after the items as well."""
    assert (
        "Тихий звон колокола ночью, -\nнаказывается лишением колокола на один день."
        == unit(law, "art_1__para_1").text
    )
    assert (
        "То же деяние, совершенное:\nнаказывается лишением колокола на два дня."
        == unit(law, "art_1__para_2").text
    )
    assert "в праздник, -" == unit(law, "art_1__para_2__point_3").text


def test_a_note_in_pieces_is_one_note(law: Reading) -> None:
    """Spans and links side by side: one note, two events, each with its address."""
    heading, whole = unit(law, "art_1").notes

    assert "heading" == heading.target.scope
    assert [("128-VI", "2017-12-28"), ("180-VI", "2018-07-12")] == [
        (e.act_number, e.date) for e in whole.events
    ]
    assert [True, True] == [
        bool(e.link and e.link.startswith("https://adilet.zan.kz/rus/docs/Z1")) for e in whole.events
    ]


def test_repealed_units_keep_their_place(law: Reading) -> None:
    """An item gone inside a span, an article gone with its heading left: provisions without words."""
    for eid in ("art_1__para_2__point_2", "art_3"):
        gone = unit(law, eid)
        assert (Status.REPEALED, "") == (gone.status, gone.text)
        assert "180-VI" == gone.notes[0].events[0].act_number


def test_editors_notes_are_no_text(law: Reading) -> None:
    """Red print is the editors' word."""
    assert "" == unit(law, "art_2").text
    assert not any("ИЗПИ" in p.text for p in law.provisions)


def test_a_heading_over_two_lines(law: Reading) -> None:
    """A line break inside the element divides nothing."""
    assert "Громкий звон" == unit(law, "art_2").heading


def test_anchors_lead_back(law: Reading) -> None:
    """The id of the element before the names inside of it; none where the page has none."""
    assert ["z4", "z5", None, "z12", "z13", "z15"] == [
        unit(law, eid).anchor
        for eid in ("art_1", "art_1__para_1", "art_2", "art_2-1", "art_2-1__para_1", "art_3")
    ]


def test_furniture_stays_outside(law: Reading) -> None:
    """Tail and footer are no part of the last article; the signature is no part of it either."""
    assert "Настоящий Кодекс вводится в действие с утра." == unit(law, "art_4").text
    assert None is unit(law, "signature_nn1").article
    assert not any("обнаружили" in p.text or "Всего документов" in p.text for p in law.provisions)


def test_a_fragment_without_a_container_reads_the_same(law: Reading) -> None:
    """A saved piece of the page, no address known: same provisions, same words."""
    fragment = read(LAW.encode())

    assert "adilet" == fragment.format
    assert [(p.eid, p.text) for p in law.provisions] == [(p.eid, p.text) for p in fragment.provisions]


def test_kazakh_puts_the_number_first() -> None:
    """`N-бап.`, and `Ескерту.` is the editors' word there."""
    page = """<p><a href="/kaz/docs/K1400000226#z1">k</a></p><h3 id="z1">1-бап. Қоңырау</h3><p id="z2">1. Қоңырау соғылады.</p>
    <p id="z3">2. Түнде соғылмайды.</p><h3 id="z4">1-1-бап. Жаңғырық</h3><p>Жаңғырық та қоңырау.</p>
    <span class="note">Ескерту. 1-1-баппен толықтырылды - ҚР 12.07.2018 № 180-VI Заңымен.</span>"""

    law = read(page.encode(), url="https://adilet.zan.kz/kaz/docs/K1400000226")

    assert ("kk", ["art_1", "art_1__para_1", "art_1__para_2", "art_1-1"]) == (
        law.language, [p.eid for p in law.provisions if p.kind != "preamble"],
    )  # fmt: skip


def test_english_translations() -> None:
    """The third language of the portal."""
    page = "<h3 id='z1'>Article 1. Bells</h3><p>1. Bells ring.</p><h3 id='z2'>Article 2. Echo</h3><p>An echo rings.</p>"

    law = read(page.encode(), url="https://adilet.zan.kz/eng/docs/K1400000226")

    assert ("en", ["Article 1", "Article 2"]) == (
        law.language,
        [p.label for p in law.provisions if p.kind == "article"],
    )


def test_the_script_shell_is_told(data: Path) -> None:
    """The new site answers every address with the same shell."""
    for shell in sorted((data / "kz" / "spa").glob("*.html")):
        with pytest.raises(NoProvisions, match="a script shell"):
            read(shell.read_bytes(), url="https://adilet.zan.kz/rus/docs/K1400000226")
