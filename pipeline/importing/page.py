"""The lines of a published page: of a text as they stand, of HTML one a block, bullets and headings marked."""

import re
from dataclasses import dataclass
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from pipeline.importing.errors import NoProfile
from scraper.depth import refuse_the_unreadable
from scraper.marks import look_like
from scraper.page import Page
from scraper.shape import looks_like

MAX_BYTES = 20 * 2**20  # the largest profile we know has 11 kB of text, its page some hundred
LOOKED_AT = 200_000  # characters that are searched for signs of another page
MAX_LINES = 3_000  # a profile has under 200, the page around it some hundred
MAX_LINE = 20_000  # characters; the longest paragraph of a profile has 2,000
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|div|p|h[1-6]|ul|ol|li|br|table)\b", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–—•▪●◦■*·►➢❖\uf0b7o](?=\s)|[•▪●◦■·►➢❖\uf0b7])\s*")
_NUMBERED = re.compile(r"^\d{1,3}(?:[.)]\s+|\.(?=[A-Z]))(?=\S)")
_SOURCE = re.compile(r"^(?:Source|URL)\s*:\s*(https?://\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]{4,1000}")
_MARKDOWN = re.compile(r"^#{1,6}\s+")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
        "form h1 h2 h3 h4 h5 h6 hr li main ol p pre section summary table tbody td th thead tr ul",
    )
)
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset(
    re.findall(r"\w+", "head script style noscript template svg nav select button textarea iframe object")
)
_STRONG = frozenset({"b", "strong"})
_SITE = re.compile(r"\s+[|·–—-]\s+.{0,80}$")  # "Kazakhstan - Octopus Cybercrime Community"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as published, without its bullet."""

    text: str
    number: int  # 1-based, among the lines with words
    bullet: bool = False
    heading: bool = False  # by its markup; the words of the template are looked for everywhere
    links: tuple[tuple[str, str], ...] = ()  # words and address of each link that leads to another page


@dataclass(frozen=True, slots=True)
class Published:
    """A published page as lines, with what it says of itself."""

    lines: tuple[Line, ...]
    url: str | None = None
    title: str | None = None
    language: str | None = None
    shortened: int = 0  # lines of which only the beginning was taken


def published(body: bytes, file_name: str) -> Published:
    """The lines of a page; raises NoProfile for what is no text."""
    if len(body) > MAX_BYTES:
        raise NoProfile(
            f"{file_name} is larger than {MAX_BYTES // 2**20} MiB.", "Save the profile's page alone."
        )
    page = Page(body, file_name=file_name)
    kind = looks_like(page) if _is_binary(body) else None
    if kind or not body.strip():
        raise NoProfile(
            f"{file_name} is {kind or 'empty'}, not a text.",
            "Save the page as HTML, or copy its text to a file.",
        )
    refuse_the_unreadable(body, page.text)
    found = _from_html(page.html) if _HTML.search(page.text[:5000]) else _from_text(page.text)
    if len(found.lines) > MAX_LINES:
        raise NoProfile(
            f"{file_name} has more than {MAX_LINES:,} lines; a profile has some hundred.",
            "Save the profile's page alone.",
        )
    return found


def refuse_another_page(body: bytes, file_name: str) -> None:
    """Raises NoProfile for a page that was sent instead of a profile: a captcha, a firewall's, an empty script."""
    if look := look_like(Page(body).text[:LOOKED_AT]):
        raise NoProfile(
            f"{file_name} holds no profile: it looks like {look.words}.",
            "Open the profile in a browser and save it again.",
        )


def _is_binary(body: bytes) -> bool:
    return body.startswith(
        (
            b"%PDF",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0",
            b"\x1f\x8b",
            b"\x89PNG",
            b"\xff\xd8",
            b"GIF8",
            b"{\\rtf",
        )
    ) or (b"\0" in body[:2000] and not body.startswith((b"\xff\xfe", b"\xfe\xff")))


