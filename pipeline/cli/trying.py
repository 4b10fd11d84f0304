"""Trying a source before it stands in a profile: try."""

import asyncio
import re
import sys

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import as_json
from pipeline.cli.output import print_json


@click.command("try")
@click.argument("address", metavar="URL|FILE")
@click.option("--format", "format_", help="The format, where it is not to be detected.")
@click.option("--language", help="The document's language, where it does not say so itself.")
@click.option("--browser", is_flag=True, help="Read the page with a real browser.")
@click.option("--contact", default="", help="Your address: the site sees it in the User-Agent.")
@click.option(
    "--ca-file",
    type=click.Path(exists=True, dir_okay=False),
    help="PEM file with a certificate the site leaves out.",
)
@click.option("--proxy", help="The proxy to go through.", envvar="LEXWATCH_PROXY")
@click.option("--gap", metavar="TIME", default="2s", show_default=True, help="Pause between two requests.")
@click.option("--private-addresses", is_flag=True, help="Allow a site on this machine or a private network.")
@as_json
def try_source(
    address: str,
    format_: str | None,
    language: str | None,
    contact: str,
    ca_file: str | None,
    proxy: str | None,
    gap: str,
    *,
    browser: bool,
    private_addresses: bool,
    json_: bool,
) -> None:
    """Look at a source once, say what came and how it is read, and print the TOML to paste. Store nothing.

    Exits with 1 where no law could be read.
    """
    scheme = re.match(r"([a-z][a-z0-9+.-]+)://", address, re.IGNORECASE)
    if scheme and scheme[1].lower() not in {"http", "https", "file"}:
        raise Failed(
            f"{address}: only http:// and https:// addresses are read, and files.",
            "Save the document and try the file: lexwatch try FILE",
        )
    from pipeline.looking.trying import Attempt
    from pipeline.looking.trying import attempt
    from pipeline.looking.trying import tried_json

    asked = Attempt(
        address,
        format=format_,
        language=language,
        browser=browser,
        contact=contact,
        ca_file=ca_file,
        proxy=proxy,
        private_addresses=private_addresses,
        gap=_seconds(gap),
    )
    tried = asyncio.run(attempt(asked))
    if json_:
        print_json(tried_json(tried))
    else:
        from pipeline.cli.tried_table import print_tried

        print_tried(tried)
    if tried.reading is None:
        sys.exit(1)


def _seconds(gap: str) -> float:
    from pipeline.profile.settings import duration

    try:
        return duration(gap).total_seconds()
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--gap") from error
