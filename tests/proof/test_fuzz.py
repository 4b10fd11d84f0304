"""Hostile input for each reader, the profile loader and the HTTP layer: an answer or a declared error, and in time.

The short form takes a few seconds; LEXWATCH_PROOF_MINUTES sets the time of the long one.
"""

# ruff: noqa: PT017  # an error is looked at where there is one; most inputs may have none

import asyncio
import os
import random
import time
import tomllib
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from memory_use import megabytes
from scripted_site import Site
from watching import PROFILE
from zoo_law import TONGUES
from zoo_law import law

from pipeline.errors import ProfileError
from pipeline.profile.load import parse
from scraper.errors import ExtractError
from scraper.errors import FetchError
from scraper.fetch import Ask
from scraper.fetch import Fetcher
from scraper.formats import formats
from scraper.read import read

IN_TIME = 20.0  # s for one input, on a machine that does other things besides
ROOM = 200.0  # MiB that a whole run may take for good: caches of grammars and languages fill in its first seconds
MINUTES = float(os.environ.get("LEXWATCH_PROOF_MINUTES", "10"))
FAST = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
SEEDS = (
    *(law(language) for language in TONGUES),
    law("ru", charset="windows-1251"),
    b"# Code\n\n## Article 1. Purpose\n\nThis protects bees.\n\n## Article 2. Hive\n\n1. A box.\n2. A barrel.\n",
    b"Section 1. Purpose\n(1) This protects bees.\n(a) all;\n(b) each.\nSection 2. Hive\nA box.\n",
    b'<?xml version="1.0"?><akomaNtoso><act><body><article eId="art_1"><num>1</num></article></body></act></akomaNtoso>',
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
    b'{"type": "law", "articles": [{"num": "1", "text": "Bees."}]}',
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    b"PK\x03\x04" + bytes(60),
    b"<div>" * 3000,
    b"(" * 5000 + b"1" * 5000,
)
TYPES = (
    None,
    "text/html",
    "text/html; charset=utf-7",
    "application/xml",
    "application/pdf",
    "text/plain",
    "x" * 300,
)


