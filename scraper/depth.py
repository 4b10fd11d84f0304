"""A look at how deeply a document nests, before any parser builds a tree of it.

Parsing 50,000 nested elements takes a tree builder seconds and more memory than the page is worth; counting tags
takes milliseconds.
"""

import re
from itertools import accumulate

from scraper.errors import TooComplex

MAX_BYTES = 20 * 2**20  # the largest consolidated code known is a tenth of it
MAX_NESTING = 3_000  # elements; badly closed pages of real portals reach a few hundred

# Elements that close themselves when the next of their kind begins are not counted: <p>, <li>, <td> ...
_FLAT = (
    "area|base|br|col|colgroup|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|tbody|td|tfoot|th|thead|tr|"
    "track|wbr|html|head|body"
)
HEAD = 20_000  # characters in which a page says that it is HTML
_EMPTY = re.compile(r"<[a-zA-Z][^<>]*/>")
_TAG = re.compile(rf"<(?:/(?!(?:{_FLAT})\b)[a-zA-Z]|(?!(?:{_FLAT})\b)[a-zA-Z])", re.IGNORECASE)


def refuse_the_unreadable(body: bytes, text: str | None = None) -> None:
    """Raise TooComplex for a document that is past the bounds of size or nesting."""
    if len(body) > MAX_BYTES:
        raise TooComplex(
            f"The document has {len(body) / 2**20:.0f} MB; more than {MAX_BYTES // 2**20} MB is not read.",
            "Split it, or point the source at one act.",
        )
    if text is None or text.count("<") < MAX_NESTING:
        return
    if "<html" not in text[:HEAD].lower():
        text = _EMPTY.sub("", text)  # in XML an element may close itself: <BR/>
    steps = [-1 if tag[1] == "/" else 1 for tag in _TAG.findall(text)]
    # A stray closing tag never lifts what follows: the depth starts again from nothing.
    deepest = max(accumulate(steps, lambda depth, step: max(depth + step, 0)), default=0)
    if deepest > MAX_NESTING:
        raise TooComplex(
            f"The page nests {deepest:,} elements inside each other; more than {MAX_NESTING:,} is no law.",
            "Look at the page in a browser: it is broken or hostile.",
        )
