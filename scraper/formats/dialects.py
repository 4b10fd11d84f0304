"""Reads the dialect files that ship with the product, and any other: whole and valid, or not at all.

A mistake is told with the file, the key and what would be right.
"""

import tomllib
from collections.abc import Callable
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import BaseModel
from pydantic import ValidationError

from scraper.errors import UnknownFormat
from scraper.formats.html_dialect import HtmlFormat
from scraper.formats.html_model import HtmlDialect
from scraper.formats.xml_dialect import XmlFormat
from scraper.formats.xml_model import XmlDialect
from scraper.page import Format

MAX_MISTAKES = 5  # told at once; the rest follows when these are mended


class DialectFault(UnknownFormat):
    """A dialect file says something that cannot be."""


def _xml(data: dict[str, object]) -> Format:
    return XmlFormat(XmlDialect.model_validate(data))


def _html(data: dict[str, object]) -> Format:
    return HtmlFormat(HtmlDialect.model_validate(data))


KINDS: Mapping[str, Callable[[dict[str, object]], Format]] = MappingProxyType({"html": _html, "xml": _xml})
_MODELS: Mapping[str, type[BaseModel]] = MappingProxyType({"html": HtmlDialect, "xml": XmlDialect})


@cache
def dialects() -> tuple[Format, ...]:
    """Every dialect that ships with the product, in the order of the files' names."""
    folder = files("scraper").joinpath("dialects")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(read_dialect(f.read_text("utf-8"), f.name) for f in found)


def read_dialect(text: str, file_name: str) -> Format:
    """One dialect file as a format; raises DialectFault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise DialectFault(f"{file_name} is no TOML: {e}.", "See docs/dialects.md.") from e
    make = KINDS.get(str(data.get("kind")))
    if make is None:
        raise DialectFault(
            f"{file_name}: kind = {data.get('kind')!r} is no kind of dialect.",
            f"It must be one of: {', '.join(sorted(KINDS))}.",
        )
    try:
        return make(data)
    except ValidationError as e:
        raise DialectFault(_mistakes(file_name, e), _allowed(str(data["kind"]), e)) from e


def _mistakes(file_name: str, error: ValidationError) -> str:
    told = [
        f"{file_name}: {'.'.join(map(str, m['loc'])) or 'the file'}: {m['msg'].removeprefix('Value error, ')}"
        for m in error.errors()[:MAX_MISTAKES]
    ]
    return "; ".join(told) + "."


def _allowed(kind: str, error: ValidationError) -> str:
    if not any(m["type"] == "extra_forbidden" for m in error.errors()):
        return "See docs/dialects.md."
    keys = ", ".join(sorted(_MODELS[kind].model_fields))
    return f"Keys are told in docs/dialects.md; at the top of a file of kind {kind} there may be: {keys}."
