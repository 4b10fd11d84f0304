"""Markdown as legal archives keep it: headings with #, anchors as `<a id>`, notes as quotations or in italics."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scraper import outline as outlines
from scraper.blocks import MAX_BLOCKS
from scraper.blocks import Block
from scraper.editorial import is_note
from scraper.editorial import sorted_out
from scraper.errors import NoProvisions
from scraper.errors import TooComplex
from scraper.facts import act_facts
from scraper.formats.language import by_letters
from scraper.formats.language import by_words
from scraper.normal import fold_space
from scraper.notes_join import join_notes
from scraper.outline import Ways
from scraper.page import Draft
from scraper.page import Page
from scraper.shape import looks_like

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_ANCHOR = re.compile(r"<a\s+(?:id|name)=[\"']?([^\"'>\s]+)[\"']?\s*/?>(?:\s*</a>)?", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]{0,2000})\]\(([^)\s]{0,2000})(?:\s+\"[^\"]*\")?\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SUP = re.compile(r"<sup>\s*(\d+)\s*</sup>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_ROW_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_BULLET = re.compile(r"^\s{0,12}[-*+]\s+")
_NEW_BLOCK = re.compile(r"^\s*(?:#{1,6}\s|>|<a\s|[-*+]\s|\d{1,3}(?:-\d+)?[.)]\s|\|)")


class Markdown:
    """The format `markdown`."""

    name = "markdown"
    version = 2

    def recognises(self, page: Page) -> str | None:
        """By the name of the file, by headings with #, or by anchors before them."""
        head = page.text[:50_000]
        if re.search(r"<(?:html|body|!doctype)\b", head[:3000], re.IGNORECASE):
            return None
        if page.file_name and page.file_name.lower().endswith((".md", ".markdown")):
            return f"the file is called {page.file_name}"
        if "markdown" in (page.content_type or ""):
            return "the server calls it Markdown"
        if (
            len(re.findall(r"(?m)^#{1,6}\s+\S", head)) >= 2
            and len(re.findall(r"<(?:p|div|br|h[1-6])\b", head, re.IGNORECASE)) < 3
        ):
            return "it has headings with #"
        return None

    def read(self, page: Page) -> Draft:
        """Paragraphs as blocks, then as every other format."""
        blocks = join_notes(sorted_out(markdown_blocks(page.text)), None)
        sample = " ".join(b.text for b in blocks[:80]).lower()
        language = page.language or by_letters(sample) or by_words(sample)
        out = outlines.outline(blocks, Ways(language=language, guess=True))
        if not out.units:
            raise NoProvisions(
                f"There is no provision in this document: it looks like {looks_like(page)}.",
                "Look at the file.",
            )
        title = " ".join(out.title) or None
        act = replace(act_facts(title, out.opening, language), notes=tuple(out.notes))
        return Draft(out.roots, act, language, out.warnings, out.coverage)


def markdown_blocks(text: str) -> Iterator[Block]:
    """Paragraphs, headings, table rows and quotations; front matter and the way back to the index are noise."""
    anchors: list[str] = []
    count = 0
    for raw, kind in _paragraphs(text):
        count += 1
        if count > MAX_BLOCKS:
            raise TooComplex(f"The document has more than {MAX_BLOCKS:,} paragraphs.")
        anchors.extend(_ANCHOR.findall(raw))
        links: dict[str, str] = {}
        linked = 0
        for words, address in _LINK.findall(raw):
            links[plain(words)] = address
            linked += len(words) - words.count(" ")
        words = plain(raw)
        if not words:
            continue
        block = Block(words, anchors=tuple(anchors), links=links, linked=linked)
        anchors = []
        if kind == "noise" or words.startswith("↑"):
            block.role = "noise"
        elif kind.startswith("h"):
            block.level = int(kind[1:])
        elif kind == "row":
            block.row = True
        elif _is_note(raw, words, kind):
            block.role = "note"
        else:
            bold = _BOLD.match(raw.strip())
            block.lead = len(plain(bold.group(2)).replace(" ", "")) if bold else 0
            block.strong = bool(bold and bold.end() >= len(raw.strip()))
        yield block


def _is_note(raw: str, words: str, kind: str) -> bool:
    """Quotations and italics of these archives are the editors' words, if they say whose act did what."""
    if is_note(words):
        return True
    italic = bool(re.fullmatch(r"([*_])(?=[^\s*_]).+[^\s*_]\1", raw.strip(), re.DOTALL))
    return (kind == "quote" or italic) and bool(re.search(r"№|\d{2}\.\d{2}\.\d{4}|\bNo\.", words))


def plain(text: str) -> str:
    """The words of a piece of Markdown, without its marks."""
    text = _ANCHOR.sub(" ", text)
    text = _SUP.sub(r"^\1", text)
    text = _LINK.sub(r"\1", text)
    text = _BOLD.sub(r"\2", text)
    text = _ITALIC.sub(r"\2", text)
    text = _TAG.sub(" ", text) if "<" in text else text
    return fold_space(_ESCAPE.sub(r"\1", text))


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    held: list[str] = []
    kind = "p"

    def close() -> Iterator[tuple[str, str]]:
        nonlocal held, kind
        if held:
            yield "\n".join(held), kind
        held, kind = [], "p"

    lines = iter(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for number, line in enumerate(lines):
        if number == 0 and line.strip() == "---":
            front = []
            for inner in lines:
                if inner.strip() in {"---", "..."}:
                    break
                front.append(inner)
            yield "\n".join(front), "noise"
            continue
        heading = _HEADING.match(line)
        if not line.strip() or _RULE.match(line):
            yield from close()
        elif heading:
            yield from close()
            yield heading.group(2), f"h{len(heading.group(1))}"
        elif _ROW.match(line):
            yield from close()
            if not _ROW_RULE.match(line):
                cells = [c.strip() for c in line.strip().strip("|").split("|")]
                yield " | ".join(c for c in cells if c), "row"
        elif line.lstrip().startswith(">"):
            if kind != "quote":
                yield from close()
            kind = "quote"
            held.append(line.lstrip().lstrip(">").strip())
        else:
            if held and (kind == "quote" or _NEW_BLOCK.match(line)):
                yield from close()
            held.append(_BULLET.sub("", line, count=1))
    yield from close()
