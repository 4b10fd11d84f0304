"""The whole story on the demo's database, in a browser: from the alert's address in the mail to a green line."""

import shutil
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pictures import NOW
from pictures import demo_database
from web_tabs import Watched
from web_tabs import axe_asks
from web_tabs import served
from web_tabs import tab

from db.open import open_reader
from db.open import open_writer
from db.records import AlertState
from pipeline.web.app import make_app
from pipeline.web.desk.review import Review
from pipeline.web.desk.users import Role
from pipeline.web.desk.users import User
from pipeline.web.desk.users import Users
from pipeline.web.desk.users import hash_password
from pipeline.web.site import Options

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SECRET = "four words in order"
FEED = "/profiles/valdoria.atom"


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's database and profile, to be written to."""

    database: Path
    profile: Path

    @property
    def lines(self) -> dict[str, dict[str, object]]:
        told = tomllib.loads(self.profile.read_text(encoding="utf-8"))
        return {entry["key"]: entry for entry in told["entries"]}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, played once; in a thread of its own, since a browser's test runs inside a loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(demo_database, tmp_path_factory.mktemp("story")).result()


@pytest.fixture
def demo(played: Path, tmp_path: Path) -> Demo:
    """A copy, whose database knows the profile where its copy stands, with a comment that has to stay."""
    made = Demo(Path(shutil.copy(played, tmp_path / "lexwatch.db")), tmp_path / "valdoria.toml")
    text = f"# ours\n{played.with_name('valdoria.toml').read_text(encoding='utf-8')}"
    made.profile.write_text(text, encoding="utf-8")
    with open_writer(made.database) as store:
        store.keep_profile("valdoria", "Valdoria", "XV", str(made.profile), toml=text, now=NOW)
    return made


@contextmanager
def logged_in(browser: "Browser", demo: Demo, **more: object) -> Iterator[Watched]:
    """A reviewer at the alert, who came by its address."""
    review = Review(Users(users={"anna": User(role=Role.REVIEWER, password=hash_password(SECRET))}))
    app = make_app(Options(demo.database, review=review), now=lambda: NOW)
    with served(app) as home, tab(browser, home, **more) as seen:
        seen.go("/alerts/1")
        seen.page.fill("#user", "anna")
        seen.page.fill("#password", SECRET)
        seen.page.click(".login button")
        assert seen.page.url.endswith("/alerts/1")
        seen.said.clear()  # the browser notes the 401 of the first visit
        yield seen


def test_from_the_mail_to_a_green_line(browser: "Browser", demo: Demo) -> None:
    """Redline inline and side by side, the ready edit, accept with it: file, verdicts, alert and feed say so."""
    with logged_in(browser, demo, java_script_enabled=False) as seen:
        page = seen.page
        assert ["ninety", "one hundred and twenty"] == page.locator("#c1 del, #c1 ins").all_inner_texts()
        page.click("text=Side by side")
        assert ["ninety"] == page.locator("#c1 .sides > div:first-child del").all_inner_texts()
        assert ["one hundred and twenty"] == page.locator("#c1 .sides > div:last-child ins").all_inner_texts()
        page.click("text=Inline")
        assert "and Art. 15" == page.locator("#edit-misuse-of-devices .sentence del").inner_text()
        assert "The edit is certain." in page.locator("#edit-misuse-of-devices .meta").inner_text()
        assert {"changed": 3, "broken": 1} == _verdicts(seen)
        before = page.request.get(f"{seen.home}{FEED}").text()

        page.fill("#why-with-edit", "Art. 15 is gone")
        page.click("text=Write the edit and accept")

        assert page.url.endswith("/alerts/1")
        assert "accepted" == page.locator("b.state-accepted").inner_text()
        assert {"holds": 4} == _verdicts(seen)
        assert page.locator("text=Art. 15 is gone").first.is_visible()
        seen.go("/profiles/valdoria")
        assert ["✓holds"] * 9 == [
            v for v in page.locator(".standing .v").all_text_contents() if "no law" not in v
        ]
        after = page.request.get(f"{seen.home}{FEED}").text()
        assert "Accepted" not in before
        assert "Accepted" in after
        assert [] == seen.left + seen.said
    assert "Art. 14 of the Criminal Code of Valdoria" == demo.lines["misuse-of-devices"]["text"]
    assert NOW.date() == demo.lines["illegal-access"]["checked"]
    assert demo.profile.read_text(encoding="utf-8").startswith("# ours\n")
    with open_reader(demo.database) as queries:
        alert = queries.alert(1)
        assert alert is not None
        assert alert.state is AlertState.ACCEPTED
        assert ["accept"] == [r.what for r in queries.reviews(alert_id=1) if r.who == "anna"]


