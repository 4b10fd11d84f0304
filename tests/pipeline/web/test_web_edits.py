"""The forms beside an alert that ask for more than a word: refused in words, and kept nowhere."""

import re
from collections.abc import AsyncIterator
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import web_country

from db.open import open_reader
from pipeline.web.app import make_app
from pipeline.web.desk.review import Review
from pipeline.web.desk.users import Role
from pipeline.web.desk.users import User
from pipeline.web.desk.users import Users
from pipeline.web.desk.users import hash_password
from pipeline.web.site import Options

pytestmark = pytest.mark.anyio

SECRET = "four words in order"
HASHED = hash_password(SECRET)
USERS = Users(
    users={
        "rea": User(role=Role.READER, password=HASHED),
        "anna": User(role=Role.REVIEWER, password=HASHED),
    }
)


@pytest.fixture
async def page(
    own_country: Path, visitor: Callable[..., httpx.AsyncClient]
) -> AsyncIterator[httpx.AsyncClient]:
    """The page with review, over a database of its own."""
    async with visitor(
        make_app(Options(own_country, review=Review(USERS)), now=lambda: web_country.NOW)
    ) as one:
        yield one


async def log_in(page: httpx.AsyncClient, user: str) -> None:
    await page.post("/login", data={"user": user, "password": SECRET})


async def token(page: httpx.AsyncClient, address: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', (await page.get(address)).text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("action", "form", "words"),
    [
        ("assign", {"to": "  "}, "assigned to somebody"),
        ("assign", {"to": "anna", "due": "soon"}, "cannot be read"),
        ("note", {"why": ""}, "a note has words"),
        ("accept-edit", {"seen": ""}, "nothing was written"),
    ],
)
async def test_what_cannot_be_done_is_said_and_kept_nowhere(
    page: httpx.AsyncClient, own_country: Path, action: str, form: dict[str, str], words: str
) -> None:
    """A refused form answers 409 with a sentence; no act of review is kept."""
    await log_in(page, "anna")
    told = await page.post(f"/alerts/2/{action}", data=form | {"csrf": await token(page, "/alerts/2")})

    assert 409 == told.status_code
    assert words in told.text.lower()
    with open_reader(own_country) as queries:
        assert () == queries.reviews(alert_id=2)


@pytest.mark.parametrize("action", ["assign", "note", "accept-edit"])
async def test_who_only_reads_gives_no_task_and_writes_no_edit(page: httpx.AsyncClient, action: str) -> None:
    """A reader sees the ready edit and no form; a form sent all the same is refused."""
    await log_in(page, "rea")
    shown = (await page.get("/alerts/2")).text
    assert "Ready edit" in shown
    assert f"/alerts/2/{action}" not in shown
    form = {"csrf": await token(page, "/"), "to": "x", "why": "x"}
    assert 403 == (await page.post(f"/alerts/2/{action}", data=form)).status_code


async def test_a_profile_that_is_elsewhere_is_given_a_patch(page: httpx.AsyncClient) -> None:
    """Where the profile's file is not on this machine, no form promises to write it."""
    await log_in(page, "anna")
    shown = (await page.get("/alerts/2")).text
    assert "is not on this machine" in shown
    assert "accept-edit" not in shown
    assert (
        404 == (await page.get("/alerts/2/edit.patch")).status_code
    )  # nothing of it is certain but to read again
    assert 404 == (await page.get("/alerts/999/edit.patch")).status_code
