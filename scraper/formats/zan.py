"""A record of Kazakhstan's reference bank of legal acts: JSON with title, text, requisites, language and status."""

import json
from dataclasses import replace

from db.law import Status
from scraper import outline as outlines
from scraper.errors import NoProvisions
from scraper.errors import NoText
from scraper.errors import UnknownFormat
from scraper.facts import act_facts
from scraper.formats.plain import plain_blocks
from scraper.normal import fold_space
from scraper.outline import Ways
from scraper.page import Draft
from scraper.page import Page
from scraper.shape import looks_like

HEAD = 400_000  # characters of the record in which its names are looked for before it is read whole
# What the bank says of an act; its other words speak of carrying the act out, not of its force.
STATUSES = {
    "new": Status.IN_FORCE,
    "upd": Status.IN_FORCE,
    "yts": Status.REPEALED,
    "archive": Status.REPEALED,
}


class ZanRecord:
    """The format `zan`."""

    name = "zan"
    version = 1

    def recognises(self, page: Page) -> str | None:
        """One JSON object that holds a title, a text and requisites."""
        text = page.text.lstrip("\ufeff \r\n\t")
        if not text.startswith("{") or '"text"' not in text[:HEAD] or '"requisites"' not in text:
            return None
        return "it is a JSON record with title, text and requisites" if _record(text) else None

    def read(self, page: Page) -> Draft:
        """The text of the record as plain text, the facts of the act from its other fields."""
        record = _record(page.text.lstrip("\ufeff \r\n\t"))
        if record is None:
            raise UnknownFormat(
                "The document is no record of the reference bank.", "It must be one JSON object."
            )
        if not record["text"].strip():
            raise NoText("There is no text in this record.")
        language = record.get("language") or page.language
        blocks = list(plain_blocks(record["text"]))
        out = outlines.outline(blocks, Ways(country="KZ", language=language))
        if not out.units:
            raise NoProvisions(
                f"There is no provision in this record: it looks like {looks_like(page)}.", "Look at it."
            )
        facts = act_facts(record.get("title"), [record["requisites"]], language)
        act = replace(
            facts,
            title=fold_space(record.get("title", "")) or facts.title,
            status=STATUSES.get(record.get("status", ""), Status.UNKNOWN),
            notes=tuple(out.notes),
        )
        return Draft(out.roots, act, language, out.warnings, out.coverage)


def _record(text: str) -> dict[str, str] | None:
    """The fields that are words; None where this is no such record."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    fields = {k: v for k, v in data.items() if isinstance(v, str)}
    return fields if {"text", "requisites"} <= fields.keys() else None
