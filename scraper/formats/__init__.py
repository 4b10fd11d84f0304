"""One reader a kind of document: bytes in, a tree of law out."""
