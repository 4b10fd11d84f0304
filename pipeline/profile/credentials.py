"""`${NAME}` in a source's headers and proxy: looked up when something is fetched, never kept, logged or shown."""

import os
import re
from collections.abc import Mapping

from scraper.errors import NotInstalled

_NAME = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def names_in(text: str) -> tuple[str, ...]:
    """The variables that this setting needs."""
    return tuple(dict.fromkeys(_NAME.findall(text)))


def filled(text: str, source: str, environ: Mapping[str, str] = os.environ) -> str:
    """The setting with its secrets; raises NotInstalled where one is not in the environment."""
    for name in names_in(text):
        if not environ.get(name):
            raise NotInstalled(
                f"The source {source} needs the environment variable {name}, which is not set.",
                "Set it for the process that fetches; a secret never stands in a profile.",
            )
    return _NAME.sub(lambda found: environ[found[1]], text)
