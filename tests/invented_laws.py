"""Laws that nobody made, in every tongue and markup, and what happens to them: the truth is known because we did it."""

import html
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from random import Random

from invented_tongues import Tongue
from invented_tongues import han
from invented_tongues import roman

_UNSPACED = ("zh", "ja", "th")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One basic unit."""

    number: int
    title: str
    paragraphs: tuple[Paragraph, ...]
    inserted: bool = False
    gone: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    chapters: tuple[tuple[str, tuple[Rule, ...]], ...]

    @property
    def rules(self) -> list[tuple[int, Rule]]:
        return [(n, rule) for n, (_, rules) in enumerate(self.chapters) for rule in rules]

    def put(self, chapter: int, at: int, *rules: Rule, instead: int = 0) -> "Law":
        """The law with these rules put in before a place, and so many taken out there."""
        title, old = self.chapters[chapter]
        changed = (title, (*old[:at], *rules, *old[at + instead :]))
        return Law((*self.chapters[:chapter], changed, *self.chapters[chapter + 1 :]))


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the printed law."""

    kind: str  # "chapter", "head", "text", "item", "note"
    text: str


@dataclass(slots=True)
class Writer:
    """Makes words in one tongue; the same seed makes the same law."""

    tongue: Tongue
    random: Random
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._words = self.tongue.words.split()

    def words(self, low: int, high: int) -> str:
        joint = "" if self.tongue.code.startswith(_UNSPACED) else " "
        words = [self.random.choice(self._words) for _ in range(self.random.randint(low, high))]
        text = joint.join(words)
        return text[0].upper() + text[1:]

    def sentence(self) -> str:
        end = "。" if self.tongue.code.startswith(("zh", "ja")) else "."
        return self.words(7, 24) + end

    def law(self, chapters: int = 3, rules: int = 4) -> Law:
        number, made = 0, []
        for _ in range(chapters):
            number = 0 if self.tongue.restarts else number
            inside = []
            for _ in range(rules):
                number += 1
                inside.append(self.rule(number))
            made.append((self.words(1, 4), tuple(inside)))
        return Law(tuple(made))

    def rule(self, number: int, *, inserted: bool = False) -> Rule:
        return Rule(
            number,
            self.words(1, 5),
            tuple(self.paragraph() for _ in range(self.random.randint(1, 4))),
            inserted,
        )

    def paragraph(self) -> Paragraph:
        if self.tongue.item and self.random.random() < 0.25:
            return Paragraph(
                self.words(5, 12) + ":",
                tuple(self.words(3, 9) + ";" for _ in range(self.random.randint(2, 5))),
            )
        return Paragraph(self.sentence())


def printed(law: Law, tongue: Tongue) -> list[Line]:
    """The law as this country prints it."""
    return [line for n, chapter in enumerate(law.chapters, 1) for line in _chapter(n, *chapter, tongue)]


_ORDINALS = ("BİRİNCİ", "İKİNCİ", "ÜÇÜNCÜ", "DÖRDÜNCÜ")
_MONGOLIAN = ("НЭГДҮГЭЭР", "ХОЁРДУГААР", "ГУРАВДУГААР", "ДӨРӨВДҮГЭЭР")


def _chapter(n: int, title: str, rules: tuple[Rule, ...], tongue: Tongue) -> Iterator[Line]:
    ordinals = _MONGOLIAN if tongue.code == "mn" else _ORDINALS
    head = tongue.chapter.format(n=tongue.chapter_number(n), t=title, o=ordinals[(n - 1) % len(ordinals)])
    for line in head.split("\n"):
        yield Line("chapter", line)
    for rule in rules:
        yield from _rule(rule, n, tongue)


def _rule(rule: Rule, chapter: int, tongue: Tongue) -> Iterator[Line]:
    number = tongue.number(rule.number)
    if rule.inserted:
        number = tongue.inserted.format(n=number)
    if rule.gone:
        yield Line("head", tongue.gone.format(n=number))
        return
    body = list(_body(rule, tongue))
    head = tongue.heading.format(n=number, c=chapter, t=rule.title, p="\0")
    for twice, once in (
        ("条の二条", "条の二"),
        ("条之一条", "条之一"),
        ("조의2조", "조의2"),
        ("gr. a. gr.", "gr. a."),
    ):
        head = head.replace(twice, once)
    *above, last = head.split("\n")
    for line in above:
        yield Line("head", line.replace("\0", ""))
    if last == "\0":
        yield from body
    elif "\0" in last:
        yield Line("run-in", last.replace("\0", body[0].text))
        yield from body[1:]
    else:
        yield Line("head", last)
        yield from body
    if rule.note:
        yield Line("note", rule.note)


