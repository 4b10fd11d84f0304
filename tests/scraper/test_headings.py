"""One line at a time: what looks like a heading, in every language and script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import headings


@pytest.mark.parametrize(
    ("line", "rank", "num", "label"),
    [
        ("Статья 190-1. Тайный звон", "basic", "190-1", "Статья 190-1"),
        ("Стаття 361 - 1 . Нічний дзвін", "basic", "361-1", "Стаття 361 - 1"),
        ("467-бап. Қоңырау", "basic", "467", "467-бап"),
        ("113-1-бап. Қоңырау", "basic", "113-1", "113-1-бап"),
        ("Чл. 319а. (1) Който", "basic", "319а", "Чл. 319а"),
        ("Άρθρο 370Β", "basic", "370Β", "Άρθρο 370Β"),
        ("Άρθρο Πρώτο", "basic", "1", "Άρθρο Πρώτο"),
        ("მუხლი 18^1. ზარი", "basic", "18^1", "მუხლი 18^1"),
        ("Հոդված 1.1. Զանգ", "basic", "1.1", "Հոդված 1.1"),
        ("المادة (12)", "basic", "12", "المادة (12)"),
        ("المادة الأولى", "basic", "1", "المادة الأولى"),
        ("第 79-1 條", "basic", "79-1", "第 79-1 條"),
        ("第一百二十条之一 为了", "basic", "120-1", "第一百二十条之一"),
        ("第三条の二 この法律", "basic", "3-2", "第三条の二"),
        ("제347조의2(종소리)", "basic", "347-2", "제347조의2"),
        ("มาตรา ๑๒ ให้", "basic", "12", "มาตรา ๑๒"),
        ("§ 202a Läuten", "basic", "202a", "§ 202a"),
        ("§ 48 (weggefallen)", "basic", "48", "§ 48"),
        ("375/A. §", "basic", "375/A", "375/A. §"),
        ("9 c § Den som ringer", "basic", "9c", "9 c §"),
        ("228. gr. a.", "basic", "228a", "228. gr. a."),
        ("Art. 143bis", "basic", "143 bis", "Art. 143bis"),
        ("Article L. 211-1", "basic", "l211-1", "Article L. 211-1"),
        ("Article premier", "basic", "1", "Article premier"),
        ("Artigo 6.º-A Sinos", "basic", "6-A", "Artigo 6.º-A"),
        ("SEC. 4. Bell Offenses. —", "basic", "4", "SEC. 4"),
        ("Section 3ZA Ringing", "basic", "3ZA", "Section 3ZA"),
        ("Điều 12. Chuông", "basic", "12", "Điều 12"),
        ("Madde 5- (1) Zil", "basic", "5", "Madde 5"),
        ("Глава 7. ЗВОН", "container", "7", "Глава 7"),
        ("ОБЩАЯ ЧАСТЬ", "container", None, "ОБЩАЯ ЧАСТЬ"),
        ("1-тарау. ЖАЛПЫ", "container", "1", "1-тарау"),
        ("Titre Ier : Cloches", "container", "I", "Titre Ier"),
        ("II. kafli. Bjöllur", "container", "II", "II. kafli"),
        ("2 a kap. Klockor", "container", "2a", "2 a kap."),
        ("第一章 总则", "container", "1", "第一章"),
        ("Schedule 1", "annex", "1", "Schedule 1"),
        ("First Schedule", "annex", "1", "First Schedule"),
        ("Приложение 2 к Правилам", "annex", "2", "Приложение 2"),
        ("Ákvæði til bráðabirgða.", "transitional", None, "Ákvæði til bráðabirgða"),
        ("Disposición transitoria primera. Campanas", "transitional", "1", "Disposición transitoria primera"),
        ("GEÇİCİ MADDE 2- Zil", "transitional", "2", "GEÇİCİ MADDE 2"),
    ],
)
def test_a_heading_is_read(line: str, rank: str, num: str | None, label: str) -> None:
    """Marker before or behind the number, figures or words, any script."""
    read = headings.read(line)

    assert read is not None
    assert (rank, num, label, True) == (read.rank, read.num, read.label, read.certain)


@pytest.mark.parametrize(
    "line",
    [
        "Статья 5 настоящего Кодекса применяется",
        "Article 9 that enters into force from the first of May;",
        "article 236;",
        "§ 93b Absatz 1 und 1a bezeichneten Daten",
        "§§ 714 und 716 der Glockenordnung",
        "§ 10 lõike 2 alusel.",
        "第三条の規定により",
        "제3조의 규정에",
    ],
)
def test_a_cross_reference_is_not_certain(line: str) -> None:
    """It begins a line as a heading does, but reads on like a sentence."""
    read = headings.read(line)

    assert read is not None
    assert not read.certain


@pytest.mark.parametrize(
    "line",
    [
        "1. Часть первая статьи 5 действует",
        "Статья с изменением",
        "Пункт 5",
        "Закон № 5",
        "Sectional 5",
        "",
        "«",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    """Words that only resemble a marker, and points that speak of one."""
    assert None is headings.read(line)


def test_a_quoted_heading_says_so() -> None:
    """An amending law writes articles into another law; they are not its own."""
    read = headings.read("«Статья 205-1. Новая")

    assert read is not None
    assert read.quoted


@given(st.text(max_size=120))
def test_any_line_can_be_asked(line: str) -> None:
    """Nothing fails, and the label is made of words of the line."""
    read = headings.read(line)

    assert read is None or read.label in line
