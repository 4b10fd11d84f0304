"""From nothing, or from an older schema, to this one: each step whole or not at all."""

import sqlite3
from collections.abc import Callable
from collections.abc import Iterator

from db.schema import APPLICATION_ID
from db.schema import LEDGER
from db.schema import PARTS
from db.schema import SEARCH
from db.schema_views import VIEWS
from db.schema_views import guards


def _first(raw: sqlite3.Connection) -> None:
    raw.execute(f"pragma application_id = {APPLICATION_ID}")
    _run(raw, LEDGER)


def _search(raw: sqlite3.Connection) -> None:
    _run(raw, SEARCH)


def _parts(raw: sqlite3.Connection) -> None:
    _run(raw, PARTS)


STEPS: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (
    ("0001_ledger", _first),
    ("0002_search", _search),
    ("0003_parts", _parts),
)

CURRENT = len(STEPS)  # what `pragma user_version` says when all steps are taken


def migrate(raw: sqlite3.Connection, *, steps: int = CURRENT) -> None:
    """Takes the steps that this database has not taken; a failing step leaves no trace.

    The record of the steps is sqlite-utils' own table, so that `sqlite-utils migrate --list` can show them.
    """
    # Loading sqlite-utils costs more than all the rest of opening; only a database that needs it pays.
    from sqlite_utils import Database
    from sqlite_utils import Migrations

    migrations = Migrations("lexwatch")
    for number, (name, step) in enumerate(STEPS[:steps], 1):
        migrations(name=name)(_taking(step, number))
    migrations.apply(Database(raw, execute_plugins=False))


def _taking(step: Callable[[sqlite3.Connection], None], number: int) -> Callable[[object], None]:
    def take(database: object) -> None:
        raw: sqlite3.Connection = database.conn  # type: ignore[attr-defined]
        _drop_followers(raw)
        step(raw)
        _make_followers(raw)
        raw.execute(f"pragma user_version = {number}")
        broken = raw.execute("pragma foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(f"step {number} breaks {len(broken)} references")

    take.__name__ = step.__name__
    return take


def _drop_followers(raw: sqlite3.Connection) -> None:
    # By name: views that people made for themselves stay.
    for name in VIEWS:
        raw.execute(f"drop view if exists {name}")
    for name in guards():
        raw.execute(f"drop trigger if exists {name}")


def _make_followers(raw: sqlite3.Connection) -> None:
    for text in (*VIEWS.values(), *guards().values()):
        raw.execute(text)


def _run(raw: sqlite3.Connection, script: str) -> None:
    for statement in statements(script):
        raw.execute(statement)


def statements(script: str) -> Iterator[str]:
    """One by one: `executescript` would commit the transaction that it stands in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
