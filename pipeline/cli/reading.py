"""Commands that read what they are given and store nothing: extract, compare, cite, note, explain."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import print_json

MAX_FILE = 64 * 2**20  # bytes; the readers refuse far less, this keeps a wrong file from filling the memory
MAX_LINES = 100_000  # strings that one call of `cite --lines` answers

_url = click.option("--url", help="Where the document was published; helps to recognise its format.")
_format = click.option("--format", "format_", help="The format, where it is not to be detected.")
_country = click.option("--country", metavar="CC", help="ISO 3166 code of the country whose law is meant.")
_lines = click.option(
    "--lines", is_flag=True, help="Read one string a line from standard input, answer one JSON a line."
)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_url
@_format
@click.option("--language", help="The document's language, where it does not say so itself.")
@click.option("--coverage", is_flag=True, help="Say where the words went: text, heading, note, noise.")
@as_json
def extract(
    file: Path, url: str | None, format_: str | None, language: str | None, *, coverage: bool, json_: bool
) -> None:
    """Read a local document as provisions; store nothing.

    A document with no provision is an error that says what it looks like instead.
    """
    from pipeline.public import reading_json
    from scraper.read import read

    reading = read(_bytes(file), url=url, format=format_, language=language, file_name=file.name)
    if json_:
        told = reading_json(reading)
        if coverage:
            c = reading.coverage
            told["coverage"] = {
                "text": c.text,
                "heading": c.heading,
                "note": c.note,
                "noise": c.noise,
                "dropped": list(c.dropped),
            }
        print_json(told)
        return
    from pipeline.cli.law_text import print_reading

    print_reading(reading, coverage=coverage)


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_url
@_format
@click.option("--exit-code", is_flag=True, help="Exit with 3 when there are changes.")
@as_json
def compare(
    old: Path, new: Path, url: str | None, format_: str | None, *, exit_code: bool, json_: bool
) -> None:
    """Tell the changes between two local documents; store nothing."""
    from pipeline.changes.compare import compare_readings
    from pipeline.public import change_json
    from scraper.read import read

    before, after = (read(_bytes(f), url=url, format=format_, file_name=f.name) for f in (old, new))
    changes = compare_readings(before, after)
    if json_:
        print_json({"changes": [change_json(c) for c in changes]})
    else:
        from pipeline.cli.law_text import print_changes

        print_changes(changes)
    if changes and exit_code:
        sys.exit(3)


@click.command()
@click.argument("text", required=False)
@_country
@_lines
@as_json
def cite(text: str | None, country: str | None, *, lines: bool, json_: bool) -> None:
    """Say how a sentence is read as citations."""
    from pipeline.citations import read_citations
    from pipeline.citations import to_json

    if lines:
        for line in _stdin():
            found = [to_json(c) for c in read_citations(line, country=country)]
            click.echo(json.dumps({"text": line, "citations": found}, ensure_ascii=False))
        return
    citations = read_citations(_needed(text), country=country)
    if json_:
        print_json([to_json(c) for c in citations])
        return
    from pipeline.cli.law_text import print_citations

    print_citations(citations)


@click.command()
@click.argument("text", required=False)
@_country
@_lines
@as_json
def note(text: str | None, country: str | None, *, lines: bool, json_: bool) -> None:
    """Say how an amendment note is read: its target, its events, whether the law's words changed."""
    from scraper.notes import note_json
    from scraper.notes import read_note

    if lines:
        for line in _stdin():
            told = {"text": line, **note_json(read_note(line, country=country))}
            click.echo(json.dumps(told, ensure_ascii=False))
        return
    told = note_json(read_note(_needed(text), country=country))
    if json_:
        print_json(told)
        return
    from pipeline.cli.law_text import print_note

    print_note(told)


@click.command()
@as_json
def explain(*, json_: bool) -> None:
    """List the rules of significance: their names, their level and what makes them fire."""
    from pipeline.changes.weigh import RULES

    rows = [{"rule": name, "level": level, "means": means} for name, (level, means) in RULES.items()]
    if json_:
        print_json(rows)
        return
    from rich.table import Table

    table = Table("rule", "level", "means", box=None, header_style="bold")
    for row in rows:
        table.add_row(*(clean(str(v)) for v in row.values()))
    console().print(table)


def _bytes(file: Path) -> bytes:
    size = file.stat().st_size
    if size > MAX_FILE:
        raise Failed(
            f"{file} has {size:,} bytes; no law is larger than {MAX_FILE:,}.", "Is this the right file?"
        )
    return file.read_bytes()


def _needed(text: str | None) -> str:
    if text is None:
        raise click.UsageError("Give the TEXT to read, or --lines and the strings on standard input.")
    return text


def _stdin() -> Iterable[str]:
    for number, line in enumerate(sys.stdin.buffer, 1):
        if number > MAX_LINES:
            raise Failed(f"more than {MAX_LINES:,} lines on standard input.", "Call again with the rest.")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text.strip():
            yield text
