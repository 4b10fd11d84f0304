"""What docs/getting-started.md tells a newcomer to type works as it stands there."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from command import LEXWATCH
from command import lexwatch

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Every `sh` block of the guide, typed one after another into an empty folder, and what was printed."""
    folder = tmp_path_factory.mktemp("newcomer")
    text = (DOCS / "getting-started.md").read_text(encoding="utf-8")
    script = "set -e\n" + "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    known = {k: v for k, v in os.environ.items() if not k.startswith("LEXWATCH_")}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=known | {"PATH": f"{LEXWATCH.parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return folder, done.stdout


def test_the_walk_ends_with_an_alert_about_the_line(walked: tuple[Path, str]) -> None:
    """The alert names the line, and the words that went and came."""
    _, out = walked
    assert "Cutting of wires" in out
    assert re.search(r"\[-ten-\]\s*\{\+ninety\+\}", out)


def test_the_line_holds_changes_and_holds_again(walked: tuple[Path, str]) -> None:
    """Vouched for, amended, accepted."""
    _, out = walked
    verdicts = re.findall(r"(\w+)\s+Cutting of wires", out)
    assert ["holds", "changed", "holds"] == verdicts[:2] + verdicts[-1:]


def test_nothing_waits_afterwards(walked: tuple[Path, str]) -> None:
    """The alert was answered."""
    folder, _ = walked
    told = lexwatch("status", "borduria", "--json", cwd=folder).json
    assert ["holds"] == [e["verdict"] for e in told["entries"] if e["topic"] == "Cutting of wires"]


@pytest.mark.parametrize("name", ["getting-started.md", "you-got-an-alert.md", "writing-a-profile.md"])
def test_every_command_of_the_guides_exists(name: str, tmp_path: Path) -> None:
    """No guide names a command that the command line does not know."""
    text = (DOCS / name).read_text(encoding="utf-8")
    told = {
        tuple(found.split())
        for found in re.findall(
            r"(?:^|`)lexwatch ((?:alerts|held|profile) [a-z]+|[a-z-]+)", text, re.MULTILINE
        )
    }
    listed = lexwatch("--help", cwd=tmp_path).out
    known = set(re.findall(r"^  ([a-z-]+)  ", listed, re.MULTILINE))
    assert {words[0] for words in told} <= known
    for words in sorted(w for w in told if len(w) == 2):
        assert 0 == lexwatch(*words, "--help", cwd=tmp_path).code, words


@pytest.mark.parametrize("name", ["getting-started.md", "you-got-an-alert.md", "writing-a-profile.md"])
def test_links_between_the_guides_lead_somewhere(name: str) -> None:
    """A relative link names a file that is there."""
    text = (DOCS / name).read_text(encoding="utf-8")
    assert [] == [to for to in re.findall(r"\]\(([\w.-]+\.md)\)", text) if not (DOCS / to).is_file()]
