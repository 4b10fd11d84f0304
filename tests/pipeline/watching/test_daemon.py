"""The daemon as a process: SIGTERM, a second instance, catching up."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import LEXWATCH
from command import lexwatch
from scripted_site import Site
from watching import PATH
from watching import PROFILE
from watching import code

from db.errors import StoreError
from db.open import open_reader
from db.records import Outcome

LEAVE = 10.0  # s after SIGTERM; what a service manager grants before it kills


class Running:
    """A daemon of its own process, killed at the end whatever happens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = (folder / "log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [str(LEXWATCH), "watch", "meliora.toml", "--db", "lexwatch.db", "--every", "0.2"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
        )

    def outcomes(self) -> list[Outcome | None]:
        try:
            with open_reader(self.folder / "lexwatch.db") as queries:
                return [c.outcome for c in reversed(queries.checks(limit=100))]
        except StoreError:  # it is being made just now
            return []

    def until(self, wanted: list[Outcome | None], seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            if wanted == self.outcomes():
                return
            time.sleep(0.05)
        self.log.seek(0)
        raise AssertionError(f"{self.outcomes()} instead of {wanted}: {self.log.read()[-2000:]}")

    def leave(self) -> tuple[int, float]:
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60), time.monotonic() - began


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    site.serves(PATH, code())
    (tmp_path / "meliora.toml").write_text(PROFILE.replace("BASE", site.url("")), encoding="utf-8")
    return tmp_path


@pytest.fixture
def daemon(folder: Path) -> Iterator[Running]:
    running = Running(folder)
    yield running
    running.process.kill()
    running.process.wait()
    running.log.close()


def test_it_looks_leaves_in_time_and_catches_up(daemon: Running, folder: Path) -> None:
    """A look at once; SIGTERM ends it with 0 and a closed ledger; a second instance meanwhile is refused in words."""
    daemon.until([Outcome.FIRST])
    second = lexwatch("check", "meliora.toml", cwd=folder)
    assert 1 == second.code
    assert "lexwatch.db" in second.err
    code, seconds = daemon.leave()
    assert 0 == code
    assert seconds < LEAVE
    with open_reader(folder / "lexwatch.db") as queries:
        assert queries.runs(1)[0].ended_at is not None
        assert () == queries.unfinished_checks()


def test_a_slow_site_does_not_hold_it(folder: Path, site: Site) -> None:
    """A look in hand that takes a minute: cut off between two transactions, within ten seconds."""
    site.serves(PATH, code()).waits(60)
    running = Running(folder)
    try:
        running.until([None])
        code_, seconds = running.leave()
        assert 0 == code_
        assert seconds < LEAVE
    finally:
        running.process.kill()
        running.process.wait()
        running.log.close()
    # What was cut off is closed by the next process, and the source is looked at again when it is due.
    site.serves(PATH, code())
    assert 0 == lexwatch("check", "meliora.toml", "--all", cwd=folder).code
    with open_reader(folder / "lexwatch.db") as queries:
        state = queries.source("xm/code-en")
        assert state is not None
        assert Outcome.FIRST == state.last_outcome


def test_a_mistake_in_a_changed_profile_keeps_the_last_good_one(
    daemon: Running, folder: Path, site: Site
) -> None:
    """The daemon goes on with what it has, and says what is wrong."""
    daemon.until([Outcome.FIRST])
    text = (folder / "meliora.toml").read_text(encoding="utf-8")
    (folder / "meliora.toml").write_text(
        text.replace("stdout = true", 'webhook = "https://x.example"'), encoding="utf-8"
    )
    end = time.monotonic() + 20
    while "profile.mistake" not in (folder / "log").read_text(encoding="utf-8") and time.monotonic() < end:
        time.sleep(0.05)
    assert "signed" in (folder / "log").read_text(encoding="utf-8")
    bad = text.replace("stdout = true", 'to = "nonsense"')  # no address that anything can be sent to
    (folder / "meliora.toml").write_text(bad, encoding="utf-8")
    time.sleep(1)
    assert daemon.process.poll() is None
    assert 0 == daemon.leave()[0]
