"""Review in the page: who may, forms that are ours, and that what is done is the desk's own doing."""

import re
from collections.abc import AsyncIterator
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import web_country
from starlette.types import ASGIApp

from db.open import open_reader
from db.open import open_writer
from db.records import AlertState
from db.records import VersionState
from pipeline.web.app import make_app
from pipeline.web.desk.attempts import BOTH
from pipeline.web.desk.review import Review
from pipeline.web.desk.users import Proxy
from pipeline.web.desk.users import Role
from pipeline.web.desk.users import User
from pipeline.web.desk.users import Users
from pipeline.web.desk.users import UsersError
from pipeline.web.desk.users import hash_password
from pipeline.web.desk.users import is_password
from pipeline.web.desk.users import load_users
from pipeline.web.site import Options

pytestmark = pytest.mark.anyio

SECRET = "four words in order"
HASHED = hash_password(SECRET)
USERS = Users(
    users={
        "rea": User(role=Role.READER, password=HASHED),
        "anna": User(role=Role.REVIEWER, password=HASHED, name="Anna Example"),
        "otto": User(role=Role.OPERATOR, password=HASHED),
        "pia": User(role=Role.REVIEWER),
    }
)


class Clock:
    """The time, moved by a test."""

    def __init__(self) -> None:
        self.now = web_country.NOW

    def __call__(self) -> object:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(own_country: Path, clock: Clock) -> ASGIApp:
    """The page with review, over a database of its own."""
    return make_app(Options(own_country, review=Review(USERS)), now=clock)  # type: ignore[arg-type]


@pytest.fixture
async def page(desk: ASGIApp, visitor: Callable[..., httpx.AsyncClient]) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(desk) as client:
        yield client


async def log_in(page: httpx.AsyncClient, user: str, password: str = SECRET, **more: str) -> httpx.Response:
    return await page.post("/login", data={"user": user, "password": password, **more})


