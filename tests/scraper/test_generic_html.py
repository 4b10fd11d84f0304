"""Law on pages of no known publisher: found by structure, read by grammar."""

import pytest

from db.law import Reading
from scraper.read import read


def page(law: str, *, after: str = "") -> Reading:
    """An invented portal around an invented act."""
    return read(
        f"""<html><head><title>Portal - Bell Act</title></head><body><header><a href="/">Home</a></header>
        <nav><ul><li><a href="#s">Section 1</a><li><a href="#t">Section 99. Nowhere</a></ul></nav>
        <div class="page"><div class="law"><h1>Bell Act</h1>{law}</div>{after}</div>
        <div class="related">Related: Section 7. Of another act</div><footer>© Ministry of Bells</footer></body></html>""".encode()
    )


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def eids(law: Reading) -> list[str]:
    return [p.eid for p in law.provisions]


def test_furniture_falls_away() -> None:
    """Navigation, related links and footer are noise, and are listed as such."""
    law = page("<h3>Section 1. Bells</h3><p>Bells ring.</p><h3>Section 2. Echo</h3><p>An echo rings.</p>")

    assert ["art_1", "art_2"] == eids(law)
    assert "An echo rings." == law.provisions[-1].text
    assert {"Related: Section 7. Of another act", "© Ministry of Bells"} <= set(law.coverage.dropped)
    assert "Bell Act" == law.act.title


def test_what_follows_the_laws_element_is_not_law() -> None:
    """By structure, whatever its name: it stands outside of the element that holds the headings."""
    law = page(
        "<h3>Section 1. Bells</h3><p>Bells ring.</p><h3>Section 2. Echo</h3><p>It rings.</p>",
        after="<div class=x3>Was this page helpful?</div>",
    )

    assert "It rings." == law.provisions[-1].text


