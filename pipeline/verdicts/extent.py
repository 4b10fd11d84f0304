"""What a text never covered cannot have changed in it: a page of one chapter says nothing of the others. Pure."""

from collections.abc import Iterable
from collections.abc import Sequence

from db.law import Change
from db.law import Kind
from db.law import Provision
from pipeline.profile.model import Expect


def numbers(law: Iterable[Provision]) -> list[str]:
    """The numbers of the basic units, in their order."""
    return [p.num for p in law if p.article is not None and p.article == p.label and p.num]


def keeps_contract(law: Sequence[Provision], expect: Expect) -> bool:
    """Whether a text has what its source promises; a source that promises nothing is taken at its word."""
    there, contract = numbers(law), expect.articles
    return (
        (contract.first is None or contract.first in there)
        and (contract.last is None or contract.last in there)
        and (contract.at_least is None or len(there) >= contract.at_least)
    )


def within_extent(
    changes: Sequence[Change], old: Sequence[Provision], expect: Expect, *, part: bool = False
) -> tuple[Change, ...]:
    """The changes without articles that are new only because the older text did not reach so far.

    `part`: a person says that the newer pages hold some of the act's articles. An article that a known one carries in
    its number (206-1) was inserted all the same.
    """
    if not part and keeps_contract(old, expect):
        return tuple(changes)
    known, held = {p.eid for p in old}, set(numbers(old))
    return tuple(c for c in changes if not _only_reached(c, known, held))


def _only_reached(change: Change, known: set[str], held: set[str]) -> bool:
    if change.kind is not Kind.INSERTED or change.old_eid is not None:
        return False
    unit = change.eid.partition("__")[0]
    if unit in known:
        return False
    base = unit.rpartition("_")[2].partition("-")
    return not (base[1] and base[0] in held)
