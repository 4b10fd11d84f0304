"""Scores what `compare` tells of real law against what its publishers say of it.

An article is told rightly where the publisher's own mark and the words say that it was amended, inserted, repealed or
renumbered; the kind is counted apart. What truth calls neutral is neither right nor wrong; all else is a false alarm.
"""

import json
import re
import unicodedata
from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any

from db.law import Change
from db.law import Kind
from db.law import Reading
from pipeline.changes.compare import compare_readings
from scraper.errors import ExtractError
from scraper.read import read

# Recorded, but no claim that the words of the law are others.
NO_CLAIM = frozenset({Kind.TYPOGRAPHIC, Kind.NOTE, Kind.MOVED, Kind.STATUS})
MARKED = ("amended", "inserted", "repealed")
NEUTRAL = ("unmarked", "heading_only", "punct_or_case", "placeholder", "toc", "ambiguous")
_UNIT_WORD = re.compile(
    r"^(?:§+|art(?:icle|ikel|\.)?|статья|статті|стаття|ст\.?|section|sec\.?|s\.|第)\s*", re.IGNORECASE
)
_TRANSITIONAL = re.compile(r"^ákvæði til bráðabirgða\W*(?=\w)")


@dataclass(slots=True)
class Score:
    """Counts of articles over some pairs of versions, and the names of what went wrong."""

    pairs: int = 0
    right: int = 0
    kinds: int = 0  # of the right ones, those whose kind agrees too
    false: int = 0
    missed: int = 0
    quiet: int = 0
    noisy: list[str] = field(default_factory=list)  # quiet pairs with a false alarm
    failed: list[str] = field(default_factory=list)  # pairs of which a document was not read
    wrong: list[str] = field(default_factory=list)  # each false alarm and each miss
    how: Counter[str] = field(default_factory=Counter)  # how the act behind each change is known

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def kind_share(self) -> float:
        return self.kinds / max(1, self.right)

    def row(self, name: str) -> str:
        """A row of the table in docs/fidelity.md."""
        return (
            f"| {name} | {self.pairs} | {self.precision:.4f} | {self.recall:.4f} | {self.kind_share:.4f} "
            f"| {len(self.noisy)} of {self.quiet} | {len(self.failed)} "
            f"| {self.how['read']} / {self.how['derived']} / {self.how['unknown']} |"
        )


def source_score(folder: Path) -> Score:
    """All pairs of one source: `folder` holds truth.json and the versions it names."""
    total = Score()
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    for act in truth["acts"].values():
        files = {v["date"]: folder / v["file"] for v in act["versions"]}
        readings = _Readings(files, act.get("url"))
        for pair in act["pairs"]:
            if not pair.get("extraction_upgrade"):  # the publisher's reader changed, not the law
                _add(total, act["title"][:40], pair, readings)
    return total


class _Readings:
    """Versions of one act, each read once; the last few are kept."""

    def __init__(self, files: Mapping[str, Path], url: str | None) -> None:
        self._files, self._url = files, url
        self._kept: dict[str, Reading] = {}

    def at(self, date: str) -> Reading:
        if date not in self._kept:
            path = self._files[date]
            while len(self._kept) > 1:
                del self._kept[next(iter(self._kept))]
            self._kept[date] = read(path.read_bytes(), url=self._url, file_name=path.name)
        return self._kept[date]


def _add(total: Score, title: str, pair: Mapping[str, Any], readings: _Readings) -> None:
    total.pairs += 1
    name = f"{title} {pair['from']}..{pair['to']}"
    true = dict(_true(pair))
    try:
        changes = compare_readings(readings.at(pair["from"]), readings.at(pair["to"]))
    except ExtractError as e:
        total.failed.append(f"{name}: {e}")
        total.missed += sum(len(pair[kind]) for kind in MARKED)
        return
    told = _told(changes)
    neutral = {spelled(label) for kind in NEUTRAL for label in _labels(pair[kind])} - true.keys()
    right = told.keys() & true.keys()
    false = told.keys() - true.keys() - neutral
    missed = {label for label in true.keys() - told.keys() if true[label] != {"renumbered"}}
    total.right += len(right)
    total.false += len(false)
    total.missed += len(missed)
    total.kinds += sum(_agree(told[label], true[label]) for label in right)
    total.quiet += not true
    if false and not true:
        total.noisy.append(name)
    total.wrong += [f"{name}: false alarm {label}" for label in sorted(false)]
    total.wrong += [f"{name}: missed {label}" for label in sorted(missed)]
    total.how.update(c.by[0].how if c.by else "unknown" for c in changes if c.kind not in NO_CLAIM)


def _true(pair: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    marked: dict[str, set[str]] = defaultdict(set)
    for kind in MARKED:
        for label in pair[kind]:
            marked[spelled(label)].add(kind)
    for old, new, *_ in pair["renumbered"]:
        marked[spelled(old)].add("renumbered")
        marked[spelled(new)].add("renumbered")
    yield from marked.items()


def _told(changes: tuple[Change, ...]) -> dict[str, set[str]]:
    told: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if change.kind not in NO_CLAIM:
            for label in {change.article, change.old_article} - {None}:
                told[spelled(label)].add(change.kind.value)
    return told


def _agree(told: set[str], true: set[str]) -> bool:
    # A heading may be law or not, and a renumbering may be told as such or as its two halves: both are right.
    return bool(told & true) or "heading" in told or "renumbered" in told | true


def _labels(listed: list[Any]) -> Iterator[str]:
    for item in listed:
        yield from (x for x in ([item] if isinstance(item, str) else item) if isinstance(x, str))


def spelled(label: str | None) -> str:
    """One spelling for a label, so that `Стаття 6-1.` meets `ст. 6-1` and `第 6-1 條` meets `第6-1條`."""
    s = unicodedata.normalize("NFKC", label or "").strip().lower()
    s = re.sub(r"#\d+$", "", s)
    s = _UNIT_WORD.sub("", _TRANSITIONAL.sub("brb. ", s)).replace("條", "")
    s = re.sub(r"[‐‑–—]", "-", s)
    s = re.sub(r"[\s,:;()\[\]«»\"'’]+", "", s)
    return re.sub(r"(?<!\d)\.|\.(?!\d)", "", s)  # the dot of 12.1 is a number's, that of "12." is not
