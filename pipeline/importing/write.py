"""An imported profile as TOML: what was read, and as comments what is still to be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.importing.acts import GatheredAct
from pipeline.importing.questions import Question
from pipeline.importing.split import Piece
from pipeline.importing.words import tables
from pipeline.profile.toml_text import comment
from pipeline.profile.toml_text import dated
from pipeline.profile.toml_text import listed
from pipeline.profile.toml_text import quoted
from pipeline.profile.toml_text import table

LINKS = 3  # addresses that are proposed for an act


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of a profile."""

    title: str
    country: str
    page: str | None
    language: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with its key, and the correction of what its text alone leaves open."""

    key: str
    piece: Piece
    cites: tuple[tuple[str, tuple[str, ...]], ...] = ()


def write(head: Head, acts: Sequence[GatheredAct], rows: Sequence[Row], questions: Sequence[Question]) -> str:
    """The whole file."""
    lines = [
        comment(
            f"Imported from {head.file_name}. Finish it by hand: docs/writing-a-profile.md explains every key."
        ),
        "",
    ]
    if questions:
        lines += [comment(f"{len(questions)} questions for you (delete them as you answer them):"), "#"]
        for number, question in enumerate(questions, 1):
            lines += _question(number, question)
        lines.append("")
    lines += [f"title = {quoted(head.title)}", f"country = {quoted(head.country)}"]
    if head.page:
        lines.append(f"page = {quoted(head.page)}")
    lines += [f"language = {quoted(head.language)}", "", *_DEFAULTS]
    if acts:
        lines += ["# ---- the acts that the lines cite, with the names by which they do ----", ""]
    for act in acts:
        lines += _act(act, [n for n, q in enumerate(questions, 1) if q.act == act.key])
    if head.page:
        lines += ["# ---- watched texts that are no act ----", ""]
        lines += table(
            "pages",
            [
                ("key", quoted("profile-page")),
                ("title", quoted(f"{head.title}, the published profile")),
                ("url", quoted(head.page)),
                ("language", quoted(head.language)),
            ],
        )
    if rows:
        lines += ["# ---- the lines of the profile ----", ""]
    for row in rows:
        lines += _entry(row, [n for n, q in enumerate(questions, 1) if q.entry == row.key])
    return "\n".join(lines).rstrip("\n") + "\n"


_DEFAULTS = [
    "[defaults]",
    'every = "1d"',
    '# timezone = "Europe/Paris"       # of the country: days of law and hours of digests count in it',
    '# contact = "you@example.org"     # the sites see it in the User-Agent; please give one',
    "",
    "# Where alerts go. Without a target they wait in the database: lexwatch alerts",
    "# [targets.team]",
    '# to = "mailtos://${SMTP_USER}:${SMTP_PASSWORD}@smtp.example.org?to=team@example.org"',
    "",
]


def _question(number: int, question: Question) -> list[str]:
    about = question.entry or question.act
    lines = [comment(f"{number}. {f'[{about}] ' if about else ''}{question.words}")]
    return lines + [comment(f"- {reading}", "   ") for reading in question.readings]


def _see(numbers: Sequence[int]) -> list[str]:
    if not numbers:
        return []
    return [comment(f"see question{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}")]


def _act(act: GatheredAct, numbers: Sequence[int]) -> list[str]:
    lines = table(
        "acts",
        [
            ("key", quoted(act.key)),
            ("title", quoted(act.title)),
            ("names", listed(act.names) if act.names else None),
            ("type", quoted(act.type) if act.type else None),
            ("number", quoted(act.number) if act.number else None),
            ("date", dated(act.date) if act.date else None),
        ],
        above=_see(numbers),
    )
    urls = [
        f"# url = {quoted(url)}   # the page links this; lexwatch try it first" for url in act.links[:LINKS]
    ]
    urls = urls or ['# url = "https://"   # lexwatch try URL prints what belongs here']
    return [*lines[:-1], "# [[acts.sources]]", *urls, ""]


def _entry(row: Row, numbers: Sequence[int]) -> list[str]:
    piece = row.piece
    treaty = [f"{tables()['treaty']['name']} Art. {n}" for n in piece.treaty]
    cites = [f"{{ act = {quoted(act)}, units = {listed(units)} }}" for act, units in row.cites]
    return table(
        "entries",
        [
            ("key", quoted(row.key)),
            ("section", quoted(piece.section)),
            ("topic", quoted(piece.topic) if piece.topic else None),
            ("treaty", listed(treaty) if treaty else None),
            ("text", quoted(piece.text) if piece.text else None),
            ("note", quoted(piece.note) if piece.note else None),
            ("cites", f"[{', '.join(cites)}]" if cites else None),
        ],
        above=_see(numbers),
    )