def test_a_file_changed_since_is_not_written(browser: "Browser", demo: Demo) -> None:
    """What somebody else wrote into the profile meanwhile stays; the person is asked to read again."""
    with logged_in(browser, demo, java_script_enabled=False) as seen:
        theirs = demo.profile.read_text(encoding="utf-8") + "\n# a word of somebody else\n"
        demo.profile.write_text(theirs, encoding="utf-8")
        seen.page.click(".accept button.main")
        assert "has changed since this edit was shown" in seen.page.locator("main").inner_text()
    assert theirs == demo.profile.read_text(encoding="utf-8")
    with open_reader(demo.database) as queries:
        alert = queries.alert(1)
        assert alert is not None
        assert alert.state is AlertState.OPEN


def test_a_task_and_a_note_stand_beside_the_alert(browser: "Browser", demo: Demo) -> None:
    """Given in the page, they are told on it, in the list and in the JSON; a task that is late says so."""
    with logged_in(browser, demo, java_script_enabled=False) as seen:
        page = seen.page
        page.click("summary:text-is('Assign')")
        page.fill("#assign-to", "Anna Example")
        page.fill("#assign-due", "2026-11-24")
        page.click("button:text-is('Assign')")
        page.click("summary:text-is('Note')")
        page.fill("#why-alerts-1-note", "The ministry is asked")
        page.click("text=Keep the note")
        assert "task of Anna Example, late: due 24 November 2026" in page.locator("main > .meta").inner_text()
        assert page.locator("q:text-is('The ministry is asked')").is_visible()
        told = page.request.get(f"{seen.home}/alerts/1.json").json()
        assert {"to": "Anna Example", "due": "2026-11-24"} == told["assigned"]
        assert set(told["entries"]) == {p["entry"] for p in told["proposals"]}
        seen.go("/alerts")
        assert "late" in page.locator(".card .meta").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_people_act(browser: "Browser", demo: Demo, scheme: str) -> None:
    """The alert with its forms opened, the line with its ready edit, both again once it is settled; 360 px wide."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    narrow = {"width": 360, "height": 740}
    with logged_in(browser, demo, color_scheme=scheme, viewport=narrow) as seen:
        for settled in (False, True):
            for address in ("/alerts/1?view=sides", "/profiles/valdoria/misuse-of-devices", "/alerts/1"):
                seen.go(address)
                seen.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
                result = axe.run(seen.page, options=axe_asks(scheme))
                found += [
                    (address, v["id"], v["nodes"][0]["html"][:200]) for v in result.response["violations"]
                ]
                assert 360 == seen.page.evaluate("document.documentElement.scrollWidth")
            if not settled:
                seen.page.click(".accept button.main")
        assert [] == seen.said
    assert [] == found


def test_without_review_nothing_can_be_done_but_all_is_told(browser: "Browser", demo: Demo) -> None:
    """The ready edit is there for everybody, with the command that carries it out and as a patch; no form writes."""
    with served(make_app(Options(demo.database), now=lambda: NOW)) as home, tab(browser, home) as seen:
        seen.go("/alerts/1")
        assert 0 == seen.page.locator("form[method=post]").count()
        assert (
            f"lexwatch alerts accept 1 --edit --db {demo.database}"
            == seen.page.locator(".carry code").inner_text()
        )
        patch = seen.page.request.get(f"{home}/alerts/1/edit.patch").text()
        assert '-text = "Art. 14 and Art. 15 of the Criminal Code of Valdoria"' in patch.splitlines()
        assert '+text = "Art. 14 of the Criminal Code of Valdoria"' in patch.splitlines()
        assert str(demo.profile.parent) not in patch
        assert 405 == seen.page.request.post(f"{home}/alerts/1/accept-edit").status


def _verdicts(seen: Watched) -> dict[str, int]:
    """How the lines that an alert is about stand, as the page says beside their names."""
    told = [v.strip("!✗✓") for v in seen.page.locator(".touched .v").all_text_contents()]
    return {word: told.count(word) for word in told}
