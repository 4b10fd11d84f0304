"""`lexwatch try` and `lexwatch profile init`: a source is looked at before it stands in a profile."""

import json
import tomllib
from pathlib import Path

import pytest
from command import Ran
from command import lexwatch
from scripted_site import Certificates
from scripted_site import Site

from pipeline.profile.load import load
from pipeline.verdicts.resolve import cited_by

ARTICLES = 12


def code(
    title: str = "Code of Wires of Borduria (as amended on 3 May 2019)", articles: int = ARTICLES
) -> str:
    """A small invented code."""
    body = "".join(
        f"<h3>Chapter {n // 6 + 1}. Wires of kind {n // 6 + 1}</h3>"
        * (n % 6 == 0)
        + f"<p><b>Article {n + 1}. Wire {n + 1}</b></p>"
        f"<p>1. Whoever cuts wire {n + 1} of the state pays a fine of {n + 10} crowns.</p>"
        f"<p>2. Whoever mends wire {n + 1} again pays nothing at all.</p>"
        for n in range(articles)
    )
    return f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


SHELL = "<!doctype html><html><head><title>Law</title><script src='/app.js'></script></head><body><div id='root'></div></body></html>"


def tried(where: Path, *words: str) -> Ran:
    return lexwatch("try", *words, "--private-addresses", "--gap", "0s", cwd=where)


def pasted(toml: str) -> dict[str, object]:
    """The source of a profile into which the TOML was pasted."""
    whole = f'title = "B"\ncountry = "BO"\n[[acts]]\nkey = "a"\ntitle = "A"\n{toml}'
    source: dict[str, object] = tomllib.loads(whole)["acts"][0]["sources"][0]
    return source


def test_it_says_what_came_and_what_to_paste(site: Site, tmp_path: Path) -> None:
    """Status, type, size, robots, TLS, format, outline, counts, and TOML with a contract that this page keeps."""
    site.robots("User-agent: *\nDisallow: /api/\nCrawl-delay: 1")
    site.serves("/code", code())
    ran = tried(tmp_path, site.url("/code"), "--json")
    assert (0, "") == (ran.code, ran.err)
    told = ran.json
    assert (200, "http", ARTICLES, "Article 1", "Article 12") == (
        told["status"],
        told["fetcher"],
        told["units"],
        told["first"].rstrip("."),
        told["last"].rstrip("."),
    )
    assert "allows this address, with 1 s" in told["robots"]
    assert told["tls"].startswith("no TLS")
    assert [6, 6] == [row["units"] for row in told["outline"]]
    assert {
        "url": site.url("/code"),
        "language": "en",
        "authentic": True,
        "expect": {
            "title": "Code of Wires of Borduria",
            "articles": {"first": "1", "last": "12", "at_least": 12},
        },
    } == pasted(told["toml"])


def test_it_stores_nothing(site: Site, tmp_path: Path) -> None:
    """No database, no file."""
    site.serves("/code", code())
    tried(tmp_path, site.url("/code"))
    assert [] == list(tmp_path.iterdir())


def test_people_read_the_same(site: Site, tmp_path: Path) -> None:
    """Words for a person, the TOML among them."""
    site.serves("/code", code())
    site.redirects("/old", "/code")
    ran = tried(tmp_path, site.url("/old"))
    assert 0 == ran.code
    for words in (
        "sent on to",
        "12 articles",
        "Chapter 2",
        "charset utf-8",
        "Nothing speaks against",
        "[[acts.sources]]",
    ):
        assert words in ran.out


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (SHELL, "--browser"),
        ("<html><body><p>We are down for maintenance.</p></body></html>", "maintenance"),
    ],
)
def test_what_is_no_law_is_named(site: Site, tmp_path: Path, answer: str, words: str) -> None:
    """Exit code 1, what it looks like, and what to do."""
    site.serves("/code", answer)
    ran = tried(tmp_path, site.url("/code"), "--json")
    assert 1 == ran.code
    assert words in json.dumps(ran.json)
    assert (None, None) == (ran.json["toml"], ran.json.get("units"))
    people = tried(tmp_path, site.url("/code"))
    assert (1, True) == (people.code, "No law was read" in people.out)


def test_a_site_that_says_no_is_not_asked(site: Site, tmp_path: Path) -> None:
    """robots.txt forbids the address: it is told, and the page is never fetched."""
    site.robots("User-agent: *\nDisallow: /code")
    site.serves("/code", code())
    ran = tried(tmp_path, site.url("/code"), "--json")
    assert 1 == ran.code
    assert "does not allow" in ran.json["robots"]
    assert () == site.asked("/code")


