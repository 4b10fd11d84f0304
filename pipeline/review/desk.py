"""The desk: what a person does with an alert, a line, a held version. One code for the command line and the page.

Every act of review is kept: who, when, what, on which evidence, and why. Nothing here is edited or taken back;
a later act stands beside the earlier one.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime

from alerts.words import count
from db.answers import LastAccepted
from db.law import Change
from db.law import Reading
from db.records import Alert
from db.records import AlertState
from db.records import Baseline
from db.records import Outcome
from db.records import Version
from db.records import VersionState
from db.store import Store
from pipeline.changes.compare import compare_readings
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.looking.acceptance import accept_version
from pipeline.looking.relief import relieve
from pipeline.looking.reread import agree
from pipeline.looking.reread import read_snapshot
from pipeline.looking.reread import reading_of
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Watched
from pipeline.review.assignment import MAX_NAME
from pipeline.review.assignment import Assignment
from pipeline.verdicts.baseline import text_digest
from pipeline.verdicts.extent import within_extent
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.table import Judge
from pipeline.verdicts.verdict import BREAKING
from scraper.errors import ExtractError

MAX_WHY = 2_000  # characters of a reason; a minute, not a memorandum


def acknowledge(store: Store, alert_id: int, *, who: str, now: datetime, why: str | None = None) -> Alert:
    """Seen, and being worked on."""
    return _set(store, alert_id, AlertState.ACKNOWLEDGED, "acknowledge", who=who, now=now, why=why)


def dismiss(store: Store, alert_id: int, *, who: str, now: datetime, why: str | None) -> Alert:
    """Does not touch the line; a reason is asked for, since the next reader will want to know."""
    if not (why or "").strip():
        raise NotPossible("an alert is dismissed with a word why.", 'Say it: --why "..."')
    return _set(store, alert_id, AlertState.DISMISSED, "dismiss", who=who, now=now, why=why)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an acceptance did: lines that are broken, or cite what cannot be found, must be edited first."""

    alert: Alert
    relying: tuple[str, ...] = ()  # keys of the lines whose baseline it is now
    broken: tuple[str, ...] = ()  # keys of the lines that were left

    @property
    def words(self) -> str:
        number = self.alert.id
        if not self.broken:
            return f"alert {number} is accepted; {self.part}."
        return f"{self.part}: lexwatch edit {self.alert.profile}. Alert {number} stays acknowledged."

    @property
    def part(self) -> str:
        """What became of the lines."""
        relying = f"{count(len(self.relying), 'line relies', 'lines rely')} on the new text now"
        left = len(self.broken)
        if not left:
            return relying
        must = "is still broken and must be edited" if left == 1 else "are still broken and must be edited"
        return f"{relying}; {left} {must} ({', '.join(self.broken)})"


def accept(
    store: Store, alert_id: int, profile: Profile, *, who: str, now: datetime, why: str | None = None
) -> Accepted:
    """The lines were brought up to date, or still hold: the law of this alert becomes their baseline.

    A line that is broken is left as it is, and the alert stays acknowledged until it is edited.
    """
    with store.transaction():
        alert = _alert(store, alert_id)
        _refuse(alert, "accept")
        told = store.queries.changes(alert_id=alert.id, ours=None, line=None)
        versions = {c.source_key: c.to_version for c in sorted(told, key=lambda c: c.to_version)}
        judge = Judge(store.queries, profile, now)
        broken, relying = [], []
        for entry in _entries(profile, alert.entries):
            if why_broken(judge, entry):
                broken.append(entry.key)
                continue
            relying.append(entry.key)
            # What this alert did not tell of stays what the line relied on: another act of it may have moved, too.
            relied = judge.bases(entry)
            moved = {key: max(version, relied.get(key, 0)) for key, version in versions.items()}
            _set_baseline(store, profile, entry, who=who, now=now, why=why, at_versions=relied | moved)
        if not broken:
            alert = _set(store, alert_id, AlertState.ACCEPTED, "accept", who=who, now=now, why=why)
            return Accepted(alert, tuple(relying))
        done = Accepted(alert, tuple(relying), tuple(broken))
        why = "; ".join(filter(None, (why, f"accepted in part: {done.part}")))
        alert = _set(store, alert_id, AlertState.ACKNOWLEDGED, "acknowledge", who=who, now=now, why=why)
        return replace(done, alert=alert)


# What no person can vouch for: the line must be edited, whatever the law says.
_MUST_BE_EDITED = BREAKING | {"act_unknown", "act_ambiguous", "not_understood"}


