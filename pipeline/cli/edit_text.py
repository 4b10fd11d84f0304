"""Ready edits on a terminal."""

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from pipeline.changes.redline import redline
from pipeline.cli.desk_text import relying
from pipeline.cli.law_text import INDENT
from pipeline.cli.law_text import redline_text
from pipeline.cli.listing import measure
from pipeline.cli.output import act_named
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.cli.output import next_step
from pipeline.cli.output import sign
from pipeline.edits.ready_edit import Point
from pipeline.edits.ready_edit import Proposal
from pipeline.edits.ready_edit import marked
from pipeline.edits.ready_edit import pieces
from pipeline.review.edit_desk import Done


def print_proposals(found: Sequence[Proposal], *, asked: bool) -> None:
    """Each line as it is and as it would read, why, and what is asked; then what to do next."""
    out = console()
    if not found:
        out.print("No line asks for an edit.")
        return
    for proposal in found:
        print_proposal(proposal)
    sure = sum(p.certain for p in found)
    lines = "1 line" if len(found) == 1 else f"{len(found)} lines"
    out.print(f"\n{lines}; {sure} without a question.")
    if asked:
        name = clean(found[0].profile)
        next_step(f"Next: lexwatch edit {name} ENTRY --patch, or --write")


def print_proposal(proposal: Proposal) -> None:
    head = Text(f"\n{clean(proposal.name)}", style="bold")
    head.append(f"  {clean(proposal.entry)}", style="not bold dim")
    console().print(head)
    line = redline_text(pieces(proposal)) if proposal.new is not None else Text(clean(proposal.old))
    _indented(line)
    for cite in proposal.cites or ():
        _indented(Text(clean(f"cites {cite.act}: {', '.join(cite.units)}")))
    char, style = ("?", "cyan") if proposal.questions else ("✓", "green")
    _indented(Text(f"{sign(char)}{proposal.words}", style=style))
    for point in proposal.points:
        _print_point(point)
    if proposal.perhaps is not None:
        likely = redline_text(marked(proposal.old, proposal.perhaps))
        _indented(Text("if so, the line would read: ", style="dim").append_text(likely))


def _print_point(point: Point) -> None:
    told = [act_named(a.number, a.date) for a in point.by if a.number or a.date]
    by = "; ".join(one for one in dict.fromkeys(told) if one not in point.words)
    _indented(Text(clean(f"- {point.words}{f', by {by}' if by else ''}")))
    if point.question:
        _indented(Text(f"? {clean(point.question)}", style="cyan bold"))
    if point.before or point.after:
        _indented(redline_text(redline(point.before, point.after)), deep=2)


def _indented(text: Text, deep: int = 1) -> None:
    console().print(Padding(text, (0, 0, 0, deep * INDENT), expand=False), width=measure())


def print_done(done: Done) -> None:
    """What was written, what was vouched for, what still waits for an answer."""
    out = console()
    for proposal in done.written:
        out.print(Text(clean(f"{proposal.entry}: ")).append_text(redline_text(pieces(proposal))))
    if done.written:
        out.print(Text(clean(f"{done.profile.path} is written.")))
    if done.open:
        out.print(Text("Not vouched for, since their edits leave a question:", style="bold"))
        for proposal in done.open:
            print_proposal(proposal)
    for key in done.broken:
        out.print(Text(clean(f"{key} is still broken and is not vouched for."), style="bold"))
    number = done.alert.id if done.alert else "N"
    state = done.alert.state if done.alert else ""
    out.print(f"\nalert {number} is {state}; {relying(len(done.vouched))} on the new text now.")
    if done.open or done.broken:
        next_step(f"Next: edit these lines by hand, then lexwatch alerts accept {number}")