def test_noise_on_the_page_changes_nothing() -> None:
    """Counters, tokens and other menus are no amendment."""
    body = "<h3>Section 1. Bells</h3><p>Bells ring.</p><h3>Section 2. Echo</h3><p>It rings.</p>"

    assert (
        page(body).provisions
        == page(body, after="<div id=t>Visitors: 4711</div><script>1</script>").provisions
    )


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (  # English: subsections, letters, roman numbers, a letter i among letters
            ["Section 1. Bells", "(1) A bell is", "(a) large:", "(i) of iron;", "(ii) of bronze;", "(b) small.", "(2) It rings."],
            ["art_1", "art_1__para_1", "art_1__para_1__let_a", "art_1__para_1__let_a__subpoint_i", "art_1__para_1__let_a__subpoint_ii", "art_1__para_1__let_b", "art_1__para_2"],
        ),
        (  # German: cross-reference at a line's start, repealed placeholder, inserted letter
            ["§ 1 Glocken", "(1) Glocken sind", "1. laut,", "2. leise:", "a) sehr,", "(2) Nach", "§ 2 Absatz 1 der Verordnung gilt nichts.", "§ 2 Echo", "Es hallt.", "§ 2a (weggefallen)", "§ 3 Ende", "Es gilt."],
            ["art_1", "art_1__para_1", "art_1__para_1__point_1", "art_1__para_1__point_2", "art_1__para_1__point_2__let_a", "art_1__para_2", "art_2", "art_2a", "art_3"],
        ),
        (  # French: word number, °, bis, roman parts
            ["Article premier", "La cloche sonne.", "Article 2", "I. - Le carillon :", "1° sonne ;", "2° se tait.", "II. - Rien.", "Article 2 bis", "Texte."],
            ["art_1", "art_2", "art_2__para_I", "art_2__para_I__point_1", "art_2__para_I__point_2", "art_2__para_II", "art_2bis"],
        ),
        (  # Polish: § is the lower level
            ["Art. 1.", "§ 1. Dzwon dzwoni.", "§ 2. Nocą nie.", "Art. 2.", "§ 1. Kto dzwoni:", "1) cicho;", "§ 2. Podlega."],
            ["art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_2__para_1", "art_2__para_1__point_1", "art_2__para_2"],
        ),
        (  # Hungarian: number before the sign
            ["1. § (1) A harang szól.", "(2) Éjjel nem.", "2/A. § Új.", "3. § Vége."],
            ["art_1", "art_1__para_1", "art_1__para_2", "art_2-A", "art_3"],
        ),
        (  # Greek, Georgian, Armenian
            ["Άρθρο πρώτο", "1. Η καμπάνα:", "α) χτυπά,", "β) σιωπά.", "Άρθρο 2", "Τέλος."],
            ["art_1", "art_1__para_1", "art_1__para_1__let_α", "art_1__para_1__let_β", "art_2"],
        ),
        (["მუხლი 1. ზარი", "1. რეკავს.", "მუხლი 1<sup>1</sup>. ექო", "ა) ხმა;", "ბ) ჩუმი."], ["art_1", "art_1__para_1", "art_1~1", "art_1~1__let_ა", "art_1~1__let_ბ"]),
        (["Հոդված 1. Զանգ", "1. Զանգը ղողանջում է:", "Հոդված 1.1. Արձագանք", "Տեքստ:"], ["art_1", "art_1__para_1", "art_1-1"]),
        (["المادة (1)", "يقصد:", "1- جرس.", "2- صدى.", "المادة الثانية", "يعاقب."], ["art_1", "art_1__para_1", "art_1__para_2", "art_2"]),
        (["第一章 总则", "第一条 钟声。", "第二条 本法：", "（一）钟；", "（二）声。", "第二条之一 新。", "第三条的规定不适用。", "第三条 施行。"], ["chp_1", "art_1", "art_2", "art_2__point_1", "art_2__point_2", "art_2-1", "art_3"]),
        (["（目的）", "第一条　鐘である。", "（定義）", "第二条　次とする。", "２　前項。", "一　鐘", "第三条　罰する。"], ["art_1", "art_2", "art_2__para_2", "art_2__para_2__point_1", "art_3"]),
        (["제1조(목적) 종이다.", "제2조(정의) ① 종.", "② 소리.", "제2조의2(신설) 벌한다."], ["art_1", "art_2", "art_2__para_1", "art_2__para_2", "art_2-2"]),
        (["1-бап. Қоңырау", "1. Соғылады.", "1-1-бап. Жаңғырық", "Мәтін.", "2-бап. Соңы", "51-бап мынадай редакцияда жазылсын:", "«51-бап. Ескі", "Ескі мәтін.»", "3-бап. Күші", "Енеді."], ["art_1", "art_1__para_1", "art_1-1", "art_2", "art_3"]),
        (["Artigo 1.º", "Sinos", "1 - O sino toca.", "2 - Cala.", "Artigo 2.º-A", "Eco", "Ecoa."], ["art_1", "art_1__para_1", "art_1__para_2", "art_2-A"]),
    ],
)  # fmt: skip
def test_every_language_has_its_own_tree(law: list[str], expected: list[str]) -> None:
    """Units, parts, items and letters, without a dialect and without being told the language."""
    assert expected == eids(page(paragraphs(*law)))


def test_titles_below_and_above_the_number() -> None:
    """Slovak law puts the title on the next line, Japanese law in brackets on the line before."""
    slovak = page(paragraphs("§ 1", "Zvon", "Zvon zvoní.", "§ 2", "Ozvena", "Ozýva sa."))
    japanese = page(paragraphs("（鐘）", "第一条　鐘が鳴る。", "（罰則）", "第二条　罰する。"))

    assert ["Zvon", "Ozvena"] == [p.heading for p in slovak.provisions]
    assert [("鐘", "鐘が鳴る。"), ("罰則", "罰する。")] == [(p.heading, p.text) for p in japanese.provisions]


def test_a_table_of_contents_is_no_law() -> None:
    """It repeats every heading with no words between; the law itself comes after it."""
    titles = ["1. Bells", "2. Echo", "3. Ringing", "4. Silence", "5. Penalty"]
    body = [line for title in titles for line in (title, f"Text under {title[3:].lower()} here.")]
    law = page(
        "<h2>Arrangement of Sections</h2>" + paragraphs(*titles) + "<h2>PART I</h2>" + paragraphs(*body)
    )

    assert ["part_I", "art_1", "art_2", "art_3", "art_4", "art_5"] == eids(law)
    assert "Text under echo here." == law.provisions[2].text
    assert "2. Echo" in law.coverage.dropped


