"""The schema, its committed copy and the document say the same of every key."""

import json
import re
from pathlib import Path

import pytest

from pipeline.profile.schema import MODELS
from pipeline.profile.schema import keys_of
from pipeline.profile.schema import meaning
from pipeline.profile.schema import profile_schema

DOCS = Path(__file__).resolve().parents[3] / "docs"
KEYS = [(model.__name__, key) for model in MODELS for key in keys_of(model)]


def test_the_committed_copy_is_the_schema() -> None:
    """`lexwatch schema > docs/profile.schema.json` after a change of the profile's shape."""
    assert profile_schema() == json.loads((DOCS / "profile.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_key_has_a_meaning(model: type) -> None:
    """An editor shows words for each key; pipeline/profile/keys.toml holds them."""
    assert [] == [key for key in keys_of(model) if not meaning(model, key)]


def test_every_key_stands_in_the_document() -> None:
    """docs/writing-a-profile.md explains each key by its name, with an example of it."""
    text = (DOCS / "writing-a-profile.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"`([a-z_0-9]+)`", "\n".join(re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE))))
    cites = {"act", "units"}  # explained under "How citations are read"
    assert set() == {key for _, key in KEYS} - rows - cites
    assert all(f"`{key}`" in text for key in cites)


def test_the_document_names_no_key_that_does_not_exist() -> None:
    """What was taken out of the model is taken out of the document."""
    text = (DOCS / "writing-a-profile.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"`([a-z_0-9]+)`", "\n".join(re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE))))
    assert set() == rows - {key for _, key in KEYS}


def test_the_example_of_the_document_loads() -> None:
    """The whole small profile is one."""
    from pipeline.profile.load import parse

    text = (DOCS / "writing-a-profile.md").read_text(encoding="utf-8")
    whole = next(b for b in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if b.startswith("title"))
    assert ("Exampleland", 1) == (parse(whole).title, len(parse(whole).entries))


def test_the_schema_has_no_null_and_no_key_of_ours() -> None:
    """TOML has no null; key, path and toml are filled by the loader."""
    told = json.dumps(profile_schema())
    assert '"null"' not in told
    assert {"key", "path", "toml"}.isdisjoint(profile_schema()["properties"])