def names() -> list[str | None]:
    return [None, *(f.name for f in formats())]


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A seed with pieces cut, doubled, swapped with those of another, or overwritten."""
    body = bytearray(seed)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(body) + 1)
        size = chance.randrange(1, 200)
        match chance.randrange(5):
            case 0:
                del body[at : at + size]
            case 1:
                body[at:at] = body[at : at + size] * chance.randrange(1, 40)
            case 2:
                body[at : at + 1] = chance.randbytes(chance.randrange(1, 9))
            case 3:
                other = chance.choice(SEEDS)
                start = chance.randrange(len(other))
                body[at:at] = other[start : start + size]
            case _:
                body[at:at] = chance.choice(
                    (
                        b"<!--",
                        b"]]>",
                        b"&#x110000;",
                        b"\xff\xfe",
                        b"\x00",
                        b"<table>",
                        "Статья 9999999999. ".encode(),
                        b"Article 1-1-1-1-1. ",
                    )
                )
    return bytes(body)


def reads(body: bytes, name: str | None, content_type: str | None) -> None:
    began = time.monotonic()
    try:
        reading = read(body, format=name, content_type=content_type, url="https://example.org/law")
    except ExtractError as error:
        assert error.what
    else:
        eids = [p.eid for p in reading.provisions]
        assert len(eids) == len(set(eids))
    assert time.monotonic() - began < IN_TIME, body[:200]


def fuzz_readers(chance: random.Random) -> None:
    reads(mutated(chance.choice(SEEDS), chance), chance.choice(names()), chance.choice(TYPES))


def fuzz_profiles(chance: random.Random) -> None:
    text = mutated(PROFILE.encode(), chance).decode("utf-8", "replace")
    began = time.monotonic()
    try:
        parse(text)
    except ProfileError as error:
        assert error.what
    assert time.monotonic() - began < IN_TIME, text


def fuzz_notes(chance: random.Random) -> None:
    from pipeline.citations.read import read_citations

    text = mutated(
        b"partly Art. 148 (3) and Art. 205 of the Criminal Code, as amended on 3 July 2014, No. 226-V", chance
    )
    began = time.monotonic()
    read_citations(text.decode("utf-8", "replace"))
    assert time.monotonic() - began < IN_TIME, text


class Wire:
    """Answers of a hostile server, byte by byte its own."""

    def __init__(self) -> None:
        self.site = Site()
        self.loop = asyncio.new_event_loop()

    def __enter__(self) -> Self:
        self.site.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.site.__exit__(None, None, None)
        self.loop.close()

    def fuzz(self, chance: random.Random) -> None:
        head = chance.choice((
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            b"HTTP/1.1 302 Found\r\nLocation: /law\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00",
            b"HTTP/1.1 503 Busy\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.0 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Type: text/html; charset=\xff\r\n\r\nx",
        ))  # fmt: skip
        raw = bytearray(head)
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        self.site.sends_raw("/law", bytes(raw))
        began = time.monotonic()
        self.loop.run_until_complete(self._fetch())
        assert time.monotonic() - began < IN_TIME, bytes(raw)

    async def _fetch(self) -> None:
        ask = Ask(self.site.url("/law"), "x", private_addresses=True, gap=0.0, total=2.0, robots=False)
        async with Fetcher() as fetcher:
            try:
                await fetcher.fetch(ask)
            except FetchError as error:
                assert error.what


@pytest.fixture
def at_once() -> Iterator[None]:
    import stamina

    stamina.set_testing(True, attempts=1, cap=True)
    yield
    stamina.set_testing(False)


@FAST
@given(st.binary(max_size=4000), st.sampled_from(TYPES), st.randoms(use_true_random=False))
def test_any_bytes(body: bytes, content_type: str | None, chance: random.Random) -> None:
    """Whatever bytes, whatever reader, whatever the header says."""
    reads(body, chance.choice(names()), content_type)


@FAST
@given(st.text(max_size=2000))
def test_any_text_as_a_profile(text: str) -> None:
    """A profile or a mistake told in words."""
    try:
        parse(text)
    except ProfileError as error:
        assert error.what
    else:
        tomllib.loads(text)


@pytest.mark.parametrize(("fuzz", "seconds"), [(fuzz_readers, 3.0), (fuzz_profiles, 1.0), (fuzz_notes, 1.0)])
def test_mutated(fuzz: Callable[[random.Random], None], seconds: float) -> None:
    """Good input with pieces cut, doubled and overwritten."""
    run(fuzz, seconds, seed=20)


def test_a_hostile_server(at_once: None) -> None:
    """Heads and bodies with bytes overwritten."""
    with Wire() as wire:
        run(wire.fuzz, 2.0, seed=20)


@pytest.mark.slow
def test_for_minutes(at_once: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them in turn, for as long as was asked, in memory that does not grow."""
    counts = {}
    with Wire() as wire:
        for fuzz in (fuzz_readers, fuzz_profiles, fuzz_notes, wire.fuzz):
            run(fuzz, 5.0, seed=1)
        before = megabytes()
        for fuzz in (fuzz_readers, fuzz_profiles, fuzz_notes, wire.fuzz):
            share = 0.55 if fuzz is fuzz_readers else 0.15
            counts[fuzz.__name__] = run(fuzz, MINUTES * 60 * share, seed=int(time.time()))
    grown = megabytes() - before
    with capsys.disabled():
        print(f"\nfuzz: {MINUTES:g} minutes, {counts}, {grown:+.0f} MiB")  # noqa: T201  # the figures of the proof
    assert grown < ROOM


def run(fuzz: Callable[[random.Random], None], seconds: float, *, seed: int) -> int:
    """So many inputs as fit into the time; each from a seed of its own, which a failure names."""
    ends, count = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        count += 1
        try:
            fuzz(random.Random(seed * 1_000_000 + count))  # noqa: S311
        except BaseException as error:
            error.add_note(f"seed {seed * 1_000_000 + count} of {fuzz.__name__}")
            raise
    return count
