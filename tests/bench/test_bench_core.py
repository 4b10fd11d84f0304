"""Speed and size of the core, as ratios to a limit of the same run; `./run bench` prints the figures."""

import asyncio
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from scripted_site import Site
from selectolax.lexbor import LexborHTMLParser
from watching import World

from pipeline.looking.fetching import Fetchers
from pipeline.looking.look import Looker
from pipeline.watching.run import check
from scraper.fetch import Fetcher
from scraper.read import read

# ruff: noqa: S311, T201  # chance makes pages here, no secrets; the figures are what this is run for

pytestmark = pytest.mark.slow

SIZE = 1_500_000  # bytes of a large code
VERSIONS = 200
SOURCES = 2_000
READ_RATIO = (
    150.0  # times the bare parse plus text of the same page; measured 60 to 100, a fifth of it for notes
)
FLAT = 1.3  # what an unchanged check may cost more after two hundred versions than after one
MEMORY = 250  # MiB at the most for two thousand sources in one run
WORDS = [
    "whoever",
    "shall",
    "keeper",
    "hive",
    "honey",
    "without",
    "right",
    "punished",
    "fine",
    "crowns",
    "orchard",
    "gate",
    "wall",
    "night",
    "summons",
    "judge",
    "clerk",
    "register",
    "notice",
    "harvest",
    "winter",
    "bridge",
    "ferry",
    "toll",
    "market",
    "guild",
    "seal",
    "oath",
    "witness",
    "measure",
    "barrel",
    "weight",
]


def code(size: int = SIZE, *, fine: int = 40) -> str:
    """A code of so many bytes: chapters, articles, parts, items, notes; the same on every run."""
    chance = random.Random(7)
    out = ["<!doctype html><html lang=en><head><title>Code</title></head><body><h1>Code of Bees</h1>"]
    written, number = 0, 0
    while written < size:
        number += 1
        lines = [f"<h2>Chapter {number // 20 + 1}. {_words(chance, 4)}</h2>"] if number % 20 == 1 else []
        lines.append(f'<h3 id="a{number}">Article {number}. {_words(chance, 5)}</h3>')
        for part in range(1, chance.randint(2, 6)):
            lines.append(
                f"<p>{part}. {_words(chance, 40)}, a fine of {fine if number == 9 else 30} crowns:</p>"
            )
            lines += [f"<p>{item}) {_words(chance, 12)};</p>" for item in range(1, chance.randint(1, 5))]
        if number % 2:
            lines.append(
                f'<p class="note">Footnote. Article {number} as amended by the Law dated 01.02.2020 № {number}-II.</p>'
            )
        out += lines
        written += sum(map(len, lines))
    return "".join(out) + "</body></html>"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize()


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Processor time, the median of a few runs after one that warms up: other work on the machine does not count."""
    work()
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return statistics.median(found)


def test_reading_a_large_code() -> None:
    """A code of 1.5 MB, against selectolax's bare parse plus text of the same page in the same run."""
    page = code()
    body = page.encode()

    def bare() -> str:
        tree = LexborHTMLParser(page)
        assert tree.body is not None
        return tree.body.text()

    least, ours = seconds(bare), seconds(lambda: read(body, content_type="text/html; charset=utf-8"), 3)
    units = sum(p.article == p.label for p in read(body).provisions)
    print(
        f"\nreading {len(body) / 1e6:.2f} MB, {units} articles: {ours:.2f} s, bare parse and text {least * 1000:.1f} ms,"
        f" ratio {ours / least:.1f}"
    )
    assert ours / least < READ_RATIO


def test_an_unchanged_check_costs_the_same_after_many_versions(tmp_path: Path) -> None:
    """The work of a look that finds nothing new, after 1 and after 200 stored versions: about the same."""
    with World(tmp_path) as world:
        page = code(20_000, fine=1)
        world.serves(page)
        world.look()
        early = _looks(world)
        for number in range(2, VERSIONS + 1):
            world.later(hours=2)
            world.serves(code(20_000, fine=number))
            assert "changed" == world.look()
        late = _looks(world)
        assert VERSIONS == len(world.store.queries.versions(world.state().id, limit=1000))
    print(
        f"\nan unchanged check: {early * 1000:.1f} ms after 1 version, {late * 1000:.1f} ms after {VERSIONS}, ratio {late / early:.2f}"
    )
    assert late / early < FLAT


def _looks(world: World) -> float:
    """Seconds of this process for one look that finds the page as it was (its noise is new each time)."""
    page = world.site._scripts["/en/code"]._last.body.decode()
    numbers = iter(range(1_000_000))
    world.site.answers_with(
        "/en/code", lambda _: page.replace("<h1>", f"<!-- {next(numbers)} --><h1>").encode()
    )

    async def many() -> float:
        async with Fetcher() as http:
            looker = Looker(world.store, Fetchers(http), lambda: world.now, lambda: 0.0)
            found = []
            for _ in range(12):
                world.now += timedelta(minutes=1)
                began = time.process_time()
                done = await check(looker, [world.profile], everything=True)
                found.append(time.process_time() - began)
                assert {"unchanged": 1} == done.outcomes
            return statistics.median(found[2:])

    return asyncio.run(many())


PROFILE = """title = "Many"
country = "XM"
[defaults]
contact = "law-watch@example.org"
gap = "0s"
private_addresses = true
"""

RUN = """
import resource, sys
from pipeline.cli import main
try:
    main(["check", "many.toml", "--all", "--json", "--db", "many.db"])
except SystemExit as end:
    code = end.code
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, code, file=sys.stderr)
"""


def test_the_memory_of_a_run_over_many_sources(tmp_path: Path) -> None:
    """Two thousand small sources on loopback, one run in a process of its own: its peak of memory."""
    with Site() as site:
        acts = []
        for n in range(SOURCES):
            site.answers_with(f"/{n}", lambda _, n=n: _small(n))  # type: ignore[misc]  # n is bound now
            acts.append(
                f'[[acts]]\nkey = "act-{n}"\ntitle = "Act {n}"\n[[acts.sources]]\nurl = "{site.url(f"/{n}")}"\nlanguage = "en"\n'
            )
        (tmp_path / "many.toml").write_text(PROFILE + "".join(acts), encoding="utf-8")
        began = time.monotonic()
        ran = subprocess.run(
            [sys.executable, "-c", RUN], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        took = time.monotonic() - began
    assert f'"first": {SOURCES}' in ran.stdout
    peak = int(ran.stderr.split()[-2]) / (2**10 if sys.platform == "linux" else 2**20)  # kB, elsewhere bytes
    print(f"\n{SOURCES} sources: {took:.0f} s, {took / SOURCES * 1000:.0f} ms each, peak {peak:.0f} MiB")
    assert peak < MEMORY


def _small(number: int) -> bytes:
    chance = random.Random(number)
    articles = "".join(
        f"<h3>Article {n}. {_words(chance, 3)}</h3><p>{_words(chance, 60)}.</p>" for n in range(1, 9)
    )
    return f"<!doctype html><html lang=en><title>Act {number}</title><h1>Act {number}</h1>{articles}</html>".encode()
