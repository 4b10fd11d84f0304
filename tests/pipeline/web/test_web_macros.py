"""Pieces of pages by themselves."""

from alerts.payload import ChangePart
from pipeline.web.render import environment


def rendered(source: str, **context: object) -> str:
    return environment().from_string(source).render(**context)


def test_a_new_provision_with_a_penalty_says_that_one_was_added() -> None:
    """The page words a reason by what befell the provision, as the mail does."""
    change = ChangePart("inserted", "art_1", after="a fine", significance=("penalty", "inserted"))
    text = rendered('{% from "macros.html" import why %}{{ why(c) }}', c=change)

    assert "a penalty was added" in text
    assert "changed" not in text
    assert "a provision that was not there before" in text
