"""Short names by which people tell the acts and sources of a profile apart."""

from pipeline.profile.load import parse
from pipeline.profile.names import short_titles
from pipeline.profile.names import source_titles

TWO_CODES = """title = "Averland"
country = "AV"
[[acts]]
key = "code"
title = "Criminal Code of Averland"
number = "226-V"
[[acts.sources]]
url = "https://law.example.org/new"
language = "ru"
[[acts]]
key = "old-code"
title = "Criminal Code of Averland"
date = 1997-07-16
[[acts.sources]]
url = "https://law.example.org/old"
language = "ru"
[[acts]]
key = "media"
title = "Media Act of Averland"
"""


def test_two_acts_of_one_name_are_told_apart() -> None:
    """A code and the one before it stand side by side: by number, else by year."""
    profile = parse(TWO_CODES, key="averland")
    assert {
        "code": "Criminal Code 226-V",
        "old-code": "Criminal Code 1997",
        "media": "Media Act",
    } == short_titles(profile)
    assert ["Criminal Code 226-V (ru)", "Criminal Code 1997 (ru)"] == list(source_titles(profile).values())
