"""Addresses of dated editions: the `archive` template of a source, `{date:%d.%m.%Y}`, `ed{date:%Y%m%d}`. Pure."""

import re
from collections.abc import Iterable
from datetime import date
from datetime import datetime

_FIELD = re.compile(r"\{date:([^{}]+)\}")
_EXAMPLE = "https://law.example/act/{date:%d.%m.%Y}"
# What each directive looks like on a page.
_FORMS = {
    "%d": r"\d{2}",
    "%m": r"\d{2}",
    "%Y": r"\d{4}",
    "%y": r"\d{2}",
    "%j": r"\d{3}",
    "%b": r"[A-Za-z]{3}",
}
_DIRECTIVE = re.compile(r"%.")


def check(template: str) -> None:
    """Raises ValueError in words where this is no template of an archive."""
    found = _FIELD.findall(template)
    if not found:
        raise ValueError(f'"{template}" has no date; write the address of an edition as in {_EXAMPLE}')
    for form in found:
        unknown = [name for name in _DIRECTIVE.findall(form) if name not in _FORMS]
        if unknown:
            raise ValueError(f"{unknown[0]} is none of {', '.join(_FORMS)}")
    if address(template, date(2001, 2, 3)) == address(template, date(2001, 2, 4)):
        raise ValueError(
            f'"{template}" is the same for two days; it needs day, month and year, as in {_EXAMPLE}'
        )


def address(template: str, day: date) -> str:
    """The address of the edition of this day."""
    return _FIELD.sub(lambda found: day.strftime(found[1]), template)


def printed(template: str, day: date) -> str:
    """The day as the address writes it."""
    found = _FIELD.search(template)
    assert found is not None
    return day.strftime(found[1])


def days_in_addresses(template: str, addresses: Iterable[str]) -> tuple[date, ...]:
    """The days of those of the addresses that this template makes, in the order of the calendar."""
    pattern = _pattern(template)
    found = (_day(template, match) for one in addresses if (match := pattern.fullmatch(one)))
    return tuple(sorted({day for day in found if day}))


def days_in_words(template: str, text: str) -> tuple[date, ...]:
    """The days that a text writes as the addresses do."""
    field = _FIELD.search(template)
    assert field is not None
    pattern = re.compile(rf"(?<!\d){_form(field[1])}(?!\d)")
    found = (_read(one.group(), field[1]) for one in pattern.finditer(text))
    return tuple(sorted({day for day in found if day}))


def _pattern(template: str) -> re.Pattern[str]:
    pieces, at = [], 0
    for count, field in enumerate(_FIELD.finditer(template)):
        pieces += [re.escape(template[at : field.start()]), f"(?P<f{count}>{_form(field[1])})"]
        at = field.end()
    return re.compile("".join([*pieces, re.escape(template[at:])]))


def _form(form: str) -> str:
    out, at = [], 0
    for directive in _DIRECTIVE.finditer(form):
        out += [re.escape(form[at : directive.start()]), _FORMS[directive.group()]]
        at = directive.end()
    return "".join([*out, re.escape(form[at:])])


def _day(template: str, found: re.Match[str]) -> date | None:
    """The day that all fields of an address together say; an address may write year and month apart."""
    texts, forms, seen = [], [], set[str]()
    for count, form in reversed([*enumerate(_FIELD.findall(template))]):
        if not seen & {*_DIRECTIVE.findall(form)}:  # a year that stands in the address twice is read once
            seen |= {*_DIRECTIVE.findall(form)}
            texts.append(found[f"f{count}"])
            forms.append(form)
    return _read(" ".join(texts), " ".join(forms))


def _read(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
