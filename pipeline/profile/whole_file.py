"""A file is written whole or not at all, and none is overwritten unless that was asked for."""

import os
import secrets
from pathlib import Path

from pipeline.errors import NotPossible


def write_whole(path: Path, text: str, *, force: bool = False) -> None:
    """Put `text` at `path` in one step. Raises NotPossible where a file stands there and `force` is not set."""
    if path.is_dir():
        raise NotPossible(f"{path} is a folder.", "Name a file, as in profiles/exampleland.toml.")
    if not path.parent.is_dir():
        raise NotPossible(f"there is no folder {path.parent}.", "Make it first, or write elsewhere.")
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if force:
            beside.replace(path)
        else:
            _link(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _link(beside: Path, path: Path) -> None:
    """A hard link fails where the name is taken, also if it was taken a moment ago."""
    exists = NotPossible(f"{path} exists already.", "Write to another file, or say --force to replace it.")
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise exists from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise exists from None
        beside.replace(path)
