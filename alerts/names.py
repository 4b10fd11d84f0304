"""Short names of acts and sources, for the second time a page or message has to say them. Pure.

A law's title may fill three lines; a reader who has seen it once finds it again by its short name or its number.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from alerts import clean

MAX_NAME = 48  # characters: what stands beside a date in one line, and in the column of a table


def short_name(
    title: str,
    *,
    names: Sequence[str] = (),
    sort: str | None = None,
    number: str | None = None,
    country: str = "",
) -> str:
    """Such as "Criminal Code", or "Law 178-IV" where no name is short; without the country, which is said already.

    An abbreviation ("CPC") is a name of last choice: those who keep the text know it, its other readers may not.
    """
    bare = _without_country(clean.line(title), country)
    known = [_without_country(clean.line(name), country) for name in names]
    short = [name for name in (bare, *sorted(known, key=len, reverse=True)) if 0 < len(name) <= MAX_NAME]
    spoken = [name for name in short if not name.isupper()]
    if spoken:
        return spoken[0]
    if number:
        kind = clean.line(sort).replace("_", " ").capitalize() or "Act"
        return clean.words(f"{kind} {clean.line(number)}", MAX_NAME)
    return short[0] if short else _cut(bare)


def source_name(act: str, key: str, address: str | None, language: str | None, url: str) -> str:
    """Such as "Criminal Code (ru)": one act in one language; with the site where the act has another such source.

    The second source of a language has a key of its own, since the usual one is taken.
    """
    usual = f"{address}-{language}" if language else address
    apart = [clean.line(language), "" if key == usual else _host(url)]
    said = ", ".join(filter(None, apart))
    return f"{clean.line(act)} ({said})" if said else clean.line(act)


def _without_country(title: str, country: str) -> str:
    if not country:
        return title
    for tail in (
        f" of the Republic of {country}",
        f" of the Republic {country}",
        f" of {country}",
        f" ({country})",
    ):
        title = title.removesuffix(tail)
    return title


def _cut(title: str) -> str:
    if len(title) <= MAX_NAME:
        return title
    return f"{title[: MAX_NAME - 1].rsplit(' ', 1)[0]}…"


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return clean.line(host.removeprefix("www."))
