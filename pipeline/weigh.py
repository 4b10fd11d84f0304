"""placeholder"""
from db.law import Change
RULES: dict[str, tuple[str, str]] = {}
def weigh(change: Change, language: str | None = None) -> tuple[str, ...]:
    return ()