def _from_text(text: str) -> Published:
    lines: list[Line] = []
    url = None
    shortened = 0
    for raw in text.splitlines():
        words = " ".join(raw.split())
        if not words:
            continue
        if not lines and url is None and (source := _SOURCE.match(words)):
            url = source[1]
            continue
        shortened += len(words) > MAX_LINE
        marked = _MARKDOWN.match(words)
        lines.append(_line(words[marked.end() :] if marked else words, len(lines) + 1, heading=bool(marked)))
    return Published(tuple(lines), url, shortened=shortened)


def _line(words: str, number: int, *, heading: bool = False, bullet: bool = False) -> Line:
    words = words[:MAX_LINE]
    mark = _BULLET.match(words)
    if mark:
        words = words[mark.end() :]
    if count := _NUMBERED.match(words):
        words = words[count.end() :]
    return Line(words.strip(), number, bullet or mark is not None, heading)


def _from_html(tree: LexborHTMLParser) -> Published:
    lines: list[Line] = []
    shortened = 0
    for parts, block, strong in _blocks(tree.body):
        text = " ".join("".join(words for words, _ in parts).split())
        if not re.search(r"\w", text):
            continue
        shortened += len(text) > MAX_LINE
        heading = block.tag in _HEADS or (strong and len(text) <= 120 and not text.endswith((".", ";")))
        line = _line(text, len(lines) + 1, heading=heading, bullet=_in_list(block))
        links = tuple((" ".join(words.split()), href) for words, href in parts if href and words.strip())
        lines.append(replace(line, links=links))
    head = tree.css_first("h1") or tree.css_first("title")
    title = _SITE.sub("", " ".join(head.text().split())) if head else None
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "").partition("-")[0].lower() if root else ""
    return Published(tuple(lines), _address(tree), title or None, language or None, shortened)


def _address(tree: LexborHTMLParser) -> str | None:
    for css, name in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(css)
        value = node.attributes.get(name) if node else None
        if value and _ADDRESS.fullmatch(value):
            return value
    return None


_Part = tuple[str, str | None]  # words, and the address that they link


def _blocks(body: LexborNode | None) -> list[tuple[list[_Part], LexborNode, bool]]:
    """The words of each block in order, the block, and whether all of them are set in bold."""
    if body is None:
        return []
    found: list[tuple[list[_Part], LexborNode, bool]] = []
    parts: list[_Part] = []
    at: LexborNode | None = None
    strong = True

    def flush() -> None:
        nonlocal parts, strong
        if parts and at is not None:
            found.append((parts, at, strong))
        parts, strong = [], True

    for node in body.traverse(include_text=True):
        if node.tag == "br":
            flush()
        if not node.is_text_node:
            continue
        block, bold, shown, href = _around(node)
        if not shown or block is None:
            continue
        if at is None or block.mem_id != at.mem_id:
            flush()
            at = block
        words = node.text_content or ""
        parts.append((words, href))
        strong = strong and (bold or not words.strip())
    flush()
    return found


def _around(node: LexborNode) -> tuple[LexborNode | None, bool, bool, str | None]:
    """The block that a text stands in, whether it is bold there, is a text of the page at all, and what it links."""
    block: LexborNode | None = None
    bold = False
    href: str | None = None
    up = node.parent
    while up is not None:
        if up.tag in _SKIPPED:
            return block, bold, False, None
        if block is None and up.tag in _BLOCKS:
            block = up
        bold = bold or (block is None and up.tag in _STRONG)
        if up.tag == "a" and href is None:
            linked = up.attributes.get("href") or ""
            href = linked if _ADDRESS.fullmatch(linked) else None
        up = up.parent
    return block, bold, True, href


def _in_list(block: LexborNode) -> bool:
    up: LexborNode | None = block
    for _ in range(3):  # <li><div><p>
        if up is None:
            return False
        if up.tag == "li":
            return True
        up = up.parent
    return False
