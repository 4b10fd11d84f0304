"""A profile whose act can be read in two places, for tests of several sources."""

from watching import PROFILE

TWO = PROFILE.replace(
    "[[entries]]",
    """[[acts.sources]]
key = "code-mirror"
url = "BASE/mirror/code"
language = "en"

[[entries]]""",
    1,
)
