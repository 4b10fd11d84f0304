"""A database of the size that the page must bear, generated; no test itself.

Profiles, acts and changes have their full number. Law is invented from a small vocabulary and written by the real store;
fsync is the only thing left out, since a generated file may be lost.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

from alerts.payload import ActPart
from alerts.payload import ChangePart
from alerts.payload import EntryPart
from alerts.payload import Payload
from alerts.payload import ProfilePart
from alerts.payload import to_dict
from db.law import ActFacts
from db.law import Change
from db.law import Provision
from db.law import Reading
from db.open import open_writer
from db.records import AlertKind
from db.records import Capture
from db.records import NewAlert
from db.records import Outcome
from db.store import Store
from pipeline.changes.compare import compare
from pipeline.profile.load import parse
from pipeline.profile.watchlist import Watched
from pipeline.profile.watchlist import sync
from pipeline.public import change_json

NOW = datetime(2026, 11, 20, 4, 10, tzinfo=UTC)
WORDS = [
    "lantern",
    "harbour",
    "keeper",
    "oil",
    "light",
    "mark",
    "court",
    "fine",
    "imprisonment",
    "years",
    "person",
    "whoever",
    "without",
    "right",
    "shall",
    "be",
    "punished",
    "order",
    "written",
    "judge",
    "minister",
    "within",
    "days",
    "notice",
    "device",
    "stores",
    "sends",
    "opens",
    "night",
    "company",
    "repeated",
    "act",
    "attempt",
    "public",
    "port",
    "ship",
    "signal",
    "tower",
    "guard",
    "watch",
    "storm",
    "rope",
    "anchor",
    "bell",
    "record",
    "copy",
    "access",
    "system",
    "data",
    "traffic",
    "seizure",
    "search",
    "preservation",
]
ARTICLES_BIG = 450  # of the one code that is as large as the largest real one


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make."""

    profiles: int = 200
    acts: int = 6_000
    provisions: int = 1_000_000
    changes: int = 50_000

    @property
    def per_act(self) -> int:
        return self.provisions // self.acts

    @property
    def changes_per_act(self) -> int:
        return max(1, self.changes // self.acts)


def fill(path: Path, size: Size, seed: int = 7) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same database every time
    profiles = [parse(_toml(n, size.acts // size.profiles), key=f"country-{n}") for n in range(size.profiles)]
    with open_writer(path) as store:
        store._db.run("pragma synchronous = off")
        start = NOW - timedelta(days=300)
        with store.transaction():
            watched = sync(store, profiles, start)
        run = store.begin_run(start, "check")
        for number, one in enumerate(watched):
            with store.transaction():
                _act(store, one, number, size, chance, run, start)
        store.end_run(
            run, NOW, {"sources": len(watched), "outcomes": {"changed": len(watched)}, "whole": True}
        )
        store._db.run("pragma optimize")
        store._db.run("pragma wal_checkpoint(truncate)")


def _toml(number: int, acts: int) -> str:
    country = f"{chr(65 + number // 26)}{chr(65 + number % 26)}"
    lines = [
        f'title = "Country {number}"',
        f'country = "{country}"',
        "[defaults]",
        'timezone = "Asia/Almaty"',
    ]
    for act in range(acts):
        lines += [
            "[[acts]]", f'key = "act-{act}"', f'title = "Act {act} of Country {number}"', f'names = ["Act {act}"]',
            'type = "law"', f'number = "{act}-{number}"', "date = 2014-07-03", "[[acts.sources]]",
            f'url = "https://law.example/{number}/{act}"', 'language = "en"',
        ]  # fmt: skip
    for entry in range(50):
        act = entry % acts
        lines += [
            "[[entries]]", f'key = "line-{entry}"', f'section = "Section {entry // 10}"', f'topic = "Topic {entry}"',
            f'treaty = ["Lantern Convention Art. {entry % 21 + 2}"]',
            f'text = "Art. {entry % 9 + 1} and Art. {entry % 7 + 10} of Act {act} of Country {number}"',
            f'cites = [{{ act = "act-{act}", units = ["art_{entry % 9 + 1}", "art_{entry % 7 + 10}"] }}]',
            "checked = 2026-03-01" if entry % 5 else "",
        ]  # fmt: skip
    return "\n".join(lines)


def _act(
    store: Store, one: Watched, number: int, size: Size, chance: random.Random, run: int, at: datetime
) -> None:
    articles = ARTICLES_BIG if number == 0 else max(4, size.per_act // 5)
    law = list(_law(articles, chance))
    old: tuple[Provision, ...] = ()
    for step in range(2):
        seen = at + timedelta(days=step * 290, seconds=number)
        touched = chance.sample(range(len(law)), min(size.changes_per_act, len(law))) if step else []
        if step and one.profile.entries:
            touched[0] = next((n for n, p in enumerate(law) if p.eid == f"art_{number % 9 + 1}__para_1"), 0)
        for place in touched:
            text = f"{law[place].text} Changed {chance.randrange(10_000)}."
            law[place] = replace(law[place], text=text, printed=text)
        changes = compare(old, law) if step else ()
        _version(store, one, law, changes, run, seen, first=not step)
        old = tuple(law)


def _version(
    store: Store,
    one: Watched,
    law: list[Provision],
    changes: tuple[Change, ...],
    run: int,
    at: datetime,
    *,
    first: bool,
) -> None:
    body = f"{one.record.key} {at.isoformat()}".encode()
    snapshot = store.keep_snapshot(
        one.id, Capture(one.record.url, one.record.url, 200, (), body, at, "http", 0.1)
    )
    check = store.start_check(run, one.id, at, at, at + timedelta(days=1))
    lines = [tuple(_lines(one, c)) for c in changes]
    store.accept(
        source_id=one.id, snapshot_id=snapshot.id, now=at, check_id=check, changes=changes, entries=lines,
        outcome=Outcome.FIRST if first else Outcome.CHANGED, due_at=at + timedelta(days=1),
        reading=Reading("html", "html/1", "", "en", "utf-8", "header", ActFacts(title=one.record.title), tuple(law)),
        alerts=[_alert(one, changes, lines)] if any(lines) else (),
    )  # fmt: skip
    store.finish_check(None, one.id, NOW - timedelta(hours=1), Outcome.UNCHANGED)


def _lines(one: Watched, change: Change) -> Iterator[str]:
    article = change.eid.split("__")[0]
    for entry in one.profile.entries:
        for cite in entry.cites or ():
            if one.act and cite.act == one.act.key and article in cite.units:
                yield f"{one.profile.key}/{entry.key}"


def _alert(one: Watched, changes: tuple[Change, ...], lines: list[tuple[str, ...]]) -> NewAlert:
    profile, entries = one.profile, sorted({line.partition("/")[2] for found in lines for line in found})
    known = {e.key: e for e in profile.entries}
    payload = Payload(
        uid="", kind="change", created_at=NOW.isoformat(),
        profile=ProfilePart(profile.key, profile.title, profile.country, None, profile.timezone),
        entries=tuple(EntryPart(k, known[k].section, known[k].topic, known[k].text, known[k].treaty) for k in entries),
        act=ActPart(one.record.act, one.record.title or ""),
    )  # fmt: skip
    parts = tuple(ChangePart(**_part(c)) for n, c in enumerate(changes) if lines[n])
    payload = Payload.from_dict(to_dict(replace(payload, changes=parts)))
    return NewAlert(
        AlertKind.CHANGE, f"{one.record.key}/load", profile.key, f"{profile.title}: {one.record.title} amended",
        payload.to_json(), tuple(n for n, found in enumerate(lines) if found), tuple(entries), ("team",),
    )  # fmt: skip


def _part(change: Change) -> dict[str, Any]:
    told = change_json(change)
    return {k: told[k] for k in ("kind", "eid", "old_eid", "article", "before", "after")} | {
        "redline": tuple(tuple(piece) for piece in told["redline"])
    }


def _law(articles: int, chance: random.Random) -> Iterator[Provision]:
    for number in range(1, articles + 1):
        eid, label = f"art_{number}", f"Article {number}"
        heading = " ".join(chance.choices(WORDS, k=4)).capitalize()
        yield Provision(eid, "article", str(number), label, heading, "", "", label, None, None)
        for part in range(1, 5):
            text = " ".join(chance.choices(WORDS, k=chance.randint(12, 40))).capitalize() + "."
            yield Provision(
                f"{eid}__para_{part}", "paragraph", str(part), f"{part}.", None, text, text, label, eid, None
            )
