"""Why a document gives no profile."""

from pipeline.errors import PipelineError


class NoProfile(PipelineError):
    """There is no profile in this document: what it looks like instead, and what to do."""
