"""Reaches the official sources and reads what they send as provisions of law."""
