"""The first profile of somebody who has a country and the address of one act."""

from dataclasses import dataclass

from pipeline.importing.keys import act_slug
from pipeline.looking.trying import Tried
from pipeline.profile import settings
from pipeline.profile.load import parse
from pipeline.profile.source_toml import source_lines
from pipeline.profile.toml_text import comment
from pipeline.profile.toml_text import dated
from pipeline.profile.toml_text import quoted
from pipeline.verdicts.resolve import cited_by
from pipeline.verdicts.resolve import resolve


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said."""

    title: str
    country: str
    act: str  # as their text calls it
    contact: str


def first_profile(wanted: Wanted, tried: Tried) -> str:
    """A profile with the act that was tried and an example of a line. Loads without mistake."""
    first = next((u for u in tried.units if u.num), None)
    text = f"Art. {first.num} of the {wanted.act}" if first else wanted.act
    toml = _text(wanted, tried, text, None)
    if first and not _found(toml, tried):
        # An article of an annex has no address in `cites`: the example then names the whole act.
        known = settings.is_unit(first.eid)
        toml = _text(wanted, tried, text if known else wanted.act, first.eid if known else None)
    parse(toml)
    return toml


def _found(toml: str, tried: Tried) -> bool:
    """Whether the example's sentence leads to the article it names."""
    assert tried.reading is not None
    profile = parse(toml)
    cited = cited_by(profile.entries[0], profile)
    if not cited or any(c.findings or c.act is None or not c.units for c in cited):
        return False
    return all(resolve(c.units, tried.reading.provisions).eids for c in cited)


def _text(wanted: Wanted, tried: Tried, text: str, eid: str | None) -> str:
    assert tried.reading is not None
    act = tried.reading.act
    key = act_slug(wanted.act) or "act"
    asked = tried.asked
    facts = [
        ("key", quoted(key)),
        ("title", quoted(wanted.act)),
        ("names", f"[{quoted(wanted.act)}]"),
        ("type", quoted(act.type) if act.type else None),
        ("number", quoted(act.number) if act.number else None),
        ("date", dated(act.date) if act.date else None),
    ]
    fetch = "file" if asked.is_file else "browser" if asked.browser else "http"
    lines = [
        comment("A first profile. docs/writing-a-profile.md explains every key."),
        "",
        f"title = {quoted(wanted.title)}",
        f"country = {quoted(wanted.country)}",
        'language = "en"',
        "",
        "[defaults]",
        'every = "1d"',
        f"contact = {quoted(wanted.contact)}" if wanted.contact else '# contact = "you@example.org"',
        *(["private_addresses = true"] if asked.private_addresses else []),
        "",
        "# Where alerts go. Without a target they wait in the database: lexwatch alerts",
        "# [targets.team]",
        '# to = "mailtos://${SMTP_USER}:${SMTP_PASSWORD}@smtp.example.org?to=team@example.org"',
        "",
        "[[acts]]",
        *(f"{name} = {value}" for name, value in facts if value),
        "",
        *source_lines(asked.address, tried.reading, fetch=fetch, ca_file=asked.ca_file, given=asked.format),
        "",
        comment("An example: put your own lines here, word for word."),
        "[[entries]]",
        'key = "example"',
        'section = "Substantive law"',
        'topic = "Example"',
        f"text = {quoted(text)}",
        *([f"cites = [{{ act = {quoted(key)}, units = [{quoted(eid)}] }}]"] if eid else []),
    ]
    return "\n".join(lines) + "\n"
