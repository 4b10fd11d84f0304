"""Which old unit goes on as which new one, and why.

The steps, each with its reason kept: same number and text; then, as one assignment over everything left, same number
with like text, same text under another number, like text under another number; at last the same number again, whose
text was rewritten. An exact text under another number outweighs a like text under the same one, so that a unit put in
the middle of a shifted series is one insertion and renumberings, never a chain of amendments.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.changes.compare.assign import assign
from pipeline.changes.compare.fold import fold
from pipeline.changes.compare.similarity import CANDIDATES
from pipeline.changes.compare.similarity import candidates
from pipeline.changes.compare.similarity import ratio
from pipeline.changes.compare.units import Unit

SAME_NUMBER = (
    0.5  # below it a number may have been given to other text (4.5 % of real amendments are below, too)
)
OTHER_CONTAINED = (
    0.7  # shared shingles of the smaller: all of a real renumbering of 20 articles found, 95 % right
)
OTHER_RATIO = 0.5  # and words in common, so that a short article is not found inside a long one
TELLING = 8  # words: a shorter text may stand under many numbers without being one provision
NUMBER_WEIGHT = 0.3  # numbers were right in every one of 1,451 real amendments of a code that never renumbers
TEXT_WEIGHT = 1.35  # more than any like text under the same number can have
SHORT_TEXT_WEIGHT = 0.7
NEIGHBOUR_WEIGHT = 0.05  # for each neighbour that fits
ORDER_WEIGHT = 0.01  # at most; decides between equals


@dataclass(frozen=True, slots=True)
class Pair:
    old: Unit
    new: Unit
    why: str
    likeness: float = 1.0  # of the words; 1.0 where they are the same


@dataclass(frozen=True, slots=True)
class Matching:
    pairs: tuple[Pair, ...]  # in the order of the new
    gone: tuple[Unit, ...]
    come: tuple[Unit, ...]


Key = Callable[[Unit], str | None]


def match(old: Sequence[Unit], new: Sequence[Unit], key: Key) -> Matching:
    """One unit for one; `key` says what its number is among these."""
    found = _Found(list(old), list(new), key)
    found.take_equal(lambda unit: (key(unit), unit.signature), "number and text")
    found.take_equal(lambda unit: (key(unit), unit.title, unit.wording), "number and text")
    found.take_equal(lambda unit: (key(unit), unit.wording), "number and text")
    found.take_likely()
    found.take_same_number(key, "number")
    found.take_same_number(_label, "label")
    found.take_lone_between()
    return found.answer()


class _Found:
    def __init__(self, old: list[Unit], new: list[Unit], key: Key) -> None:
        self.old, self.new, self.key = old, new, key
        self.forward: dict[int, int] = {}
        self.backward: dict[int, int] = {}
        self.why: dict[int, tuple[str, float]] = {}

    def take(self, i: int, j: int, why: str, likeness: float = 1.0) -> None:
        self.forward[i] = j
        self.backward[j] = i
        self.why[i] = why, likeness

    def left_old(self) -> list[int]:
        return [i for i in range(len(self.old)) if i not in self.forward]

    def left_new(self) -> list[int]:
        return [j for j in range(len(self.new)) if j not in self.backward]

    def take_equal(self, form: Callable[[Unit], object], why: str) -> None:
        waiting: dict[object, list[int]] = defaultdict(list)
        for j in reversed(self.left_new()):
            waiting[form(self.new[j])].append(j)
        for i in self.left_old():
            if same := waiting.get(form(self.old[i])):
                self.take(i, same.pop(), why)

    def take_likely(self) -> None:
        old = [i for i in self.left_old() if not self.old[i].empty]
        new = [j for j in self.left_new() if not self.new[j].empty]
        weights: dict[tuple[int, int], float] = {}
        reasons: dict[tuple[int, int], tuple[str, float]] = {}
        for i, j, weight, why, likeness in self._edges(old, new):
            if weight > weights.get((i, j), 0.0):
                weights[i, j] = weight
                reasons[i, j] = why, likeness
        for (i, j), weight in weights.items():
            weights[i, j] = weight + self._fit(i, j)
        for i, j in assign(weights):
            self.take(i, j, *reasons[i, j])

    def _edges(self, old: list[int], new: list[int]) -> Iterable[tuple[int, int, float, str, float]]:
        same_key = _groups(new, lambda j: self.key(self.new[j]))
        same_text = _groups(new, lambda j: self.new[j].wording)
        for i in old:
            unit = self.old[i]
            for j in self._nearest(i, same_key.get(self.key(unit), [])) if self.key(unit) else ():
                likeness = ratio(unit, self.new[j])
                if likeness >= SAME_NUMBER:
                    yield i, j, likeness**2 + NUMBER_WEIGHT, "number", likeness
            for j in self._nearest(i, same_text.get(unit.wording, [])):
                weight = TEXT_WEIGHT if len(unit.words) >= TELLING else SHORT_TEXT_WEIGHT
                yield i, j, weight, "text", 1.0
        for a, b, contained in candidates([self.old[i] for i in old], [self.new[j] for j in new]):
            if contained < OTHER_CONTAINED:
                continue
            i, j = old[a], new[b]
            likeness = ratio(self.old[i], self.new[j])
            if likeness >= OTHER_RATIO and min(len(self.old[i].words), len(self.new[j].words)) >= TELLING:
                yield i, j, likeness**2, f"similarity {likeness:.2f}", likeness

    def _nearest(self, i: int, among: list[int]) -> list[int]:
        """Where a thousand units share a number or a text, those about as far down the law."""
        place = bisect(among, i * len(self.new) // len(self.old))
        start = max(0, min(place - CANDIDATES // 2, len(among) - CANDIDATES))
        return among[start : start + CANDIDATES]

    def _fit(self, i: int, j: int) -> float:
        """What the neighbours and the order say for a pair."""
        fit = sum(NEIGHBOUR_WEIGHT for step in (-1, 1) if self._beside(i + step, j + step))
        distance = abs(i / len(self.old) - j / len(self.new))
        return fit + ORDER_WEIGHT * (1 - distance)

    def _beside(self, i: int, j: int) -> bool:
        if not (0 <= i < len(self.old) and 0 <= j < len(self.new)):
            return (i < 0 and j < 0) or (i >= len(self.old) and j >= len(self.new))
        if i in self.forward:
            return self.forward[i] == j
        return j not in self.backward and self.old[i].wording == self.new[j].wording

    def take_same_number(self, key: Key, called: str) -> None:
        """Whatever their words: nothing else can be said of them now."""
        waiting: dict[str | None, list[int]] = _groups(self.left_new(), lambda j: key(self.new[j]))
        for i in self.left_old():
            number = key(self.old[i])
            if number and (same := waiting.get(number)):
                j = same.pop(0)
                likeness = ratio(self.old[i], self.new[j])
                self.take(i, j, f"{called}, similarity {likeness:.2f}", likeness)

    def take_lone_between(self) -> None:
        """Units without a number: the only ones left between the same neighbours are each other."""
        for i in self.left_old():
            if self.key(self.old[i]) is not None:
                continue
            j = self.forward.get(i - 1, -1) + 1 if i else 0
            if j >= len(self.new) or j in self.backward or self.key(self.new[j]) is not None or (i and not j):
                continue
            follows = self.forward.get(i + 1, len(self.new) if i + 1 >= len(self.old) else -1)
            likeness = ratio(self.old[i], self.new[j])
            if follows == j + 1 or likeness >= SAME_NUMBER:
                self.take(i, j, f"place, similarity {likeness:.2f}", likeness)

    def answer(self) -> Matching:
        pairs = (Pair(self.old[i], self.new[j], *self.why[i]) for j, i in sorted(self.backward.items()))
        return Matching(
            tuple(pairs),
            tuple(self.old[i] for i in self.left_old()),
            tuple(self.new[j] for j in self.left_new()),
        )


def _label(unit: Unit) -> str | None:
    """What a reader calls a basic unit, where its number is read otherwise than before."""
    article = unit.provision.article
    return fold(article) if article and article.endswith(unit.provision.label) else None


def _groups(indices: Iterable[int], form: Callable[[int], str | None]) -> dict[str | None, list[int]]:
    groups: dict[str | None, list[int]] = defaultdict(list)
    for index in indices:
        groups[form(index)].append(index)
    return groups
