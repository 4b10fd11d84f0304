"""Real pages of Kazakhstan: two formats of one law agree, and the notes say what people read in them."""

import json
from functools import cache
from pathlib import Path

from db.law import Reading
from scraper.read import read


@cache
def _read(path: Path) -> Reading:
    return read(path.read_bytes(), file_name=path.name)


def _words(reading: Reading, *articles: str) -> dict[str, tuple[str, str | None, str]]:
    wanted = tuple(f"art_{n}" for n in articles)
    return {p.eid: (p.label, p.heading, p.text) for p in reading.provisions if p.eid.split("__")[0] in wanted}


def test_markdown_and_the_portal_give_the_same_law(data: Path) -> None:
    """Articles 211 and 212 did not change between the two editions: same eids, same words, from either format."""
    markdown = _read(data / "kz" / "md" / "K1400000226_81097_rus_ch7_2022-09-12.md")
    portal = _read(data / "kz" / "raw" / "K1400000226_rus_ch7_art204-213.html")

    assert _words(markdown, "211", "212") == _words(portal, "211", "212")
    assert 12 == len(_words(portal, "211", "212"))


def test_every_amendment_event_is_read(data: Path) -> None:
    """The events that people read in the footnotes stand at the articles they speak of, with their addresses."""
    missed = []
    for entry in json.loads((data / "kz" / "amendments.json").read_text()):
        page = data / "kz" / entry["source"]
        if not page.is_file():
            continue
        reading = _read(page)
        eid = f"art_{entry['unit']}"
        notes = (
            reading.act.notes
            if entry["unit"] == "whole text"
            else [n for p in reading.provisions if p.eid.split("__")[0] == eid for n in p.notes]
        )
        events = {(e.date, e.act_number): e.link for n in notes for e in n.events}
        for event in entry["footnote_events"]:
            at = (event["date"], event["law"])
            if at not in events or event["adilet_id"] not in (events[at] or event["adilet_id"]):
                missed.append((entry["unit"], at))

    assert [] == missed


def test_no_page_warns(data: Path) -> None:
    """Nothing on these pages is out of order."""
    pages = sorted((data / "kz" / "raw").glob("*.html")) + sorted((data / "kz" / "md").glob("*.md"))
    readable = [p for p in pages if "footnote" not in p.name]

    assert {p.name: () for p in readable} == {p.name: _read(p).warnings for p in readable}
