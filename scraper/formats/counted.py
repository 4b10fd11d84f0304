"""The first paragraph of an article whose other paragraphs are marked, and only the first is not."""

from scraper.provisions import Node


def name_first_paragraphs(roots: list[Node], kind: str) -> None:
    """Text and points before the first marked unit of this kind become one such unit, too.

    Publishers that count paragraphs instead of numbering them often mark the second and later ones only; read
    as it stands, the same article would have other paragraphs the day they mark the first.
    """
    stack = list(roots)
    while stack:
        node = stack.pop()
        if not node.is_basic:
            stack += node.children
            continue
        until = next((i for i, c in enumerate(node.children) if c.kind == kind and c.num is None), None)
        before = node.children if until is None else node.children[:until]
        if node.text and not any(c.kind == kind for c in before):
            first = Node(kind, text=node.text, children=before)
            node.text, node.children = [], [first, *node.children[len(before) :]]
