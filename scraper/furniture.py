"""What is page furniture by its own name or look, on any site: menus, share bars, hidden copies, ways back to the top.

A name proves little where the element holds the page: whole portals stand inside one `<form>` or one `#print-area`.
"""

import re
from collections import Counter
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from scraper import headings
from scraper.blocks import Block
from scraper.blocks import size
from scraper.editorial import calls_it_a_note
from scraper.editorial import is_called_note
from scraper.html_blocks import Mark

HALF = 0.5  # share of the page's words from which an element is the page, whatever it is called
LONGEST_NAMES = 400  # characters of class and id that are looked at
LONGEST_LINK = 60  # characters of a line that is nothing but links
LONGEST_DATE = 120  # of a line that tells when the page was made
LINKED = 0.8  # share of linked words

_SELECTORS = (
    "nav", "aside", "footer", "body > header", "form", "dialog", "[role=navigation]", "[role=banner]",
    "[role=contentinfo]", "[role=complementary]", "[role=search]", "[aria-hidden=true]", "[hidden]", ".breadcrumb",
    ".breadcrumbs", ".pagination",
)  # fmt: skip
_HIDDEN = '[style*="display:none" i], [style*="display: none" i]'
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|sidebar|side-bar|breadcrumbs?|share|sharing|social|cookies?|banner|related|advert|"
    r"ads?|popup|modal|toolbar|pager|skip|print|search|login|subscribe|newsletter|permalink|back-?to-?top|to-?top|link-top|"
    r"tools|counter|views|hits|rating|feedback|buttons?|btn|sr-only|visually-hidden|screen-reader-text)(?:$|[-_ ])",
    re.IGNORECASE,
)
_PAGE_DATE = re.compile(
    r"\W*(?:(?:page )?(?:last )?(?:updated|modified|reviewed|visited|accessed|retrieved|printed|generated)\b(?: on)?|"
    r"date of (?:access|printing)|consulté\w* le|(?:dernière )?mise à jour|page (?:mise à jour|imprimée)|abgerufen am|"
    r"(?:zuletzt )?aktualisiert|gedruckt am|дата (?:обращения|печати|обновления)|обновлено|распечатано|"
    r"дата звернення|оновлено|"
    r"(?:última )?(?:actualización|atualização|modificación)|fecha de (?:consulta|actualización)|consultado e[ln]|"
    r"ultim(?:o aggiornamento|a modifica|a actualizare)|senast uppdaterad|sist (?:endret|oppdatert)|laatst gewijzigd|"
    r"erişim tarihi|son güncelleme|data dostępu|ostatnia aktualizacja|访问日期|更新日期|最終更新)\b.{0,60}\d",
    re.IGNORECASE,
)


def furniture(tree: LexborHTMLParser) -> dict[int, Mark]:
    """Elements that are no law, and those that the site calls notes and that are some."""
    body = tree.body
    whole = len(body.text()) if body is not None else 0

    def is_small(node: LexborNode) -> bool:
        return len(node.text()) < whole * HALF

    noise = Mark(role="noise")
    marks = {n.mem_id: noise for selector in _SELECTORS for n in tree.css(selector) if is_small(n)}
    hidden = tree.css(_HIDDEN)
    # Where most of the law is folded away until a click, folding says nothing.
    if sum(len(n.text()) for n in hidden) < whole * HALF:
        marks.update((n.mem_id, noise) for n in hidden)
    for node in tree.css('a[href^="#"]'):
        if not any(c.isalnum() for c in node.text()):
            marks[node.mem_id] = noise
    for node in tree.css("[class], [id]"):
        if node.tag in {"body", "html", "main", "article"} or node.mem_id in marks:
            continue
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if len(names) >= LONGEST_NAMES:
            continue
        if _NAMES.search(names):
            if is_small(node):
                marks[node.mem_id] = noise
        elif calls_it_a_note(names) and is_called_note(node.text(separator=" ")):
            marks[node.mem_id] = Mark(role="note")
    return marks


def drop_idle_lines(blocks: Sequence[Block]) -> None:
    """Lines that are links and come again, and lines that tell when the page was made, are noise."""
    idle = [
        b for b in blocks if b.role == "text" and b.linked and len(b.text) <= LONGEST_LINK and _is_linked(b)
    ]
    counts = Counter(b.text for b in idle)
    for block in idle:
        if counts[block.text] > 1 and headings.read(block.text) is None:
            block.role = "noise"
    for block in blocks:
        if block.role == "text" and len(block.text) <= LONGEST_DATE and _PAGE_DATE.match(block.text):
            block.role = "noise"


def _is_linked(block: Block) -> bool:
    return block.linked >= LINKED * max(1, size(block.text))
