"""What changed, newest first, by act, line, kind and time; and one change by itself."""

from db.law import SUBSTANTIVE
from db.law import Kind
from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.errors import NotHere
from pipeline.web.forms import entry_names
from pipeline.web.forms import stored_json
from pipeline.web.pages.zone import zone_of

SHOWN = 30  # changes of a page of the list
VIEWS = ("inline", "sides")


def changes(ask: Ask) -> Page:
    kind = ask.choice("kind", tuple(str(k) for k in Kind))
    act, profile, entry = ask.word("act"), ask.word("profile"), ask.word("entry")
    found = ask.queries.changes(
        act=act,
        profile=profile,
        entry=f"{profile}/{entry}" if profile and entry else entry,
        since=ask.moment("since"),
        kinds=(Kind(kind),) if kind else tuple(SUBSTANTIVE),
        before=ask.number("before"),
        limit=SHOWN,
    )
    names = entry_names(ask, (e for c in found for e in c.entries))
    return Page(
        "changes.html",
        "Changes",
        lambda: {"changes": [stored_json(c, names) for c in found]},
        {
            "changes": found,
            "names": names,
            "kinds": [str(k) for k in Kind],
            "filters": {n: ask.word(n) or "" for n in ("act", "profile", "entry", "kind", "since")},
            "profiles": ask.queries.profiles(),
            "view": ask.choice("view", VIEWS) or "inline",
            "older": found[-1].id if len(found) == SHOWN else None,
        },
        zone=zone_of(ask, act),
        feed=f"/acts/{act}.atom" if act and found else None,
        section="changes",
    )


def change(ask: Ask) -> Page:
    found = ask.queries.change(ask.path["change"])
    if found is None:
        raise NotHere(
            f"there is no change {ask.path['change']}.", "The list of changes has all that there are."
        )
    names = entry_names(ask, found.entries)
    where = found.change.article or found.change.old_article or found.change.eid
    return Page(
        "change.html",
        f"{where}: {found.change.kind}",
        lambda: stored_json(found, names),
        {
            "stored": found,
            "names": names,
            "alerts": ask.queries.alerts(change_id=found.id),
            "view": ask.choice("view", VIEWS) or "inline",
        },
        zone=zone_of(ask, found.act),
        section="changes",
    )
