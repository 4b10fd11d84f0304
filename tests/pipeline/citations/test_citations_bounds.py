"""Hostile and real input: bounded time, no crash, and the two sets of measured strings where they are at hand."""

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citations import read_citations
from pipeline.citations import to_json

SIZE = 40_000  # characters of the hostile texts
SLOWEST = 30.0  # seconds; about ten times what the slowest takes on one idle core

HOSTILE = (
    "Art. 1, ", "Art. 1 (", "((((1)", "1, 2, ", "§ 1 ", "Law No. 1 of ", "Law “", "Code (", "Article 5 of the ",
    "第", "第1条", "12.12.2012 ", "Act ", "A ", "partly Art.1, ", "bis ", "1-", "of the ", "№1",
)  # fmt: skip
PIECES = st.sampled_from(
    [
        "Art. ",
        "Article ",
        "Articles ",
        "§ ",
        "Section ",
        "ст. ",
        "ч. 2 ",
        "п. 1 ",
        "1",
        "2-3",
        "190-1",
        "(3)",
        "(a)",
        " bis",
        ", ",
        " and ",
        " to ",
        "/",
        ".",
        "Law ",
        "No. ",
        "№5-I",
        " of the ",
        "Criminal Code",
        "“On X”",
        "2012",
        "10.07.2012",
        "esp. ",
        "partly ",
        "第",
        "条",
        "項",
        "\n",
        ";",
        ")",
        "(",
        " para. ",
        "Abs. ",
        "Chapter ",
        "IV",
        "kap. ",
    ]
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_only(piece: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    quarter = _seconds(text[: SIZE // 4])
    whole = _seconds(text)
    assert whole < SLOWEST
    assert whole < 9 * max(quarter, 0.05)


def test_a_long_list_of_articles_takes_seconds() -> None:
    """100 kB of "Art. 1, " is read in seconds, to its end."""
    text = "Art. 1, " * 12_500
    assert _seconds(text) < SLOWEST
    assert 12_500 == sum(len(c.units) for c in read_citations(text))


def _seconds(text: str) -> float:
    begun = time.process_time()
    read_citations(text, "KZ")
    return time.process_time() - begun


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["KZ", "EE", "FR", "SE", "CN", None]))
def test_any_mixture_of_pieces_is_read_without_failing(text: str, country: str | None) -> None:
    """Whatever stands beside what: spans lie inside the text, in order, and give its words."""
    _sound(text, country)


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    """No string makes the reader fail."""
    _sound(text, None)


def _sound(text: str, country: str | None) -> None:
    found = read_citations(text, country)
    for citation in found:
        start, end = citation.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == citation.text
        json.dumps(to_json(citation))
    assert sorted(c.span for c in found) == [c.span for c in found]


UNIT = ("unit", "article", "article_to", "part", "item", "letter")


def _units(told: Iterable[dict[str, Any]]) -> set[tuple[str | None, ...]]:
    return {tuple(u.get(k) for k in UNIT) for u in told}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def test_measured_citations(data: Path) -> None:
    """Of the citations collected from published profiles, at least 98 in 100 are read right."""
    gold = _lines(data / "gold" / "citations.jsonl")
    right = sum(_right(row) for row in gold)
    assert right >= 0.98 * len(gold)


def _right(row: dict[str, Any]) -> bool:
    found = [to_json(c) for c in read_citations(row["text"], row["country"])]
    units = _units(u for c in found for u in c["units"])
    facts = all(
        not row.get(field) or row[field] in {c[field] for c in found}
        for field in ("act_number", "act_date", "as_amended_date")
    )
    return facts and units == _units(row["units"])


def test_what_is_no_citation_is_left_alone(data: Path) -> None:
    """None of the strings that only look like citations yields a unit."""
    negatives = _lines(data / "gold" / "citations_negatives.jsonl")
    assert [] == [n["text"] for n in negatives if any(c.units for c in read_citations(n["text"]))]
