"""Bytes of one document become law: decode, choose the format, read, give identity. The one door of this package."""

from db.law import Reading
from scraper.depth import refuse_the_unreadable
from scraper.errors import NoProvisions
from scraper.errors import NoText
from scraper.errors import UnknownFormat
from scraper.formats import formats
from scraper.page import Draft
from scraper.page import Format
from scraper.page import Page
from scraper.provisions import flatten
from scraper.shape import looks_like

# A format that reads by grammar alone may find that there is no law in the page; the next may know better.
FALLS_THROUGH = frozenset({"html", "markdown"})


def read(
    body: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    file_name: str | None = None,
    format: str | None = None,  # noqa: A002  # the word of the profile file
    language: str | None = None,
    charset: str | None = None,
) -> Reading:
    """The law in this document. Raises ExtractError, which says what the document looks like where it is no law."""
    refuse_the_unreadable(body)
    if not body.strip():
        raise NoText("There is no text in this document: it is empty.", "Fetch it again.")
    page = Page(body, url, content_type, file_name, language, charset)
    if body.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) is False:
        refuse_the_unreadable(body, page.text)
    if format is not None:
        chosen = named(format)
        return _reading(page, chosen, chosen.read(page), "asked for")
    return _detected(page)


def _detected(page: Page) -> Reading:
    failure: NoProvisions | None = None
    for candidate in formats():
        reason = candidate.recognises(page)
        if reason is None:
            continue
        try:
            return _reading(page, candidate, candidate.read(page), reason)
        except NoProvisions as e:
            failure = failure or e
            if candidate.name not in FALLS_THROUGH:
                break
    if failure is not None:
        raise failure
    raise NoProvisions(
        f"There is no provision in this document: it looks like {looks_like(page)}.", "Look at it."
    )


def _reading(page: Page, chosen: Format, draft: Draft, reason: str) -> Reading:
    provisions = flatten(draft.roots)
    if not provisions:
        raise NoProvisions(
            f"There is no provision in this document: it looks like {looks_like(page)}.", "Look at it."
        )
    return Reading(
        format=chosen.name,
        extractor=f"{chosen.name}/{chosen.version}",
        reason=reason,
        language=draft.language or page.language,
        charset=page.decoded.charset,
        charset_rule=page.decoded.rule,
        act=draft.act,
        provisions=provisions,
        warnings=tuple(draft.warnings),
        coverage=draft.coverage,
    )


def named(name: str) -> Format:
    """The format of this name; raises UnknownFormat."""
    for candidate in formats():
        if candidate.name == name:
            return candidate
    known = ", ".join(sorted(f.name for f in formats()))
    raise UnknownFormat(f"There is no format “{name}”.", f"The formats are: {known}.")


def extractor(format_name: str) -> str:
    """Name and version of a format today: `adilet/3`. A stored reading of an older one is read again."""
    return f"{format_name}/{named(format_name).version}"
