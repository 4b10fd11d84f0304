"""Laws nobody made, in every tongue and markup: what we do to them is told exactly, and nothing else."""

from random import Random as Chance

import pytest
from invented_furniture import WORDS
from invented_furniture import page
from invented_laws import MARKUPS
from invented_laws import Edit
from invented_laws import Law
from invented_laws import Writer
from invented_laws import edits
from invented_laws import markdown
from invented_laws import plain
from invented_laws import printed
from invented_tongues import TONGUES
from invented_tongues import Tongue

from db.law import SUBSTANTIVE
from db.law import Kind
from db.law import Provision
from db.law import Reading
from db.law import Status
from pipeline.changes.compare import compare_readings
from scraper.read import read

KINDS = (*MARKUPS, "markdown", "plain")


def chance(seed: int | str) -> Chance:
    """The same chances for the same seed."""
    return Chance(seed)  # noqa: S311  # no secret hangs on it


def taken(law: Law, tongue: Tongue, markup: str) -> Reading:
    """The law printed in this markup, and read."""
    lines = printed(law, tongue)
    if markup == "markdown":
        return read(markdown(lines).encode(), file_name="law.md")
    if markup == "plain":
        return read(plain(lines).encode(), file_name="law.txt")
    body = MARKUPS[markup](lines, chance(1))
    return read(f"<html><body><div id=main><h1>Act</h1>{body}</div></body></html>".encode())


def units(law: Reading) -> list[Provision]:
    """The basic units, in order."""
    by_eid = {p.eid: p for p in law.provisions}
    return [p for p in law.provisions if p.article and not (p.parent and by_eid[p.parent].article)]


def unit_of(eid: str, law: Reading) -> str | None:
    """The basic unit that this provision belongs to; None for containers."""
    by_eid = {p.eid: p for p in law.provisions}
    p = by_eid.get(eid)
    while p is not None and p.article and p.parent and by_eid[p.parent].article:
        p = by_eid[p.parent]
    return p.eid if p is not None else None


def check(before: Law, edit: Edit, tongue: Tongue, markup: str) -> None:
    """What is told is what was done."""
    old, new = taken(before, tongue, markup), taken(edit.law, tongue, markup)
    assert (len(before.rules), len(edit.law.rules)) == (len(units(old)), len(units(new)))
    done = {units(old)[n].eid for n in edit.old} | {units(new)[n].eid for n in edit.new}
    told = set()
    for change in compare_readings(old, new):
        if change.kind not in SUBSTANTIVE:
            continue
        told.add(unit_of(change.old_eid, old) if change.old_eid else None)
        if change.kind is not Kind.REPEALED:
            told.add(unit_of(change.eid, new))
    assert done == told - {None}, (edit.name, markup)
    if edit.name == "repealed":
        assert Status.REPEALED is units(new)[edit.new[0]].status


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda t: t.code)
def test_every_edit_is_told_and_nothing_else(tongue: Tongue) -> None:
    """Precision and recall are one, in each tongue; the markup is another for each edit."""
    writer = Writer(tongue, chance(tongue.code))
    law = writer.law()
    for at, edit in enumerate(edits(law, writer)):
        check(law, edit, tongue, KINDS[(TONGUES.index(tongue) + at) % len(KINDS)])


@pytest.mark.slow
@pytest.mark.parametrize("markup", KINDS)
@pytest.mark.parametrize("tongue", TONGUES, ids=lambda t: t.code)
def test_every_edit_in_every_markup(tongue: Tongue, markup: str) -> None:
    """The long form: every tongue in every markup, three laws each."""
    for seed in range(3):
        writer = Writer(tongue, chance(f"{tongue.code}{markup}{seed}"))
        law = writer.law()
        for edit in edits(law, writer):
            check(law, edit, tongue, markup)


FURNISHED = ("en", "fr-title", "de", "ru", "es", "tr", "pl", "zh")


@pytest.mark.parametrize("code", FURNISHED)
def test_furniture_is_never_law(code: str) -> None:
    """Two fetches of one law differ in everything around it, and in no provision; the law alone reads the same."""
    tongue = next(t for t in TONGUES if t.code == code)
    language = code[:2]
    assert language in WORDS
    law = Writer(tongue, chance(code)).law()
    for seed, (name, markup) in enumerate(MARKUPS.items()):
        body = markup(printed(law, tongue), chance(1))
        first, second = (
            read(page(body, chance(f"{name}{seed}{n}"), language).encode()).provisions for n in range(2)
        )
        assert first == second, name
        assert len(law.rules) == len([p for p in first if p.article and p.label == p.article]), name
