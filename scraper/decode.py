"""Which charset a document is in, and by which rule that was decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the charset it was read in and the rule that chose it."""

    text: str
    charset: str
    rule: str  # "bom", "header", "meta", "xml declaration", "source", "guess", "utf-8"


def decode(body: bytes, *, content_type: str | None = None, declared: str | None = None) -> Decoded:
    raise NotImplementedError
