"""Words to the keeper of the watch: a source is held, failing, gone, well again; never news about the law. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from urllib.parse import urlsplit

from alerts.payload import EvidencePart
from alerts.payload import OperatorPart
from alerts.payload import Payload
from db.digests import alert_uid
from db.queries import Queries
from db.records import Alert
from db.records import AlertKind
from db.records import AlertState
from db.records import DeliveryState
from db.records import NewAlert
from db.records import Outcome
from db.records import Snapshot
from db.records import SourceState
from pipeline.looking.decide import RECOVERED
from pipeline.looking.decide import Word
from pipeline.profile.model import Profile
from pipeline.profile.names import source_title
from pipeline.profile.watchlist import Watched
from pipeline.telling.joining import UNSETTLED
from pipeline.telling.packing import packed
from pipeline.telling.payloads import evidence_part
from pipeline.telling.payloads import profile_part

ROW = 100  # looks in a row without law that are remembered for what was told; a hundred in a row told it all
RECENT = 50  # operator alerts among which one that can still say more is looked for
UNSENT_FOR = timedelta(hours=1)  # where a profile sends such words nowhere, those of an hour are put together
# What a person can do about it, by what happened; N is the held version's number.
TO_DO = {
    "held": "Look at the page. It is looked at again by itself; if it is the law: lexwatch held accept N --why ...",
    "still_held": "Decide: lexwatch held accept N --why ..., or lexwatch held reject N --why .... "
    'Where the site needs a browser: fetch = "browser", or lexwatch add-snapshot.',
    "failed": "Nothing, if the site is down; it is looked at again. Else check the address in the profile.",
    "still_failed": "Check the address in the profile, and the site by hand.",
    "gone": "Check whether the act moved; a missing page is not a repeal. Mend the address in the profile.",
    "still_gone": "Find the act's new address and mend it in the profile.",
    "held_till_seen_again": "Nothing needs to be done: the next look settles it where it brings the same text. "
    "To settle it now: lexwatch held accept N --why ..., or lexwatch held reject N --why ....",
    "waits": "Look at what is held: lexwatch held. It is looked at again.",
    "recovered": "Nothing; what changed meanwhile is told as a change of the law.",
    "page_changed": "Read the page; if its lines changed, bring the profile up to date.",
    "mark_moved": "Look at the act: an amendment may be announced and not worked in yet.",
    "silent": "Find out why: lexwatch status, lexwatch doctor.",
}


def operator_alerts(
    queries: Queries,
    watched: Watched,
    word: Word | None,
    *,
    run: int,
    check: int,
    now: datetime,
    snapshot: Snapshot | None,
    held: int | None = None,
    second_look: bool = False,
) -> list[NewAlert]:
    """The same word to each profile that relies on the source; `held` is the version that a person may decide about.

    Sources of one host that have the same trouble in one run are one message, as long as nobody was sent it yet: a
    site that is down is one cause. Each further trouble has a cause of its own, since a daemon's run lasts for months.
    """
    if word is None:
        return []
    host = urlsplit(watched.place.url).hostname or watched.place.url
    group = f"{host}/run:{run}/{word.what}/"
    evidence = evidence_part(snapshot) if snapshot else None
    found = []
    for reader in watched.readers:
        part = OperatorPart(
            source=watched.record.key,
            outcome=word.what,
            url=watched.place.url,
            why=tuple(filter(None, word.words.split("; "))),
            what_to_do=_to_do(word.what, held, second_look=second_look),
        )
        told = _untold(queries, reader.profile, group, watched.record.key, now)
        if told is None:
            cause = f"{group}check:{check}"
            alert = operator_alert(reader.profile, part, cause=cause, now=now, evidence=evidence)
            found.append(replace(alert, state=AlertState.CLOSED) if word.what == RECOVERED else alert)
        else:
            found.append(_joined(reader.profile, part, told, now))
    return found


def _to_do(what: str, held: int | None, *, second_look: bool) -> str | None:
    if what in {"held", "still_held"}:
        if held is None:
            return TO_DO["waits"]
        what = "held_till_seen_again" if second_look else what
    return TO_DO[what].replace(" N ", f" {held} ") if what in TO_DO else None


_NUMBER = re.compile(r"\blexwatch held accept (\d+) ")
_TOO = re.compile(r" Held with it: [\d, ]+\.$")


def _both_to_do(earlier: str | None, more: str | None) -> str | None:
    """One advice for several sources, with the number of each one's held version."""
    found = _NUMBER.search(more or "")
    if not found or not earlier or not _NUMBER.search(earlier):
        return earlier
    if _TOO.search(earlier):
        return f"{earlier.removesuffix('.')}, {found[1]}."
    return f"{earlier.removesuffix('.')}. Held with it: {found[1]}."


