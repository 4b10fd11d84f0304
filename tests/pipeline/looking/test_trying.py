"""What `lexwatch try` prints to paste is a contract that the page itself keeps."""

import asyncio
import tomllib
from pathlib import Path

import pytest

from pipeline.looking.trying import Attempt
from pipeline.looking.trying import Tried
from pipeline.looking.trying import attempt
from pipeline.looking.trying import outline
from pipeline.looking.trying import tried_json
from pipeline.profile.model import Source
from scraper.plausible import Expectation
from scraper.plausible import doubts


def tried(path: Path) -> Tried:
    return asyncio.run(attempt(Attempt(str(path))))


def source(one: Tried) -> Source:
    """The pasted source, as the profile reads it."""
    assert one.toml is not None
    return Source.model_validate(tomllib.loads(f"[[acts]]\n{one.toml}")["acts"][0]["sources"][0])


def kept(one: Tried) -> bool:
    """Whether the page keeps the contract that was made from it."""
    expect = source(one).expect
    assert one.capture is not None
    assert one.reading is not None
    expected = Expectation(
        expect.title, expect.articles.first, expect.articles.last, expect.articles.at_least
    )
    return () == doubts(one.capture, one.reading, expected, None)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Wires Act", "Wires Act"),
        ("Wires Act (as of 3 May 2019)", "Wires Act"),
        (
            "Act on the wires, the lamps and the bells of the state of Borduria and on those who ring them",
            "Act on the wires, the lamps and the bells of the state of",
        ),
        ('Act "On\tWires" \\ x', 'Act "On Wires" \\ x'),
    ],
)
def test_of_a_title_the_part_that_stays_is_taken(tmp_path: Path, title: str, short: str) -> None:
    """Not what stands in brackets, not the end of a long one; quotes are written so that TOML reads them."""
    page = tmp_path / "law.html"
    body = "".join(
        f"<p><b>Article {n}. Wire {n}</b></p><p>Whoever cuts wire {n} pays.</p>" for n in range(1, 9)
    )
    page.write_text(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>")
    one = tried(page)
    assert short == source(one).expect.title
    assert kept(one)


def test_a_text_without_containers_has_one_row(tmp_path: Path) -> None:
    """All articles under no heading."""
    page = tmp_path / "law.txt"
    page.write_text("Wires Act\n\n" + "\n".join(f"Article {n}. Wire {n}\nIt hangs.\n" for n in range(1, 4)))
    assert [("(no heading)", None, 3)] == outline(tried(page))


def test_real_law_keeps_its_own_contract(data: Path) -> None:
    """The newest edition of each act at hand: what is printed to paste would accept that very page."""
    acts = [d for d in (data / "corpus").glob("*/*") if d.is_dir()]
    newest = [max(d.glob("*.*")) for d in acts]
    small = [f for f in newest if f.suffix in {".html", ".xml"} and f.stat().st_size < 500_000]
    read = [one for one in map(tried, small) if one.reading]
    assert len(read) > 10
    assert [] == [one.asked.address for one in read if not kept(one)]


def test_shells_of_the_portal_are_named(data: Path) -> None:
    """No law, what it looks like, nothing to paste."""
    for shell in (data / "kz" / "spa").glob("*.html"):
        told = tried_json(tried(shell))
        assert (None, True) == (told["toml"], "script shell" in told["looks_like"])
        assert told["doubts"]
