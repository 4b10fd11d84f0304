"""Chapters inside which the numbers begin again, as in Nordic law: there every article carries its chapter."""

from collections import defaultdict

from scraper.provisions import CONTAINERS
from scraper.provisions import Node

MIN_RESTARTS = 2  # containers of one kind that begin with number 1


def mark_restarts(roots: list[Node]) -> None:
    """Makes a series of each container of the outermost kind in which numbers stand once, if they restart at all."""
    paths: dict[str, list[tuple[Node, ...]]] = defaultdict(list)
    stack: list[tuple[Node, tuple[Node, ...]]] = [(root, ()) for root in reversed(roots)]
    while stack:
        node, path = stack.pop()
        if node.is_basic:
            if node.num:
                paths[node.num].append(path)
        elif node.kind in CONTAINERS and not node.series:
            stack += [(child, (*path, node)) for child in reversed(node.children)]
    firsts = paths.get("1", [])
    if len(firsts) < MIN_RESTARTS:
        return
    for kind in dict.fromkeys(node.kind for path in firsts for node in path):
        holders = [next((n for n in path if n.kind == kind), None) for path in firsts]
        if None not in holders and len({id(h) for h in holders}) == len(firsts):
            _mark(roots, kind)
            return


def _mark(roots: list[Node], kind: str) -> None:
    stack = list(roots)
    while stack:
        node = stack.pop()
        if node.kind == kind:
            node.series = True
        elif node.kind in CONTAINERS:
            stack += node.children
