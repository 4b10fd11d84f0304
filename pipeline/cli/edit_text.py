"""Ready edits on a terminal."""

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from pipeline.cli.law_text import INDENT
from pipeline.cli.law_text import redline_text
from pipeline.cli.listing import measure
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.edit_desk import Done
from pipeline.ready_edit import Point
from pipeline.ready_edit import Proposal
from pipeline.ready_edit import marked
from pipeline.ready_edit import pieces
from pipeline.redline import redline


def print_proposals(found: Sequence[Proposal], *, asked: bool) -> None:
    """Each line as it is and as it would read, why, and what is asked; then what to do next."""
    out = console()
    if not found:
        out.print("No line asks for an edit.")
        return
    for proposal in found:
        print_proposal(proposal)
    sure = sum(p.certain for p in found)
    out.print(f"\n{len(found)} lines; {sure} leave no question.")
    if asked:
        name = clean(found[0].profile)
        out.print(f"Next: lexwatch edit {name} ENTRY --patch, or --write", style="dim")


def print_proposal(proposal: Proposal) -> None:
    out = console()
    head = Text(f"\n{clean(proposal.name)}", style="bold")
    head.append(f"  {clean(proposal.entry)}", style="not bold dim")
    out.print(head)
    line = redline_text(pieces(proposal)) if proposal.new is not None else Text(clean(proposal.old))
    out.print(Padding(line, (0, 0, 0, INDENT), expand=False), width=measure())
    for cite in proposal.cites or ():
        out.print(
            Padding(
                Text(clean(f"cites {cite.act}: {', '.join(cite.units)}")), (0, 0, 0, INDENT), expand=False
            )
        )
    sign, style = ("?", "cyan") if proposal.questions else ("✓", "green")
    out.print(
        Padding(Text(f"{sign} {proposal.words}", style=style), (0, 0, 0, INDENT), expand=False),
        width=measure(),
    )
    for point in proposal.points:
        _print_point(point)
    if proposal.perhaps is not None:
        likely = redline_text(marked(proposal.old, proposal.perhaps))
        likely = Text("if so, the line would read: ", style="dim").append_text(likely)
        out.print(Padding(likely, (0, 0, 0, INDENT), expand=False), width=measure())


def _print_point(point: Point) -> None:
    out = console()
    by = "; ".join(
        f"{a.number or 'an act'} of {a.date or '?'} ({a.how})" for a in point.by if a.number or a.date
    )
    out.print(
        Padding(
            Text(f"- {clean(point.words)}{clean(f', by {by}') if by else ''}"),
            (0, 0, 0, INDENT),
            expand=False,
        )
    )
    if point.question:
        out.print(
            Padding(Text(f"? {clean(point.question)}", style="cyan bold"), (0, 0, 0, INDENT), expand=False)
        )
    if point.before or point.after:
        law = redline_text(redline(point.before, point.after))
        out.print(Padding(law, (0, 0, 0, 2 * INDENT), expand=False), width=measure())


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
    number = done.alert.id if done.alert else "N"
    state = done.alert.state if done.alert else ""
    out.print(f"\nalert {number} is {state}; {len(done.vouched)} lines rely on the new text now.")
    if done.open:
        out.print(f"Next: edit these lines by hand, then lexwatch alerts accept {number}", style="dim")