def _body(rule: Rule, tongue: Tongue) -> Iterator[Line]:
    for n, paragraph in enumerate(rule.paragraphs, 1):
        mark = tongue.part.format(n=n, r=roman(n), a=tongue.letters[n - 1], u=rule.number)
        if tongue.code in {"ja", "da"} and n == 1:
            mark = ""  # the first paragraph bears no number there
        if tongue.code == "pt-br":
            mark = f"§ {n - 1}º " if n > 1 else ""
        yield Line("text", mark + paragraph.text)
        for m, item in enumerate(paragraph.items, 1):
            sign = tongue.item.format(n=m, r=roman(m), a=tongue.letters[m - 1], h=han(m))
            yield Line("item", sign + item)


# What happens to a law.


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing done to a law: the law after it, and the places (among all rules) that it touched."""

    name: str
    law: Law
    old: tuple[int, ...] = ()  # places in the law before
    new: tuple[int, ...] = ()  # places in the law after


def edits(law: Law, writer: Writer) -> Iterator[Edit]:
    """One edit of each kind, each at a place chosen by chance."""
    pick = writer.random.randrange
    tongue = writer.tongue
    size = [len(rules) for _, rules in law.chapters]
    chapter, at = pick(len(size)), pick(size[0])
    place = sum(size[:chapter]) + at
    rule = law.chapters[chapter][1][at]
    yield Edit("nothing", law)
    which = pick(len(rule.paragraphs))
    other = replace(rule.paragraphs[which], text=writer.sentence())
    if rule.paragraphs[which].items:
        other = Paragraph(writer.words(5, 12) + ":", rule.paragraphs[which].items)
    amended = replace(rule, paragraphs=(*rule.paragraphs[:which], other, *rule.paragraphs[which + 1 :]))
    yield Edit("amended", law.put(chapter, at, amended, instead=1), (place,), (place,))
    longer = replace(rule, paragraphs=(*rule.paragraphs, writer.paragraph()))
    yield Edit("paragraph added", law.put(chapter, at, longer, instead=1), (place,), (place,))
    fresh = writer.rule(rule.number, inserted=True)
    yield Edit("inserted", law.put(chapter, at + 1, fresh), (), (place + 1,))
    yield Edit("struck out", law.put(chapter, at, instead=1), (place,), ())
    if tongue.gone:
        yield Edit("repealed", law.put(chapter, at, replace(rule, gone=True), instead=1), (place,), (place,))
    if tongue.note:
        yield Edit("noted", law.put(chapter, at, replace(rule, note=tongue.note), instead=1))
    if tongue.reference:
        reference = Paragraph(tongue.reference.format(n=tongue.number(rule.number % 3 + 1)))
        refers = replace(rule, paragraphs=(*rule.paragraphs, reference))
        # A cross-reference that begins a line, in a paragraph without a number of its own.
        yield Edit("reference", law.put(chapter, at, refers, instead=1), (place,), (place,))


# Markup.


def escaped(text: str) -> str:
    """Text as HTML; a superscript as its element."""
    out = html.escape(text)
    while "^" in out:
        at = out.index("^")
        out = f"{out[:at]}<sup>{out[at + 1]}</sup>{out[at + 2 :]}"
    return out


def _paragraphs(lines: list[Line], random: Random) -> str:
    return "\n".join(f"<p>{escaped(x.text)}</p>" for x in lines)


def _levels(lines: list[Line], random: Random) -> str:
    tags = {"chapter": "h2", "head": "h3"}
    return "\n".join(f"<{tags.get(x.kind, 'p')}>{escaped(x.text)}</{tags.get(x.kind, 'p')}>" for x in lines)


def _bold(lines: list[Line], random: Random) -> str:
    return "\n".join(
        f"<p><b>{escaped(x.text)}</b></p>" if x.kind in {"chapter", "head"} else f"<p>{escaped(x.text)}</p>"
        for x in lines
    )


def _font(lines: list[Line], random: Random) -> str:
    return "\n".join(
        f'<p align=center><font size="4" color="#003"><strong>{escaped(x.text)}</strong></font></p>'
        if x.kind in {"chapter", "head"}
        else f'<p align=justify><font face="Arial">{escaped(x.text)}</font></p>'
        for x in lines
    )


def _classes(lines: list[Line], random: Random) -> str:
    return "\n".join(f'<p class="doc-{x.kind}">{escaped(x.text)}</p>' for x in lines)


def _soup(lines: list[Line], random: Random) -> str:
    out = []
    for x in lines:
        deep = random.randint(1, 4)
        out.append('<div class="r"><div>' * deep + f"<span>{escaped(x.text)}</span>" + "</div></div>" * deep)
    return "\n".join(out)


def _breaks(lines: list[Line], random: Random) -> str:
    return "<div>" + "<br>\n".join(escaped(x.text) for x in lines) + "</div>"


def _double_breaks(lines: list[Line], random: Random) -> str:
    return "<p>" + "<br/><br/>".join(escaped(x.text) for x in lines) + "</p>"


def _pre(lines: list[Line], random: Random) -> str:
    return "<pre>" + "\n\n".join(escaped(x.text) for x in lines) + "</pre>"


def _one_cell(lines: list[Line], random: Random) -> str:
    return f"<table width=100%><tr><td width=20></td><td>{_paragraphs(lines, random)}</td></tr></table>"


def _rows(lines: list[Line], random: Random) -> str:
    return "<table>" + "\n".join(f"<tr><td>{escaped(x.text)}</td></tr>" for x in lines) + "</table>"


def _definitions(lines: list[Line], random: Random) -> str:
    tags = {"chapter": "dt", "head": "dt"}
    return (
        "<dl>"
        + "\n".join(f"<{tags.get(x.kind, 'dd')}>{escaped(x.text)}</{tags.get(x.kind, 'dd')}>" for x in lines)
        + "</dl>"
    )


def _sections(lines: list[Line], random: Random) -> str:
    out, opened = [], False
    for at, x in enumerate(lines):
        begins = x.kind in {"head", "run-in"} and (at == 0 or lines[at - 1].kind != "head")
        if opened and (begins or x.kind == "chapter"):
            out.append("</div></section>")
            opened = False
        if begins:
            out.append(
                f'<section class="provision" id="s{at}"><h4>{escaped(x.text)}</h4><div class="body">'
                if x.kind == "head"
                else f'<section class="provision"><div class="body"><p>{escaped(x.text)}</p>'
            )
            opened = True
        else:
            tag = "h2" if x.kind == "chapter" else "p"
            out.append(f"<{tag}>{escaped(x.text)}</{tag}>")
    return "\n".join(out) + ("</div></section>" if opened else "")


def _spans(lines: list[Line], random: Random) -> str:
    return "\n".join(
        "<p>"
        + "&nbsp;".join(
            f"<span class=s{n}>{escaped(w)}</span>" if n % 3 else f"<i>{escaped(w)}</i>"
            for n, w in enumerate(x.text.split(" "))
        )
        + "</p>"
        if x.kind in {"chapter", "head"}
        else f"<p>{escaped(x.text)}</p>"
        for x in lines
    )


def _bullets(lines: list[Line], random: Random) -> str:
    out = []
    for at, x in enumerate(lines):
        if x.kind == "item":
            opens = at == 0 or lines[at - 1].kind != "item"
            closes = at + 1 == len(lines) or lines[at + 1].kind != "item"
            out.append(
                ("<ul style='list-style:none'>" if opens else "")
                + f"<li>{escaped(x.text)}</li>"
                + ("</ul>" if closes else "")
            )
        else:
            tag = {"chapter": "h2", "head": "h5"}.get(x.kind, "p")
            out.append(f"<{tag}>{escaped(x.text)}</{tag}>")
    return "\n".join(out)


def _anchored(lines: list[Line], random: Random) -> str:
    out = []
    for at, x in enumerate(lines):
        name = f'<a name="a{at}"></a>' if x.kind in {"head", "run-in"} else ""
        strong = f"<strong>{escaped(x.text)}</strong>" if x.kind in {"head", "chapter"} else escaped(x.text)
        out.append(f"<div>{name}{strong}</div>")
    return "\n".join(out)


Markup = Callable[[list[Line], Random], str]
MARKUPS: dict[str, Markup] = {
    "paragraphs": _paragraphs, "levels": _levels, "bold": _bold, "font": _font, "classes": _classes, "soup": _soup,
    "breaks": _breaks, "double breaks": _double_breaks, "pre": _pre, "one cell": _one_cell, "rows": _rows, "definitions": _definitions,
    "sections": _sections, "spans": _spans, "bullets": _bullets, "anchored": _anchored,
}  # fmt: skip


def markdown(lines: list[Line]) -> str:
    """The law in Markdown."""
    marks = {"chapter": "## ", "head": "### "}
    return "# Act\n\n" + "\n\n".join(
        marks.get(x.kind, "") + escaped(x.text).replace("&#x27;", "'") for x in lines
    )


def plain(lines: list[Line]) -> str:
    """The law as plain text, one paragraph a line."""
    return "\n\n".join(_raised(x.text) for x in lines)


def _raised(text: str) -> str:
    out = ""
    raise_next = False
    for c in text:
        if c == "^":
            raise_next = True
            continue
        out += "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] if raise_next and c.isdigit() else c
        raise_next = False
    return out
