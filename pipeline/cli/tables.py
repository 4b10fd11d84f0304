"""How people see a pass and a profile's standing: words, signs and colour, at any width."""

from collections.abc import Sequence
from typing import Any

from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from alerts.words import count
from db.queries import Queries
from pipeline.cli.listing import print_rows
from pipeline.cli.output import act_named
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import next_step
from pipeline.cli.output import sign
from pipeline.verdicts.status import delivery_counts
from pipeline.verdicts.table import SourceHealth
from pipeline.verdicts.table import Table
from pipeline.verdicts.verdict import EntryVerdict
from pipeline.watching.run import Pass

# Never by colour alone: a sign and a word beside it; the same signs as on the page.
SIGNS = {
    "holds": ("✓", "green"),
    "changed": ("!", "yellow"),
    "broken": ("✗", "red"),
    "uncertain": ("?", "cyan"),
    "no_law": ("·", "dim"),
}
OUTCOME_STYLE = {"changed": "yellow", "held": "cyan", "failed": "red", "gone": "red", "first": "green"}


def print_pass(done: Pass, answer: dict[str, Any]) -> None:
    out = console()
    outcomes = ", ".join(f"{n} {name}" for name, n in answer["outcomes"].items()) or "nothing was due"
    looked = count(answer["sources"], "source")
    out.print(f"[bold]{looked} looked at:[/bold] {outcomes}.", highlight=False)
    for (outcome, why), keys in _told(done).items():
        line = Text(f"  {_names(keys)}: ")
        line.append(outcome, style=OUTCOME_STYLE[outcome])
        line.append(f" - {clean(why)}")
        out.print(line)
    c, d = answer["citations"], answer["deliveries"]
    out.print(
        f"{count(c['checked'], 'citation')} checked: {c['holds']} hold, {c['changed']} changed, "
        f"{c['broken']} broken, {c['uncertain']} uncertain."
    )
    out.print(
        f"{count(answer['changes'], 'change')}, {count(answer['alerts'], 'alert')}; "
        f"deliveries: {d['sent']} sent, {d['waiting']} waiting, {d['dead']} given up."
    )
    if answer["alerts"]:
        next_step("Next: lexwatch alerts")


NAMED = 3  # sources of one trouble that are named; a site that is down holds all of its sources


def _told(done: Pass) -> dict[tuple[str, str], list[str]]:
    """What a person should know, with the sources that it is true of."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in done.looked:
        if one.why and str(one.outcome) in OUTCOME_STYLE:
            found.setdefault((str(one.outcome), one.why), []).append(one.watched.record.key)
    return found


def _names(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
    return clean(", ".join(keys[:NAMED]) + more)


def print_status(queries: Queries, table: Table, only: str | None) -> None:
    out = console()
    tally = table.tally
    when = table.at.strftime("%Y-%m-%d %H:%M UTC")
    out.print(Text(f"{clean(table.profile.title)}, {when}", style="bold"))
    out.print(
        f"{tally.holds} of {tally.checked} citations hold; {tally.changed} changed, "
        f"{tally.broken} broken, {tally.uncertain} uncertain.\n"
    )
    section = None
    for entry in table.entries:
        if only not in {None, str(entry.verdict)}:
            continue
        if entry.entry.section != section:
            section = entry.entry.section
            out.print(Text(clean(section), style="bold underline"))
        _print_entry(entry)
    _print_sources(table)
    waiting = delivery_counts(queries, table.profile.key)
    out.print(
        f"Deliveries: {waiting['waiting'] + waiting['sending']} waiting, {waiting['sent']} sent, "
        f"{waiting['dead']} given up."
    )


def _print_entry(entry: EntryVerdict) -> None:
    out = console()
    char, style = SIGNS[str(entry.verdict)]
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(width=11, no_wrap=True)
    grid.add_column(overflow="fold")
    head = Text(clean(entry.entry.topic or entry.entry.key), style="bold")
    if entry.entry.topic:
        head.append(f"  {clean(entry.entry.key)}", style="not bold dim")
    if entry.entry.text:
        head.append(f"\n{clean(entry.entry.text)}", style="not bold")
    elif entry.entry.note:
        head.append(f"\n{clean(entry.entry.note)}", style="not bold dim")
    grid.add_row(Text(f"{sign(char)}{str(entry.verdict).replace('_', ' ')}", style=style), head)
    for words in reasons(entry):
        grid.add_row("", Text(f"- {clean(words)}", style="dim"))
    out.print(Padding(grid, (0, 0, 0, 1), expand=False))


def reasons(entry: EntryVerdict) -> Sequence[str]:
    """Each reason once, with the amending act where one is known."""
    found: dict[str, None] = {}
    for citation in entry.citations:
        for reason in citation.reasons:
            named = [a for a in reason.by[:3] if (a.number or "?") not in reason.words]
            by = ", ".join(act_named(a.number, a.date) for a in named)
            told = f"{reason.words}, by {by}" if by else reason.words
            found[told] = None
    return tuple(found)


NAMED = 3  # sources never looked at that are named; the rest is counted


def _print_sources(table: Table) -> None:
    """Those that were looked at, a row each; those never looked at are counted, so that they do not flood the rest."""
    out = console()
    out.print(Text("\nSources", style="bold underline"))
    read = [s for s in table.sources if s.state is not None and s.state.last_checked_at is not None]
    never = [s for s in table.sources if s not in read]
    if read:
        names = ("source", "last outcome", "last read well", "next look")
        print_rows(names, [(clean(one.key), _outcome(one), *_times(one)) for one in read])
    if never:
        first = ", ".join(clean(s.key) for s in never[:NAMED])
        more = f" and {len(never) - NAMED} more" if len(never) > NAMED else ""
        out.print(
            Text(f"{len(never)} of {len(table.sources)} not looked at yet: {first}{more}.", style="dim")
        )


def _outcome(source: SourceHealth) -> Text:
    state = source.state
    outcome = str(state.last_outcome) if state and state.last_outcome else "not looked at"
    style = "red" if source.stale else OUTCOME_STYLE.get(outcome, "")
    return Text(f"{outcome}{' (stale)' if source.stale else ''}", style=style)


def _times(source: SourceHealth) -> tuple[str, str]:
    state = source.state
    due = "by hand" if source.place.fetch == "manual" else _day(state.due_at if state else None)
    return _day(state.last_good_at if state else None), due


def _day(value: Any) -> str:
    return value.strftime("%Y-%m-%d %H:%M") if value else "-"
