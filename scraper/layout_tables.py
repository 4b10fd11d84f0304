"""Tables that only arrange a page, or that hold law line by line: their cells are read as blocks, not as rows."""

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from scraper import headings
from scraper.normal import fold_space
from scraper.numbers import Key

MIN_HEADINGS = 3  # rows that begin with the number of a unit
MAX_ROWS = 50_000
MAX_HEAD = 300  # characters of a cell that may be a heading

_ARRANGES = (
    "table:has(table), table:has(h1), table:has(h2), table:has(h3), table:has(h4), "
    "table:has(td > p + p + p + p), table[role=presentation]"
)


def layout_tables(tree: LexborHTMLParser) -> frozenset[int]:
    """Identities of such tables."""
    found = {n.mem_id for n in tree.css(_ARRANGES)}
    found.update(n.mem_id for n in tree.css("table") if n.mem_id not in found and _holds_law(n))
    return frozenset(found)


def _holds_law(table: LexborNode) -> bool:
    """Rows of one cell, some of them headings; or a column of numbers of units with their text beside it."""
    last: Key = (0, ())
    count, widest, filled = 0, 0, 0
    for row in table.css("tr")[:MAX_ROWS]:
        cells = [c for c in row.iter() if c.tag in {"td", "th"}]
        words = [w for c in cells if (w := fold_space(c.text(separator=" ")))]
        widest, filled = max(widest, len(words)), filled + bool(words)
        if not words or len(words) > 2:
            if len(words) > 2:
                return False  # three columns and more compare or list something
            continue
        heading = headings.read(words[0][:MAX_HEAD])
        if heading is None or heading.rank != "basic" or not heading.certain or heading.key is None:
            continue
        if len(words) == 1 or not heading.rest:
            count += heading.key > last
            last = heading.key
    return count >= MIN_HEADINGS or (widest == 1 and filled >= MIN_HEADINGS)
