"""Published profiles as they are: the seed of the shipped profile, and pages of a dozen countries."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.importing import Imported
from pipeline.importing import NoProfile
from pipeline.importing import import_profile
from pipeline.profile.load import load
from pipeline.profile.load import parse
from pipeline.verdicts.resolve import cited_by

SHIPPED = Path(__file__).resolve().parents[3] / "profiles" / "kazakhstan.toml"

# file: country, lines, lines that cite law, citations, acts, questions
TABLE = {
    "armenia_fr.txt": ("AM", 12, 7, 8, 5, 10),
    "botswana.txt": ("BW", 15, 7, 7, 5, 5),
    "germany_cybercrimelaw.txt": ("DE", 6, 6, 6, 1, 2),
    "portugal.txt": ("PT", 14, 3, 4, 2, 2),
    "slovakia_cyberviolence.txt": ("SK", 18, 18, 18, 1, 3),
    "spain_iclg.txt": ("ES", 6, 6, 6, 2, 3),
    "turkey.txt": ("TR", 14, 2, 2, 2, 3),
    "turkey_other.txt": ("TR", 10, 10, 10, 3, 4),
    "ukraine.txt": ("UA", 5, 3, 3, 2, 3),
    "ukraine_instaco.txt": ("UA", 4, 4, 4, 1, 2),
    "united_kingdom_explanatory_note.txt": ("GB", 7, 7, 10, 2, 5),
    "united_kingdom_solicitors.txt": ("GB", 7, 7, 8, 1, 2),
}
REFUSED = {
    "armenia_tabs_variant.txt": "leaves the law out",
    "kazakhstan_tabs_variant.txt": "leaves the law out",
    "france_justice_block_page.txt": "a page that a firewall sends to robots",
    "spain.txt": "ends before the first section",
}


def imported(path: Path) -> Imported:
    return import_profile(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def seed(data: Path) -> Imported:
    return imported(data / "seed" / "kazakhstan-profile.txt")


def test_the_seed_gives_the_lines_of_the_shipped_profile(seed: Imported) -> None:
    """Same sections, topics, treaty articles and words, in the same order; keys and notes are the keeper's."""
    shipped = load(SHIPPED)
    assert [(e.section, e.topic, e.treaty, e.text) for e in shipped.entries] == [
        (e.section, e.topic, e.treaty, e.text) for e in seed.profile.entries
    ]


def test_the_seeds_acts_are_those_of_the_shipped_profile(seed: Imported) -> None:
    """Every act that the import gathers is one act of the shipped profile, with the number the page gives."""
    shipped = load(SHIPPED)
    for act in seed.profile.acts:
        same = [
            a
            for a in shipped.acts
            if (act.number and a.number and a.number.partition("-")[0] == act.number.partition("-")[0])
            or any(n.casefold().startswith(m.casefold()) for n in act.names for m in (a.title, *a.names))
        ]
        assert 1 <= len(same), act.key
    assert 28 == len(seed.profile.acts)


def test_every_line_of_the_seed_finds_its_act(seed: Imported) -> None:
    """The imported file alone, with nothing added by hand: no citation without an act, none with two."""
    found = [c for e in seed.profile.entries for c in cited_by(e, seed.profile)]
    assert 54 == len(found)
    assert [] == [(c.text, c.findings) for c in found if c.findings]


def test_the_seed_asks_what_the_keeper_had_to_find_out(seed: Imported) -> None:
    """Two scopes of a hedge, a year in brackets, a slash, three dates, eight acts without a number."""
    asked = Counter(q.kind for q in seed.questions)
    assert {"ambiguous": 4, "date_order": 3, "act_number": 8, "act_source": 20} == dict(asked)
    assert {"information", "electronic-document-and-electronic-digital-signature"} == {
        q.act for q in seed.questions if "series of its number" in q.words
    }


def test_there_is_a_row_for_every_file(data: Path) -> None:
    """No page is left out of the table."""
    assert {p.name for p in (data / "profiles").glob("*.txt")} == TABLE.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", TABLE)
def test_each_page_gives_its_lines(data: Path, name: str) -> None:
    """Lines, citations, acts, questions, and a file that loads."""
    made = imported(data / "profiles" / name)
    entries = made.profile.entries
    assert TABLE[name] == (
        made.profile.country,
        len(entries),
        sum(bool(e.text) for e in entries),
        made.citations,
        len(made.profile.acts),
        len(made.questions),
    )
    assert entries == parse(made.toml).entries


@pytest.mark.parametrize("name", TABLE)
def test_what_is_kept_stands_in_the_page(data: Path, name: str) -> None:
    """Word for word: every piece of a citation is found in the page; no more than 60 words of a line are copied."""
    page = " ".join((data / "profiles" / name).read_text(encoding="utf-8").split())
    for entry in imported(data / "profiles" / name).profile.entries:
        for piece in (entry.text or "").split("; "):
            assert piece in page
            assert len(piece.split()) <= 60


@pytest.mark.parametrize("name", REFUSED)
def test_block_pages_and_views_without_law_are_refused(data: Path, name: str) -> None:
    """In words, with what to do."""
    with pytest.raises(NoProfile) as refused:
        imported(data / "profiles" / name)
    assert REFUSED[name] in refused.value.what
    assert refused.value.hint
