"""Turns changes into messages and brings them to people."""
