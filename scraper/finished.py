"""What a unit turns out to be once all of it is read: repealed, or one unit without units inside."""

from db.law import Status
from scraper.provisions import BASIC
from scraper.provisions import CONTAINERS
from scraper.provisions import Node
from scraper.repeal import is_placeholder


def mark_repealed(node: Node) -> None:
    """A unit without a word, with a note that it was repealed, is repealed."""
    if len(node.text) == 1 and not node.children and is_placeholder(node.text[0]):
        node.status = Status.REPEALED
    if node.text or node.children:
        return
    if any(event.action == "repealed" for note in node.notes for event in note.events):
        node.status = Status.REPEALED


def holds_only_text(node: Node) -> bool:
    """A container, annex or schedule that has words but no unit of its own is one unit."""
    if any(c.kind in BASIC or c.kind in CONTAINERS or c.basic for c in node.children):
        return False
    return bool(node.text or node.children) or node.kind in {"annex", "schedule"}
