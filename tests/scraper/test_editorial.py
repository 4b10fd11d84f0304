"""Editors' notes in any language are notes; law that amends law is law."""

import pytest

from scraper.blocks import Block
from scraper.editorial import is_note
from scraper.editorial import sorted_out
from scraper.read import read

NOTES = [
    "Modifié par LOI n°2021-22 du 24 janvier 2021 - art. 6",
    "Article 10 modifié par la loi n° 2026-77 du 3 mai 2026",
    "Création Ordonnance n°2019-964 du 18 septembre 2019 - art. 35",
    "(Inserted by Act 5 of 2010)",
    "[Am. by Act 12 of 1999]",
    "Inserted by Act No. 3 of 2015, s. 4.",
    "[Ins. by Act 5 of 2010, s. 3]",
    "Section 5 amended by Act No. 7 of 2011",
    "[S. 12 subs. by s. 4 of Act 8 of 2002.]",
    "F12 Words in s. 3 substituted by S.I. 2010/22, art. 5",
    "(в ред. Федерального закона от 02.03.2021 N 45-ФЗ)",
    "Статья 5 в редакции Закона РФ от 02.03.2021 № 45",
    "Изменён Законом № 45 от 02.03.2021",
    "Часть 2 введена Федеральным законом от 02.03.2021 N 45-ФЗ",
    "Se modifica por el art. 3 de la Ley 5/2021, de 9 de marzo. Ref. BOE-A-2021-1234",
    "Se añade el apartado 4 por el art. único.2 de la Ley 5/2021, de 9 de marzo",
    "Artículo reformado DOF 10-06-2011",
    "(Redação dada pela Lei nº 13.964, de 2019)",
    "(Articolo così modificato dalla legge 5 marzo 2021, n. 12)",
    "Articolul 5 a fost modificat prin Legea nr. 12 din 2021",
    "[RT I 2010, 22, 108 - jõust. 01.01.2011]",
    "(Ar grozījumiem, kas izdarīti ar 12.03.2020. likumu, kas stājas spēkā 01.04.2020.)",
    "Straipsnio pakeitimai: Nr. XI-303, 2009-06-23",
    "Nr. XI-303, 2009-06-23, Žin., 2009, Nr. 77-3170",
    "[본조신설 2010. 1. 1.]",
    "[전문개정 2020. 3. 4.]",
    "0 Endret ved lov 12 juni 2020 nr. 5 (ikr. 1 juli 2020).",
    "Gewijzigd bij wet van 3 maart 2020, Stb. 2020, 55",
    "Fassung aufgrund des Gesetzes zur Änderung vom 12.03.2020 (BGBl. I S. 5)",
    "(Изм. - ДВ, бр. 32 от 2010 г.)",
    "(Değişik: 12/3/2020-7226/5 md.)",
    "{Стаття 5 в редакції Закону № 1234-IX від 02.03.2021}",
    "(Стаття 5 із змінами, внесеними згідно із Законом № 1234-IX від 02.03.2021)",
    "[Redakcija 12.03.2020. likuma redakcijā]",
    "[Статья 5 изменена Законом № 12 от 03.04.2020]",
    "(5-modda O‘zbekiston Respublikasining 2020-yil 3-martdagi O‘RQ-612-sonli Qonuni tahririda)",
]
LAW = [
    "Section 5 of the Bells Act 1990 is amended by inserting after subsection (2) the following:",
    "Section 5 is amended by Schedule 2 to the Act of 2010.",
    "The Bells Act 1990 is repealed by this Act with effect from 1 January 2020.",
    "L'article 5 de la loi n° 2010-1 du 3 mars 2010 est abrogé.",
    "L'article 5 est ainsi modifié :",
    "Se modifica el artículo 5 de la Ley 3/2010, de 9 de marzo, que queda redactado como sigue:",
    "Se deroga la Ley 5/1990, de 3 de mayo, por la que se regula la campana.",
    "Статью 5 Федерального закона от 02.03.2021 N 45-ФЗ дополнить частью 3 следующего содержания:",
    "Признать утратившим силу Закон от 02.03.2021 № 45.",
    "Закон № 45 от 02.03.2021 утратил силу с 1 января 2022 года.",
    "Внести в статью 5 Закона от 02.03.2021 № 45 следующие изменения:",
    "(1) A person who rings a bell after 1990 commits an offence.",
    "(2) The Act of 1990 (No. 5) applies.",
    "Sont abrogés à compter du 1er janvier 2021 les articles 5 et 6 de la loi n° 2010-1.",
    "§ 5 des Gesetzes vom 12.03.2020 (BGBl. I S. 5) wird wie folgt geändert:",
    "Bells inserted by a ringer before 1990 shall be kept.",
    "Article 5 of Law No. 12 of 2010 shall be amended as follows.",
    "Added tax is due by 31 March 2020.",
    "O art. 5º da Lei nº 13.000, de 2014, passa a vigorar com a seguinte redação:",
    "L'articolo 5 della legge 3 marzo 2010, n. 12, è abrogato.",
    "La cloche créée par la commune avant 2010 est conservée.",
    "Amended returns lodged by the taxpayer under section 5 of the Act of 1990 are void.",
    "Введены в действие правила № 5 от 02.03.2021, обязательные для всех лиц.",
    "Repealed laws and orders, by Article 5 of the Act of 1990, remain in force for ringers.",
]


