"""Advice works when it is pasted, and an option before a subcommand counts."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from db.open import open_writer
from pipeline.cli import main
from pipeline.cli.hints import hinted
from pipeline.cli.hints import remember_db
from pipeline.cli.output import act_named


def test_a_hint_carries_the_database_that_was_named() -> None:
    """Each command that reads a database; none where the default is meant, none for a command without one."""
    words = "`lexwatch held` lists them; lexwatch alerts show 3, or lexwatch try URL."
    with click.Context(main) as ctx:
        assert words == hinted(words)
        remember_db(ctx, "my laws.db")
        told = hinted(words)
        prose = "One lexwatch writes at a time; name the file that lexwatch made."
        assert prose == hinted(prose)
    assert (
        "`lexwatch held --db 'my laws.db'` lists them; lexwatch alerts --db 'my laws.db' show 3, or lexwatch try URL."
        == told
    )


@pytest.mark.parametrize(
    ("number", "date", "told"),
    [
        ("5-I", "2026-01-02", "5-I of 2026-01-02"),
        ("5-I", None, "5-I"),
        (None, "2026-01-02", "an act of 2026-01-02"),
        (None, None, "an act that the text does not name"),
    ],
)
def test_an_act_is_called_by_what_is_known(number: str | None, date: str | None, told: str) -> None:
    """No question marks where a word does."""
    assert told == act_named(number, date)


def test_json_before_a_subcommand_counts(tmp_path: Path) -> None:
    """`alerts --json list` is as good as `alerts list --json`, and so is --db."""
    db = str(tmp_path / "laws.db")
    with open_writer(db):
        pass
    ran = CliRunner().invoke(main, ["alerts", "--json", "--db", db, "list"])
    assert 0 == ran.exit_code
    assert [] == json.loads(ran.stdout)
