"""The ready edit that an alert carries: of one line, from the two versions that the alert is about. Pure."""

from collections.abc import Iterator

from alerts.payload import ProposalPart
from db.law import ActFacts
from pipeline.edits.follow import Shift
from pipeline.edits.newest import newest_amendment
from pipeline.edits.ready_edit import pieces
from pipeline.edits.ready_edit import propose
from pipeline.profile.model import Entry
from pipeline.telling.payloads import Seen
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import resolve
from pipeline.verdicts.verdict import is_whole
from pipeline.verdicts.verdict import touching


def proposal_part(seen: Seen, entry: Entry) -> ProposalPart | None:
    """What the line could read after these changes; None where they ask for nothing."""
    found = propose(entry, seen.profile, tuple(_shifts(seen, entry)))
    if found is None:
        return None
    return ProposalPart(
        words=found.words,
        old=found.old,
        new=found.new,
        perhaps=found.perhaps,
        redline=pieces(found),
        check=found.check,
        points=tuple(p.words for p in found.points),
        questions=found.questions,
    )


def _whole(seen: Seen) -> bool:
    """Whether the text is the whole act, by the contract of its source."""
    places = {record.key: place for place, record in seen.profile.source_records()}
    place = places.get(seen.source_key)
    return place is not None and is_whole(seen.new, place.expect)


def _shifts(seen: Seen, entry: Entry) -> Iterator[Shift]:
    """Only this act's citations can have moved; the others are where they were."""
    for cited in cited_by(entry, seen.profile):
        if cited.act != seen.act.key:
            yield Shift(cited, None, whole=False)
            continue
        eids = resolve(cited.units, seen.new).eids
        yield Shift(
            cited=cited,
            act=None,  # that an act has a successor is no news of this version
            new=seen.new,
            old=seen.old,
            changes=touching(cited, seen.changes, seen.new, eids, seen.old),
            newest=newest_amendment(ActFacts(), seen.new) if cited.as_amended else None,
            whole=_whole(seen),
        )
