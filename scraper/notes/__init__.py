"""Amendment notes: what the editor of a law's text says about the acts that changed it. Evidence, never law.

Vocabularies of languages are data (words/*.toml) for one reader (engine); countries whose notes are no sentences have
a grammar file of their own.
"""

from scraper.notes.actions import ACTIONS
from scraper.notes.jsonform import effective_json
from scraper.notes.jsonform import note_json
from scraper.notes.reading import read_note
from scraper.notes.rules import english_rule

__all__ = ["ACTIONS", "effective_json", "english_rule", "note_json", "read_note"]
