r"""Reads one publisher's HTML by its dialect file.

A dialect file (`scraper/dialects/NAME.toml`, `kind = "html"`) says where the law stands on the page, what is a note,
what is noise, what sets headings apart, and where the facts of the act are. What it leaves unsaid, the grammar of
headings reads: most sites need no rule for articles at all. The keys are told one by one in `html_model`.

    kind = "html"
    name = "example"
    version = 1                       # raise it whenever the same page may be read differently
    country = "XX"
    language = "en"
    container = ["main article"]      # the first that is there
    noise = [".share"]
    notes = [".editor-note"]
    note_patterns = ['^\[Amended by']
    heads = ["span.title"]            # inline elements that set a heading apart, as <b> does
    [recognise]
    url = ['^https?://law\.example\.org/acts/']
    select = ["main article.law"]
    [[units]]                         # only where the grammar cannot know
    select = "img[src$='para.gif']"
    kind = "paragraph"
    counted = true
    [act]
    title = ["h1"]
    requisites = ["p.meta"]
    as_of = [{ url = '/(\d{4}-\d\d-\d\d)$' }]

Blocks come from one walk (`scraper.html_blocks`); the tree from `scraper.outline`.
"""

import re
from dataclasses import replace
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from db.law import ActFacts
from db.law import Status
from scraper import outline as outlines
from scraper.blocks import Block
from scraper.blocks import Unit
from scraper.errors import NoProvisions
from scraper.facts import act_facts
from scraper.facts import act_type
from scraper.facts import day_in
from scraper.facts import status_in
from scraper.formats.ahead import bare
from scraper.formats.ahead import put_behind
from scraper.formats.counted import name_first_paragraphs
from scraper.formats.hidden_addresses import show_addresses
from scraper.formats.html_model import DateRule
from scraper.formats.html_model import HtmlDialect
from scraper.formats.html_model import UnitRule
from scraper.headed import headed_outline
from scraper.html_blocks import Mark
from scraper.html_blocks import Walk
from scraper.normal import fold_space
from scraper.notes_join import join_notes
from scraper.outline import Ways
from scraper.page import Draft
from scraper.page import Page
from scraper.reconcile import reconcile
from scraper.shape import looks_like

AHEAD = -1  # in the place of a rule: the block is the heading of the unit after it
MIN_SAME = 12  # characters by which the text of a unit is found again in its line
HEAD = 200_000  # characters in which a dialect's marks are looked for


