"""The report as Markdown: for a wiki, a ticket, a minute kept as text."""

import re
from collections.abc import Iterator

from alerts import clean
from alerts import words
from pipeline.profile.names import source_titles
from pipeline.report.gather import Line
from pipeline.report.gather import Report
from pipeline.report.gather import Row
from pipeline.report.wording import SIGNS
from pipeline.report.wording import by_words
from pipeline.report.wording import law_from
from pipeline.report.wording import quiet
from pipeline.report.wording import unread

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>!|~&])")
_FIRST = re.compile(r"^(\d+(?=[.)])|(?=[#+=-]))")  # what makes a heading or a list at the beginning of a line


def as_markdown(report: Report) -> str:
    return "\n".join(_all(report)) + "\n"


def plain(text: object) -> str:
    """Words of a stranger that stay words: no link, no heading, no HTML."""
    return _FIRST.sub(r"\1\\", _SPECIAL.sub(r"\\\1", clean.words("" if text is None else str(text))))


def _all(report: Report) -> Iterator[str]:
    zone = report.profile.timezone
    yield f"# {plain(report.profile.title)}: does the profile still hold?"
    yield ""
    yield f"As of {plain(words.moment(report.at.isoformat(), zone))}. {plain(quiet(report))}"
    if unread(report):
        yield from ("", f"**{plain(unread(report))}**")
    section = None
    for line in report.lines:
        if line.entry.section != section:
            section = line.entry.section
            yield from ("", f"## {plain(section)}")
        yield from _line(line, zone)
    yield from ("", "## Sources", "", "| source | last outcome | last read well |", "|---|---|---|")
    names = source_titles(report.profile)
    for source in report.sources:
        state = source.state
        outcome = state.last_outcome if state and state.last_outcome else "not looked at"
        good = state.last_good_at.isoformat() if state and state.last_good_at else None
        stale = " (stale)" if source.stale else ""
        yield f"| {plain(names[source.key])} | {plain(outcome)}{stale} | {plain(words.moment(good, zone) or '-')} |"
    yield from ("", "## Evidence", "")
    yield f"The chain of evidence has {report.chain.links} links and ends in `{report.chain.hash}`."
    yield "`lexwatch verify` proves it on any copy of the database, without a network."


def _line(line: Line, zone: str) -> Iterator[str]:
    entry, verdict = line.entry, str(line.verdict.verdict)
    yield ""
    yield f"### {SIGNS[verdict]} {plain(entry.topic or entry.key)}: {verdict.replace('_', ' ')}"
    yield ""
    if entry.text or entry.note:
        yield f"> {plain(entry.text or entry.note)}"
        yield ""
    if entry.treaty:
        yield f"- Treaty: {plain(', '.join(entry.treaty))}"
    if line.vouched:
        yield f"- Vouched for by {plain(line.vouched.who)} on {plain(words.day(str(line.vouched.at.date())))}"
    for row in line.rows:
        yield from _row(row, zone)
    if line.proposal:
        yield f"- Ready edit: {plain(line.proposal.words)}"
        if line.proposal.new is not None:
            yield f"  - The line would read: “{plain(line.proposal.new)}”"
        for question in line.proposal.questions:
            yield f"  - Not certain: {plain(question)}"


def _row(row: Row, zone: str) -> Iterator[str]:
    told = row.verdict
    yield f"- {plain(told.cited.text)}: **{str(told.verdict).replace('_', ' ')}**"
    for reason in dict.fromkeys(r.words for r in told.reasons):
        yield f"  - {plain(reason)}"
    for act in row.by:
        yield f"  - By {plain(by_words(act))}"
    found = row.evidence
    if found:
        link = clean.link(found.url)
        official = f"[official text](<{link}>)" if link else plain(found.url)
        taken = plain(words.moment(found.taken_at.isoformat(), zone))
        yield (
            f"  - Evidence: {official}, version {found.version} ({plain(law_from(found))}), "
            f"snapshot {found.snapshot} of {taken}, SHA-256 `{found.sha256}`"
        )