def test_numbers_that_restart_carry_their_series() -> None:
    """Annexes, Nordic chapters, transitional provisions."""
    annex = page(
        paragraphs(
            "Статья 1. Звон",
            "Звонят.",
            "Статья 2. Конец",
            "Всё.",
            "Приложение 1 к Закону",
            "Статья 1. Колокол",
            "Медный.",
        )
    )
    chapters = page(
        "<h3>1 kap. Klockor</h3>"
        + paragraphs("1 § Klockan ringer.", "2 § Den tystnar.")
        + "<h3>2 kap. Straff</h3>"
        + paragraphs("1 § Böter.", "2 § Slut.")
    )
    spanish = page(
        paragraphs(
            "Artículo 1. Campanas.",
            "Suenan.",
            "Artículo 2. Eco.",
            "Suena.",
            "Disposición transitoria primera. Badajos.",
            "Callan.",
            "Disposición final única. Fin.",
            "Acaba.",
        )
    )

    assert ["art_1", "art_2", "annex_1", "annex_1__art_1"] == eids(annex)
    assert "Приложение 1 Статья 1" == annex.provisions[-1].article
    assert ["chp_1__art_1", "chp_1__art_2", "chp_2__art_1", "chp_2__art_2"] == [
        e for e in eids(chapters) if "art" in e
    ]
    assert "2 kap. 1 §" == next(p for p in chapters.provisions if p.eid == "chp_2__art_1").article
    assert ["Disposición transitoria primera", "Disposición final única"] == [
        p.article for p in spanish.provisions if p.kind == "transitional" and p.article
    ]


def test_icelandic_transitional_provisions_are_units() -> None:
    """Each roman number under the heading is cited by itself."""
    law = page(
        "<b>1. gr.</b><br>Lög.<br><b>2. gr.</b><br>Lok.<br><b>Ákvæði til bráðabirgða.</b><br><b>I.</b><br>Fyrst.<br><b>II.</b><br>Svo.<br>"
    )

    assert ["Ákvæði til bráðabirgða I.", "Ákvæði til bráðabirgða II."] == [
        p.article for p in law.provisions[-2:]
    ]


def test_a_heading_out_of_order_is_told_and_kept() -> None:
    """Never dropped in silence: it stays in the text, and a warning names it."""
    law = page(
        "".join(f"<h3>Article {n}. Bells</h3><p>Bell number {n} rings.</p>" for n in (1, 2, 77, 3, 4, 5))
    )

    assert ["art_1", "art_2", "art_3", "art_4", "art_5"] == eids(law)
    assert "Article 77. Bells" in law.provisions[1].text
    assert any("Article 77" in w for w in law.warnings)


def test_two_wordings_of_one_article_are_both_kept() -> None:
    """In force now, and in force later: both are printed, and a warning says so."""
    law = page(
        "".join(f"<h3>Article {n}. Bells</h3><p>Wording {i} of it.</p>" for i, n in enumerate((1, 2, 2, 3)))
    )

    assert ["art_1", "art_2", "art_2#2", "art_3"] == eids(law)
    assert any("twice" in w for w in law.warnings)


def test_a_table_of_contents_that_knows_more_is_a_warning() -> None:
    """Losing an article quietly is the worst fault there is."""
    links = "".join(f'<li><a href="#a{n}">Article {n}. Bell {n}</a>' for n in range(1, 8))
    law = read(
        f"<body><ul>{links}</ul><div>".encode()
        + "".join(f"<h3>Article {n}. Bell {n}</h3><p>It rings {n}.</p>" for n in range(1, 7)).encode()
        + b"</div>"
    )

    assert any("Article 7" in w for w in law.warnings)


def test_lists_print_numbers_that_stand_in_no_text() -> None:
    """`<ol>` is how many sites write paragraphs."""
    law = page(
        "<h3>Article 1. Bells</h3><ol><li>First<ol type=a><li>alpha<li>beta</ol><li>Second</ol><h3>Article 2. End</h3><p>End.</p>"
    )

    assert [
        "art_1",
        "art_1__para_1",
        "art_1__para_1__let_a",
        "art_1__para_1__let_b",
        "art_1__para_2",
        "art_2",
    ] == eids(law)


