"""The JSON Schema of a profile, with words for people: what `lexwatch schema` prints and editors complete from."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

from pipeline.profile.model import Act
from pipeline.profile.model import ArticleContract
from pipeline.profile.model import Cite
from pipeline.profile.model import Defaults
from pipeline.profile.model import Entry
from pipeline.profile.model import Expect
from pipeline.profile.model import Place
from pipeline.profile.model import Profile
from pipeline.profile.model import Rhythm
from pipeline.profile.model import Source
from pipeline.profile.model import Target
from pipeline.profile.model import WatchedPage

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OURS = frozenset({"key", "path", "toml"})  # of Profile: the loader fills them, not the file
MODELS: tuple[type[BaseModel], ...] = (
    Profile,
    Rhythm,
    Defaults,
    Target,
    Act,
    Place,
    Source,
    Expect,
    ArticleContract,
    WatchedPage,
    Entry,
    Cite,
)
TITLES = {
    "Profile": "A lexwatch profile",
    "ArticleContract": "First and last article of a true page",
    "Cite": "What a line really cites",
    "Defaults": "What holds for every source",
    "Expect": "A source's contract",
    "Source": "A place where an act can be read",
    "Target": "Where alerts go",
    "WatchedPage": "A watched text that is no act",
    "Act": "A law by its own identity",
    "Entry": "A line of the profile",
}


@cache
def _told() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("pipeline.profile") / "keys.toml").read_text(encoding="utf-8"))


def meaning(model: type[BaseModel], key: str) -> str | None:
    """What a key means, said where the model or one of those it is made from declares it."""
    for kind in model.__mro__:
        if found := _told().get(kind.__name__, {}).get(key):
            return found
    return None


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that may stand in a file."""
    return tuple(k for k in model.model_fields if not (model is Profile and k in OURS))


def profile_schema() -> dict[str, Any]:
    """The schema of a whole profile."""
    told = Profile.model_json_schema()
    parts = told.pop("$defs")
    by_name = {model.__name__: model for model in MODELS}
    for name in OURS:
        told["properties"].pop(name)
    _describe(told, Profile)
    for name, part in parts.items():
        _describe(part, by_name[name])
    return {"$schema": DIALECT, **told, "$defs": parts}


def _describe(part: dict[str, Any], model: type[BaseModel]) -> None:
    """Titles and descriptions for people; no null, which TOML does not have."""
    part["title"] = TITLES[model.__name__]
    for key, field in part["properties"].items():
        choices = [c for c in field.pop("anyOf", ()) if c != {"type": "null"}]
        field.update(choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {})
        if "$ref" in field or field.get("default", ...) in (None, [], {}):
            field.pop("default", None)
        field["title"] = key
        if words := meaning(model, key):
            field["description"] = words
