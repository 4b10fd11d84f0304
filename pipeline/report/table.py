"""The report as CSV: one row a citation, for spreadsheets, and nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterator

from alerts import clean
from pipeline.report.gather import Line
from pipeline.report.gather import Report
from pipeline.report.gather import Row

COLUMNS = (
    "section", "topic", "key", "treaty", "line", "verdict of the line", "citation", "verdict", "act", "act number",
    "act date", "provisions", "reasons", "amended by", "in force", "relied on", "vouched by", "vouched on",
    "proposed line", "questions", "source", "language", "version", "law from", "read by", "snapshot", "SHA-256",
    "taken at", "official text",
)  # fmt: skip
# A cell that begins so is a formula to a spreadsheet; a tab or line break before it is passed over.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # their wide twins count too


def as_csv(report: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in report.lines:
        for row in line.rows or (None,):
            writer.writerow([cell(value) for value in _cells(line, row)])
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell that is text and stays text."""
    text = clean.words("" if value is None else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(line: Line, row: Row | None) -> Iterator[object]:
    entry = line.entry
    yield from (entry.section, entry.topic, entry.key, "; ".join(entry.treaty), entry.text or entry.note)
    yield line.verdict.verdict
    if row is None:
        yield from [None] * 9
    else:
        verdict = row.verdict
        yield from (verdict.cited.text, verdict.verdict, row.act, row.act_number, row.act_date)
        yield "; ".join(verdict.resolves_to)
        yield "; ".join(dict.fromkeys(r.words for r in verdict.reasons))
        yield "; ".join(f"{a.number or 'act without a number'} of {a.date or '?'} ({a.how})" for a in row.by)
        yield "; ".join(dict.fromkeys(a.effective or a.rule or "" for a in row.by))
    yield row.verdict.relied.words if row else None
    yield from (line.vouched.who, line.vouched.at.date().isoformat()) if line.vouched else (None, None)
    yield line.proposal.new if line.proposal else None
    yield "; ".join(line.proposal.questions) if line.proposal else None
    found = row.evidence if row else None
    if found is None:
        yield from [None] * 9
        return
    yield from (
        found.source,
        found.language,
        found.version,
        found.law_from if found.stated else "not stated",
        found.extractor,
        found.snapshot,
    )
    yield from (found.sha256, found.taken_at.isoformat().replace("+00:00", "Z"), found.url)
