"""Which state of the law a line relies on, and how far that is vouched for."""

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from db.records import Baseline
from pipeline.profile.load import parse
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.verdicts.baseline import Basis
from pipeline.verdicts.baseline import last_day
from pipeline.verdicts.baseline import relied_on
from pipeline.verdicts.baseline import section_dates
from pipeline.verdicts.baseline import stored_for
from pipeline.verdicts.baseline import text_digest
from pipeline.verdicts.resolve import cited_by

PROFILE = parse("""title = "A"
country = "KZ"
[[acts]]
key = "code"
title = "Criminal Code of Averland"
names = ["Criminal Code"]
[[entries]]
key = "stated"
section = "One"
text = "Criminal Code of Averland /Chapter 7 (version of July 2014)."
[[entries]]
key = "beside"
section = "One"
text = "Art. 4 of the Criminal Code of Averland"
[[entries]]
key = "newer"
section = "One"
text = "Art. 5 of the Criminal Code of Averland (as amended on 24.09.2010)"
[[entries]]
key = "elsewhere"
section = "Two"
text = "Art. 4 of the Criminal Code of Averland"
[[entries]]
key = "checked"
section = "One"
text = "Art. 4 of the Criminal Code of Averland"
checked = 2020-02-03
""")
AT = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)


def entry(key: str, profile: Profile = PROFILE) -> Entry:
    return next(e for e in profile.entries if e.key == key)


def relied(key: str, stored: Baseline | None = None) -> tuple[Basis, date | None, bool]:
    found = relied_on(entry(key), cited_by(entry(key), PROFILE)[0], stored, section_dates(PROFILE))
    return found.basis, found.day, found.vouched


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("stated", (Basis.STATED, date(2014, 7, 31), False)),
        ("newer", (Basis.STATED, date(2010, 9, 24), False)),
        ("beside", (Basis.SECTION, date(2014, 7, 31), False)),  # the newest that its section states
        ("elsewhere", (Basis.UNKNOWN, None, False)),
        ("checked", (Basis.CHECKED, date(2020, 2, 3), True)),
    ],
)
def test_where_a_baseline_comes_from(key: str, expected: tuple[Basis, date | None, bool]) -> None:
    """Checked, stated, stated in the section, unknown; only a person's word is vouched for."""
    assert expected == relied(key)


def vouched(key: str) -> Baseline:
    return Baseline("a", key, text_digest(entry(key)), AT, "anna", (("kz/code-ru", 3),))


def test_a_persons_acceptance_comes_first() -> None:
    """Before the date of the file, with the versions that stood then."""
    assert (Basis.ACCEPTED, AT.date(), True) == relied("checked", vouched("checked"))


def test_an_edited_line_asks_again() -> None:
    """Other words than were vouched for: the acceptance counts no more, and it is said."""
    stored = replace(vouched("stated"), text_sha256="another")
    found = relied_on(entry("stated"), cited_by(entry("stated"), PROFILE)[0], stored, {})
    assert (Basis.STATED, True, False) == (found.basis, found.edited, found.vouched)


def test_corrected_citations_make_another_line() -> None:
    """The words stay, what is cited changes: that was not vouched for."""
    line = entry("stated")
    other = line.model_validate({**line.model_dump(), "cites": [{"act": "code", "units": ["art_4"]}]})
    assert text_digest(line) != text_digest(other)


def test_the_newest_acceptance_counts() -> None:
    """Of two, the later."""
    newer = replace(vouched("stated"), at=AT.replace(year=2027))
    assert {"stated": newer} == stored_for([newer, vouched("stated")])


@pytest.mark.parametrize(
    ("text", "day"),
    [("2014", date(2014, 12, 31)), ("2014-07", date(2014, 7, 31)), ("2024-02", date(2024, 2, 29)), ("2014-07-03", date(2014, 7, 3)), ("2014-13", None), ("2014-02-30", None), ("soon", None), ("1-2-3-4", None), ("0", None)],
)  # fmt: skip
def test_the_last_day_of_a_date_as_stated(text: str, day: date | None) -> None:
    """A text "of July 2014" may have known all of July; an impossible date is none."""
    assert day == last_day(text)
