"""What comes from outside, made harmless before it is put before a person.

Titles, sentences and addresses were written by strangers. Control characters can drive a terminal, bidirectional
overrides can turn a sentence round, line breaks can forge a header or a paragraph of ours, and XML has no way
to carry some characters at all. Escaping for HTML and Atom is the renderers' own task and comes on top of this.
"""

import re
from urllib.parse import urlsplit

# Bidirectional embeddings, overrides and isolates; zero-width space and BOM; tag characters; noncharacters and
# surrogates, which no encoder and no XML takes. Marks that ordinary Persian, Hebrew or Hindi needs stay.
_FORBIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\ufeff\U000e0000-\U000e007f\ufffe\uffff\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_BLOCK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"\s+")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
MAX_LINE = 300  # characters; a title is a line, whatever a page says
MAX_BREAKS = 40  # in the law of one provision: about a screen, so that no page of breaks hides what follows
MAX_URL = 2_000  # characters; what mail clients and proxies still carry


def words(text: str | None, limit: int | None = None) -> str:
    """`text` as one line without control characters; cut with a mark where it exceeds `limit` characters."""
    if not text:
        return ""
    folded = _SPACES.sub(" ", _CONTROL.sub(" ", _FORBIDDEN.sub("", text))).strip()
    if limit is not None and len(folded) > limit:
        return folded[: limit - 1].rstrip() + "…"
    return folded


def block(text: str) -> str:
    """`text` of several lines without what XML cannot carry and terminals obey; line breaks and tabs stay."""
    return _CONTROL_IN_BLOCK.sub("", _FORBIDDEN.sub("", text))


def piece(text: str, breaks: int = MAX_BREAKS) -> str:
    """A piece of law: its paragraphs as lines, no empty ones; what joins it to the next piece stays at its ends.

    Beyond `breaks` line breaks, further ones are spaces.
    """
    raw = [words(line) for line in _BREAK.split(text)]
    lines = [line for line in raw if line]
    several = len(raw) > 1 and breaks > 0
    if not lines:
        return "\n" if several else " " if text else ""
    lead = "\n" if several and not raw[0] else " " if text[:1].isspace() else ""
    left = breaks - lead.count("\n")
    tail = "\n" if several and not raw[-1] and left > 0 else " " if text[-1:].isspace() else ""
    left -= tail.count("\n")
    rest = " ".join(lines[left:])
    said = "\n".join([*lines[:left], rest] if rest else lines[:left])
    return f"{lead}{said}{tail}"


def line(text: str | None) -> str:
    """A title or label: `words`, cut to the length of a line."""
    return words(text, MAX_LINE)


def link(url: str | None) -> str | None:
    """`url` where a reader may safely follow it (http or https, a host, no user name), else None."""
    if not url or len(url) > MAX_URL or words(url) != url or " " in url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return url
