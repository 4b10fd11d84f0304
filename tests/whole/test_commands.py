"""Every command: documented, with help that teaches; JSON alone on standard output; exit codes 0, 1, 2, 3."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from command import Ran
from command import lexwatch
from scripted_site import Site
from watching import OPENED
from watching import PATH
from watching import PROFILE
from watching import code

from pipeline.cli import COMMANDS
from pipeline.cli import main

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "commands.md"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, those of groups too."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            for below, inner in command.commands.items():
                yield f"{name} {below}", inner


ALL = dict(commands())


@pytest.mark.parametrize("name", ALL)
def test_a_command_has_help(name: str) -> None:
    """Itself, and each of its options in words of its own."""
    command = ALL[name]
    assert len(command.help or "") > 10
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name not in {"limit", "why"}:
            assert parameter.help, f"{name} {parameter.opts}"


def test_every_command_is_documented() -> None:
    """docs/commands.md names each as it is typed."""
    if not DOCUMENT.exists():
        pytest.skip("this copy has no docs")
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [] == [name for name in ALL if f"lexwatch {name}" not in text]


def test_help_answers_for_every_command() -> None:
    """--help of the whole and of each command exits with 0."""
    for words in ([], *(name.split() for name in ALL)):
        assert 0 == CliRunner().invoke(main, [*words, "--help"]).exit_code


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database after two looks: one amendment, one alert."""
    folder = tmp_path_factory.mktemp("commands")
    with Site() as site:
        (folder / "meliora.toml").write_text(PROFILE.replace("BASE", site.url("")), encoding="utf-8")
        site.serves(PATH, code())
        first = lexwatch("check", "meliora.toml", "--json", cwd=folder)
        assert (0, {"first": 1}) == (first.code, first.json["outcomes"])
        site.serves(PATH, code(OPENED))
        second = lexwatch("check", "meliora.toml", "--all", "--exit-code", "--json", cwd=folder)
        assert (3, {"changed": 1}) == (second.code, second.json["outcomes"])
        (folder / "old.html").write_text(code(), encoding="utf-8")
        (folder / "new.html").write_text(code(OPENED), encoding="utf-8")
        yield folder


def answer(folder: Path, *words: str, code: int = 0, **more: Any) -> Any:
    """The JSON of a command that must end so."""
    ran: Ran = lexwatch(*words, "--json", cwd=folder, **more)
    assert code == ran.code, ran.err
    return ran.json


def test_a_check_without_changes_ends_well(folder: Path) -> None:
    """Nothing is due: no source looked at, exit code 0 with --exit-code too, every field of the answer there."""
    told = answer(folder, "check", "meliora.toml", "--exit-code")
    assert {
        "run", "sources", "outcomes", "changes", "alerts", "deliveries", "held", "failed", "citations", "seconds",
    } == set(told)  # fmt: skip
    assert (0, {}) == (told["sources"], told["outcomes"])


def test_a_reason_of_status_says_what_happened_to_the_provision(folder: Path) -> None:
    """`what` is the kind of the change, as `changes` tells it; moments end in Z wherever they stand."""
    told = answer(folder, "status")
    (citation,) = next(e for e in told["entries"] if e["key"] == "opening")["citations"]
    assert ("changed", ["amended"]) == (citation["verdict"], [r["what"] for r in citation["reasons"]])
    shown = answer(folder, "show", "code", "4")
    assert ("Z", "Z") == (told["at"][-1], shown["seen_at"][-1])


JSON_COMMANDS = [
    (("status",), {"profile", "at", "entries", "sources"}),
    (("changes",), {"changes"}),
    (("changes", "--entry", "Opening a hive", "--act", "code", "--since", "2020-01-01"), {"changes"}),
    (("show", "code", "4"), {"act", "provisions", "version"}),
    (("log", "code"), {"versions", "changes"}),
    (("log", "code", "4 (1)"), {"provision", "changes"}),
    (("diff", "code", "1", "2"), {"changes"}),
    (("extract", "old.html"), {"format", "extractor", "language", "act", "provisions", "warnings"}),
    (("compare", "old.html", "new.html"), {"changes"}),
    (("note", "Article 4 amended by Law No. 5 of 1 May 2020"), {"target", "events", "law_text_changed"}),
    (("verify",), {"ok", "findings"}),
    (("alerts", "show", "1"), {"alert", "payload", "deliveries"}),
    (("prune",), {"bodies", "bytes"}),
]


@pytest.mark.parametrize(
    ("words", "fields"), JSON_COMMANDS, ids=lambda v: " ".join(v) if isinstance(v, tuple) else ""
)
def test_json_is_alone_on_standard_output(folder: Path, words: tuple[str, ...], fields: set[str]) -> None:
    """One JSON value with its public fields, nothing before or after it, and no logs beside it."""
    result = CliRunner().invoke(main, _with_db(folder, words), catch_exceptions=False)
    assert 0 == result.exit_code, result.stderr
    assert fields <= set(json.loads(result.stdout))
    assert not result.stderr


