"""The report as one HTML file that asks nothing of anybody: no script, no font, no picture from elsewhere."""

from functools import cache

from jinja2 import Environment
from jinja2 import PackageLoader
from jinja2 import StrictUndefined
from jinja2 import Template

from alerts import clean
from alerts import words
from pipeline.edits.ready_edit import pieces
from pipeline.profile.names import source_titles
from pipeline.report.chart import chart
from pipeline.report.gather import Report
from pipeline.report.wording import SIGNS
from pipeline.report.wording import by_words
from pipeline.report.wording import law_from
from pipeline.report.wording import quiet
from pipeline.report.wording import unread


def as_html(report: Report) -> str:
    zone = report.profile.timezone

    def moment(at: object) -> str:
        return words.moment(str(at).replace(" ", "T"), zone) if at else ""

    return _template().render(
        report=report,
        chart=chart(report.movements, report.at.date()),
        sections=_sections(report),
        signs=SIGNS,
        quiet=quiet(report),
        unread=unread(report),
        names=source_titles(report.profile),
        by_words=by_words,
        pieces=pieces,
        moment=moment,
        day=words.day,
        law_from=law_from,
        link=clean.link,
        w=lambda text: clean.words("" if text is None else str(text)),
    )


def _sections(report: Report) -> list[tuple[str, list[object]]]:
    found: list[tuple[str, list[object]]] = []
    for line in report.lines:
        if not found or found[-1][0] != line.entry.section:
            found.append((line.entry.section, []))
        found[-1][1].append(line)
    return found


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