def test_a_quoted_article_belongs_to_the_one_that_quotes_it() -> None:
    """An amending law's own numbering goes on after the quotation."""
    law = page(
        paragraphs(
            "Статья 1. Изменения",
            "1. Дополнить статьей 5-1:",
            "«Статья 5-1. Новая",
            "1. Новый звон.»;",
            "2. Иное.",
            "Статья 2. Конец",
            "Всё.",
        )
    )

    assert ["art_1", "art_1__para_1", "art_1__para_2", "art_2"] == eids(law)
    assert "Новый звон" in law.provisions[1].text


def test_restyling_changes_no_word() -> None:
    """Wrapping, entities, attributes and inline marks are no amendment."""
    plain = page(
        "<h3>Article 1. Bells</h3><p>1. The bell &amp; its rope.</p><h3>Article 2. End</h3><p>It ends.</p>"
    )
    styled = page(
        '<h3 class="a b" id=q>Article&nbsp;1. Bells</h3>\n<p style="x">1. The <i>bell</i> &#38; its\n rope.</p><h3>Article 2. <span>End</span></h3><p>It e<b>nd</b>s.</p>'
    )

    assert [(p.eid, p.heading, p.text) for p in plain.provisions] == [
        (p.eid, p.heading, p.text) for p in styled.provisions
    ]


def test_a_decree_of_points_is_law() -> None:
    """Resolutions and orders have no articles; their points are what people cite, and annexes restart them."""
    law = page(
        paragraphs(
            "Правительство ПОСТАНОВЛЯЕТ:", "1. Утвердить Правила тихого звона.", "2. Звонить:", "1) утром;", "2) вечером.",
            "3. Настоящее постановление вводится в действие со дня подписания.", "Сноска. Пункт 3 в редакции постановления от 12.07.2018 № 5.",
            "Приложение 1 к постановлению", "1. Звон бывает тихим.", "2. Звон бывает громким.",
        )
    )  # fmt: skip
    units = [(p.eid, p.article) for p in law.provisions if p.kind != "preamble"]

    assert [
        ("para_1", "1."), ("para_2", "2."), ("para_2__point_1", "2."), ("para_2__point_2", "2."), ("para_3", "3."),
        ("annex_1", None), ("annex_1__para_1", "Приложение 1 1."), ("annex_1__para_2", "Приложение 1 2."),
    ] == units  # fmt: skip
    assert "2018-07-12" == next(p for p in law.provisions if p.eid == "para_3").notes[0].events[0].date


def test_a_number_printed_with_the_title_and_again_with_the_text() -> None:
    """Irish acts do so: it is one section, and the second number is no word of it."""
    law = page(
        "".join(
            f"<h5>{n}. <b>{t}</b></h5><p><b>{n}.</b> A bell {n} rings.</p>"
            for n, t in enumerate(("Bells", "Echo", "End"), 1)
        )
    )

    assert [
        ("art_1", "Bells", "A bell 1 rings."),
        ("art_2", "Echo", "A bell 2 rings."),
        ("art_3", "End", "A bell 3 rings."),
    ] == [(p.eid, p.heading, p.text) for p in law.provisions]


def test_a_first_part_without_a_number_is_no_title() -> None:
    """Danish paragraphs begin with their text; the number comes with the second part."""
    law = page(paragraphs("§ 1. Klokken ringer.", "Stk. 2. Om natten ikke.", "§ 2. Slut.", "Stk. 2. Altid."))

    assert [(None, "Klokken ringer."), (None, "Om natten ikke."), (None, "Slut."), (None, "Altid.")] == [
        (p.heading, p.text) for p in law.provisions
    ]


def test_a_unit_of_one_word_that_says_it_is_gone() -> None:
    """The placeholder may stand on a line of its own."""
    law = page(paragraphs("Artikel 1", "De klok luidt.", "Artikel 2", "Vervallen", "Artikel 3", "Einde."))

    assert ["in_force", "repealed", "in_force"] == [p.status for p in law.provisions]
