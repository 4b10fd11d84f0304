"""Bad input: each kind in its own clear words, exit code 1, and nothing lost that was there before."""

import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from command import Ran
from command import lexwatch
from scripted_site import Certificates
from scripted_site import Site
from watching import MAINTENANCE
from watching import PATH
from watching import PROFILE
from watching import code

from db.evidence import verify
from db.open import open_reader
from db.open import open_writer
from pipeline.cli import main

SHELL = (
    '<!doctype html><html><head><title>Register</title><script src="/app.js"></script></head><body>'
    '<noscript>Please enable JavaScript to use this register.</noscript><div id="root"></div></body></html>'
)


@pytest.fixture(scope="module")
def official() -> Iterator[Site]:
    """One site for the module: a source that moves elsewhere would be another question."""
    with Site() as site:
        yield site


@pytest.fixture
def site(official: Site) -> Site:
    """The site as it is before a test says what it does."""
    official._scripts.clear()
    official.forget()
    official.serves(PATH, code())
    return official


@pytest.fixture(scope="module")
def good(official: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database after one good look."""
    folder = tmp_path_factory.mktemp("good")
    official.serves(PATH, code())
    _profile(folder, official)
    assert 0 == lexwatch("check", "meliora.toml", cwd=folder).code
    return folder


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copy(good / "lexwatch.db", tmp_path / "lexwatch.db")
    return tmp_path


def _profile(folder: Path, site: Site | None = None, *, base: str = "", **words: str) -> None:
    text = PROFILE.replace("BASE", site.url("") if site else base)
    for old, new in words.items():
        text = text.replace(f"{old} = ", f"{new} = ", 1)
    (folder / "meliora.toml").write_text(text, encoding="utf-8")


def _check(folder: Path, under: tuple[str, ...] = ()) -> Ran:
    """Another process where the system has a say, else the same command in this one."""
    if under:
        return lexwatch("check", "meliora.toml", "--all", "--json", cwd=folder, under=under)
    with chdir(folder):
        words = ["check", "meliora.toml", "--all", "--json", "--db", "lexwatch.db"]
        done = CliRunner().invoke(main, words)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)


def _nothing_lost(folder: Path) -> None:
    """The version of before is the accepted one, nobody was alerted, the evidence is whole."""
    with open_reader(folder / "lexwatch.db") as queries:
        state = queries.source("xm/code-en")
        assert state is not None
        assert 1 == state.version_id
        assert 12 == sum(p.article == p.label for p in queries.provisions(1))
        assert () == queries.changes(line=None)
    assert () == verify(folder / "lexwatch.db")


def _words(ran: Ran) -> str:
    assert 1 == ran.code, ran.err
    assert "Traceback" not in ran.err
    return " ".join(ran.err.split())


def test_an_unreadable_profile(folder: Path) -> None:
    """No TOML, no file, a folder: told with the file, and the database is as it was."""
    (folder / "meliora.toml").write_text('title = "a\n', encoding="utf-8")
    assert "meliora.toml:1: " in _words(_check(folder))
    (folder / "meliora.toml").unlink()
    assert "there is no profile meliora.toml" in _words(_check(folder))
    (folder / "meliora.toml").mkdir()
    assert "meliora.toml: cannot be read" in _words(_check(folder))
    _nothing_lost(folder)


def test_an_unknown_key(folder: Path) -> None:
    """File, line, key, and what is known there."""
    _profile(folder, base="https://x.example", contact="contakt")
    words = _words(_check(folder))
    assert "meliora.toml:6: defaults.contakt: no such key" in words
    assert "contact" in words
    _nothing_lost(folder)


# what the site does -> the outcome, a word of why, the exit code of the check
PAGES: list[tuple[str, Any, str, str, int]] = [
    ("404", lambda s: s.serves(PATH, "gone", status=404), "gone", "404", 1),
    ("500", lambda s: s.serves(PATH, "broken", status=500), "failed", "500", 1),
    ("empty", lambda s: s.serves(PATH, ""), "held", "empty", 0),
    ("no provision", lambda s: s.serves(PATH, "<html><body><p>Welcome to the island.</p></body></html>"), "held", "", 0),
    ("shell", lambda s: s.serves(PATH, SHELL), "held", "script", 0),
    ("maintenance", lambda s: s.serves(PATH, MAINTENANCE), "held", "maintenance", 0),
    ("cut body", lambda s: s.serves(PATH, code()).cuts_at(900), "failed", "", 1),
    ("half a document", lambda s: s.serves(PATH, code()[:1500]), "held", "", 0),
    ("refused", lambda s: s.serves(PATH, "no", status=403), "failed", "403", 1),
    ("robots", lambda s: s.robots("User-agent: *\nDisallow: /\n"), "failed", "robots", 1),
    ("redirect away", lambda s: s.redirects(PATH, "https://elsewhere.example/"), "failed", "elsewhere", 1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "prepare", "outcome", "why", "exit_code"), PAGES, ids=[p[0] for p in PAGES])
def test_an_answer_that_is_no_law(
    folder: Path, site: Site, name: str, prepare: Any, outcome: str, why: str, exit_code: int
) -> None:
    """Held or failed with its own words; the JSON is whole; never a change, never a version."""
    prepare(site)
    _profile(folder, site)
    ran = _check(folder)
    assert exit_code == ran.code, ran.err
    told = ran.json
    assert ({outcome: 1}, 0) == (told["outcomes"], told["changes"])
    (one,) = told["held"] + told["failed"]
    assert why.lower() in one["why"].lower()
    assert len(one["why"]) > 10
    _nothing_lost(folder)


def test_a_dead_host(folder: Path) -> None:
    """A port where nobody listens: failed, in words, with the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _profile(folder, base=f"http://127.0.0.1:{port}")
    ran = _check(folder)
    assert (1, {"failed": 1}) == (ran.code, ran.json["outcomes"])
    assert "127.0.0.1" in ran.json["failed"][0]["why"]
    _nothing_lost(folder)


def test_a_wrong_certificate(folder: Path, certificates: Certificates) -> None:
    """A certificate of an unknown authority is refused, says how to add one, and is never switched off."""
    with Site(tls=certificates) as site:
        site.serves(PATH, code())
        _profile(folder, base=site.url("").replace("127.0.0.1", "localhost"))
        ran = _check(folder)
    assert (1, {"failed": 1}) == (ran.code, ran.json["outcomes"])
    assert "certificate" in ran.json["failed"][0]["why"].lower()
    assert "ca_file" in ran.json["failed"][0]["why"]
    _nothing_lost(folder)


def test_a_database_of_another_program(tmp_path: Path) -> None:
    """Refused in words, and not a byte of it changes."""
    _profile(tmp_path, base="https://x.example")
    other = sqlite3.connect(tmp_path / "lexwatch.db")
    other.execute("create table precious (x)")
    other.commit()
    other.close()
    before = (tmp_path / "lexwatch.db").read_bytes()
    for words in (("check", "meliora.toml"), ("status",), ("verify",)):
        assert "lexwatch.db" in _words(lexwatch(*words, cwd=tmp_path))
    assert before == (tmp_path / "lexwatch.db").read_bytes()


def test_no_database_at_all(tmp_path: Path) -> None:
    """A file that is no database: refused and left alone."""
    _profile(tmp_path, base="https://x.example")
    (tmp_path / "lexwatch.db").write_text("a letter to my aunt, and not a database at all" * 100)
    assert "lexwatch.db" in _words(lexwatch("check", "meliora.toml", cwd=tmp_path))
    assert "aunt" in (tmp_path / "lexwatch.db").read_text()


def test_a_database_that_is_open_for_writing_elsewhere(folder: Path, site: Site) -> None:
    """One writer: the second is refused in words; readers go on."""
    _profile(folder, site)
    with open_writer(folder / "lexwatch.db"):
        words = _words(_check(folder))
        assert "lexwatch.db" in words
        assert "writ" in words
        assert 0 == lexwatch("status", "--json", cwd=folder).code
    _nothing_lost(folder)


@pytest.fixture
def read_only(folder: Path) -> Iterator[tuple[str, ...]]:
    """The folder without the right to write; root is made nobody first."""
    under: tuple[str, ...] = ()
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root may write everywhere, and there is no setpriv")
        under = (setpriv, "--bounding-set=-all", "--inh-caps=-all", "--reuid=65534", "--clear-groups")
        for parent in (folder, *folder.parents[:2]):
            parent.chmod(0o755)
        (folder / "lexwatch.db").chmod(0o644)
    folder.chmod(0o555)
    yield under
    folder.chmod(0o755)


def test_a_folder_that_cannot_be_written(folder: Path, site: Site, read_only: tuple[str, ...]) -> None:
    """Told in words before anything is fetched."""
    folder.chmod(0o755)
    _profile(folder, site)
    folder.chmod(0o555)
    probe = lexwatch("--version", cwd=folder, under=read_only)
    if probe.code:
        pytest.skip("another user cannot run the command here")
    words = _words(_check(folder, under=read_only))
    assert "lexwatch.db" in words
    assert () == site.asked(PATH)


def test_a_full_disk(folder: Path, site: Site) -> None:
    """Files may grow no further (a limit of the system): told in words, and the database is as it was."""
    site.serves(PATH, code(more={"13": "Long|" + " ".join(f"word{n}" for n in range(200_000))}))
    _profile(folder, site)
    limit = (folder / "lexwatch.db").stat().st_size + 65_536
    prlimit = shutil.which("prlimit")
    if prlimit is None:
        pytest.skip("no prlimit to limit files with")
    ran = _check(folder, under=(prlimit, f"--fsize={limit}"))
    words = _words(ran)
    assert "disk" in words or "full" in words or "room" in words
    _nothing_lost(folder)
    site.serves(PATH, code())
    assert {"unchanged": 1} == _check(folder).json["outcomes"]
