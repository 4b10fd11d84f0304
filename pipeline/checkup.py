"""The checks of `lexwatch doctor`: environment, database, profiles, sources, targets. Asks no official site."""

import os
import shutil
import sys
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import scraper
from alerts import channels
from alerts.channels import Channels
from alerts.errors import AlertError
from db.errors import StoreError
from db.open import open_reader
from db.open import sqlite_facts
from db.queries import Queries
from db.records import DeliveryState
from pipeline.app import clock
from pipeline.app import load_all
from pipeline.app import targets_of
from pipeline.errors import PipelineError
from pipeline.profile import credentials
from pipeline.profile.known import stored_profiles
from pipeline.profile.model import Profile
from pipeline.watching.posting import post

FREE_DISK = 500 * 2**20  # bytes; below, a night of snapshots of a large profile may not fit


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    state: str  # "ok", "note", "wrong"
    about: str
    words: str
    mend: str = ""


def checkup(db: str, names: Sequence[str]) -> list[Finding]:
    """Everything that can be looked at without asking anybody."""
    found = [*_environment(), *_database(db)]
    try:
        profiles = _profiles(db, names)
    except (PipelineError, AlertError, StoreError) as error:
        return [*found, Finding("wrong", "profile", error.what, error.hint)]
    if not profiles:
        found.append(Finding("note", "profile", "No profile is known yet.", "Begin: lexwatch check PROFILE"))
    for profile in profiles:
        found += [*_profile(profile), *_targets(profile)]
    return found


async def try_targets(db: str, names: Sequence[str]) -> list[Finding]:
    """A message to every target that says it is a test."""
    found = []
    using = Channels(post=post)
    for (key, name), target in targets_of(_profiles(db, names)).items():
        about = f"{key}/{name}"
        try:
            await channels.send_test(target, using, clock())
        except AlertError as error:
            found.append(Finding("wrong", about, error.what, error.hint))
        else:
            found.append(Finding("ok", about, "A test message was taken."))
    return found


def _profiles(db: str, names: Sequence[str]) -> Sequence[Profile]:
    if names:
        return load_all(names)
    if not Path(db).exists():
        return ()
    with open_reader(db) as queries:
        return stored_profiles(queries)


def _environment() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("ok", "lexwatch", f"{version('lexwatch')}, Python {python}")
    home = Path(scraper.__file__ or "").parent
    if not (home / "formats").is_dir():
        yield Finding(
            "wrong",
            "packages",
            f"`scraper` is not ours but {home}.",
            "Give lexwatch an environment of its own.",
        )
    sqlite, mended = sqlite_facts()
    if mended:
        yield Finding("ok", "SQLite", sqlite)
    else:
        words = (
            f"{sqlite} can damage a WAL file when two connections write at once; lexwatch never lets them."
        )
        yield Finding("note", "SQLite", words, "Other programs must not write to the file.")
    if find_spec("playwright") is None:
        yield Finding(
            "note",
            "browser",
            "Playwright is not installed.",
            "Sites that are scripts need it: lexwatch[browser].",
        )
    elif not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        yield Finding("note", "browser", "No Chromium is found.", "Sites that are scripts need one.")
    else:
        yield Finding("ok", "browser", "Playwright and a Chromium are there.")
    pdf = find_spec("pypdfium2") is not None
    yield Finding(
        "ok" if pdf else "note", "documents", "PDF can be read." if pdf else "PDF needs lexwatch[documents]."
    )


def _database(db: str) -> Iterator[Finding]:
    path = Path(db)
    if not path.exists():
        yield Finding("note", "database", f"{db} is not there yet; the first check makes it.")
        return
    try:
        with open_reader(db) as queries:
            yield from _stored(db, queries)
    except StoreError as error:
        yield Finding("wrong", "database", error.what, error.hint)
        return
    if path.stat().st_mode & 0o077:
        yield Finding("note", "database", f"{db} can be read by others.", f"chmod 600 {db}")
    free = shutil.disk_usage(path.parent or ".").free
    if free < FREE_DISK:
        yield Finding(
            "wrong", "disk", f"{free // 2**20} MiB are free beside {db}.", "Make room; nothing is lost yet."
        )


def _stored(db: str, queries: Queries) -> Iterator[Finding]:
    counts = queries.counts()
    yield Finding("ok", "database", f"{db}: " + ", ".join(f"{n:,} {name}" for name, n in counts.items() if n))
    held = queries.held()
    if held:
        yield Finding("note", "held", f"{len(held)} versions wait for a decision.", "lexwatch held")
    for last in queries.deliveries(states=(DeliveryState.DEAD,), limit=1):
        given_up = counts["deliveries_dead"]
        many = "delivery was" if given_up == 1 else "deliveries were"
        words = f"{given_up} {many} given up; the last to {last.target}: {last.last_error}"
        yield Finding(
            "wrong", "deliveries", words, f"Mend the target, then: lexwatch alerts resend {last.alert_id}"
        )
    bad = [s for s in queries.sources() if s.failures >= 3]
    for state in bad[:10]:
        words = f"{state.failures} looks in a row brought no law; last outcome: {state.last_outcome}"
        yield Finding("wrong", state.record.key, words, "lexwatch status")


def _profile(profile: Profile) -> Iterator[Finding]:
    words = f"{len(profile.acts)} acts, {len(profile.source_records())} sources, {len(profile.entries)} lines"
    yield Finding("ok", profile.key, words)
    contact = profile.defaults.contact
    if not contact or contact.endswith("example.org"):
        yield Finding(
            "note",
            profile.key,
            "No real contact stands in the User-Agent.",
            'Write yours: [defaults] contact = "..."',
        )
    for act in profile.acts:
        if not act.sources:
            yield Finding("note", f"{profile.key}/{act.key}", "No official text is known; it is never read.")
    for place, record in profile.source_records():
        yield from _variables(record.key, [*place.headers.values(), place.proxy or ""])
        if place.ca_file and not (Path(profile.path).parent / place.ca_file).is_file():
            yield Finding(
                "wrong", record.key, f"The certificate file {place.ca_file} is not there.", "Mend ca_file."
            )


def _variables(source: str, settings: Sequence[str]) -> Iterator[Finding]:
    """What headers and the proxy take from the environment; its values are never shown."""
    for name in dict.fromkeys(name for text in settings for name in credentials.names_in(text)):
        if not os.environ.get(name):
            words = f"It needs the environment variable {name}, which is not set."
            yield Finding("wrong", source, words, f"Set {name} where lexwatch runs; it is read at each look.")


def _targets(profile: Profile) -> Iterator[Finding]:
    if not profile.targets:
        yield Finding(
            "note", profile.key, "Alerts go to nobody; they wait in `lexwatch alerts`.", "Add [targets.NAME]."
        )
    for (_, name), target in targets_of([profile]).items():
        try:
            channels.check(target, Channels(post=post))
        except AlertError as error:
            yield Finding("wrong", f"{profile.key}/{name}", error.what, error.hint)
        else:
            yield Finding("ok", f"{profile.key}/{name}", f"{target.kind} target, {target.digest}")
