"""A country that does not exist: its two codes, its official site, and a profile that cites them."""
