"""The TOML of a source, made from a reading of it: what to paste into a profile, its contract included."""

import re

from db.law import Reading
from pipeline.profile.toml_text import comment
from pipeline.profile.toml_text import dated
from pipeline.profile.toml_text import quoted
from scraper.plausible import basic_units

TITLE = 60  # characters of the title that a true page must hold; the end of a long one often changes
SPARE = 50  # one article in so many may be repealed before the contract is broken
_ENDS = re.compile(r"\s*[(\[\n]|\s+(?:с изменениями|as amended|в редакции|із змінами)")


def source_toml(
    address: str,
    reading: Reading,
    *,
    fetch: str = "http",
    ca_file: str | None = None,
    given: str | None = None,
) -> str:
    """`[[acts.sources]]` with `expect`, and above it the act itself as far as the page states it."""
    act = reading.act
    lines = [comment("the act, as the page states it")]
    lines += [
        f"# {key} = {value}"
        for key, value in (
            ("title", quoted(act.title) if act.title else None),
            ("type", quoted(act.type) if act.type else None),
            ("number", quoted(act.number) if act.number else None),
            ("date", dated(act.date) if act.date else None),
        )
        if value
    ]
    lines += ["", *source_lines(address, reading, fetch=fetch, ca_file=ca_file, given=given)]
    return "\n".join(lines) + "\n"


def source_lines(
    address: str,
    reading: Reading,
    *,
    fetch: str = "http",
    ca_file: str | None = None,
    given: str | None = None,
) -> list[str]:
    """The table of the source alone."""
    pairs = [
        ("url", quoted(address)),
        ("language", quoted(reading.language) if reading.language else None),
        ("authentic", "true   # false for a translation"),
        ("fetch", quoted(fetch) if fetch != "http" else None),
        ("format", quoted(given) if given else None),
        ("ca_file", quoted(ca_file) if ca_file else None),
    ]
    lines = ["[[acts.sources]]", *(f"{key} = {value}" for key, value in pairs if value)]
    lines += ["[acts.sources.expect]"]
    if reading.act.title:
        lines.append(f"title = {quoted(_short(reading.act.title))}")
    if articles := _articles(reading):
        lines.append(f"articles = {{ {articles} }}")
    return lines


def _short(title: str) -> str:
    """The part of a title that stays: without what follows in brackets, and not all of a long one."""
    stop = _ENDS.search(title)
    title = " ".join((title[: stop.start()] if stop and stop.start() > 5 else title).split())
    if len(title) <= TITLE:
        return title
    return title[:TITLE].rsplit(" ", 1)[0]


def _articles(reading: Reading) -> str | None:
    """First and last number of the main series, and how many articles at least."""
    units = basic_units(reading.provisions)
    if not units:
        return None
    main = [u for u in units if u.num and "__" not in u.eid] or [u for u in units if u.num]
    pairs = [f"at_least = {max(1, len(units) - len(units) // SPARE)}"]
    if main:
        pairs = [f"first = {quoted(main[0].num or '')}", f"last = {quoted(main[-1].num or '')}", *pairs]
    return ", ".join(pairs)
