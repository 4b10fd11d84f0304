"""docs/commands.md, made from the commands' own help, so that it never says less or more: manual."""

from collections.abc import Iterator

import click

HEAD = """# Commands

Made from the commands' own help by `lexwatch manual > docs/commands.md`; a test holds the two together.

Options follow the verb. Whatever is shown as a table is also there as `--json`, alone on standard output; progress and
logs go to standard error. Exit codes: 0 fine; 1 something failed, in words (with `--json` the JSON is still printed
whole); 2 wrong usage; 3 changes were found (`check` and `compare`, and only with `--exit-code`).
"""
WIDTH = 100


@click.command(hidden=True)
@click.pass_context
def manual(ctx: click.Context) -> None:
    """Print the manual of all commands as Markdown."""
    root = ctx.find_root()
    assert isinstance(root.command, click.Group)
    click.echo(HEAD)
    for name, command in _commands(root, root.command):
        shown = click.Context(
            command,
            info_name=name,
            max_content_width=WIDTH,
            terminal_width=WIDTH,
            help_option_names=root.help_option_names,
        )
        click.echo(f"## {name}\n\n```\n{command.get_help(shown)}\n```\n")


def _commands(
    ctx: click.Context, group: click.Group, above: str = "lexwatch"
) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        yield f"{above} {name}", command
        if isinstance(command, click.Group):
            yield from _commands(ctx, command, f"{above} {name}")
