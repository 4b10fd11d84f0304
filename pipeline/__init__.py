"""Composes: profile, time, decisions, process, command line and page."""
