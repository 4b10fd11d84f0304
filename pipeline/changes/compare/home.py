"""Whether a basic unit stands in another container than before, chapters being renumbered and renamed themselves."""

from collections import Counter
from collections.abc import Callable

from pipeline.changes.compare.match import Matching
from pipeline.changes.compare.match import Pair


def elsewhere(containers: Matching, basic: Matching) -> Callable[[Pair], bool]:
    """A container goes on as the one it was matched with, or as the one that most of its units stand in now."""
    goes_on: dict[str | None, set[str | None]] = {None: {None}}
    for pair in containers.pairs:
        goes_on.setdefault(pair.old.provision.eid, set()).add(pair.new.provision.eid)
    homes = Counter((p.old.provision.container, p.new.provision.container) for p in basic.pairs)
    old_size: Counter[str | None] = Counter()
    new_size: Counter[str | None] = Counter()
    for (old, new), count in homes.items():
        old_size[old] += count
        new_size[new] += count
    for (old, new), count in homes.items():
        if 2 * count > old_size[old] and 2 * count > new_size[new]:
            goes_on.setdefault(old, set()).add(new)

    def moved(pair: Pair) -> bool:
        return pair.new.provision.container not in goes_on.get(pair.old.provision.container, ())

    return moved