def why_broken(judge: Judge, entry: Entry) -> str | None:
    """Why a line cannot be vouched for as it reads, in words; None where it can."""
    found = (
        r.words
        for verdict, _, _ in judge.grounds(entry)
        for r in verdict.reasons
        if r.what in _MUST_BE_EDITED
    )
    return next(found, None)


# The acts of review that an alert in each final state still takes: a dismissal is taken up again by acknowledging it.
_STILL: dict[AlertState, tuple[str, ...]] = {
    AlertState.ACCEPTED: (),
    AlertState.DISMISSED: ("acknowledge",),
    AlertState.CLOSED: (),
}


def _refuse(alert: Alert, what: str) -> None:
    """An act of review that would contradict what was done."""
    allowed = _STILL.get(alert.state)
    if allowed is None or what in allowed:
        return
    again = (
        f"To take it up again: lexwatch alerts ack {alert.id}"
        if allowed
        else f"`lexwatch alerts show {alert.id}` tells its story; a note can stand beside it."
    )
    raise NotPossible(f"alert {alert.id} is {alert.state} already.", again)


def assign(
    store: Store, alert_id: int, *, to: str, due: date | None, who: str, now: datetime, why: str | None = None
) -> Assignment:
    """Somebody's task, by a day. The newest assignment counts; the earlier ones are kept."""
    name = " ".join(to.split())[:MAX_NAME]
    if not name:
        raise NotPossible("an alert is assigned to somebody.", "Say to whom: --to NAME")
    given = Assignment(name, due)
    alert = _alert(store, alert_id)
    with store.transaction():
        store.add_review(now, who, "assign", profile=alert.profile, alert_id=alert.id, why=given.written)
        if (why or "").strip():
            store.add_review(now, who, "note", profile=alert.profile, alert_id=alert.id, why=_short(why))
    return given


def note(store: Store, alert_id: int, words: str, *, who: str, now: datetime) -> None:
    """Words that stand beside an alert; they change nothing."""
    if not words.strip():
        raise NotPossible("a note has words.", 'Say them: lexwatch alerts note N "..."')
    alert = _alert(store, alert_id)
    store.add_review(now, who, "note", profile=alert.profile, alert_id=alert.id, why=_short(words))


def vouch(
    store: Store, profile: Profile, key: str, *, who: str, now: datetime, why: str | None = None
) -> Baseline:
    """Somebody read the line against the law of today, which is what it relies on from now on."""
    entry = entry_named(profile, key)
    with store.transaction():
        if words := why_broken(Judge(store.queries, profile, now), entry):
            raise NotPossible(
                f"{entry.key} cannot be vouched for as it reads: {words}.",
                f"Edit the line first: lexwatch edit {profile.key}",
            )
        baseline = _set_baseline(store, profile, entry, who=who, now=now, why=why, at_versions={})
        store.add_review(now, who, "vouch", profile=profile.key, entry=entry.key, why=_short(why))
    return baseline


def entry_named(profile: Profile, key: str) -> Entry:
    """An entry by its key, or by its topic where that names one alone."""
    wanted = key.strip().lower()
    found = [e for e in profile.entries if e.key == wanted] or [
        e for e in profile.entries if wanted in {(e.topic or "").lower(), e.name.lower()}
    ]
    if len(found) == 1:
        return found[0]
    close = [e.key for e in profile.entries if wanted in e.key or wanted in (e.topic or "").lower()][:8]
    hint = (
        f"Did you mean {', '.join(close)}?" if close else "`lexwatch status` lists the lines with their keys."
    )
    raise NotFound(f'no line of {profile.title} is called "{key}".', hint)


def _set_baseline(
    store: Store,
    profile: Profile,
    entry: Entry,
    *,
    who: str,
    now: datetime,
    why: str | None,
    at_versions: dict[str, int],
) -> Baseline:
    if not cited_by(entry, profile):
        raise NotPossible(
            f"{entry.key} cites no law of this profile, so there is nothing to vouch for.",
            "Name an act in its text as the profile calls it, or write cites = [{ act = ... }].",
        )
    versions = _versions(store, profile, entry) | at_versions
    if not versions:
        raise NotPossible(
            f"no official text of what {entry.key} cites is held, so there is nothing to vouch for.",
            "Let it be read first: lexwatch check, or lexwatch add-snapshot.",
        )
    baseline = Baseline(
        profile=profile.key,
        entry=entry.key,
        text_sha256=text_digest(entry),
        at=now,
        who=who,
        versions=tuple(sorted(versions.items())),
        why=_short(why),
    )
    store.set_baseline(baseline)
    return baseline


