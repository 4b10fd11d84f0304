"""Which of the lines that look like headings are headings: the longest increasing run inside each series.

A marker alone lets in cross-references that begin a line; the run of numbers does not. Series are cut first, where
an annex, transitional provisions or a restart begins. What falls out is told, never dropped in silence.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from itertools import pairwise

from scraper.headings import Heading
from scraper.numbers import Key

STRONG = 8  # weight of a line that the page itself presents as a heading
PLAIN = 2
DOUBTFUL = 1  # presented as a heading, but reads on like a sentence

FIRST_LEFT = 4  # a chapter's first number, where those before it were struck out
MIN_CONTENTS = 4  # headings in a row without a word between them: a table of contents


@dataclass(slots=True)
class Candidate:
    """One line that looks like a heading."""

    at: int  # position of its block
    heading: Heading
    weight: int  # 0: not to be taken (a cross-reference, quoted law)
    text_after: bool = False  # text of its own stands before the next candidate


@dataclass(slots=True)
class Chosen:
    """What became of the candidates."""

    accepted: dict[int, Candidate] = field(default_factory=dict)  # block -> candidate
    contents: set[int] = field(default_factory=set)  # blocks of a table of contents
    missing: list[Candidate] = field(default_factory=list)  # named by the contents, printed nowhere
    unplaced: list[Candidate] = field(default_factory=list)
    twice: list[Candidate] = field(default_factory=list)  # a number that two true headings bear
    repeats: dict[int, Candidate] = field(
        default_factory=dict
    )  # the number once more, before the text of its unit
    restarts: list[int] = field(default_factory=list)  # blocks of basic units where numbers begin again
    family: str | None = None


def choose(candidates: list[Candidate], *, families: tuple[str, ...] = ()) -> Chosen:
    """Headings out of candidates, for the whole document."""
    chosen = Chosen()
    family = _main_family([c for c in candidates if c.heading.rank == "basic"], families)
    candidates = _without_contents(candidates, chosen, family)
    basic = [c for c in candidates if c.heading.rank == "basic"]
    chosen.family = _main_family(basic, families)
    ours = [c for c in basic if c.heading.family == chosen.family]
    cuts = [
        c.at
        for c in candidates
        if c.weight
        and (c.heading.rank == "annex" or (c.heading.rank == "transitional" and not c.heading.num))
    ]
    containers = [c.at for c in candidates if c.weight and c.heading.rank == "container"]
    for segment in _segments(ours, cuts):
        for position, run in enumerate(_runs(segment, containers)):
            if position and run:
                chosen.restarts.append(run[0].at)
            _accept(run, chosen)
    for c in candidates:
        if c.heading.rank != "basic" and c.weight:
            chosen.accepted[c.at] = c
    others = [c for c in basic if c.heading.family != chosen.family]
    _accept_strays(others, chosen)
    return chosen


def _without_contents(candidates: list[Candidate], chosen: Chosen, family: str | None) -> list[Candidate]:
    """A run of headings without a word between, whose numbers come again later with words, is a table of contents.

    Signs of a lower level ("§ 1." inside every Polish article) come again, too: they are words here.
    """
    kind = next((c.heading.kind for c in candidates if c.heading.family == family), None)
    later: Counter[tuple[str, str, str | None]] = Counter(_name(c) for c in candidates)
    kept: list[Candidate] = []
    run: list[Candidate] = []
    for c in candidates:
        later[_name(c)] -= 1
        run.append(c)
        if c.text_after or (c.heading.rank == "basic" and c.heading.kind != kind):
            kept.extend(_judge(run, later, chosen))
            run = []
    kept.extend(_judge(run, later, chosen))
    return kept


def _judge(
    run: list[Candidate], later: Counter[tuple[str, str, str | None]], chosen: Chosen
) -> list[Candidate]:
    # The last of them has words after it: it is the first heading of the law, or the last line of the contents.
    last = run[-1] if run and run[-1].text_after else None
    run = run[:-1] if last else run
    kept = _without_the_list(run, later, chosen)
    if last is None:
        return kept
    before = run[-1].heading.key if run else None
    if not kept and before and last.heading.key and later[_name(last)] > 0 and last.heading.key > before:
        chosen.contents.add(last.at)
        return []
    return [*kept, last]


def _without_the_list(
    run: list[Candidate], later: Counter[tuple[str, str, str | None]], chosen: Chosen
) -> list[Candidate]:
    repeated = [c for c in run if later[_name(c)] > 0]
    basic = [c for c in repeated if c.heading.rank == "basic"]
    if len(repeated) < MIN_CONTENTS or len(basic) < MIN_CONTENTS or len(repeated) < len(run) * 0.6:
        return run
    last = max(i for i, c in enumerate(run) if later[_name(c)] > 0)
    rest = run[last + 1 :]
    listed = [*run[: last + 1], *(c for c in rest if c.heading.rank == "basic")]
    chosen.contents.update(c.at for c in listed)
    chosen.missing.extend(c for c in listed if c.heading.rank == "basic" and not later[_name(c)])
    return [c for c in rest if c.heading.rank != "basic"]


def _name(c: Candidate) -> tuple[str, str, str | None]:
    return (c.heading.rank, c.heading.kind, c.heading.num)


def _main_family(basic: list[Candidate], families: tuple[str, ...]) -> str | None:
    """The marker of the units that people cite: most weight, and the fewest numbers that come again and again."""
    weights: Counter[str] = Counter()
    distinct: dict[str, set[Key | None]] = {}
    for c in basic:
        weights[c.heading.family] += c.weight
        if c.weight:
            distinct.setdefault(c.heading.family, set()).add(c.heading.key)
    if not distinct:
        return None
    for family in families:
        if family in distinct:
            return family
    counts = Counter(c.heading.family for c in basic if c.weight)

    def score(family: str) -> float:
        # Numbers that come again and again are a level below ("§ 1." inside every Polish article).
        return len(distinct[family]) ** 2 / counts[family] * (1 + weights[family] / counts[family] / STRONG)

    return max(distinct, key=score)


def _segments(candidates: list[Candidate], cuts: list[int]) -> list[list[Candidate]]:
    segments: list[list[Candidate]] = [[]]
    borders = iter([*cuts, 1 << 60])
    border = next(borders)
    for c in candidates:
        while c.at > border:
            segments.append([])
            border = next(borders)
        segments[-1].append(c)
    return [s for s in segments if s]


def _runs(segment: list[Candidate], containers: list[int]) -> list[list[Candidate]]:
    """Cuts where numbers begin again at one: a second body, a code of chapters each with its own § 1.

    A chapter may have lost its § 1: the first number after its heading is then lower than the one before, and the
    numbers go on from there.
    """
    runs: list[list[Candidate]] = [[]]
    highest = last = 0
    before = -1
    solid = [c for c in segment if c.weight]
    following = {id(c): n for c, n in pairwise(solid)}
    for c in segment:
        key = c.heading.key
        if key and c.weight and key == (1, ()) and highest >= 2 and c.weight >= PLAIN:
            after = following.get(id(c))
            opened = bisect_left(containers, before) != bisect_left(containers, c.at)
            second = FIRST_LEFT if opened else 2
            if after is None or (after.heading.key and after.heading.key[0] <= second):
                runs.append([])
                highest = 0
        elif key and c.weight >= PLAIN and 1 < key[0] <= min(last, FIRST_LEFT):
            after = following.get(id(c))
            opened = bisect_left(containers, before) != bisect_left(containers, c.at)
            goes_on = after is None or (after.heading.key and key < after.heading.key < (last, ()))
            if opened and goes_on and before >= 0:
                runs.append([])
                highest = 0
        runs[-1].append(c)
        if key and c.weight:
            last, before = key[0], c.at
            highest = max(highest, key[0] if key[0] < 1_000_000 else 0)
    return runs


def _accept(run: list[Candidate], chosen: Chosen) -> None:
    kept = _heaviest_run([c for c in run if c.weight and c.heading.key is not None])
    places = {id(c) for c in kept}
    previous: Candidate | None = None
    for c in kept:
        if previous is not None and previous.heading.key == c.heading.key:
            if c.heading.family == "#" and not previous.text_after and c.heading.rest:
                # The title of a section, then the number again before its text: one unit.
                chosen.repeats[c.at] = c
                continue
            if min(previous.weight, c.weight) < STRONG:
                chosen.unplaced.append(c)
                continue
            chosen.twice.append(c)
        chosen.accepted[c.at] = c
        previous = c
    chosen.unplaced.extend(c for c in run if id(c) not in places and c.weight >= PLAIN)
    chosen.unplaced.extend(c for c in run if c.weight and c.heading.key is None)


def _accept_strays(others: list[Candidate], chosen: Chosen) -> None:
    """Units of another marker are headings only where the page presents them so ("Section" between articles)."""
    for c in others:
        if c.weight >= STRONG:
            chosen.unplaced.append(c)


def _heaviest_run(candidates: list[Candidate]) -> list[Candidate]:
    """The run of never-falling numbers with the greatest weight, in n log n."""
    if not candidates:
        return []
    ranks = {key: i for i, key in enumerate(sorted({c.heading.key for c in candidates if c.heading.key}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)  # (weight, index of the last), prefix maximum
    before = [-1] * len(candidates)
    best, best_at = 0, -1
    for index, c in enumerate(candidates):
        assert c.heading.key
        rank = ranks[c.heading.key]
        top, i = (0, -1), rank
        while i:
            top = max(top, tree[i])
            i &= i - 1
        before[index] = top[1]
        # Numbers printed one after the other belong together: the nearer successor wins a tie.
        weight = top[0] + c.weight * 4 + (_follows(candidates[top[1]], c) if top[1] >= 0 else 0)
        i = rank
        while i <= len(ranks):
            tree[i] = max(tree[i], (weight, index))
            i += i & -i
        if weight > best:
            best, best_at = weight, index
    run: list[Candidate] = []
    while best_at >= 0:
        run.append(candidates[best_at])
        best_at = before[best_at]
    return run[::-1]


def _follows(earlier: Candidate, later: Candidate) -> int:
    a, b = earlier.heading.key, later.heading.key
    return 1 if a and b and 0 <= b[0] - a[0] <= 1 and a != b else 0