class HtmlFormat:
    """One HTML dialect as a `Format`."""

    def __init__(self, dialect: HtmlDialect) -> None:
        self.dialect = dialect
        self.name = dialect.name
        self.version = dialect.version

    def recognises(self, page: Page) -> str | None:
        """By address, by an element that only this publisher has, or by words in the source."""
        if not _is_html(page):
            return None
        wanted = self.dialect.recognise
        for pattern in wanted.url:
            if page.url and re.search(pattern, page.url):
                return f"the address {page.url} is one of {self.name}"
        head = page.text[:HEAD]
        if wanted.text and all(re.search(p, head) for p in wanted.text):
            return f"the source has the marks of {self.name}"
        for selector in wanted.select:
            if page.html.css_first(selector) is not None:
                return f"the page has “{selector}”"
        return None

    def read(self, page: Page) -> Draft:
        """The page as a tree of law."""
        d = self.dialect
        show_addresses(page.html)
        root = self._container(page.html)
        language = page.language or self._language(page)
        blocks = self._blocks(page.html, root)
        ways = Ways(
            country=d.country, language=language, families=d.families, restart=frozenset(d.restart),
            only_marked=d.only_units, lists=d.lists, bare=d.bare_numbers, anchor=d.anchor,
        )  # fmt: skip
        out = headed_outline(blocks, ways) if d.headings else outlines.outline(blocks, ways)
        if not out.units or (d.headings and all(unit.kind == "preamble" for unit in out.roots)):
            what = looks_like(page)
            raise NoProvisions(
                f"There is no provision in this document: it looks like {what}.", "Look at it in a browser."
            )
        for rule in d.units:
            if rule.counted:
                name_first_paragraphs(out.roots, rule.kind)
        act = self._act(page, out.title, language)
        act = replace(act, type=act.type or act_type(" ".join(out.opening)[:300]))
        warnings = [*out.warnings, *reconcile(page.html, root, out, d.anchor)]
        return Draft(out.roots, replace(act, notes=tuple(out.notes)), language, warnings, out.coverage)

    def _container(self, tree: LexborHTMLParser) -> LexborNode:
        for selector in self.dialect.container:
            found = tree.css(selector)
            if len(found) == 1:
                return found[0]
            if found:
                return max(found, key=lambda n: len(n.text()))
        body = tree.body
        if body is None:
            raise NoProvisions("There is no provision in this document: it is empty.")
        return body

    def _language(self, page: Page) -> str | None:
        for rule in self.dialect.languages:
            if rule.url and page.url and re.search(rule.url, page.url):
                return rule.code
        head = page.text[:HEAD]
        for rule in self.dialect.languages:
            if rule.text and re.search(rule.text, head):
                return rule.code
        return self.dialect.language

    # blocks

    def _blocks(self, tree: LexborHTMLParser, root: LexborNode) -> list[Block]:
        walk = Walk(self._marks(tree), note_starts=self._note_starts)
        blocks = walk.run(root)
        ahead: set[int] = set()
        all_of_it: list[Block] = []
        for at, block in enumerate(blocks):
            rule = walk.rule_of(at)
            if block.role == "text":
                all_of_it.extend(self._taken_out(block))
            all_of_it.append(block)
            if rule == AHEAD:
                ahead.add(id(block))
            elif rule is not None:
                block.unit = _unit(self.dialect.units[rule], block)
                all_of_it.extend(_text_of_unit(block))
        blocks = put_behind(all_of_it, ahead)
        if self._note_patterns or self._noise_patterns or self._cut:
            self._sort_out(blocks)
            blocks = [b for b in blocks if b.text or b.unit]
        return join_notes(blocks, self._note_starts)

    def _marks(self, tree: LexborHTMLParser) -> dict[int, Mark]:
        """What every rule says, by the identity of the element: one query a rule, none in the walk."""
        d, marks = self.dialect, dict[int, Mark]()

        def lay(selectors: tuple[str, ...], **said: object) -> None:
            for selector in selectors:
                for node in tree.css(selector):
                    marks[node.mem_id] = replace(marks.get(node.mem_id, Mark()), **said)  # type: ignore[arg-type]

        lay(d.heads, lead=True)
        lay(d.before, lead=True, unit=AHEAD)
        lay(d.titles, title=True)
        lay(d.starts, starts=True)
        for index, rule in enumerate(d.units):
            lay((rule.select,), unit=index, starts=rule.starts)
        lay(d.notes, role="note")
        lay(d.noise, role="noise")
        lay(d.skip, skip=True)
        return marks

    @cached_property
    def _note_patterns(self) -> list[re.Pattern[str]]:
        return [re.compile(p) for p in self.dialect.note_patterns]

    @cached_property
    def _noise_patterns(self) -> list[re.Pattern[str]]:
        return [re.compile(p) for p in self.dialect.noise_patterns]

    @cached_property
    def _cut(self) -> list[re.Pattern[str]]:
        return [re.compile(p) for p in self.dialect.cut]

    @cached_property
    def _note_starts(self) -> re.Pattern[str] | None:
        return re.compile(self.dialect.note_starts) if self.dialect.note_starts else None

    def _sort_out(self, blocks: list[Block]) -> None:
        for block in blocks:
            if block.role == "text":
                if any(p.match(block.text) for p in self._note_patterns):
                    block.role = "note"
                elif any(p.match(block.text) for p in self._noise_patterns):
                    block.role = "noise"

    def _taken_out(self, block: Block) -> list[Block]:
        gone: list[str] = []
        for pattern in self._cut:
            gone.extend(m.group() for m in pattern.finditer(block.text))
            block.text = pattern.sub("", block.text)
        block.text = fold_space(block.text) if gone else block.text
        return [Block(fold_space(g), "noise") for g in gone if g.strip()]

    # the act

    def _act(self, page: Page, title_lines: list[str], language: str | None) -> ActFacts:
        rules, tree = self.dialect.act, page.html
        title = " ".join(title_lines)
        for selector in rules.title:
            found = tree.css_first(selector)
            if found is not None and fold_space(found.text()):
                title = fold_space(found.text())
                break
        for pattern in rules.title_cut:
            title = fold_space(re.sub(pattern, "", title))
        lines = [fold_space(n.text(separator=" ")) for s in rules.requisites for n in tree.css(s)]
        if rules.requisites_pattern:
            lines = [line for line in lines if re.search(rules.requisites_pattern, line)]
        facts = act_facts(title, lines, language)
        if rules.number:
            for where in (*lines, page.url or "", title):
                found_number = re.search(rules.number, where)
                if found_number:
                    facts = replace(facts, number=found_number.group(1))
                    break
        return replace(
            facts,
            type=facts.type or rules.type,
            status=self._status(tree),
            as_of=_date(rules.as_of, page, language),
            last_amended=_date(rules.last_amended, page, language),
        )

    def _status(self, tree: LexborHTMLParser) -> Status:
        for rule in self.dialect.act.status:
            for node in tree.css(rule.select or "body"):
                words = fold_space(node.text(separator=" "))
                if words and re.search(rule.pattern, words):
                    return Status(rule.means) if rule.means else status_in(words)
        return Status.UNKNOWN


