"""A published profile, as text or as a saved page, becomes a profile file to finish by hand."""

from pipeline.importing.draft import Imported
from pipeline.importing.draft import import_profile
from pipeline.importing.errors import NoProfile
from pipeline.importing.questions import Question

__all__ = ["Imported", "NoProfile", "Question", "import_profile"]
