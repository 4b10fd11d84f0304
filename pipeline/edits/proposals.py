"""The ready edits of a profile, from what the store holds: for the command line, the page and the report."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.law import Provision
from db.queries import Queries
from db.records import Verdict
from pipeline.changes.comparisons import Comparisons
from pipeline.edits.follow import Shift
from pipeline.edits.newest import newest_amendment
from pipeline.edits.ready_edit import Proposal
from pipeline.edits.ready_edit import pieces
from pipeline.edits.ready_edit import propose
from pipeline.profile.model import Entry
from pipeline.profile.model import Profile
from pipeline.public import attribution_json
from pipeline.verdicts.table import Judge
from pipeline.verdicts.verdict import CitationVerdict
from pipeline.verdicts.verdict import Law


def proposals(
    queries: Queries,
    profile: Profile,
    now: datetime,
    keys: Sequence[str] | None = None,
    compared: Comparisons | None = None,
) -> tuple[Proposal, ...]:
    """For every line whose law moved, in the order of the profile; `keys` names those that are asked for."""
    judge = Judge(queries, profile, now, compared)
    wanted = None if keys is None else set(keys)
    lines = [e for e in profile.entries if wanted is None or e.key in wanted]
    found = (_of(judge, entry) for entry in lines)
    return tuple(p for p in found if p is not None)


def _of(judge: Judge, entry: Entry) -> Proposal | None:
    shifts = tuple(shift_of(judge, entry, *one) for one in judge.grounds(entry))
    return propose(entry, judge.profile, shifts)


def shift_of(
    judge: Judge, entry: Entry, verdict: CitationVerdict, law: Law | None, old: tuple[Provision, ...]
) -> Shift:
    """One citation as it was judged, with what moved since the text it relied on."""
    cited = verdict.cited
    moved = law is not None and verdict.verdict in {Verdict.CHANGED, Verdict.BROKEN}
    changes = judge.moved(entry, cited, law, verdict.relied) if law and moved else None
    return Shift(
        cited=cited,
        act=judge.profile.act(cited.act) if cited.act else None,
        new=law.provisions if law else (),
        old=old if moved else (),
        changes=changes or (),
        newest=newest_amendment(law.act, law.provisions) if law and cited.as_amended else None,
        since=tuple(r for r in verdict.reasons if r.what == "changed" and changes is None),
        language=law.language if law else None,
        whole=law.whole if law else False,
    )


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as `lexwatch edit --json` and the page tell it."""
    return {
        "profile": proposal.profile,
        "entry": proposal.entry,
        "name": proposal.name,
        "old": proposal.old,
        "new": proposal.new,
        "perhaps": proposal.perhaps,
        "cites": [{"act": c.act, "units": list(c.units)} for c in proposal.cites]
        if proposal.cites is not None
        else None,
        "check": proposal.check,
        "certain": proposal.certain,
        "words": proposal.words,
        "redline": [list(piece) for piece in pieces(proposal)],
        "questions": list(proposal.questions),
        "points": [
            {
                "case": str(p.case),
                "words": p.words,
                "question": p.question,
                "act": p.act,
                "unit": p.unit,
                "eids": list(p.eids),
                "before": p.before,
                "after": p.after,
                "language": p.language,
                "by": [attribution_json(a) for a in p.by],
            }
            for p in proposal.points
        ],
    }
