"""Reading a profile's file: whole or not at all, every mistake with file, line, key and what would be right."""

import errno
import tomllib
from datetime import date
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import NotFound
from pipeline.errors import ProfileError
from pipeline.profile.model import Act
from pipeline.profile.model import ArticleContract
from pipeline.profile.model import Cite
from pipeline.profile.model import Defaults
from pipeline.profile.model import Entry
from pipeline.profile.model import Expect
from pipeline.profile.model import Part
from pipeline.profile.model import Profile
from pipeline.profile.model import Source
from pipeline.profile.model import Target
from pipeline.profile.model import WatchedPage
from pipeline.profile.toml_lines import line_of

MAX_PROFILE = 4 * 2**20  # bytes; the largest profile we know has 11 kB, this is a wrong file


def load(name: str | Path) -> Profile:
    """Read a profile from a file, or one that ships with the product by its bare name. Raises ProfileError."""
    path = Path(name)
    try:
        if not path.exists() and (shipped := _shipped(str(name))):
            return parse(shipped, path=str(name), key=Path(name).stem)
        if path.stat().st_size > MAX_PROFILE:
            raise ProfileError(str(path), f"is larger than {MAX_PROFILE:,} bytes.", "Is this the right file?")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"there is no profile {name}.", _shipped_hint()) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ProfileError(
            str(path), "is not UTF-8 text.", "Save the file as UTF-8 and try again.", line=line
        ) from error
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:  # no file can be called so
            raise NotFound(f"there is no profile {str(name)[:100]!r}.", _shipped_hint()) from error
        raise ProfileError(str(path), f"cannot be read: {error.strerror}.") from error
    return parse(text, path=str(path), key=path.stem)


def parse(text: str, *, path: str = "profile.toml", key: str = "profile") -> Profile:
    """A profile from its TOML text. Raises ProfileError; nothing is half-loaded."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words, line = _toml_words(str(error), text)
        raise ProfileError(
            path, words, "The file is no valid TOML there; nothing was loaded.", line=line
        ) from error
    except (
        RecursionError,
        ValueError,
    ) as error:  # brackets a thousand deep, a number of five thousand digits
        raise ProfileError(path, "is no profile that a person wrote.", "Is this the right file?") from error
    for own in ("key", "path", "toml"):
        if own in data:
            raise ProfileError(path, "no such key", "Remove it.", line=line_of(text, (own,)), key=own)
    try:
        profile = Profile.model_validate(data | {"key": key, "path": path, "toml": text})
    except ValidationError as error:
        raise _told(error, path, text) from error
    _check_references(profile, path, text)
    return profile


def refuse_future(profile: Profile, today: date) -> None:
    """Nobody has checked a line on a day that is still to come. Raises ProfileError.

    `today` is a day of UTC; where the sun rises first the next has begun.
    """
    for number, entry in enumerate(profile.entries):
        if entry.checked and entry.checked > today + timedelta(days=1):
            where = ("entries", number, "checked")
            raise ProfileError(
                profile.path,
                f"{entry.checked} lies in the future.",
                "Write the day on which a person last checked the line against the law.",
                line=line_of(profile.toml, where),
                key=_dotted(where),
            )


def _check_references(profile: Profile, path: str, text: str) -> None:
    """Keys are unique, and what is cited exists."""
    named: list[tuple[str, list[tuple[str, tuple[str | int, ...]]]]] = [
        ("act", [(a.key, ("acts", i, "key")) for i, a in enumerate(profile.acts)]),
        ("entry", [(e.key, ("entries", i, "key")) for i, e in enumerate(profile.entries)]),
        (
            "source",
            [
                (record.key, _source_path(profile, number))
                for number, (_, record) in enumerate(profile.source_records())
            ],
        ),
    ]
    for what, keys in named:
        seen: dict[str, tuple[str | int, ...]] = {}
        for name, where in keys:
            if name in seen:
                first = line_of(text, seen[name])
                raise ProfileError(
                    path,
                    f'a second {what} is called "{name}" (the first stands on line {first}).',
                    "Give one of them another key.",
                    line=line_of(text, where),
                    key=_dotted(where),
                )
            seen[name] = where
    acts = {a.key for a in profile.acts}
    for number, entry in enumerate(profile.entries):
        for place, cite in enumerate(entry.cites or ()):
            if cite.act not in acts:
                where = ("entries", number, "cites", place, "act")
                raise ProfileError(
                    path,
                    f'there is no act "{cite.act}" in this profile.',
                    f"Known are: {', '.join(sorted(acts)) or 'none'}.",
                    line=line_of(text, where),
                    key=_dotted(where),
                )


def _source_path(profile: Profile, number: int) -> tuple[str | int, ...]:
    paths: list[tuple[str | int, ...]] = [
        ("acts", i, "sources", j, "key")
        for i, act in enumerate(profile.acts)
        for j in range(len(act.sources))
    ]
    paths += [("pages", i, "key") for i in range(len(profile.pages))]
    return paths[number]


def _told(error: ValidationError, path: str, text: str) -> ProfileError:
    """The first mistake in the words of a person; how many more there are."""
    # A key that is missing may only be misspelled: the unknown one beside it says more.
    errors = sorted(error.errors(), key=lambda e: e["type"] == "missing")
    first = errors[0]
    where = _place(first["loc"])
    words, hint = _words(first)
    if len(errors) > 1:
        hint = f"{hint} {len(errors) - 1} more after this one.".strip()
    return ProfileError(path, words, hint, line=line_of(text, where), key=_dotted(where))


def _place(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where in the file an error lies, without the names that pydantic gives to the choices of a value."""
    choices = location[-1:] in {("date",), ("str",)} and location[-2:-1] == ("date",)
    return location[:-1] if choices else location


