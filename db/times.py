"""Times as text: UTC, of one width, so that their order as text is their order in time."""

from datetime import UTC
from datetime import datetime


def to_text(at: datetime) -> str:
    """`2026-11-25T07:03:00.000000Z`; a time without a zone is a defect of the caller."""
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {at!r}")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def to_text_or_none(at: datetime | None) -> str | None:
    return None if at is None else to_text(at)


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


def from_text_or_none(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
