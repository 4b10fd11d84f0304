"""PDF with a text layer: the law as if it had no pages; a scan is told as a scan; a hostile file costs a process."""

import importlib.util
import subprocess
from collections.abc import Sequence

import pytest
from pdf_pages import flow
from pdf_pages import line
from pdf_pages import page
from pdf_pages import pdf

from db.law import Reading
from scraper import document_process
from scraper.errors import ExtractError
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.formats import pdf as pdf_format
from scraper.pdf_spelling import Spelling
from scraper.read import read

needs_pdfium = pytest.mark.skipif(
    importlib.util.find_spec("pypdfium2") is None, reason="the extra documents is not installed"
)
pytestmark = needs_pdfium

LAW = [
    "*Harbour Code of Meliora",
    "*CHAPTER 1. GENERAL",
    "*Article 1. Purpose",
    "This Code protects the harbours of the island, the ships that lie in them and the people who live of both.",
    "*Article 2. Mooring",
    (
        "1. Whoever moors a ship without the leave of the harbour master shall be punished with a fine of up to forty "
        "crowns, and shall move the ship within one day."
    ),
    "2. The same act shall be punished with a fine of up to ninety crowns if it was done",
    "1) by night or in fog, so that the lights of the ship could not be seen from the mole;",
    "2) by several persons.",
    "*Article 3. Lanterns",
    "Lanterns are lit at dusk. A keeper who forgets them shall be dismissed.",
]


def told(reading: Reading) -> dict[str, tuple[str | None, str]]:
    return {p.eid: (p.heading, p.printed) for p in reading.provisions}


def sheets(paragraphs: Sequence[str], *, rows: int) -> list[bytes]:
    """The paragraphs over several pages of so many lines, with a running head and numbers."""
    lines = flow(paragraphs, top=10_000)
    pages = []
    for number, start in enumerate(range(0, len(lines), rows), 1):
        chosen = lines[start : start + rows]
        shift = chosen[0].y - 720
        body = [line(one.x, one.y - shift, one.text, bold=one.bold) for one in chosen]
        head = line(200, 800, "Gazette of Meliora, No. 12", size=8)
        pages.append(page(head, *body, line(290, 40, f"- {number} -", size=9)))
    return pages


WHOLE = {
    "chp_1": ("GENERAL", ""),
    "art_1": ("Purpose", LAW[3]),
    "art_2": ("Mooring", ""),
    "art_2__para_1": (None, LAW[5].removeprefix("1. ")),
    "art_2__para_2": (None, LAW[6].removeprefix("2. ")),
    "art_2__para_2__point_1": (None, LAW[7].removeprefix("1) ")),
    "art_2__para_2__point_2": (None, LAW[8].removeprefix("2) ")),
    "art_3": ("Lanterns", LAW[10]),
}


@pytest.mark.parametrize("rows", [5, 6, 7, 9, 30])
def test_the_law_has_no_pages(rows: int) -> None:
    """Wherever the pages break, running heads and numbers fall away and paragraphs go on over the edge."""
    reading = read(pdf(sheets(LAW, rows=rows)))

    assert WHOLE == {k: v for k, v in told(reading).items() if k != "preamble"}
    assert ("pdf", "pdf/1", "it is a PDF", "en") == (
        reading.format,
        reading.extractor,
        reading.reason,
        reading.language,
    )
    assert "Harbour Code of Meliora" == reading.act.title


def test_what_fell_away_is_told() -> None:
    """Running heads count as noise, piece by piece, so that a person can see what was dropped."""
    reading = read(pdf(sheets(LAW, rows=6)))

    assert reading.coverage.noise
    assert {"Gazette of Meliora, No. 12", "- 1 -"} <= set(reading.coverage.dropped)


def test_words_that_were_divided_are_whole_again() -> None:
    """At the end of a line and of a page; a hyphen before a figure stays."""
    first = page(
        line(72, 700, "Article 1. Accord", bold=True),
        line(72, 680, "Whoever breaks the accord of the harbours as agreed in the govern-"),
        line(72, 666, "ment of the island under Article 190-"),
        line(72, 652, "1 shall be punished, and whoever helps him shall be punished like-"),
    )
    second = page(
        line(72, 720, "wise, by the same court and under the same law of the island."),
        line(72, 690, "Article 2. End", bold=True),
        line(72, 674, "This Code enters into force today."),
    )

    reading = read(pdf([first, second]))

    assert (
        "Whoever breaks the accord of the harbours as agreed in the government of the island under Article 190-1 "
        "shall be punished, and whoever helps him shall be punished likewise, by the same court and under the same "
        "law of the island."
    ) == told(reading)["art_1"][1]


def test_two_columns_are_read_one_after_the_other() -> None:
    """The left column first; a heading across both stands where it is printed."""
    left = flow(LAW[2:6], x=60, top=660, columns=38)
    right = flow(LAW[6:], x=320, top=660, columns=38)
    title = line(170, 760, "Harbour Code of Meliora, as amended", size=16, bold=True)

    reading = read(pdf([page(title, *left, *right)]))

    assert {k: v for k, v in WHOLE.items() if k != "chp_1"} == {
        k: v for k, v in told(reading).items() if k != "preamble"
    }