async def token(page: httpx.AsyncClient, address: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', (await page.get(address)).text)
    assert found is not None
    return found[1]


async def test_nothing_is_read_before_logging_in(page: httpx.AsyncClient) -> None:
    """Every page asks who is there; / does so with 200, a program is told 401 and how."""
    assert 200 == (await page.get("/")).status_code
    assert "Averland" not in (await page.get("/")).text
    for address in ("/profiles/averland", "/alerts/1", "/snapshots/1/raw", "/search?q=lantern"):
        answer = await page.get(address)
        assert 401 == answer.status_code
        assert "lantern" not in answer.text.lower().replace("q=lantern", "")
    told = await page.get("/index.json")
    assert (401, True) == (told.status_code, told.headers["www-authenticate"].startswith("Basic"))
    assert 200 == (await page.get("/healthz")).status_code
    assert 200 == (await page.get("/static/style.css")).status_code


async def test_logging_in_leads_back_to_where_one_wanted(page: httpx.AsyncClient) -> None:
    """The cookie cannot be read by script, is not sent by foreign forms, and the way back is here."""
    answer = await log_in(page, "anna", to="/alerts/2?view=sides")

    assert (303, "/alerts/2?view=sides") == (answer.status_code, answer.headers["location"])
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "Anna Example, reviewer" in (await page.get("/")).text
    assert "/" == (await log_in(page, "anna", to="https://evil.example/")).headers["location"]


async def test_a_cookie_stays_on_https_where_the_page_is_there(
    own_country: Path, visitor: Callable[..., httpx.AsyncClient]
) -> None:
    """Behind https, the cookie is never sent in clear."""
    options = Options(own_country, review=Review(USERS), address="https://watch.example.org")
    async with visitor(make_app(options, now=lambda: web_country.NOW)) as page:
        assert "secure" in (await log_in(page, "anna")).headers["set-cookie"].lower()


@pytest.mark.parametrize(("user", "password"), [("anna", "wrong"), ("nobody", SECRET), ("pia", ""), ("", "")])
async def test_a_wrong_password_is_not_told_apart(page: httpx.AsyncClient, user: str, password: str) -> None:
    """Wrong name, wrong password and a person without one look the same."""
    answer = await log_in(page, user, password)

    assert 401 == answer.status_code
    assert "Name or password is not right." in answer.text
    assert "set-cookie" not in answer.headers


async def test_guessing_is_slowed_down(page: httpx.AsyncClient, clock: Clock) -> None:
    """After a few wrong passwords even the right one waits a quarter of an hour."""
    for _ in range(BOTH):
        assert 401 == (await log_in(page, "anna", "wrong")).status_code
    assert 429 == (await log_in(page, "anna")).status_code
    assert 303 == (await log_in(page, "otto")).status_code
    clock.now += timedelta(minutes=16)
    assert 303 == (await log_in(page, "anna")).status_code


async def test_a_session_ends(page: httpx.AsyncClient, clock: Clock) -> None:
    """By logging out, and by itself after a working day."""
    await log_in(page, "anna")
    csrf = await token(page, "/")
    assert 303 == (await page.post("/logout", data={"csrf": csrf})).status_code
    assert 401 == (await page.get("/alerts")).status_code
    await log_in(page, "anna")
    clock.now += timedelta(hours=13)
    assert 401 == (await page.get("/alerts")).status_code


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("acknowledge", AlertState.ACKNOWLEDGED),
        ("accept", AlertState.ACCEPTED),
        ("dismiss", AlertState.DISMISSED),
    ],
)
async def test_an_alert_is_acted_on(
    page: httpx.AsyncClient, own_country: Path, action: str, state: AlertState
) -> None:
    """The alert changes, and who, when and why stand beside it."""
    await log_in(page, "anna")
    form = {"csrf": await token(page, "/alerts/2"), "why": "because <b>it</b> is so"}
    answer = await page.post(f"/alerts/2/{action}", data=form)

    assert (303, "/alerts/2") == (answer.status_code, answer.headers["location"])
    with open_reader(own_country) as queries:
        alert = queries.alert(2)
        assert alert is not None
        assert state == alert.state
        (review,) = queries.reviews(alert_id=2)
        assert ("anna", action, "because <b>it</b> is so") == (review.who, review.what, review.why)
    assert "because &lt;b&gt;it&lt;/b&gt; is so" in (await page.get("/alerts/2")).text


async def test_what_is_settled_is_offered_only_what_it_takes(page: httpx.AsyncClient) -> None:
    """An accepted alert takes notes; a dismissed one can be taken up again; neither is accepted anew."""
    await log_in(page, "anna")
    for number, action, again in ((2, "accept", False), (1, "dismiss", True)):
        form = {"csrf": await token(page, f"/alerts/{number}"), "why": "so it is"}
        assert 303 == (await page.post(f"/alerts/{number}/{action}", data=form)).status_code
        text = (await page.get(f"/alerts/{number}")).text
        for offered, is_there in (
            ("accept", False),
            ("dismiss", False),
            ("acknowledge", again),
            ("note", True),
        ):
            assert is_there == (f'action="/alerts/{number}/{offered}"' in text), (number, offered)


async def test_accepting_makes_the_line_hold(page: httpx.AsyncClient) -> None:
    """The verdict follows at once: what was kept in memory is looked up anew."""

    async def verdict() -> str:
        return str((await page.get("/profiles/averland/illegal-access.json")).json()["verdict"])

    await log_in(page, "anna")
    assert "changed" == await verdict()
    assert 1 == (await page.get("/index.json")).json()["lines"]["changed"]
    await page.post("/alerts/2/accept", data={"csrf": await token(page, "/alerts/2")})
    assert "holds" == await verdict()
    assert 0 == (await page.get("/index.json")).json()["lines"]["changed"]


