"""`fetch = "file"`: a file, or the newest one of a folder, that people or other programs fill.

Nothing is ever unpacked to the disk. What lies there is as little trusted as what comes over the wire: links that lead
out of the folder, devices, archives with tricks in their names or a bomb inside are refused in words.
"""

import mimetypes
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path

from db.records import Capture
from scraper.errors import CutShort
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.errors import TooLarge
from scraper.errors import Unreachable

MIB = 1024 * 1024
MAX_BYTES = 20 * MIB  # of a document; the largest consolidated code known is a tenth of it
MAX_ARCHIVE = 64 * MIB
MAX_NAMES = 10_000  # in a folder or an archive
MAX_DIRECTORY = (
    4 * MIB
)  # of an archive's table of contents, which is read whole before anything can be counted
ODD = (
    ".part",
    ".crdownload",
    ".tmp",
    ".download",
    "~",
    ".swp",
)  # names of files that are still being written
DOCUMENTS = (".html", ".htm", ".xhtml", ".mhtml", ".xml", ".akn", ".json", ".md", ".txt", ".pdf", ".docx")
_END = b"PK\x05\x06"
_END_REACH = 66_000  # bytes from the end in which an archive's end record stands


def take(path: Path, *, max_bytes: int = MAX_BYTES) -> Capture:
    """What lies at this path now; of a folder its newest file. Raises FetchError."""
    try:
        chosen = _newest(path) if path.is_dir() else path
        body, changed = _read(chosen, MAX_ARCHIVE if chosen.suffix.lower() == ".zip" else max_bytes)
    except OSError as error:
        what = f"{path} cannot be read ({error.strerror or 'unknown reason'})."
        raise Unreachable(what, "Check the source's url, and who may read it.", url=str(path)) from None
    except FetchError as error:
        error.url = str(path)
        raise
    final, name = chosen.absolute().as_uri(), chosen.name
    if chosen.suffix.lower() == ".zip":
        name, body = _unzip(body, chosen, max_bytes)
        final = f"{final}#{name}"
    kind = mimetypes.guess_type(name)[0] or (
        "text/markdown" if name.endswith(".md") else "application/octet-stream"
    )
    return Capture(
        url=path.absolute().as_uri(),
        final_url=final,
        status=200,
        headers=(("Content-Type", kind), ("Last-Modified", format_datetime(changed, usegmt=True))),
        body=body,
        taken_at=datetime.now(UTC),
        fetcher="file",
    )


def _newest(folder: Path) -> Path:
    """The file that was changed last; of two from one moment the one whose name sorts last."""
    best: tuple[int, str, Path] | None = None
    for entry in _entries(folder):
        found = entry.stat(follow_symlinks=True)
        if stat.S_ISREG(found.st_mode) and (best is None or (found.st_mtime_ns, entry.name) > best[:2]):
            best = (found.st_mtime_ns, entry.name, Path(entry.path))
    if best is None:
        hint = "Put the act's page into it, as a file whose name ends in .html, .pdf, .md ..."
        raise Unreachable(f"There is no file in {folder}.", hint)
    return best[2]


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    root = folder.resolve()
    with os.scandir(folder) as entries:
        for count, entry in enumerate(entries):
            if count >= MAX_NAMES:
                raise TooLarge(
                    f"There are more than {MAX_NAMES} files in {folder}.",
                    "Give the source a folder of its own.",
                )
            if entry.name.startswith(".") or entry.name.endswith(ODD):
                continue
            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
                raise Refused(
                    f"{entry.path} is a link that leads out of the folder.", "Put the file itself there."
                )
            yield entry


def _read(path: Path, limit: int) -> tuple[bytes, datetime]:
    """The bytes of a plain file, and when it was changed. A pipe or a device would hold or feed us for ever."""
    # O_NONBLOCK: a pipe without a writer would block in open itself, before anybody could see that it is one.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise Refused(f"{path} is no plain file.", "Name a file or a folder.")
        if before.st_size > limit:
            raise TooLarge(f"{path} is larger than {limit // MIB} MiB.", "Is it the right file?")
        body = file.read(limit + 1)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(
        body
    ) != after.st_size:
        raise CutShort(f"{path} is being written.", "It is read again later.")
    return body, datetime.fromtimestamp(after.st_mtime, UTC)


def _unzip(packed: bytes, path: Path, limit: int) -> tuple[str, bytes]:
    """Name and bytes of the largest document in an archive."""
    _check_directory(packed, path)
    try:
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            member = _document(archive.infolist(), path)
            if member.file_size > limit:
                raise TooLarge(
                    f"{member.filename} in {path} is larger than {limit // MIB} MiB.", "Is it the right file?"
                )
            with archive.open(member) as file:
                body = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise CutShort(f"The archive {path} is broken.", "Pack it again.") from None
    if len(body) > limit:
        raise TooLarge(
            f"{member.filename} in {path} is larger than it says.", "The archive is hostile or broken."
        )
    return member.filename, body


def _check_directory(packed: bytes, path: Path) -> None:
    """Refuses an archive whose table of contents alone would cost too much; zipfile reads it before it can be asked."""
    at = packed.rfind(_END, max(len(packed) - _END_REACH, 0))
    if at < 0 or len(packed) < at + 22:
        raise CutShort(f"{path} is no whole zip archive.", "Pack it again.")
    count, size = struct.unpack_from("<HI", packed, at + 10)
    if count > MAX_NAMES or size > MAX_DIRECTORY:
        raise TooLarge(f"There are too many files in {path}.", "Pack one act alone.")


def _document(members: list[zipfile.ZipInfo], path: Path) -> zipfile.ZipInfo:
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
            raise Refused(
                f"{path} holds a name that leads out of it.", "The archive is hostile: do not unpack it."
            )
    readable = [
        m
        for m in members
        if not m.is_dir()
        and m.filename.lower().endswith(DOCUMENTS)
        and m.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        and not m.flag_bits & 1
    ]
    if not readable:
        hint = f"It must hold one that ends in {', '.join(DOCUMENTS)}, without a password."
        raise Unreachable(f"There is no document in {path} that can be read.", hint)
    return max(readable, key=lambda m: (m.file_size, m.filename))
