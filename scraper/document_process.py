"""A process of its own for documents that are programs for a large library: what it told, or what became of it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scraper.errors import ExtractError
from scraper.errors import TooComplex
from scraper.errors import UnknownFormat

SECONDS = 150.0  # by the clock; on a busy machine the process gets half of the processor
MAX_ANSWER = 256 * 2**20  # bytes that the process may tell; its own bounds keep it far below


def ask(script: str | None, body: bytes, name: str) -> Any:
    """What the script says of the document called `name`; raises ExtractError for whatever became of it."""
    try:
        done = subprocess.run(  # noqa: S603  # our own script; the document comes by its standard input
            # -I: nothing of the surroundings, no folder, no variable, is looked into.
            [sys.executable, "-I", str(Path(script or "").resolve())],
            input=body,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        what = f"Reading this {name} took longer than {SECONDS:g} s."
        raise TooComplex(what, "It is broken or hostile: look at it.") from error
    if done.returncode != 0 or len(done.stdout) > MAX_ANSWER:
        raise TooComplex(
            f"Reading this {name} broke the process that read it (exit code {done.returncode}).",
            "It is broken or hostile: look at it.",
        )
    told = json.loads(done.stdout)
    what = told.get("what", "")
    match told.get("error"):
        case None:
            return told
        case "locked":
            raise ExtractError(
                f"This {name} is locked with a password.", "Ask the publisher for an open one."
            )
        case "too_complex":
            raise TooComplex(f"This {name} is past a bound: {what}.", "Point the source at one act.")
        case "other":
            raise UnknownFormat(f"This is no {name}: {what}.", "Unpack it, or save the page as HTML.")
    raise ExtractError(f"This {name} is broken ({what.strip(' .')}).", "Fetch it again.")
