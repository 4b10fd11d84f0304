"""Two versions of one act put side by side, from whole law down to the deepest changed provision."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace

from db.law import ActFacts
from db.law import Change
from db.law import Kind
from db.law import Provision
from db.law import Reading
from db.law import Status
from pipeline.changes.attribute import attribute
from pipeline.changes.compare.fold import fold
from pipeline.changes.compare.home import elsewhere
from pipeline.changes.compare.kinds import changes_of
from pipeline.changes.compare.kinds import come
from pipeline.changes.compare.kinds import gone
from pipeline.changes.compare.kinds import in_order
from pipeline.changes.compare.match import Matching
from pipeline.changes.compare.match import Pair
from pipeline.changes.compare.match import match
from pipeline.changes.compare.relation import related
from pipeline.changes.compare.units import Unit
from pipeline.changes.compare.units import grow
from pipeline.changes.weigh import weigh

ACT = "act"  # eid of changes that concern the act as such


def compare(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[Change, ...]:
    """What a reader of `old` has to be told of `new`, in the order of the new; empty for the same law."""
    if tuple(old) == tuple(new):
        return ()
    old_units, old_containers = grow(old)
    new_units, new_containers = grow(new)
    basic = match(old_units, new_units, lambda unit: unit.key)
    above = match(old_containers, new_containers, lambda unit: unit.key)
    moved = elsewhere(above, basic)
    twins = _twins(basic)

    def tell(a: Unit | None, b: Unit | None, pair: Pair | None) -> Iterator[Change]:
        if pair is not None:
            yield from changes_of(pair, moved=moved(pair))
        elif (unit := a or b) is not None and id(unit) in twins:
            yield from changes_of(twins[id(unit)])
        elif a is not None:
            yield gone(a)
        elif b is not None:
            yield come(b)

    return tuple(related([*in_order(above, _of_container), *in_order(basic, tell)], basic))


def compare_readings(old: Reading, new: Reading) -> tuple[Change, ...]:
    """`compare`, with the act's own status, significance and the amending acts."""
    changes = (*_of_act(old.act, new.act), *compare(old.provisions, new.provisions))
    language = new.language or old.language
    weighed = [replace(change, significance=weigh(change, language)) for change in changes]
    return attribute(weighed, old.provisions, new.provisions, old.act, new.act)


def _of_act(old: ActFacts, new: ActFacts) -> Iterator[Change]:
    # That a page says nothing proves nothing; that it now says "repealed" is news also where it said nothing before.
    unknown = new.status is Status.UNKNOWN or (
        old.status is Status.UNKNOWN and new.status is not Status.REPEALED
    )
    if old.status is new.status or unknown:
        return
    yield Change(
        kind=Kind.STATUS,
        eid=ACT,
        old_eid=ACT,
        article=None,
        old_article=None,
        label=new.title,
        before=old.status.value,
        after=new.status.value,
        match="act",
    )


def _of_container(old: Unit | None, new: Unit | None, pair: Pair | None) -> Iterator[Change]:
    if pair is not None:
        yield from changes_of(pair)
    elif old is not None:
        yield gone(old)
    elif new is not None:
        yield come(new)


def _twins(basic: Matching) -> Mapping[int, Pair]:
    """Units that stand beside another wording of the same number, which is what they are compared with.

    While a future wording is printed beside the present one, its arrival is told as an amendment of the present one;
    when the present one falls away, that is the amendment taking place, not a repeal.
    """
    old_of = {_twin_key(pair.old): pair.old for pair in basic.pairs}
    new_of = {_twin_key(pair.new): pair.new for pair in basic.pairs}
    twins = {}
    for unit in basic.gone:
        key = _twin_key(unit)
        if key and key in old_of and key in new_of:
            twins[id(unit)] = Pair(unit, new_of[key], "number, two wordings")
    for unit in basic.come:
        key = _twin_key(unit)
        if key and key in new_of and key in old_of:
            twins[id(unit)] = Pair(old_of[key], unit, "number, two wordings")
    return twins


def _twin_key(unit: Unit) -> tuple[str, str] | None:
    # The heading too: where numbers restart without a container of their own, one number has many provisions.
    return (unit.key, fold(unit.title)) if unit.key and unit.provision.num else None
