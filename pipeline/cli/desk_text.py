"""The review desk on a terminal."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from alerts.words import count
from db.records import Alert
from db.records import Delivery
from db.records import Review
from pipeline.cli.listing import print_rows
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import next_step
from pipeline.review.assignment import Assignment
from pipeline.review.assignment import assignment_of


def print_alerts(found: Sequence[Alert], tasks: Mapping[int, Assignment | None], now: datetime) -> None:
    out = console()
    if not found:
        out.print("No alert waits.")
        return
    assigned = any(tasks.values())
    names = ("N", "state", "since", *(("task of",) if assigned else ()), "alert")
    rows = []
    for a in found:
        task = (_task(tasks.get(a.id), now),) if assigned else ()
        rows.append((str(a.id), str(a.state), f"{a.created_at:%Y-%m-%d}", *task, clean(a.subject)))
    print_rows(names, rows)
    next_step("Next: lexwatch alerts show N")


def relying(lines: int) -> str:
    """Such as "1 line relies", "2 lines rely"."""
    return count(lines, "line relies", "lines rely")


def _task(task: Assignment | None, now: datetime) -> Text:
    if task is None:
        return Text("-", style="dim")
    told = Text(clean(task.to))
    if task.due:
        late = task.late(now.date())
        told.append(f"{' late:' if late else ' by'} {task.due}", style="red" if late else "dim")
    return told


def print_fate(alert: Alert, sent: Sequence[Delivery], acts: Sequence[Review]) -> None:
    """What became of an alert: its state, whose task it is, where it went, what people did."""
    out = console()
    out.print(Text(f"state: {alert.state}", style="bold"))
    task = assignment_of(acts)
    if task:
        out.print(Text(clean(f"task of {task.to}{f', by {task.due}' if task.due else ''}"), style="bold"))
    for d in sent:
        error = f", {d.last_error}" if d.last_error else ""
        out.print(Text(clean(f"to {d.target}: {d.state}, {count(d.attempts, 'attempt')}{error}")))
    for r in acts:
        out.print(Text(clean(f"{r.at:%Y-%m-%d %H:%M} {r.who}: {r.what}{f' - {r.why}' if r.why else ''}")))
