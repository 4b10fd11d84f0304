"""What a person can have got wrong, or what the work can end in, told with what to do next.

PipelineError(what, hint)
├── ProfileError(file, line, key)   a profile that cannot be used as it is
├── NotFound                        no such act, entry, alert, version in the database
└── NotPossible                     asked for something that cannot be done now
"""


class PipelineError(Exception):
    """Something that a person can mend."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint
        super().__init__(f"{what} {hint}".strip())


class ProfileError(PipelineError):
    """A mistake in a profile: where it stands and what would be right."""

    def __init__(
        self, file: str, what: str, hint: str = "", *, line: int | None = None, key: str | None = None
    ) -> None:
        self.file = file
        self.line = line
        self.key = key
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {key}: {what}" if key else f"{place}: {what}", hint)


class NotFound(PipelineError):
    """Nothing by that name."""


class NotPossible(PipelineError):
    """Cannot be done as things stand."""
