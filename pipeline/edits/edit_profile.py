"""Writing into a profile's file: what a person agreed to, with every comment and the order of everything else kept.

The new text is parsed again before it is believed: apart from the edits it must say what the old one said. A file that
changed since it was loaded is not written; the file is replaced as a whole, never written half.
"""

import copy
import datetime
import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import String

from pipeline.errors import NotFound
from pipeline.errors import NotPossible
from pipeline.profile.atomic import replace_file
from pipeline.profile.model import Cite
from pipeline.profile.model import Entry
from pipeline.profile.toml_lines import line_of

BOM = "\ufeff"
DELETE = "\x7f"


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be written into one entry; what is None stays as it is."""

    entry: str
    text: str | None = None
    cites: tuple[Cite, ...] | None = None
    checked: datetime.date | None = None

    def __bool__(self) -> bool:
        return self.text is not None or self.cites is not None or self.checked is not None


def edited(toml: str, edits: Sequence[Edit]) -> str:
    """The profile's text with the edits in it. Raises NotFound for an entry that is not there, NotPossible."""
    wanted = tomllib.loads(toml)
    places = {e.get("key"): n for n, e in enumerate(wanted.get("entries", []))}
    for edit in edits:
        if edit.entry not in places:
            raise NotFound(
                f'the profile\'s file has no entry "{edit.entry}".', "It may have been edited since."
            )
        _expect(wanted["entries"][places[edit.entry]], edit)
    try:
        document = tomlkit.parse(toml)
    except TOMLKitError as error:
        raise NotPossible(f"this file cannot be edited by a program: {error}", "Edit it by hand.") from error
    for edit in edits:
        _put(document["entries"][places[edit.entry]], edit)
    new = tomlkit.dumps(document)
    for edit in edits:
        if edit.checked is not None:
            new = _with_checked(new, places[edit.entry], edit.checked)
    if tomllib.loads(new) != wanted:
        raise NotPossible(
            "this file cannot be edited by a program without other changes.", "Edit it by hand."
        )
    return new


def _expect(entry: dict[str, Any], edit: Edit) -> None:
    if edit.text is not None:
        entry["text"] = edit.text
    if edit.cites is not None:
        cites = [copy.copy(c) for c in entry.get("cites", [])]
        if len(cites) != len(edit.cites):
            raise NotPossible(
                f"the citations of {edit.entry} are others than when it was read.", "Try again."
            )
        for known, cite in zip(cites, edit.cites, strict=True):
            known["act"], known["units"] = cite.act, list(cite.units)
        entry["cites"] = cites
    if edit.checked is not None:
        entry["checked"] = edit.checked


def _put(entry: Any, edit: Edit) -> None:
    if edit.text is not None:
        entry["text"] = _like(entry.get("text"), edit.text)
    for known, cite in zip(entry.get("cites", []), edit.cites or (), strict=False):
        if list(known.get("units", [])) != list(cite.units):
            known["units"] = list(cite.units)
        if known["act"] != cite.act:
            known["act"] = cite.act


def _like(old: Any, text: str) -> String:
    """A string quoted as the old one was, where its letters allow that."""
    quotes = old.as_string()[:3] if isinstance(old, String) else '"'
    literal, multiline = quotes[:1] == "'", quotes in {"'''", '"""'}
    control = any((ord(c) < 32 and c != "\t") or c == DELETE for c in text)  # wants a string with escapes
    if control or (literal and "'" in text):
        literal, multiline = False, False
    return tomlkit.string(text, literal=literal, multiline=multiline)


def _with_checked(toml: str, place: int, day: datetime.date) -> str:
    """`checked` set where it stands, else as a line of its own behind the entry's last key, before any comment."""
    entry = tomllib.loads(toml)["entries"][place]
    lines = toml.split("\n")
    keys = [key for key in entry if key != "checked"]
    starts = [line_of(toml, ("entries", place, key)) for key in keys]
    known = line_of(toml, ("entries", place, "checked")) if "checked" in entry else None
    if known is not None:
        before, _, rest = lines[known - 1].partition("=")
        comment = rest[rest.index("#") :] if "#" in rest else ""
        lines[known - 1] = f"{before}= {day.isoformat()}{f' {comment}' if comment else ''}"
        return "\n".join(lines)
    at = max(s for s in starts if s is not None) - 1
    end = next((n for n in range(at + 1, len(lines) + 1) if _whole("\n".join(lines[at:n]))), None)
    if end is None:
        raise NotPossible("the end of the entry cannot be found.", "Set `checked` by hand.")
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines.insert(end, f"{indent}checked = {day.isoformat()}")
    return "\n".join(lines)


def _whole(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return False
    return True


def patch(path: str, old: str, new: str) -> str:
    """A unified diff that `patch` and `git apply` take; empty where nothing changes."""
    place = Path(path)  # where it is an absolute one, the patch is for the profile's own folder
    name = (place.name if place.is_absolute() else path) or "profile.toml"
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def write(path: str, loaded: str, new: str) -> None:
    """Replace the file, which must still say `loaded`. Raises NotPossible; the file is whole at any moment."""
    place = _file(path)
    try:
        before = place.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotPossible(f"{path} is not UTF-8 text any more.", "Load it again: lexwatch check.") from error
    bom, body = (BOM, before[1:]) if before.startswith(BOM) else ("", before)
    if _lf(body) != _lf(loaded):
        raise NotPossible(
            f"{path} was changed since it was loaded; nothing was written.",
            "Look at it again with lexwatch edit, or take the change as a patch: lexwatch edit PROFILE --patch.",
        )
    windows = "\r\n" in body
    after = bom + (_lf(new).replace("\n", "\r\n") if windows else new)
    replace_file(place, after.encode("utf-8"))


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _file(path: str) -> Path:
    place = Path(path)
    if not place.is_file():
        raise NotPossible(
            f"the profile {path} is no file here.",
            "A profile that ships with lexwatch is not edited in place: copy it to a file of your own, "
            "or run this from the folder that the profile's path starts from.",
        )
    return place.resolve()  # a link stays a link: what it points to is replaced


def would_write(entry: Entry, edit: Edit) -> bool:
    """Whether an edit says anything that the entry does not say yet."""
    return (
        (edit.text is not None and edit.text != entry.text)
        or (edit.cites is not None and edit.cites != entry.cites)
        or (edit.checked is not None and edit.checked != entry.checked)
    )
