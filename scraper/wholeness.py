"""Whether a document ends where it should: a page cut in the middle is no repeal of what did not come."""

import json
import re

TAIL = 4096  # bytes in which a document says that it ends
_OPEN_TAG = re.compile(r"<[/a-zA-Z!?][^<>]*$")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)[\s/>]")
_HTML_OPEN = re.compile(r"<html[\s>]", re.IGNORECASE)
_HTML_CLOSE = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_PAIRS = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<![CDATA[", "]]>"))


def torn(body: bytes, text: str) -> str | None:
    """How this document shows that it is cut, in words; None where its end is an end (or its kind has none)."""
    if body.startswith(b"%PDF"):
        return None if b"%%EOF" in body[-TAIL:] else "the PDF has no end mark"
    if body.startswith(b"PK\x03\x04"):
        return None if b"PK\x05\x06" in body[-66_000:] else "the archive has no table of contents"
    stripped = text.strip()
    if stripped[:1] in {"{", "["}:
        return _torn_json(stripped)
    if not stripped.startswith("<") and not _HTML_OPEN.search(text[:5000]):
        return None
    if found := _OPEN_TAG.search(stripped[-TAIL:]):
        return f"it ends inside a tag ({found.group()[:40]!r})"
    lowered = stripped.lower()
    for opening, closing in _PAIRS:
        if lowered.rfind(opening.lower()) > lowered.rfind(closing.lower()):
            return (
                f"it ends inside {opening.strip('<![')}" if opening != "<!--" else "it ends inside a comment"
            )
    return _torn_xml(stripped)


def is_closed(text: str) -> bool | None:
    """Whether an HTML page closes its `<html>`; None for what is no such page."""
    if not _HTML_OPEN.search(text[:5000]):
        return None
    return _HTML_CLOSE.search(text) is not None


def _torn_json(text: str) -> str | None:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        # Markdown begins with a bracket, too: only what breaks at its very end was cut.
        at_the_end = error.pos >= len(text) - 1 or error.msg.startswith("Unterminated string")
        return "the JSON does not end" if at_the_end else None
    except RecursionError:
        return None
    return None


def _torn_xml(text: str) -> str | None:
    if not text.startswith("<?xml"):
        return None
    rest = re.sub(r"(?s)<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(\[.*?\])?[^>]*>", "", text).strip()
    root = _ROOT.match(rest)
    if root is None or root.group(1).lower() == "html":
        return None
    return None if rest.endswith((f"</{root.group(1)}>", "/>")) else f"its <{root.group(1)}> is not closed"
