"""An act that stands on several pages: one version of all of them, or none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from watching import ARTICLES
from watching import OPENED
from watching import PATH
from watching import PROFILE
from watching import World

from db.records import AlertKind
from scraper.parts import unpack

INDEXED = PROFILE.replace("authentic = true", 'authentic = true\nindex = "ol.contents a"')
CHAPTERS = [("1", "2", "3"), ("4", "5", "6", "7"), ("8", "9", "10", "11", "12")]


@pytest.fixture(autouse=True)
def _no_second_attempts() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path, INDEXED) as made:
        publish(made)
        yield made


def part(number: int, changed: dict[str, str] | None = None) -> str:
    """One chapter on a page of its own."""
    articles = ARTICLES | (changed or {})
    body = ""
    for name in CHAPTERS[number]:
        heading, *words = articles[name].split("|")
        body += f"<h3>Article {name}. {heading}</h3>" + "".join(f"<p>{w}</p>" for w in words)
    return f"<html lang=en><head><title>Part</title></head><body><h2>Chapter {number + 1}</h2>{body}</body></html>"


def contents(parts: int = 3, more: str = "") -> str:
    links = "".join(f'<li><a href="code/{n}#top">Chapter {n}</a></li>' for n in range(1, parts + 1))
    return (
        "<html lang=en><head><title>Code of Bees of Meliora</title></head><body><h1>Code of Bees of Meliora</h1>"
        f'<p>Law No. 12-I of 6 May 2001</p><ol class="contents">{links}{more}</ol><a href="/news">News</a></body></html>'
    )


def publish(world: World, changed: dict[str, str] | None = None, edition: str = "1") -> None:
    """The contents and the chapters, each with a validator of its own."""
    world.serves(contents(), etag='"contents"')
    for n in range(3):
        old, new = part(n), part(n, changed)
        world.serves(new, f"{PATH}/{n + 1}", etag=f'"{n}-{edition if old != new else 1}"')


def test_all_parts_are_one_version(world: World) -> None:
    """Every linked part is read, in order, and the act is named by its contents page."""
    assert "first" == world.look()

    last = world.store.queries.last_accepted(world.watched().id)
    assert last is not None
    assert [f"art_{n}" for n in ARTICLES] == [p.eid for p in last.provisions if p.kind == "article"]
    assert ["chp_1", "chp_2", "chp_3"] == [p.eid for p in last.provisions if p.kind == "chapter"]
    assert ("Code of Bees of Meliora", "12-I") == (last.version.act.title, last.version.act.number)
    assert ["/robots.txt", PATH, f"{PATH}/1", f"{PATH}/2", f"{PATH}/3"] == [
        s.path for s in world.site.asked()
    ]
    body = world.store.queries.body(last.body_sha256)
    assert [contents(), part(0), part(1), part(2)] == [one.body.decode() for one in unpack(body)]
    parts = world.store.queries.snapshot(last.version.snapshot_id).parts
    assert ['"contents"', '"0-1"', '"1-1"', '"2-1"'] == [one.etag for one in parts]


def test_unchanged_parts_are_not_sent_again_and_the_evidence_stays_whole(world: World) -> None:
    """Each page is asked whether it changed; what did not is taken from the body before."""
    world.look()
    world.later(days=1)
    assert "unchanged" == world.look()
    assert ['"contents"', '"0-1"', '"1-1"', '"2-1"'] == [
        s.headers.get("if-none-match") for s in world.site.asked() if s.path != "/robots.txt"
    ][4:]
    assert 1 == len(world.store.queries.snapshots(world.watched().id))

    world.later(days=1)
    publish(world, OPENED, "2")
    assert "changed" == world.look()

    last = world.store.queries.last_accepted(world.watched().id)
    assert last is not None
    whole = [one.body.decode() for one in unpack(world.store.queries.body(last.body_sha256))]
    assert [contents(), part(0), part(1, OPENED), part(2)] == whole
    (alert,) = world.alerts()
    assert ("opening",) == alert.entries


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"status": 404}, "Part 2 of 3"),
        ({"status": 503}, "Part 2 of 3"),
        ({"body": ""}, "empty"),
        ({"body": part(1)[:400]}, "cut short"),
        ({"body": part(0)}, "one and the same page"),
        ({"body": "<html><title>Sorry</title><body><p>We will be back soon.</p></body></html>"}, "code/2"),
    ],
)
def test_half_an_act_is_no_act(world: World, broken: dict[str, object], words: str) -> None:
    """A part that is missing, cut, replaced by another or by a page of apology holds the whole: nothing is repealed."""
    world.look()
    world.later(days=1)
    given = {"body": "", **broken}
    world.site.serves(f"{PATH}/2", **given)  # type: ignore[arg-type]

    (looked,) = world.passes(only="code-en").looked

    assert "held" == str(looked.outcome)
    assert words in (looked.why or "")
    assert [] == world.alerts()
    assert 1 == len(world.alerts(AlertKind.OPERATOR))
    newest = world.store.queries.snapshots(world.watched().id, 1)[0]
    assert newest.parts, "what came is evidence, with the list of what did not"
    world.later(days=1)
    publish(world)
    assert "unchanged" == world.look()


def test_a_new_chapter_is_read(world: World) -> None:
    """The contents page says what the parts are, each time."""
    world.look()
    world.later(days=1)
    world.serves(contents(4), etag='"more"')
    world.serves(
        "<html><body><h2>Chapter 4</h2><h3>Article 13. Wax</h3><p>Wax is free.</p></body></html>", f"{PATH}/4"
    )

    assert "changed" == world.look()
    assert ["art_13"] == [
        c.change.eid
        for c in world.store.queries.changes()
        if c.change.kind == "inserted" and "art" in c.change.eid
    ]


def test_parts_elsewhere_are_not_fetched_unless_named(world: World) -> None:
    """A link to another host is a part that may not be asked, so the act is not whole."""
    world.serves(contents(more='<li><a href="http://127.0.0.2:1/x">Annex</a></li>'))

    (looked,) = world.passes(only="code-en").looked

    assert "held" == str(looked.outcome)
    assert "may not be asked" in (looked.why or "")


def test_robots_bind_every_part(world: World) -> None:
    """A chapter that robots.txt keeps back is a missing chapter."""
    world.site.robots(f"User-agent: *\nDisallow: {PATH}/2")

    (looked,) = world.passes(only="code-en").looked

    assert "held" == str(looked.outcome)
    assert "robots.txt" in (looked.why or "")
    assert () == world.site.asked(f"{PATH}/2")
    assert () == world.site.asked(f"{PATH}/3"), "nothing more is asked once the act cannot be whole"


def test_a_contents_page_without_links_is_told(world: World) -> None:
    """A new layout of the contents page is the operator's business, not a repeal of everything."""
    world.look()
    world.later(days=1)
    world.serves("<html><body><h1>Code of Bees of Meliora</h1><p>New design</p></body></html>")

    (looked,) = world.passes(only="code-en").looked

    assert "held" == str(looked.outcome)
    assert "has no link" in (looked.why or "")