def row_of(queries: Queries, state: SourceState) -> tuple[Outcome, ...]:
    """The outcomes since the last look that brought law, oldest first; looks that were cut off say nothing."""
    count = min(state.failures, ROW)
    if not count:
        return ()
    looks = [c.outcome for c in queries.checks(state.id, 2 * count + 10) if c.outcome is not None]
    return tuple(reversed(looks[:count]))


def _untold(queries: Queries, profile: Profile, group: str, source: str, now: datetime) -> Alert | None:
    """The newest word of a group that nobody was tried with yet, so that it can still say more."""
    states = None if group.endswith(f"/{RECOVERED}/") else UNSETTLED  # a new trouble joins none that is over
    for alert in queries.alerts(
        profile=profile.key, kinds=(AlertKind.OPERATOR,), states=states, limit=RECENT
    ):
        if not alert.cause.startswith(group) or source in _named(alert):
            continue
        deliveries = queries.deliveries(alert_id=alert.id)
        if deliveries and any(d.state is not DeliveryState.WAITING or d.attempts for d in deliveries):
            continue
        if deliveries or now - alert.created_at < UNSENT_FOR:
            return alert
    return None


def _named(alert: Alert) -> list[str]:
    told = Payload.from_json(alert.payload).operator
    return (told.source or "").split(", ") if told else []


def _joined(profile: Profile, part: OperatorPart, told: Alert, now: datetime) -> NewAlert:
    """The earlier word, with this source beside the ones that it names."""
    earlier = Payload.from_json(told.payload)
    assert earlier.operator is not None
    both = replace(
        earlier.operator,
        source=f"{earlier.operator.source}, {part.source}",
        why=tuple(dict.fromkeys((*earlier.operator.why, *part.why))),
        what_to_do=_both_to_do(earlier.operator.what_to_do, part.what_to_do),
    )
    alert = operator_alert(profile, both, cause=told.cause, now=now, evidence=earlier.evidence)
    return replace(alert, joins=told.id)


def operator_alert(
    profile: Profile, part: OperatorPart, *, cause: str, now: datetime, evidence: EvidencePart | None = None
) -> NewAlert:
    """One word to the operator targets of one profile."""
    payload = Payload(
        uid=alert_uid(profile.key, cause),
        kind="operator",
        created_at=now.isoformat(),
        profile=profile_part(profile),
        operator=replace(part, names=_called(profile, part.source)),
        evidence=evidence,
    )
    return packed(payload, profile, cause, targets=operator_targets(profile))


def _called(profile: Profile, sources: str | None) -> tuple[str, ...]:
    """The named sources as the profile's people call them."""
    named = [key for key in (sources or "").split(", ") if key]
    records = {record.key: record for _, record in profile.source_records() if record.key in named}
    return tuple(source_title(profile, records[key]) if key in records else key for key in named)


def operator_targets(profile: Profile) -> tuple[str, ...]:
    return tuple(name for name, target in profile.targets.items() if target.operator)


def page_alerts(
    watched: Watched, headings: Sequence[str], snapshot: Snapshot, now: datetime
) -> list[NewAlert]:
    """A watched page that is no act has other words than before."""
    part = OperatorPart(
        source=watched.record.key,
        outcome="page_changed",
        url=watched.place.url,
        why=tuple(f"other words under: {heading}" for heading in headings[:10])
        or ("other words than before",),
        what_to_do=TO_DO["page_changed"],
    )
    cause = f"{watched.record.key}/snapshot:{snapshot.id}/page_changed"
    return [
        operator_alert(reader.profile, part, cause=cause, now=now, evidence=evidence_part(snapshot))
        for reader in watched.readers
    ]


def mark_alerts(watched: Watched, before: str | None, now_says: str | None, now: datetime) -> list[NewAlert]:
    """The site's own "last amended" mark moved, and no word of the law did: one of the two is behind.

    The cause is the mark itself, so that it is told once, however often it is seen.
    """
    if not (before and now_says) or before == now_says:
        return []
    part = OperatorPart(
        source=watched.record.key,
        outcome="mark_moved",
        url=watched.place.url,
        why=(f"the page's own mark says {now_says} where it said {before}, and no word of the law differs",),
        what_to_do=TO_DO["mark_moved"],
    )
    cause = f"{watched.record.key}/last-amended:{now_says}"
    return [operator_alert(reader.profile, part, cause=cause, now=now) for reader in watched.readers]
