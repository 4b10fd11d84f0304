"""E-mail addresses that a site's guard hides from readers without scripts, shown as the site's own script shows them.

The same page comes with the address one day and with "[email protected]" the next; that is no change of its words.
"""

from selectolax.lexbor import LexborHTMLParser

MAX_ADDRESSES = 2_000  # on one page
MAX_HIDDEN = 640  # hex digits; an address has at most 320 characters


def show_addresses(tree: LexborHTMLParser) -> None:
    """Puts each hidden address in the place of its mark; a mark that cannot be read stays as it is."""
    for node in tree.css("[data-cfemail]")[:MAX_ADDRESSES]:
        address = unhidden((node.attributes.get("data-cfemail") or "")[:MAX_HIDDEN])
        if address:
            node.replace_with(address)


def unhidden(hidden: str) -> str | None:
    """Hex digits of which the first two are the key for all others (exclusive or)."""
    try:
        key, *letters = bytes.fromhex(hidden)
        return bytes(letter ^ key for letter in letters).decode() or None
    except ValueError:
        return None
