"""The page: serve it, or make a password's hash for its file of users."""

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import with_db

PORT = 8000  # of `watch --web`, too


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Port to listen on."
)
@click.option(
    "--name", "names", multiple=True, help="A host name under which the page may be asked; repeat it."
)
@click.option("--address", help="Where people reach the page, for feeds: https://watch.example.org")
@click.option(
    "--review", type=click.Path(dir_okay=False), help="Let people act: a file of users (docs/page.md)."
)
@click.option(
    "--hash-password", is_flag=True, help="Ask for a password, print its hash for the file of users."
)
@with_db
def web(
    host: str,
    port: int,
    names: tuple[str, ...],
    address: str | None,
    review: str | None,
    db: str,
    *,
    hash_password: bool,
) -> None:
    """Serve the page: profiles with their verdicts, alerts, acts, evidence, search.

    It is read-only and answers on 127.0.0.1 unless told otherwise.
    """
    if hash_password:
        _hash()
        return
    import uvicorn

    from db.open import open_reader
    from pipeline.watching.listening import address_of
    from pipeline.watching.listening import is_local
    from pipeline.watching.listening import listen
    from pipeline.watching.listening import on_all
    from pipeline.web.app import make_app
    from pipeline.web.serving import config
    from pipeline.web.serving import options_for

    with open_reader(db):
        pass  # a database that cannot be read is told now, not to the first visitor
    options = options_for(db, host=host, names=names, address=address, users=review)
    with listen(host, port) as at:  # a port that is taken is told before anything is promised
        where = address or f"{address_of(at)}{on_all(at)}"
        click.echo(f"lexwatch serves {db} at {where} (stop with Ctrl-C)", err=True)
        if review and not (address or "").startswith("https://") and not is_local(at):
            click.echo(
                "Passwords go over plain http: put a server that speaks https in front (--address).", err=True
            )
        uvicorn.Server(config(make_app(options), host, port)).run(sockets=[at])


def _hash() -> None:
    from pipeline.web.desk.users import MAX_PASSWORD
    from pipeline.web.desk.users import hash_password

    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if not 8 <= len(password) <= MAX_PASSWORD:
        raise Failed(
            "a password has at least 8 letters.", "Four words one after another are easy to keep in mind."
        )
    click.echo(hash_password(password))
