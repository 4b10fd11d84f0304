"""Making a profile: import-profile, profile init, schema."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import as_json
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import print_json

if TYPE_CHECKING:
    from pipeline.importing import Imported
    from pipeline.importing import Question

_force = click.option("--force", is_flag=True, help="Replace the file if it exists.")
_CODE = r"^[A-Za-z]{2}$"


@click.command("import-profile")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The TOML file to write.",
)
@click.option("--country", metavar="CC", help="ISO 3166 code, where the page does not say whose law it is.")
@click.option("--title", help="The profile's title; the country's name otherwise.")
@click.option(
    "--stale",
    multiple=True,
    metavar="NAME",
    help="An old name of an institution: ask about lines that use it.",
)
@_force
@as_json
def import_profile(
    file: Path,
    output: Path,
    country: str | None,
    title: str | None,
    stale: tuple[str, ...],
    *,
    force: bool,
    json_: bool,
) -> None:
    """Make a profile of a published one, to finish by hand.

    FILE is the page's text or the page saved as HTML. Citations stay word for word, acts are gathered by identity,
    and what only a person can know is asked: on the terminal, and as comments in the file.
    """
    from pipeline.importing import import_profile as read
    from pipeline.importing.page import MAX_BYTES
    from pipeline.profile.whole_file import write_whole

    _checked(country)
    with file.open("rb") as page:
        imported = read(page.read(MAX_BYTES + 1), str(file), country=country, title=title, stale=stale)
    write_whole(output, imported.toml, force=force)
    if json_:
        print_json(_imported_json(file, output, imported))
    else:
        _print_imported(output, imported)


def _checked(country: str | None) -> None:
    import re

    if country and not re.match(_CODE, country):
        raise click.BadParameter('write the two letters of ISO 3166, as in "KZ"', param_hint="--country")


def _imported_json(file: Path, output: Path, imported: "Imported") -> dict[str, Any]:
    profile = imported.profile
    return {
        "file": str(file),
        "profile": str(output),
        "title": profile.title,
        "country": profile.country,
        "page": profile.page,
        "sections": list(imported.sections),
        "citations": imported.citations,
        "entries": [
            {
                "key": e.key,
                "section": e.section,
                "topic": e.topic,
                "treaty": list(e.treaty),
                "text": e.text,
                "note": e.note,
                "cites": [c.model_dump() for c in e.cites] if e.cites is not None else None,
            }
            for e in profile.entries
        ],
        "acts": [
            {
                "key": a.key,
                "title": a.title,
                "names": list(a.names),
                "type": a.type,
                "number": a.number,
                "date": str(a.date) if a.date else None,
            }
            for a in profile.acts
        ],
        "questions": [question_json(q) for q in imported.questions],
    }


def question_json(question: "Question") -> dict[str, Any]:
    return {
        "kind": question.kind,
        "words": question.words,
        "entry": question.entry,
        "act": question.act,
        "readings": list(question.readings),
    }


def _print_imported(output: Path, imported: "Imported") -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    profile = imported.profile
    table = Table("section", "lines", "with law", box=None, header_style="bold")
    for name in imported.sections:
        lines = [e for e in profile.entries if e.section == name]
        table.add_row(Text(clean(name)), str(len(lines)), str(sum(bool(e.text) for e in lines)))
    out.print(table)
    out.print(
        f"\n{len(profile.entries)} lines, {imported.citations} citations, {len(profile.acts)} acts "
        f"of {clean(profile.title)} ({profile.country}).",
        markup=False,
    )
    if imported.questions:
        out.print(f"\n{len(imported.questions)} questions for you; they stand in the file, too:")
    for number, question in enumerate(imported.questions, 1):
        about = question.entry or question.act
        out.print(
            Text(f"{number:>3}. {f'[{about}] ' if about else ''}{clean(question.words)}"), soft_wrap=True
        )
        for reading in question.readings:
            out.print(Text(f"       - {clean(reading)}", style="dim"), soft_wrap=True)
    out.print(
        Text(
            f"\nWritten to {output}. Next: give the acts their sources (lexwatch try URL), then lexwatch check."
        ),
        soft_wrap=True,
    )


@click.group()
def profile() -> None:
    """Begin a profile."""


@profile.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file; the country's name otherwise.",
)
@click.option("--country", metavar="CC", help="ISO 3166 code, as in KZ.")
@click.option("--act", "address", metavar="URL|FILE", help="Where an act can be read.")
@click.option("--title", help="The profile's title.")
@click.option("--act-title", help="What your text calls the act.")
@click.option("--contact", help="Your address: the sites see it in the User-Agent.")
@click.option("--language", help="The language of the act's page.")
@click.option("--browser", is_flag=True, help="Read the page with a real browser.")
@click.option("--private-addresses", is_flag=True, help="Allow a site on this machine or a private network.")
@_force
def init(
    output: Path | None,
    country: str | None,
    address: str | None,
    title: str | None,
    act_title: str | None,
    contact: str | None,
    language: str | None,
    *,
    browser: bool,
    private_addresses: bool,
    force: bool,
) -> None:
    """Ask for a country and an act's address, look at it, and write a first profile.

    What is not given as an option is asked. The act is read the way `lexwatch try` reads it.
    """
    from pipeline.importing.country import name_of_country
    from pipeline.importing.first_profile import Wanted
    from pipeline.importing.first_profile import first_profile
    from pipeline.looking.trying import Attempt
    from pipeline.looking.trying import attempt
    from pipeline.profile.whole_file import write_whole

    country = (country or click.prompt("Country, two letters of ISO 3166", err=True)).strip().upper()
    _checked(country)
    title = title or click.prompt(
        "Title of the profile", default=name_of_country(country) or country, err=True
    )
    address = address or click.prompt("Where can the act be read (address or file)", err=True)
    contact = (
        contact
        if contact is not None
        else click.prompt("Your address, for the site's keepers", default="", err=True)
    )
    asked = Attempt(
        address, contact=contact, language=language, browser=browser, private_addresses=private_addresses
    )
    tried = asyncio.run(attempt(asked))
    if tried.reading is None:
        what, hint = tried.failure
        raise Failed(f"{address}: {what}", hint or f"lexwatch try {address} shows what came.")
    named = tried.reading.act.title or ""
    act_title = act_title or click.prompt(
        "What does your text call this act", default=named or None, err=True
    )
    output = output or Path(f"{(name_of_country(country) or country).lower().replace(' ', '-')}.toml")
    write_whole(output, first_profile(Wanted(title, country, act_title, contact), tried), force=force)
    out = console()
    out.print(f"{len(tried.units)} articles of {clean(act_title)}.", markup=False)
    for doubt in tried.doubts:
        out.print(clean(f"doubt: {doubt.words}"), markup=False)
    out.print(
        f"Written to {output}. Put your lines in place of the example, then: lexwatch check {output}",
        markup=False,
    )
    if tried.doubts:
        sys.exit(1)


@click.command()
def schema() -> None:
    """Print the JSON Schema of a profile, for editors that complete and check TOML."""
    from pipeline.profile.schema import profile_schema

    print_json(profile_schema())
