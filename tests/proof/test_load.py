"""Two thousand sources on two hundred hosts for a day: everything on time, every change told, memory flat."""

import asyncio
import os
import time
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from memory_use import megabytes
from scripted_site import Seen
from scripted_site import Site
from watching import ARTICLES
from watching import code

from db.open import open_writer
from db.records import AlertKind
from pipeline.profile.load import parse
from pipeline.watching.daemon import Daemon

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCES = int(os.environ.get("LEXWATCH_PROOF_SOURCES", "2000"))
HEAD = """title = "Meliora"
country = "XM"
[defaults]
contact = "law-watch@example.org"
gap = "0s"
every = "6h"
private_addresses = true
[targets.log]
file = "{log}"
"""
ACT = """
[[acts]]
key = "code-{n}"
title = "Code {n} of Meliora"
names = ["Code of Town {n}"]
number = "{n}-I"
[[acts.sources]]
url = "{url}"
language = "en"
"""
ENTRY = """
[[entries]]
key = "entry-{n}"
section = "Substantive law"
topic = "Opening {n}"
cites = [{{ act = "code-{n}", units = ["art_4"] }}]
text = "Art. 4"
"""


def a_day(folder: Path, *, sources: int, hosts: int, seconds: float) -> dict[str, float]:
    """The daemon on a clock that runs a day in so many seconds, after a first pass at its own pace."""
    addresses = tuple(f"127.0.{n // 100}.{n % 100 + 1}" for n in range(hosts))
    changing = set(range(0, sources, 100))
    began: list[float] = []
    memory: list[float] = []

    def now() -> datetime:
        return START if not began else START + DAY * ((time.monotonic() - began[0]) / seconds)

    def page(seen: Seen) -> bytes:
        n = int(seen.path.rpartition("/")[2])
        moved = n in changing and now() > START + DAY / 3
        fine = ARTICLES["4"].replace("forty", "sixty" if moved else "forty")
        return code(
            {"4": fine, "1": f"Purpose|This Code protects town {n}."}, title=f"Code {n} of Meliora"
        ).encode()

    async def live(daemon: Daemon, site: Site) -> None:
        running = asyncio.get_running_loop().create_task(daemon.run())
        while sum(daemon.figures.outcomes.values()) < sources:
            await asyncio.sleep(0.05)
            assert not running.done()
        began.append(time.monotonic())
        while now() < START + DAY:
            await asyncio.sleep(seconds / 24)
            site.forget()
            memory.append(megabytes())
            assert not running.done()
        await asyncio.sleep(1.0)
        daemon.stop()
        await running

    with Site(hosts=addresses) as site, open_writer(folder / "lexwatch.db") as store:
        store._db.run("pragma synchronous = off")
        for n in range(sources):
            site.answers_with(f"/law/{n}", page)
        text = HEAD.format(log=folder / "told.txt") + "".join(
            ACT.format(n=n, url=site.url(f"/law/{n}", host=addresses[n % hosts]))
            + (ENTRY.format(n=n) if n in changing else "")
            for n in range(sources)
        )
        daemon = Daemon(store, [parse(text, path="meliora.toml", key="meliora")], now=now, look_every=0.2)
        asyncio.run(live(daemon, site))
        checks = [c for c in store.queries.checks(None, 10**6) if c.started_at and c.started_at > START]
        alerts = store.queries.alerts(kinds=(AlertKind.CHANGE,), limit=10**6)
        sent = [d for d in store.queries.deliveries() if d.sent_at]
    late = max((c.started_at - c.planned_at for c in checks if c.started_at), default=timedelta(0))
    return {
        "looks": len(checks),
        "unchanged or changed": sum(str(c.outcome) in {"unchanged", "changed"} for c in checks),
        "latest, in s of the clock of the wall": late / DAY * seconds,
        "alerts": len(alerts),
        "of": len(changing),
        "sent": len(sent),
        "missed": sum(c.missed for c in checks),
        "MiB after an hour": memory[0],
        "MiB at the end": memory[-1],
    }


def holds(figures: dict[str, float], sources: int) -> None:
    assert (
        figures["looks"] >= 2.5 * sources
    )  # a rhythm of six hours, with its jitter, on a clock that runs fast
    assert figures["latest, in s of the clock of the wall"] < 10
    assert figures["looks"] == figures["unchanged or changed"]
    assert figures["of"] == figures["alerts"] == figures["sent"]
    assert 0 == figures["missed"]
    assert figures["MiB at the end"] < figures["MiB after an hour"] * 1.15 + 16


def test_fifty_sources_for_a_day(tmp_path: Path) -> None:
    """The short form."""
    figures = a_day(tmp_path, sources=50, hosts=5, seconds=6.0)
    holds(figures, 50)


@pytest.mark.slow
def test_two_thousand_sources_for_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The long form: 2,000 sources, 200 hosts, 24 hours in ten minutes."""
    figures = a_day(
        tmp_path, sources=SOURCES, hosts=200, seconds=float(os.environ.get("LEXWATCH_PROOF_DAY", "600"))
    )
    with capsys.disabled():
        print(f"\nload: {figures}")  # noqa: T201  # the figures of the proof
    holds(figures, SOURCES)