@pytest.mark.parametrize("text", NOTES)
def test_a_paragraph_that_tells_who_amended_is_a_note(text: str) -> None:
    """As a whole: act, number or date, and what was done."""
    assert is_note(text)


@pytest.mark.parametrize("text", LAW)
def test_law_that_amends_law_is_no_note(text: str) -> None:
    """It says nearly the same in another mood."""
    assert not is_note(text)


@pytest.mark.parametrize(
    ("printed", "law", "note"),
    [
        (
            "5. Records are kept by the authority (amended by Act No. 3 of 2015).",
            "5. Records are kept by the authority.",
            "(amended by Act No. 3 of 2015)",
        ),
        (
            "Myndigheten ska föra register över klockor. Lag (1994:190).",
            "Myndigheten ska föra register över klockor.",
            "Lag (1994:190).",
        ),
        (
            "Art. 5. O sineiro deve tocar os sinos. (Redação dada pela Lei nº 99.964, de 2019)",
            "Art. 5. O sineiro deve tocar os sinos.",
            "(Redação dada pela Lei nº 99.964, de 2019)",
        ),
        (
            "Чл. 5. (Изм. - ДВ, бр. 32 от 2010 г.) Звънарят бие камбаните.",
            "Чл. 5. Звънарят бие камбаните.",
            "(Изм. - ДВ, бр. 32 от 2010 г.)",
        ),
        (
            "② 종지기는 종을 쳐야 하며 기록하여야 한다. <개정 2020. 3. 4.>",
            "② 종지기는 종을 쳐야 하며 기록하여야 한다.",
            "<개정 2020. 3. 4.>",
        ),
    ],
)
def test_a_note_inside_a_paragraph_is_taken_out(printed: str, law: str, note: str) -> None:
    """The words that stay are the law's own."""
    assert [("text", law), ("note", note)] == [(b.role, b.text) for b in sorted_out([Block(printed)])]


def test_a_bracket_in_the_place_of_a_text_stays() -> None:
    """It makes the unit a repealed placeholder."""
    assert ["1. (Revogado pela Lei nº 99.964, de 2019)"] == [
        b.text for b in sorted_out([Block("1. (Revogado pela Lei nº 99.964, de 2019)")])
    ]


def test_a_class_that_says_note_is_believed_only_with_an_act() -> None:
    """Statutory notes are law, whatever the site calls them."""
    law = read(
        b"<html><body><div><h1>Act</h1><p>Section 1. Bells</p><p>Bells ring.</p>"
        b'<p class="note">For the purposes of this section a gong is a bell.</p><p>Section 2. Echo</p><p>It rings.</p>'
        b'<p class="history">Section 2 amended by Act No. 7 of 2011</p></div></body></html>'
    )

    assert ["Bells ring.\nFor the purposes of this section a gong is a bell.", "It rings."] == [
        p.text for p in law.provisions
    ]
    assert [0, 1] == [len(p.notes) for p in law.provisions]
