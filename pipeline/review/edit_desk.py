"""Ready edits carried out: one code for the command line and the page.

Two ways. `write_edits` writes what is certain of some lines into the profile's file. `accept_with_edits` does so for
the lines of an alert and vouches for them; a line that leaves a question is not vouched for, and its alert stays open
as acknowledged until a person has answered it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from db.queries import Queries
from db.records import Alert
from db.records import AlertState
from db.store import Store
from pipeline.edits.edit_profile import Edit
from pipeline.edits.edit_profile import edited
from pipeline.edits.edit_profile import would_write
from pipeline.edits.edit_profile import write
from pipeline.edits.proposals import proposals
from pipeline.edits.ready_edit import Proposal
from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.profile.known import stored_profiles
from pipeline.profile.load import load
from pipeline.profile.load import parse
from pipeline.profile.model import Profile
from pipeline.review import desk
from pipeline.verdicts.table import Judge


@dataclass(frozen=True, slots=True)
class Done:
    """What was carried out."""

    profile: Profile  # as it reads now
    written: tuple[Proposal, ...] = ()  # the lines whose words or citations were changed
    vouched: tuple[str, ...] = ()  # keys
    open: tuple[Proposal, ...] = ()  # the lines that leave a question
    alert: Alert | None = None
    broken: tuple[str, ...] = ()  # keys of the lines that no ready edit mends


def edits_of(found: Sequence[Proposal], *, checked: date | None = None) -> tuple[Edit, ...]:
    """What is certain of the proposals as edits; `checked` is set on lines that leave no question."""
    return tuple(
        Edit(p.entry, p.new, p.cites, checked if p.certain else None)
        for p in found
        if p.new is not None or p.cites is not None or (checked and p.certain)
    )


def write_edits(profile: Profile, edits: Sequence[Edit]) -> Profile:
    """Write edits into the profile's file; the profile as it reads now. Raises NotPossible, ProfileError."""
    changed = with_edits(profile, edits)
    if changed.toml != profile.toml:
        write(profile.path, profile.toml, changed.toml)
    return changed


def with_edits(profile: Profile, edits: Sequence[Edit]) -> Profile:
    """The profile with edits in it, written nowhere; loaded again, so that nothing is written that cannot be."""
    entries = {e.key: e for e in profile.entries}
    real = [e for e in edits if e.entry not in entries or would_write(entries[e.entry], e)]
    if not real:
        return profile
    return parse(edited(profile.toml, real), path=profile.path, key=profile.key)


def accept_with_edits(
    store: Store,
    alert_id: int,
    *,
    who: str,
    now: datetime,
    why: str | None = None,
    likely: bool = False,
    profile: Profile | None = None,
) -> Done:
    """Write what is certain of an alert's lines into the profile and vouch for those that leave no question.

    `likely` says that a person has read the open questions and answers them with the likely line; a line that has none
    stays open. `checked` is set on every line that is vouched for. `profile` is the one that the person saw, where that
    was a while ago: a file that was changed since is refused. All of it happens, or nothing.
    """
    alert = _waiting(store, alert_id)
    profile = profile or at_hand(store.queries, alert.profile)
    found = proposals(store.queries, profile, now, alert.entries)
    if likely:
        found = tuple(decided(p) for p in found)
    open_ = tuple(p for p in found if not p.certain)
    today = now.astimezone(ZoneInfo(profile.timezone)).date()
    settled = [k for k in alert.entries if k not in {p.entry for p in open_} and _has(profile, k)]
    judge = Judge(store.queries, with_edits(profile, edits_of(found)), now)
    broken = tuple(e.key for e in judge.profile.entries if e.key in settled and desk.why_broken(judge, e))
    settled = [key for key in settled if key not in broken]
    edits = [*edits_of(found), *(Edit(key, checked=today) for key in settled)]
    changed = with_edits(profile, _merged(edits))
    with store.transaction():
        store.keep_profile(
            profile.key, profile.title, profile.country, profile.path, toml=changed.toml, now=now
        )
        if open_ or broken:
            for key in settled:
                desk.vouch(store, changed, key, who=who, now=now, why=why)
            alert = desk.acknowledge(store, alert_id, who=who, now=now, why=why)
        else:
            alert = desk.accept(store, alert_id, changed, who=who, now=now, why=why).alert
        if changed.toml != profile.toml:
            write(profile.path, profile.toml, changed.toml)  # last: where this fails, nothing was accepted
    written = tuple(p for p in found if p.new is not None or p.cites is not None)
    return Done(changed, written, tuple(settled), open_, alert, broken)


def _waiting(store: Store, alert_id: int) -> Alert:
    """An alert that is not settled yet."""
    alert = store.queries.alert(alert_id)
    if alert is None:
        raise NotFound(f"there is no alert {alert_id}.", "`lexwatch alerts` lists them.")
    if alert.state not in {AlertState.OPEN, AlertState.ACKNOWLEDGED}:
        raise NotPossible(
            f"alert {alert.id} is {alert.state} already.", "`lexwatch alerts show N` tells its story."
        )
    return alert


def _has(profile: Profile, key: str) -> bool:
    return any(e.key == key for e in profile.entries)


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """One edit an entry."""
    found: dict[str, Edit] = {}
    for one in edits:
        first = found.setdefault(one.entry, one)
        found[one.entry] = Edit(
            one.entry, first.text or one.text, first.cites or one.cites, first.checked or one.checked
        )
    return list(found.values())


def decided(proposal: Proposal) -> Proposal:
    """The proposal once a person has answered its questions with the likely line; as it was where there is none."""
    if proposal.certain or proposal.perhaps is None:
        return proposal
    points = tuple(replace(p, question=None) for p in proposal.points)
    return replace(proposal, new=proposal.perhaps, perhaps=None, points=points)


def at_hand(queries: Queries, name: str) -> Profile:
    """A profile by its file where that is here, else as the database last loaded it."""
    if Path(name).is_file():
        return load(name)
    (stored,) = stored_profiles(queries, name)
    if not Path(stored.path).is_file():
        return stored
    here = load(stored.path)
    return here.model_copy(update={"key": stored.key})