def _versions(store: Store, profile: Profile, entry: Entry) -> dict[str, int]:
    """The accepted version of every source of every act that the line cites."""
    acts = {profile.address(c.act) for c in cited_by(entry, profile) if c.act}
    return {
        state.record.key: state.version_id
        for act in acts
        for state in store.queries.sources(act)
        if state.version_id is not None
    }


def accept_held(
    store: Store, version_id: int, watched: Watched, *, who: str, now: datetime, why: str | None
) -> int:
    """A person says that this is the law: read again, compared, told like any other version. Its new number."""
    held = _held(store, version_id)
    if not (why or "").strip():
        raise NotPossible("a held version is accepted with a word why.", 'Say it: --why "..."')
    snapshot = store.queries.snapshot(held.snapshot_id)
    try:
        reading: Reading = read_snapshot(store, watched, snapshot)
    except ExtractError as error:
        raise NotPossible(
            f"this page cannot be read as law, so it cannot be accepted: {error.what}", error.hint
        ) from error
    last = store.queries.last_accepted(watched.id)
    found = compare_readings(reading_of(last), reading) if last else ()
    if last and held.snapshot_id == last.version.snapshot_id:  # our own new reading of the same page
        return _agree(store, watched, held, last, reading, found, who=who, now=now, why=_short(why) or "")
    changes = within_extent(found, last.provisions, watched.place.expect) if last else ()
    with store.transaction():
        store.decide_held(version_id, VersionState.ACCEPTED, who, _short(why) or "", now)
        store.add_review(now, who, "hold-accept", version_id=version_id, why=_short(why))
        made = accept_version(
            store,
            watched,
            snapshot,
            reading,
            last,
            changes,
            now=now,
            outcome=Outcome.CHANGED if last else Outcome.FIRST,
            why=f"accepted by {who}: {_short(why)}",
            who=who,
        )
    return made.version_id


def _agree(
    store: Store,
    watched: Watched,
    held: Version,
    last: LastAccepted,
    reading: Reading,
    changes: Sequence[Change],
    *,
    who: str,
    now: datetime,
    why: str,
) -> int:
    """The operator agrees to our own upgrade: what differs is ours, and alerts nobody."""
    with store.transaction():
        store.decide_held(held.id, VersionState.ACCEPTED, who, why, now)
        store.add_review(now, who, "hold-accept", version_id=held.id, why=why)
        told = f"agreed by {who}: {why}"
        relieve(store, watched, now)
        return agree(store, last, reading, changes, source_id=held.source_id, now=now, why=told, who=who)


def reject_held(store: Store, version_id: int, *, who: str, now: datetime, why: str | None) -> None:
    """A person says that it is not the law."""
    if not (why or "").strip():
        raise NotPossible("a held version is rejected with a word why.", 'Say it: --why "..."')
    _held(store, version_id)
    with store.transaction():
        store.decide_held(version_id, VersionState.REJECTED, who, _short(why) or "", now)
        store.add_review(now, who, "hold-reject", version_id=version_id, why=_short(why))


def _held(store: Store, version_id: int) -> Version:
    version = store.queries.version(version_id)
    if version is None or version.state is not VersionState.HELD:
        raise NotFound(f"no held version has the number {version_id}.", "`lexwatch held` lists them.")
    return version


def _alert(store: Store, alert_id: int) -> Alert:
    alert = store.queries.alert(alert_id)
    if alert is None:
        raise NotFound(f"there is no alert {alert_id}.", "`lexwatch alerts` lists them.")
    return alert


def _entries(profile: Profile, keys: Iterable[str]) -> Sequence[Entry]:
    known = {e.key: e for e in profile.entries}
    return [known[key] for key in keys if key in known]


def _set(
    store: Store, alert_id: int, state: AlertState, what: str, *, who: str, now: datetime, why: str | None
) -> Alert:
    with store.transaction():
        alert = _alert(store, alert_id)
        _refuse(alert, what)
        store.set_alert_state(alert.id, state, now)
        store.add_review(now, who, what, profile=alert.profile, alert_id=alert.id, why=_short(why))
    return _alert(store, alert_id)


def _short(why: str | None) -> str | None:
    return why.strip()[:MAX_WHY] if why and why.strip() else None