def test_an_error_of_the_server_is_told(site: Site, tmp_path: Path) -> None:
    """404: the words of the error, the status, nothing to paste."""
    site.serves("/code", "<html><body>There is nothing here.</body></html>", status=404)
    told = tried(tmp_path, site.url("/code"), "--json").json
    assert (404, None) == (told["status"], told["toml"])
    assert told["error"]["what"]


def test_a_private_address_needs_leave(site: Site, tmp_path: Path) -> None:
    """Without the option, this machine is not asked."""
    site.serves("/code", code())
    ran = lexwatch("try", site.url("/code"), "--json", cwd=tmp_path)
    assert (1, ()) == (ran.code, site.asked())


def test_a_certificate_that_does_not_hold_is_told(certificates: Certificates, tmp_path: Path) -> None:
    """The TLS finding says so; with the CA named, the page is read and the TOML carries it."""
    with Site(tls=certificates) as site:
        site.serves("/code", code())
        address = site.url("/code", host="localhost")
        ran = tried(tmp_path, address, "--json")
        assert (1, True) == (ran.code, "certificate" in ran.json["tls"])
        told = tried(tmp_path, address, "--ca-file", certificates.ca_file, "--json").json
    assert told["tls"].startswith("TLS, verified")
    assert certificates.ca_file == pasted(told["toml"])["ca_file"]


def test_a_file_is_tried_as_well(tmp_path: Path) -> None:
    """A page saved by hand: the way in is "file", the format can be asked for."""
    page = tmp_path / "saved.html"
    page.write_text(code(), encoding="utf-8")
    told = lexwatch("try", page, "--format", "html", "--json", cwd=tmp_path).json
    source = pasted(told["toml"])
    assert ("file", "html", ARTICLES) == (source["fetch"], source["format"], told["units"])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """In words, exit code 1."""
    ran = lexwatch("try", "nowhere.html", "--json", cwd=tmp_path)
    assert (1, "") == (ran.code, ran.err)
    assert "nowhere.html" in ran.json["error"]["what"]


def test_a_short_code_is_doubted(site: Site, tmp_path: Path) -> None:
    """Text in another language than was said: a check would hold it, and that is said."""
    site.serves("/code", code())
    ran = tried(tmp_path, site.url("/code"), "--language", "ru")
    assert "A check would hold this page" in ran.out


def test_init_writes_a_profile_that_works(site: Site, tmp_path: Path) -> None:
    """Country and address given, the rest asked: the file loads and its example finds its article."""
    site.serves("/code", code())
    ran = lexwatch(
        "profile", "init", "--act", site.url("/code"), "--private-addresses", "-o", "bo.toml",
        cwd=tmp_path, stdin="BO\nBorduria\nlaw@example.org\nCode of Wires of Borduria\n",
    )  # fmt: skip
    assert 0 == ran.code, ran.err
    profile = load(tmp_path / "bo.toml")
    assert ("Borduria", "BO", "law@example.org", True) == (
        profile.title,
        profile.country,
        profile.defaults.contact,
        profile.defaults.private_addresses,
    )
    assert [("code-of-wires-of-borduria", ("1",))] == [
        (c.act, tuple(u.article for u in c.units)) for c in cited_by(profile.entries[0], profile)
    ]
    check = lexwatch("check", "bo.toml", "--json", cwd=tmp_path)
    assert (0, {"first": 1}) == (check.code, check.json["outcomes"])


def test_init_does_not_overwrite(site: Site, tmp_path: Path) -> None:
    """What stands there stays."""
    site.serves("/code", code())
    (tmp_path / "bo.toml").write_text("mine")
    ran = lexwatch(
        "profile", "init", "--country", "BO", "--title", "B", "--act", site.url("/code"), "--act-title", "Code",
        "--contact", "", "--private-addresses", "-o", "bo.toml", cwd=tmp_path,
    )  # fmt: skip
    assert (1, "mine") == (ran.code, (tmp_path / "bo.toml").read_text())


def test_init_refuses_what_is_no_law(site: Site, tmp_path: Path) -> None:
    """A script shell gives no profile."""
    site.serves("/code", SHELL)
    ran = lexwatch(
        "profile", "init", "--country", "BO", "--title", "B", "--act", site.url("/code"), "--act-title", "Code",
        "--contact", "", "--private-addresses", "-o", "bo.toml", cwd=tmp_path,
    )  # fmt: skip
    assert (1, False) == (ran.code, (tmp_path / "bo.toml").exists())
    assert "Traceback" not in ran.err
