"""A file that is replaced as a whole: whoever reads it finds the old one or the new one, never half of either."""

import os
import stat
import tempfile
from pathlib import Path


def replace_file(place: Path, body: bytes) -> None:
    """Put `body` where `place` is; the mode of a file that stood there is kept. A link stays a link."""
    place = place.resolve()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:100]}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        new.chmod(stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666 & ~_umask())
        new.replace(place)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
