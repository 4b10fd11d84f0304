"""The installed command, driven as a user drives it: another process, its streams and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEXWATCH = Path(sys.executable).parent / "lexwatch"


@dataclass(frozen=True, slots=True)
class Ran:
    """How it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be JSON and nothing else."""
        return json.loads(self.out)


def lexwatch(
    *words: str | Path,
    cwd: Path,
    db: str | Path | None = "lexwatch.db",
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    under: tuple[str, ...] = (),
) -> Ran:
    """Run it in `cwd`, with its database there; `under` is put before the command (a limit, another user)."""
    known = {k: v for k, v in os.environ.items() if not k.startswith("LEXWATCH_")} | {"COLUMNS": "200"}
    if db is not None:
        known["LEXWATCH_DB"] = str(db)
    done = subprocess.run(
        [*under, str(LEXWATCH), *map(str, words)],
        cwd=cwd,
        env=known | dict(env or {}),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
