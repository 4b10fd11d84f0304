"""From a published page to a profile file: lines, sections, entries, acts, questions, TOML; the whole way."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import PurePath

from pipeline.citations import Unit
from pipeline.importing.acts import GatheredAct
from pipeline.importing.acts import act_of
from pipeline.importing.acts import gather
from pipeline.importing.acts import link
from pipeline.importing.country import country_of
from pipeline.importing.country import name_of_country
from pipeline.importing.errors import NoProfile
from pipeline.importing.keys import Keys
from pipeline.importing.keys import act_slug
from pipeline.importing.keys import slug
from pipeline.importing.page import Published
from pipeline.importing.page import published
from pipeline.importing.page import refuse_another_page
from pipeline.importing.questions import Keyed
from pipeline.importing.questions import Question
from pipeline.importing.questions import of_acts
from pipeline.importing.questions import of_citations
from pipeline.importing.questions import of_dates
from pipeline.importing.questions import of_lines
from pipeline.importing.questions import of_resolving
from pipeline.importing.questions import of_treaty
from pipeline.importing.sections import LINES_THAT_CITE
from pipeline.importing.sections import Sections
from pipeline.importing.sections import sections
from pipeline.importing.split import Piece
from pipeline.importing.split import pieces
from pipeline.importing.words import tables
from pipeline.importing.write import Head
from pipeline.importing.write import Row
from pipeline.importing.write import write
from pipeline.profile import settings
from pipeline.profile.load import parse
from pipeline.profile.model import Profile
from pipeline.verdicts.resolve import cited_by

RANGE = 60  # articles of a range that are written one by one in `cites`


@dataclass(frozen=True, slots=True)
class Imported:
    """A profile to finish by hand."""

    toml: str
    profile: Profile
    questions: tuple[Question, ...]
    sections: tuple[str, ...]
    citations: int  # that were read, those of the Convention not counted


def import_profile(
    body: bytes,
    file_name: str,
    *,
    country: str | None = None,
    title: str | None = None,
    stale: Sequence[str] = (),
) -> Imported:
    """The profile in a saved page or text; raises NoProfile in words where there is none.

    `stale` are old names of institutions, as far as somebody knows them: lines that use one ask about it.
    """
    page = published(body, PurePath(file_name).name)
    taken = sections(page)
    if not taken.templated:
        refuse_another_page(body, PurePath(file_name).name)
    code = _country(country, page, file_name)
    found = [p for section in taken.with_lines for p in pieces(section, code)]
    skipped = 0
    if not taken.templated:
        lines = {p.line.number for p in found if not p.citations}
        found = [p for p in found if p.citations]
        skipped = len(lines - {p.line.number for p in found})
        if len({p.line.number for p in found}) < LINES_THAT_CITE:
            raise NoProfile(
                f"{PurePath(file_name).name} holds no profile: none of the headings of a country profile is in it, "
                "and hardly a line cites law.",
                "Save the profile's own page, or copy its text to a file.",
            )
    head = Head(
        title or name_of_country(code) or page.title or code,
        code,
        page.url,
        page.language or "en",
        PurePath(file_name).name,
    )
    return _made(head, found, (*_of_page(page, taken, skipped),), taken, stale)


def _made(
    head: Head, found: list[Piece], of_page: tuple[Question, ...], taken: Sections, stale: Sequence[str]
) -> Imported:
    acts = gather(c for p in found for c in p.citations)
    for piece in found:
        for citation in piece.citations if piece.line.links else ():
            if act := act_of(acts, citation):
                link(act, citation, piece.line.links)
    entries = _keyed(found, acts)
    rows = [Row(e.key, e.piece) for e in entries]
    first = parse(write(head, acts, rows, ()))
    rows = [_with_cites(row, first, acts) for row in rows]
    second = parse(write(head, acts, rows, ()))
    questions = (
        *of_page,
        *of_resolving(second),
        *of_citations(entries),
        *of_dates(entries),
        *of_lines(entries, stale),
        *of_treaty(second.entries),
        *of_acts(acts),
    )
    toml = write(head, acts, rows, questions)
    return Imported(
        toml,
        parse(toml),
        questions,
        tuple(s.name for s in taken.with_lines),
        sum(len(p.citations) for p in found),
    )


def _country(asked: str | None, page: Published, file_name: str) -> str:
    if asked:
        return asked.upper()
    text = "\n".join(line.text for line in page.lines)
    found = country_of((page.title, page.url, PurePath(file_name).stem), text)
    if found is None:
        raise NoProfile("The page does not say whose law it is about.", "Say it: --country KZ")
    return found


def _keyed(found: list[Piece], acts: list[GatheredAct]) -> list[Keyed]:
    """Every entry with a key: of its topic, else of the acts it cites, else of its words."""
    keys = Keys("line")
    out = []
    for piece in found:
        named = [a.key for c in piece.citations if (a := act_of(acts, c))]
        cited = slug(" ".join(dict.fromkeys(named))) if named else slug(act_slug(piece.text or ""))
        topic = slug(piece.topic) if piece.topic else None
        section = slug(piece.section.split("/")[0])
        longer = f"{topic or cited}-{cited if topic else section}"[:70].strip("-") if topic or cited else None
        candidates = (topic or cited, longer)
        out.append(Keyed(keys.take(*candidates), piece))
    return out


def _with_cites(row: Row, profile: Profile, acts: list[GatheredAct]) -> Row:
    """The act that the lines before name, where the citation alone does not say which it means."""
    entry = next(e for e in profile.entries if e.key == row.key)
    unknown = [c for c in cited_by(entry, profile) if any(f.what == "act_unknown" for f in c.findings)]
    if not unknown or not all(c.act_inherited for c in row.piece.citations if not c.act_name):
        return row
    cites: list[tuple[str, tuple[str, ...]]] = []
    for citation in row.piece.citations:
        act = act_of(acts, citation)
        units = [u for unit in citation.units for u in _eids(unit) if settings.is_unit(u)]
        if act is None or len(units) < len(citation.units):
            return row
        cites.append((act.key, tuple(units)))
    return replace(row, cites=tuple(cites))


def _eids(unit: Unit) -> list[str]:
    """A unit as `cites` writes it; nothing where it cannot."""
    if unit.article and unit.article_to:
        first, last = unit.article, unit.article_to
        if first.isdigit() and last.isdigit() and 0 <= int(last) - int(first) <= RANGE:
            return [f"art_{n}" for n in range(int(first), int(last) + 1)]
        return []
    if unit.article:
        eid = f"art_{unit.article.replace(' ', '')}"
        for name, value in (("para", unit.part), ("point", unit.item), ("let", unit.letter)):
            eid += f"__{name}_{value}" if value and "/" not in value else ""
        return [eid]
    return [f"chp_{unit.chapter}"] if unit.chapter else []


def _of_page(page: Published, taken: Sections, skipped: int) -> list[Question]:
    """What the page as a whole leaves open."""
    found = []
    if not taken.templated:
        found.append(
            Question(
                "no_template",
                "None of the headings of a country profile is in this page. The lines that cite law were taken, "
                f"{skipped} others were left out; say which sections they belong to.",
            )
        )
    elif not any(s.role == "legislation" for s in taken.found):
        found.append(
            Question(
                "cut",
                "There is no section on legislation: does the text end before it? Import the whole page.",
            )
        )
    parents = {h["parent"] for h in tables()["headings"] if "parent" in h}
    for name in taken.empty:
        words = f"Nothing stands under “{name}”: is there no law, or was it left out?"
        if name in parents:
            words = f"Nothing stands under “{name}”, and none of its parts is there: was the text cut?"
        found.append(Question("empty_section", words))
    if taken.updated:
        found.append(
            Question(
                "checked",
                f"The page says that it was last updated on {taken.updated}. If a person checked its lines that day, "
                "write it as `checked` to them.",
            )
        )
    if page.shortened:
        found.append(
            Question(
                "not_understood", f"{page.shortened} lines were too long; only their beginning was read."
            )
        )
    return found
