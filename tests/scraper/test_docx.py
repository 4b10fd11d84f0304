"""Word documents: the law with the numbers that Word prints before it; a hostile archive is refused before it is opened."""

import importlib.util
import zipfile
from io import BytesIO

import pytest

from db.law import Reading
from scraper.errors import ExtractError
from scraper.errors import NoText
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat
from scraper.formats import word
from scraper.read import read

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("docx") is None, reason="the extra documents is not installed"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: object) -> bytes:
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def code() -> bytes:
    """A code as clerks write it: headings by style and by bold, a counted list, a table, proposed changes."""
    import docx
    from docx.oxml import parse_xml

    made = docx.Document()
    made.add_heading("Well Code of Meliora", 0)
    made.add_heading("Chapter 1. Wells", 1)
    made.add_heading("Article 1. Depth", 2)
    made.add_paragraph("A well is as deep as its water.")
    heading = made.add_paragraph()
    heading.add_run("Article 2. Buckets").bold = True
    made.add_paragraph("Whoever takes a bucket shall be punished, if it was taken:")
    made.add_paragraph("by night;", style="List Number")
    made.add_paragraph("by several persons.", style="List Number")
    raised = made.add_paragraph()
    raised.add_run("Article 2").bold = True
    figure = raised.add_run("1")
    figure.bold = figure.font.superscript = True
    raised.add_run(". Ropes").bold = True
    changed = made.add_paragraph("A rope belongs to ")
    changed._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>the guild</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>its well.</w:t></w:r></w:ins>"))
    made.add_heading("Article 3. Fines", 2)
    table = made.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("Offence", "Fine"), ("No rope", "15")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    return saved(made)


def test_a_word_document_is_law() -> None:
    """Headings, counted numbers, superscripts, tables; deleted words are gone, inserted ones are there."""
    reading: Reading = read(code(), file_name="code.docx", language="en")

    assert ("docx", "it is a Word document", "Well Code of Meliora", "en") == (
        reading.format,
        reading.reason,
        reading.act.title,
        reading.language,
    )
    law = {p.eid: (p.heading, p.printed) for p in reading.provisions}
    assert ("Depth", "A well is as deep as its water.") == law["art_1"]
    assert ("Ropes", "A rope belongs to its well.") == law["art_2~1"]
    assert ["by night;", "by several persons."] == [law[e][1] for e in law if e.startswith("art_2__")]
    assert ["1", "2"] == [p.num for p in reading.provisions if p.eid.startswith("art_2__")]
    assert "Offence | Fine" in " ".join(words for eid, (_, words) in law.items() if eid.startswith("art_3"))


def packed(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (packed(word__document_xml=b" " * 60_000_000), TooComplex),
        (packed(word__other_xml=b"x"), UnknownFormat),
        (packed(word__document_xml=b"<not xml"), ExtractError),
        (code()[:2000], ExtractError),
        (b"\xd0\xcf\x11\xe0" + bytes(600), UnknownFormat),
    ],
    ids=["a bomb", "no document", "broken xml", "cut short", "old word"],
)
def test_what_is_no_word_document_is_told(body: bytes, kind: type[ExtractError]) -> None:
    """Every one an error in words."""
    with pytest.raises(kind) as caught:
        read(body)

    assert caught.value.what.endswith(".")


def test_an_empty_document_is_no_law() -> None:
    """Pictures of pages, or nothing."""
    import docx

    with pytest.raises(NoText):
        read(saved(docx.Document()))


def test_without_the_extra_the_words_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognised all the same."""
    monkeypatch.setattr(word, "find_spec", lambda _: None)
    with pytest.raises(UnknownFormat) as caught:
        read(code())

    assert "lexwatch[documents]" in caught.value.hint
