"""The report: the verdicts with what they rest on, whole in one file, and harmless whatever stands in it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watching import OPENED
from watching import PROFILE
from watching import World
from watching import code

from pipeline.report.chart import chart
from pipeline.report.gather import Movement
from pipeline.report.gather import Report
from pipeline.report.gather import report
from pipeline.report.markdown import as_markdown
from pipeline.report.markdown import plain
from pipeline.report.page import as_html
from pipeline.report.table import COLUMNS
from pipeline.report.table import as_csv
from pipeline.report.table import cell
from pipeline.review import desk
from pipeline.verdicts.sight import Sight

HOSTILE = "<script>alert(1)</script>\\u202e [x](javascript:alert(1)) \\u001b[31m"
NOTE = "Article 4 as amended by the Law of Meliora dated 14.09.2025 № 77-II."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A code that was vouched for, and then amended twice; one line of the profile is hostile."""
    hostile = f'\n[[entries]]\nkey = "hostile"\nsection = "{HOSTILE}"\ntopic = "=1+1{HOSTILE}"\ntext = "Art. 5 of the Code of Bees {HOSTILE}"\n'
    with World(tmp_path_factory.mktemp("report"), PROFILE + hostile) as one:
        one.serves(code())
        one.passes()
        for entry in one.profile.entries:
            if entry.text:
                desk.vouch(one.store, one.profile, entry.key, who="Anna =cmd()", now=one.now, why="read <b>")
        one.later(days=40)
        one.serves(code(OPENED, notes={"4": NOTE}))
        one.passes()
        yield one


@pytest.fixture(scope="module")
def found(world: World) -> Report:
    return report(world.store.queries, world.profile, world.now)


def test_each_line_has_its_verdict_and_its_evidence(found: Report) -> None:
    """Every citation that was looked up names the version, the bytes and the official page it was found in."""
    verdicts = {line.entry.key: str(line.verdict.verdict) for line in found.lines}
    assert "changed" == verdicts["opening"]
    assert "holds" == verdicts["spoiling"]
    assert "no_law" == verdicts["office"]
    for line in found.lines:
        for row in line.rows:
            assert row.evidence is not None
            assert re.fullmatch(r"[0-9a-f]{64}", row.evidence.sha256)
            assert row.evidence.url.startswith("http://127.0.0.1")


def test_a_changed_line_names_the_amending_act(found: Report) -> None:
    """The act that a note names, and how that is known."""
    (line,) = (one for one in found.lines if one.entry.key == "opening")
    assert [("77-II", "2025-09-14", "read")] == [(a.number, a.date, str(a.how)) for a in line.rows[0].by]
    assert line.proposal is not None
    assert line.proposal.check


