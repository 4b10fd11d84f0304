"""Two versions are compared once, and a profile is parsed once, however many ask."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_country

from db.law import Change
from db.law import Kind
from db.law import Provision
from db.open import open_reader
from pipeline.archive import changes_told
from pipeline.archive import stored_changes_json
from pipeline.changes import comparisons
from pipeline.changes.compare import compare
from pipeline.changes.comparisons import Comparisons
from pipeline.edits.proposals import proposals
from pipeline.profile import known
from pipeline.profile.load import parse
from pipeline.verdicts.table import tally
from pipeline.verdicts.table import verdicts


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "lex.db"
    web_country.build(path)
    return path


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many provisions each comparison began with."""
    asked: list[int] = []

    def counting(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[Change, ...]:
        asked.append(len(old))
        return compare(old, new)

    monkeypatch.setattr(comparisons, "compare", counting)
    return asked


def test_profiles_share_what_was_compared(database: Path, counted: list[int]) -> None:
    """Two profiles of the same sources cost the comparisons of one, and the ready edits none; verdicts stay equal."""
    one, other = (parse(web_country.AVERLAND, key=key) for key in ("averland", "twin"))
    with open_reader(database) as queries:
        alone = verdicts(queries, one, web_country.NOW)
        first = len(counted)
        assert first >= 1
        shared = Comparisons()
        assert alone.entries == verdicts(queries, one, web_country.NOW, shared).entries
        verdicts(queries, other, web_country.NOW, shared)
        proposals(queries, one, web_country.NOW, compared=shared)
        assert 2 * first == len(counted)
        tally(queries, (one, other), web_country.NOW)
        assert 3 * first == len(counted)


def test_a_pair_is_named_by_source_and_both_versions() -> None:
    """No comparison answers for another pair, nor for the way back."""
    kept = Comparisons()
    law = {1: _law("one"), 2: _law("two"), 3: _law("three")}
    told: list[Any] = [kept.between("a", *pair, law.__getitem__) for pair in ((1, 2), (2, 1), (1, 3), (1, 2))]
    assert [("one", "two"), ("two", "one"), ("one", "three"), ("one", "two")] == [
        (c.before, c.after) for (c,) in told
    ]
    assert told[0] is told[3]
    assert () == kept.between("b", 1, 1, law.__getitem__)


def _law(words: str) -> tuple[Provision, ...]:
    return (Provision("art_1", "article", "1", "Article 1", "", words, words, "Article 1", None, None),)


def test_many_changes_parse_each_profile_once(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`lexwatch changes --json` names the lines of a thousand changes with one reading of the profiles."""
    parsed: list[str] = []

    def counting(text: str, **more: Any) -> Any:
        parsed.append(str(more["key"]))
        return parse(text, **more)

    monkeypatch.setattr(known, "parse", counting)
    with open_reader(database) as queries:
        found = [replace(c, id=n) for n in range(500) for c in changes_told(queries)]
        told = stored_changes_json(queries, found)
        assert ["averland", "belmark"] == sorted(parsed)
    assert 1000 == len(told)
    assert {str(Kind.AMENDED)} == {c["kind"] for c in told}
    assert {"Substantive law / Illegal access"} <= {name for c in told for name in c["entries"]}
