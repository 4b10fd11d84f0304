"""What a cited provision only depends on: definitions, and the provisions that its words refer to. Pure."""

import re
from collections.abc import Sequence

from db.law import SUBSTANTIVE
from db.law import Change
from db.law import Provision
from pipeline.verdicts.resolve import parents_of
from pipeline.verdicts.resolve import touches

# Headings under which an act explains its own words, by the stems of their words.
_DEFINITIONS = re.compile(
    r"definition|interpretation|meaning of terms|понят|терми|определени|ұғымдар|визначення|begriffsbestimmung"
    r"|définition|definicion|tanım|skilgreining|orðskýring|定義|用詞",
    re.IGNORECASE,
)
# "статьей 205", "Article 17", "§ 202a": a reference by number within the same act.
_REFERENCE = re.compile(
    r"(?:стать\w*|статт\w*|бап\w*|articles?|art\.|sections?|§+|artikel\w*|gr\.|第)\s*(\d+(?:[-^.]\d+)?[a-z]{0,4})"
    r"|(\d+(?:-\d+)?)-бап",
    re.IGNORECASE,
)
MAX_REFERENCES = 50  # a provision that refers to more is a list, and depends on nothing in particular


def depends_on(eids: Sequence[str], law: Sequence[Provision], changes: Sequence[Change]) -> list[int]:
    """Indexes of the changes in definitions, or in what the cited provisions refer to by number."""
    parents = parents_of(law)
    wanted = set(eids)
    text = " ".join(p.text for p in law if p.eid in wanted or touches(wanted, p.eid, parents))
    numbers = {a or b for a, b in _REFERENCE.findall(text)}
    if len(numbers) > MAX_REFERENCES:
        numbers = set()
    basis = {
        p.eid
        for p in law
        if p.article is not None
        and p.article == p.label
        and ((p.num and p.num in numbers) or (p.heading and _DEFINITIONS.search(p.heading)))
    }
    return [
        n
        for n, change in enumerate(changes)
        if change.kind in SUBSTANTIVE and touches(basis, change.eid, parents)
    ]