class Tags(HTMLParser):
    """What an HTML file would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [v or "" for k, v in attrs if k in {"href", "src", "srcset", "data", "action"}]
        assert not [k for k, _ in attrs if k.startswith("on")]


def test_the_page_needs_nothing_and_runs_nothing(found: Report) -> None:
    """No script, no font, no picture, no sheet from elsewhere; links only to http and https."""
    page = as_html(found)
    tags = Tags()
    tags.feed(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & set(tags.names)
    assert all(a.startswith(("http://", "https://")) for a in tags.addresses)
    assert "default-src 'none'" in page
    assert not re.search(r"@import|url\(", page)
    assert "<script>alert" not in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", page)


def test_every_form_says_every_verdict(found: Report) -> None:
    """HTML, Markdown and CSV are made of the same lines."""
    page, text = as_html(found), as_markdown(found)
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    for line in found.lines:
        assert str(line.verdict.verdict).replace("_", " ") in page
        assert f"{plain(line.entry.topic)}: {str(line.verdict.verdict).replace('_', ' ')}" in text
        assert line.entry.key in {row["key"] for row in rows}
    for part in (found.chain.hash, "77-II", "SHA-256"):
        assert part in page
        assert part in text


def test_a_spreadsheet_runs_nothing(found: Report) -> None:
    """No cell begins as a formula, and every row has every column."""
    rows = list(csv.reader(io.StringIO(as_csv(found))))
    assert list(COLUMNS) == rows[0]
    for row in rows:
        assert len(COLUMNS) == len(row)
        assert not [c for c in row if c[:1] in {"=", "+", "-", "@"}]
    assert "'=1+1" in as_csv(found)


@given(st.text(max_size=40))
def test_no_text_becomes_a_formula(text: str) -> None:
    """Whatever stands in a line, its cell is text to a spreadsheet."""
    told = cell(text)
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert "\n" not in told


@given(st.text(max_size=60))
def test_markdown_has_no_link_and_no_html_of_a_stranger(text: str) -> None:
    """Brackets, angles and the signs of a heading are escaped wherever they stand."""
    told = plain(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]<>`]", told)
    assert not told.startswith(("#", "-", "+", "="))


def test_markdown_of_hostile_words(found: Report) -> None:
    """A line that would be a link or a tag is words."""
    text = as_markdown(found)
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "[x](javascript" not in text.replace("\\[x\\](javascript", "")


def test_a_picture_is_drawn_only_where_it_says_more() -> None:
    """No changes, or changes of one month alone, are told better in words."""
    now = date(2026, 11, 25)
    assert chart([], now) is None
    assert chart([Movement("Code", (date(2026, 11, 1), date(2026, 11, 9)))], now) is None
    drawn = chart([Movement("Code", (date(2026, 3, 1), date(2026, 11, 9), date(2026, 11, 9)))], now)
    assert drawn is not None
    assert ("month", "2026-03", "2026-11") == (drawn.unit, drawn.first, drawn.last)
    assert [("2026-03", 1), ("2026-11", 2)] == [(b.when, b.count) for b in drawn.lanes[0].bars]


@given(st.lists(st.dates(date(1990, 1, 1), date(2026, 11, 25)), min_size=1, max_size=200))
def test_the_picture_counts_every_change_and_stays_in_its_frame(days: list[date]) -> None:
    """The bars together are the changes; none lies outside the picture."""
    drawn = chart([Movement("Code", tuple(sorted(days)))], date(2026, 11, 25))
    if drawn is None:
        return
    bars = drawn.lanes[0].bars
    assert len(days) == sum(b.count for b in bars)
    assert all(0 <= b.x and b.x + b.width <= drawn.width and b.y >= 0 for b in bars)


def test_a_report_of_an_old_reading_says_so(found: Report) -> None:
    """A minute that is attached to a file says above its figures that no source could be read."""
    blind = replace(found, sight=Sight(1, (("held", 1),), None))
    partly = replace(found, sight=Sight(2, (("failed", 1),), None))

    for text in (as_html(blind), as_markdown(blind)):
        assert "No source could be read at its last look" in text
    for text in (as_html(partly), as_markdown(partly)):
        assert "1 of 2 sources could not be read at their last look" in text
    assert "last look" not in as_html(found)


def test_days_are_told_as_days(found: Report) -> None:
    """People read "14 September 2025"; the table for programs keeps the ISO form."""
    for text in (as_html(found), as_markdown(found)):
        assert "77-II of 14 September 2025" in text.replace("\\", "")
    assert "2025-09-14" in as_csv(found)


def test_a_report_calls_things_by_their_names(found: Report) -> None:
    """The full title of an act stands once among the lines; a source is its act in a language, not a key."""
    page = as_html(found)

    assert 1 == page.count("Code of Bees of Meliora, 12-I of 6 May 2001")
    assert ">Code of Bees (en)</a>" in page
    assert "| Code of Bees (en) |" in as_markdown(found)
    assert "xm/code-en" not in page


def test_the_picture_is_in_the_page(found: Report) -> None:
    """Inline, with words for those who do not see it."""
    days = (date(2025, 9, 14), found.at.date() - timedelta(days=1))
    page = as_html(replace(found, movements=(Movement("<Code>", days),)))
    assert 'role="img" aria-label="Changes of provisions per' in page
    assert "&lt;Code&gt;" in page
    assert "<svg" not in as_html(replace(found, movements=()))


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A file that stood there is replaced; where it cannot be, it stays, and nothing lies beside it."""
    from pipeline.profile.atomic import replace_file

    place = tmp_path / "report.html"
    place.write_text("old")
    replace_file(place, b"new")
    assert "new" == place.read_text()
    with pytest.raises(TypeError):
        replace_file(place, "no bytes")  # type: ignore[arg-type]  # the write fails half-way
    assert "new" == place.read_text()
    assert [place] == list(tmp_path.iterdir())
