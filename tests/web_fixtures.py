"""The invented country behind the page: built once, read by all; and a copy for tests that write."""

import shutil
from collections.abc import AsyncIterator
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import web_country
from starlette.types import ASGIApp

from pipeline.web.app import make_app
from pipeline.web.site import Options

HOME = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two profiles, changes, alerts, a held page and hostile words."""
    path = tmp_path_factory.mktemp("web") / "lex.db"
    web_country.build(path)
    return path


@pytest.fixture
def own_country(country: Path, tmp_path: Path) -> Path:
    """The same, to be written to."""
    return Path(shutil.copy(country, tmp_path / "lex.db"))


@pytest.fixture(scope="session")
def app(country: Path) -> ASGIApp:
    """The read-only page of the invented country."""
    return make_app(Options(country), now=lambda: web_country.NOW)


def visit(app: ASGIApp, **more: object) -> httpx.AsyncClient:
    """A visitor of the page; what breaks inside is raised here."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME, **more)  # type: ignore[arg-type]


@pytest.fixture
async def page(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    async with visit(app) as client:
        yield client


@pytest.fixture
def visitor() -> Callable[..., httpx.AsyncClient]:
    return visit