async def test_a_line_is_vouched_for(page: httpx.AsyncClient) -> None:
    """A person who checked a line makes today's law what it relies on."""
    await log_in(page, "anna")
    form = {"csrf": await token(page, "/profiles/averland/misuse")}
    answer = await page.post("/profiles/averland/misuse/vouch", data=form)

    assert 303 == answer.status_code
    told = (await page.get("/profiles/averland/misuse.json")).json()
    assert ("holds", "anna") == (told["verdict"], told["baselines"][0]["who"])


async def test_only_an_operator_decides_on_held_pages(page: httpx.AsyncClient, own_country: Path) -> None:
    """A reviewer is refused; an operator's word is kept."""
    await log_in(page, "anna")
    assert "It is not the law" not in (await page.get("/held/9")).text
    form = {"csrf": await token(page, "/alerts/2"), "why": "a maintenance page"}
    assert 403 == (await page.post("/held/9/reject", data=form)).status_code
    await log_in(page, "otto")
    form["csrf"] = await token(page, "/held/9")
    assert 303 == (await page.post("/held/9/reject", data=form)).status_code
    with open_reader(own_country) as queries:
        version = queries.version(9)
        assert version is not None
        assert (VersionState.REJECTED, "otto") == (version.state, version.decided_by)


async def test_a_page_that_cannot_be_read_cannot_be_accepted(page: httpx.AsyncClient) -> None:
    """The desk's refusal is told in its words, and nothing is decided."""
    await log_in(page, "otto")
    answer = await page.post(
        "/held/9/accept", data={"csrf": await token(page, "/held/9"), "why": "I think so"}
    )

    assert 409 == answer.status_code
    assert "cannot be read as law" in answer.text


async def test_dismissing_asks_why(page: httpx.AsyncClient) -> None:
    """Without a word the alert stays as it is."""
    await log_in(page, "anna")
    answer = await page.post("/alerts/2/dismiss", data={"csrf": await token(page, "/alerts/2"), "why": "  "})

    assert 409 == answer.status_code
    assert "open" == (await page.get("/alerts/2.json")).json()["state"]


async def test_a_reader_reads(page: httpx.AsyncClient) -> None:
    """No form is shown, and none is taken."""
    await log_in(page, "rea")
    text = (await page.get("/alerts/2")).text
    csrf = await token(page, "/")

    assert "/alerts/2/accept" not in text
    assert 403 == (await page.post("/alerts/2/accept", data={"csrf": csrf})).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8000.evil.example"},
    ],
)
async def test_a_form_from_elsewhere_is_refused(page: httpx.AsyncClient, headers: dict[str, str]) -> None:
    """Even with the right token: it did not come from a page of ours."""
    await log_in(page, "anna")
    form = {"csrf": await token(page, "/alerts/2")}

    assert 403 == (await page.post("/alerts/2/accept", data=form, headers=headers)).status_code
    assert (
        403
        == (await page.post("/login", data={"user": "anna", "password": SECRET}, headers=headers)).status_code
    )


async def test_a_form_needs_its_session_s_token(
    page: httpx.AsyncClient, desk: ASGIApp, visitor: Callable[..., httpx.AsyncClient]
) -> None:
    """None, a wrong one, or another session's: nothing happens."""
    await log_in(page, "anna")
    async with visitor(desk) as other:
        await log_in(other, "anna")
        foreign = await token(other, "/")
    for csrf in ("", "0" * 64, foreign):
        assert 403 == (await page.post("/alerts/2/accept", data={"csrf": csrf})).status_code
    assert "open" == (await page.get("/alerts/2.json")).json()["state"]


async def test_a_program_reads_with_a_password_and_never_writes(page: httpx.AsyncClient) -> None:
    """Feed readers send name and password; a form sent that way is refused."""
    auth = httpx.BasicAuth("rea", SECRET)
    assert 200 == (await page.get("/profiles/averland.atom", auth=auth)).status_code
    assert 401 == (await page.get("/profiles/averland.atom", auth=httpx.BasicAuth("rea", "x"))).status_code
    assert 403 == (await page.post("/alerts/2/accept", auth=httpx.BasicAuth("otto", SECRET))).status_code


