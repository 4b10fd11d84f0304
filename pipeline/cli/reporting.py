"""A profile's verdicts as one file: report."""

from pathlib import Path

import click

from pipeline.cli.errors import Failed
from pipeline.cli.output import with_db

FORMATS = ("html", "md", "csv")


@click.command()
@click.argument("profile")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here; default: print."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the file's name, else html.")
@with_db
def report(profile: str, output: Path | None, form: str | None, db: str) -> None:
    """Write the verdicts with their evidence as one file, fit to attach to a minute.

    The HTML needs nothing from elsewhere and prints on A4. The file is written whole or not at all.
    """
    from db.open import open_reader
    from pipeline.app import clock
    from pipeline.profile.known import stored_profiles
    from pipeline.report.gather import report as gather

    chosen = form or _by_name(output)
    with open_reader(db) as queries, queries.moment():
        (known,) = stored_profiles(queries, profile)
        found = gather(queries, known, clock())
    if chosen == "csv":
        from pipeline.report.table import as_csv as written
    elif chosen == "md":
        from pipeline.report.markdown import as_markdown as written
    else:
        from pipeline.report.page import as_html as written
    text = written(found)
    if output is not None and not output.parent.is_dir():
        raise Failed(f"{output}: there is no folder for it.", "Make the folder, or name a file in another.")
    if output is None:
        click.echo(text, nl=False)
        return
    from pipeline.profile.atomic import replace_file

    # Spreadsheets take a CSV for UTF-8 only where it says so.
    replace_file(output, text.encode("utf-8-sig" if chosen == "csv" else "utf-8"))
    click.echo(f"{output} is written.", err=True)


def _by_name(output: Path | None) -> str:
    ending = output.suffix.lower().lstrip(".") if output else ""
    form = {"htm": "html", "markdown": "md", "": "html"}.get(ending, ending)
    if form not in FORMATS:
        raise click.UsageError(
            f'"{output}": a report is written as {", ".join(FORMATS)}; name the file so, or say --format.'
        )
    return form
