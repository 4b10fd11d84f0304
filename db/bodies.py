"""What servers sent, byte for byte: named by its SHA-256, kept once, compressed against the body before it.

An official page is nearly the page of the day before. The new body is compressed with the earlier one as its
dictionary: a 1.5 MB code that amends 2% costs some 7 kB. Every chain of such bodies ends in a key frame, which
stands alone.
"""

import sys
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass

from db.connection import Connection
from db.digests import body_sha256
from db.errors import BodyDropped
from db.errors import Damaged
from db.errors import Missing

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

KEY_EVERY = (
    32  # bodies in a chain: reading the last of a 1.5 MB code takes 32 x 1 ms, key frames cost 4% of alone
)
LEVEL = 10  # 6 saves half the time (5 ms), 15 costs thirty times of it and saves 1%
LOOK_BACK = 8  # captures of the source among which a fit body is sought: error pages stand between
FIT = 2  # a body fits as dictionary if neither is this many times the other's size
SMALL = 128  # bytes below which no dictionary pays for its row's reference
MAX_WINDOW_LOG = 26  # 64 MiB: two of the largest bodies (20 MiB each) fit; reading never asks for more memory
MIN_WINDOW_LOG = 10
MAX_SIZE = 512 * 1024 * 1024  # no body is larger; a row that claims so is damaged


@dataclass(frozen=True, slots=True)
class Packed:
    """A body as it is kept."""

    codec: str  # "raw", "zstd", "zstd-prefix"
    base: str | None
    depth: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Base:
    """A body that may serve as dictionary."""

    sha256: str
    depth: int
    body: bytes


def pack(body: bytes, base: Base | None = None) -> Packed:
    """The smallest of: against the base, alone, as it is."""
    if base is not None and base.depth + 1 < KEY_EVERY and len(body) > SMALL:
        data = _compress(body, zstd.ZstdDict(base.body, is_raw=True), len(base.body) + len(body))
        # Where the base saves little, a frame of its own is worth more: it shortens every chain behind it.
        if len(data) < len(body) // 8 or len(data) * 2 < len(_compress(body, None, len(body))):
            return Packed("zstd-prefix", base.sha256, base.depth + 1, data)
    data = _compress(body, None, len(body))
    return Packed("zstd", None, 0, data) if len(data) < len(body) else Packed("raw", None, 0, body)


def unpack(codec: str, data: object, size: int, base: bytes | None) -> bytes:
    """The body; raises Damaged where the data is not what was kept. Never makes more than `size` bytes."""
    if not isinstance(data, bytes) or not 0 <= size <= MAX_SIZE:
        raise Damaged(f"a body says that it has {size} bytes.")
    if codec == "raw":
        body = data
    else:
        prefix = zstd.ZstdDict(base, is_raw=True).as_prefix if base else None
        reader = zstd.ZstdDecompressor(
            zstd_dict=prefix, options={zstd.DecompressionParameter.window_log_max: MAX_WINDOW_LOG + 1}
        )
        try:
            body = reader.decompress(data, max_length=size + 1)
        except zstd.ZstdError as error:
            raise Damaged(f"a body cannot be decompressed ({error}).") from error
        if len(body) == size and (not reader.eof or reader.unused_data):
            raise Damaged("a body's frame does not end where its row does.")
    if len(body) != size:
        raise Damaged(f"a body has {len(body)} bytes and says {size}.")
    return body


def keep(connection: Connection, source_id: int, body: bytes) -> str:
    """Inside a transaction: its SHA-256. What is kept already is not kept again; what was dropped comes back."""
    sha256 = body_sha256(body)
    known = connection.one("select codec from bodies where sha256 = ?", (sha256,))
    if known is not None and known["codec"] != "dropped":
        return sha256
    packed = pack(body, _base_for(connection, source_id, len(body), sha256))
    connection.run(
        """
        insert into bodies (sha256, size, codec, base, depth, data)
        values (:sha256, :size, :codec, :base, :depth, :data)
        on conflict (sha256) do update
           set codec = excluded.codec, base = excluded.base, depth = excluded.depth, data = excluded.data
        """,
        {"sha256": sha256, "size": len(body), **fields(packed)},
    )
    return sha256


def fields(packed: Packed) -> dict[str, object]:
    """Its columns."""
    return {"codec": packed.codec, "base": packed.base, "depth": packed.depth, "data": packed.data}


def read(connection: Connection, sha256: str) -> bytes:
    """The bytes as they came, checked against their name. Raises Missing, BodyDropped or Damaged."""
    body = read_unchecked(connection, sha256)
    if body_sha256(body) != sha256:
        raise Damaged(f"the body {sha256} is not the bytes that came.", "Run `lexwatch verify`.")
    return body


def read_unchecked(
    connection: Connection,
    sha256: str,
    at_hand: Callable[[str], bytes | None] | Mapping[str, bytes] | None = None,
) -> bytes:
    """The bytes; `at_hand` gives those of its chain that somebody holds already."""
    look = at_hand.get if isinstance(at_hand, Mapping) else (at_hand or (lambda _: None))
    chain = []
    wanted: str | None = sha256
    body: bytes | None = None
    while wanted is not None and (body := look(wanted)) is None:
        row = connection.one("select sha256, size, codec, base, data from bodies where sha256 = ?", (wanted,))
        if row is None:
            raise Missing(f"there is no body {wanted}.")
        if row["codec"] == "dropped":
            raise BodyDropped(
                f"the bytes of {wanted} were pruned.",
                "Their hash stays in the chain; a backup may still have them.",
            )
        chain.append(row)
        if len(chain) > KEY_EVERY:
            raise Damaged(f"the chain of the body {sha256} has no end.", "Run `lexwatch verify`.")
        wanted = row["base"]
    for row in reversed(chain):
        body = unpack(row["codec"], row["data"], row["size"], body)
    assert body is not None
    return body


def _base_for(connection: Connection, source_id: int, size: int, sha256: str) -> Base | None:
    """The newest body of this source that is like this one in size."""
    row = connection.one(
        """
        select b.sha256, b.depth
          from (select body_sha256 from snapshots where source_id = :source order by id desc limit :back) s
          join bodies b on b.sha256 = s.body_sha256
         where b.codec <> 'dropped' and b.size between :least and :most and b.sha256 <> :own
         limit 1
        """,
        {
            "source": source_id,
            "back": LOOK_BACK,
            "least": size // FIT,
            "most": size * FIT,
            "own": sha256,
        },
    )
    if row is None or row["depth"] + 1 >= KEY_EVERY:
        return None
    try:
        return Base(row["sha256"], row["depth"], read(connection, row["sha256"]))
    except (Damaged, BodyDropped, Missing):
        return None  # a damaged past must not keep the present from being kept; `verify` tells of it


def _compress(body: bytes, base: zstd.ZstdDict | None, reach: int) -> bytes:
    window = min(max(reach.bit_length(), MIN_WINDOW_LOG), MAX_WINDOW_LOG)
    return zstd.compress(
        body,
        options={
            zstd.CompressionParameter.compression_level: LEVEL,
            zstd.CompressionParameter.window_log: window,
        },
        zstd_dict=base.as_prefix if base else None,
    )
