"""Law on a terminal: outlines, texts, redlines, readings. Everything printed is hostile until cleaned."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alerts.words import count
from db.law import Change
from db.law import Provision
from db.law import Reading
from db.law import Redline
from pipeline.citations import Citation
from pipeline.cli.listing import measure
from pipeline.cli.output import act_named
from pipeline.cli.output import clean
from pipeline.cli.output import console
from pipeline.verdicts.resolve import label

INDENT = 2
KIND_STYLE = {
    "amended": "yellow",
    "inserted": "green",
    "repealed": "red",
    "restored": "green",
    "renumbered": "magenta",
    "status": "red",
}


def print_reading(reading: Reading, *, coverage: bool) -> None:
    """A document as it was read: facts, outline with words, what was dropped."""
    out = console()
    act = reading.act
    out.print(Text(clean(act.title or "(no title)"), style="bold"))
    facts = [
        act.type,
        act.number,
        act.date,
        f"status {act.status}",
        f"as of {act.as_of}" if act.as_of else None,
    ]
    out.print(clean(", ".join(f for f in facts if f)), style="dim", markup=False)
    how = f"{reading.extractor} ({reading.reason}); {reading.language or 'language unknown'}; {reading.charset or '?'}"
    out.print(clean(how), style="dim", markup=False)
    print_provisions(reading.provisions)
    units = sum(p.article is not None and p.article == p.label for p in reading.provisions)
    notes = sum(len(p.notes) for p in reading.provisions)
    provisions = count(len(reading.provisions), "provision")
    out.print(f"\n{count(units, 'article')}, {provisions}, {count(notes, 'note')}.")
    for warning in reading.warnings:
        out.print(Text(f"warning: {clean(warning)}", style="yellow"))
    if coverage:
        c = reading.coverage
        out.print(f"characters: {c.text} text, {c.heading} heading, {c.note} note, {c.noise} noise")
        for piece in c.dropped:
            out.print(Text(f"dropped: {clean(piece)}", style="dim"))


def print_provisions(provisions: Iterable[Provision]) -> None:
    """Provisions as a document, indented by their place in the tree."""
    out = console()
    depth: dict[str | None, int] = {None: -1}
    for p in provisions:
        depth[p.eid] = depth.get(p.parent, -1) + 1
        head = Text()
        container = p.article is None
        head.append(clean(p.label), style="bold" if container or p.article == p.label else "cyan")
        if p.heading and p.heading not in p.label:
            head.append(f" {clean(p.heading)}", style="bold")
        if str(p.status) != "in_force":
            head.append(f"  [{p.status}]", style="red")
        indent = 0 if container else min(depth[p.eid], 6) * INDENT
        if p.printed and not p.heading:
            head.append(" " if head.plain else "")
            head.append(clean(p.printed))
        if head.plain.strip():
            out.print(Padding(head, (0, 0, 0, indent), expand=False), width=measure())
        if p.printed and p.heading:
            body = Text(clean(p.printed))
            out.print(Padding(body, (0, 0, 0, indent + INDENT), expand=False), width=measure())
        for note in p.notes:
            out.print(
                Padding(Text(clean(note.raw), style="dim italic"), (0, 0, 0, indent + INDENT), expand=False)
            )


def print_changes(changes: Sequence[Change], extra: Sequence[str] = ()) -> None:
    """Changes with their redline; `extra[i]` is a line more about `changes[i]`."""
    out = console()
    if not changes:
        out.print("No changes.")
        return
    for number, change in enumerate(changes):
        print_change(change, extra[number] if number < len(extra) else "")
    out.print(f"\n{count(len(changes), 'change')}.")


def print_change(change: Change, extra: str = "") -> None:
    out = console()
    where = change.article or change.old_article or change.eid
    head = Text(f"\n{clean(where)}", style="bold")
    if change.label and change.label != where:
        head.append(f" {clean(change.label)}", style="bold cyan")
    head.append(f"  {change.kind}", style=KIND_STYLE.get(str(change.kind), "dim"))
    if change.old_article and change.old_article != change.article and change.article:
        head.append(f"  (was {clean(change.old_article)})", style="magenta")
    if change.significance:
        head.append(f"  {', '.join(change.significance)}", style="dim")
    out.print(head)
    if change.by:
        acts = "; ".join(
            f"{act_named(a.number, a.date)}"
            f"{f', in force {a.effective}' if a.effective else f', in force {a.rule}' if a.rule else ''} ({a.how})"
            for a in change.by
        )
        out.print(Padding(Text(f"by {clean(acts)}", style="dim"), (0, 0, 0, INDENT), expand=False))
    if extra:
        out.print(Padding(Text(clean(extra), style="dim"), (0, 0, 0, INDENT), expand=False))
    body = redlined(change)
    if body.plain.strip():
        out.print(Padding(body, (0, 0, 0, INDENT), expand=False), width=measure())


def redlined(change: Change) -> Text:
    """Words that went and came, by colour and by signs: [-went-] {+came+}."""
    return redline_text(
        change.redline
        or (
            *((("-", change.before),) if change.before else ()),
            *((("+", change.after),) if change.after else ()),
        )
    )


def redline_text(pieces: Redline) -> Text:
    """A redline for a terminal, by signs and by colour."""
    text = Text()
    for sign, words in pieces:
        if sign == "=":
            text.append(clean(words))
        elif sign == "-":
            text.append(f"[-{clean(words)}-]", style="red strike")
        else:
            text.append(f"{{+{clean(words)}+}}", style="green bold")
    return text


def print_citations(citations: Sequence[Citation]) -> None:
    out = console()
    if not citations:
        out.print("No citation is read in this sentence.")
    for citation in citations:
        act = citation.act_name or citation.act_number or "an act that the sentence does not name"
        out.print(Text(clean(act), style="bold"))
        grid = Table.grid(padding=(0, 2))
        facts = {
            "read from": citation.text,
            "units": ", ".join(label(u) for u in citation.units) or "the whole act",
            "number": citation.act_number,
            "date": citation.act_date,
            "as amended": citation.as_amended_date,
            "hedge": citation.qualifier,
            "ambiguous": "yes: it can be read in more than one way" if citation.ambiguous else None,
        }
        for name, value in facts.items():
            if value:
                grid.add_row(Text(f"  {name}", style="dim"), Text(clean(str(value))))
        out.print(grid)


def print_note(told: dict[str, Any]) -> None:
    out = console()
    target = told["target"] or {}
    where = " ".join(str(target[k]) for k in ("scope", "unit", "number") if target.get(k))
    out.print(Text(f"about: {clean(where) or 'not said'}", style="bold"))
    for event in told["events"]:
        effective = event.get("effective") or {}
        force = effective.get("date") or effective.get("text") or ""
        act = act_named(event.get("amending_act_number"), event.get("date"))
        out.print(Text(f"  {event['action']} by {clean(act)} {clean(str(force))}".rstrip()))
    changed = "yes" if told["law_text_changed"] else "no"
    out.print(f"the words of the law changed: {changed}")