def _words(error: Any) -> tuple[str, str]:
    match error["type"]:
        case "missing":
            return "is missing.", "Add it; docs/writing-a-profile.md shows a whole profile."
        case "extra_forbidden":
            known = _neighbours(error["loc"])
            return "no such key.", f"Known here are: {known}." if known else "Remove it or mend its spelling."
        case "string_pattern_mismatch" if error["loc"][-1] == "country":
            return "is no country.", 'Write the two letters of ISO 3166, as in "KZ".'
        case "string_pattern_mismatch":
            return (
                f'"{error["input"]}" is no key.',
                "Use small letters, digits and hyphens, as in criminal-code.",
            )
        case "literal_error":
            return f'"{error["input"]}" is not among the choices.', f"Write {error['ctx']['expected']}."
        case "value_error":
            return f"{error['ctx']['error']}.", ""
        case _:
            return f"{error['msg'][:1].lower()}{error['msg'][1:]}.", ""


def _neighbours(location: tuple[str | int, ...]) -> str:
    """The keys that are known where an unknown one was written."""
    names = [part for part in location[:-1] if isinstance(part, str)]
    parts: dict[tuple[str, ...], type[Part]] = {
        (): Profile,
        ("defaults",): Defaults,
        ("acts",): Act,
        ("acts", "sources"): Source,
        ("acts", "sources", "expect"): Expect,
        ("acts", "sources", "expect", "articles"): ArticleContract,
        ("pages",): WatchedPage,
        ("entries",): Entry,
        ("entries", "cites"): Cite,
    }
    model = Target if names[:1] == ["targets"] else parts.get(tuple(names))
    return ", ".join(k for k in model.model_fields if k not in {"path", "toml"}) if model else ""


def _toml_words(message: str, text: str) -> tuple[str, int]:
    words, _, place = message.partition(" (at ")
    digits = "".join(c for c in place.partition(",")[0] if c.isdigit())
    return f"{words[:1].lower()}{words[1:]}.", int(digits) if digits else max(1, len(text.splitlines()))


def _dotted(where: tuple[str | int, ...]) -> str:
    out = ""
    for part in where:
        out += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if out else part)
    return out


def _shipped(name: str) -> str | None:
    stem = Path(name).name.removesuffix(".toml")
    if name not in {stem, f"{stem}.toml", f"profiles/{stem}.toml"}:
        return None
    file = resources.files("profiles") / f"{stem}.toml"
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _shipped_hint() -> str:
    names = sorted(f.name for f in resources.files("profiles").iterdir() if f.name.endswith(".toml"))
    return f"Give the path of a TOML file, or one of those that ship: {', '.join(names)}." if names else ""
