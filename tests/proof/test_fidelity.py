"""Fidelity on the corpus of real law: `./run proof fidelity` with LEXWATCH_DATA set prints the table of docs/fidelity.md."""

import sys
from pathlib import Path

import pytest
from corpus_score import Score
from corpus_score import source_score

PRECISION, RECALL, KINDS = 0.995, 0.99, 0.97  # of all sources together
# Whose truth is wrong, as docs/fidelity.md shows with the words of both sides.
WRONG_TRUTH = frozenset(
    {
        "Open Collective/Privacy Policy 2026-04-29..2026-04-30",
        "Open Terms Archive/Privacy Policy 2024-02-13..2024-03-19",
    }
)
# The file of that day is no document but a page that sends the browser elsewhere: to refuse it is right.
SENT_ELSEWHERE = ("Imprint 2024-05-02", "Privacy Policy 2024-04-19")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scores(data: Path) -> dict[str, Score]:
    """One score a source, each read once for all tests."""
    corpus = data / "corpus"
    if not corpus.is_dir():
        pytest.skip("no corpus of real law at hand (set LEXWATCH_DATA)")
    found = {f.parent.name: source_score(f.parent) for f in sorted(corpus.glob("*/truth.json"))}
    rows = [
        "| source | pairs | precision | recall | kinds | noisy quiet pairs | failed | by: read / derived / unknown |"
    ]
    for name, score in found.items():
        rows += [score.row(name), *(f"    {wrong}" for wrong in (*score.wrong, *score.failed))]
    sys.stdout.write("\n" + "\n".join(rows) + "\n")
    return found


def _share(scores: dict[str, Score], part: str, *others: str) -> float:
    counts = {name: sum(float(getattr(s, name)) for s in scores.values()) for name in (part, *others)}
    return counts[part] / sum(counts.values())


def test_changes_are_told_with_the_agreed_precision_and_recall(scores: dict[str, Score]) -> None:
    """Over all sources; a document that is not read counts as missed."""
    assert _share(scores, "right", "false") >= PRECISION
    assert _share(scores, "right", "missed") >= RECALL


def test_kinds_agree(scores: dict[str, Score]) -> None:
    """Amended, inserted, repealed, renumbered: as the publisher says."""
    assert sum(s.kinds for s in scores.values()) >= KINDS * sum(s.right for s in scores.values())


def test_quiet_pairs_are_quiet(scores: dict[str, Score]) -> None:
    """Bytes differ, no article does: nothing is told, but where the truth itself is wrong."""
    noisy = {name for s in scores.values() for name in s.noisy}
    assert noisy <= WRONG_TRUTH


def test_every_document_is_read(scores: dict[str, Score]) -> None:
    """No failure, in no source, but for files that hold no document."""
    failed = [name for s in scores.values() for name in s.failed]
    days = [(title, day) for title, day in (place.rsplit(" ", 1) for place in SENT_ELSEWHERE)]
    assert [] == [name for name in failed if not any(t in name and d in name for t, d in days)]


@pytest.mark.parametrize(
    ("source", "most"),
    [("de-gii", 60), ("ca-justice", 2), ("tw-moj", 4), ("ua-rada", 4), ("is-althingi", 20)],
)
def test_the_act_behind_a_change_is_known_where_the_publisher_says_it(
    scores: dict[str, Score], source: str, most: int
) -> None:
    """Few changes stay without an act; a regression in notes shows here first."""
    assert scores[source].how["unknown"] <= most
