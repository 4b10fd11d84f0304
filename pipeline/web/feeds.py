"""Atom feeds: per profile, line, treaty article and act. Ids are stable, so that readers know what they have."""

from collections.abc import Sequence
from html import escape

from alerts.errors import AlertError
from alerts.feed import FeedEntry
from alerts.feed import FeedFacts
from alerts.feed import feed_xml
from alerts.message import render
from alerts.payload import Payload
from alerts.words import count
from alerts.words import kind
from db.law import SUBSTANTIVE
from db.records import Alert
from db.records import AlertState
from db.records import StoredChange
from pipeline.web.ask import Ask
from pipeline.web.errors import NotHere
from pipeline.web.pages.treaties import lines_behind
from pipeline.web.words import iso

NEWEST = 30  # entries of a feed; the pages have the rest
OF_AN_ACT = 300  # changes that the feed of an act groups by version


def of_profile(ask: Ask) -> bytes:
    record = ask.queries.profile(ask.path["profile"])
    if record is None:
        raise NotHere(f"there is no profile {ask.path['profile']}.")
    found = ask.queries.alerts(profile=record.key, limit=NEWEST)
    return _feed(ask, record.key, record.title, _alerts(ask, found))


def of_line(ask: Ask) -> bytes:
    profile, entry = ask.path["profile"], ask.path["entry"]
    standing = ask.site.standings.one(ask.queries, profile, ask.now)
    known = next((e for e in standing.profile.entries if e.key == entry), None) if standing.profile else None
    if known is None:
        raise NotHere(f"no line of {standing.title} is called {entry}.")
    found = ask.queries.alerts(profile=profile, entry=entry, limit=NEWEST)
    return _feed(ask, f"{profile}/{entry}", f"{standing.title}: {known.name}", _alerts(ask, found))


def of_treaty(ask: Ask) -> bytes:
    name = ask.path["treaty"]
    lines = lines_behind(ask, name)
    if not lines:
        raise NotHere(f"no line of any profile stands behind {name}.")
    found = ask.queries.alerts_of_lines(lines, NEWEST)
    return _feed(ask, f"treaty/{name}", f"{name}, all profiles", _alerts(ask, found))


def of_act(ask: Ask) -> bytes:
    """An entry for each version that changed the words of the law."""
    address = f"{ask.path['country']}/{ask.path['act']}"
    act = ask.queries.act(address)
    if act is None:
        raise NotHere(f"there is no act {address}.")
    versions: dict[int, list[StoredChange]] = {}
    for change in ask.queries.changes(act=address, kinds=tuple(SUBSTANTIVE), limit=OF_AN_ACT):
        versions.setdefault(change.to_version, []).append(change)
    entries = [_version(ask, act.title, found) for found in list(versions.values())[:NEWEST]]
    return _feed(ask, f"act/{address}", act.title, entries)


def _feed(ask: Ask, key: str, title: str, entries: Sequence[FeedEntry]) -> bytes:
    facts = FeedFacts(key, title, f"{ask.base}{ask.address}", f"{ask.base}{ask.address}.atom")
    return feed_xml(facts, entries)


def _alerts(ask: Ask, found: Sequence[Alert]) -> list[FeedEntry]:
    return [_alert(ask, alert) for alert in found if alert.due_at is None or alert.due_at <= ask.now]


def _alert(ask: Ask, alert: Alert) -> FeedEntry:
    address = f"{ask.base}/alerts/{alert.id}"
    html = ask.site.told.get((alert.uid, address), lambda: _told(alert, address))
    news = alert.due_at or alert.created_at
    if alert.state is AlertState.OPEN or alert.state_at is None:
        return FeedEntry(alert.uid, alert.subject, news, html, address)
    settled = f"<p><b>{escape(str(alert.state).capitalize())}</b> at {iso(alert.state_at)}.</p>"
    return FeedEntry(alert.uid, alert.subject, max(news, alert.state_at), settled + html, address, news)


def _told(alert: Alert, address: str) -> str:
    """An alert's payload never changes, so neither does what is told of it."""
    try:
        return render(Payload.from_json(alert.payload), number=alert.id, address=address).fragment
    except AlertError:
        return f"<p>{escape(alert.subject)}</p>"


def _version(ask: Ask, title: str, changes: Sequence[StoredChange]) -> FeedEntry:
    first = changes[0]
    address = f"{ask.base}/acts/{first.act}/compare?from={first.from_version}&to={first.to_version}"
    items = "".join(
        f"<li>{escape(c.change.article or c.change.old_article or c.change.eid)}: {escape(kind(c.change.kind))}</li>"
        for c in changes
    )
    by = sorted({a.number for c in changes for a in c.change.by if a.number})
    told = f"{title}: {count(len(changes), 'change')}{' by ' + ', '.join(by) if by else ''}"
    return FeedEntry(f"version-{first.to_version}", told, first.seen_at, f"<ul>{items}</ul>", address)
