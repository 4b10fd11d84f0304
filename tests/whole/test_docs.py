"""The docs say what this lexwatch does: the manual and the pictures are made from it, and links lead somewhere."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import DOCS
from pictures import PICTURES
from pictures import ROOT
from pictures import SCREENS
from pictures import demo_database
from pictures import manual
from pictures import screen

STALE = "is stale: make it again with ./run docs"
pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="this copy has no docs")


def test_the_manual_is_of_these_commands() -> None:
    """docs/commands.md is what `lexwatch manual` prints."""
    assert manual() == (DOCS / "commands.md").read_text(encoding="utf-8"), f"docs/commands.md {STALE}"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_database(tmp_path_factory.mktemp("docs"))


@pytest.mark.parametrize("name", SCREENS)
def test_a_picture_is_of_this_lexwatch(name: str, database: Path) -> None:
    """Each screen in docs/pictures is the one that the demo gives today."""
    kept = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert screen(name, database) == kept, f"docs/pictures/{name}.svg {STALE}"


@pytest.mark.parametrize("place", sorted(PICTURES.glob("*.svg")), ids=lambda p: p.name)
def test_a_picture_loads_nothing(place: Path) -> None:
    """No font and no script from elsewhere."""
    text = place.read_text(encoding="utf-8")
    assert not re.search(r"<script|@import|@font-face|url\(['\"]?http|href=", text)


@pytest.mark.parametrize("place", sorted(DOCS.glob("*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(place: Path) -> None:
    """Every link to a file of this project names one that is there."""
    text = place.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    assert [] == [link for link in links if not (place.parent / link).exists()]


def commands(name: str, tool: str) -> list[str]:
    """The commands of one tool in the shell blocks of a document, lines that go on joined."""
    blocks = re.findall(r"```sh\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
    found: list[str] = []
    for block in blocks:
        pieces = re.split(r"\n(?=\S)", block.replace("\\\n", " ").replace("\\$", "$"))
        found += [one for one in pieces if one.startswith(f"{tool} ")]
    return found


@pytest.mark.parametrize("command", commands("the-database.md", "sqlite-utils"), ids=lambda c: c[:60])
def test_the_database_answers_as_its_document_says(command: str, database: Path) -> None:
    """Every query in docs/the-database.md runs on a real database and finds something."""
    words = [str(database) if w == "lexwatch.db" else w for w in shlex.split(command, comments=True)]
    tool = Path(sys.executable).parent / words[0]
    done = subprocess.run([str(tool), *words[1:]], capture_output=True, text=True, timeout=60, check=False)
    assert 0 == done.returncode, done.stderr
    assert len(done.stdout.splitlines()) > 1


def test_the_database_document_names_every_table_and_view(database: Path) -> None:
    """A table that nobody explained is a table that nobody can read."""
    text = (DOCS / "the-database.md").read_text(encoding="utf-8")
    tool = Path(sys.executable).parent / "sqlite-utils"
    for kind in ("tables", "views"):
        done = subprocess.run(
            [str(tool), kind, str(database)], capture_output=True, text=True, timeout=60, check=True
        )
        names = {one[kind.removesuffix("s")] for one in json.loads(done.stdout)}
        own = {n for n in names if not n.startswith(("_", "sqlite_")) and "_search_" not in n}
        assert set() == {n for n in own if f"`{n}`" not in text}


def test_the_tour_shows_every_screen() -> None:
    """docs/tour.md has the pictures, and each has words for those who do not see it."""
    text = (DOCS / "tour.md").read_text(encoding="utf-8")
    for name in SCREENS:
        assert re.search(rf"!\[[^\]]{{20,}}\]\(pictures/{name}\.svg\)", text), name
    assert "docs/pictures/difference.svg" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_guide_names_the_buttons_and_when_they_are_there() -> None:
    """A reader of the guide finds each button by its word on a page that was started for acting, and only there."""
    guide = (DOCS / "you-got-an-alert.md").read_text(encoding="utf-8")
    templates = "".join(p.read_text("utf-8") for p in (ROOT / "pipeline/web/templates").glob("*.html"))
    rows = [row for row in re.findall(r"^\|(.+)\|$", guide, re.MULTILINE) if row.count("|") == 3]
    buttons = [word.strip() for row in rows[2:] for word in re.split(r",(?: or)? ", row.split("|")[3])]

    assert "--review" in guide
    assert len(buttons) > 6
    assert [] == [word for word in buttons if word not in templates and not word.startswith("on the ")]


def test_every_proof_and_benchmark_that_the_docs_name_is_there() -> None:
    """`./run proof NAME` picks tests by their name; a name that picks none proves nothing."""
    texts = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    asked = {
        (kind, name)
        for text in texts
        for kind, name in re.findall(r"\./run (proof|bench) ([^\s`\[\]]+)", text.read_text(encoding="utf-8"))
    }
    here = {
        (kind, name)
        for kind, name in asked
        if any(name in f"{file.stem}" for file in (ROOT / "tests" / kind).glob("test_*.py"))
    }
    assert ("proof", "kill_loop") in asked
    assert asked == here
