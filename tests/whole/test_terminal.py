"""What reaches a terminal: words at any width, pages only there, and never an order from a stranger's text."""

import json
import os
import pty
import re
import select
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from command import LEXWATCH
from command import lexwatch
from scripted_site import Site
from watching import ARTICLES
from watching import PATH
from watching import PROFILE
from watching import code

from pipeline.cli import main
from pipeline.cli.errors import printable

# Escape sequences, eight-bit controls, directions, a title that a terminal would set, a line that overwrites itself.
ORDERS = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202etxet\u2066\u2069\u200f\x08\x08\r"
HOSTILE = f"Bees {ORDERS} of the island"
COMMANDS = (
    ("status",),
    ("changes", "--all"),
    ("alerts",),
    ("alerts", "list", "--all"),
    ("alerts", "show", "1"),
    ("show", "code"),
    ("show", "code", "4"),
    ("log", "code"),
    ("log", "code", "4"),
    ("diff", "code", "1", "2"),
    ("edit", "meliora"),
    ("edit", "meliora", "--patch"),
    ("held",),
    ("report", "meliora", "--format", "md"),
    ("report", "meliora", "--format", "csv"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A law, a profile and a page that is held, all of them full of orders to a terminal."""
    folder = tmp_path_factory.mktemp("terminal")
    with Site() as site:
        orders = "\\u001b[31m\\u202e\\u009b1m"
        text = PROFILE.replace("BASE", site.url("")).replace("Opening a hive", f"Opening {orders} a hive")
        (folder / "meliora.toml").write_text(text, encoding="utf-8")
        before = {
            "4": f"Opening|1. Whoever opens a hive {HOSTILE} without right pays a fine of up to forty crowns."
        }
        after = {"4": before["4"].replace("forty", f"sixty {HOSTILE}")}
        site.serves(PATH, code(before))
        lexwatch("check", "meliora.toml", cwd=folder)
        site.serves(
            PATH, code(after, notes={"4": f"Article 4 as amended {HOSTILE} by Law № 7 dated 1.2.2026."})
        )
        lexwatch("check", "meliora.toml", "--all", cwd=folder)
        site.serves(PATH, f"<html><title>{HOSTILE}</title><body>Just a moment {HOSTILE}</body></html>")
        lexwatch("check", "meliora.toml", "--all", cwd=folder)
        lexwatch("alerts", "assign", "1", "--to", f"Anna {ORDERS}", cwd=folder)
        lexwatch("alerts", "note", "1", f"rang {ORDERS}", cwd=folder)
        yield folder


def ran(folder: Path, *words: str, columns: int = 120) -> str:
    """What a command prints, all of it, in this process: another one for each would take a second and a half."""
    env = {"LEXWATCH_DB": str(folder / "lexwatch.db"), "COLUMNS": str(columns)}
    done = CliRunner().invoke(main, words, env=env)
    assert 0 == done.exit_code, done.output
    return done.output


def orders_in(text: str) -> set[str]:
    """Characters that a terminal would obey."""
    return {c for c in text if c not in "\n\t" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_order_reaches_the_terminal(folder: Path, words: tuple[str, ...]) -> None:
    """Whatever a page, a law, a profile or a reviewer wrote, what is printed is words."""
    assert set() == orders_in(ran(folder, *words))


@pytest.mark.parametrize("words", [w for w in COMMANDS if w[0] != "report"], ids=" ".join)
def test_no_order_hides_in_json(folder: Path, words: tuple[str, ...]) -> None:
    """JSON keeps them as data, written so that a terminal that shows it obeys nothing."""
    told = ran(folder, *(w for w in words if w != "--patch"), "--json")
    assert set() == orders_in(told)
    assert json.loads(told) is not None


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize(
    "words", [w for w in COMMANDS if w[0] != "report" and "--patch" not in w], ids=" ".join
)
def test_no_line_is_wider_than_the_terminal(folder: Path, words: tuple[str, ...], width: int) -> None:
    """Words wrap; the terminal itself never has to break a line. A message of mail has 78 columns everywhere."""
    if words[:2] == ("alerts", "show"):
        width = max(width, 80)
    told = ran(folder, *words, columns=width)
    long = [line for line in told.splitlines() if len(line) > width and " " in line.strip()]
    assert [] == long


def on_a_terminal(folder: Path, *words: str, pager: str) -> str:
    """What the command writes to a terminal, with `pager` to show it."""
    leader, follower = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS"}}
    env |= {"LEXWATCH_DB": "lexwatch.db", "PAGER": pager, "TERM": "xterm-256color"}
    done = subprocess.Popen(
        [str(LEXWATCH), *words], cwd=folder, env=env, stdin=follower, stdout=follower, stderr=follower
    )
    os.close(follower)
    out = b""
    while True:
        ready, _, _ = select.select([leader], [], [], 30)
        try:
            piece = os.read(leader, 65_536) if ready else b""
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        out += piece
    done.wait(timeout=30)
    os.close(leader)
    return out.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "words", [("show", "code"), ("log", "code"), ("diff", "code", "1", "2")], ids=" ".join
)
def test_a_terminal_has_pages_and_colour(folder: Path, words: tuple[str, ...]) -> None:
    """Law goes through the reader's pager there, in colour; into a pipe it goes plain."""
    shown = on_a_terminal(folder, *words, pager="sed s/^/paged:/")
    assert "paged:" in shown
    own = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert shown != own
    assert set() == orders_in(own.replace("\r\n", "\n"))
    assert "\x1b" not in lexwatch(*words, cwd=folder).out


def test_the_bytes_of_a_page_are_not_put_on_a_terminal(folder: Path) -> None:
    """`held show --raw` is for files; a terminal would obey the page."""
    number = str(lexwatch("held", "--json", cwd=folder).json[0]["version"])
    assert ORDERS.split("\r", maxsplit=1)[0][:4] in lexwatch("held", "show", number, "--raw", cwd=folder).out
    shown = on_a_terminal(folder, "held", "show", number, "--raw", pager="cat")
    assert "are not put on a terminal" in shown
    assert "owned" not in shown


def test_sources_never_looked_at_are_counted(folder: Path, tmp_path: Path) -> None:
    """A profile of many acts of which one was looked at shows that one, and how many wait."""
    more = "".join(
        f'\n[[acts]]\nkey = "a{n}"\ntitle = "Act {n}"\n[[acts.sources]]\nurl = "http://127.0.0.1:9/{n}"\n'
        for n in range(30)
    )
    text = (folder / "meliora.toml").read_text(encoding="utf-8")
    (tmp_path / "meliora.toml").write_text(text + more, encoding="utf-8")
    lexwatch("check", "meliora.toml", "--source", "code-en", cwd=tmp_path)
    told = ran(tmp_path, "status")
    assert "30 of 31 not looked at yet: xm/a0, xm/a1, xm/a2 and 27 more." in told
    assert "xm/a17" not in told


def test_spaces_of_all_kinds_stay_spaces() -> None:
    """The hard spaces of printed law keep words apart; joiners that a script needs stay."""
    assert "Art. 5 of ab" == printable("Art.\u00a05\u202fof\u2028ab".replace("\u2028", " "))
    assert "می\u200cخواهم" == printable("می\u200cخواهم")
    assert ARTICLES["1"] == printable(ARTICLES["1"])
