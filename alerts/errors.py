"""What can go wrong between an alert and its reader.

AlertError
├── NoContent        an alert that says nothing is never sent
├── BadPayload       stored JSON that is no payload of ours
├── TargetError      the profile's [targets.NAME] cannot be used as it stands
│   └── MissingSecret    ${NAME} is not in the environment
└── SendError        this attempt failed; the delivery row lives on  .retry_after
"""


class AlertError(Exception):
    """An alert cannot be put before its reader."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint  # what to do next, for a person
        super().__init__(f"{what} {hint}".strip())


class NoContent(AlertError):
    """An alert that says nothing is a fault of ours; sending it would teach people to ignore alerts."""


class BadPayload(AlertError):
    """The stored JSON is not a payload that this version understands."""


class TargetError(AlertError):
    """A target of a profile cannot be used as it stands."""


class MissingSecret(TargetError):
    """A secret that the target names is not in the environment."""


class SendError(AlertError):
    """One attempt to deliver failed; another may succeed."""

    def __init__(
        self, what: str, hint: str = "", *, retry_after: float | None = None, about_message: bool = False
    ) -> None:
        super().__init__(what, hint)
        self.retry_after = retry_after  # seconds, as the receiver asked
        self.about_message = about_message  # this message was refused; others may pass