async def test_reading_may_be_open(own_country: Path, visitor: Callable[..., httpx.AsyncClient]) -> None:
    """`reading = "open"`: all read, and who is logged in acts."""
    review = Review(USERS.model_copy(update={"reading": "open"}))
    async with visitor(make_app(Options(own_country, review=review), now=lambda: web_country.NOW)) as page:
        text = (await page.get("/alerts/2")).text
        assert "Log in to review" in text
        assert "/alerts/2/accept" not in text
        assert 403 == (await page.post("/alerts/2/accept", data={})).status_code


async def test_a_proxy_is_believed_only_from_its_place(own_country: Path) -> None:
    """The header counts from the proxy's own address, for users of the file; from elsewhere it is nothing."""
    review = Review(
        USERS.model_copy(update={"proxy": Proxy.model_validate({"header": "X-User", "from": ["10.0.0.9"]})})
    )
    app = make_app(Options(own_country, review=review), now=lambda: web_country.NOW)

    async def status(place: str, user: str) -> int:
        way = httpx.ASGITransport(app, client=(place, 5))
        async with httpx.AsyncClient(transport=way, base_url="http://127.0.0.1") as page:
            return (await page.get("/alerts", headers={"x-user": user})).status_code

    assert 200 == await status("10.0.0.9", "pia")
    assert 401 == await status("10.0.0.9", "stranger")
    assert 401 == await status("10.0.0.8", "pia")


async def test_a_busy_database_is_told(page: httpx.AsyncClient, own_country: Path) -> None:
    """While another process writes, an action waits for later and says so; reading goes on."""
    await log_in(page, "anna")
    form = {"csrf": await token(page, "/alerts/2")}
    with open_writer(own_country):
        answer = await page.post("/alerts/2/accept", data=form)
        assert 503 == answer.status_code
        assert 200 == (await page.get("/alerts/2")).status_code
    assert 303 == (await page.post("/alerts/2/accept", data=form)).status_code


async def test_a_huge_form_is_refused(page: httpx.AsyncClient) -> None:
    """A form past its bound is not read, and does nothing."""
    await log_in(page, "anna")
    form = {"csrf": await token(page, "/alerts/2"), "why": "x" * 100_000}

    assert 403 == (await page.post("/alerts/2/accept", data=form)).status_code


def test_passwords_are_hashed() -> None:
    """Twice the same password is two hashes; each takes its own password only."""
    assert HASHED != hash_password(SECRET)
    assert is_password(SECRET, HASHED)
    assert not is_password(SECRET + " ", HASHED)
    assert SECRET not in HASHED


def test_the_file_of_users(tmp_path: Path) -> None:
    """Read as documented; a mistake names its place."""
    file = tmp_path / "users.toml"
    file.write_text(f'[users.anna]\nrole = "reviewer"\npassword = "{HASHED}"\n')
    assert Role.REVIEWER == load_users(file).users["anna"].role
    for wrong in (
        "", "[users.a]\nrole = 'king'", "[users.a]\nrole = 'reader'\npassword = 'plain'", "x",
        "[users.a]\nrole = 'reader'\npassword = 'scrypt:40:8:1:AA==:AA=='", "[users.a]\nrole = 'reader'\nage = 3",
    ):  # fmt: skip
        file.write_text(wrong)
        with pytest.raises(UsersError):
            load_users(file)
    with pytest.raises(UsersError):
        load_users(tmp_path / "none.toml")


def test_roles_grow() -> None:
    """An operator may what a reviewer may, and so on down."""
    review = Review(USERS)
    session = review._session("anna", "x")
    assert session is not None
    assert [True, True, False] == [session.may(r) for r in Role]
    assert not replace(session, role=Role.READER).may(Role.REVIEWER)
