"""Real law in dated versions: the articles that the publisher's own marks name, and no others."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from db.law import Kind
from pipeline.changes.apply import apply
from pipeline.changes.apply import wording
from pipeline.changes.compare import compare
from pipeline.changes.compare import compare_readings
from scraper.read import read


@pytest.fixture
def chapter(data: Path) -> tuple[bytes, bytes]:
    """Chapter 7 of a criminal code as of September 2022 and as of the winter of 2025."""
    kz = data / "kz"
    return (
        (kz / "md" / "K1400000226_81097_rus_ch7_2022-09-12.md").read_bytes(),
        (kz / "raw" / "K1400000226_rus_ch7_art204-213.html").read_bytes(),
    )


def test_across_two_sources_only_the_amended_articles_are_told(chapter: tuple[bytes, bytes]) -> None:
    """205 to 210 changed, 211 and 212 did not; the fragments differ in extent at 204, 213 and 214."""
    changes = compare_readings(*(read(body) for body in chapter))
    told = {c.article for c in changes if c.article and c.kind in {Kind.AMENDED, Kind.HEADING}}
    assert {f"Статья {n}" for n in range(205, 211)} == told - {"Статья 213"}


def test_every_change_is_laid_to_its_law_with_the_rule_of_force(chapter: tuple[bytes, bytes]) -> None:
    """Law 210-VIII of 16 July 2025, sixty days after publication, read at each article."""
    changes = compare_readings(*(read(body) for body in chapter))
    acts = {
        (a.number, a.date, a.rule, str(a.how))
        for c in changes
        for a in c.by
        if c.article and "Статья 205" <= c.article <= "Статья 210"
    }
    assert {
        ("210-VIII", "2025-07-16", "sixty calendar days after first official publication", "read")
    } == acts


def test_the_part_whose_words_stayed_is_not_named(chapter: tuple[bytes, bytes]) -> None:
    """Article 210 changed, its third part did not."""
    changes = compare_readings(*(read(body) for body in chapter))
    assert {"art_210__para_1"} == {c.eid for c in changes if c.article == "Статья 210"}


@pytest.mark.parametrize(
    ("source", "act"),
    [("tw-moj", "N0030001"), ("de-gii", "findag"), ("ca-justice", "eng_regulations_SOR-2007-285")],
)
def test_no_word_is_left_out_of_the_changes_of_real_law(data: Path, source: str, act: str) -> None:
    """The older words with the changes put onto them are the newer words, version after version."""
    truth = json.loads((data / "corpus" / source / "truth.json").read_text(encoding="utf-8"))
    files = [data / "corpus" / source / v["file"] for v in truth["acts"][act]["versions"]][:8]
    readings = [read(file.read_bytes(), file_name=file.name).provisions for file in files]
    for old, new in pairwise(readings):
        assert {k: v for k, v in wording(new).items() if v} == apply(wording(old), compare(old, new))
