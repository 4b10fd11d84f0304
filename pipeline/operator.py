"""Words to the keeper of the watch: a source is held, failing, gone, well again; never news about the law. Pure."""

from collections.abc import Sequence
from datetime import datetime

from alerts.message import render
from alerts.payload import EvidencePart
from alerts.payload import OperatorPart
from alerts.payload import Payload
from db.digests import alert_uid
from db.records import AlertKind
from db.records import NewAlert
from db.records import Snapshot
from pipeline.decide import Word
from pipeline.payloads import evidence_part
from pipeline.payloads import profile_part
from pipeline.profile import Profile
from pipeline.watchlist import Watched

# What a person can do about it, by what happened.
TO_DO = {
    "held": "Look at the page. If it is the law: lexwatch held accept N --why ...; if not, it is looked at again.",
    "still_held": 'Decide: lexwatch held. Where the site needs a browser: fetch = "browser", or lexwatch add-snapshot.',
    "failed": "Nothing, if the site is down; it is looked at again. Else check the address in the profile.",
    "still_failed": "Check the address in the profile, and the site by hand.",
    "gone": "Check whether the act moved; a missing page is not a repeal. Mend the address in the profile.",
    "still_gone": "Find the act's new address and mend it in the profile.",
    "recovered": "Nothing; what changed meanwhile is told as a change of the law.",
    "page_changed": "Read the page; if its lines changed, bring the profile up to date.",
    "silent": "Find out why: lexwatch status, lexwatch doctor.",
}


def operator_alerts(
    watched: Watched, word: Word | None, *, cause: str, now: datetime, snapshot: Snapshot | None
) -> list[NewAlert]:
    """The same word to each profile that relies on the source."""
    if word is None:
        return []
    evidence = evidence_part(snapshot) if snapshot else None
    part = OperatorPart(
        source=watched.record.key,
        outcome=word.what,
        url=watched.place.url,
        why=tuple(filter(None, word.words.split("; "))),
        what_to_do=TO_DO.get(word.what),
    )
    return [
        operator_alert(reader.profile, part, cause=f"{cause}/{word.what}", now=now, evidence=evidence)
        for reader in watched.readers
    ]


def operator_alert(
    profile: Profile, part: OperatorPart, *, cause: str, now: datetime, evidence: EvidencePart | None = None
) -> NewAlert:
    """One word to the operator targets of one profile."""
    payload = Payload(
        uid=alert_uid(profile.key, cause),
        kind="operator",
        created_at=now.isoformat(),
        profile=profile_part(profile),
        operator=part,
        evidence=evidence,
    )
    return NewAlert(
        kind=AlertKind.OPERATOR,
        cause=cause,
        profile=profile.key,
        subject=render(payload).subject,
        payload=payload.to_json(),
        changes=(),
        entries=(),
        targets=operator_targets(profile),
    )


def operator_targets(profile: Profile) -> tuple[str, ...]:
    return tuple(name for name, target in profile.targets.items() if target.operator)


def page_word(headings: Sequence[str]) -> Word:
    """A watched page that is no act has other words than before."""
    shown = "; ".join(headings[:10]) or "the page"
    return Word("page_changed", f"other words under: {shown}")
