"""Decompression with a bound: a bomb of gigabytes costs no more memory than one step."""

import zlib
from collections.abc import Iterator

STEP = 1 << 16  # bytes inflated at a time
MAX_MEMBERS = 1000  # gzip members in one body; more is an attack on the processor
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


class TooMuch(Exception):
    """The bytes inflate past the bound."""


class Torn(Exception):
    """The compressed bytes are broken or end early."""


class Inflater:
    """Inflates the pieces of one body as they come. `encoding` is a Content-Encoding in lower case."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding
        self._limit = limit
        self._taken = 0
        self._given = 0
        self._members = 0
        self._done = False  # what follows the last member is no part of the body
        self._engine = None if encoding == "identity" else self._new_engine()

    def _new_engine(self) -> "zlib._Decompress":
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise TooMuch
        return zlib.decompressobj(_GZIP if self._encoding == "gzip" else zlib.MAX_WBITS)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The inflated pieces, each at most STEP bytes. Raises TooMuch or Torn."""
        first = self._taken == 0
        self._taken += len(data)
        if self._taken > self._limit:
            raise TooMuch
        if self._engine is None:
            yield data
            return
        if first and self._encoding == "deflate" and data and (data[0] & 0x0F) != 8:
            self._engine = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send it bare
        try:
            yield from self._inflate(data)
        except zlib.error:
            raise Torn from None

    def _inflate(self, data: bytes) -> Iterator[bytes]:
        while data and not self._done:
            assert self._engine is not None
            piece = self._engine.decompress(data, STEP)
            self._given += len(piece)
            if self._given > self._limit:
                raise TooMuch
            if piece:
                yield piece
            data = self._engine.unconsumed_tail
            if self._engine.eof:
                data = self._engine.unused_data
                if data.startswith(_GZIP_MAGIC):
                    self._engine = self._new_engine()
                else:
                    self._done = bool(data)

    def end(self) -> None:
        """Raises Torn where the compressed body was not whole."""
        if self._engine is not None and self._taken and not self._engine.eof:
            raise Torn