def test_a_table_stays_readable() -> None:
    """Cells of one row stand in one line; rows keep their order."""
    rows = [
        ("Offence", "Fine", "Court"),
        ("Mooring by night", "90", "Harbour"),
        ("No lantern", "15", "Guild"),
    ]
    cells = [
        line(72 + 180 * column, 640 - 16 * at, text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    reading = read(
        pdf(
            [
                page(
                    line(72, 700, "Article 1. Fines", bold=True),
                    line(72, 680, "The fines are these:"),
                    *cells,
                    line(72, 560, "Article 2. End", bold=True),
                    line(72, 540, "This Code enters into force today."),
                )
            ]
        )
    )

    words = " ".join(p.printed for p in reading.provisions if p.eid.startswith("art_1"))
    assert (
        "The fines are these: Offence | Fine | Court Mooring by night | 90 | Harbour No lantern | 15 | Guild"
        == (words.replace("\n", " "))
    )


def test_a_superscript_is_a_number_of_its_own() -> None:
    """Article 2¹ is no Article 21."""
    reading = read(
        pdf(
            [
                page(
                    *flow(["*Article 1. One", "The first.", "*Article 2. Two", "The second."]),
                    line(72, 620, "Article 2", bold=True),
                    line(119.5, 624, "1", size=6, bold=True),
                    line(124, 620, ". Inserted", bold=True),
                    line(72, 604, "The inserted one."),
                )
            ]
        )
    )

    assert ["art_1", "art_2", "art_2~1"] == [p.eid for p in reading.provisions if p.eid.startswith("art")]


def test_a_scan_is_told_as_a_scan() -> None:
    """Pictures of pages are no empty law: the words say what they are and what to ask for."""
    with pytest.raises(NoText) as caught:
        read(pdf([page(picture=True)] * 3))

    assert "There is no text in this PDF: its 3 pages are a scan" in caught.value.what
    assert caught.value.hint


def test_a_half_scanned_law_is_no_law() -> None:
    """Where a part of the pages is pictures, what stands on them would be missing without a word."""
    with pytest.raises(NoText, match="2 of the 4 pages"):
        read(pdf([*sheets(LAW, rows=12)[:2], page(picture=True), page(picture=True)]))
    seal = read(pdf([*sheets(LAW, rows=4), page(picture=True)]))
    assert any("are pictures" in warning for warning in seal.warnings)


def test_broken_and_hostile_files_cost_a_process_and_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever becomes of the process that reads it, it is an error in words."""
    with pytest.raises(ExtractError, match="broken"):
        read(pdf(sheets(LAW, rows=6), broken=True))
    monkeypatch.setattr(document_process, "SECONDS", 0.01)
    with pytest.raises(TooComplex, match="longer than"):
        read(pdf(sheets(LAW, rows=6)))


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash in the library kills its own process, not the watch."""
    real = subprocess.run

    def crash(arguments: list[str], **more: object) -> subprocess.CompletedProcess[bytes]:
        return real([arguments[0], "-c", "import os; os.abort()"], capture_output=True, check=False)

    monkeypatch.setattr(subprocess, "run", crash)
    with pytest.raises(TooComplex, match="broke the process"):
        read(pdf(sheets(LAW, rows=6)))


def test_too_many_pages_are_refused() -> None:
    """Bounds are told as bounds."""
    with pytest.raises(TooComplex, match="3,001 pages"):
        read(pdf([b""] * 3_001))


def test_without_the_extra_the_words_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is recognised all the same."""
    monkeypatch.setattr(pdf_format, "find_spec", lambda _: None)
    with pytest.raises(UnknownFormat) as caught:
        read(pdf(sheets(LAW, rows=6)))

    assert "is not installed" in caught.value.what
    assert "lexwatch[documents]" in caught.value.hint


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["the govern-", "ment of the island"], "the government of the island"),
        (
            ["a well-", "known keeper; every well-known harbour"],
            "a well-known keeper; every well-known harbour",
        ),
        (["a well-", "founded fear; a well-known harbour"], "a well-founded fear; a well-known harbour"),
        (["the re-", "form; every reform"], "the reform; every reform"),
        (["the cros\u00ad", "sing"], "the crossing"),
        (["under Article 190-", "1 of the Code"], "under Article 190-1 of the Code"),
        (["the Ust-", "Kut road"], "the Ust-Kut road"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(lines: list[str], whole: str) -> None:
    """Divided, or the word's own: by what the same document writes elsewhere in one."""
    spelling = Spelling(lines)

    assert whole == spelling.joined(lines[0], lines[1])


def test_headings_at_the_top_of_pages_are_no_running_heads() -> None:
    """Every page begins with an article: not one of them falls away, and the true running head does."""
    pages = [
        page(
            line(200, 810, f"Gazette of Meliora, page {n}", size=8),
            line(72, 740, f"Article {n}", bold=True),
            line(72, 724, f"Rule number {n} binds everybody."),
        )
        for n in range(1, 7)
    ]

    reading = read(pdf(pages))

    assert [f"art_{n}" for n in range(1, 7)] == [p.eid for p in reading.provisions]
    assert 6 == len(reading.coverage.dropped)


def test_a_chapter_that_is_printed_on_every_page_is_a_running_head() -> None:
    """The very same heading at the same place of many pages is furniture, and is the chapter only once."""
    pages = [
        page(
            line(200, 810, "Chapter 1. Rules", size=8),
            line(72, 740, f"Article {n}", bold=True),
            line(72, 724, f"Rule number {n} binds everybody."),
        )
        for n in range(1, 7)
    ]

    assert [f"art_{n}" for n in range(1, 7)] == [p.eid for p in read(pdf(pages)).provisions]
