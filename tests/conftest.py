"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data() -> Path:
    """Real official law, where it is at hand; tests that need it are skipped where it is not."""
    path = Path(os.environ.get("LEXWATCH_DATA", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip("no real law at hand (set LEXWATCH_DATA)")
    return path
