"""Every format on bytes that are not its own: a reading or an error in words, never anything else, in bounded time."""

import time
from random import Random

import pytest
from invented_furniture import page
from invented_laws import MARKUPS
from invented_laws import Writer
from invented_laws import markdown
from invented_laws import plain
from invented_laws import printed
from invented_tongues import TONGUES

from scraper.errors import ExtractError
from scraper.formats import formats
from scraper.read import read

SECONDS = 10.0  # for one format on all of the documents; a thousandth of it is usual
XML = """<?xml version="1.0" encoding="utf-8"?><act><title>Bells</title><section><num>1</num><p>Bells ring.</p></section>
<section><num>2</num><p>An echo rings.</p></section></act>"""
JSON = '{"title": "Bells", "articles": [{"number": "1", "text": "Bells ring."}, {"number": "2", "text": "Echo."}]}'


def documents() -> list[bytes]:
    """One of each kind, from many tongues."""
    chance = Random(7)  # noqa: S311  # no secret hangs on it
    made = [
        XML.encode(),
        JSON.encode(),
        chance.randbytes(4000),
        b"%PDF-1.4 " + chance.randbytes(500),
        b"PK\x03\x04" + chance.randbytes(500),
    ]
    for at, tongue in enumerate(TONGUES):
        lines = printed(Writer(tongue, chance).law(2, 2), tongue)
        name = [*MARKUPS, "markdown", "plain"][at % (len(MARKUPS) + 2)]
        if name in MARKUPS:
            made.append(page(MARKUPS[name](lines, chance), chance, "en").encode())
        else:
            made.append((markdown if name == "markdown" else plain)(lines).encode())
    made.append(made[-1].decode().encode("utf-16"))
    made.append(made[5].decode().encode("cp1251", "replace"))
    return made


@pytest.mark.parametrize("name", [f.name for f in formats()])
def test_any_format_on_any_bytes(name: str) -> None:
    """Asked for by name, each format reads the document or says why not."""
    started = time.monotonic()
    for body in documents():
        try:
            assert read(body, format=name).provisions
        except ExtractError as e:
            assert e.what.strip()  # noqa: PT017  # either outcome is right
    assert time.monotonic() - started < SECONDS


def test_documents_cut_at_each_tenth() -> None:
    """A connection that broke: what came is read, or refused in words."""
    for body in documents():
        for tenth in range(1, 10):
            try:
                assert read(body[: len(body) * tenth // 10]).provisions
            except ExtractError as e:
                assert e.what.strip()  # noqa: PT017  # either outcome is right


def test_documents_with_bytes_spoiled() -> None:
    """Bits that fell over on the way."""
    chance = Random(11)  # noqa: S311  # no secret hangs on it
    for body in documents():
        spoiled = bytearray(body)
        for _ in range(60):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        try:
            assert read(bytes(spoiled)).provisions
        except ExtractError as e:
            assert e.what.strip()  # noqa: PT017  # either outcome is right