@pytest.mark.parametrize(
    "words",
    [("alerts",), ("alerts", "list"), ("held",), ("explain",), ("cite", "Art. 4 of the Code of Bees")],
)
def test_lists_are_json_lists(folder: Path, words: tuple[str, ...]) -> None:
    """Commands that list answer with a list."""
    result = CliRunner().invoke(main, _with_db(folder, words), catch_exceptions=False)
    assert 0 == result.exit_code, result.stderr
    assert isinstance(json.loads(result.stdout), list)


def _with_db(folder: Path, words: tuple[str, ...]) -> list[str]:
    where = [str(folder / w) if w.endswith(".html") else w for w in words]
    without = {"extract", "compare", "cite", "note", "explain"}
    return [*where, "--json", *([] if words[0] in without else ["--db", str(folder / "lexwatch.db")])]


def test_every_command_that_prints_a_table_has_json() -> None:
    """What answers a question answers scripts too."""
    asking = {
        "check", "status", "changes", "alerts", "alerts list", "alerts show", "held", "held list", "show", "log", "diff",
        "extract", "compare", "cite", "note", "explain", "add-snapshot", "verify", "prune", "doctor",
    }  # fmt: skip
    assert asking <= {n for n, c in ALL.items() if any("--json" in p.opts for p in c.params)}


def test_an_amendment_is_told_whole(folder: Path) -> None:
    """`changes`: the provision, the redline, the significance, the lines it touches."""
    (change,) = answer(folder, "changes")["changes"]
    assert ("amended", "art_4__para_1", "code", "en") == (
        change["kind"], change["eid"], change["act"], change["language"],
    )  # fmt: skip
    assert ["Substantive law / Opening a hive"] == change["entries"]
    assert [["-", "forty"], ["+", "sixty"]] == [piece for piece in change["redline"] if piece[0] != "="]


def test_the_desk_works_from_the_command_line(folder: Path) -> None:
    """A dismissal wants a word why; an acknowledged alert is still listed, a dismissed one is not."""
    assert 0 == lexwatch("alerts", "ack", "1", "--who", "anna", cwd=folder).code
    assert ["acknowledged"] == [a["state"] for a in answer(folder, "alerts")]
    without = lexwatch("alerts", "dismiss", "1", cwd=folder)
    assert (1, True) == (without.code, "--why" in without.err)
    assert 0 == lexwatch("vouch", "meliora", "Opening a hive", "--who", "anna", cwd=folder).code
    entries = {e["key"]: e["verdict"] for e in answer(folder, "status", "meliora")["entries"]}
    assert "holds" == entries["opening"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check",), 2),
        (("chek", "x"), 2),
        (("check", "meliora.toml", "--nonsense"), 2),
        (("diff", "code", "1"), 2),
        (("show", "code", "--as-of", "yesterday"), 2),
        (("cite",), 2),
        (("alerts", "show", "one"), 2),
        (("extract", "nowhere.html"), 2),
        (("show", "nothing"), 1),
        (("show", "code", "99"), 1),
        (("alerts", "show", "77"), 1),
        (("held", "accept", "77", "--why", "x"), 1),
        (("status", "nobody"), 1),
        (("vouch", "meliora", "nothing"), 1),
        (("changes", "--entry", "nothing"), 1),
        (("diff", "code", "1", "9"), 1),
        (("compare", "old.html", "new.html"), 0),
        (("compare", "old.html", "new.html", "--exit-code"), 3),
        (("compare", "old.html", "old.html", "--exit-code"), 0),
    ],
)  # fmt: skip
def test_exit_codes(folder: Path, words: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """2 for wrong usage, 1 for what failed, 3 only where --exit-code asks; always in words, never a trace."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LEXWATCH_DB", str(folder / "lexwatch.db"))
    result = CliRunner().invoke(main, list(words))
    assert code == result.exit_code, result.stderr
    assert "Traceback" not in result.stderr
    if code in {1, 2}:
        assert re.search(r"(?i)error: .{10}", result.stderr)


def test_a_command_without_a_database_says_so(tmp_path: Path) -> None:
    """Reading commands make no empty database, and say how to begin."""
    ran = lexwatch("status", cwd=tmp_path)
    assert 1 == ran.code
    assert "lexwatch.db" in ran.err
    assert [] == list(tmp_path.iterdir())


def test_lines_are_read_from_standard_input(tmp_path: Path) -> None:
    """`cite --lines`: one JSON object a line."""
    ran = lexwatch(
        "cite",
        "--lines",
        "--country",
        "kz",
        cwd=tmp_path,
        stdin="Art. 4 of the Code\n\nArt. 5-7 of the Code\n",
    )
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert (0, ["Art. 4 of the Code", "Art. 5-7 of the Code"]) == (ran.code, [t["text"] for t in told])


def test_the_commands_of_the_contract_are_there() -> None:
    """What people's scripts rely on."""
    assert {
        "demo", "check", "watch", "status", "changes", "alerts", "show", "log", "diff", "extract", "compare", "cite",
        "note", "vouch", "held", "add-snapshot", "verify", "doctor", "web",
    } <= set(COMMANDS)  # fmt: skip