def _text_of_unit(block: Block) -> list[Block]:
    """Text that stands on one line with the number of its unit, as a paragraph of its own."""
    unit = block.unit
    if unit is None or not unit.rest or not block.text.endswith(unit.rest[-MIN_SAME:]):
        return []
    at = block.text.find(unit.rest[:MIN_SAME], len(unit.label))
    text = block.text[at if at > 0 else len(unit.label) :]
    block.text, block.unit = block.text[: len(block.text) - len(text)].rstrip(), replace(unit, rest="")
    return [bare(block, text)] if text else []


def _unit(rule: UnitRule, block: Block) -> Unit | None:
    if rule.counted:
        return Unit(rule.kind, counted=True)
    if rule.pattern is None:
        from scraper import headings

        h = headings.read(block.text)
        if h is None:
            return Unit(rule.kind, None, block.text, series=rule.series, basic=rule.basic)
        return Unit(rule.kind, h.num, h.label, None, h.rest, rule.series, rule.basic)
    found = re.match(rule.pattern, block.text)
    if found is None:
        return None
    said = found.groupdict()
    return Unit(
        rule.kind, said.get("num"), fold_space(said.get("label") or block.text), said.get("heading") or None,
        said.get("rest") or "", rule.series, rule.basic,
    )  # fmt: skip


def _date(rules: tuple[DateRule, ...], page: Page, language: str | None) -> str | None:
    for rule in rules:
        if rule.url:
            found = re.search(rule.url, page.url or "")
            day = day_in(_spelled(found), language) if found else None
            if day:
                return day
        for node in page.html.css(rule.select) if rule.select else ():
            words = re.search(rule.pattern, fold_space(node.text(separator=" ")))
            day = day_in(words.group(1) if words.re.groups else words.group(), language) if words else None
            if day:
                return day
    return None


def _spelled(found: re.Match[str]) -> str:
    """A date in an address: `20240426` and `2024/04/26` as the calendar writes them."""
    text = found.group(1) if found.re.groups else found.group()
    digits = re.fullmatch(r"(\d{4})[/-]?(\d{2})[/-]?(\d{2})", text)
    return "-".join(digits.groups()) if digits else text


def _is_html(page: Page) -> bool:
    head = page.text[:2000].lstrip("\ufeff \t\r\n").lower()
    # What a mirror or a person saved as Markdown or text has the publisher's address and not his elements.
    other = (page.file_name or "").lower().endswith((".md", ".markdown", ".txt")) or any(
        name in (page.content_type or "") for name in ("markdown", "text/plain")
    )
    return ("<html" in head or "<!doctype html" in head) if head.startswith("<?xml") or other else True


def html_format(data: dict[str, object]) -> HtmlFormat:
    """A validated dialect file as a format."""
    return HtmlFormat(HtmlDialect.model_validate(data))
