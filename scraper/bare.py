"""Units without a marker word: the sections of English acts (`4. Title`, `3A Title`), the points of a decree."""

import re
from collections.abc import Sequence

from scraper import numbers
from scraper.blocks import Block
from scraper.blocks import size
from scraper.headings import Heading
from scraper.repeal import is_placeholder
from scraper.series import PLAIN
from scraper.series import STRONG
from scraper.series import Candidate

MIN_UNITS = 2  # one number at the beginning of one line is no law
LONGEST_TITLE = 200

_LINE = re.compile(r"(?P<open>[(\[])?(?=\d)")
_END = re.compile(r"\s?[.)]?(?:\s+|$)")


def bare_candidates(blocks: Sequence[Block], others: set[int]) -> list[Candidate]:
    """Lines that begin with nothing but a number, as sections if they carry titles, as paragraphs otherwise."""
    found: list[tuple[int, numbers.Number, str, bool]] = []
    for at, block in enumerate(blocks):
        if block.role != "text" or block.row or len(block.text) > 6000:
            continue
        text = f"{block.mark} {block.text}" if block.mark and not block.text[:1].isdigit() else block.text
        if not text[:1].isdigit():
            continue
        number = numbers.read(text, 0, roman=False)
        if number is None or number.key[0] > 2000:
            continue
        end = _END.match(text, number.end)
        if end is None or (end.group() and ")" in end.group()):
            continue
        rest = text[end.end() :]
        if rest[:1].islower() and not block.lead:
            continue
        strong = bool(block.level or block.strong or (block.lead and block.lead >= size(number.printed)))
        found.append((at, number, rest, strong))
    titled = [f for f in found if _is_title(f[2], strong=f[3], block=blocks[f[0]])]
    as_sections = len(titled) >= MIN_UNITS and len(titled) * 3 >= len(found)
    kind = "section" if as_sections else "paragraph"
    candidates = []
    for at, number, rest, strong in found:
        title = _is_title(rest, strong=strong, block=blocks[at])
        weight = STRONG if strong else PLAIN
        if as_sections and not title and not strong:
            weight = 0
        heading = Heading(
            "basic",
            kind,
            "#",
            number.normal,
            number.key,
            number.printed + ("." if "." in blocks[at].text[number.end : number.end + 1] else ""),
            rest,
            certain=True,
        )
        candidates.append(
            Candidate(at, heading, weight, text_after=_words_follow(blocks, at, others) or not title)
        )
    return candidates if sum(1 for c in candidates if c.weight) >= MIN_UNITS else []


def _is_title(rest: str, *, strong: bool, block: Block) -> bool:
    if not rest or len(rest) > LONGEST_TITLE:
        return False
    if block.level or block.strong or is_placeholder(rest):
        return True
    # Scripts without capitals have no lower case either.
    return (strong or not rest[:1].islower()) and not rest.endswith((".", ";", ":", ","))


def _words_follow(blocks: Sequence[Block], at: int, others: set[int]) -> bool:
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    return bool(
        following and at + 1 not in others and following.role == "text" and not following.text[:1].isdigit()
    )
