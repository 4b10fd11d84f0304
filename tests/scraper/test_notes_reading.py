"""Reading notes as a whole: rules of entry into force, links, the public shape, and hostile input."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.law import Effective
from db.law import Note
from scraper.notes import ACTIONS
from scraper.notes import english_rule
from scraper.notes import note_json
from scraper.notes import read_note

LAW = "Сноска. Статья 5 с изменением, внесенным Законом РК от 03.04.2013 № 88-V"
COUNTRIES = (None, "KZ", "UA", "RU", "DE", "GB", "US", "CA", "FR", "ES", "IT", "SE", "TW", "EE", "PL")
SLOW = 5.0  # seconds for the worst note; a reading takes milliseconds, one that backtracks takes minutes

RULES = [
    ("вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования", "ten calendar days after first official publication"),
    ("вводится в действие по истечении двадцати одного календарного дня после дня его первого официального опубликования", "twenty-one calendar days after first official publication"),
    ("вводится в действие по истечении шестидесяти календарных дней после дня его первого официального опубликования", "sixty calendar days after first official publication"),
    ("вводится в действие по истечении 10 календарных дней после дня его официального опубликования", "ten calendar days after official publication"),
    ("вводится в действие по истечении пяти рабочих дней после дня его первого официального опубликования", "five working days after first official publication"),
    ("вводится в действие по истечении шести месяцев после дня его первого официального опубликования", "six months after first official publication"),
    ("вводится в действие по истечении одного месяца после дня его первого официального опубликования", "one month after first official publication"),
    ("вводится в действие со дня его первого официального опубликования", "on the day of first official publication"),
    ("вводится в действие со дня подписания", "on the day of signing"),
    ("порядок введения в действие см. ст.2", "see Art. 2 of that law"),
    ("порядок введения в действие см. ст. 2", "see Art. 2 of that law"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "english"), RULES)
def test_a_rule_is_told_in_english_and_kept_as_printed(printed: str, english: str) -> None:
    """People read the rule in English; the evidence keeps the words of the page."""
    effective = read_note(f"{LAW} ({printed}).", country="KZ").events[0].effective

    assert english == english_rule(effective)
    assert effective is not None
    assert printed == effective.text


@pytest.mark.parametrize(
    ("country", "note", "day"),
    [
        ("KZ", f"{LAW} (вводится в действие с 01.07.2014).", "2014-07-01"),
        ("KZ", f"{LAW} (вводится в действие с 1 июля 2014 года).", "2014-07-01"),
        ("KZ", "Ескерту. 5-бапқа өзгеріс енгізілді - ҚР 03.04.2013 № 88-V (01.07.2014 бастап қолданысқа енгізіледі) Заңымен.", "2014-07-01"),
        ("UA", "{Стаття 5 в редакції Закону № 270-VI від 15.04.2008 - набирає чинності з 01.07.2014}", "2014-07-01"),
        ("RU", "13. <Утратил силу с 1 июля 2014 г.: … N 425-ФЗ", "2014-07-01"),
        ("DE", "§ 5: IdF d. Art. 1 G v. 13.4.2014 I 872 mWv 1.7.2014", "2014-07-01"),
        ("CH", "Eingefügt durch Ziff. II des BG vom 3. Okt. 2003, in Kraft seit 1. Juli 2014 (AS 2014 1403).", "2014-07-01"),
        ("GB", "F1 S. 5 substituted (1.7.2014) by Example Act 2013 (c. 9), s. 2", "2014-07-01"),
        ("NZ", "Section 5: amended, on 1 July 2014, by section 4 of the Example Act 2014 (2014 No 29).", "2014-07-01"),
        ("FR", "Version en vigueur depuis le 1er juillet 2014 Modifié par LOI n°2014-222 du 23 mars 2014 - art. 71", "2014-07-01"),
        ("ES", "Se suprime el apartado 3 por el art. 1 de la Ley 3/2014, de 10 de febrero, con efectos desde el 1 de julio de 2014.", "2014-07-01"),
        ("PT", "Alterado pelo Artigo 2.º da Lei n.º 83/2014, de 5 de agosto, em vigor a partir de 2014-07-01", "2014-07-01"),
        ("MD", "[Art.5 modificat prin Legea nr.278-XVI din 18.12.2013, în vigoare 01.07.2014]", "2014-07-01"),
        ("EE", "[RT I, 12.06.2014, 1 - jõust. 01.07.2014]", "2014-07-01"),
        ("BG", "(Изм. - ДВ, бр. 92 от 2013 г., в сила от 01.07.2014 г.)", "2014-07-01"),
        ("NO", "Endret ved lov 20 mai 2014 nr. 28 (i kraft 1 juli 2014).", "2014-07-01"),
        ("CZ", "§ 5 změněn zákonem č. 141/2014 Sb. s účinností od 1.7.2014", "2014-07-01"),
    ],
)  # fmt: skip
def test_a_day_in_force_is_never_the_date_of_the_act(country: str, note: str, day: str) -> None:
    """The day an amendment takes effect stands apart from the day its act was made."""
    (event,) = read_note(note, country=country).events

    assert event.effective is not None
    assert day == event.effective.date
    assert day != event.date


def test_brackets_with_semicolons_stay_one_rule() -> None:
    """A bracket may hold commas, semicolons and brackets; the next act begins outside of it."""
    note = read_note(
        "Сноска. Статья 5 с изменениями, внесенными законами РК от 03.04.2013 № 88-V (вводится в действие с 01.07.2014, "
        "за исключением пункта 2 (подпункты 1); 2)), который вводится в действие с 01.01.2015); от 04.05.2014 № 200-V.",
        country="KZ",
    )

    assert [("88-V", "2014-07-01"), ("200-V", None)] == [
        (e.act_number, e.effective.date if e.effective else None) for e in note.events
    ]


def test_links_are_found_by_the_number_as_the_page_prints_it() -> None:
    """Cyrillic letters, blanks and the number sign do not keep an act from its link."""
    note = read_note(
        "Сноска. Статья 5 с изменениями, внесенными законами РК от 12.07.2018 № 180-VІ; от 03.01.2023 № 188-VII.",
        country="KZ",
        links={"№ 180-VІ ": "/rus/docs/Z1800000180#z1", "188-VII": "/rus/docs/Z2300000188"},
    )

    assert ["/rus/docs/Z1800000180#z1", "/rus/docs/Z2300000188"] == [e.link for e in note.events]


def test_a_cyrillic_number_is_kept_as_printed_beside_the_latin_one() -> None:
    """`180-VІ` ends with U+0406: numbers are compared in Latin letters, evidence is kept."""
    (event,) = read_note("Сноска. Статья 5 исключена Законом РК от 12.07.2018 № 180-VІ.", country="KZ").events

    assert "180-VI" == event.act_number
    assert "180-V\u0406" == event.raw_number


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("KZ", "Примечание. См. нормативное постановление Конституционного Суда РК от 05.05.2023 № 11-НП."),
        ("KZ", "Примечание ИЗПИ! В статью 5 предусмотрены изменения Законом РК от 05.05.2026 № 299-VIII (вводится в действие с 01.01.2027)."),
        ("UA", "{Зміни до статті 5 див. в Законі № 222-VIII від 02.03.2015}"),
        ("UA", "{Щодо визнання неконституційним положення статті 5 див. Рішення Конституційного Суду № 3-р/2019 від 06.06.2019}"),
        ("DE", "(+++ § 5: Zur Anwendung vgl. § 6 +++)"),
        ("DE", "Änderung durch Art. 2 G v. 12.7.2024 I Nr. 234 noch nicht berücksichtigt"),
        ("GB", "C3S. 5 applied (1.1.2012) by Example Act 2011 (c. 18), s. 5"),
        ("BR", "(Vide Lei nº 7.209, de 1984)"),
    ],
)  # fmt: skip
def test_a_reference_or_an_announcement_changes_no_words(country: str, text: str) -> None:
    """Court references, application notes and amendments to come are told, and are no change of the law."""
    note = read_note(text, country=country)

    assert note.events
    assert not note.law_text_changed


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("KZ", "1. Порядок проведения проверок определяется Законом РК от 29.10.2015 № 375-V."),
        ("KZ", "В соответствии с Законом РК от 29.10.2015 № 375-V орган вправе запрашивать сведения."),
        ("KZ", "Признать утратившим силу Закон РК от 29.10.2015 № 375-V."),
        ("KZ", "Примечание. Крупным ущербом признается ущерб свыше тысячи месячных расчетных показателей."),
        ("RU", "Настоящий Федеральный закон вступает в силу со дня его официального опубликования."),
        ("UA", "Відповідно до Закону № 270-VI від 15.04.2008 держава гарантує захист даних."),
        ("DE", "3. Handwerksordnung in der Fassung der Bekanntmachung vom 24. September 1998 (BGBl. I S. 3074), zuletzt geändert durch Artikel 5 des Gesetzes vom 6. Mai 2003 (BGBl. I S. 700),"),
        ("DE", "Die Vorschriften des Gesetzes vom 6. Mai 2003 (BGBl. I S. 700) bleiben unberührt."),
        ("GB", "A person guilty of an offence under section 3 of the Example Act 1990 is liable to a fine."),
        ("US", "The term record has the meaning given in section 552a of title 5."),
        ("CA", "This Act may be cited as the Example Act."),
        ("FR", "En application de la loi n° 2004-575 du 21 juin 2004, les fournisseurs conservent les données de nature à permettre l'identification."),
        ("ES", "Las personas a que se refiere la Ley 34/2002, de 11 de julio, facilitarán los datos."),
        ("IT", "Si applicano le disposizioni della legge 7 agosto 1990, n. 241."),
        ("SE", "Bestämmelser om behandling finns i lagen om dataskydd och i andra författningar som gäller vid sidan av denna."),
        ("EE", "Käesoleva seaduse tähenduses on isikuandmed igasugune teave."),
        ("PL", "Kto bez uprawnienia uzyskuje dostęp do informacji, podlega grzywnie."),
        ("TW", "本法自公布日施行。"),
        (None, "Article 5. Definitions"),
        (None, ""),
    ],
)  # fmt: skip
def test_words_of_the_law_are_no_note(country: str | None, text: str) -> None:
    """A law names other laws all the time; only a verb of amendment beside an act makes an event."""
    note = read_note(text, country=country)

    assert () == note.events
    assert not note.law_text_changed


def test_an_insertion_cancelled_by_a_later_law_says_so() -> None:
    """The cancelling act is no event of its own: it belongs to what it cancelled."""
    note = read_note(
        "{Кодекс доповнено статтею 5 - 1 згідно із Законом № 729-VII від 16.01.2014 - втратив чинність на підставі Закону "
        "№ 732-VII від 28.01.2014 }",
        country="UA",
    )

    assert [
        {
            "action": "inserted",
            "amending_act_type": "Law",
            "amending_act_number": "729-VII",
            "date": "2014-01-16",
            "effective": None,
            "status": "lost force",
            "cancelled_by": {"number": "732-VII", "date": "2014-01-28"},
        }
    ] == note_json(note)["events"]


def test_a_list_of_units_is_a_list_of_targets() -> None:
    """No number stands for several; each of them is told."""
    note = read_note("Сноска. Статьи 5, 6 и 7-1 исключены Законом РК от 03.04.2013 № 88-V.", country="KZ")

    target = note_json(note)["target"]
    assert target["number"] is None
    assert ["5", "6", "7-1"] == target["targets"]


@pytest.mark.parametrize(
    ("text", "part", "item"),
    [
        ("Сноска. Подпункт 2) пункта 3 статьи 5 исключен Законом РК от 03.04.2013 № 88-V.", "3", "2"),
        ("Сноска. Пункт 3 статьи 5 исключен Законом РК от 03.04.2013 № 88-V.", None, "3"),
        ("Сноска. Часть вторая статьи 5 исключена Законом РК от 03.04.2013 № 88-V.", "2", None),
        (
            "Сноска. Статья 5 дополнена частью третьей в соответствии с Законом РК от 03.04.2013 № 88-V.",
            "3",
            None,
        ),
    ],
)
def test_the_deepest_unit_is_told(text: str, part: str | None, item: str | None) -> None:
    """The article carries the number; parts and items stand beside it."""
    target = read_note(text, country="KZ").target

    assert ("5", part, item) == (target.number, target.part, target.item)


def test_a_note_of_the_heading_or_the_whole_text_says_so() -> None:
    """Reports must not say that an article was amended when only its heading was."""
    heading = read_note("Сноска. Заголовок статьи 5 в редакции Закона РК от 03.04.2013 № 88-V.", country="KZ")
    whole = read_note(
        '{У тексті Закону слова "а" замінено словами "б" згідно із Законом № 5-VI від 16.01.2014}',
        country="UA",
    )

    assert ("5", "heading") == (heading.target.number, heading.target.scope)
    assert ("act", "whole text") == (whole.target.unit, whole.target.scope)
    assert (("old", "а"), ("new", "б")) == whole.events[0].extra


def test_no_rule_is_told_for_a_day_or_for_nothing() -> None:
    """English rules are for rules only."""
    assert english_rule(None) is None
    assert english_rule(Effective("date", date="2016-01-01")) is None
    assert english_rule(Effective("rule", text="some day")) is None


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300),
    st.sampled_from(COUNTRIES),
    st.sampled_from([None, "ru", "kk", "uk", "en", "de", "xx", "../ru"]),
)
def test_any_text_is_read_as_some_note(text: str, country: str | None, language: str | None) -> None:
    """Whatever the page holds: a note with known actions, the raw text kept, the public shape sound."""
    note = read_note(text, country=country, language=language)

    assert isinstance(note, Note)
    assert text == note.raw
    assert all(e.action in ACTIONS for e in note.events)
    note_json(note)


PIECES = ["Сноска. ", "Статья ", "5", " - 1", " (", ")", "{", "}", ";", " от ", "12.07.2018", " № ", "180-VІ", " Законом РК", " в редакции",
          " вводится в действие", " с ", "исключен", "слова ", '"', " by ", "Act 2015 (c. 9)", "§ ", "Art. 1 G v. ", " I 448", " Stat. ",
          "第 5 條", "中華民國", "三十七年", "L. ", "1998", "/", ", ", "ändr. ", "▼M1", " and ", " и ", "."]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(COUNTRIES))
def test_any_mixture_of_the_words_of_notes_is_read(pieces: list[str], country: str | None) -> None:
    """The words of notes in any order never break the reader."""
    note = read_note("".join(pieces), country=country)

    assert all(e.action in ACTIONS for e in note.events)
    note_json(note)


@pytest.mark.parametrize(
    "piece",
    ["(", ")", "()", "{[", "<(", '"', '"a', "«", "1.", "1.1.1", "1-", "a-", " ", "слова ", "с 01.01.2016 ", "от 01.01.2016 № 1-VI ",
     "Статья 1, 2, ", "(вводится в действие ", "Aa ", "§ 1 Abs. 1 ", "by the Act 2015 (c. 9) ", "IVXLCDM", "第一", "第1、", "зміни ", "№ "],
)  # fmt: skip
def test_a_hostile_note_is_read_in_bounded_time(piece: str) -> None:
    """A hundred kilobytes of brackets, quotes or half-written references end in seconds, in any grammar."""
    text = piece * (100_000 // len(piece))
    for country in ("KZ", None, "ES"):
        started = time.perf_counter()
        read_note(text, country=country)
        assert SLOW > time.perf_counter() - started
