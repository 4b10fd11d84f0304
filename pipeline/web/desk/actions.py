"""What a person does in the page. Every action is `pipeline.review.desk`'s, through the one writer, one at a time."""

import hmac
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import Any

from db.store import Store
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.profile.known import stored_profiles
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Watched
from pipeline.profile.watchlist import watchlist
from pipeline.review import desk
from pipeline.review.edit_desk import accept_with_edits
from pipeline.web.desk.sessions import Session
from pipeline.web.desk.users import Role
from pipeline.web.pages.edits import edits


@dataclass(frozen=True, slots=True)
class Done:
    """One act of a person."""

    store: Store
    path: Mapping[str, Any]
    who: str
    form: Mapping[str, str]
    now: datetime

    @property
    def why(self) -> str | None:
        return self.form.get("why", "").strip() or None


@dataclass(frozen=True, slots=True)
class Action:
    """What it needs, what it does, where it leads back to."""

    role: Role
    do: Callable[[Done], object]
    back: Callable[[Mapping[str, Any]], str]


def _acknowledge(d: Done) -> None:
    desk.acknowledge(d.store, d.path["alert"], who=d.who, now=d.now, why=d.why)


def _dismiss(d: Done) -> None:
    desk.dismiss(d.store, d.path["alert"], who=d.who, now=d.now, why=d.why)


def _accept(d: Done) -> None:
    alert = d.store.queries.alert(d.path["alert"])
    if alert is None:
        raise NotFound(f"there is no alert {d.path['alert']}.")
    desk.accept(d.store, alert.id, _profile(d.store, alert.profile), who=d.who, now=d.now, why=d.why)


def _accept_with_edits(d: Done) -> None:
    """Only what this person was shown: the file, the law or the proposals may have moved since."""
    alert = d.store.queries.alert(d.path["alert"])
    if alert is None:
        raise NotFound(f"there is no alert {d.path['alert']}.")
    shown = edits(d.store.queries, alert.profile, alert.entries, d.now)
    if not hmac.compare_digest(shown.seen, d.form.get("seen", "")):
        raise NotPossible(
            "the profile's file or the law has changed since this edit was shown; nothing was written.",
            "Open the alert anew and read the edit as it is now.",
        )
    accept_with_edits(
        d.store,
        alert.id,
        who=d.who,
        now=d.now,
        why=d.why,
        likely="likely" in d.form,
        profile=shown.profile,
    )


def _assign(d: Done) -> None:
    written = d.form.get("due", "").strip()
    try:
        due = date.fromisoformat(written) if written else None
    except ValueError as error:
        raise NotPossible("the day by which it is due cannot be read.", "Write it as 2026-12-01.") from error
    desk.assign(d.store, d.path["alert"], to=d.form.get("to", ""), due=due, who=d.who, now=d.now, why=d.why)


def _note(d: Done) -> None:
    desk.note(d.store, d.path["alert"], d.why or "", who=d.who, now=d.now)


def _resend(d: Done) -> None:
    d.store.resend(d.path["alert"], d.now)


def _vouch(d: Done) -> None:
    profile = _profile(d.store, d.path["profile"])
    desk.vouch(d.store, profile, d.path["entry"], who=d.who, now=d.now, why=d.why)


def _hold_accept(d: Done) -> None:
    watched = _watched(d.store, d.path["version"], d.now)
    desk.accept_held(d.store, d.path["version"], watched, who=d.who, now=d.now, why=d.why)


def _hold_reject(d: Done) -> None:
    desk.reject_held(d.store, d.path["version"], who=d.who, now=d.now, why=d.why)


def _profile(store: Store, key: str) -> Profile:
    (found,) = stored_profiles(store.queries, key)
    return found


def _watched(store: Store, version_id: int, now: datetime) -> Watched:
    version = store.queries.version(version_id)
    if version is None:
        raise NotFound(f"there is no version {version_id}.")
    for watched in watchlist(store, stored_profiles(store.queries), now):
        if watched.id == version.source_id:
            return watched
    raise NotFound("the source of this version stands in no profile any more.", "Add it again, then decide.")


def _to_alert(path: Mapping[str, Any]) -> str:
    return f"/alerts/{path['alert']}"


def _to_line(path: Mapping[str, Any]) -> str:
    return f"/profiles/{path['profile']}/{path['entry']}"


def _to_health(_: Mapping[str, Any]) -> str:
    return "/health"


ACTIONS = {
    "/alerts/{alert:int}/acknowledge": Action(Role.REVIEWER, _acknowledge, _to_alert),
    "/alerts/{alert:int}/accept": Action(Role.REVIEWER, _accept, _to_alert),
    "/alerts/{alert:int}/accept-edit": Action(Role.REVIEWER, _accept_with_edits, _to_alert),
    "/alerts/{alert:int}/assign": Action(Role.REVIEWER, _assign, _to_alert),
    "/alerts/{alert:int}/note": Action(Role.REVIEWER, _note, _to_alert),
    "/alerts/{alert:int}/dismiss": Action(Role.REVIEWER, _dismiss, _to_alert),
    "/alerts/{alert:int}/resend": Action(Role.OPERATOR, _resend, _to_alert),
    "/profiles/{profile}/{entry}/vouch": Action(Role.REVIEWER, _vouch, _to_line),
    "/held/{version:int}/accept": Action(Role.OPERATOR, _hold_accept, _to_health),
    "/held/{version:int}/reject": Action(Role.OPERATOR, _hold_reject, _to_health),
}


def act(
    action: Action,
    store: Store,
    path: Mapping[str, Any],
    session: Session,
    form: Mapping[str, str],
    now: datetime,
) -> str:
    """Do it; the address to go on at. Raises PipelineError, StoreError."""
    action.do(Done(store, path, session.user, form, now))
    return action.back(path)
