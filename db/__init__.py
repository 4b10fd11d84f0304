"""Remembers. The only package that speaks SQLite; it imports none of the others."""
