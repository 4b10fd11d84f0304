"""Notes and the publisher's own data in XML: read by grammar, aimed by where they stand."""

from pathlib import Path

import pytest

from db.law import ActFacts
from db.law import How
from db.law import Note
from db.law import NoteEvent
from db.law import Provision
from pipeline.changes.attribute import attribute
from pipeline.changes.compare import compare_readings
from scraper.notes import read_note
from scraper.read import read

RECORDED = Path(__file__).parent / "invented_xml"


def law(name: str, *edits: tuple[str, str]) -> dict[str, Provision]:
    return {p.eid: p for p in read(edited(name, *edits)).provisions}


def edited(name: str, *edits: tuple[str, str]) -> bytes:
    text = (RECORDED / f"{name}.xml").read_text("utf-8")
    for was, now in edits:
        assert was in text
        text = text.replace(was, now)
    return text.encode()


def told(note: Note) -> tuple[str, str | None, str | None]:
    event: NoteEvent = note.events[0]
    return event.action, event.act_number, event.effective.date if event.effective else None


def test_a_note_that_names_no_unit_is_aimed_at_the_one_it_stands_at() -> None:
    """A historical note is only a citation; that it speaks of section 2 is told by its place."""
    (note,) = law("lims")["art_2"].notes
    assert ("section", "2", "unit") == (note.target.unit, note.target.number, note.target.scope)
    assert ("amended", "2029-4", None) == told(note)


def test_the_day_in_the_data_dates_the_note() -> None:
    """The publisher's database knows from when an amendment is in force; the printed note does not say."""
    dated = (
        "<HistoricalNoteSubItem>SOR/2029-4",
        '<HistoricalNoteSubItem inforce-start-date="2029-05-01">SOR/2029-4',
    )
    (note,) = law("lims", dated)["art_2"].notes
    assert "2029-05-01" == told(note)[2]


def test_a_commentary_is_read_where_it_is_pointed_at() -> None:
    """What was done, by which act, in force when."""
    (note,) = law("clml")["art_1__para_2"].notes
    assert ("words_substituted", "2029 c. 9", "2029-05-01") == told(note)


def test_a_modification_in_metadata_is_a_note_at_its_destination() -> None:
    """References are followed: period, interval, event, day; the amending act is in the address of its source."""
    (note,) = law("akn")["art_1__para_1"].notes
    assert ("substituted", "12", "2029-12-01") == told(note)
    assert ("2029-11-05", "1", "1") == (note.events[0].date, note.target.number, note.target.part)


def test_an_effect_not_yet_applied_is_an_announcement() -> None:
    """legislation.gov.uk lists what it has not put into the text yet."""
    effect = (
        '<ukm:UnappliedEffect Type="words substituted" AffectingYear="2030" AffectingNumber="3" AffectingClass="{}">'
        '<ukm:AffectedProvisions><ukm:Section Ref="section-1"/></ukm:AffectedProvisions></ukm:UnappliedEffect>'
    )
    both = effect.format("UnitedKingdomPublicGeneralAct") + effect.format("UnitedKingdomStatutoryInstrument")
    notes = law("clml", ("</ukm:PrimaryMetadata>", "</ukm:PrimaryMetadata>" + both))["art_1"].notes
    assert [("pending", "2030 c. 3", None), ("pending", "2030/3", None)] == [told(n) for n in notes]


def test_amendments_of_the_lifecycle_are_notes_on_the_act() -> None:
    """What names no unit is the history of the act."""
    notes = read(edited("akn")).act.notes
    assert ("amended", "12", "2029-12-01") == told(notes[0])


def test_a_change_is_read_from_the_note_beside_it() -> None:
    """A new note at the changed section names the act."""
    new = edited(
        "lims", ("SOR/2029-4, s. 1", "SOR/2029-4, s. 1; SOR/2030-8, s. 2"), ("is kept lit.", "is lit.")
    )
    (change,) = (c for c in compare_readings(read(edited("lims")), read(new)) if c.kind == "amended")
    assert [("2030-8", How.READ)] == [(a.number, a.how) for a in change.by]


STAND = "Zuletzt geändert durch Art. 1 G v. 1.2.2029 I Nr. 7"
ANNOUNCED = "Änderung durch Art. 3 G v. 5.6.2030 I Nr. 9 noch nicht berücksichtigt"
SHOWN = "Änderung durch Art. 3 G v. 5.6.2030 I Nr. 9 textlich nachgewiesen, dokumentarisch noch nicht abschließend bearbeitet"
DONE = "Zuletzt geändert durch Art. 3 G v. 5.6.2030 I Nr. 9"


@pytest.mark.parametrize(
    ("was", "now", "number"),
    [
        ((STAND,), (DONE,), "I Nr. 9"),
        ((STAND, ANNOUNCED), (STAND, SHOWN), "I Nr. 9"),
        ((STAND, ANNOUNCED), (DONE,), "I Nr. 9"),
        ((STAND, SHOWN), (STAND, SHOWN), "I Nr. 9"),
        ((STAND, SHOWN), (DONE,), "I Nr. 9"),
        ((STAND,), (STAND,), None),
    ],
)
def test_an_act_is_followed_from_announced_to_done(
    was: tuple[str, ...], now: tuple[str, ...], number: str | None
) -> None:
    """The editors of consolidated law announce an act, show its words, finish: a change in between is that act's."""
    base = read(edited("gii"))
    other = read(edited("gii", ("wird gefegt", "wird gewischt")))
    facts = [ActFacts(notes=tuple(read_note(n, country="DE") for n in notes)) for notes in (was, now)]
    changes = [c for c in compare_readings(base, other) if c.kind == "amended"]
    (change,) = attribute(changes, base.provisions, other.provisions, *facts)
    assert [number] == [a.number for a in change.by]
    assert [How.DERIVED if number else How.UNKNOWN] == [a.how for a in change.by]


def test_a_day_on_which_another_part_of_a_known_act_comes_into_force_is_news() -> None:
    """One act may come into force in steps; the history names it once for each day."""
    body = edited("lims")
    steps = "<RecentAmendments>{}</RecentAmendments>"
    one = "<Amendment><AmendmentCitation>SOR/2029-4</AmendmentCitation><AmendmentDate>{}</AmendmentDate></Amendment>"
    first = body.replace(b"</Body>", b"</Body>" + steps.format(one.format("2029-05-01")).encode())
    both = steps.format(one.format("2030-01-01") + one.format("2029-05-01")).encode()
    second = body.replace(b"</Body>", b"</Body>" + both).replace(b"is kept lit.", b"is lit.")
    (change,) = (c for c in compare_readings(read(first), read(second)) if c.kind == "amended")
    assert [("2029-4", "2030-01-01", How.DERIVED)] == [(a.number, a.effective, a.how) for a in change.by]
