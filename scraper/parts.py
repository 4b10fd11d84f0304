"""Several documents that make up one act, as one body of evidence: pages saved by hand, an act spread over pages.

The body is JSON with every part byte for byte, so that the snapshot alone can be read again at any time.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.errors import ExtractError
from scraper.errors import TooComplex

MARK = b'{"lexwatch_parts":'
CONTENT_TYPE = "application/vnd.lexwatch.parts+json"
MAX_PARTS = 5_000  # pages of one act; the largest codes have some thousand articles, a page each at the most


@dataclass(frozen=True, slots=True)
class PartDocument:
    """One of the documents."""

    name: str  # file name or address
    body: bytes
    url: str | None = None
    content_type: str | None = None
    role: str = "part"  # "contents": evidence of what the parts are, not read as law


def is_parts(body: bytes) -> bool:
    return body.startswith(MARK)


def pack(parts: Sequence[PartDocument]) -> bytes:
    """The parts as one body; the order is that of reading, and of two with the same article the later one counts."""
    told = [
        {
            "name": part.name,
            "url": part.url,
            "content_type": part.content_type,
            "body": base64.b64encode(part.body).decode("ascii"),
        }
        | ({} if part.role == "part" else {"role": part.role})
        for part in parts
    ]
    return MARK + b'1,"parts":' + json.dumps(told, ensure_ascii=False).encode() + b"}"


def unpack(body: bytes) -> tuple[PartDocument, ...]:
    """The parts of a packed body. Raises ExtractError."""
    try:
        told = json.loads(body)["parts"]
        if len(told) > MAX_PARTS:
            raise TooComplex(
                f"The act has more than {MAX_PARTS:,} parts.", "Give a source a part of its own."
            )
        return tuple(
            PartDocument(
                name=str(part["name"]),
                body=base64.b64decode(part["body"], validate=True),
                url=part.get("url"),
                content_type=part.get("content_type"),
                role=part.get("role", "part"),
            )
            for part in told
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise ExtractError("The parts of this act cannot be unpacked.", str(error)) from error
