"""Which language a page is written in: as it says itself, else by its letters."""

import re
from collections.abc import Sequence

from scraper.blocks import Block
from scraper.page import Page

_LETTERS = (
    ("kk", re.compile(r"[әғқңөұүһ]")),
    ("uk", re.compile(r"[іїєґ]")),
    ("bg", re.compile(r"\bчл\.|ъ(?=\w)")),
    ("ru", re.compile(r"[ыэё]")),
    ("el", re.compile(r"[α-ω]")),
    ("ka", re.compile(r"[ა-ჰ]")),
    ("hy", re.compile(r"[ա-ֆ]")),
    ("ar", re.compile(r"[ء-ي]")),
    ("ko", re.compile(r"[가-힣]")),
    ("ja", re.compile(r"[ぁ-ん]")),
    ("zh", re.compile(r"[一-鿿]")),
    ("th", re.compile(r"[ก-๛]")),
)
_WORDS = (
    ("en", r"the|of|shall|and"),
    ("de", r"der|die|das|und|nicht"),
    ("fr", r"les|des|une|est|du"),
    ("es", r"los|las|del|por|una"),
    ("pt", r"dos|das|uma|não|são"),
    ("it", r"della|degli|che|sono"),
    ("is", r"skal|og|er|við"),
    ("sv", r"och|som|ska|för|är"),
    ("fi", r"ja|tai|sekä|joka"),
    ("et", r"ning|või|käesoleva"),
    ("pl", r"jest|oraz|nie|lub"),
    ("cs", r"nebo|podle|které|není"),
    ("sk", r"alebo|podľa|ktoré|nie"),
    ("ro", r"și|şi|sau|pentru"),
    ("nl", r"het|een|van|niet"),
    ("tr", r"ve|bir|olarak"),
    ("hu", r"és|hogy|vagy"),
)
SAMPLE = 20_000  # characters; a language shows itself in far fewer


def language_of(page: Page, blocks: Sequence[Block]) -> str | None:
    """ISO 639-1 code, or None where nothing tells."""
    root = page.html.css_first("html[lang]")
    said = (root.attributes.get("lang") or "").split("-")[0].lower() if root is not None else ""
    sample = " ".join(b.text for b in blocks if b.role == "text")[:SAMPLE].lower()
    seen = by_letters(sample)
    # A template says lang="en" on pages of any language; letters of another script know better.
    return seen or (said if re.fullmatch(r"[a-z]{2,3}", said) else None) or by_words(sample)


def by_letters(sample: str) -> str | None:
    """The language by letters that only it has; at least one in a hundred characters."""
    for code, letters in _LETTERS:
        if len(letters.findall(sample)) * 100 > len(sample) > 40:
            return code
    return None


def by_words(sample: str) -> str | None:
    """The language of Latin letters whose commonest words are met most."""
    counts = {code: len(re.findall(rf"\b(?:{words})\b", sample)) for code, words in _WORDS}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 5 else None
