"""A page that says it was amended while no word of it was."""

from datetime import UTC
from datetime import datetime

from pipeline.looking.operator import mark_alerts
from pipeline.profile.load import parse
from pipeline.profile.watchlist import Reader
from pipeline.profile.watchlist import Watched

NOW = datetime(2026, 3, 2, tzinfo=UTC)
PROFILE = parse(
    'title = "M"\ncountry = "XM"\n[targets.t]\nstdout = true\n[[acts]]\nkey = "code"\ntitle = "Code"\n'
    '[[acts.sources]]\nurl = "https://example.org/code"\nlanguage = "en"\n'
)
PLACE, RECORD = PROFILE.source_records()[0]
WATCHED = Watched(1, RECORD, PLACE, (Reader(PROFILE, PROFILE.acts[0]),))


def test_a_mark_that_moved_alone_is_told_once() -> None:
    """The same mark has the same cause, so that the store keeps one alert of it; another mark is another."""
    first = mark_alerts(WATCHED, "2026-01-01", "2026-02-02", NOW)
    again = mark_alerts(WATCHED, "2026-01-01", "2026-02-02", NOW)
    other = mark_alerts(WATCHED, "2026-01-01", "2026-02-03", NOW)

    assert ["xm/code-en/last-amended:2026-02-02"] == [a.cause for a in first]
    assert first[0].cause == again[0].cause
    assert first[0].cause != other[0].cause


def test_no_mark_or_the_same_is_no_news() -> None:
    """A site without such a mark, and one whose mark stands, say nothing."""
    assert [] == mark_alerts(WATCHED, None, "2026-02-02", NOW)
    assert [] == mark_alerts(WATCHED, "2026-02-02", None, NOW)
    assert [] == mark_alerts(WATCHED, "2026-02-02", "2026-02-02", NOW)
