"""Invented law and captures for the tests of the store; no test itself."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from db.law import ActFacts
from db.law import Change
from db.law import Kind
from db.law import Provision
from db.law import Reading
from db.records import ActRecord
from db.records import AlertKind
from db.records import Capture
from db.records import NewAlert
from db.records import Outcome
from db.records import SourceRecord
from db.store import Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ACT = ActRecord("xx/code", "XX", "code", "Code of Exampleland", "code", "7-I", "2020-01-01")
SOURCE = SourceRecord("xx/code-en", "xx/code", "https://law.example/code", "en")


def article(
    number: int, text: str = "", *, heading: str | None = None, anchor: str | None = None
) -> Provision:
    """One article with its own words."""
    words = text or f"Whoever breaks rule {number} shall pay {number} crowns."
    return Provision(
        eid=f"art_{number}",
        kind="article",
        num=str(number),
        label=f"Article {number}",
        heading=heading,
        text=words,
        printed=words,
        article=f"Article {number}",
        parent=None,
        container=None,
        anchor=anchor,
    )


def code(*articles: Provision) -> tuple[Provision, ...]:
    return articles or tuple(article(n) for n in range(1, 6))


def reading(
    provisions: Sequence[Provision], *, as_of: str | None = None, extractor: str = "html/1"
) -> Reading:
    return Reading(
        format="html",
        extractor=extractor,
        reason="told so",
        language="en",
        charset="utf-8",
        charset_rule="header",
        act=ActFacts(title="Code of Exampleland", as_of=as_of),
        provisions=tuple(provisions),
    )


def capture(body: bytes, at: datetime = NOON, *, status: int = 200) -> Capture:
    return Capture(
        SOURCE.url, SOURCE.url, status, (("content-type", "text/html"),), body, at, "http", seconds=0.25
    )


def amended(number: int, before: str, after: str) -> Change:
    return Change(
        Kind.AMENDED,
        eid=f"art_{number}",
        old_eid=f"art_{number}",
        article=f"Article {number}",
        old_article=f"Article {number}",
        label=f"Article {number}",
        before=before,
        after=after,
    )


def alert(
    cause: str = "version:2", *targets: str, due_at: datetime | None = None, changes: tuple[int, ...] = ()
) -> NewAlert:
    return NewAlert(
        kind=AlertKind.CHANGE,
        cause=cause,
        profile="exampleland",
        subject="Exampleland: Article 2 amended",
        payload='{"kind": "change", "entries": [{"key": "illegal-access"}]}',
        changes=changes,
        entries=("illegal-access",),
        targets=targets or ("team", "hook"),
        due_at=due_at,
    )


def add_source(store: Store) -> int:
    store.keep_act(ACT)
    return store.keep_source(SOURCE)


def see(
    store: Store, source_id: int, provisions: Sequence[Provision], at: datetime = NOON, **more: object
) -> int:
    """Keeps a snapshot and accepts it; the version's number."""
    body = "\n".join(p.text for p in provisions).encode()
    snapshot = store.keep_snapshot(source_id, capture(body, at))
    first = store.queries.last_accepted(source_id) is None
    arguments: dict[str, object] = {
        "source_id": source_id,
        "snapshot_id": snapshot.id,
        "reading": reading(provisions),
        "now": at,
        "outcome": Outcome.FIRST if first else Outcome.CHANGED,
        **more,
    }
    return store.accept(**arguments).version_id  # type: ignore[arg-type]


def days(start: datetime = NOON) -> Iterator[datetime]:
    """One noon after another."""
    while True:
        yield start
        start += DAY
