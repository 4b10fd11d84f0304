"""Commands that are printed as advice, so that they work when they are pasted: with the database that was named."""

import re
import shlex

import click

DB = "lexwatch.db"  # the default
_KEY = "lexwatch.db"  # in the context's meta, where the database is kept for every hint of this call
# Commands that take no database; all others do.
_WITHOUT = frozenset(
    [
        "try",
        "extract",
        "compare",
        "cite",
        "note",
        "explain",
        "profile",
        "import-profile",
        "schema",
        "manual",
        "demo",
    ]
)
_COMMAND = re.compile(r"(?<!\w)lexwatch ([a-z]+(?:-[a-z]+)*)\b(?! --db)")


def remember_db(ctx: click.Context, db: str) -> None:
    """The database that this call was given by name."""
    if db != DB:
        ctx.meta[_KEY] = db


def hinted(words: str) -> str:
    """Advice as it works here: `--db` stands in each command where this call was given another than the default."""
    ctx = click.get_current_context(silent=True)
    db = ctx.meta.get(_KEY) if ctx else None
    if ctx is None or not db:
        return words
    root = ctx.find_root()
    verbs = root.command.list_commands(root) if isinstance(root.command, click.Group) else []

    def named(found: re.Match[str]) -> str:
        """Only what is a command: "one lexwatch writes" is none."""
        takes = found[1] in verbs and found[1] not in _WITHOUT
        return f"{found[0]} --db {shlex.quote(db)}" if takes else found[0]

    return _COMMAND.sub(named, words)
