"""A heading as the number of a unit that has none: readable, and stable while the heading is."""

import re
import unicodedata

LONGEST = 60  # characters; enough to tell headings of one page apart


def slug(text: str) -> str:
    """`9. Limitation of liability!` -> `limitation-of-liability`: the number may move, the matter stays."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"^(?:[\divxlc]+|[a-z])[.)]\s+", "", folded)
    return re.sub(r"[^\w]+", "-", folded).strip("-_")[:LONGEST].strip("-") or "section"
