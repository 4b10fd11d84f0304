"""Every address of the page, with what it answers; the description for programs is made from the same list."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.web import feeds
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.pages import acts
from pipeline.web.pages import alerts
from pipeline.web.pages import changes
from pipeline.web.pages import health
from pipeline.web.pages import history
from pipeline.web.pages import home
from pipeline.web.pages import profile
from pipeline.web.pages import search
from pipeline.web.pages import sources
from pipeline.web.pages import treaties


@dataclass(frozen=True, slots=True)
class Place:
    """One address."""

    path: str  # as Starlette writes it
    page: Callable[[Ask], Page]
    words: str  # for the description
    query: tuple[tuple[str, str], ...] = ()  # (name, what it does)
    feed: Callable[[Ask], bytes] | None = None


_VIEW = ("view", "`inline` or `sides`: how differences are shown; no effect on the JSON")
_BEFORE = ("before", "a number: only what is older, for the next page")
_ACT = (
    ("source", "key of the source to read"),
    ("language", "language of the text"),
    ("version", "number of a version"),
    ("as_of", "a day: the text that was law then"),
    ("known_at", "a time: as far as it had been seen by then (UTC)"),
)

PLACES = (
    Place("/", home.home, "Profiles, how their lines stand, what waits for a person"),
    Place(
        "/profiles/{profile}",
        profile.profile,
        "A profile line by line with verdicts and reasons (the shape of `lexwatch status --json`)",
        (
            ("section", "only this section"),
            ("treaty", "only lines of this treaty article"),
            ("act", "only lines that cite the act with this key"),
            ("verdict", "only this verdict"),
        ),
        feeds.of_profile,
    ),
    Place(
        "/profiles/{profile}/{entry}",
        profile.line,
        "One line: verdict, alerts, changes, baselines, reviews",
        feed=feeds.of_line,
    ),
    Place(
        "/alerts",
        alerts.alerts,
        "Alerts, newest first",
        (("show", "`waiting` (default), `operator` or `all`"), ("profile", "only this profile"), _BEFORE),
    ),
    Place(
        "/alerts/{alert:int}", alerts.alert, "An alert with its evidence, deliveries and reviews", (_VIEW,)
    ),
    Place(
        "/changes",
        changes.changes,
        "Changes, newest first (the shape of `lexwatch changes --json`)",
        (
            ("act", "address of an act"),
            ("profile", "only those that touch this profile"),
            ("entry", "key of a line, with `profile`"),
            ("kind", "only this kind"),
            ("since", "a day or time"),
            _BEFORE,
            _VIEW,
        ),
    ),
    Place("/changes/{change:int}", changes.change, "One change", (_VIEW,)),
    Place(
        "/acts",
        acts.acts,
        "Acts by address",
        (("q", "words of the title, number or address"), ("after", "an address")),
    ),
    Place("/acts/{country}/{act}", acts.act, "An act: its text, versions and sources", _ACT, feeds.of_act),
    Place(
        "/acts/{country}/{act}/compare",
        history.comparison,
        "Two versions of an act compared",
        (
            ("from", "number of a version, or a day"),
            ("to", "number of a version, or a day"),
            ("source", "key of the source"),
            ("all", "`1`: also typographic changes, notes and moves"),
            ("start", "which change the page begins with; the JSON has all"),
            _VIEW,
        ),
    ),
    Place(
        "/acts/{country}/{act}/{eid}",
        history.provision,
        "One provision with all it holds, its states and changes",
        (*_ACT, _VIEW),
    ),
    Place(
        "/sources/{country}/{source}", sources.source, "A source: looks, snapshots, held versions", (_BEFORE,)
    ),
    Place("/held/{version:int}", sources.held, "A held version: why, and the page as it came", (_VIEW,)),
    Place("/snapshots/{snapshot:int}", sources.snapshot, "A snapshot as evidence", (_VIEW,)),
    Place(
        "/search",
        search.search,
        "Search over all law and alerts",
        (("q", "words; in quotes exactly as they stand"), ("act", "only in the act with this address")),
    ),
    Place("/treaty", treaties.treaties, "Treaty articles with the lines behind them, over all profiles"),
    Place(
        "/treaty/{treaty:path}",
        treaties.treaty,
        "Every profile's lines behind one treaty article, and whose law changed",
        (("since", "a day: changes from then on; the last year where it is left out"),),
        feeds.of_treaty,
    ),
    Place(
        "/health", health.health, "Passes, missed looks, troubled sources, held pages, deliveries given up"
    ),
)
