"""Which charset a document is in, and by which rule that was decided.

In this order, and the rule that won is kept with the text: byte order mark, HTTP header, XML declaration, `<meta>`,
the source's own declared fallback, UTF-8 when the bytes are just that, and a guess at the very end. A wrong charset
looks like a code in which every article was rewritten.
"""

import codecs
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

PRESCAN = 4096  # bytes in which a declaration is looked for; browsers look at 1024, old portals put it later
GUESS_AT = 200_000  # bytes that a guess looks at: more makes it slower, not better

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers do: whoever says latin-1 or ASCII means the Windows page that has the quotes and dashes, too.
_MEANT = {
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_HEADER = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9._:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the charset it was read in and the rule that chose it."""

    text: str
    charset: str
    rule: str  # "bom", "header", "xml declaration", "meta", "source", "utf-8", "guess"


def decode(body: bytes, *, content_type: str | None = None, declared: str | None = None) -> Decoded:
    """The text of these bytes. Never fails: what cannot be decoded becomes U+FFFD, which others take as a sign."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Decoded(body.decode(name, "replace").removeprefix("\ufeff"), name, "bom")
    stated: tuple[tuple[str, str | None], ...] = (
        ("header", _match(_HEADER, content_type)),
        ("xml declaration", _ascii(_XML.search(body[:PRESCAN]))),
        ("meta", _meta(body)),
        ("source", declared),
    )
    for rule, stated_name in stated:
        codec = known(stated_name)
        if codec and not (codec.startswith("utf") and rule != "source" and _is_no_utf(body, codec)):
            return Decoded(body.decode(codec, "replace"), codec, rule)
    try:
        return Decoded(body.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError:
        return _guess(body)


def known(name: str | None) -> str | None:
    """Python's name of a charset, with what browsers take it for; None where nobody knows it."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    # "hex", "rot13" and their like are codecs, too, but no charsets.
    if not getattr(codecs.lookup(codec), "_is_text_encoding", True):
        return None
    return _MEANT.get(codec, codec)


def _match(pattern: re.Pattern[str], text: str | None) -> str | None:
    found = pattern.search(text) if text else None
    return found.group(1) if found else None


def _ascii(found: re.Match[bytes] | None) -> str | None:
    return found.group(1).decode("ascii", "replace") if found else None


def _meta(body: bytes) -> str | None:
    """The charset that a `<meta>` names. selectolax finds the true element, outside of comments and scripts."""
    head = body[:PRESCAN]
    name = _ascii(_META.search(head))
    if name is None or known(name) is None:
        return None
    for node in LexborHTMLParser(head, encoding=True).css("meta"):
        found = node.attributes.get("charset") or _match(_HEADER, node.attributes.get("content"))
        if found:
            return found
    return None


def _is_no_utf(body: bytes, codec: str) -> bool:
    """A declaration of UTF-8 over bytes that are mostly something else is a lie; a few broken bytes are not."""
    if not codec.startswith("utf-8") and codec != "utf_8":
        return codec in {"utf-16", "utf-32", "utf-16-le", "utf-16-be"} and b"\0" not in body[:PRESCAN]
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        return text.count("\ufffd") * 20 > len(text)
    return False


def _guess(body: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:GUESS_AT]).best()
    codec = known(best.encoding) if best else None
    if codec is None:
        return Decoded(body.decode("utf-8", "replace"), "utf-8", "guess")
    return Decoded(body.decode(codec, "replace"), codec, "guess")
