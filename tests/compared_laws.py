"""Invented law for tests of comparing: built as trees, made provisions as every reader makes them."""

from collections.abc import Sequence

from db.law import ActFacts
from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from db.law import Provision
from db.law import Reading
from db.law import Status
from scraper.provisions import Node
from scraper.provisions import flatten

TEXTS = (
    "Whoever keeps bees within forty paces of a public road shall fence the hives with boards of oak.",
    "The keeper of the lighthouse rings the bell once for every ship that leaves the northern harbour.",
    "A ferry carries no more passengers than the plate on its mast states, children in arms not counted.",
    "The mayor opens the flower market on the first Saturday of spring and closes it before the frost.",
    "Salt found on the beaches belongs to the village whose boundary stone stands nearest to the place.",
    "Owners of orchards may pick fruit that hangs over a neighbour's wall after giving one day's notice.",
    "The clockmaker compares the tower clock with the observatory each evening and notes the difference.",
    "Snow is cleared from the steps of the library by those who borrowed a book in the week before.",
    "Letters without an address are opened by two postmen together and burned after a year and a day.",
    "Windmills turn on Sundays only for grinding the flour that the hospital ordered in writing.",
    "A dog that has saved a person from water wears a silver collar and enters every house of the town.",
    "The choir sings outdoors unless the council of fishermen has hoisted the yellow storm flag.",
)


def article(number: int | str, text: str, *parts: str, heading: str | None = None, **more: object) -> Node:
    """An article with a text of its own and numbered paragraphs."""
    children = [Node("paragraph", str(n), f"{n}.", None, [part]) for n, part in enumerate(parts, 1)]
    node = Node("article", str(number), f"Article {number}", heading, [text] if text else [], children)
    for name, value in more.items():
        setattr(node, name, value)
    return node


def articles(count: int = len(TEXTS)) -> list[Node]:
    return [article(n, TEXTS[n - 1]) for n in range(1, count + 1)]


def gone(number: int | str, words: str = "(repealed)") -> Node:
    return article(number, words, status=Status.REPEALED)


def law(nodes: Sequence[Node]) -> tuple[Provision, ...]:
    return flatten(nodes)


def note(
    raw: str,
    *acts: tuple[str, str],
    action: str = "amended",
    unit: str | None = None,
    number: str | None = None,
    part: str | None = None,
) -> Note:
    events = tuple(NoteEvent(action, "law", n, day) for n, day in acts)
    return Note(raw, NoteTarget(unit=unit, number=number, part=part), events, law_text_changed=True)


def reading(nodes: Sequence[Node], act: ActFacts | None = None, language: str = "en") -> Reading:
    return Reading("test", "test/1", "made", language, None, None, act or ActFacts(), flatten(nodes))
