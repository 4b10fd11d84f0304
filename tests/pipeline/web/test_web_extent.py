"""Two versions of other extent, compared on the page: what the older one never held is not called new."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from watching import ARTICLES
from watching import PROFILE
from watching import World
from watching import code

from pipeline.looking import by_hand
from pipeline.web.app import make_app
from pipeline.web.site import Options

pytestmark = pytest.mark.anyio

WHOLE = PROFILE.replace(
    'language = "en"\nauthentic',
    'language = "en"\nexpect = { articles = { first = "1", last = "12", at_least = 12 } }\nauthentic',
    1,
)
AFTER = ARTICLES["4"].replace("forty", "sixty")


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """Articles 4 to 6 saved by hand, then the whole code, in which Article 4 was amended."""
    with World(tmp_path, text=WHOLE) as world:
        page = tmp_path / "fragment.html"
        page.write_text(code(without=tuple(n for n in ARTICLES if n not in {"4", "5", "6"})))
        by_hand.add_pages(world.store, world.watched(), [page], captured=world.now, now=world.now, part=True)
        world.later(days=1)
        world.serves(code({"4": AFTER}))
        assert "changed" == world.look()
    return tmp_path / "lexwatch.db"


async def test_what_an_older_fragment_did_not_hold_is_not_called_new(
    grown: Path, visitor: Callable[..., httpx.AsyncClient]
) -> None:
    """Only the amendment is told; the nine articles beyond are counted."""
    async with visitor(make_app(Options(grown))) as page:
        told = (await page.get("/acts/xm/code/compare.json")).json()["changes"]
        assert [("amended", "art_4__para_1")] == [(c["kind"], c["eid"]) for c in told]
        text = (await page.get("/acts/xm/code/compare")).text
        assert "lie beyond what the older one held, and are not called new." in text
