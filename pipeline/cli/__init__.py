"""The command line. A command is: parse, call one function, print.

Commands are imported when they are asked for, so that `lexwatch compare` does not wait for the daemon's libraries.
"""

import sys
from importlib import import_module

import click

from pipeline.cli.errors import told

# name -> module under pipeline.cli (and the function, where it has another name), in the order of the help
COMMANDS = {
    "demo": "demo",
    "check": "checking",
    "watch": "watching",
    "status": "checking",
    "changes": "history",
    "alerts": "desk",
    "edit": "editing",
    "vouch": "desk",
    "held": "held",
    "show": "history",
    "log": "history",
    "diff": "history",
    "extract": "reading",
    "compare": "reading",
    "cite": "reading",
    "note": "reading",
    "explain": "reading",
    "try": "trying:try_source",
    "profile": "profiles",
    "import-profile": "profiles",
    "schema": "profiles",
    "add-snapshot": "sources",
    "backfill": "backfilling",
    "verify": "keeping",
    "backup": "keeping",
    "prune": "keeping",
    "report": "reporting",
    "doctor": "doctor",
    "manual": "manual",
    "web": "web",
}


MAX_SENTENCE = 200  # characters of a command's first sentence


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called or helped."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        module, _, function = module.partition(":")
        name = function or cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"pipeline.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its whole first sentence: a help that teaches does not end in dots."""
        rows = [
            (name, command.get_short_help_str(limit=MAX_SENTENCE))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) and not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        with told():
            return super().invoke(ctx)


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="lexwatch", message="%(prog)s %(version)s")
def main() -> None:
    """Knows when the law under your text has moved.

    Begin with `lexwatch demo`: the whole job on an invented country, without a network. Then
    `lexwatch check PROFILE` looks at your own sources, `lexwatch status PROFILE` says which lines still hold.
    """
    # Law is written in every script; a terminal or pipe that cannot print a letter must not stop a check.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
