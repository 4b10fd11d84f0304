"""The ready edits beside an alert or a line: what is certain, what is a question, and if it can be written here."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db.queries import Queries
from pipeline.edits.edit_profile import patch
from pipeline.edits.proposals import proposal_json
from pipeline.edits.proposals import proposals
from pipeline.edits.ready_edit import Proposal
from pipeline.errors import PipelineError
from pipeline.profile.model import Profile
from pipeline.review.edit_desk import at_hand
from pipeline.review.edit_desk import edits_of
from pipeline.review.edit_desk import with_edits
from pipeline.web.ask import Ask


@dataclass(frozen=True, slots=True)
class Edits:
    """The proposals of today for some lines of a profile."""

    profile: Profile
    found: tuple[Proposal, ...] = ()

    @property
    def seen(self) -> str:
        """Names what is shown, file and proposals; a form brings it back: nobody accepts what was not shown."""
        shown = json.dumps([self.profile.toml, *map(proposal_json, self.found)], ensure_ascii=False)
        return hashlib.sha256(shown.encode()).hexdigest()

    @property
    def here(self) -> bool:
        """Whether the profile is a file on this machine, so that it can be written."""
        return Path(self.profile.path).is_file()

    @property
    def writes(self) -> int:
        """How many lines get other words or other citations."""
        return sum(p.new is not None or p.cites is not None for p in self.found)

    @property
    def asks(self) -> int:
        """How many lines leave a question."""
        return sum(not p.certain for p in self.found)

    @property
    def likely(self) -> int:
        """How many lines with a question have a likely answer."""
        return sum(not p.certain and p.perhaps is not None for p in self.found)

    @property
    def patch(self) -> str:
        """What is certain as a unified diff of the profile's file. Raises PipelineError."""
        changed = with_edits(self.profile, edits_of(self.found))
        return patch(Path(self.profile.path).name, self.profile.toml, changed.toml)


def edits(queries: Queries, profile: str, keys: Sequence[str], now: datetime) -> Edits:
    """The proposals for some lines. Raises PipelineError where the profile is gone or cannot be read."""
    read = at_hand(queries, profile)
    return Edits(read, proposals(queries, read, now, keys) if keys else ())


def edits_here(ask: Ask, profile: str, keys: Sequence[str]) -> Edits | None:
    """The same for a page, kept while nothing moved; None where they cannot be told: the page is shown without."""
    try:
        standing = ask.site.standings.one(ask.queries, profile, ask.now)
        known = standing.profile
        read = known if known and _is_as_loaded(known) else at_hand(ask.queries, profile)
        found = ask.site.proposed.get(
            (standing.stamp, profile, read.toml, tuple(keys)),
            lambda: proposals(ask.queries, read, ask.now, keys, ask.site.compared) if keys else (),
        )
    except PipelineError:
        return None
    return Edits(read, found)


def _is_as_loaded(profile: Profile) -> bool:
    """Whether the file says what was loaded from it, so that it need not be parsed again."""
    try:
        return Path(profile.path).read_bytes() == profile.toml.encode()
    except OSError:
        return False


def edits_json(found: Edits | None) -> list[dict[str, Any]] | None:
    """As `lexwatch alerts show --json` tells them."""
    return None if found is None else [proposal_json(p) for p in found.found]
